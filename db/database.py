"""One opened database: the only thing of this room that is constructed outside it."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from db import schema
from db.engine import opened
from db.place import Place, address, existing, path_of, refuse_foreign
from db.problems import DatabaseRefused, told
from db.registers import Registers
from db.store.contracts import Contracts
from db.store.deviations import Deviations
from db.store.drafts import Drafts
from db.store.evidence import EvidenceStore
from db.store.followups import FollowUps
from db.store.forms import Forms
from db.store.reports import Reports
from db.store.settings import SettingsStore
from db.store.undo import Undo
from db.writing import Reader, Writer

if TYPE_CHECKING:
    from db.journal import Journal

CHECKED_WHOLE = 4_000_000
"""A file of at most so many octets is checked page by page when it is opened; a larger one by `doctor`."""


class Database:
    """A database with its stores. Writes and reads may come from different threads."""

    def __init__(self, place: Place, *, created: bool) -> None:
        self.place = place
        self.created = created
        self.read_only = place.read_only
        self._connections: list[Connection] = []
        writing = self._connected(reading=False)
        self.writer = Writer(writing, place)
        self.reader = Reader(self._connected(reading=True), str(place.path))
        self.contracts = Contracts(self.writer, self.reader)
        self.followups = FollowUps(self.writer, self.reader)
        self.deviations = Deviations(self.writer, self.reader)
        self.evidence = EvidenceStore(self.writer, self.reader)
        self.settings = SettingsStore(self.writer, self.reader)
        self.reports = Reports(self.writer, self.reader)
        self.forms = Forms(self.writer, self.reader)
        self.registers = Registers(self.reader)
        self.undo = Undo(self.writer, self.reader)
        self.drafts = Drafts(self.writer, self.reader)
        self._seen = self._data_version()

    @classmethod
    def open(cls, where: str, *, create: bool, now: datetime) -> Database:  # noqa: ARG003
        """The database at `where` (a path or `sqlite:///…`), made if `create` and there is none.

        Raises `DatabaseRefused` for anything that is not a sound database of this program, and leaves it as it is.
        """
        path = path_of(where)
        made = False
        place = existing(path)
        if place is None:
            if not create:
                raise _missing(path)
            made = schema.created(path)
            place = existing(path)
        if place is None:
            raise _missing(path)
        version = refuse_foreign(place, schema.HEAD)
        if version < schema.HEAD:
            raise DatabaseRefused("database_older", database=str(path), version=version, known=schema.HEAD)
        _refuse_damaged(place)
        return cls(place, created=made)

    @cached_property
    def journal(self) -> Journal:
        """The trail of changes; verifying it takes modules that nothing else needs."""
        from db.journal import Journal

        return Journal(self.writer, self.reader)

    def changed_elsewhere(self) -> bool:
        """Has another program changed the database since this was last asked?"""
        if not self.writer.lock.acquire(blocking=False):
            return False
        try:
            seen = self._data_version()
        finally:
            self.writer.lock.release()
        moved = seen != self._seen
        self._seen = seen
        return moved

    def close(self) -> None:
        """Give the file back, once what is being written and read is done. The database is not used after."""
        with self.writer.lock, self.reader.lock:
            for connection in self._connections:
                connection.close()

    def _connected(self, *, reading: bool) -> Connection:
        engine = opened(self.place.path, reading=reading, read_only=self.read_only)
        with told(str(self.place.path)):
            connection = engine.connect()
        self._connections.append(connection)
        return connection

    def _data_version(self) -> int:
        with told(str(self.place.path)):
            driver = self.writer.connection.connection.driver_connection
            if not isinstance(driver, sqlite3.Connection):
                return 0
            version: int = driver.execute("PRAGMA data_version").fetchone()[0]
            return version


def _missing(path: Path) -> DatabaseRefused:
    if not path.parent.is_dir():
        return DatabaseRefused("folder_missing", folder=str(path.parent))
    return DatabaseRefused("database_missing", database=str(path))


def _refuse_damaged(place: Place) -> None:
    shown = str(place.path)
    with told(shown):
        mode = "ro" if place.read_only else "rw"
        connection = sqlite3.connect(address(place.path, mode), uri=True, timeout=5.0, isolation_level=None)
        try:
            connection.execute("PRAGMA query_only=ON")
            connection.execute("PRAGMA cell_size_check=ON")
            schema.refuse_altered(connection, shown)
            small = place.path.stat().st_size <= CHECKED_WHOLE
            if small and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise DatabaseRefused("database_damaged", database=shown)
        finally:
            connection.close()
