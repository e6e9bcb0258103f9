"""Pages by keyset: a page begins after the last line of the one before, however far down the list that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, literal, tuple_

from db.problems import RowUnreadable

After = tuple[str | int, ...]
"""Stretch of the list, then the values of its keys at the last line seen."""
Lines = Select[Any]
Key = ColumnElement[str] | ColumnElement[int]


@dataclass(frozen=True)
class Stretch:
    """A part of a list that is in order of `keys`; none of them is NULL there, and the last one is unique."""

    keys: tuple[Key, ...]
    where: tuple[ColumnElement[bool], ...] = ()
    descending: bool = False

    def statement(self, lines: Lines, after: After | None) -> Lines:
        """The lines of this stretch that come after `after`, with their keys beside them."""
        found = lines.add_columns(*(key.label(f"key_{place}") for place, key in enumerate(self.keys)))
        found = found.where(*self.where)
        if after is not None:
            here, seen = tuple_(*self.keys), tuple_(*(literal(value) for value in after))
            found = found.where(here < seen if self.descending else here > seen)
        return found.order_by(*(key.desc() if self.descending else key.asc() for key in self.keys))


@dataclass(frozen=True)
class Fetched:
    """Rows of one page, and what fetches the next; None when there is none."""

    rows: tuple[RowMapping, ...]
    after: After | None


def fetch(
    connection: Connection, lines: Lines, stretches: Sequence[Stretch], after: After | None, limit: int
) -> Fetched:
    """At most `limit` rows of `lines`, one stretch following the other, from `after` on."""
    limit = max(1, limit)
    first = int(after[0]) if after else 0
    found: list[tuple[int, RowMapping]] = []
    for place, stretch in enumerate(stretches[first:], first):
        seen = after[1:] if after and place == first else None
        statement = stretch.statement(lines, seen).limit(limit + 1 - len(found))
        found += [(place, row) for row in connection.execute(statement).mappings()]
        if len(found) > limit:
            break
    kept = found[:limit]
    last = _key(stretches, *kept[-1]) if len(found) > limit else None
    return Fetched(tuple(row for _, row in kept), last)


def _key(stretches: Sequence[Stretch], place: int, row: RowMapping) -> After:
    return (place, *(row[f"key_{number}"] for number in range(len(stretches[place].keys))))


def word(row: RowMapping, name: str) -> str:
    """A text of a row, empty where it is NULL."""
    cell = row[name]
    if cell is None:
        return ""
    if not isinstance(cell, str):
        raise RowUnreadable(name)
    return cell


def number(row: RowMapping, name: str) -> int:
    """A whole number of a row."""
    cell = row[name]
    if not isinstance(cell, int):
        raise RowUnreadable(name)
    return cell
