"""`aktsom forms` and `aktsom followup` as documented: ids, keys, answers, proposals, signing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command_line import Run

QUESTION_KEYS = {"key", "type", "lead", "required", "visible", "choices", "answer"}
DOCUMENTED = """
answers:
  policy_adopted: "no"                      # short form: question key → value
  risk_mapped:                              # long form
    value: partly                           # yes | partly | no | not_applicable (needs a reason)
    comment: "To av ti under minstesats"
    reason: null
    depth: checked                          # none | claim | document | checked | third_party
    evidence: [{title: "Lønnsslipper, utvalg A1–A10", ref: "25/1234-7", dated: 2025-03-14, \
valid_until: null, page: 2, file: slips.pdf}]
  production_sites:                         # a table: a list of rows
    - {product: Hansker, site: "Fabrikk 1", country: MY, tier: 2}
"""
"""The example of the documents; a control of wages is asked for in the other form."""


@pytest.fixture
def goods(aktsom: Run) -> str:
    """Id of a framework agreement on workwear with two suppliers and the human-rights terms."""
    return str(
        aktsom(
            "contract", "add", "reference=R-2", "title=Arbeidstøy", "supplier=Tekstil AS", "supplier=Hansker AS",
            "category=textiles", "type=goods", "requirement_set=human_rights", "signed=2023-01-02",
            "from=2023-02-01", "to=2030-12-31", "--json",
        ).json["id"]
    )  # fmt: skip


def started(aktsom: Run, contract: str, form: str, *more: str) -> str:
    return str(
        aktsom("followup", "start", contract, form, "--date", "2025-03-10", *more, "--json").json["id"]
    )


def test_the_forms_are_listed_with_the_fixed_keys(aktsom: Run) -> None:
    forms = aktsom("forms", "list", "--json").json["forms"]
    assert {each["id"] for each in forms} == {
        "requirements_review",
        "kickoff_meeting",
        "self_report_due_diligence",
        "self_report_document_check",
        "wage_spot_check",
        "product_chain_sample",
        "site_integrity",
        "climate_environment",
        "animal_welfare",
        "anti_corruption",
        "yearly_status_meeting",
    }
    for form in forms:
        assert {"id", "version", "title", "method", "status"} <= form.keys()
        assert aktsom("forms", "show", form["id"], "--json").json["id"] == form["id"]


def test_a_form_file_is_checked_against_the_format(aktsom: Run, tmp_path: Path) -> None:
    assert aktsom("forms", "schema").json["$schema"]
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: x\nversion: no\n", encoding="utf-8")
    told = aktsom("forms", "check", str(bad), "--json", code=1).json
    assert told["errors"]
    assert {"file", "question", "field", "problem", "remedy"} <= told["findings"][0].keys()
    shipped = Path(__file__).resolve().parents[2] / "checklists" / "forms"
    assert aktsom("forms", "check", *map(str, sorted(shipped.glob("*.yaml")))).code == 0
    aktsom("forms", "check", str(tmp_path / "none.yaml"), code=3)


@pytest.mark.parametrize("form", ["requirements_review", "self_report_due_diligence", "wage_spot_check"])
def test_every_form_starts_without_more_than_contract_supplier_and_date(
    aktsom: Run, goods: str, form: str
) -> None:
    aktsom("followup", "start", goods, form, code=2)
    followup = started(aktsom, "R-2", form, "--supplier", "Hansker AS")
    assert re.fullmatch(r"O-\d+", followup)
    shown = aktsom("followup", "show", followup, "--json").json
    assert {"id", "status", "form", "questions", "missing", "proposals"} <= shown.keys()
    assert (shown["id"], shown["status"], shown["form"]) == (followup, "planned", form)
    assert all(question.keys() >= QUESTION_KEYS for question in shown["questions"])
    assert all(question["answer"] is None for question in shown["questions"])
    assert set(shown["missing"]) == {
        question["key"] for question in shown["questions"] if question["required"] and question["visible"]
    }
    printed = aktsom("followup", "start", goods, form, "--supplier", "L-1", "--date", "2025-03-10").out
    assert re.fullmatch(r"O-\d+\n", printed)


def test_the_documented_file_is_taken_as_it_stands(aktsom: Run, goods: str, tmp_path: Path) -> None:
    followup = started(aktsom, goods, "self_report_due_diligence", "--supplier", "Hansker AS")
    file = tmp_path / "answers.yaml"
    file.write_text(DOCUMENTED, encoding="utf-8")
    (tmp_path / "slips.pdf").write_bytes(b"%PDF-1.4")
    aktsom("followup", "fill", followup, str(file))
    questions = aktsom("followup", "show", followup, "--json").json["questions"]
    answers = {each["key"]: each["answer"] for each in questions if each["answer"]}
    assert answers["policy_adopted"]["value"] == "no"
    assert answers["production_sites"]["value"] == [
        {"product": "Hansker", "site": "Fabrikk 1", "country": "MY", "tier": 2}
    ]
    long = answers["risk_mapped"]
    assert (long["value"], long["comment"], long["depth"]) == (
        "partly",
        "To av ti under minstesats",
        "checked",
    )
    (evidence,) = long["evidence"]
    assert re.fullmatch(r"B-\d+", evidence)
    (kept,) = aktsom("evidence", "list", "--followup", followup, "--json").json["evidence"]
    assert (kept["id"], kept["ref"], kept["dated"], kept["page"]) == (evidence, "25/1234-7", "2025-03-14", 2)


def test_an_answer_that_is_not_one_keeps_nothing(aktsom: Run, goods: str, tmp_path: Path) -> None:
    followup = started(aktsom, goods, "self_report_due_diligence", "--supplier", "Hansker AS")
    aktsom("followup", "answer", followup, "policy_adopted=maybe", "risk_mapped=yes", code=2)
    aktsom("followup", "answer", followup, "no_such_question=yes", code=2)
    aktsom("followup", "answer", followup, "safe_complaints=not_applicable", code=5)
    file = tmp_path / "answers.yaml"
    file.write_text("answers:\n  policy_adopted: no\n  risk_mapped: perhaps\n", encoding="utf-8")
    aktsom("followup", "fill", followup, str(file), code=3)
    aktsom("followup", "answer", "O-999", "policy_adopted=no", code=2)
    shown = aktsom("followup", "show", followup, "--json").json
    assert all(question["answer"] is None for question in shown["questions"])
    assert shown["status"] == "planned"


def test_numbers_come_back_as_numbers_and_lists_as_lists(aktsom: Run, goods: str) -> None:
    followup = started(aktsom, goods, "self_report_due_diligence", "--supplier", "L-1")
    aktsom(
        "followup", "answer", followup, "traceable_share=0", "risk_mapped=yes",
        "knowledge_sources=trade_union,local_community",
    )  # fmt: skip
    questions = aktsom("followup", "show", followup, "--json").json["questions"]
    answers = {each["key"]: each["answer"]["value"] for each in questions if each["answer"]}
    assert answers["traceable_share"] == 0
    assert sorted(answers["knowledge_sources"]) == ["local_community", "trade_union"]


def test_signing_asks_for_an_answer_what_is_required_and_a_decision(aktsom: Run, goods: str) -> None:
    followup = started(aktsom, goods, "self_report_due_diligence", "--supplier", "L-1")
    aktsom("followup", "sign", followup, code=5)
    aktsom("followup", "answer", followup, "policy_adopted=no")
    missing = aktsom("followup", "show", followup, "--json").json["missing"]
    assert missing
    assert missing[0] in aktsom("followup", "sign", followup, code=5).err
    aktsom("followup", "answer", followup, "supplier_role=importer", *(
        f"{key}=no" for key in missing if key != "supplier_role"
    ))  # fmt: skip
    assert aktsom("followup", "show", followup, "--json").json["missing"] == []
    undecided = aktsom("followup", "proposals", followup, "--json").json["proposals"]
    assert undecided
    assert undecided[0]["id"] in aktsom("followup", "sign", followup, code=5).err

    policy = next(each["id"] for each in undecided if each["type"] == "missing_policy")
    deviation = aktsom("followup", "confirm", followup, policy).out.strip()
    assert re.fullmatch(r"A-\d+", deviation)
    for each in undecided:
        if each["id"] != policy:
            aktsom("followup", "dismiss", followup, each["id"], code=5)
            aktsom("followup", "dismiss", followup, each["id"], "--reason", "Avklart i møte")
    aktsom("followup", "sign", followup, "--date", "2025-03-20")
    assert aktsom("followup", "show", followup, "--json").json["status"] == "signed"
    aktsom("followup", "answer", followup, "policy_adopted=yes", code=5)
    aktsom("followup", "sign", followup, code=5)
    aktsom("followup", "reopen", followup, code=5)
    aktsom("followup", "reopen", followup, "--reason", "Feil firma")
    aktsom("followup", "answer", followup, "policy_adopted=no")


def test_a_self_report_entered_on_paper_is_assessed_when_signed(aktsom: Run, goods: str) -> None:
    followup = started(aktsom, goods, "self_report_due_diligence", "--supplier", "L-1")
    missing = aktsom("followup", "show", followup, "--json").json["missing"]
    sites = json.dumps([{"product": "Hansker", "site": "Fabrikk 1", "country": "MY", "tier": 2}])
    aktsom("followup", "answer", followup, "supplier_role=producer", f"production_sites={sites}", *(
        f"{key}=yes" for key in missing if key != "supplier_role"
    ))  # fmt: skip
    for each in aktsom("followup", "proposals", followup, "--json").json["proposals"]:
        assert each["strength"] != "breach", "a yes accuses nobody"
        aktsom("followup", "dismiss", followup, each["id"], "--reason", "Sett i møte")
    aktsom("followup", "sign", followup)
    told = aktsom("summary", "2025", "--json").json
    reports = told["4.A.2"]["self_reports"]
    assert {key: reports[key] for key in ("sent", "answered", "assessed", "overdue")} == {
        "sent": 1, "answered": 1, "assessed": 1, "overdue": 0,
    }  # fmt: skip
    assert told["key_figures"]["agreements_followed_up"]["value"] == 1
    assert told["4.A.3"]["answer"] == "cannot_answer", "nothing was checked against documents"


def test_a_control_done_elsewhere_is_recorded_with_the_documented_options(aktsom: Run, goods: str) -> None:
    recorded = aktsom(
        "followup", "record", goods, "site_inspection", "--supplier", "Hansker AS", "--date", "2025-05-02",
        "--themes", "human_rights,working_conditions", "--outcome", "remarks", "--ref", "25/77",
    ).out  # fmt: skip
    assert re.fullmatch(r"O-\d+\n", recorded)
    shown = aktsom("followup", "show", recorded.strip(), "--json").json
    assert (shown["status"], shown["form"], shown["questions"]) == ("signed", None, [])
    for wrong in (
        ("nothing", "ok", "human_rights"),
        ("audit", "fine", "human_rights"),
        ("audit", "ok", "love"),
    ):
        method, outcome, themes = wrong
        aktsom(
            "followup", "record", goods, method, "--supplier", "L-1", "--date", "2025-05-02", "--themes", themes,
            "--outcome", outcome, code=2,
        )  # fmt: skip


def test_json_is_one_document_and_nothing_else(aktsom: Run, contract: str) -> None:
    followup = started(aktsom, contract, "wage_spot_check")
    for argv in (
        ("contracts",),
        ("contract", "show", contract),
        ("forms", "list"),
        ("forms", "schema"),
        ("followup", "list"),
        ("followup", "show", followup),
        ("followup", "proposals", followup),
        ("followup", "answer", followup, "risk_level=low"),
        ("deviation", "list"),
        ("settings", "list"),
        ("settings", "get", "rhythm"),
        ("summary", "2025"),
        ("summary", "list"),
        ("summary", "text", "2025", "4.A.1"),
        ("journal",),
        ("journal", "verify"),
        ("journal", "anchor"),
        ("evidence", "list", "--followup", followup),
        ("import", "--headings"),
    ):
        assert json.loads(aktsom(*argv, "--json").out) is not None, argv


EVERY_TYPE = """
id: every_type
version: 1
title: {nb: Alle slag}
purpose: {nb: Alle slag}
filled_by: buyer
method: document_check
minutes: {full: 5}
source: egen
licence: CC0
sections:
  - key: all
    title: {nb: Alt}
    theme: human_rights
    questions:
      - {key: read, type: note, text: {nb: Les dette.}}
      - {key: verdict, type: yes_partly_no, text: {nb: I orden?}}
      - key: role
        type: one
        text: {nb: Rolle?}
        choices: [{code: producer, text: {nb: Produsent}}, {code: importer, text: {nb: Importør}}]
      - key: asked
        type: many
        text: {nb: Hvem?}
        choices: [{code: workers, text: {nb: Arbeidere}}, {code: union, text: {nb: Fagforening}}]
      - {key: words, type: text, text: {nb: Hva?}}
      - {key: people, type: integer, text: {nb: Hvor mange?}}
      - {key: hours, type: number, text: {nb: Hvor lenge?}}
      - {key: share, type: percent, text: {nb: Hvor stor del?}}
      - {key: owed, type: money, text: {nb: Hvor mye?}}
      - {key: seen, type: date, text: {nb: Når?}}
      - {key: proof, type: evidence, required: true, text: {nb: Vis det.}}
      - key: sites
        type: table
        text: {nb: Hvor?}
        columns:
          - {key: name, text: {nb: Navn}}
          - {key: country, type: country, text: {nb: Land}}
          - {key: visited, type: date, text: {nb: Besøkt}}
          - {key: cost, type: money, text: {nb: Pris}}
