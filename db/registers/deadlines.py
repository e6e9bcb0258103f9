"""What is due next of a contract, and the register in that order.

A task (follow-up, deviation, measure) is due until it is done; an option's notice and the end lapse with their day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection, RowMapping, or_

from db.registers.paging import After, Fetched, Key, Lines, Stretch, fetch, number, word
from db.tables import contract, derived_contract

_TAIL: Final = 1


def next_of(row: RowMapping, today: str | None) -> tuple[str, str]:
    """The day and code of what is due next; both empty when nothing is. Without a day only tasks are due."""
    found: list[tuple[str, int, str]] = []
    if row["task_day"] is not None:
        found.append((word(row, "task_day"), 0, word(row, "task_what")))
    if today is not None:
        lapsing = ((word(row, "option_day"), 1, "option"), (word(row, "last_day"), 2, "ends"))
        found += [each for each in lapsing if each[0] >= today]
    day, _, what = min(found, default=("", 0, ""))
    return day, what


def by_deadline(
    connection: Connection, lines: Lines, after: After | None, limit: int, *, today: date, descending: bool
) -> Fetched:
    """A page of `lines` by what is due next; contracts with nothing due stand last, by title."""
    day, limit = today.isoformat(), max(1, limit)
    rows: list[RowMapping] = []
    if after is None or after[0] != _TAIL:
        rows = _due(connection, lines, after[1:] if after else None, limit + 1, day, descending)
    if len(rows) > limit:
        last = rows[limit - 1]
        return Fetched(tuple(rows[:limit]), (0, next_of(last, day)[0], number(last, "key_1")))
    tail = Stretch(
        (contract.c.title_key, contract.c.nr),
        (
            derived_contract.c.task_day.is_(None),
            or_(contract.c.option_day.is_(None), contract.c.option_day < day),
            or_(contract.c.last_day.is_(None), contract.c.last_day < day),
        ),
    )
    seen = (0, *after[1:]) if after and after[0] == _TAIL else None
    if len(rows) == limit:
        one_more = fetch(connection, lines, (tail,), seen, 1)
        last = rows[-1]
        more = (0, next_of(last, day)[0], number(last, "key_1")) if one_more.rows else None
        return Fetched(tuple(rows), more)
    rest = fetch(connection, lines, (tail,), seen, limit - len(rows))
    return Fetched((*rows, *rest.rows), (_TAIL, *rest.after[1:]) if rest.after else None)


def _due(
    connection: Connection, lines: Lines, after: After | None, wanted: int, today: str, descending: bool
) -> list[RowMapping]:
    """The next `wanted` lines with something due, merged from one ordered stretch for each kind of day."""
    nr = contract.c.nr
    stretches = [
        Stretch((derived_contract.c.task_day, nr), (derived_contract.c.task_day.is_not(None),), descending),
        Stretch((contract.c.option_day, nr), (contract.c.option_day >= today,), descending),
        Stretch((contract.c.last_day, nr), (contract.c.last_day >= today,), descending),
    ]
    found: list[RowMapping] = []
    more = True
    while len(found) < wanted and more:
        batch, after, more = _batch(connection, lines, stretches, after, wanted, descending)
        # A contract stands where its earliest day is; its later days are passed over.
        first: dict[int, RowMapping] = {}
        for row in batch:
            if next_of(row, today)[0] == row["key_0"]:
                first.setdefault(number(row, "key_1"), row)
        found += first.values()
    return found[:wanted]


def _batch(
    connection: Connection,
    lines: Lines,
    stretches: Sequence[Stretch],
    after: After | None,
    size: int,
    descending: bool,
) -> tuple[list[RowMapping], After | None, bool]:
    """Rows in order as far as every stretch has been read, where that is, and whether more follows."""
    rows: list[RowMapping] = []
    reached: list[tuple[str, int]] = []
    for stretch in stretches:
        statement = stretch.statement(lines, after)
        key: Key = stretch.keys[0]
        if after is not None:  # the pair alone, over two tables, would not use the index
            statement = statement.where(key <= after[0] if descending else key >= after[0])
        found = connection.execute(statement.limit(size)).mappings().all()
        rows += found
        if len(found) == size:
            reached.append(_place(found[-1]))
    rows.sort(key=_place, reverse=descending)
    if not reached:
        return rows, None, False
    end = max(reached) if descending else min(reached)
    read = [row for row in rows if (_place(row) >= end if descending else _place(row) <= end)]
    return read, end, True


def _place(row: RowMapping) -> tuple[str, int]:
    return word(row, "key_0"), number(row, "key_1")
