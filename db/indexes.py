"""Indexes of few rows; and indexes set aside while empty tables are filled: sorted at the end, they take less time."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import Connection, Index, Table, literal, select, text

_ASIDE = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql LIKE 'CREATE INDEX %'"
)


def index_of_few(name: str, column: str, rule: str) -> Index:
    """An index of only the rows that fulfil `rule`, so that the few are found among the many."""
    return Index(name, column, sqlite_where=text(rule), postgresql_where=text(rule))


@contextmanager
def filled(connection: Connection, *tables: Table) -> Generator[None]:
    """The body fills `tables`; the indexes of those that nothing is in yet are made when the body has ended.

    What makes rows unique stays in force. An error leaves the transaction to be undone, and the indexes with it.
    """
    empty = [
        t for t in tables if connection.execute(select(literal(1)).select_from(t).limit(1)).first() is None
    ]
    aside = [found for t in empty for found in connection.exec_driver_sql(_ASIDE, (t.name,))]
    for name, _ in aside:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    yield
    for _, made in aside:
        connection.exec_driver_sql(made)
