"""What is typed and cannot be meant: refused in one sentence, never passed over, and nothing is changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run

BIRTH_NUMBER = "01010750160"


@pytest.fixture
def followup(aktsom: Run, contract: str) -> str:
    """A spot check that proposes a deviation."""
    started = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-03-03").out.strip()
    row = '[{"person":"A1","employer":"Rent AS","tier":"0","hourly_pay":"no","employment_contract":"yes"}]'
    aktsom("followup", "answer", started, f"sample={row}")
    return started


@pytest.fixture
def deviation(aktsom: Run, contract: str) -> str:
    given = ("--type", "wages", "--severity", "major", "--found", "2026-02-03")
    return aktsom("deviation", "add", contract, *given).out.strip()


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        # an option that means nothing there
        (("deviation", "step", "A-1", "verifying", "--rung", "2"), 2, "--rung"),
        (("deviation", "step", "A-1", "verifying", "--approver", "leder"), 2, "--approver"),
        (("deviation", "step", "A-1", "verifying", "--until", "2026-12-31"), 2, "--until"),
        (("deviation", "step", "A-1", "suspected", "--date", "2026-03-03"), 2, "--date"),
        (("deviation", "step", "A-1", "disputed", "--evidence", "Brev"), 2, "--evidence"),
        (("deviation", "add", "R-1", "--type", "wages", "--severity", "minor", "--question", "x"), 2, "--question"),
        (("evidence", "add", "--title", "x", "--question", BIRTH_NUMBER), 2, "--question"),
        (("evidence", "add", "--title", "x", "--question", "nope", "--followup", "O-1"), 2, "nope"),
        (("followup", "answer", "O-1", "risk_level=high", "--reason", "x"), 2, "not applicable"),
        (("followup", "answer", "O-1", "risk_level=high", "risk_level.reason=x"), 2, "risk_level"),
        (("forms", "export", "wage_spot_check", "--to", "yaml", "--short", "--out", "z.yaml"), 2, "--short"),
        (("summary", "2025", "--frozen", "--cutoff", "2025-06-01"), 2, "--cutoff"),
        (("summary", "2025", "--as-of", "2099-01-01"), 5, "2099"),
        # an id of nothing, a year that is none
        (("evidence", "list", "--followup", "O-99"), 2, "O-99"),
        (("evidence", "list", "--deviation", "O-1"), 2, "O-1"),
        (("contracts", "--year", "99999"), 2, "four digits"),
        (("contracts", "--year", "20260101"), 2, "four digits"),
        (("followup", "list", "--year", "٢٠٢٦"), 2, "four digits"),
        (("risk", "add", "--title", "x", "--result", "25=Færre"), 2, "four digits"),
        (("deviation", "list", "--status", ","), 2, "names nothing"),
        (("forms", "diff", "wage_spot_check", "1", ""), 2, "whole number"),
        # dates and amounts
        (("deviation", "add", "R-1", "--type", "wages", "--severity", "minor", "--found", "9999-12-31"), 2, "9999"),
        (("followup", "send", "O-2", "--date", "9999-12-31"), 5, "9999"),
        (("followup", "start", "R-1", "wage_spot_check", "--date", "0206-03-03"), 2, "0206"),
        (("followup", "start", "R-1", "wage_spot_check", "--date", "2026-W01-1"), 2, "2026-W01-1"),
        (("settings", "set", "deadline_days.minor", "999999999"), 2, "deadline_days.minor"),
        (("settings", "set", "purchase_value.2025", "٣"), 2, "purchase_value"),
        (("contract", "change", "R-1", "value=-5"), 2, "-5"),
        (("followup", "answer", "O-1", "sample_size=٣"), 2, "sample_size"),
        (("supplier", "change", "L-1", "number=NaN"), 2, "NaN"),
        # what is never kept
        (("contract", "change", "R-1", "title=x", "--why", f"Ola {BIRTH_NUMBER}"), 5, "national identity number"),
        (("contract", "change", "R-1", "title=x", "--why", "x" * 25_000), 5, "25000"),
        (("demo", "--keep", "x" * 5_000), 4, "no address"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_changes_nothing(
    aktsom: Run, followup: str, deviation: str, argv: tuple[str, ...], code: int, told: str
) -> None:
    aktsom("followup", "start", "R-1", "self_report_due_diligence", "--date", "2026-03-03")
    before = aktsom("journal", "anchor").out
    refused = aktsom(*argv, code=code).err
    assert told in refused
    assert refused.count("\n") == 1
    assert len(refused) < 2_000
    assert aktsom("journal", "anchor").out == before


def test_a_proposal_is_added_to_an_open_deviation_only_and_takes_no_facts_of_a_new_one(
    aktsom: Run, followup: str, deviation: str
) -> None:
    proposal = str(aktsom("followup", "proposals", followup, "--json").json["proposals"][0]["id"])
    confirm = ("followup", "confirm", followup, proposal)
    assert "--severity" in aktsom(*confirm, "--to", deviation, "--severity", "minor", code=2).err
    assert "--established" in aktsom(*confirm, "--suspected", "--established", code=2).err
    aktsom("deviation", "step", deviation, "dismissed", "--reason", "Feil")
    assert "Reopen it" in aktsom(*confirm, "--to", deviation, code=5).err
    aktsom("deviation", "reopen", deviation, "--reason", "Ikke feil")
    assert aktsom(*confirm, "--to", deviation).out.strip() == deviation


def test_yes_and_no_are_read_in_every_language(aktsom: Run, deviation: str) -> None:
    for written, means in (("ja", True), ("nei", False), ("yes", True), ("no", False)):
        aktsom("deviation", "change", deviation, f"suspected={written}")
        assert aktsom("deviation", "show", deviation, "--json").json["suspected"] is means
    aktsom("settings", "set", "kickoff_counts", "ja")
    assert aktsom("settings", "get", "kickoff_counts", "--json").json["value"] == "true"
    assert "Skriv ja eller nei" in aktsom(
        "--lang", "nb", "deviation", "change", deviation, "suspected=kanskje", code=2
    ).err  # fmt: skip


def test_a_contract_without_a_source_is_ones_own(aktsom: Run, contract: str) -> None:
    aktsom("contract", "change", contract, "source=")
    assert aktsom("contract", "show", contract, "--json").json["source"] == "own"
    aktsom("contract", "add", "reference=R-1", "title=T", "supplier=S", "source=", code=5)


def test_a_reason_in_a_file_belongs_to_not_applicable(aktsom: Run, followup: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("answers:\n  risk_level: {value: high, reason: Fordi}\n", encoding="utf-8")
    refused = aktsom("followup", "fill", followup, str(file), code=3).err
    assert "risk_level" in refused
    assert str(file) in refused
