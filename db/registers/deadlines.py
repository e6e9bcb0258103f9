"""What is due next of a contract, and the register in that order.

A task (follow-up, deviation, measure) is due until it is done; an option's notice and the end lapse with their day.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, bindparam, or_

from db.columns import WORDS
from db.registers.paging import After, Fetched, Lines, Pages, Stretch, Values, number, word
from db.rows.fields import Row
from db.tables import contract, derived_contract

_TAIL: Final = 1
_TODAY: Final = bindparam("today", type_=WORDS)


def next_of(row: Row, today: str | None) -> tuple[str, str]:
    """The day and code of what is due next; both empty when nothing is. Without a day only tasks are due."""
    found: list[tuple[str, int, str]] = []
    if row["task_day"] is not None:
        found.append((word(row, "task_day"), 0, word(row, "task_what")))
    if today is not None:
        lapsing = ((word(row, "option_day"), 1, "option"), (word(row, "last_day"), 2, "ends"))
        found += [each for each in lapsing if each[0] >= today]
    day, _, what = min(found, default=("", 0, ""))
    return day, what


class ByDeadline:
    """`lines` by what is due next on the day `today`; contracts with nothing due stand last, by title."""

    def __init__(self, lines: Lines, *, descending: bool) -> None:
        nr = contract.c.nr
        task, option, last = derived_contract.c.task_day, contract.c.option_day, contract.c.last_day
        self._descending = descending
        self._due_pages = Pages(
            lines,
            (
                Stretch((task, nr), (task.is_not(None),), descending),
                Stretch((option, nr), (option >= _TODAY,), descending),
                Stretch((last, nr), (last >= _TODAY,), descending),
            ),
        )
        lapsed = (or_(option.is_(None), option < _TODAY), or_(last.is_(None), last < _TODAY))
        self._tail = Pages(lines, (Stretch((contract.c.title_key, nr), (task.is_(None), *lapsed)),))

    def fetch(
        self, connection: Connection, after: After | None, limit: int, today: str, values: Values
    ) -> Fetched:
        """At most `limit` rows, from `after` on."""
        limit, values = max(1, limit), {**values, "today": today}
        rows: list[Row] = []
        if after is None or after[0] != _TAIL:
            rows = self._due(connection, after[1:] if after else None, limit + 1, today, values)
        if len(rows) > limit:
            last = rows[limit - 1]
            return Fetched(tuple(rows[:limit]), (0, next_of(last, today)[0], number(last, "key_1")))
        seen = (0, *after[1:]) if after and after[0] == _TAIL else None
        if len(rows) == limit:
            one_more = self._tail.fetch(connection, seen, 1, values)
            last = rows[-1]
            more = (0, next_of(last, today)[0], number(last, "key_1")) if one_more.rows else None
            return Fetched(tuple(rows), more)
        rest = self._tail.fetch(connection, seen, limit - len(rows), values)
        return Fetched((*rows, *rest.rows), (_TAIL, *rest.after[1:]) if rest.after else None)

    def _due(
        self, connection: Connection, after: After | None, wanted: int, today: str, values: Values
    ) -> list[Row]:
        """The next `wanted` lines with something due, merged from one ordered stretch for each kind of day."""
        found: list[Row] = []
        more = True
        while len(found) < wanted and more:
            batch, after, more = self._batch(connection, after, wanted, values)
            # A contract stands where its earliest day is; its later days are passed over.
            first: dict[int, Row] = {}
            for row in batch:
                if next_of(row, today)[0] == row["key_0"]:
                    first.setdefault(number(row, "key_1"), row)
            found += first.values()
        return found[:wanted]

    def _batch(
        self, connection: Connection, after: After | None, size: int, values: Values
    ) -> tuple[list[Row], After | None, bool]:
        """Rows in order as far as every stretch has been read, where that is, and whether more follows."""
        rows: list[Row] = []
        reached: list[tuple[str, int]] = []
        for place in range(3):
            found = self._due_pages.of_stretch(connection, place, after, size, values)
            rows += found
            if len(found) == size:
                reached.append(_place(found[-1]))
        rows.sort(key=_place, reverse=self._descending)
        if not reached:
            return rows, None, False
        end = max(reached) if self._descending else min(reached)
        read = [row for row in rows if (_place(row) >= end if self._descending else _place(row) <= end)]
        return read, end, True


def _place(row: Row) -> tuple[str, int]:
    return word(row, "key_0"), number(row, "key_1")
