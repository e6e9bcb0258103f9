"""The statements every kind of record has: insert, change at a version, get by id. Built once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import (
    Connection,
    CursorResult,
    Insert,
    RowMapping,
    Select,
    Table,
    Update,
    bindparam,
    insert,
    select,
    update,
)

from checklists.values import Refused
from db.columns import WORDS
from db.rows import Cell, Row


@dataclass(frozen=True, slots=True)
class Statements:
    """Of one table whose records have an id and a version."""

    insert: Insert
    change: Update
    get: Select[tuple[object, ...]]
    some: Select[tuple[object, ...]]
    code: str
    """Of the refusal for an id that is not there."""

    @classmethod
    def of(cls, table: Table, code: str) -> Statements:
        at_version = (table.c.id == bindparam("at_id"), table.c.version == bindparam("seen"))
        wanted = bindparam("ids", expanding=True, type_=WORDS)
        return cls(
            insert=insert(table),
            change=update(table).where(*at_version),
            get=select(*table.columns).where(table.c.id == bindparam("at_id")),
            some=select(*table.columns).where(table.c.id.in_(wanted)).order_by(table.c.nr),
            code=code,
        )

    def found(self, connection: Connection, id: str) -> Row:
        """The row of `id`, or Refused with this kind's code."""
        row = connection.execute(self.get, {"at_id": id}).mappings().first()
        if row is None:
            raise Refused(self.code, id=id[:80])
        return row_of(row)


def row_of(row: RowMapping) -> Row:
    """A row as the border reads it."""
    return {str(key): value for key, value in row.items()}


def rows_of(result: CursorResult[*tuple[Cell, ...]]) -> Iterator[Row]:
    """Every row of a query, as the border reads them."""
    names = tuple(result.keys())
    for row in result:
        yield dict(zip(names, row, strict=True))


def version_of(row: Row) -> int:
    """The version a row has."""
    version = row["version"]
    return version if isinstance(version, int) else 0
