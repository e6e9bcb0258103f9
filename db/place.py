"""Where a database lies, and every reason not to open a file there. The file's octets are never touched here."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from db.problems import DatabaseRefused, refusal, told

APPLICATION_ID = 0x416B7473
"""`Akts`, in the header of every database of this program."""
LOCK_WAIT = 5.0
"""Seconds to wait for another program's lock."""
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "afs", "ncpfs", "ceph", "glusterfs", "lustre", "davfs"}
    | {"fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.glusterfs", "fuse.s3fs", "fuse.smbnetfs", "beegfs"}
)
_MOUNTS = Path("/proc/self/mounts")


@dataclass(frozen=True, slots=True)
class Place:
    """A database file: its path, and the device and inode it had when it was opened."""

    path: Path
    inode: tuple[int, int]
    read_only: bool

    def refuse_if_moved(self) -> None:
        """Refuses when the file has been deleted or replaced since it was opened."""
        try:
            now = self.path.lstat()
        except OSError:
            raise DatabaseRefused("database_gone", database=str(self.path)) from None
        if (now.st_dev, now.st_ino) != self.inode:
            raise DatabaseRefused("database_replaced", database=str(self.path))


def path_of(where: str) -> Path:
    """The file that `where` names: a path or a `sqlite:///` address, made absolute."""
    if where.startswith(("postgresql:", "postgres:", "postgresql+")):
        raise DatabaseRefused("server_not_supported")
    if where == ":memory:" or where.startswith("file:"):
        raise DatabaseRefused("address_not_understood", database=where[:200])
    if where.startswith("sqlite:"):
        if not where.startswith("sqlite:///"):
            raise DatabaseRefused("address_not_understood", database=where[:200])
        where = unquote(where.removeprefix("sqlite:///").partition("?")[0])
    elif "://" in where:
        raise DatabaseRefused("address_not_understood", database=where.partition("://")[0])
    if not where.strip() or "\0" in where:
        raise DatabaseRefused("address_not_understood", database=where[:200])
    return Path(os.path.abspath(os.path.expanduser(where)))  # noqa: PTH100, PTH111 - symlinks must stay visible


def address(path: Path, mode: str) -> str:
    """The file as SQLite's URI, opened `ro` or `rw`, never created."""
    return f"file:{quote(str(path))}?mode={mode}"


def existing(path: Path) -> Place | None:
    """The database file at `path` if it may be opened, None where there is none; refused for any other thing."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise DatabaseRefused("folder_missing", folder=str(path.parent)) from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise DatabaseRefused("address_not_understood", database=str(path)[:200]) from None
        raise DatabaseRefused("database_not_permitted", database=str(path)) from None
    _refuse_kind(path, found)
    refuse_network(path)
    if not os.access(path, os.R_OK):
        raise DatabaseRefused("database_not_permitted", database=str(path))
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return Place(path, (found.st_dev, found.st_ino), read_only=not writable)


def _refuse_kind(path: Path, found: os.stat_result) -> None:
    shown = str(path)
    if stat.S_ISLNK(found.st_mode):
        raise DatabaseRefused("database_is_link", database=shown)
    if stat.S_ISDIR(found.st_mode):
        raise DatabaseRefused("database_is_folder", database=shown)
    if not stat.S_ISREG(found.st_mode):
        raise DatabaseRefused("database_not_a_file", database=shown)
    if found.st_nlink > 1:
        raise DatabaseRefused("database_has_links", database=shown, links=found.st_nlink)
    if found.st_size == 0:
        raise DatabaseRefused("database_empty", database=shown)


def refuse_network(path: Path, mounts: Path = _MOUNTS) -> None:
    """Refuses a file on a network file system, where locks cannot be trusted. Silent where it cannot be told."""
    kind = file_system(path, mounts)
    if kind in _NETWORK:
        raise DatabaseRefused("database_on_network", database=str(path), kind=kind)


def file_system(path: Path, mounts: Path = _MOUNTS) -> str:
    """Type of the file system `path` lies on, empty where the system does not tell."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    folder = path.parent.resolve()
    best, kind = -1, ""
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = Path(parts[1].encode().decode("unicode_escape"))
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), parts[2]
    return kind


def refuse_foreign(place: Place, newest: int) -> int:
    """The database's version, if it is this program's and not newer than `newest`. Reads only."""
    shown = str(place.path)
    try:
        # Immutable: no lock, no file beside; another program's database is not even touched in its WAL mode.
        if _header(place, "ro&immutable=1")[0] != APPLICATION_ID:
            raise DatabaseRefused("database_foreign", database=shown)
        version = _header(place, "ro")[1]
    except sqlite3.Error as error:
        code = (error.sqlite_errorcode or 0) & 0xFF
        if code not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN) or place.read_only:
            raise _of_header(error, place) from None
        # What a killed program left half written is rolled back first, which takes a connection that may write.
        try:
            version = _header(place, "rw")[1]
        except sqlite3.Error as second:
            raise _of_header(second, place) from None
    if version > newest:
        raise DatabaseRefused("database_newer", database=shown, version=version, known=newest)
    return version


def _header(place: Place, mode: str) -> tuple[int, int]:
    connection = sqlite3.connect(address(place.path, mode), uri=True, timeout=LOCK_WAIT, isolation_level=None)
    try:
        application: int = connection.execute("PRAGMA application_id").fetchone()[0]
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()
    return application, version


def _of_header(error: sqlite3.Error, place: Place) -> DatabaseRefused:
    if (error.sqlite_errorcode or 0) & 0xFF == sqlite3.SQLITE_NOTADB:
        return DatabaseRefused("not_a_database", database=str(place.path))
    return refusal(error, str(place.path))


def made_folder(path: Path) -> None:
    """The folder for a new database: 0700 if it had to be made. Refuses where that cannot be done."""
    folder = path.parent
    try:
        for missing in reversed([f for f in (folder, *folder.parents) if not f.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise DatabaseRefused("folder_missing", folder=str(folder)) from None
    except OSError:
        raise DatabaseRefused("folder_not_permitted", folder=str(folder)) from None
    if not folder.is_dir():
        raise DatabaseRefused("folder_missing", folder=str(folder))
    if not os.access(folder, os.W_OK):
        raise DatabaseRefused("folder_not_permitted", folder=str(folder))
    refuse_network(path)


def made_file(path: Path) -> None:
    """A new empty file that only its owner may read. Refuses one that is there."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        raise DatabaseRefused("database_exists", database=str(path)) from None
    except OSError:
        raise DatabaseRefused("folder_not_permitted", folder=str(path.parent)) from None


def moved_into_place(made: Path, path: Path) -> bool:
    """`made` gets the name `path`, unless something has that name by now: then it is removed, and False."""
    with told(str(path)):
        try:
            os.link(made, path, follow_symlinks=False)
        except FileExistsError:
            made.unlink()
            return False
        except OSError:
            # A file system without hard links.
            if path.exists():
                made.unlink()
                return False
            made.rename(path)
            return True
        made.unlink()
        return True
