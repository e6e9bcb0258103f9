"""Care of the database by commands: backed up, put back, examined."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import office
import pytest
from command_line import Run

from checklists.change import Act
from checklists.contract import Contract
from db.store.contracts import Contracts


def test_a_backup_is_put_back_and_the_old_one_kept(aktsom: Run, contract: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    aktsom("backup", str(copy))
    assert copy.stat().st_mode & 0o777 == 0o600
    assert "--force" in aktsom("backup", str(copy), code=2).err
    aktsom("backup", str(copy), "--force")
    aktsom("contract", "change", contract, "title=Endret etterpå")
    assert aktsom("restore", str(copy), code=5).err.count("\n") == 1
    restored = aktsom("restore", str(copy), "--force", "--json").json
    assert aktsom("contract", "show", contract, "--json").json["title"] == "Renhold av skoler"
    assert (
        aktsom("--db", restored["kept"], "contract", "show", contract, "--json").json["title"]
        == "Endret etterpå"
    )


def test_what_is_no_backup_is_not_put_back(aktsom: Run, contract: str, tmp_path: Path) -> None:
    before = aktsom("journal", "anchor").out
    (tmp_path / "notes.db").write_text("notes " * 1000, encoding="utf-8")
    assert aktsom("restore", str(tmp_path / "notes.db"), "--force", code=4).err.count("\n") == 1
    assert aktsom("restore", str(tmp_path / "nothing.db"), "--force", code=4).err.count("\n") == 1
    assert aktsom("journal", "anchor").out == before


def test_the_doctor_finds_a_sound_database_well(aktsom: Run, contract: str) -> None:
    report = aktsom("doctor", "--json").json
    assert report["ok"] is True
    assert len(report["checks"]) > 5
    assert "WRONG" not in aktsom("doctor").out


def test_the_doctor_and_the_journal_find_what_was_changed_behind_the_programs_back(
    aktsom: Run, contract: str, database: Path
) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE contract SET title = 'Noe annet'")
    connection.close()
    findings = aktsom("journal", "verify", "--json", code=1).json["findings"]
    assert contract in {each["subject"] for each in findings}
    assert aktsom("doctor", "--json", code=1).json["ok"] is False


def test_the_doctor_tells_of_a_loose_file(aktsom: Run, database: Path) -> None:
    database.chmod(0o644)
    wrong = [each for each in aktsom("doctor", "--json", code=1).json["checks"] if not each["ok"]]
    assert [each["code"] for each in wrong] == ["doctor_file_private"]


@pytest.mark.parametrize(
    ("mode", "grade", "code"),
    [(0o700, "well", 0), (0o755, "note", 0), (0o775, "note", 0), (0o1777, "note", 0), (0o777, "wrong", 1)],
)
def test_a_folder_of_the_persons_own_may_be_open_but_not_to_be_written_in_by_anybody(
    aktsom: Run, database: Path, mode: int, grade: str, code: int
) -> None:
    database.parent.chmod(mode)
    report = aktsom("doctor", "--json", code=code).json
    folder = next(each for each in report["checks"] if "folder" in each["code"])
    assert (folder["grade"], folder["ok"], report["ok"]) == (grade, code == 0, code == 0)
    told = aktsom("doctor", code=code).out
    assert {"well": "chmod 700", "note": "chmod 700", "wrong": "chmod o-w"}[grade] in told
    assert ("WRONG" in told) is (code == 1)


def test_the_programs_own_folder_is_to_be_closed(program: Run, tmp_path: Path) -> None:
    env = {"AKTSOM_DB": "", "AKTSOM_LANG": "nn", "XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)}
    program("contracts", env=env)
    own = tmp_path / "aktsom"
    assert program("doctor", env=env).out.count("FEIL") == 0
    own.chmod(0o755)
    assert "FEIL" in program("doctor", env=env, code=1).out


def test_a_newer_database_is_left_alone(aktsom: Run, contract: str, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = database.read_bytes()
    for argv in (("contracts",), ("settings", "set", "rhythm", "x"), ("migrate",), ("export", "never.json")):
        assert "newer" in aktsom(*argv, code=4).err
    assert database.read_bytes() == before


def test_a_database_of_this_version_needs_no_migration(aktsom: Run, contract: str) -> None:
    assert aktsom("migrate", "--json").json == {"migrated": False, "kept": None}


def test_an_older_database_is_brought_up_after_a_copy(aktsom: Run, database: Path) -> None:
    database.unlink()
    office.of_revision(database, "0002")
    assert "aktsom migrate" in aktsom("contracts", code=4).err
    before = office.everything_in(database)
    done = aktsom("migrate", "--json").json
    assert done["migrated"] is True
    assert office.everything_in(Path(done["kept"])) == before
    assert office.everything_in(database) != before
    assert aktsom("contracts", "--json").json == {"contracts": []}
    assert aktsom("doctor", "--json").json["ok"] is True


def test_a_locked_database_is_said_and_nothing_changed(aktsom: Run, contract: str, database: Path) -> None:
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert "another program" in aktsom("settings", "set", "rhythm", "x", code=4).err.lower()
    finally:
        other.rollback()
        other.close()
    assert aktsom("settings", "get", "rhythm", "--json").json["value"] is None


def test_a_conflict_is_told_as_one(aktsom: Run, contract: str, monkeypatch: pytest.MonkeyPatch) -> None:
    change = Contracts.change

    def late(self: Contracts, value: Contract, version: int, act: Act) -> int:
        change(self, value.model_copy(update={"note": "noen andre"}), version, act)
        return change(self, value, version, act)

    monkeypatch.setattr(Contracts, "change", late)
    assert "somebody else" in aktsom("contract", "change", contract, "risk=low", code=5).err
    assert aktsom("contract", "show", contract, "--json").json["note"] == "noen andre"
