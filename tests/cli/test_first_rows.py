"""Tables with rows from the start, the level of risk and the supplier's word, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run

REGISTER = (
    "reference;title;supplier;type;risk;from;to\n24/1;Renhold;Blank AS;services;low;2024-01-01;2028-01-01\n"
)


@pytest.fixture
def cleaning(aktsom: Run, tmp_path: Path) -> Run:
    register = tmp_path / "register.csv"
    register.write_text(REGISTER)
    aktsom("import", str(register))
    aktsom("contract", "change", "24/1", "risk=low")
    return aktsom


def asked(shown: str, key: str) -> dict[str, object]:
    return next(each for each in json.loads(shown)["questions"] if each["key"] == key)


def test_a_kickoff_shows_the_clauses_and_a_row_is_answered_by_its_code(cleaning: Run) -> None:
    cleaning("followup", "start", "24/1", "kickoff_meeting")
    table = asked(cleaning("followup", "show", "O-1", "--json").out, "requirements_reviewed")
    assert table["answer"] is None
    assert {"row": "wages__hourly_pay"} in table["first_rows"]  # pyright: ignore[reportOperatorIssue]
    row = '[{"row": "wages__hourly_pay", "understood": "yes", "accepted": "no"}]'
    said = cleaning("followup", "answer", "O-1", f"requirements_reviewed={row}", "--json")
    assert json.loads(said.out)["proposals"] == ["other.wages.hourly_pay"]
    wrong = cleaning(
        "followup", "answer", "O-1", 'requirements_reviewed=[{"row": "nope", "understood": "yes"}]', code=2
    )
    assert "wages__hourly_pay" in wrong.err


def test_a_yearly_meeting_has_the_open_measures_and_writes_the_risk_level(cleaning: Run) -> None:
    cleaning(
        "deviation", "add", "24/1", "--type", "wages", "--severity", "major", "--found", "2026-01-02",
        "--clause", "wages.hourly_pay",
    )  # fmt: skip
    cleaning("measure", "add", "A-1", "--text", "Etterbetal", "--due", "2026-02-01")
    cleaning("followup", "start", "24/1", "yearly_status_meeting", "--date", "2026-03-02")
    shown = cleaning("followup", "show", "O-1").out
    assert "A-1 T-1" in shown
    assert "Etterbetal" in shown
    proposals = json.loads(cleaning("followup", "proposals", "O-1", "--json").out)["proposals"]
    assert [(each["id"], each["strength"]) for each in proposals] == [("wages.wages.hourly_pay", "assess")]
    cleaning("followup", "dismiss", "O-1", "wages.wages.hourly_pay", "--reason", "Retter denne uken")
    cleaning(
        "followup", "answer", "O-1", "requirements_in_contract=wages", "chain_changes=none", "incidents=none",
        "risk_change=up", "risk_reason=Nye eiere", "next_meeting=2027-03-01",
    )  # fmt: skip
    assert "low → medium" in cleaning("followup", "show", "O-1").out
    signed = cleaning("followup", "sign", "O-1", "--date", "2026-03-02")
    assert signed.code == 0, signed.err
    assert "medium" in signed.out
    assert json.loads(cleaning("contract", "show", "24/1", "--json").out)["risk"] == "medium"
    reopened = cleaning("followup", "reopen", "O-1", "--reason", "Feil")
    assert "keeps the risk level" in reopened.out
    assert json.loads(cleaning("contract", "show", "24/1", "--json").out)["risk"] == "medium"


def test_a_spot_check_with_deviations_and_no_word_from_the_supplier_says_so(
    cleaning: Run, tmp_path: Path
) -> None:
    cleaning("followup", "start", "24/1", "wage_spot_check", "--date", "2026-03-02")
    missing = json.loads(cleaning("followup", "show", "O-1", "--json").out)["missing"]
    assert missing
    filled = tmp_path / "filled.yaml"
    filled.write_text('answers:\n  sample: [{person: A1, hourly_pay: "no"}]\n')
    cleaning("followup", "fill", "O-1", str(filled))
    cleaning("followup", "confirm", "O-1", "wages.wages.hourly_pay")
    assert "not been heard" in cleaning("followup", "show", "O-1").out


def test_how_old_something_may_be_is_said_on_paper_and_in_the_preview(aktsom: Run, tmp_path: Path) -> None:
    out = tmp_path / "form.md"
    aktsom("forms", "export", "site_integrity", "--to", "md", "--codebook", "--out", str(out))
    assert "day of the control" in out.read_text()
    shown = aktsom("forms", "show", "kickoff_meeting").out
    assert "from the start" in shown


def test_last_years_answer_is_shown_and_kept_by_its_key(cleaning: Run) -> None:
    cleaning("followup", "start", "24/1", "requirements_review", "--date", "2025-03-02")
    cleaning("followup", "answer", "O-1", "wages__hourly_pay=yes", "wages__hourly_pay.depth=checked")
    cleaning("followup", "dismiss", "O-1", "--all", "--reason", "Sett", code=None)
    cleaning("followup", "sign", "O-1")
    cleaning("followup", "start", "24/1", "requirements_review", "--date", "2026-03-02")
    shown = cleaning("followup", "show", "O-2", "--json").out
    question = asked(shown, "wages__hourly_pay")
    assert question["answer"] is None
    assert question["last_year"]["value"] == "yes"  # pyright: ignore[reportIndexIssue]
    assert "(last year yes)" in cleaning("followup", "show", "O-2").out
    assert cleaning("followup", "keep", "O-2", "wages__hourly_pay", "--json").json["kept"] == [
        "wages__hourly_pay"
    ]
    answer = asked(cleaning("followup", "show", "O-2", "--json").out, "wages__hourly_pay")["answer"]
    assert (answer["value"], answer["carried"], answer["depth"]) == ("yes", True, "claim")  # pyright: ignore
    nothing = cleaning("followup", "keep", "O-2", "wages__supplements", code=5)
    assert "wages__supplements" in nothing.err


def test_some_rows_of_a_proposal_become_a_deviation_and_the_others_another(
    cleaning: Run, tmp_path: Path
) -> None:
    cleaning("followup", "start", "24/1", "wage_spot_check", "--date", "2026-03-02")
    filled = tmp_path / "filled.yaml"
    rows = ", ".join(f'{{person: A{n}, hourly_pay: "no"}}' for n in (1, 2, 3))
    filled.write_text(f"answers:\n  sample: [{rows}]\n")
    cleaning("followup", "fill", "O-1", str(filled))
    pay = "wages.wages.hourly_pay"
    refused = cleaning("followup", "confirm", "O-1", pay, "--rows", "A1,A9", code=5)
    assert ("A9" in refused.err, "A1, A2, A3" in refused.err) == (True, True)
    cleaning("followup", "confirm", "O-1", pay, "--rows", "A1,A2,A3", code=5)
    assert cleaning("followup", "confirm", "O-1", pay, "--rows", "A2").out.strip() == "A-1"
    listed = json.loads(cleaning("followup", "proposals", "O-1", "--json").out)["proposals"]
    ours = [(each["id"], each["rows"], each["decision"]) for each in listed if each["id"].startswith(pay)]
    assert ours == [
        (f"{pay}~1", ["A2"], {"outcome": "confirmed", "deviation": "A-1", "reason": ""}),
        (pay, ["A1", "A3"], None),
    ]
    assert cleaning("followup", "confirm", "O-1", pay).out.strip() == "A-2"
    counts = [
        json.loads(cleaning("deviation", "show", each, "--json").out)["count"] for each in ("A-1", "A-2")
    ]
    assert counts == ["1/3", "2/3"]
    assert cleaning("journal", "verify").code == 0
