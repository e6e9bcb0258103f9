"""The whole database out and in again: nothing is lost, and the journal is whole on the other side."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from rich_database import ACT, NOW, contracts, later, opened, rich

from checklists.values import Refused
from checklists.whole import HeldAnswer, HeldFile, WholeDatabase
from db.database import Database
from db.whole import everything, take_whole
from exchange.archive import archive_lines, whole_of


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> WholeDatabase:
    db = rich(tmp_path_factory.mktemp("rich") / "a.db")
    try:
        return everything(db, NOW)
    finally:
        db.close()


def taken(whole: WholeDatabase, path: Path) -> Database:
    db = opened(path)
    take_whole(db, whole, later(30))
    return db


def test_a_rich_database_holds_something_of_everything(whole: WholeDatabase) -> None:
    empty = [name for name in WholeDatabase.model_fields if not getattr(whole, name)]
    assert not empty


def test_out_and_in_again_is_the_same(whole: WholeDatabase, tmp_path: Path) -> None:
    db = taken(whole, tmp_path / "b.db")
    assert everything(db, NOW) == whole
    assert db.journal.verify() == ()
    db.close()


def test_through_the_file_it_is_the_same(whole: WholeDatabase, tmp_path: Path) -> None:
    read = whole_of("\n".join(archive_lines(whole)).encode(), "x.json")
    assert read == whole
    db = taken(read, tmp_path / "b.db")
    assert "\n".join(archive_lines(everything(db, NOW))) == "\n".join(archive_lines(whole))
    db.close()


def test_work_goes_on_where_it_was(whole: WholeDatabase, tmp_path: Path) -> None:
    """No number is given twice, versions hold, the search finds, and the chain is added to."""
    db = taken(whole, tmp_path / "b.db")
    made = contracts_of_new_references(db)
    assert made not in {each.id for each in whole.contracts}
    held = db.contracts.get("K-2026-001")
    db.contracts.change(held.value.model_copy(update={"note": "ny"}), held.version, later(31))
    assert [hit.id for hit in db.registers.find("bø bygg") if hit.kind == "supplier"] == ["L-2"]
    assert db.journal.head()[0] > whole.journal[-1].seq
    assert db.journal.verify() == ()
    db.close()


def contracts_of_new_references(db: Database) -> str:
    from checklists.contract import Contract, Supplier

    return db.contracts.add(Contract(reference="ny", title="Ny"), (Supplier(name="Ny AS"),), later(31)).id


def test_only_an_empty_database_takes_it_in(whole: WholeDatabase, tmp_path: Path) -> None:
    db = opened(tmp_path / "b.db")
    contracts(db)
    before = everything(db, NOW)
    with pytest.raises(Refused) as refused:
        take_whole(db, whole, ACT)
    assert refused.value.code == "database_not_empty"
    assert everything(db, NOW) == before
    db.close()


def test_an_empty_database_comes_through(tmp_path: Path) -> None:
    db = opened(tmp_path / "a.db")
    whole = everything(db, NOW)
    other = taken(whole, tmp_path / "b.db")
    assert everything(other, NOW) == whole
    other.close()
    db.close()


def altered(whole: WholeDatabase, **change: object) -> WholeDatabase:
    return whole.model_copy(update=change)


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ("suppliers", "contracts"),
        ("forms", "followups"),
        ("followups", "answers"),
        ("contracts", "followups"),
        ("counters", "counters"),
    ],
)
def test_records_that_do_not_fit_are_refused_whole(
    whole: WholeDatabase, tmp_path: Path, part: str, place: str
) -> None:
    missing = altered(whole, **{part: {} if part == "counters" else ()})
    db = opened(tmp_path / "b.db")
    empty = everything(db, NOW)
    with pytest.raises(Refused) as refused:
        take_whole(db, missing, ACT)
    assert (refused.value.code, refused.value.params["where"]) == ("export_does_not_fit", place)
    assert everything(db, NOW) == empty
    db.close()


def test_what_was_altered_in_the_file_is_refused_or_told(whole: WholeDatabase, tmp_path: Path) -> None:
    db = opened(tmp_path / "b.db")
    wrong = [
        altered(whole, files=(HeldFile(sha256="0" * 64, base64=base64.b64encode(b"x").decode()),)),
        altered(whole, files=(HeldFile(sha256="0" * 64, base64="%"),)),
        altered(whole, forms=(whole.forms[0].model_copy(update={"hash": "0" * 64}), *whole.forms[1:])),
        altered(whole, contracts=(whole.contracts[0].model_copy(update={"id": "X-1"}), *whole.contracts[1:])),
        altered(whole, answers=(HeldAnswer(followup="O-99", answer=whole.answers[0].answer),)),
    ]
    for each in wrong:
        with pytest.raises(Refused) as refused:
            take_whole(db, each, ACT)
        assert refused.value.code == "export_does_not_fit"
    named = whole.contracts[0].model_copy(update={"title": "Annet"})
    entry = whole.journal[1].model_copy(update={"actor": "En annen"})
    for each, code in (
        (altered(whole, contracts=(named, *whole.contracts[1:])), "row_altered"),
        (altered(whole, journal=(whole.journal[0], entry, *whole.journal[2:])), "journal_entry_altered"),
        (altered(whole, journal=(whole.journal[0], *whole.journal[2:])), "journal_gap"),
        (altered(whole, files=()), "file_taken_away"),
    ):
        assert code in {found.code for found in take_whole(db, each, ACT, dry_run=True)}
    assert everything(db, NOW).contracts == ()
    assert take_whole(db, whole, ACT) == ()
    assert not db.journal.verify()
    db.close()
