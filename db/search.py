"""The full-text index of what people search by. It is derived: `rebuilt` makes it again from the rows.

Kept by the use cases, not by triggers: with `trusted_schema=OFF` older SQLite refuses an index inside a trigger.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sqlalchemy import Connection, text

from db.prepared import Prepared
from db.rows.fields import Row

Searched = Literal["contract", "supplier", "deviation"]
SEARCHED: tuple[Searched, ...] = ("contract", "supplier", "deviation")


def _statements(of_table: str) -> dict[Searched, Prepared]:
    return {name: Prepared(text(of_table.replace("searched", name))) for name in SEARCHED}


_ADD = _statements("INSERT INTO searched_fts (rowid, folded) VALUES (:nr, :folded)")
_TAKE = _statements("INSERT INTO searched_fts (searched_fts, rowid, folded) VALUES ('delete', :nr, :folded)")
_REBUILD = _statements("INSERT INTO searched_fts (searched_fts) VALUES ('rebuild')")


def indexed(connection: Connection, name: Searched, rows: Iterable[Row]) -> None:
    """New rows, each with its `nr` and `folded`."""
    _ADD[name].run_many(connection, rows)


def reindexed(connection: Connection, name: Searched, before: Row, after: Row) -> None:
    """A row that was `before` and is `after`: both with their `nr` and `folded`."""
    if before["folded"] != after["folded"]:
        _TAKE[name].run(connection, before)
        _ADD[name].run(connection, after)


def rebuilt(connection: Connection) -> None:
    """The whole index anew, from the rows."""
    for name in SEARCHED:
        _REBUILD[name].run(connection, {})
