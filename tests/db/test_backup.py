"""Care of the database: copies that are whole, put back without losing what was there, and what doctor sees."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from rich_database import ACT, NOW, contracts, opened, rich

from checklists.contract import Contract, Supplier
from checklists.values import Refused
from db.backup import backup, diagnose, restore
from db.database import Database
from db.place import APPLICATION_ID
from db.problems import DatabaseRefused
from db.whole import everything


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    path = folder / "a.db"
    rich(path).close()
    return path


def content(path: Path) -> object:
    db = Database.open(str(path), create=False, now=NOW)
    try:
        assert db.journal.verify() == ()
        return everything(db, NOW)
    finally:
        db.close()


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def add(path: Path) -> None:
    db = Database.open(str(path), create=False, now=NOW)
    db.contracts.add(Contract(reference="ny", title="Ny"), (Supplier(name="Ny AS"),), ACT)
    db.close()


def test_a_copy_holds_everything_and_is_private(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup(str(path), copy, force=False)
    assert content(copy) == content(path)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert copy.stat().st_nlink == 1
    assert names(tmp_path) == ["copy.db", "data"]


def test_a_copy_is_made_while_the_database_is_in_use(path: Path, tmp_path: Path) -> None:
    db = Database.open(str(path), create=False, now=NOW)
    with db.reader.transaction():
        backup(str(path), tmp_path / "copy.db", force=False)
    db.close()
    assert content(tmp_path / "copy.db") == content(path)


def test_a_copy_never_replaces_unasked(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("mine")
    with pytest.raises(Refused) as refused:
        backup(str(path), copy, force=False)
    assert refused.value.code == "output_exists"
    assert copy.read_text() == "mine"
    backup(str(path), copy, force=True)
    assert content(copy) == content(path)
    with pytest.raises(Refused) as refused:
        backup(str(path), path, force=True)
    assert refused.value.code == "backup_onto_itself"


def test_what_is_not_there_or_not_sound_is_not_copied(path: Path, tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused) as refused:
        backup(str(tmp_path / "none.db"), tmp_path / "copy.db", force=False)
    assert refused.value.code == "database_missing"
    with pytest.raises(DatabaseRefused) as refused:
        backup(str(path), tmp_path / "nowhere" / "copy.db", force=False)
    assert refused.value.code == "folder_missing"
    damaged = damage(path)
    with pytest.raises(DatabaseRefused) as refused:
        backup(str(damaged), tmp_path / "copy.db", force=False)
    assert refused.value.code == "database_damaged"
    assert names(tmp_path) == ["data"]


def damage(path: Path) -> Path:
    size = path.stat().st_size
    with path.open("r+b") as file:
        for page in range(3, size // 4096, 2):
            file.seek(page * 4096)
            file.write(b"\x5a" * 4096)
    return path


def test_a_copy_is_put_back_and_what_was_there_is_kept(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup(str(path), copy, force=False)
    before = content(path)
    add(path)
    since = content(path)
    with pytest.raises(Refused) as refused:
        restore(copy, str(path), force=False, now=NOW)
    assert refused.value.code == "restore_needs_force"
    aside = restore(copy, str(path), force=True, now=NOW)
    assert aside is not None
    assert content(path) == before
    assert content(aside) == since
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert content(copy) == before
    again = restore(copy, str(path), force=True, now=NOW)
    assert again is not None
    assert again != aside
    assert names(path.parent) == sorted(["a.db", aside.name, again.name])


def test_a_copy_becomes_the_first_database(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "b.db"
    assert restore(path, str(target), force=False, now=NOW) is None
    assert content(target) == content(path)


def test_a_damaged_database_is_replaced_and_kept(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup(str(path), copy, force=False)
    wrong = damage(path).read_bytes()
    aside = restore(copy, str(path), force=True, now=NOW)
    assert aside is not None
    assert aside.read_bytes() == wrong
    assert content(path) == content(copy)


def spoilt(copy: Path, how: str) -> None:
    if how == "database_empty":
        copy.write_bytes(b"")
    elif how == "not_a_database":
        copy.write_text("not a database " * 500)
    elif how == "database_damaged":
        damage(copy)
    else:
        pragma, value = {
            "database_foreign": ("application_id", APPLICATION_ID + 1),
            "database_newer": ("user_version", 999),
        }[how]
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute(f"PRAGMA {pragma}={value}")


@pytest.mark.parametrize(
    "code",
    ["database_empty", "not_a_database", "database_damaged", "database_foreign", "database_newer"],
)
def test_a_copy_that_is_not_sound_is_not_put_back(path: Path, tmp_path: Path, code: str) -> None:
    copy = tmp_path / "copy.db"
    backup(str(path), copy, force=False)
    spoilt(copy, code)
    before = path.read_bytes()
    with pytest.raises(DatabaseRefused) as refused:
        restore(copy, str(path), force=True, now=NOW)
    assert refused.value.code == code
    assert path.read_bytes() == before
    assert names(path.parent) == ["a.db"]


def test_a_database_in_use_is_not_replaced(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup(str(path), copy, force=False)
    db = Database.open(str(path), create=False, now=NOW)
    try:
        with pytest.raises(DatabaseRefused) as refused:
            restore(copy, str(path), force=True, now=NOW)
        assert refused.value.code == "database_in_use"
    finally:
        db.close()
    assert restore(copy, str(path), force=True, now=NOW) is not None


def test_a_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(path)
    for call in (
        lambda: backup(str(link), tmp_path / "copy.db", force=False),
        lambda: restore(link, str(tmp_path / "b.db"), force=False, now=NOW),
        lambda: backup(str(path), link, force=True),
    ):
        with pytest.raises(DatabaseRefused) as refused:
            call()
        assert refused.value.code == "database_is_link"


def seen(where: Path) -> dict[str, bool]:
    return {each.code: each.ok for each in diagnose(str(where))}


def test_doctor_finds_nothing_wrong_with_what_is_right(path: Path) -> None:
    before = path.read_bytes()
    told = seen(path)
    assert {"doctor_integrity", "doctor_journal", "doctor_schema", "doctor_references"} <= told.keys()
    wrong = {code for code, ok in told.items() if not ok} - {"doctor_space"}
    assert wrong == set()
    assert path.read_bytes() == before


def test_doctor_says_what_is_wrong(path: Path, tmp_path: Path) -> None:
    assert seen(tmp_path / "none.db") == {"doctor_missing": True, "doctor_sqlite": True}
    path.chmod(0o644)
    path.parent.chmod(0o777)
    assert seen(path)["doctor_folder_writable"] is False, (
        "anybody may put another file in the database's place"
    )
    path.parent.chmod(0o1777)
    assert seen(path)["doctor_folder_open"], "nobody takes away what is another's"
    path.parent.chmod(0o755)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE contract SET note = 'x'")
        connection.execute("UPDATE evidence SET sha256 = NULL, file_name = NULL, file_size = NULL")
        connection.execute("DELETE FROM contract_supplier WHERE position = 0")
        connection.execute("UPDATE followup SET supplier_id = 'L-99'")
        connection.commit()
    told = seen(path)
    assert told["doctor_folder_open"], "the folder is the person's own: a note"
    own = {each.code: each.grade for each in diagnose(str(path), path.parent)}
    assert own["doctor_folder_private"] == "wrong"
    assert {code for code, ok in told.items() if not ok} == {
        "doctor_file_private",
        "doctor_references",
        "doctor_unused_files",
        "doctor_journal",
    }
    assert seen(damage(path))["doctor_unreadable"] is False
    path.write_text("text " * 2000)
    assert seen(path)["not_a_database"] is False


def test_an_empty_database_is_sound(tmp_path: Path) -> None:
    db = opened(tmp_path / "a.db")
    db.close()
    assert seen(tmp_path / "a.db")["doctor_journal"]
    contracts_are_counted(tmp_path / "a.db")


def contracts_are_counted(path: Path) -> None:
    db = opened(path)
    contracts(db)
    db.close()
    assert seen(path)["doctor_journal"]
