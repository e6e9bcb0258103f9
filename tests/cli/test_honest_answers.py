"""What is impossible is refused, and what is empty says so: in one sentence, in the words of the language."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run


@pytest.mark.parametrize("written", ["12/10", "3/0", "0/4", "abc", "2", "2/10/3"])
def test_more_than_were_looked_at_is_no_count(aktsom: Run, contract: str, written: str) -> None:
    add = (
        "deviation",
        "add",
        contract,
        "--type",
        "wages",
        "--severity",
        "minor",
        "--clause",
        "wages.hourly_pay",
    )
    assert f"“{written}” is not a count" in aktsom(*add, "--count", written, code=2).err
    assert aktsom("deviation", "list", "--json").json["deviations"] == []
    deviation = aktsom(*add, "--count", " 2 / 10").out.strip()
    aktsom("deviation", "change", deviation, f"count={written}", code=2)
    assert aktsom("deviation", "show", deviation, "--json").json["count"] == "2/10"


def test_a_number_that_is_no_norwegian_one_is_refused_until_the_country_is_another(
    aktsom: Run, contract: str
) -> None:
    for wrong in ("123", "923609017"):
        assert wrong in aktsom("supplier", "change", "L-1", f"number={wrong}", code=2).err
    aktsom("contract", "add", "reference=R-9", "title=T", "supplier=Ny AS", "number=923609017", code=2)
    assert aktsom("supplier", "show", "L-1", "--json").json["number"] == "923609016"
    aktsom("supplier", "change", "L-1", "country=SE", "number=5560360793")
    aktsom("supplier", "change", "L-1", "country=NO", code=2)
    aktsom("supplier", "change", "L-1", "contact=daglig leder")


def test_a_deadline_before_the_day_it_was_sent_is_refused(aktsom: Run, contract: str) -> None:
    followup = aktsom(
        "followup", "start", contract, "self_report_due_diligence", "--date", "2026-06-01"
    ).out.strip()
    aktsom("followup", "send", followup, "--date", "2026-06-01")
    assert (
        "before the day it is sent"
        in aktsom("followup", "extend", followup, "--due", "2026-05-31", code=5).err
    )
    aktsom("followup", "extend", followup, "--due", "2026-06-01")


@pytest.mark.parametrize(
    ("name", "text"),
    [("register.csv", "Referanse;Tittel;Leverandør\n"), ("register.json", '{"contracts": []}')],
)
def test_a_file_without_contracts_says_so(aktsom: Run, tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    assert "There are no contracts in the file" in aktsom("import", str(file), code=1).out
    report = aktsom("import", str(file), "--json", code=1).json
    assert (report["read"], report["contracts"], report["refused"]) == (0, 0, 0)
    assert [note["code"] for note in report["notes"]] == ["nothing_in_file"]


def test_a_missing_heading_is_named_as_it_is_written_in_the_language(aktsom: Run, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text("Referanse;Tittel\nA;T\n", encoding="utf-8")
    assert "“Supplier”" in aktsom("import", str(file), code=3).err
    assert "«Leverandør»" in aktsom("--lang", "nb", "import", str(file), code=3).err


def test_what_was_decided_is_told_in_the_language(aktsom: Run, contract: str) -> None:
    followup = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-05-03").out.strip()
    row = '[{"person":"A1","employer":"Rent AS","tier":"0","hourly_pay":"no","employment_contract":"no"}]'
    proposed = aktsom("followup", "answer", followup, f"sample={row}", "--json").json["proposals"]
    aktsom("followup", "dismiss", followup, proposed[0], "--reason", "Feil i listen")
    deviation = aktsom("followup", "confirm", followup, proposed[1]).out.strip()
    told = aktsom("--lang", "nb", "followup", "proposals", followup).out
    assert "avvist" in told
    assert f"bekreftet {deviation}" in told
    again = aktsom("--lang", "nb", "followup", "confirm", followup, proposed[0], code=5).err
    assert "(avvist)" in again


def test_a_subject_without_entries_does_not_make_the_journal_empty(aktsom: Run, contract: str) -> None:
    assert "no such entries" in aktsom("journal", "show", "--subject", "Z-9").out
    assert "“0”" in aktsom("journal", "show", "--limit", "0", code=2).err
    assert len(aktsom("journal", "show", "--limit", "1", "--json").json["entries"]) == 1


def test_that_a_part_has_no_text_of_its_own_is_said(aktsom: Run) -> None:
    asked = aktsom("summary", "text", "2025", "4.A.2")
    assert "no text of your own for 4.A.2" in asked.err
    assert asked.out.strip() == ""
    aktsom("summary", "text", "2025", "4.A.2", "--text", "Vi har fulgt opp to.")
    assert aktsom("summary", "text", "2025", "4.A.2").err == ""


def test_frozen_years_are_listed_with_the_time_on_the_wall(aktsom: Run) -> None:
    aktsom("summary", "freeze", "2025")
    frozen = str(aktsom("summary", "list", "--json").json["summaries"][0]["frozen"])
    told = aktsom("summary", "list").out
    assert frozen not in told
    assert "T" not in told.splitlines()[1]


@pytest.mark.parametrize(
    "argv",
    [
        ("--db", "", "contracts"),
        ("--db=", "contracts"),
        ("--db", "  ", "contracts"),
        ("--actor", "", "contracts"),
        ("deviation", "extend", "A-1", "--deadline", ""),
        ("followup", "extend", "O-1", "--due", ""),
        ("followup", "sign", "O-1", "--date", ""),
        ("deviation", "list", "--contract", ""),
        ("summary", "2025", "--out", ""),
        ("deviation", "step", "A-1", "closed", "--evidence", ""),
        ("import", "--from", "", "x.csv"),
    ],
)
def test_an_option_that_is_given_but_empty_is_never_taken_for_one_left_out(
    aktsom: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    option = next(each.rstrip("=") for each in argv if each.startswith("--"))
    for language, empty in (("en", "empty"), ("nb", "tomt"), ("nn", "tomt")):
        refused = aktsom("--lang", language, *argv, code=2).err
        assert f"{option}: " in refused
        assert empty in refused
        assert refused.count("\n") == 1
    assert not (tmp_path / "share").exists()


def test_an_empty_language_is_none(program: Run, database: Path) -> None:
    assert program("--lang", "", "contracts", code=2).err.count("\n") == 1
    assert not database.exists()


def test_an_empty_variable_counts_as_not_set(program: Run, tmp_path: Path) -> None:
    env = {"AKTSOM_DB": "", "AKTSOM_LANG": "", "AKTSOM_ACTOR": " ", "XDG_DATA_HOME": str(tmp_path / "share"),
           "LANG": "en_GB.UTF-8", "LC_ALL": "", "LC_MESSAGES": "", "HOME": str(tmp_path)}  # fmt: skip
    made = program("contract", "add", "reference=R", "title=T", "supplier=S", "--json", env=env)
    assert str(tmp_path / "share" / "aktsom" / "aktsom.db") in made.err
    actors = {each["actor"] for each in program("journal", "--json", env=env).json["entries"]}
    assert actors
    assert not actors & {"", " ", "-"}
    assert "an empty one counts as not set" in program("--help", env=env).out


def test_an_own_text_goes_back_to_the_draft_when_an_empty_one_is_given(aktsom: Run) -> None:
    aktsom("summary", "text", "2025", "4.A.2", "--text", "Vi har fulgt opp to.")
    aktsom("summary", "text", "2025", "4.A.2", "--text", "")
    assert "no text of your own" in aktsom("summary", "text", "2025", "4.A.2").err
    both = aktsom("summary", "text", "2025", "4.A.2", "--text", "x", "--file", "t.txt", code=2).err
    assert "--file" in both
    assert "--text" in both


@pytest.mark.parametrize("kind", ["xlsx", "ocds"])
def test_what_cannot_be_read_yet_is_not_offered_and_says_so_when_asked_for(
    aktsom: Run, tmp_path: Path, kind: str
) -> None:
    assert kind not in aktsom("import", "--help").out
    refused = aktsom("import", "--from", kind, str(tmp_path / "none"), code=2).err
    assert kind in refused
    assert "CSV" in refused
    assert "csv, eforms, json" in aktsom("import", "--from", "word", str(tmp_path / "none"), code=2).err


def test_one_form_file_that_is_missing_keeps_no_other_from_the_check(aktsom: Run, tmp_path: Path) -> None:
    wrong, other = tmp_path / "wrong.yaml", tmp_path / "other.yaml"
    wrong.write_text("id: [", encoding="utf-8")
    other.write_text("format: 1\n", encoding="utf-8")
    missing = tmp_path / "missing.yaml"
    told = aktsom("forms", "check", str(wrong), str(missing), str(tmp_path), str(other), code=3)
    assert str(missing) in told.err
    assert str(tmp_path) in told.err.splitlines()[1]
    assert str(wrong) in told.out
    assert str(other) in told.out
    report = aktsom("forms", "check", str(wrong), str(missing), str(other), "--json", code=3).json
    assert report["files"] == 2
    assert {each["file"] for each in report["findings"]} == {str(wrong), str(other)}
    assert [(each["file"], each["code"]) for each in report["unread"]] == [(str(missing), "file_missing")]
    assert aktsom("forms", "check", str(wrong), str(other), "--json", code=1).json["unread"] == []
