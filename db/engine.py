"""Opens SQLite: durable, strict about references, and trusting nothing that lies in the file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from db.place import LOCK_WAIT, address

WAL_IS_SAFE = (3, 51, 3)
"""Older libraries can corrupt a database in WAL mode in a rare race (sqlite.org/wal.html, "WAL-reset bug")."""


def opened(path: Path, *, reading: bool = False, read_only: bool = False) -> Engine:
    """An engine of one connection to the file, which must be there. `reading` may only query."""
    mode = "ro" if read_only else "rw"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address(path, mode),
            uri=True,
            timeout=LOCK_WAIT,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
        )
        tune(connection, reading=reading, read_only=read_only)
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
    begin = "BEGIN" if reading or read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        # The driver's own deferred BEGIN loses updates when two programs share the file.
        connection.exec_driver_sql(begin)

    return engine


def tune(connection: sqlite3.Connection, *, reading: bool = False, read_only: bool = False) -> None:
    """Every setting a connection needs before its first statement."""
    for pragma in ("foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON", "recursive_triggers=ON"):
        connection.execute(f"PRAGMA {pragma}")
    if reading or read_only:
        connection.execute("PRAGMA query_only=ON")
        return
    safe = sqlite3.sqlite_version_info >= WAL_IS_SAFE
    connection.execute(f"PRAGMA journal_mode={'WAL' if safe else 'DELETE'}").fetchone()
    connection.execute(f"PRAGMA synchronous={'FULL' if safe else 'EXTRA'}")
    connection.execute("PRAGMA secure_delete=ON")