"""


@pytest.fixture
def every_type(aktsom: Run, goods: str, tmp_path: Path) -> str:
    """Id of a follow-up on a form with a question of every type."""
    file = tmp_path / "every_type.yaml"
    file.write_text(EVERY_TYPE, encoding="utf-8")
    aktsom("forms", "publish", str(file))
    return started(aktsom, goods, "every_type", "--supplier", "L-1")


def values(aktsom: Run, followup: str) -> dict[str, object]:
    questions = aktsom("followup", "show", followup, "--json").json["questions"]
    return {each["key"]: each["answer"] and each["answer"]["value"] for each in questions}


def test_every_type_is_answered_as_people_write_it(aktsom: Run, every_type: str) -> None:
    aktsom(
        "followup", "answer", every_type, "verdict=partly", "role=importer", "asked=union, workers",
        "words=a = b, og c", "people=1 234", "hours=3,5", "share=79,5 %", "owed=1 234,50", "seen=14.3.2025",
        'sites=[{"name": "Fabrikk 1", "country": "Malaysia", "visited": "2.1.2025", "cost": "12,50"}]',
    )  # fmt: skip
    told = values(aktsom, every_type)
    assert told == {
        "read": None, "verdict": "partly", "role": "importer", "asked": ["workers", "union"],
        "words": "a = b, og c", "people": 1234, "hours": "3.5", "share": "79.5", "owed": "1234.5",
        "seen": "2025-03-14", "proof": None,
        "sites": [{"name": "Fabrikk 1", "country": "MY", "visited": "2025-01-02", "cost": "12.5"}],
    }  # fmt: skip
    aktsom("followup", "answer", every_type, 'asked=["workers"]')
    assert values(aktsom, every_type)["asked"] == ["workers"]


def test_a_file_says_the_same_in_words_and_in_numbers(aktsom: Run, every_type: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    typed = "share: '79,5', owed: '1 234,50', seen: 14.3.2025, people: '12'"
    counted = "share: 79.5, owed: 1234.50, seen: 2025-03-14, people: 12"
    told: list[dict[str, object]] = []
    for written in (typed, counted):
        file.write_text(f"answers: {{{written}}}\n", encoding="utf-8")
        aktsom("followup", "fill", every_type, str(file))
        told.append(values(aktsom, every_type))
    assert told[0] == told[1]
    assert told[0]["seen"] == "2025-03-14"


@pytest.mark.parametrize("key", ["people", "hours", "share", "owed"])
def test_a_number_that_may_be_two_is_asked_about(
    aktsom: Run, every_type: str, tmp_path: Path, key: str
) -> None:
    said = aktsom("followup", "answer", every_type, f"{key}=1.000", code=2).err
    assert said == f"{key}: “1.000” can be two numbers. Write 1000, or 1.0000 for the one with decimals.\n"
    file = tmp_path / "answers.yaml"
    file.write_text(f'answers: {{{key}: "1.000"}}\n', encoding="utf-8")
    assert f"answers.yaml: {key}: “1.000” can be" in aktsom(
        "followup", "fill", every_type, str(file), code=3
    ).err  # fmt: skip
    cell = 'sites=[{"name": "A", "cost": "50.000"}]'
    assert "sites.cost: “50.000”" in aktsom("followup", "answer", every_type, cell, code=2).err
    assert values(aktsom, every_type)[key] is None


def test_evidence_that_is_asked_for_is_answered_with_evidence(
    aktsom: Run, every_type: str, tmp_path: Path
) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("answers: {proof: {evidence: [{title: Lønnsslipper, ref: 25/7}]}}\n", encoding="utf-8")
    assert aktsom("followup", "show", every_type, "--json").json["missing"] == ["proof"]
    for _ in range(2):
        assert aktsom("followup", "fill", every_type, str(file), "--json").json["missing"] == []
    assert values(aktsom, every_type)["proof"] == "Lønnsslipper"
    held = aktsom("evidence", "list", "--followup", every_type, "--json").json["evidence"]
    assert [each["id"] for each in held] == ["B-1"], "told a second time it is still one"
    other = aktsom("evidence", "add", "--title", "Timelister", "--followup", every_type).out.strip()
    aktsom("followup", "answer", every_type, f"proof={other}")
    assert values(aktsom, every_type)["proof"] == "Timelister"
    assert "B-99" in aktsom("followup", "answer", every_type, "proof=B-99", code=2).err
    aktsom("followup", "sign", every_type)
