"""Rules of the field as the command line tells them: clauses, sanctions, marks, decisions, what is misspelt."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run


@pytest.fixture
def deviation(aktsom: Run, contract: str) -> str:
    given = ("--type", "wages", "--severity", "major", "--found", "2026-02-03")
    return aktsom("deviation", "add", contract, *given).out.strip()


def shown(aktsom: Run, deviation: str) -> dict[str, object]:
    return dict(aktsom("deviation", "show", deviation, "--json").json)


def test_no_breach_without_a_clause_of_this_contract(aktsom: Run, contract: str, deviation: str) -> None:
    add = ("deviation", "add", contract, "--type", "wages", "--severity", "major")
    for clause in ("human_rights.policy", "hourly_pay", "nothing"):
        refused = aktsom(*add, "--clause", clause, code=5).err
        assert clause in refused
        assert "wages.hourly_pay" in refused, "the contract's own clauses are named"
    assert len(aktsom("deviation", "list", "--json").json["deviations"]) == 1
    aktsom("deviation", "change", deviation, "clause=human_rights.policy", code=5)
    aktsom("deviation", "change", deviation, "clause=wages.hourly_pay")
    aktsom(*add, "--clause", "wages.hourly_pay")
    aktsom(*add)
    bare = aktsom("contract", "add", "reference=R-9", "title=Uten krav", "supplier=X").out.strip()
    add = ("deviation", "add", bare, "--type", "wages", "--severity", "major")
    assert "requirement set" in aktsom(*add, "--clause", "wages.hourly_pay", code=5).err
    aktsom(*add)


def test_a_clause_that_the_contract_has_lost_does_not_stop_other_changes(aktsom: Run, contract: str) -> None:
    add = ("deviation", "add", contract, "--type", "wages", "--severity", "major")
    deviation = aktsom(*add, "--clause", "wages.hourly_pay").out.strip()
    aktsom("contract", "change", contract, "requirement_set=human_rights")
    aktsom("deviation", "change", deviation, "severity=minor")
    assert shown(aktsom, deviation)["clause"] == "wages.hourly_pay"


def test_escalated_takes_the_next_rung_of_the_ladder(aktsom: Run, deviation: str) -> None:
    up = ("deviation", "step", deviation, "escalated")
    aktsom(*up, code=5)
    told = aktsom(*up, "--reason", "Ikke rettet", "--date", "2026-02-10", "--json").json
    assert (told["status"], told["escalated"], told["rung"]) == ("registered", True, 1)
    aktsom(*up, "--reason", "Fortsatt ikke rettet")
    assert "rung 3" in aktsom(*up, "--reason", "Høring").out
    assert "comment" in aktsom(*up, "--reason", "Dagmulkt", "--approver", "kontraktseier", code=5).err
    aktsom("deviation", "position", deviation, "disputes", "--text", "Alt er rettet.")
    assert "somebody else" in aktsom(*up, "--reason", "Dagmulkt", code=5).err
    aktsom(*up, "--reason", "Dagmulkt", "--approver", "kontraktseier")
    aktsom(*up, "--reason", "Igjen", "--rung", "2")
    aktsom(*up, "--reason", "Heving", "--rung", "5", "--approver", "kontraktseier")
    assert "last" in aktsom(*up, "--reason", "Mer", "--approver", "kontraktseier", code=5).err
    aktsom(*up, "--reason", "Mer", "--rung", "6", code=2)
    rungs = [each["rung"] for each in aktsom("deviation", "show", deviation, "--json").json["sanctions"]]
    assert rungs == [1, 2, 3, 4, 2, 5]
    assert shown(aktsom, deviation)["escalated"] is True
    assert "escalated" in aktsom("deviation", "show", deviation).out


def test_what_was_changed_is_said(aktsom: Run, deviation: str) -> None:
    said = aktsom("deviation", "position", deviation, "disputes", "--text", "Vi førte timene riktig.").out
    assert said == f"{deviation}, the supplier's position: disputes\n"
    said = aktsom("deviation", "sanction", deviation, "2", "--reason", "Plan").out
    assert said == f"{deviation} is escalated to rung 2: action plan with a deadline\n"
    said = aktsom("deviation", "change", deviation, "severity=minor", "tier=1", "type=wages").out
    assert said == f"{deviation} is changed: severity=minor, tier=1\n"
    assert "nothing" in aktsom("deviation", "change", deviation, "severity=minor").out
    assert "disputed" in aktsom("deviation", "step", deviation, "disputed").out
    moved = aktsom("deviation", "extend", deviation, "--deadline", "2026-09-01", "--reason", "Ferie").out
    assert "1 September 2026" in moved.replace("\u00a0", " ")
    assert "being verified" in aktsom("deviation", "step", deviation, "verifying").out


def test_a_deviation_is_shown_in_the_words_of_its_question_and_clause(aktsom: Run, contract: str) -> None:
    followup = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-02-03").out.strip()
    question = next(
        each
        for each in aktsom("followup", "show", followup, "--json").json["questions"]
        if each["key"] == "documents_on_time"
    )
    deviation = aktsom(
        "deviation", "add", contract, "--type", "wages", "--severity", "minor", "--followup", followup,
        "--question", "documents_on_time", "--clause", "wages.hourly_pay",
    ).out.strip()  # fmt: skip
    told = aktsom("deviation", "show", deviation).out
    assert "documents_on_time" not in told
    assert f"{followup} · {question['text']}" in told
    assert "(wages.hourly_pay)" in told
    refused = aktsom(
        "deviation", "add", contract, "--type", "wages", "--severity", "minor", "--followup", followup,
        "--question", "no_such_key", code=2,
    ).err  # fmt: skip
    assert "no_such_key" in refused


def test_every_proposal_that_is_left_is_dismissed_for_one_reason(aktsom: Run, contract: str) -> None:
    followup = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-05-03").out.strip()
    row = '[{"person":"A1","employer":"Rent AS","tier":"0","hourly_pay":"no","employment_contract":"no"}]'
    proposed = aktsom("followup", "answer", followup, f"sample={row}", "--json").json["proposals"]
    assert len(proposed) == 2
    dismiss = ("followup", "dismiss", followup)
    aktsom(*dismiss, "--reason", "x", code=2)
    aktsom(*dismiss, proposed[0], "--all", "--reason", "x", code=2)
    aktsom(*dismiss, "--all", code=5)
    assert aktsom("followup", "show", followup, "--json").json["proposals"][0]["decision"] is None
    kept = aktsom("followup", "confirm", followup, proposed[0]).out.strip()
    told = aktsom(*dismiss, "--all", "--reason", "Rettet på stedet", "--json").json
    assert told == {"proposals": [proposed[1]], "outcome": "dismissed"}
    decided = {
        each["id"]: each["decision"]["outcome"]
        for each in aktsom("followup", "proposals", followup, "--json").json["proposals"]
    }
    assert decided == {proposed[0]: "confirmed", proposed[1]: "dismissed"}
    assert kept in aktsom("deviation", "list").out
    assert aktsom(*dismiss, "--all", "--reason", "Igjen", "--json").json["proposals"] == []


def test_a_misspelt_question_or_form_is_answered_with_the_nearest(
    aktsom: Run, contract: str, tmp_path: Path
) -> None:
    followup = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-05-03").out.strip()
    assert "documents_on_time" in aktsom("followup", "answer", followup, "document_on_time=yes", code=2).err
    column = aktsom("followup", "answer", followup, "hourly_pay=no", code=2).err
    assert "sample" in column
    file = tmp_path / "answers.yaml"
    file.write_text("answers: {sampel_size: 3}", encoding="utf-8")
    assert "sample_size" in aktsom("followup", "fill", followup, str(file), code=3).err
    far = aktsom("followup", "answer", followup, "xyzzy=yes", code=2).err
    assert "nearest" not in far
    assert "wage_spot_check" in aktsom("followup", "start", contract, "wage_spot_chek", code=2).err
    far = aktsom("followup", "start", contract, "nope", code=2).err
    assert "nearest" not in far
    assert "wage_spot_check" in far


def test_a_control_without_a_form_that_was_reopened_is_signed_again(aktsom: Run, contract: str) -> None:
    control = aktsom(
        "followup", "record", contract, "audit", "--supplier", "Rent AS", "--date", "2026-03-01",
        "--themes", "integrity", "--outcome", "remarks",
    ).out.strip()  # fmt: skip
    aktsom("followup", "sign", control, code=5)
    aktsom("followup", "reopen", control, "--reason", "Feil referanse")
    assert aktsom("summary", "2026", "--json").json["4.A.2"]["suppliers"]["value"] == 0
    aktsom("followup", "change", control, "reference=26/17")
    told = aktsom("followup", "sign", control, "--overall", "Rettet", "--json").json
    assert (told["status"], told["outcome"]) == ("signed", "remarks")
    held = aktsom("followup", "show", control, "--json").json
    assert (held["overall"], held["signed_by"]) == ("Rettet", "contract manager")
    assert aktsom("summary", "2026", "--json").json["4.A.2"]["suppliers"]["value"] == 1


def test_what_was_looked_into_and_the_outcome_are_corrected_of_a_control_without_a_form(
    aktsom: Run, contract: str
) -> None:
    control = aktsom(
        "followup", "record", contract, "audit", "--supplier", "Rent AS", "--date", "2026-03-01",
        "--themes", "integrity", "--outcome", "remarks",
    ).out.strip()  # fmt: skip
    aktsom("followup", "change", control, "outcome=ok", code=5)
    aktsom("followup", "reopen", control, "--reason", "Feil tema")
    told = aktsom("followup", "change", control, "themes=human_rights,integrity", "outcome=ok")
    assert told.out.strip() == f"{control} is changed: themes=human_rights,integrity, outcome=ok"
    same = aktsom("followup", "change", control, "outcome=ok").out
    assert same.strip() == f"{control} is as it was: nothing was changed"
    for wrong in ("themes=", "outcome=", "outcome=fine", "themes=integrity,nothing"):
        aktsom("followup", "change", control, wrong, code=5 if wrong == "themes=" else 2)
    signed = aktsom("followup", "sign", control, "--json").json
    assert (signed["outcome"], signed["themes"]) == ("ok", ["human_rights", "integrity"])
    started = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-05-03").out.strip()
    assert "follow from its answers" in aktsom("followup", "change", started, "outcome=ok", code=5).err
    told = aktsom("followup", "change", started, "reason=Tips", "participants=", "date=2026-05-04").out
    assert told.strip() == f"{started} is changed: reason=Tips, date=2026-05-04"


def test_a_country_that_does_not_exist_is_refused_and_a_name_is_understood(
    aktsom: Run, contract: str, deviation: str
) -> None:
    usual = ("--type", "wages", "--severity", "minor", "--clause", "wages.hourly_pay")
    assert "XX" in aktsom("deviation", "add", contract, *usual, "--country", "XX", code=2).err
    aktsom("deviation", "change", deviation, "country=QQ", code=2)
    aktsom("deviation", "change", deviation, "country=Malaysia")
    assert aktsom("deviation", "show", deviation, "--json").json["place"]["country"] == "MY"
    aktsom("deviation", "change", deviation, "country=unknown")
    assert aktsom("deviation", "show", deviation, "--json").json["place"]["country"] is None
    aktsom("supplier", "change", "L-1", "country=XX", code=2)
    aktsom("contract", "change", contract, "country=XX", code=2)


def test_a_refusal_tells_the_status_in_words(aktsom: Run, contract: str, deviation: str) -> None:
    refused = aktsom("--lang", "nb", "deviation", "step", deviation, "closed", code=5).err
    assert "registrert" in refused
    assert "registered" not in refused
    aktsom("deviation", "step", deviation, "verifying")
    refused = aktsom("--lang", "nb", "deviation", "step", deviation, "supplier_notified", code=5).err
    assert "til verifisering" in refused
    assert "leverandøren varslet" in refused
    followup = aktsom("followup", "start", contract, "wage_spot_check").out.strip()
    assert "planlagt" in aktsom("--lang", "nb", "followup", "reopen", followup, "--reason", "x", code=5).err


def test_a_longer_deadline_is_told(aktsom: Run, contract: str) -> None:
    started = aktsom(
        "followup", "start", contract, "self_report_due_diligence", "--date", "2026-03-01"
    ).out.strip()
    aktsom("followup", "send", started, "--date", "2026-03-01")
    told = aktsom("followup", "extend", started, "--due", "2026-06-01").out
    assert told.split() == [f"{started}:", "the", "deadline", "is", "now", "1", "June", "2026"]


def test_settings_of_a_year_are_told_to_scripts_too(aktsom: Run) -> None:
    aktsom("settings", "set", "goal.2026", "13")
    aktsom("settings", "set", "goal.2025", "7")
    listed = {each["key"]: each["value"] for each in aktsom("settings", "list", "--json").json["settings"]}
    assert (listed["goal.2025"], listed["goal.2026"]) == ("7", "13")
    assert listed["purchase_value.YEAR"] is None
    printed = {line.split()[0] for line in aktsom("settings", "list").out.splitlines()}
    assert printed == listed.keys()


def test_a_copy_that_may_not_be_written_is_no_trouble_of_the_database(aktsom: Run, contract: str) -> None:
    refused = aktsom("backup", "/proc/copy.db", code=4).err
    assert contract
    assert "/proc" in refused
    assert "--db" not in refused


def test_the_help_tells_every_exit_code(aktsom: Run) -> None:
    told = aktsom("--help").out
    for code in ("0", "1", "2", "3", "4", "5", "70"):
        assert f"\n  {code:<4}" in told
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    assert "70 (a fault in aktsom itself" in readme


def test_a_single_thing_is_not_told_in_the_plural(aktsom: Run, contract: str, tmp_path: Path) -> None:
    followup = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-05-03").out.strip()
    register = tmp_path / "register.csv"
    register.write_text("reference;title;supplier\nR-7;Vask;Vask AS\n", encoding="utf-8")
    said = [
        aktsom("import", str(register)).out,
        aktsom("forms", "check", str(tmp_path / "none.yaml"), code=None).err,
        aktsom("followup", "answer", followup, "risk_level=high").out,
        aktsom("followup", "show", followup).out,
        aktsom("followup", "sign", followup, code=5).err,
        aktsom("journal", "verify").out,
    ]
    for text in said:
        for wrong in (" 1 contracts", " 1 suppliers", "1 files", " 1 errors", " 1 questions", " 1 entries"):
            assert wrong not in f" {text}"


@pytest.mark.parametrize("ending", ["dismissed", "closed_uncorrected", "closed"])
def test_nothing_more_is_done_about_a_deviation_that_has_ended(
    aktsom: Run, deviation: str, ending: str
) -> None:
    if ending == "closed":
        aktsom("deviation", "step", deviation, "verifying")
    closing = ("--reason", "Avklart", "--by", "fagansvarlig", "--evidence", "Lønnsslipper")
    aktsom("deviation", "step", deviation, ending, *closing)
    before = shown(aktsom, deviation)
    for argv in (
        ("position", deviation, "agrees"),
        ("sanction", deviation, "1", "--reason", "Krav"),
        ("step", deviation, "disputed"),
        ("step", deviation, "suspected"),
        ("step", deviation, "escalated", "--reason", "Krav"),
        ("extend", deviation, "--deadline", "2031-01-01", "--reason", "Mer tid"),
        ("change", deviation, "suspected=yes"),
        ("change", deviation, "disputed=yes"),
    ):
        assert "Reopen it" in aktsom("deviation", *argv, code=5).err
    assert "Reopen it" in aktsom("measure", "add", deviation, "--text", "Rett", code=5).err
    assert shown(aktsom, deviation) == before
    aktsom("deviation", "change", deviation, "public_text=For lav lønn")
    aktsom("deviation", "reopen", deviation, "--reason", "Nye opplysninger")
    aktsom("deviation", "position", deviation, "agrees")
    aktsom("deviation", "sanction", deviation, "1", "--reason", "Krav om retting")


@pytest.mark.parametrize(
    ("argv", "code", "named"),
    [
        (("deviation", "add", "R-1", "--comment-deadline", "2026-01-01"), 5, "deadline for comments"),
        (("deviation", "change", "A-1", "found=2099-01-01"), 5, "2099"),
        (("deviation", "change", "A-1", "found=2026-02-10"), 5, "first step"),
        (("deviation", "change", "A-1", "comment_deadline=2026-02-02"), 5, "deadline for comments"),
        (("deviation", "sanction", "A-1", "1", "--reason", "x", "--date", "2026-02-01"), 5, "sanction"),
        (("measure", "add", "A-1", "--text", "x", "--due", "2026-02-02"), 5, "due date of the measure"),
        (("measure", "done", "T-1", "--date", "2025-02-04"), 5, "measure done"),
        (("evidence", "add", "--title", "x", "--dated", "2026-02-02", "--valid-until", "2026-02-01"), 5,
         "valid until"),
        (("evidence", "add", "--title", "x", "--dated", "2099-02-02"), 5, "has not come"),
        (("followup", "change", "O-1", "next_date=2026-03-01"), 5, "next follow-up"),
        (("followup", "sign", "O-1", "--next-date", "2026-03-01"), 5, "next follow-up"),
        (("followup", "reopen", "O-2", "--reason", "x", "--date", "2026-01-01"), 5, "was signed"),
        (("followup", "reopen", "O-2", "--reason", "x", "--date", "2099-01-01"), 5, "has not come"),
        (("followup", "send", "O-3", "--date", "2099-01-01"), 5, "has not come"),
        (("contract", "change", "R-1", "option=2032-12-31,notice=2033-01-01"), 5, "notice of the option"),
        (("contract", "change", "R-1", "option=2020-12-31"), 5, "option to"),
        (("contract", "change", "R-1", "terminated=2020-12-31"), 5, "terminated"),
        (("contract", "add", "reference=N", "title=T", "supplier=S", "signed=2026-01-01", "to=2025-12-31"), 5,
         "signed"),
    ],
)  # fmt: skip
def test_dates_that_cannot_be_are_refused_with_the_fields_named(
    aktsom: Run, contract: str, deviation: str, argv: tuple[str, ...], code: int, named: str
) -> None:
    if argv[:2] == ("deviation", "add"):
        argv = (*argv, "--type", "wages", "--severity", "minor", "--found", "2026-02-03")
    aktsom("deviation", "step", deviation, "supplier_notified", "--date", "2026-02-05")
    aktsom("measure", "add", deviation, "--text", "Rett lønnen")
    first = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-03-03").out.strip()
    row = '[{"person":"A1","employer":"Rent AS","tier":"0","hourly_pay":"yes","employment_contract":"yes"}]'
    aktsom("followup", "answer", first, "risk_level=high", f"sample={row}")
    aktsom(
        "followup",
        "record",
        contract,
        "audit",
        "--date",
        "2026-01-03",
        "--themes",
        "integrity",
        "--outcome",
        "ok",
    )
    aktsom("followup", "start", contract, "self_report_due_diligence", "--date", "2026-03-03")
    before = aktsom("journal", "anchor").out
    refused = aktsom(*argv, code=code).err
    assert named in refused
    assert refused.count("\n") == 1
    assert aktsom("journal", "anchor").out == before


def test_dates_in_their_order_are_kept(aktsom: Run, contract: str, deviation: str) -> None:
    aktsom("measure", "add", deviation, "--text", "Rett lønnen", "--due", "2026-02-03")
    aktsom("measure", "done", "T-1", "--date", "2026-02-03")
    aktsom("evidence", "add", "--title", "Attest", "--dated", "2026-02-02", "--valid-until", "2026-02-02")
    aktsom("contract", "change", contract, "option=2032-12-31,notice=2032-12-31")
    first = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-03-03").out.strip()
    aktsom("followup", "change", first, "next_date=2026-03-03")


def test_a_date_that_came_in_wrong_does_not_stop_other_changes(aktsom: Run, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text(
        "Reference;Title;Supplier;Signed;From;To\nX-1;T;Firma AS;2026-05-01;2024-01-01;2025-12-31\n", "utf-8"
    )
    aktsom("import", str(register))
    aktsom("contract", "change", "X-1", "title=Ny tittel")
    aktsom("contract", "change", "X-1", "signed=2026-06-01", code=5)
    aktsom("contract", "change", "X-1", "signed=2024-01-01")
    for language, told in (("nb", "«til»"), ("nn", "«til»"), ("en", "“to”")):
        wrong = aktsom("--lang", language, "contract", "change", "X-1", "signed=2026-06-01", code=5).err
        assert told in wrong
