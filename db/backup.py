"""Copies of a whole database: made while it is in use, checked, and put back without losing what was there."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from checklists.values import Refused
from db.diagnosis import Diagnosis, diagnose
from db.place import Place, address, existing, made_file, made_folder, path_of, refuse_foreign
from db.problems import DatabaseRefused, free_megabytes, told
from db.schema import HEAD, refuse_altered

__all__ = ["Diagnosis", "backup", "diagnose", "restore"]
_PAGES_AT_ONCE: Final = 2_000
_LOCK_WAIT: Final = 1.0
_BESIDE: Final = ("-journal", "-wal", "-shm")
_OTHER_TROUBLE: Final = (
    "database_empty",
    "database_not_permitted",
    "database_on_network",
    "database_has_links",
)
"""Of a file that is to be replaced."""
_PROCESSES: Final = Path("/proc")


def backup(where: str, file: Path, *, force: bool) -> None:
    """Copy the database to `file`, whole and checked, or not at all; readable by its owner only.

    Raises DatabaseRefused for a database that is missing or not sound, Refused("output_exists") unless `force`.
    """
    place = _sound(path_of(where))
    target = path_of(str(file))
    if target == place.path:
        raise Refused("backup_onto_itself", file=str(file))
    if _is_there(target) and not force:
        raise Refused("output_exists", file=str(file))
    with _permitted(target), _copied(place, target) as copy:
        if force:
            copy.replace(target)
        else:
            _linked(copy, target)


def restore(file: Path, where: str, *, force: bool, now: datetime) -> Path | None:
    """Put the copy `file` in the database's place. The database there is kept beside: its new path, or None.

    Raises DatabaseRefused: the copy is not a sound database of this program or is newer; the database is in use.
    Refused("restore_needs_force") if there is a database and not `force`.
    """
    source, target = _sound(path_of(str(file))), path_of(where)
    if target == source.path:
        raise Refused("restore_onto_itself", file=str(file))
    there = _is_there(target)
    if there and not force:
        raise Refused("restore_needs_force", database=str(target))
    made_folder(target)
    if there:
        _refuse_in_use(target)
    with _copied(source, target) as copy:
        aside = _kept_aside(target, now) if there else None
        copy.replace(target)
    return aside


@contextmanager
def _permitted(target: Path) -> Generator[None]:
    """Where nothing may be written, it is the copy that needs another place, not the database."""
    try:
        yield
    except DatabaseRefused as refused:
        if refused.code != "folder_not_permitted":
            raise
        raise DatabaseRefused("backup_not_permitted", folder=str(target.parent)) from None


def _is_there(path: Path) -> bool:
    """Is there anything of that name? Refuses a link, a folder or another thing than a file."""
    try:
        return existing(path) is not None
    except DatabaseRefused as refused:
        if refused.code in _OTHER_TROUBLE:
            return True
        raise


def _sound(path: Path) -> Place:
    """A database of this program, not newer than it, whose pages are whole."""
    place = existing(path)
    if place is None:
        raise DatabaseRefused("database_missing", database=str(path))
    refuse_foreign(place, HEAD)
    with told(str(path)), closing(_connected(path, "ro")) as connection:
        refuse_altered(connection, str(path))
        _refuse_damaged(connection, path)
    return place


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(address(path, mode), uri=True, timeout=_LOCK_WAIT, isolation_level=None)


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise DatabaseRefused("database_damaged", database=str(path))


@contextmanager
def _copied(source: Place, target: Path) -> Generator[Path]:
    """A checked and synced copy of `source` beside `target`, taken away again if it is not moved there."""
    if not target.parent.is_dir():
        raise DatabaseRefused("folder_missing", folder=str(target.parent))
    beside = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}.part")
    made_file(beside)
    try:
        with told(str(target)), closing(_connected(beside, "rw")) as copy:
            with closing(_connected(source.path, "ro")) as original:
                original.backup(copy, pages=_PAGES_AT_ONCE)
            _refuse_damaged(copy, beside)
        refuse_foreign(Place(beside, (0, 0), read_only=False), HEAD)
        _sync(beside)
        yield beside
        _sync(target.parent)
    except OSError:
        raise DatabaseRefused("disk_error", database=str(target), free=free_megabytes(str(target))) from None
    finally:
        beside.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _linked(copy: Path, target: Path) -> None:
    """A link never replaces what somebody else made in the meantime; a rename would."""
    try:
        os.link(copy, target, follow_symlinks=False)
    except FileExistsError:
        raise Refused("output_exists", file=str(target)) from None
    except OSError:
        copy.rename(target)


def _refuse_in_use(path: Path) -> None:
    """Refuses a database that another program has open, or is writing to; finishes what a killed one left."""
    if _is_open(path):
        raise DatabaseRefused("database_in_use", database=str(path))
    try:
        with closing(_connected(path, "rw")) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        # A damaged one may be replaced: that is what a copy is for.
        if (error.sqlite_errorcode or 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise DatabaseRefused("database_in_use", database=str(path)) from None


def _is_open(path: Path, processes: Path = _PROCESSES) -> bool:
    """Has any process the file open? Only what the system shows us of other processes can be told."""
    try:
        file = path.stat()
    except OSError:
        return False
    for held in processes.glob("[0-9]*/fd/*"):
        try:
            found = held.stat()
        except OSError:
            continue
        if (found.st_dev, found.st_ino) == (file.st_dev, file.st_ino):
            return True
    return False


def _kept_aside(path: Path, now: datetime) -> Path:
    """The database gets a second name beside, and what belongs to it moves there."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = (f"{path.name}.before-{stamp}{suffix}" for suffix in ("", *(f"-{n}" for n in range(2, 1000))))
    aside = next(path.with_name(name) for name in names if not path.with_name(name).exists())
    try:
        os.link(path, aside, follow_symlinks=False)
    except OSError:
        path.rename(aside)
    for suffix in _BESIDE:
        belonging = path.with_name(path.name + suffix)
        if belonging.exists():
            belonging.rename(aside.with_name(aside.name + suffix))
    return aside
