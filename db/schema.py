"""Is a database at head? Making a new one, and bringing an older one there. Alembic is imported only for that."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine

from db.engine import opened
from db.place import APPLICATION_ID, made_file, made_folder, moved_into_place
from db.problems import DatabaseRefused, told

HEAD: Final = 6
"""`user_version` of a database that this program reads and writes; a migration raises it."""
MIGRATIONS: Final = Path(__file__).with_name("migrations")
KEPT_TRIGGERS: Final = frozenset(
    {"journal_only_redacted", "journal_never_deleted", "journal_never_replaced", "journal_head_stays"}
)
"""Triggers of this program; a file with others, or with views, was made by somebody else."""


def created(path: Path) -> bool:
    """A new database at `path`, at head, readable by its owner only. False if there is one by now.

    It is made under another name beside and moved into place whole.
    """
    made_folder(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    beside.unlink(missing_ok=True)
    made_file(beside)
    try:
        with told(str(path)):
            migrate(beside)
        return moved_into_place(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def migrate(path: Path) -> None:
    """Bring the file to head in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    engine = opened(path)
    try:
        with _without_references(engine) as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise DatabaseRefused("database_damaged", database=str(path))
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={HEAD}")
    finally:
        engine.dispose()


def _without_references(engine: Engine) -> Connection:
    """A connection that does not watch references: a table that others refer to can be made anew."""
    connection = engine.connect()
    connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
    return connection


def refuse_altered(connection: sqlite3.Connection, shown: str) -> None:
    """Refuses a file with triggers or views that are not this program's, or without its own."""
    found = frozenset(
        str(row[0])
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')")
    )
    if found != KEPT_TRIGGERS:
        different = ", ".join(sorted(found ^ KEPT_TRIGGERS))
        raise DatabaseRefused("database_altered", database=shown, names=different[:200])
