"""What can go wrong with a database, as refusals with a code; no statement or parameter ever leaves with one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from checklists.values import Refused


class DatabaseRefused(Refused):
    """The database is missing, locked, newer, damaged, not ours, or out of space (exit code 4)."""


class RowUnreadable(DatabaseRefused):
    """A row holds what the program never wrote."""

    def __init__(self, what: str) -> None:
        super().__init__("row_unreadable", what=what)


@contextmanager
def told(where: str) -> Generator[None]:
    """Turns what the database driver raises into `DatabaseRefused`; everything else passes."""
    try:
        yield
    except DBAPIError as error:
        raise refusal(error.orig, where) from None
    except sqlite3.Error as error:
        raise refusal(error, where) from None
    except (SQLAlchemyError, OverflowError):
        raise DatabaseRefused("database_failed", database=where, reason="-") from None


def refusal(error: BaseException | None, where: str) -> DatabaseRefused:
    """The refusal that tells a driver's error, by SQLite's result code."""
    name = getattr(error, "sqlite_errorname", "") if error else ""
    primary = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        return DatabaseRefused("disk_full", database=where, free=free_megabytes(where))
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseRefused("database_locked", database=where)
    if primary == sqlite3.SQLITE_READONLY:
        return DatabaseRefused("database_read_only", database=where)
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DatabaseRefused("database_damaged", database=where)
    if primary == sqlite3.SQLITE_IOERR:
        return DatabaseRefused("disk_error", database=where, free=free_megabytes(where))
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return DatabaseRefused("database_cannot_be_opened", database=where)
    if primary == sqlite3.SQLITE_CONSTRAINT:
        return DatabaseRefused("database_rule_broken", database=where, reason=name)
    return DatabaseRefused("database_failed", database=where, reason=name or type(error).__name__)


def free_megabytes(where: str) -> int:
    """Whole megabytes left where the database lies; 0 if that cannot be told."""
    try:
        return shutil.disk_usage(Path(where).parent).free // 1_000_000
    except OSError:
        return 0
