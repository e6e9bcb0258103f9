"""Where a database may lie, and what is refused untouched."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import office
import pytest

from checklists.values import Refused
from db import place, schema
from db.problems import DatabaseRefused


def refused(path: Path | str, *, create: bool = False) -> Refused:
    with pytest.raises(DatabaseRefused) as told:
        office.opened(Path(path) if isinstance(path, Path) else path, create=create)  # type: ignore[arg-type]
    return told.value


def test_a_new_database_is_its_owners_alone(path: Path) -> None:
    office.opened(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["aktsom.db"]


def test_a_new_database_says_whose_it_is_and_in_which_version(path: Path) -> None:
    office.opened(path).close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == place.APPLICATION_ID
    assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.HEAD
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()


def test_opening_says_whether_it_was_made(path: Path) -> None:
    first = office.opened(path)
    assert first.created
    first.close()
    again = office.opened(path)
    assert not again.created
    again.close()


def test_a_database_that_is_not_there_is_missed_and_not_made(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.db").code == "database_missing"
    assert refused(tmp_path / "no" / "none.db").code == "folder_missing"
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_path_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert refused(tmp_path / "file" / "a.db", create=True).code == "folder_missing"


def written_text(path: Path) -> None:
    path.write_text("this is a letter to the mayor, not a database\n" * 50)


def written_empty(path: Path) -> None:
    path.write_bytes(b"")


def written_by_another_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.execute("PRAGMA application_id=252006673")
    connection.commit()
    connection.close()


def written_without_a_name(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE contract (id TEXT)")
    connection.commit()
    connection.close()


def written_by_a_newer_version(path: Path) -> None:
    office.opened(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={schema.HEAD + 1}")
    connection.close()


def cut_in_half(path: Path) -> None:
    office.opened(path).close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def with_a_page_overwritten(path: Path) -> None:
    office.opened(path).close()
    octets = bytearray(path.read_bytes())
    octets[4096 * 5 : 4096 * 6] = os.urandom(4096)
    path.write_bytes(octets)


def with_its_head_zeroed(path: Path) -> None:
    office.opened(path).close()
    octets = bytearray(path.read_bytes())
    octets[:100] = bytes(100)
    path.write_bytes(octets)


def with_a_trigger_of_somebody_elses(path: Path) -> None:
    office.opened(path).close()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TRIGGER quiet AFTER INSERT ON answer BEGIN DELETE FROM answer; END")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (written_text, "not_a_database"),
        (written_empty, "database_empty"),
        (written_by_another_program, "database_foreign"),
        (written_without_a_name, "database_foreign"),
        (written_by_a_newer_version, "database_newer"),
        (cut_in_half, "database_damaged"),
        (with_a_page_overwritten, "database_damaged"),
        (with_its_head_zeroed, "not_a_database"),
        (with_a_trigger_of_somebody_elses, "database_altered"),
    ],
)
@pytest.mark.parametrize("create", [False, True])
def test_what_is_no_sound_database_of_ours_is_left_as_it_is(
    tmp_path: Path, written: Callable[[Path], None], code: str, create: bool
) -> None:
    path = tmp_path / "a.db"
    written(path)
    before, there = path.read_bytes(), sorted(each.name for each in tmp_path.iterdir())
    assert refused(path, create=create).code == code
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == there


def test_a_symbolic_link_is_refused(path: Path, tmp_path: Path) -> None:
    office.opened(path).close()
    link = tmp_path / "link.db"
    link.symlink_to(path)
    assert refused(link).code == "database_is_link"
    dangling = tmp_path / "dangling.db"
    dangling.symlink_to(tmp_path / "elsewhere.db")
    assert refused(dangling, create=True).code == "database_is_link"
    assert not (tmp_path / "elsewhere.db").exists()


def test_a_file_with_two_names_is_refused(path: Path, tmp_path: Path) -> None:
    office.opened(path).close()
    os.link(path, tmp_path / "second.db")
    assert refused(path).code == "database_has_links"


def test_folders_and_pipes_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "database_is_folder"
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe").code == "database_not_a_file"


@pytest.mark.parametrize("where", ["mysql://x/y", "sqlite://", "sqlite:x.db", "", " ", "a\0b"])
def test_an_address_that_means_nothing_is_refused(where: str) -> None:
    assert refused(where).code == "address_not_understood"


def test_a_server_is_refused_clearly_and_its_password_is_not_told() -> None:
    told = refused("postgresql://kari:secret@host/aktsom")
    assert told.code == "server_not_supported"
    assert "secret" not in str(told)


def test_an_sqlite_address_is_the_path_in_it(path: Path) -> None:
    office.opened(path).close()
    again = office.opened(f"sqlite:///{path}", create=False)  # type: ignore[arg-type]
    assert again.place.path == path
    again.close()


def test_a_strange_name_is_only_a_name(tmp_path: Path) -> None:
    strange = tmp_path / "a?mode=memory&x=%41 #å.db"
    office.opened(strange).close()
    assert [each.name for each in tmp_path.iterdir()] == [strange.name]
    office.opened(strange, create=False).close()


@pytest.mark.parametrize(
    ("kind", "code"), [("nfs4", "database_on_network"), ("fuse.sshfs", "database_on_network"), ("ext4", "")]
)
def test_a_network_drive_is_refused(tmp_path: Path, kind: str, code: str) -> None:
    mounts = tmp_path / "mounts"
    shared = tmp_path / "felles disk"
    shared.mkdir()
    escaped = str(shared).replace(" ", "\\040")
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/x {escaped} {kind} rw 0 0\n")
    if code:
        with pytest.raises(DatabaseRefused) as told:
            place.refuse_network(shared / "a.db", mounts)
        assert told.value.code == code
    else:
        place.refuse_network(shared / "a.db", mounts)
    place.refuse_network(tmp_path / "a.db", mounts)
    place.refuse_network(shared / "a.db", tmp_path / "no mounts")


def test_a_database_that_may_only_be_read_is_opened_to_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = office.opened(path)
    held = office.agreed(writing)
    writing.close()
    before = path.read_bytes()
    monkeypatch.setattr(place.os, "access", lambda _, mode: mode == os.R_OK)
    reading = office.opened(path)
    assert reading.read_only
    assert reading.contracts.get(held.id).value == held
    with pytest.raises(DatabaseRefused) as told:
        office.agreed(reading, "24/18")
    assert told.value.code == "database_read_only"
    reading.close()
    assert path.read_bytes() == before


def test_two_programs_that_make_the_same_database_make_one(path: Path) -> None:
    assert schema.created(path)
    first = path.read_bytes()
    assert not schema.created(path)
    assert path.read_bytes() == first
    assert [each.name for each in path.parent.iterdir()] == ["aktsom.db"]
