"""The two complete standard forms: what they ask, in which languages, and what their answers propose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

import pytest
from form_parts import only, parts, rules

from checklists.answer import Answer
from checklists.codelists import codes
from checklists.conditions import Cell
from checklists.contract import Contract, RequirementSetInForce
from checklists.followup import FollowUp, Method
from checklists.form import LANGUAGES, Form, Texts
from checklists.library import Library, requirement_sets, vocabulary
from checklists.lint import lint_form
from checklists.requirements import clauses_in_force, parameters_in_force
from checklists.review import Review
from checklists.standard_form import FORM_ID
from checklists.values import Refused
from checklists.yamlfile import load_yaml

Given = str | tuple[str, ...] | list[dict[str, str]]
SELF_REPORT, SPOT_CHECK = "self_report_due_diligence", "wage_spot_check"
SHIPPED = (SELF_REPORT, SPOT_CHECK)
LEADS = (
    "policy_adopted",
    "risk_mapped",
    "measures_in_place",
    "tracking_done",
    "communication",
    "remedy_arrangement",
)
CONTROLS = (
    "employment_contract",
    "hourly_pay",
    "supplements",
    "working_hours",
    "pay_records_match",
    "bank_payment",
    "pension",
    "hse_card",
    "housing",
)
each_form = pytest.mark.parametrize("name", SHIPPED)


def text_of(name: str) -> str:
    return (resources.files("checklists") / "forms" / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def shipped(name: str) -> Form:
    return Form.model_validate(load_yaml(text_of(name), name))


def review(
    name: str, method: Method, sets: tuple[str, ...], given: Mapping[str, Given], *, short: bool = False
) -> Review:
    held = tuple(RequirementSetInForce(set_id=each, version=1) for each in sets)
    contract = Contract(reference="22/14", title="Arbeidstøy", suppliers=("L-1",), requirement_sets=held)
    followup = FollowUp(
        id="O-1", contract="K-1", supplier="L-1", method=method, day=date(2026, 3, 2), short=short
    )
    answered = Review(
        followup,
        shipped(name),
        clauses=clauses_in_force(contract, requirement_sets()),
        parameters=parameters_in_force(contract, requirement_sets()),
    )
    for key, value in given.items():
        rows = tuple(dict[str, Cell](row) for row in value) if isinstance(value, list) else value
        answered = answered.answered(Answer(question=key, value=rows))
    return answered


def self_report(**given: Given) -> Review:
    return review(SELF_REPORT, "self_report", ("human_rights",), given)


def spot_check(**given: Given) -> Review:
    return review(SPOT_CHECK, "wage_spot_check", ("wages_working_conditions",), given)


@each_form
def test_the_file_name_is_the_forms_name(name: str) -> None:
    form = shipped(name)
    assert (form.id, form.version, form.licence) == (name, 1, "Apache-2.0")
    assert form.source
    assert form.method in codes("methods")


def test_each_form_says_who_fills_it_in_and_what_it_asks_about() -> None:
    report, check = shipped(SELF_REPORT), shipped(SPOT_CHECK)
    assert (report.filled_by, report.method, report.requirement_set, report.due_days) == (
        "supplier",
        "self_report",
        "human_rights",
        42,
    )
    assert (check.filled_by, check.method, check.requirement_set) == ("buyer", "wage_spot_check", "wages")


@each_form
def test_nothing_is_left_to_complain_about(name: str) -> None:
    assert lint_form(text_of(name), f"{name}.yaml", vocabulary()) == ()


@each_form
def test_every_text_is_there_in_three_languages(name: str) -> None:
    texts = [part for part in parts(shipped(name)) if isinstance(part, Texts)]
    assert len(texts) > 100
    missing = [(text.nb, language) for text in texts for language in LANGUAGES if not text.own(language)]
    assert missing == []


@each_form
def test_no_long_text_is_the_same_in_two_languages(name: str) -> None:
    """A sentence that was copied and not translated. Short labels may well be the same in nb and nn."""
    long = [part for part in parts(shipped(name)) if isinstance(part, Texts) and len(part.nb.split()) > 8]
    assert long
    assert [text.nb for text in long if len({text.nb, text.nn, text.en}) < 3] == []


@each_form
def test_every_question_says_what_to_look_for(name: str) -> None:
    assert [question.key for question in shipped(name).questions if question.help is None] == []


@each_form
def test_every_question_has_a_known_theme(name: str) -> None:
    form = shipped(name)
    assert {form.theme_of(question.key) for question in form.questions} <= set(codes("themes"))


@each_form
def test_every_clause_and_every_type_is_known(name: str) -> None:
    known = {f"{s.family}.{clause.key}" for s in requirement_sets().values() for clause in s.clauses}
    for question in shipped(name).questions:
        addresses = {question.clause, *(rule.clause for rule in rules(question))} - {""}
        assert addresses <= known, question.key
        assert {rule.type for rule in rules(question)} <= set(codes("deviation_types")), question.key


@each_form
def test_no_breach_without_a_clause_and_none_from_candour_or_a_warning_sign(name: str) -> None:
    for question in shipped(name).questions:
        for rule in rules(question):
            if rule.strength == "breach":
                assert rule.clause or question.clause, question.key
                assert not rule.suspected, question.key
                assert not rule.self_reported, question.key
            if rule.suspected:
                assert rule.strength == "assess", question.key


def test_the_self_report_asks_twenty_five_questions_and_the_spot_check_eighteen() -> None:
    asked = {name: [len(section.questions) for section in shipped(name).sections] for name in SHIPPED}
    assert asked == {SELF_REPORT: [5, 3, 3, 2, 4, 3, 2, 3], SPOT_CHECK: [8, 1, 4, 5]}


def test_the_six_steps_have_one_lead_question_each_with_a_clause() -> None:
    leads = [question for question in shipped(SELF_REPORT).questions if question.lead]
    assert tuple(question.key for question in leads) == LEADS
    assert all(question.clause and question.required and question.short for question in leads)


def test_the_short_self_report_is_a_strict_part_of_the_full_one() -> None:
    form = shipped(SELF_REPORT)
    short = {question.key for question in form.questions if question.short}
    assert short == {"supplier_role", "production_sites", "traceable_share", *LEADS, "working_conditions"}
    assert short < set(form.by_key)
    # Closed: what the short form asks never hangs on what only the full form asks.
    for key in short:
        when = form.by_key[key].when
        assert when is None or when.questions <= short
    asked = review(SELF_REPORT, "self_report", ("human_rights",), {}, short=True)
    assert {question.key for question in asked.questions} == short


@pytest.mark.parametrize("lead", LEADS)
def test_no_to_a_lead_question_is_a_breach_and_partly_never_is(lead: str) -> None:
    breach = only(self_report(**{lead: "no"}))
    assert (breach.strength, breach.clause) == ("breach", shipped(SELF_REPORT).by_key[lead].clause)
    assert breach.severity == ("minor" if lead == "communication" else "major")
    assert breach.measure is not None
    assert only(self_report(**{lead: "partly"})).strength in ("assess", "observation")


def test_a_lead_question_never_accuses_where_the_contract_has_no_such_clause() -> None:
    answered = review(SELF_REPORT, "self_report", ("animal_welfare",), {"policy_adopted": "no"})
    assert only(answered).strength == "observation"


@pytest.mark.parametrize(
    ("share", "strength"),
    [("0", "breach"), ("49", "breach"), ("50", "assess"), ("79,5", "assess"), ("80", "")],
)
def test_the_share_that_can_be_traced_decides(share: str, strength: str) -> None:
    found = self_report(traceable_share=share).proposals
    assert [proposal.strength for proposal in found] == ([strength] if strength else [])


@pytest.mark.parametrize("share", ["-1", "101"])
def test_a_share_is_between_nothing_and_all(share: str) -> None:
    with pytest.raises(Refused, match="mellom 0 og 100"):
        self_report(traceable_share=share)


def test_places_that_are_not_told_are_a_breach_once_the_rest_is_answered() -> None:
    leads = dict.fromkeys(LEADS, "partly")
    silent = self_report(supplier_role="importer", **leads)
    breach = next(p for p in silent.proposals if p.clause == "human_rights.supply_chain_openness")
    assert (breach.strength, breach.type, breach.severity) == ("breach", "supply_chain_opacity", "major")
    told = self_report(production_sites=[{"product": "Bukse", "country": "BD"}])
    assert told.proposals == ()


def test_a_row_without_a_country_is_to_be_assessed_and_counted() -> None:
    rows = [{"product": "Bukse", "country": "BD"}, {"product": "Jakke", "site": "ukjent"}]
    found = only(self_report(production_sites=rows))
    assert (found.strength, found.type, found.count) == ("assess", "supply_chain_opacity", "1/2")


def test_checks_are_asked_for_only_where_there_are_any() -> None:
    assert "checks_table" not in self_report(tracking_done="no").visible
    assert "checks_table" in self_report(tracking_done="partly").visible


def test_the_risks_are_asked_for_only_where_they_are_mapped() -> None:
    follows = {"severe_risks", "knowledge_sources"}
    assert not follows & self_report(risk_mapped="no").visible
    assert follows <= self_report(risk_mapped="yes").visible


def test_the_statement_is_asked_for_only_of_those_the_transparency_act_covers() -> None:
    assert "transparency_statement" in self_report(transparency_act="covered").visible
    assert "transparency_statement" not in self_report(transparency_act="unsure").visible


def test_open_critical_findings_are_a_suspicion_at_the_place_of_the_check() -> None:
    row = {"site": "F-17", "country": "MY", "open_findings": "3", "open_critical": "1"}
    found = self_report(tracking_done="yes", checks_table=[row])
    suspicion = next(p for p in found.proposals if p.clause == "human_rights.correction")
    assert (suspicion.strength, suspicion.severity, suspicion.suspected) == ("assess", "critical", True)
    assert (suspicion.place.site, suspicion.place.country, suspicion.measure_kind) == (
        "F-17",
        "MY",
        "immediate",
    )


@pytest.mark.parametrize(
    ("key", "answer", "type_"),
    [
        ("breaches_found", "yes", "other"),
        ("producer_changed", "yes", "unapproved_subcontractor"),
        ("safe_complaints", "no", "retaliation"),
        ("recruitment_costs", "no", "forced_labour"),
        ("identity_papers", "no", "forced_labour"),
    ],
)
def test_a_candid_answer_is_assessed_as_a_suspicion_the_supplier_told_of(
    key: str, answer: str, type_: str
) -> None:
    found = only(self_report(**{key: answer}))
    assert (found.strength, found.type) == ("assess", type_)
    assert found.suspected
    assert found.self_reported


def test_fees_and_papers_kept_are_one_matter_with_the_measures_of_the_first() -> None:
    found = only(self_report(recruitment_costs="no", identity_papers="no"))
    assert found.questions == ("recruitment_costs", "identity_papers")
    assert (found.severity, found.measure_kind) == ("critical", "remediation")


def test_each_requirement_at_the_site_has_a_matter_of_its_own() -> None:
    form = shipped(SELF_REPORT)
    requirements = [row.code for row in form.by_key["working_conditions"].rows]
    answered = self_report(working_conditions=[{"row": code, "in_place": "no"} for code in requirements])
    assert [proposal.clause for proposal in answered.proposals] == [f"human_rights.{c}" for c in requirements]
    assert {proposal.strength for proposal in answered.proposals} == {"assess"}
    critical = [p.type for p in answered.proposals if p.severity == "critical"]
    assert critical == ["forced_labour", "child_labour"]


def test_the_sample_is_one_table_with_a_row_for_each_person() -> None:
    table = shipped(SPOT_CHECK).by_key["sample"]
    assert (table.columns[0].key, table.columns[0].role, table.columns[0].type) == (
        "person",
        "sample",
        "text",
    )
    checked = [column.key for column in table.columns if column.type == "yes_partly_no"]
    assert tuple(checked) == CONTROLS
    assert [column.key for column in table.columns if column.type == "money"] == ["back_pay"]
    assert [column.key for column in table.columns if len(column.proposes) != 1] == [
        "person",
        "employer",
        "tier",
    ]


@pytest.mark.parametrize(
    ("control", "type_", "clause", "strength"),
    [
        ("employment_contract", "employment_contract", "employment_contract", "breach"),
        ("hourly_pay", "wages", "hourly_pay", "breach"),
        ("supplements", "wages", "supplements", "breach"),
        ("working_hours", "working_hours", "working_hours", "breach"),
        ("pay_records_match", "wages", "payslip", "assess"),
        ("bank_payment", "cash_wages", "bank_payment", "breach"),
        ("pension", "pension_insurance", "pension", "breach"),
        ("hse_card", "hse_card", "hse_card", "breach"),
        ("housing", "housing", "housing", "assess"),
    ],
)
def test_each_control_stands_on_its_own_clause(control: str, type_: str, clause: str, strength: str) -> None:
    rows = [
        {"person": "A1", control: "no"},
        {"person": "A2", control: "yes"},
        {"person": "A3", control: "no"},
    ]
    found = only(spot_check(sample=rows))
    assert (found.type, found.clause, found.strength) == (type_, f"wages.{clause}", strength)
    assert (found.rows, found.count) == (("A1", "A3"), "2/3")


def test_low_pay_and_back_pay_are_one_deviation_with_back_pay_as_its_measure() -> None:
    row = {"person": "A1", "employer": "Grus AS", "tier": "1", "hourly_pay": "no", "back_pay": "4 250,50"}
    found = only(spot_check(sample=[row]))
    assert (found.type, found.company, found.place.tier, found.rows) == ("wages", "Grus AS", 1, ("A1",))
    assert found.measure_kind == "remediation"
    assert found.measure is not None
    assert "Etterbetaling" in found.measure.nb


def test_no_back_pay_is_no_deviation() -> None:
    assert spot_check(sample=[{"person": "A1", "hourly_pay": "yes", "back_pay": "0"}]).proposals == ()


def test_no_valid_card_means_off_the_site_at_once() -> None:
    found = only(spot_check(sample=[{"person": "A1", "hse_card": "no"}]))
    assert found.measure_kind == "immediate"
    assert found.measure is not None
    assert "bortvises fra plassen" in found.measure.nb


def test_one_tier_too_many_is_a_breach_by_the_contracts_own_number() -> None:
    two, three = {"company": "Grus AS", "tier": "2"}, {"company": "Stein AS", "tier": "3"}
    found = only(spot_check(companies=[two, three]))
    assert (found.strength, found.type, found.severity) == ("breach", "unapproved_subcontractor", "major")
    assert (found.company, found.place.tier, found.clause) == ("Stein AS", 3, "wages.subcontractors")


def test_too_deep_and_not_approved_is_one_deviation_for_the_company() -> None:
    found = only(spot_check(companies=[{"company": "Stein AS", "tier": "3", "approved": "no"}]))
    assert found.type == "unapproved_subcontractor"


def test_the_sample_is_never_larger_than_the_job() -> None:
    assert spot_check(workers_on_job="10", sample_size="10").is_answered("sample_size")
    assert spot_check(sample_size="10").is_answered("sample_size")
    with pytest.raises(Refused, match="kan ikke være større"):
        spot_check(workers_on_job="10", sample_size="11")


def test_the_period_does_not_end_before_it_starts() -> None:
    assert spot_check(period_start="2026-01-01", period_end="2026-01-31").is_answered("period_end")
    with pytest.raises(Refused, match="ikke slutte før"):
        spot_check(period_start="2026-02-01", period_end="2026-01-31")


@pytest.mark.parametrize(
    ("sign", "type_"),
    [
        ("pressure_or_fear", "forced_labour"),
        ("papers_kept", "forced_labour"),
        ("debt_to_recruiter", "forced_labour"),
        ("wages_paid_back", "wages"),
        ("unknown_employer", "employment_contract"),
    ],
)
def test_a_warning_sign_is_a_suspicion_with_advice_to_ask_an_authority(sign: str, type_: str) -> None:
    found = only(spot_check(warning_signs=(sign,)))
    assert (found.strength, found.type, found.suspected) == ("assess", type_, True)
    assert found.measure is not None
    assert "Arbeidstilsynet" in found.measure.nb


def test_no_warning_sign_proposes_nothing() -> None:
    assert spot_check(warning_signs=("none",)).proposals == ()


def test_language_on_site_is_only_ever_an_observation() -> None:
    answered = review(
        SPOT_CHECK,
        "wage_spot_check",
        ("wages_working_conditions", "integrity_construction"),
        {"safety_language": "no"},
    )
    assert only(answered).strength == "observation"


def test_date_and_reference_are_asked_for_when_something_was_reported() -> None:
    follows = {"authority_reported_on", "authority_reference"}
    assert follows <= spot_check(authority_reported="police").visible
    assert not follows & spot_check(authority_reported="none").visible


def test_suppliers_are_addressed_directly_and_the_buyers_form_is_neutral() -> None:
    own = [p.nb.casefold().split() for p in parts(shipped(SPOT_CHECK)) if isinstance(p, Texts)]
    assert not any("dere" in words for words in own)
    asked = [question.text.nb for question in shipped(SELF_REPORT).questions if question.lead]
    assert any("dere" in text.casefold().split() for text in asked)


def test_every_form_but_the_one_made_from_the_contract_has_a_short_form_within_it() -> None:
    for form in Library().newest:
        asked = [question for question in form.questions if question.answerable]
        short = [question for question in asked if question.short]
        if form.id == FORM_ID:
            assert (short, form.minutes.short) == ([], None)
        else:
            assert 0 < len(short) < len(asked), form.id
            assert form.minutes.short is not None
            assert form.minutes.short < form.minutes.full
