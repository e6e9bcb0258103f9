"""Statements compiled once, for what runs at every key or a hundred thousand times in one import.

Core builds them; the driver is handed the finished SQL, which halves the work of a small write.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, Select, bindparam, column, func, select
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement

from db.columns import WORDS
from db.rows.fields import Cell, Row

_AT_ONCE = 500


def listed(name: str) -> Select[tuple[str]]:
    """What `column.in_` is given for a list that is one parameter, however long; `as_list` makes its value."""
    return select(func.json_each(bindparam(name)).table_valued(column("value", WORDS)).c.value)


def as_list(texts: Sequence[str]) -> str:
    """Texts as the value of a `listed` parameter."""
    return to_json(texts).decode()


class Prepared:
    """A statement with its parameters' names, run inside a transaction that is open."""

    def __init__(self, statement: ClauseElement, *columns: str) -> None:
        """`columns` are those an INSERT fills or an UPDATE sets."""
        self._statement = statement
        self._columns = columns
        self._of_dialect: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._literals: dict[str, Cell] = {}
        """Values that stand in the statement itself, by the parameter they became."""

    def run(self, connection: Connection, values: Mapping[str, Cell]) -> int:
        """Execute once, and how many rows it changed. `values` has a value for every parameter."""
        cursor = self._executed(connection, values)
        changed = cursor.rowcount
        cursor.close()
        return changed

    def run_many(self, connection: Connection, rows: Iterable[Mapping[str, Cell]]) -> None:
        """Execute for each of `rows`, which may be none."""
        sql, names = self._compiled(connection)
        if len(names) > 1:
            given = list(map(itemgetter(*names), rows))
        else:
            given = [tuple([row[name] for name in names]) for row in rows]
        if given:
            cursor = connection.connection.cursor()
            cursor.executemany(sql, given)
            cursor.close()

    def row(self, connection: Connection, values: Mapping[str, Cell]) -> Row | None:
        """The first row of a query, by column."""
        cursor = self._executed(connection, values)
        found = cursor.fetchone()
        names = [described[0] for described in cursor.description or ()]
        cursor.close()
        return None if found is None else dict(zip(names, found, strict=True))

    def rows(self, connection: Connection, values: Mapping[str, Cell]) -> list[Row]:
        """All rows of a query, by column."""
        cursor = self._executed(connection, values)
        names = [described[0] for described in cursor.description or ()]
        found: list[Row] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        cursor.close()
        return found

    def stream(self, connection: Connection, values: Mapping[str, Cell]) -> Generator[tuple[Any, ...]]:
        """The rows of a query one by one, columns in their order; only while the transaction is open."""
        cursor = self._executed(connection, values)
        try:
            while rows := cursor.fetchmany(_AT_ONCE):
                yield from rows
        finally:
            cursor.close()

    def _executed(self, connection: Connection, values: Mapping[str, Cell]) -> DBAPICursor:
        sql, names = self._compiled(connection)
        cursor = connection.connection.cursor()
        if self._literals:
            values = {**self._literals, **values}
        cursor.execute(sql, tuple([values[name] for name in names]))
        return cursor

    def _compiled(self, connection: Connection) -> tuple[str, tuple[str, ...]]:
        dialect = connection.dialect
        known = self._of_dialect.get(dialect.name)
        if known is None:
            made = self._statement.compile(dialect=dialect, column_keys=self._columns or None)
            names: Sequence[str] = ()
            if isinstance(made, SQLCompiler):
                names = made.positiontup or ()
                self._literals = {name: value for name, value in made.params.items() if value is not None}
            known = self._of_dialect[dialect.name] = str(made), tuple(names)
        return known
