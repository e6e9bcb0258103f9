"""Details about persons, and the days to hand over documents, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run

ANSWERS = """\
answers:
  risk_level: high
  risk_reason: Ola tipset oss
  sample:
    - {person: A1, employer: Rent AS, tier: 0, hourly_pay: "yes", employment_contract: "yes"}
"""


@pytest.fixture
def checked(aktsom: Run, contract: str, tmp_path: Path) -> str:
    """A signed spot check from long ago; its id."""
    aktsom("contract", "change", contract, "requirement_set=wages_working_conditions")
    of = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2025-01-06").out.strip()
    (tmp_path / "a.yaml").write_text(ANSWERS, encoding="utf-8")
    aktsom("followup", "fill", of, str(tmp_path / "a.yaml"))
    return of


def test_it_is_shown_first_and_deleted_when_confirmed(aktsom: Run, checked: str) -> None:
    refused = aktsom("followup", "clear", checked, code=5).err
    assert "O-1 is open (status: in progress)." in refused
    aktsom("followup", "sign", checked, "--date", "2025-01-07")
    assert checked in aktsom("followup", "list", "--to-clear").out
    before = aktsom("summary", "2025", "--json").json
    shown = aktsom("followup", "clear", checked)
    assert "1 answer in words: What is the risk level based on?" in shown.out
    assert "1 id of a person" in shown.out
    assert "Nothing is deleted. `--confirm` deletes it" in shown.out
    assert "Ola tipset oss" in aktsom("followup", "show", checked).out
    assert (
        "Details about persons  to be deleted, since 7\u00a0April\u00a02025"
        in aktsom("followup", "show", checked).out
    )
    done = aktsom("followup", "clear", checked, "--confirm", "--json").json
    assert (done["confirmed"], done["days"], done["due"]) == (True, 90, "2025-04-07")
    assert (done["amount"]["texts"], done["amount"]["persons"]) == (1, 1)
    told = aktsom("followup", "show", checked).out
    assert "Ola" not in told
    assert "by contract manager" in told
    assert aktsom("followup", "show", checked, "--json").json["cleared"]["days"] == 90
    assert aktsom("followup", "list", "--to-clear", "--json").json["followups"] == []
    assert aktsom("summary", "2025", "--json").json == before
    aktsom("journal", "verify")
    assert "details about persons were deleted" in aktsom("followup", "clear", checked, code=5).err


def test_before_its_day_it_needs_a_reason(aktsom: Run, checked: str) -> None:
    aktsom("settings", "set", "delete_days", "90000")
    aktsom("followup", "sign", checked, "--date", "2025-01-07")
    assert "To do it sooner, give a reason." in aktsom("followup", "clear", checked, "--confirm", code=5).err
    aktsom("followup", "clear", checked, "--confirm", "--why", "Asked for by the person")
    assert "Asked for by the person" in aktsom("followup", "show", checked).out
    assert "Asked for by the person" in aktsom("journal").out


def test_what_cannot_be_cleared_is_said_in_a_sentence(aktsom: Run, contract: str) -> None:
    assert "No follow-up has the id" in aktsom("followup", "clear", "O-9", code=2).err
    record = ("followup", "record", contract, "audit", "--date", "2025-01-06", "--themes", "integrity")
    of = aktsom(*record, "--outcome", "ok").out.strip()
    assert "without a form" in aktsom("followup", "clear", of, "--why", "x", code=5).err
    told = aktsom("settings", "set", "delete_days", "ninety", code=2).err
    assert "delete_days" in told


def test_a_form_says_its_days_in_schema_linter_and_paper(aktsom: Run, tmp_path: Path) -> None:
    schema = json.loads(aktsom("forms", "schema").out)
    assert schema["properties"]["delete_days"]["anyOf"][0] == {
        "maximum": 3650,
        "minimum": 1,
        "type": "integer",
    }
    aktsom("forms", "export", "wage_spot_check", "--to", "yaml", "--out", str(tmp_path / "w.yaml"))
    text = (tmp_path / "w.yaml").read_text(encoding="utf-8")
    assert "delete_days: 90" in text
    for wrong in ("0", "ninety", "4000", "-3"):
        (tmp_path / "w.yaml").write_text(
            text.replace("delete_days: 90", f"delete_days: {wrong}"), encoding="utf-8"
        )
        told = aktsom("forms", "check", str(tmp_path / "w.yaml"), code=1)
        assert "delete_days" in told.out + told.err
    aktsom("forms", "export", "wage_spot_check", "--to", "xlsform", "--out", str(tmp_path / "w.xlsx"))
    there = aktsom("forms", "show", "wage_spot_check", "--json").json
    back = aktsom("forms", "import", str(tmp_path / "w.xlsx"), "--dry-run", "--json").json
    assert (back["hash"], back["remarks"]) == (there["hash"], [])


def test_missing_documents_are_due_as_the_contract_says_and_it_is_said_why(
    aktsom: Run, contract: str
) -> None:
    aktsom("contract", "change", contract, "requirement_set=wages_working_conditions,document_days=10")
    what = ("--type", "missing_documentation", "--severity", "major", "--clause", "wages.documentation")
    made = aktsom("deviation", "add", contract, *what, "--found", "2026-03-02")
    assert "Deadline 12\u00a0March\u00a02026: 10 days to hand over documents, by the contract" in made.err
    shown = aktsom("deviation", "show", made.out.strip()).out
    assert "12\u00a0March\u00a02026 (10 days to hand over documents, by the contract)" in shown
    other = aktsom("deviation", "add", contract, *what, "--found", "2026-03-02", "--deadline", "2026-04-01")
    assert other.err == ""
    assert "1\u00a0April\u00a02026\n" in aktsom("deviation", "show", other.out.strip()).out
    of = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-03-02").out.strip()
    aktsom("followup", "answer", of, "documents_on_time=no")
    (proposal,) = aktsom("followup", "proposals", of, "--json").json["proposals"]
    confirmed = aktsom("followup", "confirm", of, proposal["id"], "--found", "2026-03-02")
    assert "10 days to hand over documents" in confirmed.err
    listed = aktsom("deviation", "list", "--json").json["deviations"]
    assert [each["deadline"] for each in listed if each["id"] == confirmed.out.strip()] == ["2026-03-12"]
