"""What `doctor` looks at: where the database lies, who may read it, whether it is whole. It changes nothing."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from sqlalchemy.exc import SQLAlchemyError

from checklists.values import type_of_parameter
from db.engine import WAL_IS_SAFE, opened
from db.place import LOCK_WAIT, address, existing, file_system, path_of, refuse_foreign
from db.problems import DatabaseRefused, free_megabytes
from db.replay import replay_findings
from db.schema import HEAD, refuse_altered
from db.verify import JournalFinding, chain_findings

_MOST_TOLD: Final = 5
_ROOM: Final = 3
"""Times its own size that should be free: a migration and a copy each need it once."""


Grade = Literal["well", "note", "wrong"]
"""As it should be; worth knowing, though nothing is wrong; to be mended."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at. `params` go into its sentence."""

    code: str
    sound: bool
    params: Mapping[str, type_of_parameter] = field(default_factory=dict[str, type_of_parameter])
    harmless: bool = False
    """What is not as it might be, but harms nothing: a note."""

    @property
    def grade(self) -> Grade:
        return "well" if self.sound else "note" if self.harmless else "wrong"

    @property
    def ok(self) -> bool:
        return self.grade != "wrong"


def diagnose(where: str, own_folder: Path | None = None) -> tuple[Diagnosis, ...]:
    """Everything about the database at `where`, sound or not. One that is not there yet is no trouble.

    `own_folder` is the program's own folder for databases; any other is the person's. Raises DatabaseRefused where
    it lies at an address that is not looked at.
    """
    path = path_of(where)
    try:
        place = existing(path)
        if place is None:
            return (Diagnosis("doctor_missing", True, {"database": str(path)}), _library())
        version = refuse_foreign(place, HEAD)
    except DatabaseRefused as refused:
        return (Diagnosis(refused.code, False, refused.params), _library())
    return tuple(_looked_at(path, version, own_folder))


def _library() -> Diagnosis:
    return Diagnosis("doctor_sqlite", True, {"version": sqlite3.sqlite_version})


def _looked_at(path: Path, version: int, own_folder: Path | None) -> Iterator[Diagnosis]:
    size = path.stat().st_size
    free = free_megabytes(str(path))
    yield Diagnosis("doctor_file", True, {"database": str(path), "size": max(1, size // 1_000_000)})
    mode = stat.S_IMODE(path.stat().st_mode)
    yield Diagnosis("doctor_file_private", mode & 0o077 == 0, {"path": str(path), "mode": f"{mode:04o}"})
    yield _folder(path.parent, own_folder)
    yield Diagnosis("doctor_place", True, {"kind": file_system(path) or "?"})
    yield Diagnosis("doctor_space", free * 1_000_000 > _ROOM * size, {"free": free}, harmless=True)
    yield _library()
    yield Diagnosis("doctor_schema", version == HEAD, {"version": version, "known": HEAD})
    try:
        with closing(sqlite3.connect(address(path, "ro"), uri=True, timeout=LOCK_WAIT)) as connection:
            yield from _pages(connection, path)
    except sqlite3.Error as error:
        yield Diagnosis("doctor_unreadable", False, {"reason": error.sqlite_errorname or "-"})
        return
    if version == HEAD:
        yield _journal(path)


def _folder(folder: Path, own_folder: Path | None) -> Diagnosis:
    """Its own folder the program keeps closed. Another is the person's, who may have it open: the file is closed.

    Where anybody may write, anybody may put another file in the database's place, unless the folder is sticky.
    """
    mode = stat.S_IMODE(folder.stat().st_mode)
    params = {"path": str(folder), "mode": f"{mode:04o}"}
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        return Diagnosis("doctor_folder_writable", False, params)
    if mode & 0o077 == 0 or folder == own_folder:
        return Diagnosis("doctor_folder_private", mode & 0o077 == 0, params)
    return Diagnosis("doctor_folder_open", False, params, harmless=True)


def _pages(connection: sqlite3.Connection, path: Path) -> Iterator[Diagnosis]:
    mode: str = connection.execute("PRAGMA journal_mode").fetchone()[0]
    safe = mode != "wal" or sqlite3.sqlite_version_info >= WAL_IS_SAFE
    yield Diagnosis("doctor_mode", safe, {"mode": mode})
    try:
        refuse_altered(connection, str(path))
        yield Diagnosis("doctor_own_schema", True)
    except DatabaseRefused as refused:
        yield Diagnosis(refused.code, False, refused.params)
    told = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST_TOLD})")]
    yield Diagnosis("doctor_integrity", told == ["ok"], {"told": "; ".join(told)[:300]})
    broken = len(connection.execute("PRAGMA foreign_key_check").fetchmany(1_000))
    yield Diagnosis("doctor_references", broken == 0, {"count": broken})
    yield from _files(connection)


def _files(connection: sqlite3.Connection) -> Iterator[Diagnosis]:
    count = (
        "SELECT count(*) FROM attachment WHERE sha256 NOT IN (SELECT sha256 FROM evidence WHERE sha256 > '')"
    )
    unused: int = connection.execute(count).fetchone()[0]
    yield Diagnosis("doctor_unused_files", unused == 0, {"count": unused})
    count = (
        "SELECT count(*) FROM evidence WHERE sha256 > '' AND sha256 NOT IN (SELECT sha256 FROM attachment)"
    )
    missing: int = connection.execute(count).fetchone()[0]
    yield Diagnosis("doctor_missing_files", missing == 0, {"count": missing})


def _journal(path: Path) -> Diagnosis:
    engine = opened(path, reading=True, read_only=True)
    try:
        with engine.connect() as connection, connection.begin():
            found: list[JournalFinding] = [*chain_findings(connection), *replay_findings(connection)]
    except (SQLAlchemyError, DatabaseRefused):
        return Diagnosis("doctor_journal_unreadable", False)
    finally:
        engine.dispose()
    first = found[0].code if found else ""
    return Diagnosis("doctor_journal", not found, {"count": len(found), "first": first})
