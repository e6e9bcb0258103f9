"""A file handed over is opened with care and named for what it is; a file of ours is whole or not there."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from checklists.values import InputRefused, Refused
from exchange.files import kind_of, read_given, read_head, write_file


def refused(path: Path, limit: int = 1000) -> str:
    with pytest.raises(InputRefused) as found:
        read_given(path, limit=limit)
    return found.value.code


# in


def test_a_plain_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Referanse;Tittel\n")

    given = read_given(path, limit=1000)

    assert (given.raw, given.kind, given.name) == (b"Referanse;Tittel\n", "text", str(path))
    assert read_head(path, 4) == b"Refe"


def test_what_is_no_plain_file_is_refused_by_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * 2000)
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")

    assert refused(tmp_path / "missing") == "file_missing"
    assert refused(tmp_path / "file" / "in") == "file_missing"
    assert refused(tmp_path / "nul\x00") == "file_missing"
    assert refused(tmp_path / ("x" * 300)) == "file_missing"
    assert refused(tmp_path) == "file_is_folder"
    assert refused(tmp_path / "link") == "file_is_link"
    assert refused(tmp_path / "pipe") == "file_not_regular"
    assert refused(Path("/dev/zero")) == "file_not_regular"
    assert refused(tmp_path / "file") == "input_too_large"
    assert len(read_given(tmp_path / "file", limit=2000).raw) == 2000


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"x")
    path.chmod(0)

    assert refused(path) == "file_not_permitted"


def test_a_name_with_escape_sequences_is_told_without_them(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as found:
        read_given(tmp_path / "a\x1b]0;x\x07.csv", limit=10)

    assert str(found.value.params["file"]).endswith("a]0;x.csv")


@pytest.mark.parametrize(
    ("raw", "suffix", "kind"),
    [
        (b"", "", "empty"),
        (b"\xef\xbb\xbf \r\n", "", "empty"),
        (b"a;b\n", ".csv", "text"),
        ("a;b\n".encode("utf-16"), ".csv", "text"),
        ("Referanse;b\n".encode("utf-16-le"), ".csv", "text"),
        ("\ufeff{}".encode(), "", "json"),
        (b"\n [1]", "", "json"),
        (b"<?xml version='1.0'?><a/>", ".csv", "xml"),
        ("<a/>  ".encode("utf-16"), "", "xml"),
        (b"<!DOCTYPE html><p>", ".xls", "html"),
        (b"PK\x03\x04....xl/workbook.xml", "", "xlsx"),
        (b"PK\x03\x04....word/document.xml", "", "zip"),
        (b"PK\x03\x04....", ".xlsx", "xlsx"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 100, ".xls", "old_office"),
        (b"%PDF-1.7\n", "", "pdf"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 60, ".csv", "binary"),
        (b"\x00" * 100, ".csv", "binary"),
        (bytes(range(256)) * 8, ".csv", "binary"),
        ("blåbær;\x1b[31m\n".encode("cp1252"), ".csv", "text"),
    ],
)
def test_a_file_is_named_for_what_is_in_it(raw: bytes, suffix: str, kind: str) -> None:
    assert kind_of(raw, suffix) == kind


# out


def test_a_file_is_written_with_the_persons_own_umask(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    before = os.umask(0o027)
    try:
        write_file(path, b"hello")
    finally:
        os.umask(before)

    assert path.read_bytes() == b"hello"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["summary.md"]


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    with pytest.raises(Refused, match="output_exists"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    write_file(path, [b"n", b"ew"], force=True)
    assert path.read_bytes() == b"new"


def test_a_file_made_in_the_meantime_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a"

    def slow() -> Iterator[bytes]:
        yield b"ours"
        path.write_bytes(b"theirs")

    with pytest.raises(Refused, match="output_exists"):
        write_file(path, slow())
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def full() -> Iterator[bytes]:
        yield b"x" * 100_000
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(Refused, match="output_no_space"):
        write_file(path, full(), force=True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_while_making_the_content_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"x"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_file(tmp_path / "a", broken())
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused_by_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for place, code in {
        tmp_path: "output_is_folder",
        tmp_path / "no" / "a": "output_folder_missing",
        tmp_path / "file" / "a": "output_folder_missing",
        tmp_path / "nul\x00": "output_folder_missing",
        tmp_path / ("x" * 300): "output_name_too_long",
        Path("/dev/null"): "output_not_regular",
    }.items():
        with pytest.raises(Refused) as found:
            write_file(place, b"x", force=True)
        assert found.value.code == code, place
