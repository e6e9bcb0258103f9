"""What was said to be kept is there, whatever happened to the program."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import office
import pytest
from sqlalchemy import event

from checklists.answer import Answer
from checklists.change import Act
from checklists.contract import Contract, Supplier
from checklists.measure import Measure
from checklists.values import Refused
from db.database import Database
from db.problems import DatabaseRefused

HERE = Path(__file__).parent


@pytest.mark.parametrize("seed", range(3))
def test_what_was_acknowledged_survives_being_killed(path: Path, seed: int) -> None:
    db = office.opened(path)
    followup = office.begun(db, office.agreed(db)).id
    db.close()
    acknowledged = [0]
    for after in random.Random(seed).choices(range(1, 60), k=3):
        program = [sys.executable, str(HERE / "writes_answers.py"), str(path), followup, "policy"]
        with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            assert child.stdout
            assert child.stderr
            lines = [child.stdout.readline() for _ in range(after)]
            child.kill()
            lines += child.stdout.readlines()
            assert lines[0], child.stderr.read().decode()
        acknowledged += [int(line) for line in lines if line.endswith(b"\n")]
        db = office.opened(path, create=False)
        seen = db.followups.open(followup)
        kept = seen.answer_versions["policy"]
        # One more may have been kept than its program lived to tell of.
        assert kept in (acknowledged[-1], acknowledged[-1] + 1)
        assert seen.review.answers["policy"].comment == f"nr {kept}"
        assert db.journal.verify() == ()
        db.close()
    assert acknowledged == sorted(set(acknowledged))


def test_two_programs_on_one_file_lose_nothing(path: Path) -> None:
    db = office.opened(path)
    contract = office.agreed(db).id
    times = 25
    programs = [
        subprocess.Popen(
            [sys.executable, str(HERE / "adds_to_note.py"), str(path), contract, mark, str(times)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for mark in "ab"
    ]
    for program in programs:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
    told = [program.communicate("go\n") for program in programs]
    assert [program.returncode for program in programs] == [0, 0], told
    held = db.contracts.get(contract)
    assert sorted(held.value.note) == ["a"] * times + ["b"] * times
    assert held.version == 1 + 2 * times
    names = {each.name for each in db.contracts.suppliers(f"L-{n}" for n in range(1, 200)).values()}
    assert {f"{mark} {n}" for mark in "ab" for n in range(times)} <= names
    assert db.journal.verify() == ()
    assert db.changed_elsewhere()
    assert not db.changed_elsewhere()
    db.close()


def test_own_changes_are_not_somebody_elses(db: Database) -> None:
    office.agreed(db)
    assert not db.changed_elsewhere()


def test_a_burst_keeps_its_order(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    for n in range(60):
        office.answered(db, held.id, "comment", str(n))
    entries = list(db.journal.entries(subject=f"{held.id}/comment", limit=100))
    assert [e.change.after and e.change.after["value"] for e in reversed(entries)] == [
        str(n) for n in range(60)
    ]


def test_a_full_disk_changes_nothing_and_is_told(db: Database, path: Path) -> None:
    contract = office.agreed(db)
    before = office.everything_in(path)
    pages = db.writer.connection.exec_driver_sql("PRAGMA page_count").scalar()
    db.writer.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    db.writer.connection.rollback()
    large = contract.model_copy(update={"note": "x" * 20_000})
    with pytest.raises(DatabaseRefused) as told:
        db.contracts.change(large, 1, office.act())
    assert told.value.code == "disk_full"
    assert office.everything_in(path) == before
    db.writer.connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    db.writer.connection.rollback()
    assert db.contracts.change(contract.model_copy(update={"note": "room again"}), 1, office.act()) == 2


def test_a_locked_database_is_told_and_works_again_afterwards(db: Database, path: Path) -> None:
    db.writer.connection.exec_driver_sql("PRAGMA busy_timeout=20")
    db.writer.connection.rollback()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseRefused) as told:
        office.agreed(db)
    assert told.value.code == "database_locked"
    other.execute("ROLLBACK")
    other.close()
    assert office.agreed(db).id == "K-2026-001"


def test_a_reader_that_stays_makes_the_write_fail_whole(db: Database, path: Path) -> None:
    db.writer.connection.exec_driver_sql("PRAGMA busy_timeout=20")
    db.writer.connection.rollback()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM contract").fetchone()
    if other.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        pytest.skip("readers and the writer do not meet in WAL mode")
    with pytest.raises(DatabaseRefused) as told:
        office.agreed(db)
    assert told.value.code == "database_locked"
    other.execute("ROLLBACK")
    assert other.execute("SELECT count(*) FROM contract").fetchone()[0] == 0
    other.close()
    assert office.agreed(db).id == "K-2026-001"


def test_a_file_deleted_while_it_is_open_is_not_written(db: Database, path: Path) -> None:
    office.agreed(db)
    path.unlink()
    with pytest.raises(DatabaseRefused) as told:
        office.agreed(db, "24/18")
    assert told.value.code == "database_gone"
    assert not path.exists()


def test_a_file_replaced_while_it_is_open_is_not_written(db: Database, path: Path, tmp_path: Path) -> None:
    office.agreed(db)
    other = office.opened(tmp_path / "other.db")
    other.close()
    (tmp_path / "other.db").replace(path)
    before = path.read_bytes()
    with pytest.raises(DatabaseRefused) as told:
        office.agreed(db, "24/18")
    assert told.value.code == "database_replaced"
    assert path.read_bytes() == before


def the_contract(db: Database) -> None:
    office.agreed(db, "25/1", "Bø AS", "Ås AS")


def the_answer(db: Database) -> None:
    office.answered(db, "O-1", "policy", "no")


def the_deviation(db: Database) -> None:
    contract = db.contracts.get("24/17").value
    measure = Measure(deviation="", text="Etterbetal")
    db.deviations.add(office.breach(contract, followup="O-1"), office.act(), (measure,))


def the_renaming(db: Database) -> None:
    held = db.contracts.supplier("L-1")
    db.contracts.change_supplier(held.value.model_copy(update={"name": "Å AS"}), held.version, office.act())


@pytest.mark.parametrize("use_case", [the_contract, the_answer, the_deviation, the_renaming])
def test_a_fault_at_any_moment_leaves_the_old_state_or_the_new(
    path: Path, use_case: Callable[[Database], None]
) -> None:
    """SQLite is interrupted a little later each time, until the use case is through."""
    db = office.opened(path)
    office.begun(db, office.agreed(db))
    driver = db.writer.connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    old = office.everything_in(path)
    faults = 0
    for moment in range(1, 500):
        left = [moment]

        def interrupts(left: list[int] = left) -> bool:
            left[0] -= 1
            return left[0] == 0

        driver.set_progress_handler(interrupts, 20)
        try:
            use_case(db)
        except DatabaseRefused:
            assert office.everything_in(path) == old, f"half done at moment {moment}"
            faults += 1
        else:
            break
    driver.set_progress_handler(None, 0)
    assert faults > 5
    assert office.everything_in(path) != old
    assert db.journal.verify() == ()
    db.close()


class Broken(Exception):
    """The fault put in."""


def test_a_fault_at_the_very_end_leaves_the_old_state(db: Database, path: Path) -> None:
    old = office.everything_in(path)

    def breaks(_: object) -> None:
        raise Broken

    engine = db.writer.connection.engine
    event.listen(engine, "commit", breaks)
    with pytest.raises(Broken):
        office.agreed(db)
    assert office.everything_in(path) == old
    event.remove(engine, "commit", breaks)
    assert office.agreed(db).id == "K-2026-001"


def test_a_conflict_is_told_and_nothing_is_overwritten(db: Database) -> None:
    contract = office.agreed(db)
    mine = contract.model_copy(update={"note": "mine"})
    yours = contract.model_copy(update={"note": "yours"})
    assert db.contracts.change(mine, 1, office.act()) == 2
    with pytest.raises(Refused) as told:
        db.contracts.change(yours, 1, office.act())
    assert told.value.code == "conflict"
    assert told.value.params["subject"] == contract.id
    assert db.contracts.get(contract.id).value.note == "mine"


def test_two_answers_to_one_question_conflict(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    office.answered(db, held.id, "policy", "yes")
    now = db.followups.get(held.id).value
    with pytest.raises(Refused) as told:
        db.followups.answer(now, Answer(question="policy", value="no"), 0, office.act())
    assert told.value.code == "conflict"
    with pytest.raises(Refused) as told:
        db.followups.answer(now, Answer(question="pay", value="no"), 3, office.act())
    assert told.value.code == "conflict"
    assert db.followups.open(held.id).review.answers["policy"].value == "yes"


def test_a_number_is_never_given_twice(db: Database, path: Path) -> None:
    with pytest.raises(Refused):
        db.contracts.add(office.agreed(db).model_copy(update={"id": ""}), (), office.act())
    made = [office.agreed(db, f"25/{n}").id for n in range(3)]
    assert made == ["K-2026-002", "K-2026-003", "K-2026-004"]
    db.close()
    again = office.opened(path)
    assert office.agreed(again, "25/9").id == "K-2026-005"
    assert again.contracts.add_supplier(Supplier(name="Ny"), office.act()).id == "L-2"
    again.close()


def test_contracts_count_within_the_year_in_oslo(db: Database) -> None:
    late = Act("kari", datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert db.contracts.add(Contract(reference="1", title="x"), (), late).id == "K-2027-001"
