"""A file a person hands over is opened with care and named for what it is; a file we make is whole or not there."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn

from checklists.values import InputRefused, Refused, cleaned

FileKind = Literal["text", "json", "xml", "html", "xlsx", "zip", "old_office", "pdf", "binary", "empty"]

_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_HEAD = 8192
_LONGEST = 400
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
# A pipe without a writer would block in open() for ever.
_NO_BLOCK = getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as it was handed over: its name as told to the person, its bytes, and what it looks like."""

    name: str
    raw: bytes
    kind: FileKind


def shown_path(path: Path) -> str:
    """The path as it may stand in a sentence; of a very long one its end."""
    told = cleaned(str(path).encode("utf-8", "replace").decode())[0]
    return told if len(told) <= _LONGEST else f"…{told[-_LONGEST:]}"


def read_given(path: Path, *, limit: int) -> GivenFile:
    """The file at `path`, of at most `limit` bytes. Raises InputRefused for anything but a plain readable file."""
    name = shown_path(path)
    raw = _read(path, name, limit)
    return GivenFile(name, raw, kind_of(raw, path.suffix))


def read_head(path: Path, size: int = _HEAD) -> bytes:
    """The first `size` bytes of a plain readable file."""
    return _read(path, shown_path(path), size, cut=True)


def _read(path: Path, name: str, limit: int, *, cut: bool = False) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_FOLLOW | _NO_BLOCK | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        _refuse_opening(error, name)
    try:
        _refuse_other_than_plain(os.fstat(descriptor).st_mode, name)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            # Never by st_size: the file may grow while it is read.
            raw = file.read(limit if cut else limit + 1)
    except OSError as error:
        _refuse_opening(error, name)
    finally:
        os.close(descriptor)
    if len(raw) > limit:
        raise InputRefused("input_too_large", file=name, limit=max(1, limit // 1_000_000))
    return raw


def _refuse_other_than_plain(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise InputRefused("file_is_folder", file=name)
    if not stat.S_ISREG(mode):
        raise InputRefused("file_not_regular", file=name)


_OPENING = {
    errno.ENOENT: "file_missing",
    errno.ENOTDIR: "file_missing",
    errno.ENAMETOOLONG: "file_missing",
    errno.EACCES: "file_not_permitted",
    errno.EPERM: "file_not_permitted",
    errno.ELOOP: "file_is_link",
    errno.EMLINK: "file_is_link",
    errno.EISDIR: "file_is_folder",
    errno.ENXIO: "file_not_regular",
}


def _refuse_opening(error: OSError | ValueError, name: str) -> NoReturn:
    # A NUL in the path is a ValueError: there can be no such file.
    number = errno.ENOENT if isinstance(error, ValueError) else error.errno or 0
    code = _OPENING.get(number, "file_unreadable")
    raise InputRefused(code, file=name, reason=os.strerror(number)) from None


def kind_of(raw: bytes, suffix: str = "") -> FileKind:
    """What the bytes are, whatever the name says; the suffix only tells a workbook from another zip file."""
    head = raw[:_HEAD]
    if not head.strip(b"\x00\t\r\n \x1a\xef\xbb\xbf\xff\xfe"):
        return "empty" if not head.strip(b"\t\r\n \x1a\xef\xbb\xbf\xff\xfe") else "binary"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        is_workbook = suffix.lower() in (".xlsx", ".xlsm", ".xltx") or b"xl/" in raw[:65536]
        return "xlsx" if is_workbook else "zip"
    if head.startswith(_OLD_OFFICE):
        return "old_office"
    if head.startswith(b"%PDF-"):
        return "pdf"
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> FileKind:
    encoding = unmarked_utf16(head)
    if encoding:
        text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    else:
        text = head.decode("latin-1").removeprefix("ï»¿")
        controls = sum(char < " " and char not in "\t\r\n\x0b\x0c\x1a\x1b\x00" for char in text)
        # A stray NUL in text is told by its line; a tenth of the bytes is no text.
        if controls + 5 * text.count("\x00") > max(10, len(text) // 10):
            return "binary"
    start = text.lstrip("\ufeff\t\r\n ").lower()
    if start.startswith(("<!doctype html", "<html")):
        return "html"
    if start.startswith("<"):
        return "xml"
    return "json" if start.startswith(("{", "[")) else "text"


def unmarked_utf16(head: bytes) -> str | None:
    """`utf-16`, `utf-16-le` or `utf-16-be` if the bytes are UTF-16, with its mark or by every other byte being 0."""
    if head[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        return None
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    start = head[:400]
    if len(start) < 8:
        return None
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > len(start) * 0.4 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(start) * 0.4 and not odd else None


def write_file(path: Path, content: bytes | Iterable[bytes], *, force: bool = False) -> None:
    """Write `content` beside `path`, sync it and move it into place: whole, or not at all.

    Raises Refused (`output_exists` unless `force`, `output_no_space`, …); no half file is left then.
    """
    name = shown_path(path)
    _check_place(path, name, force)
    beside = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        # 0666: an export takes the person's own umask.
        descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_FOLLOW, 0o666)
    except OSError as error:
        _refuse_writing(error, name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for part in (content,) if isinstance(content, bytes) else content:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        _move(beside, path, force)
        _sync_folder(path.parent)
    except OSError as error:
        _refuse_writing(error, name)
    finally:
        beside.unlink(missing_ok=True)


def _check_place(path: Path, name: str, force: bool) -> None:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    except ValueError:
        _refuse_writing(OSError(errno.ENOENT, ""), name)
    except OSError as error:
        _refuse_writing(error, name)
    mode = found.st_mode
    if stat.S_ISDIR(mode):
        raise Refused("output_is_folder", file=name)
    if not stat.S_ISREG(mode) and not stat.S_ISLNK(mode):
        raise Refused("output_not_regular", file=name)
    if _in_use(found):
        raise Refused("output_in_use", file=name)
    if not force:
        raise Refused("output_exists", file=name)


def _in_use(found: os.stat_result) -> bool:
    """Does this process hold the file open, as it does its database? Found without opening anything: to close a
    database's file would take its locks away.
    """
    for number in range(3, 256):
        try:
            held = os.fstat(number)
        except OSError:
            continue
        if (held.st_dev, held.st_ino) == (found.st_dev, found.st_ino):
            return True
    return False


def _move(beside: Path, path: Path, force: bool) -> None:
    if force:
        beside.replace(path)
        return
    try:
        # A link never replaces what somebody else made in the meantime; a rename would.
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(errno.EEXIST, "exists") from None
        beside.rename(path)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_WRITING = {
    errno.EEXIST: "output_exists",
    errno.ENOENT: "output_folder_missing",
    errno.ENOTDIR: "output_folder_missing",
    errno.EACCES: "output_not_permitted",
    errno.EPERM: "output_not_permitted",
    errno.EROFS: "output_not_permitted",
    errno.ENOSPC: "output_no_space",
    errno.EDQUOT: "output_no_space",
    errno.EFBIG: "output_no_space",
    errno.EISDIR: "output_is_folder",
    errno.ENAMETOOLONG: "output_name_too_long",
}


def _refuse_writing(error: OSError, name: str) -> NoReturn:
    number = error.errno or 0
    code = _WRITING.get(number, "output_failed")
    raise Refused(code, file=name, reason=os.strerror(number)) from None
