"""One command is one transaction: when somebody else was first, nothing of it is left behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from command_line import Run

from checklists.answer import Answer
from checklists.change import Act
from db.database import Database
from db.store.deviations import Deviations
from db.store.followups import FollowUps

Elsewhere = Callable[[Callable[[Database, Act], object]], None]


@pytest.fixture
def elsewhere(database: Path) -> Elsewhere:
    """Somebody else does something to the same database, with a program of their own."""

    def do(what: Callable[[Database, Act], object]) -> None:
        now = datetime.now(UTC)
        other = Database.open(str(database), create=False, now=now)
        try:
            what(other, Act("somebody else", now))
        finally:
            other.close()

    return do


def first(monkeypatch: pytest.MonkeyPatch, store: type, name: str, comes: Callable[[], None]) -> None:
    """`comes` happens after the command has read, just before it writes."""
    real = getattr(store, name)

    def later(*args: Any, **named: Any) -> object:
        comes()
        return real(*args, **named)

    monkeypatch.setattr(store, name, later)


def answered(followup: str, question: str, value: str) -> Callable[[Database, Act], object]:
    def do(db: Database, act: Act) -> object:
        seen = db.followups.open(followup)
        after = seen.review.answered(Answer(question=question, value=value))
        version = seen.answer_versions.get(question, 0)
        return db.followups.answer(after.followup, after.answers[question], version, act)

    return do


def test_a_file_of_answers_that_meets_a_conflict_leaves_no_evidence(
    aktsom: Run, contract: str, tmp_path: Path, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    followup = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-05-03").out.strip()
    (tmp_path / "slips.pdf").write_bytes(b"%PDF-1.4 slips")
    file = tmp_path / "answers.yaml"
    file.write_text(
        "answers:\n"
        "  documents_on_time: {value: 'yes', depth: checked, evidence: [{title: Lønnsslipper, file: slips.pdf}]}\n"
        "  risk_level: high\n",
        encoding="utf-8",
    )
    with monkeypatch.context() as meanwhile:
        first(meanwhile, FollowUps, "answers", lambda: elsewhere(answered(followup, "risk_level", "low")))
        assert "somebody else" in aktsom("followup", "fill", followup, str(file), code=5).err
    assert aktsom("evidence", "list", "--followup", followup, "--json").json == {"evidence": []}
    shown = aktsom("followup", "show", followup, "--json").json["questions"]
    assert {each["key"]: each["answer"]["value"] for each in shown if each["answer"]} == {"risk_level": "low"}
    aktsom("followup", "fill", followup, str(file))
    (kept,) = aktsom("evidence", "list", "--followup", followup, "--json").json["evidence"]
    assert (kept["id"], kept["file"]["name"]) == ("B-1", "slips.pdf")
    aktsom("journal", "verify")


def deviation_of(aktsom: Run, contract: str) -> str:
    given = ("--type", "wages", "--severity", "major", "--found", "2026-02-03")
    return aktsom("deviation", "add", contract, *given).out.strip()


def test_a_deviation_changed_by_somebody_else_is_not_closed_and_keeps_no_evidence(
    aktsom: Run, contract: str, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    deviation = deviation_of(aktsom, contract)
    aktsom("deviation", "step", deviation, "verifying", "--date", "2026-02-21")

    def noted(db: Database, act: Act) -> None:
        held = db.deviations.get(deviation)
        db.deviations.change(held.value.model_copy(update={"note": "Sett på"}), held.version, act)

    close = ("deviation", "step", deviation, "closed", "--by", "controller", "--evidence", "Ny kontroll")
    with monkeypatch.context() as meanwhile:
        first(meanwhile, Deviations, "change_resting_on", lambda: elsewhere(noted))
        assert "somebody else" in aktsom(*close, code=5).err
    shown = aktsom("deviation", "show", deviation, "--json").json
    assert (shown["status"], shown["evidence"]) == ("verifying", [])
    aktsom(*close)
    assert aktsom("deviation", "show", deviation, "--json").json["steps"][-1]["evidence"] == ["B-1"]


def test_a_measure_changed_by_somebody_else_is_not_done_and_keeps_no_evidence(
    aktsom: Run, contract: str, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    deviation = deviation_of(aktsom, contract)
    measure = aktsom("measure", "add", deviation, "--text", "Etterbetaling").out.strip()

    def assigned(db: Database, act: Act) -> None:
        held = db.deviations.measure(measure)
        db.deviations.change_measure(held.value.model_copy(update={"role": "Leder"}), held.version, act)

    done = ("measure", "done", measure, "--evidence", "Kvitteringer")
    with monkeypatch.context() as meanwhile:
        first(meanwhile, Deviations, "change_measure_resting_on", lambda: elsewhere(assigned))
        assert "somebody else" in aktsom(*done, code=5).err
    shown = aktsom("deviation", "show", deviation, "--json").json
    assert (shown["evidence"], shown["measures"][0]["status"]) == ([], "open")
    aktsom(*done)
    assert aktsom("deviation", "show", deviation, "--json").json["measures"][0]["evidence"] == ["B-1"]


def test_evidence_that_is_there_is_named_by_its_id_however_it_is_written(aktsom: Run, contract: str) -> None:
    deviation = deviation_of(aktsom, contract)
    measure = aktsom("measure", "add", deviation, "--text", "Etterbetaling").out.strip()
    evidence = aktsom("evidence", "add", "--title", "Kvitteringer").out.strip()
    aktsom("measure", "done", measure, "--evidence", "B-99", code=2)
    aktsom("measure", "done", measure, "--evidence", f" {evidence.lower()} ")
    assert aktsom("deviation", "show", deviation, "--json").json["measures"][0]["evidence"] == [evidence]


def test_signing_judges_what_stands_when_it_is_signed(
    aktsom: Run, contract: str, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    followup = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-05-03").out.strip()
    missing = aktsom("followup", "show", followup, "--json").json["missing"]
    choices = {"selection_reason": "risk_assessment", "risk_level": "high", "sample_size": "1"}
    row = '[{"person":"A1","employer":"Rent AS","tier":"0","hourly_pay":"yes","employment_contract":"yes"}]'
    pairs = [f"{key}={row if key == 'sample' else choices.get(key, 'yes')}" for key in missing]
    aktsom("followup", "answer", followup, *pairs)
    with monkeypatch.context() as meanwhile:
        underpaid = ({"person": "A1", "employer": "Rent AS", "tier": "0", "hourly_pay": "no"},)
        late = answered(followup, "sample", underpaid)  # pyright: ignore[reportArgumentType] - rows of a table
        first(meanwhile, FollowUps, "sign", lambda: elsewhere(late))
        assert "not decided" in aktsom("followup", "sign", followup, code=5).err
    aktsom("followup", "dismiss", followup, "--all", "--reason", "Rettet på stedet")
    assert aktsom("followup", "sign", followup, "--json").json["status"] == "signed"
