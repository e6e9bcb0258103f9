"""The one write transaction: locked from its start, journalled before it ends, kept whole or not at all."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager

from sqlalchemy import Connection, Row, bindparam, delete, text
from sqlalchemy.sql import Executable

from checklists.change import Act, Action, SubjectKind
from checklists.values import Frozen, Refused
from db.chain import Chain, Told, in_order
from db.derived import refresh_after
from db.ids import made_id
from db.place import Place
from db.problems import DatabaseRefused, told
from db.rows import Cell
from db.tables import draft

DROPPED_DRAFT = delete(draft).where(draft.c.key == bindparam("wanted"))
_COUNT = text(
    "INSERT INTO counter (name, last) VALUES (:name, :n) "
    "ON CONFLICT (name) DO UPDATE SET last = counter.last + :n RETURNING last"
)
_FLUSH_AT = 1_000
_LARGE_CACHE = -16_000
"""Kibibytes, as SQLite counts them; an index is written all over, not at its end."""


class Write:
    """One write transaction, from BEGIN IMMEDIATE to COMMIT, by one person at one moment."""

    def __init__(self, connection: Connection, act: Act) -> None:
        self.connection = connection
        self.act = act
        self._chain = Chain(connection, act.actor, act.now)
        self._told: list[Told] = []

    @property
    def at(self) -> str:
        """The instant its journal entries carry."""
        return self._chain.at

    def one(self, statement: Executable, **values: Cell) -> Row[tuple[object, ...]] | None:
        """The first row of a query."""
        return self.connection.execute(statement, values).first()  # pyright: ignore[reportUnknownVariableType]

    def run(self, statement: Executable, values: Mapping[str, Cell] | list[dict[str, Cell]]) -> int:
        """Execute, and how many rows it changed."""
        if isinstance(values, list) and not values:
            return 0
        return self.connection.execute(statement, values).rowcount

    def changed(self, statement: Executable, row: Mapping[str, Cell], *, at: str, version: int) -> int:
        """Update the record `at` to `row`; the new version, or Refused("conflict") unless it is at `version`."""
        values = {name: cell for name, cell in row.items() if name not in ("nr", "id")}
        values |= {"at_id": at, "seen": version, "version": version + 1}
        if self.run(statement, values) != 1:
            raise Refused("conflict", subject=at, version=version)
        return version + 1

    def tell(
        self,
        kind: SubjectKind,
        subject: str,
        action: Action,
        before: Frozen | dict[str, object] | None,
        after: Frozen | dict[str, object] | None,
    ) -> None:
        """Put a change in the journal, with the act's reason."""
        self._told.append(Told(kind, subject, action, _values(before), _values(after), self.act.why))
        if len(self._told) >= _FLUSH_AT:
            self.flush()

    def flush(self) -> None:
        """Write what has been told so far to the journal."""
        self._chain.append(self._told)
        refresh_after(self.connection, self._told)
        self._told = []

    def numbers(self, name: str, n: int = 1) -> int:
        """Take `n` numbers from a counter; the last of them. They are never given again."""
        row = self.connection.execute(_COUNT, {"name": name, "n": n}).one()
        last: int = row.last
        return last

    def new_id(self, kind: str) -> str:
        """The next id of a kind; a contract's counts within this year."""
        year = self.act.today.year
        name = f"contract.{year}" if kind == "contract" else kind
        return made_id(kind, self.numbers(name), year)


def _values(value: Frozen | dict[str, object] | None) -> dict[str, object] | None:
    return None if value is None else in_order(value)


class RolledBack(Exception):
    """Raised inside a transaction to leave nothing of it behind: a dry run."""


class Writer:
    """The connection that writes. One transaction at a time, whichever thread asks."""

    def __init__(self, connection: Connection, place: Place) -> None:
        self.connection = connection
        self.lock = threading.RLock()
        self._place = place
        self._shown = str(place.path)

    @contextmanager
    def transaction(self, act: Act) -> Generator[Write]:
        """BEGIN IMMEDIATE, the journal's head locked, the body, its journal entries, COMMIT. Any error undoes all.

        The draft that the act makes a record of is dropped in it: text is a draft or a record, never neither.
        """
        with self.unjournalled() as connection:
            write = Write(connection, act)
            yield write
            write.flush()
            if act.draft:
                connection.execute(DROPPED_DRAFT, {"wanted": act.draft})

    @contextmanager
    def large(self, act: Act) -> Generator[Write]:
        """As `transaction`, for many rows: more of the file stays in memory meanwhile, so that less is read again."""
        with self.lock, told(self._shown), ExitStack() as after:
            if driver := self._driver:
                (usual,) = driver.execute("PRAGMA cache_size").fetchone()
                driver.execute(f"PRAGMA cache_size = {_LARGE_CACHE}")
                after.callback(driver.execute, f"PRAGMA cache_size = {usual}")
            with self.transaction(act) as write:
                yield write

    @contextmanager
    def unjournalled(self) -> Generator[Connection]:
        """A transaction for what is neither journalled nor derived: text being written."""
        with self.lock, told(self._shown):
            if self._place.read_only:
                raise DatabaseRefused("database_read_only", database=self._shown)
            self._place.refuse_if_moved()
            try:
                with self.connection.begin():
                    yield self.connection
            except BaseException:
                self._leave_nothing_open()
                raise

    def _leave_nothing_open(self) -> None:
        """A COMMIT that fails, on a full disk or a lock, leaves its transaction open; it must not stay so."""
        if (driver := self._driver) and driver.in_transaction:
            driver.rollback()

    @property
    def _driver(self) -> sqlite3.Connection | None:
        driver = self.connection.connection.driver_connection
        return driver if isinstance(driver, sqlite3.Connection) else None


class Reader:
    """The connection that only queries. A transaction in a transaction sees the same moment."""

    def __init__(self, connection: Connection, shown: str) -> None:
        self._connection = connection
        self.lock = threading.RLock()
        self._shown = shown

    @contextmanager
    def transaction(self) -> Generator[Connection]:
        """One moment of the database, for as many queries as the body makes."""
        with self.lock, told(self._shown):
            if self._connection.in_transaction():
                yield self._connection
            else:
                with self._connection.begin():
                    yield self._connection
