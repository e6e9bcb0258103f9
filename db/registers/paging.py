"""Pages by keyset: a page begins after the last line of the one before, however far down the list that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, bindparam, tuple_

from db.columns import WHOLE
from db.prepared import Prepared
from db.problems import RowUnreadable
from db.rows.fields import Cell, Row

After = tuple[str | int, ...]
"""Stretch of the list, then the values of its keys at the last line seen."""
Lines = Select[Any]
Key = ColumnElement[str] | ColumnElement[int]
Values = Mapping[str, Cell]
"""What stands in the conditions of a list, by the names of their parameters."""
_SEEN: Final = ("seen_0", "seen_1")
_MOST: Final = bindparam("most", type_=WHOLE)


@dataclass(frozen=True)
class Stretch:
    """A part of a list that is in order of at most two keys; none of them is NULL there, and the last one is unique."""

    keys: tuple[Key, ...]
    where: tuple[ColumnElement[bool], ...] = ()
    descending: bool = False

    def statement(self, lines: Lines, *, goes_on: bool) -> Lines:
        """At most `most` lines of this stretch, with their keys beside them; with `goes_on` those that come after
        `seen_0` and `seen_1`."""
        found = lines.add_columns(*(key.label(f"key_{place}") for place, key in enumerate(self.keys)))
        found = found.where(*self.where)
        if goes_on:
            found = found.where(*self._further())
        order = (key.desc() if self.descending else key.asc() for key in self.keys)
        return found.order_by(*order).limit(_MOST)

    def _further(self) -> list[ColumnElement[bool]]:
        seen = [bindparam(name, type_=key.type) for name, key in zip(_SEEN, self.keys, strict=False)]
        here, there = tuple_(*self.keys), tuple_(*seen)
        further: list[ColumnElement[bool]] = [here < there if self.descending else here > there]
        if len(seen) > 1:  # the pair alone would not use the index where its keys are of two tables
            first = self.keys[0]
            further.append(first <= seen[0] if self.descending else first >= seen[0])
        return further


@dataclass(frozen=True)
class Fetched:
    """Rows of one page, and what fetches the next; None when there is none."""

    rows: tuple[Row, ...]
    after: After | None


class Pages:
    """A list, one stretch following the other. Its statements are compiled once, so it is made once and kept."""

    def __init__(self, lines: Lines, stretches: Sequence[Stretch]) -> None:
        self._lines = lines
        self._stretches = tuple(stretches)
        self._prepared: dict[tuple[int, bool], Prepared] = {}

    def fetch(
        self, connection: Connection, after: After | None, limit: int, values: Values | None = None
    ) -> Fetched:
        """At most `limit` rows, from `after` on."""
        limit = max(1, limit)
        first = int(after[0]) if after else 0
        found: list[tuple[int, Row]] = []
        for place in range(first, len(self._stretches)):
            seen = after[1:] if after and place == first else None
            rows = self.of_stretch(connection, place, seen, limit + 1 - len(found), values or {})
            found += [(place, row) for row in rows]
            if len(found) > limit:
                break
        kept = found[:limit]
        last = self._key(*kept[-1]) if len(found) > limit else None
        return Fetched(tuple([row for _, row in kept]), last)

    def of_stretch(
        self, connection: Connection, place: int, seen: After | None, most: int, values: Values
    ) -> list[Row]:
        """At most `most` rows of one stretch, those after the keys `seen`."""
        shape = place, seen is not None
        prepared = self._prepared.get(shape)
        if prepared is None:
            statement = self._stretches[place].statement(self._lines, goes_on=shape[1])
            prepared = self._prepared[shape] = Prepared(statement)
        given = {**values, **dict(zip(_SEEN, seen or (), strict=False)), "most": most}
        return prepared.rows(connection, given)

    def _key(self, place: int, row: Row) -> After:
        return (place, *(_plain(row, f"key_{n}") for n in range(len(self._stretches[place].keys))))


def _plain(row: Row, name: str) -> str | int:
    cell = row[name]
    if not isinstance(cell, str | int):
        raise RowUnreadable(name)
    return cell


def word(row: Mapping[str, Any], name: str) -> str:
    """A text of a row, empty where it is NULL."""
    cell = row[name]
    if cell is None:
        return ""
    if not isinstance(cell, str):
        raise RowUnreadable(name)
    return cell


def number(row: Mapping[str, Any], name: str) -> int:
    """A whole number of a row."""
    cell = row[name]
    if not isinstance(cell, int):
        raise RowUnreadable(name)
    return cell
