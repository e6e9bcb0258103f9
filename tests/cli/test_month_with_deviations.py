"""A month with deviations: found in a self-report and a spot check, disputed, suspected, closed with verification."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run

CHECK = """
answers:
  selection_reason: risk_assessment
  risk_level: high
  sample_size: 3
  sample:
    - {person: A1, employer: Rent AS, tier: 0, hourly_pay: "yes", employment_contract: "yes"}
    - {person: A2, employer: Under AS, tier: 1, hourly_pay: no, employment_contract: no}
    - {person: A3, employer: Under AS, tier: 1, hourly_pay: no, employment_contract: "yes"}
  documents_on_time:
    value: yes
    comment: "Alt kom i tide"
    depth: checked
    evidence: [{title: "Lønnsslipper A1–A3", ref: "25/1234-7", dated: 2026-05-03, page: 2, file: slips.pdf}]
"""


@pytest.fixture
def spot_check(aktsom: Run, contract: str, tmp_path: Path) -> str:
    """Id of a spot check with two breaches at a subcontractor, not decided yet."""
    followup = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-05-03").out.strip()
    (tmp_path / "slips.pdf").write_bytes(b"%PDF-1.4 slips")
    answers = tmp_path / "answers.yaml"
    answers.write_text(CHECK, encoding="utf-8")
    aktsom("followup", "fill", followup, str(answers))
    return followup


def test_a_spot_check_from_answers_to_signature(aktsom: Run, spot_check: str) -> None:
    proposals = aktsom("followup", "proposals", spot_check, "--json").json["proposals"]
    assert {(each["type"], each["count"]) for each in proposals} == {
        ("wages", "2/3"),
        ("employment_contract", "1/3"),
    }
    assert {each["place"]["tier"] for each in proposals} == {1}
    assert aktsom("followup", "sign", spot_check, code=5).err
    made = [aktsom("followup", "confirm", spot_check, each["id"]).out.strip() for each in proposals]
    assert "decided" in aktsom("followup", "confirm", spot_check, proposals[0]["id"], code=5).err
    signed = aktsom("followup", "sign", spot_check, "--json").json
    assert signed["status"] == "signed"
    assert signed["outcome"] == "deviations"
    assert "signed" in aktsom("followup", "answer", spot_check, "sample_size=4", code=5).err

    listed = aktsom("deviation", "list", "--json").json["deviations"]
    assert [each["id"] for each in listed if each["id"] in made]
    told = aktsom("summary", "2026", "--json").json["4.A.3"]
    assert told["answer"] == "yes"
    assert told["deviations"]["value"] == 2
    assert {row["place"]["tier"] for row in told["rows"]} == {1}


def test_evidence_comes_with_its_file_and_goes_out_again(
    aktsom: Run, spot_check: str, tmp_path: Path
) -> None:
    (evidence,) = aktsom("evidence", "list", "--followup", spot_check, "--json").json["evidence"]
    assert evidence["ref"] == "25/1234-7"
    assert evidence["file"]["name"] == "slips.pdf"
    out = tmp_path / "out.pdf"
    aktsom("evidence", "save", evidence["id"], "--out", str(out))
    assert out.read_bytes() == b"%PDF-1.4 slips"
    (question,) = [
        each
        for each in aktsom("followup", "show", spot_check, "--json").json["questions"]
        if each["key"] == "documents_on_time"
    ]
    assert question["answer"] == {
        "value": "yes",
        "comment": "Alt kom i tide",
        "reason": None,
        "reason_text": "",
        "depth": "checked",
        "evidence": [evidence["id"]],
        "carried": False,
    }


def test_a_deviation_is_closed_only_with_verification(aktsom: Run, contract: str) -> None:
    deviation = aktsom(
        "deviation", "add", contract, "--type", "wages", "--severity", "major", "--found", "2026-02-03", "--tier", "1",
        "--stage", "service_on_site", "--country", "NO", "--clause", "wages.hourly_pay", "--text", "Under minstesats",
    ).out.strip()  # fmt: skip
    measure = aktsom(
        "measure", "add", deviation, "--kind", "remediation", "--text", "Etterbetaling", "--due", "2026-03-01",
        "--role", "Daglig leder",
    ).out.strip()  # fmt: skip
    aktsom("measure", "done", measure, "--date", "2026-02-20", "--evidence", "Kvitteringer")
    aktsom("deviation", "step", deviation, "closed", "--evidence", "x", "--by", "controller", code=5)
    aktsom("deviation", "step", deviation, "verifying", "--date", "2026-02-21")
    assert "evidence" in aktsom("deviation", "step", deviation, "closed", "--by", "controller", code=5).err
    assert "verified" in aktsom("deviation", "step", deviation, "closed", "--evidence", "x", code=5).err
    shown = aktsom("deviation", "show", deviation, "--json").json
    assert shown["status"] == "verifying"
    assert len(shown["evidence"]) == 1, "a refused step keeps no evidence"
    closed = ("--by", "controller", "--evidence", "Ny kontroll 26/99", "--date", "2026-03-02")
    assert aktsom("deviation", "step", deviation, "closed", *closed, "--json").json["status"] == "closed"
    told = aktsom("summary", "2026", "--json").json["4.A.3"]
    (row,) = told["rows"]
    assert (row["status"], row["closed"], row["type"]) == ("closed", "2026-03-02", "wages")
    assert row["place"] == {**row["place"], "tier": 1, "stage": "service_on_site", "country": "NO"}


@pytest.mark.parametrize("status", ["closed", "closed_uncorrected"])
def test_a_deviation_that_ends_tells_which_measures_are_still_open(
    aktsom: Run, contract: str, status: str
) -> None:
    found = ("--type", "wages", "--severity", "minor", "--found", "2026-02-03")
    deviation = aktsom("deviation", "add", contract, *found).out.strip()
    first = aktsom("measure", "add", deviation, "--text", "Etterbetaling").out.strip()
    aktsom("measure", "add", deviation, "--text", "Ny rutine")
    assert not aktsom("deviation", "step", deviation, "verifying", "--date", "2026-02-21").err
    ended = ("--by", "controller", "--evidence", "Ny kontroll", "--reason", "Avtalen er ute", "--json")
    done = aktsom("deviation", "step", deviation, status, *ended)
    assert done.json["status"] == status
    assert done.err == "2 measures are still open: T-1 Etterbetaling, T-2 Ny rutine\n"
    aktsom("deviation", "reopen", deviation, "--reason", "For tidlig")
    aktsom("measure", "done", first)
    aktsom("measure", "cancel", "T-2", "--reason", "Ikke nødvendig")
    if status == "closed":
        aktsom("deviation", "step", deviation, "verifying")
    assert not aktsom("deviation", "step", deviation, status, *ended).err


def test_how_a_deviation_came_to_light_is_not_guessed(aktsom: Run, contract: str) -> None:
    facts = ("--type", "wages", "--severity", "minor", "--found", "2026-02-03")
    unsaid = aktsom("deviation", "add", contract, *facts).out.strip()
    shown = aktsom("deviation", "show", unsaid, "--json").json
    assert shown["origin"] is None
    assert "Found through" not in aktsom("deviation", "show", unsaid).out
    told = aktsom("summary", "2026", "--json").json["4.A.3"]
    assert "Found through" not in told["text"]
    assert [row["origin"] for row in told["rows"]] == [None]
    aktsom("deviation", "change", unsaid, "origin=audit")
    assert "Found through" in aktsom("deviation", "show", unsaid).out
    assert "Found through: audit." in aktsom("summary", "2026", "--json").json["4.A.3"]["text"]
    aktsom("deviation", "change", unsaid, "origin=")
    assert aktsom("deviation", "show", unsaid, "--json").json["origin"] is None
    done = ("--date", "2026-02-03", "--themes", "human_rights", "--outcome", "deviations")
    control = aktsom("followup", "record", contract, "audit", *done).out.strip()
    found = aktsom("deviation", "add", contract, *facts, "--followup", control).out.strip()
    assert aktsom("deviation", "show", found, "--json").json["origin"] == "audit"


def test_contract_supplier_and_place_are_told_by_name_as_far_as_they_are_known(
    aktsom: Run, contract: str, spot_check: str
) -> None:
    def lines(*argv: str) -> set[str]:
        return {" ".join(line.split()) for line in aktsom(*argv).out.splitlines()}

    named = {f"Contract {contract} Renhold av skoler", "Supplier L-1 Rent AS (923 609 016)"}
    assert named <= lines("followup", "show", spot_check)
    facts = ("--type", "wages", "--severity", "minor", "--found", "2026-02-03")
    unknown = aktsom("deviation", "add", contract, *facts).out.strip()
    assert named | {"Place not known"} <= lines("deviation", "show", unknown)
    near = aktsom("deviation", "add", contract, *facts, "--tier", "1").out.strip()
    assert "Place tier 1" in lines("deviation", "show", near)
    far = ("--stage", "final_production", "--country", "MY", "--site", "Fabrikk 3")
    found = aktsom("deviation", "add", contract, *facts, *far).out.strip()
    assert "Place unknown tier, final production, Malaysia, Fabrikk 3" in lines("deviation", "show", found)


def test_suspicion_and_dispute_are_told_apart(aktsom: Run, contract: str) -> None:
    def add(*more: str) -> str:
        given = ("--found", "2026-03-03", "--json")
        return str(aktsom("deviation", "add", contract, *more, *given).json["id"])

    suspected = add("--type", "forced_labour", "--severity", "critical", "--suspected")
    disputed = add("--type", "working_hours", "--severity", "minor")
    aktsom("deviation", "position", disputed, "disputes", "--text", "Vi førte timene riktig.")
    told = aktsom("summary", "2026", "--json").json["4.A.3"]
    assert told["deviations"]["records"] == [disputed]
    assert told["disputed"]["records"] == [disputed]
    assert told["suspected"]["records"] == [suspected]
    aktsom("deviation", "change", suspected, "suspected=no", "--why", "Bekreftet av tilsynet")
    assert aktsom("summary", "2026", "--json").json["4.A.3"]["deviations"]["value"] == 2
    assert "approved" in aktsom("deviation", "sanction", disputed, "4", "--reason", "Dagmulkt", code=5).err
    aktsom("deviation", "sanction", disputed, "4", "--reason", "Dagmulkt", "--approver", "kontraktseier")


def test_a_self_report_goes_out_comes_back_and_is_assessed(aktsom: Run, contract: str) -> None:
    aktsom("contract", "change", contract, "requirement_set=human_rights")
    report = aktsom(
        "followup", "start", contract, "self_report_due_diligence", "--date", "2026-02-01"
    ).out.strip()
    sent = aktsom("followup", "send", report, "--date", "2026-02-01", "--json").json
    assert sent["status"] == "sent"
    assert aktsom("followup", "show", report, "--json").json["due"] == "2026-03-15"
    assert "supplier" in aktsom("followup", "answer", report, "policy_adopted=no", code=5).err
    aktsom("followup", "receive", report, "--date", "2026-03-01")
    questions = aktsom("followup", "show", report, "--json").json["questions"]
    lead = next(each for each in questions if each["lead"] and each["visible"])
    answered = aktsom("followup", "answer", report, f"{lead['key']}=no", "--json").json
    assert answered["proposals"], "a no to a lead question is proposed as a breach"
    aktsom("followup", "dismiss", report, answered["proposals"][0], code=5)
    aktsom("followup", "dismiss", report, answered["proposals"][0], "--reason", "Gjelder et annet selskap")
    decided = aktsom("followup", "proposals", report, "--json").json["proposals"][0]["decision"]
    assert decided == {"outcome": "dismissed", "deviation": None, "reason": "Gjelder et annet selskap"}


def test_several_answers_are_kept_together_or_not_at_all(aktsom: Run, contract: str) -> None:
    followup = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-05-03").out.strip()
    aktsom("followup", "answer", followup, "risk_level=high", "workers_on_job=many", code=2)
    shown = aktsom("followup", "show", followup, "--json").json
    assert all(question["answer"] is None for question in shown["questions"])
    assert shown["status"] == "planned"
    aktsom(
        "followup", "answer", followup, "risk_level=high", "workers_on_job=40", "risk_level.comment=Nytt felt"
    )
    shown = aktsom("followup", "show", followup, "--json").json
    kept = {each["key"]: each["answer"]["value"] for each in shown["questions"] if each["answer"]}
    assert kept == {"risk_level": "high", "workers_on_job": 40}


def test_the_one_standard_form_asks_about_the_clauses_of_the_contract(aktsom: Run, contract: str) -> None:
    followup = aktsom(
        "followup", "start", contract, "requirements_review", "--date", "2026-05-03", "--json"
    ).json["id"]
    shown = aktsom("followup", "show", followup, "--json").json
    assert shown["method"] == "status_meeting"
    assert all(question["clause"] for question in shown["questions"])
    pairs = [f"{question['key']}=yes" for question in shown["questions"]]
    aktsom("followup", "answer", followup, *pairs)
    proposals = aktsom("followup", "proposals", followup, "--json").json["proposals"]
    for proposal in proposals:
        aktsom("followup", "dismiss", followup, proposal["id"], "--reason", "Dokumentert i saken")
    aktsom("followup", "sign", followup, "--date", "2026-05-04", "--overall", "I orden")
    assert aktsom("followup", "show", followup, "--json").json["overall"] == "I orden"
    aktsom("followup", "reopen", followup, code=5)
    aktsom("followup", "reopen", followup, "--reason", "Feil svar")
    trail = aktsom("journal", "--subject", followup, "--json").json["entries"]
    assert len(trail) >= 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("answers: {risk_level: extreme}", "extreme"),
        ("answers: {nothing_here: yes}", "nothing_here"),
        ("answers: {risk_level: {worth: high}}", "worth"),
        ("answers: {}", "answers"),
        ("svar: {risk_level: high}", "svar"),
        ("answers: {risk_level: true}", "risk_level"),
        ("answers: {sample: 3}", "sample"),
        ("answers: &a {risk_level: high}", "anchor"),
        ("answers: {documents_on_time: {value: yes, evidence: [{title: a, file: /etc/passwd}]}}", "passwd"),
        ("answers: {documents_on_time: {value: yes, evidence: [{title: a, file: ../b.pdf}]}}", "b.pdf"),
        ("answers: {documents_on_time: {value: yes, evidence: [{title: a, file: none.pdf}]}}", "none.pdf"),
        (
            "answers: {documents_on_time: {value: yes, evidence: [{title: a, dated: 31.02.2026}]}}",
            "31.02.2026",
        ),
    ],
)
def test_a_bad_file_of_answers_is_told_and_keeps_nothing(
    aktsom: Run, contract: str, tmp_path: Path, text: str, said: str
) -> None:
    followup = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-05-03").out.strip()
    file = tmp_path / "answers.yaml"
    file.write_text(text, encoding="utf-8")
    before = aktsom("journal", "anchor").out
    assert said in aktsom("followup", "fill", followup, str(file), code=3).err
    assert aktsom("journal", "anchor").out == before


def test_a_file_of_answers_may_bring_no_link(aktsom: Run, contract: str, tmp_path: Path) -> None:
    followup = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-05-03").out.strip()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "secret.txt")
    answers = {
        "answers": {"documents_on_time": {"value": "yes", "evidence": [{"title": "a", "file": "link.pdf"}]}}
    }
    file = tmp_path / "answers.yaml"
    file.write_text(json.dumps(answers), encoding="utf-8")
    assert "link.pdf" in aktsom("followup", "fill", followup, str(file), code=3).err
