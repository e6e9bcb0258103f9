"""The forms of the two meetings, of the document check and of business ethics: what they ask and what they propose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

import pytest
from form_parts import only, parts, rules

from checklists.answer import Answer
from checklists.codelists import codes
from checklists.conditions import Cell, Row
from checklists.contract import Contract, RequirementSetInForce
from checklists.deviation import Deviation
from checklists.evidence import Depth
from checklists.first_rows import Sources, rows_of, started, with_rows
from checklists.followup import FollowUp
from checklists.form import LANGUAGES, Form, RowsOf, Texts
from checklists.library import requirement_sets, vocabulary
from checklists.lint import lint_form
from checklists.measure import Measure
from checklists.proposals import matching
from checklists.requirements import clauses_in_force, parameters_in_force
from checklists.review import Review
from checklists.values import Refused
from checklists.yamlfile import load_yaml

Given = str | tuple[str, ...] | list[dict[str, str]]
KICKOFF, DOCUMENTS = "kickoff_meeting", "self_report_document_check"
ETHICS, YEARLY = "anti_corruption", "yearly_status_meeting"
FORMS = (KICKOFF, DOCUMENTS, ETHICS, YEARLY)
SETS: Mapping[str, str] = {
    "human_rights": "human_rights",
    "wages": "wages_working_conditions",
    "integrity": "integrity_construction",
    "environment": "environment",
    "animal_welfare": "animal_welfare",
    "anti_corruption": "anti_corruption",
}
"""Family of requirements → the shipped set that the tests put in the contract."""
STEPS: Mapping[str, tuple[str, str]] = {
    "policy": ("policy", "missing_policy"),
    "risk": ("risk_mapping", "due_diligence_system"),
    "measures": ("measures", "due_diligence_system"),
    "tracking": ("tracking", "due_diligence_system"),
    "communication": ("communication", "due_diligence_system"),
    "remedy": ("remedy", "due_diligence_system"),
}
"""Step of due diligence → its clause, and what it is a breach of."""
OPEN = (
    Deviation(
        id="A-8",
        contract="K-1",
        supplier="L-1",
        type="wages",
        severity="major",
        clause="wages.hourly_pay",
        title="For lav lønn",
        company="Stein AS",
        found=date(2026, 1, 5),
    ),
    Deviation(
        id="A-9",
        contract="K-1",
        supplier="L-1",
        type="hse_card",
        severity="minor",
        title="Mangler HMS-kort",
        found=date(2026, 1, 5),
        deadline=date(2026, 5, 1),
    ),
)
MEASURES = {
    "A-8": (
        Measure(id="T-4", deviation="A-8", text="Gjort", status="done", due=date(2026, 1, 20)),
        Measure(id="T-5", deviation="A-8", text="Etterbetal", due=date(2026, 2, 1)),
        Measure(id="T-6", deviation="A-8", text="Ny rutine", due=date(2026, 4, 1)),
    )
}
each_form = pytest.mark.parametrize("name", FORMS)
each_step = pytest.mark.parametrize("step", STEPS)
each_family = pytest.mark.parametrize("family", SETS)


def text_of(name: str) -> str:
    return (resources.files("checklists") / "forms" / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def shipped(name: str) -> Form:
    return Form.model_validate(load_yaml(text_of(name), name))


def review(
    name: str,
    families: tuple[str, ...],
    given: Mapping[str, Given],
    *,
    short: bool = False,
    still_open: tuple[Deviation, ...] = (),
) -> Review:
    """A follow-up with the form, of a contract with the requirements of these families."""
    held = tuple(RequirementSetInForce(set_id=SETS[family], version=1) for family in families)
    contract = Contract(reference="22/14", title="Arbeidstøy", suppliers=("L-1",), requirement_sets=held)
    form = shipped(name)
    followup = FollowUp.model_validate(
        {
            "id": "O-1",
            "contract": "K-1",
            "supplier": "L-1",
            "method": form.method,
            "day": date(2026, 3, 2),
            "short": short,
        }
    )
    clauses = clauses_in_force(contract, requirement_sets())
    sources = Sources(clauses=clauses, deviations=still_open, measures=MEASURES)
    answered = Review(
        started(followup, form, sources),
        form,
        clauses=clauses,
        parameters=parameters_in_force(contract, requirement_sets()),
    )
    for key, value in given.items():
        rows = tuple(dict[str, Cell](row) for row in value) if isinstance(value, list) else value
        answered = answered.answered(Answer(question=key, value=rows))
    return answered


def meeting(name: str, families: tuple[str, ...], **given: Given) -> Review:
    """A meeting where the requirements of the contract have been ticked."""
    return review(name, families, {"requirements_in_contract": families, **given})


def yearly(**given: Given) -> Review:
    """A yearly meeting of a contract about pay, with deviations that are still open."""
    return review(YEARLY, ("wages",), {"requirements_in_contract": ("wages",), **given}, still_open=OPEN)


def kickoff(families: tuple[str, ...], **given: Given) -> Review:
    """A kickoff where it is known who is responsible, and who delivers."""
    known: dict[str, Given] = {"supplier_contact": "Innkjøpssjef", "known_chain": [{"company": "Saum AS"}]}
    return meeting(KICKOFF, families, **{**known, **given})


def documents(**given: Given) -> Review:
    return review(DOCUMENTS, ("human_rights",), given)


def confirmed(question: str, depth: Depth) -> Review:
    return review(DOCUMENTS, ("human_rights",), {}).answered(
        Answer(question=question, value="yes", depth=depth)
    )


def ethics(**given: Given) -> Review:
    return review(ETHICS, ("anti_corruption",), given)


@each_form
def test_nothing_is_left_to_complain_about(name: str) -> None:
    assert lint_form(text_of(name), f"{name}.yaml", vocabulary()) == ()


@each_form
def test_the_file_name_is_the_forms_name_and_its_origin_is_told(name: str) -> None:
    form = shipped(name)
    assert (form.id, form.version, form.licence) == (name, 1, "Apache-2.0")
    assert form.source
    assert form.change_note


def test_each_form_counts_as_its_own_method_and_says_who_fills_it_in() -> None:
    told = {name: (shipped(name).method, shipped(name).filled_by) for name in FORMS}
    assert told == {
        KICKOFF: ("kickoff_meeting", "buyer"),
        DOCUMENTS: ("document_check", "buyer"),
        ETHICS: ("self_report", "supplier"),
        YEARLY: ("status_meeting", "both"),
    }


@each_form
def test_every_text_is_there_in_three_languages(name: str) -> None:
    texts = [part for part in parts(shipped(name)) if isinstance(part, Texts)]
    assert len(texts) > 60
    assert [(t.nb, language) for t in texts for language in LANGUAGES if not t.own(language)] == []


@each_form
def test_no_long_text_is_the_same_in_two_languages(name: str) -> None:
    long = [part for part in parts(shipped(name)) if isinstance(part, Texts) and len(part.nb.split()) > 8]
    assert long
    assert [text.nb for text in long if len({text.nb, text.nn, text.en}) < 3] == []


@each_form
def test_every_question_is_explained_and_has_a_known_theme(name: str) -> None:
    form = shipped(name)
    assert [question.key for question in form.questions if question.help is None] == []
    assert {form.theme_of(question.key) for question in form.questions} <= set(codes("themes"))


@each_form
def test_no_breach_without_a_clause_and_none_from_candour_or_a_warning_sign(name: str) -> None:
    for question in shipped(name).questions:
        for rule in rules(question):
            if rule.strength == "breach":
                assert rule.clause or question.clause or question.rows_from == "clauses", question.key
            if rule.suspected or rule.self_reported:
                assert rule.strength == "assess", question.key


@each_form
def test_the_short_form_is_a_strict_part_that_stands_on_its_own(name: str) -> None:
    form = shipped(name)
    short = {question.key for question in form.questions if question.short}
    assert short
    assert short < set(form.by_key)
    for key in short:
        when = form.by_key[key].when
        assert when is None or when.questions <= short
    required = {question.key for question in form.questions if question.required}
    assert required <= short
    assert form.minutes.short is not None
    assert form.minutes.short < form.minutes.full
    asked = {question.key for question in review(name, (), {}, short=True).questions}
    assert required <= asked <= short


@each_form
def test_lead_questions_must_be_answered_and_stand_on_a_clause(name: str) -> None:
    leads = [question for question in shipped(name).questions if question.lead]
    assert all(question.clause and question.required and question.short for question in leads)
    assert bool(leads) == (name in (DOCUMENTS, ETHICS))


# The kickoff meeting


@each_family
def test_a_kickoff_asks_sixteen_questions_of_a_contract_with_one_set_of_requirements(family: str) -> None:
    assert len(meeting(KICKOFF, (family,)).visible) == 16


@each_family
def test_a_kickoff_goes_through_every_clause_of_the_contracts_requirements(family: str) -> None:
    held = {terms.id: terms for terms in requirement_sets().values()}[SETS[family]]
    begun = meeting(KICKOFF, (family,))
    table = with_rows(begun.followup, begun.form.by_key["requirements_reviewed"])
    assert [(row.code, row.text.nb, row.text.nn, row.text.en) for row in table.rows] == [
        (f"{family}__{clause.key}", *(f"{clause.reference} {clause.title.text(each)}" for each in LANGUAGES))
        for clause in held.clauses
    ]
    assert not begun.is_answered("requirements_reviewed")


@each_family
def test_a_clause_the_supplier_will_not_be_bound_by_is_a_breach_of_that_clause(family: str) -> None:
    begun = meeting(KICKOFF, (family,))
    codes = [str(row["row"]) for row in rows_of(begun, begun.form.by_key["requirements_reviewed"])]
    bound = [code for code in codes if not code.endswith("__access")]
    given = [{"row": code, "understood": "yes", "accepted": "no"} for code in bound]
    found = meeting(KICKOFF, (family,), requirements_reviewed=given).proposals
    assert [proposal.clause for proposal in found] == [code.replace("__", ".") for code in bound]
    assert {(proposal.strength, proposal.severity) for proposal in found} == {("breach", "major")}


def test_refusing_to_be_bound_never_says_that_the_thing_itself_has_happened() -> None:
    refused = [{"row": "human_rights__forced_labour", "accepted": "no"}]
    found = only(meeting(KICKOFF, ("human_rights",), requirements_reviewed=refused))
    assert (found.type, found.clause) == ("other", "human_rights.forced_labour")


@pytest.mark.parametrize("row", [{"understood": "no"}, {"understood": "yes", "accepted": "partly"}])
def test_a_clause_not_understood_or_taken_with_a_reservation_is_asked_about(row: dict[str, str]) -> None:
    found = only(meeting(KICKOFF, ("wages",), requirements_reviewed=[{"row": "wages__hourly_pay", **row}]))
    assert (found.strength, found.severity, found.clause) == ("assess", "minor", "wages.hourly_pay")


def test_a_requirement_that_a_person_added_is_noted_and_accuses_nobody() -> None:
    added = [{"remark": "Punkt 14: gjenvunnet plast", "understood": "yes", "accepted": "no"}]
    found = only(meeting(KICKOFF, ("wages",), requirements_reviewed=added))
    assert (found.strength, found.clause) == ("observation", "")


def test_the_themes_gone_through_are_those_of_the_clauses_something_was_said_of() -> None:
    said = [{"row": "wages__hourly_pay", "understood": "yes"}, {"row": "human_rights__policy"}]
    held = meeting(KICKOFF, ("wages", "human_rights"), requirements_reviewed=said)
    assert held.assessed_themes == ("openness_governance", "working_conditions")


@pytest.mark.parametrize("family", ["human_rights", "wages", "integrity"])
@pytest.mark.parametrize("answer", ["no", "partly"])
def test_refusing_access_at_the_kickoff_asks_and_does_not_accuse(family: str, answer: str) -> None:
    found = only(kickoff((family,), access_confirmed=answer))
    assert (found.strength, found.type, found.clause) == ("assess", "access_refused", f"{family}.access")
    assert found.measure is not None


def test_refusing_access_in_the_list_of_clauses_is_the_same_matter_and_still_only_asked() -> None:
    refused = [{"row": "human_rights__access", "accepted": "no"}]
    found = only(kickoff(("human_rights",), requirements_reviewed=refused, access_confirmed="no"))
    assert (found.strength, found.type) == ("assess", "access_refused")
    assert set(found.questions) == {"requirements_reviewed", "access_confirmed"}


def test_access_is_asked_about_once_where_the_contract_has_several_sets() -> None:
    assert only(kickoff(tuple(SETS), access_confirmed="no")).clause == "human_rights.access"


def test_nobody_responsible_at_the_supplier_is_asked_about_once_the_rest_is_answered() -> None:
    assert meeting(KICKOFF, ("human_rights",)).proposals == ()
    done = meeting(
        KICKOFF,
        ("human_rights",),
        access_confirmed="yes",
        known_chain=[{"company": "Saum AS", "tier": "1"}],
    )
    found = only(done)
    assert (found.strength, found.type) == ("assess", "due_diligence_system")
    assert found.questions == ("supplier_contact",)
    named = done.answered(Answer(question="supplier_contact", value="Innkjøpssjef, innkjop@example.no"))
    assert named.proposals == ()


@pytest.mark.parametrize(
    ("families", "clause"),
    [
        (("wages",), "wages.subcontractors"),
        (("integrity",), "integrity.subcontractor_tiers"),
        (("wages", "integrity"), "integrity.subcontractor_tiers"),
    ],
)
def test_a_planned_chain_that_goes_too_deep_is_asked_about_once(
    families: tuple[str, ...], clause: str
) -> None:
    chain = [{"company": "Grus AS", "tier": "2"}, {"company": "Stein AS", "tier": "3"}]
    found = only(meeting(KICKOFF, families, known_chain=chain))
    assert (found.strength, found.clause, found.company) == ("assess", clause, "Stein AS")


@pytest.mark.parametrize(
    ("family", "clause"),
    [("wages", "wages.subcontractors"), ("integrity", "integrity.subcontractor_approval")],
)
def test_a_firm_not_yet_approved_is_no_breach_before_it_has_started(family: str, clause: str) -> None:
    found = only(meeting(KICKOFF, (family,), known_chain=[{"company": "Grus AS", "approved": "no"}]))
    assert (found.strength, found.clause, found.measure_kind) == ("assess", clause, "preventive")


def test_a_producer_abroad_in_a_contract_without_limits_on_tiers_proposes_nothing() -> None:
    chain = [{"company": "Dhaka Garments", "country": "BD", "tier": "4", "approved": "no"}]
    assert meeting(KICKOFF, ("human_rights",), known_chain=chain).proposals == ()


def test_the_status_meeting_does_not_come_before_the_report_it_is_about() -> None:
    held = meeting(
        KICKOFF, ("human_rights",), self_report_due="2026-05-01", first_status_meeting="2026-05-01"
    )
    assert held.is_answered("first_status_meeting")
    assert meeting(KICKOFF, ("wages",), first_status_meeting="2026-05-01").is_answered("first_status_meeting")
    with pytest.raises(Refused, match="før egenrapporten er levert"):
        meeting(KICKOFF, ("human_rights",), self_report_due="2026-05-01", first_status_meeting="2026-04-30")


# The document check


@each_step
def test_a_claim_that_is_not_confirmed_is_a_breach_of_the_right_kind_on_its_clause(step: str) -> None:
    clause, type_ = STEPS[step]
    found = only(documents(**{f"{step}_confirmed": "no"}))
    assert (found.strength, found.type, found.clause) == ("breach", type_, f"human_rights.{clause}")
    assert found.severity == ("minor" if step == "communication" else "major")
    assert found.measure is not None
    assert not found.self_reported


@each_step
def test_a_claim_confirmed_in_part_is_never_a_breach(step: str) -> None:
    assert only(documents(**{f"{step}_confirmed": "partly"})).strength in ("assess", "observation")


@each_step
def test_a_claim_that_nobody_has_assessed_proposes_nothing(step: str) -> None:
    assert documents(**{f"{step}_confirmed": "not_assessed"}).proposals == ()


@each_step
def test_a_claim_cannot_be_confirmed_without_a_document(step: str) -> None:
    found = only(confirmed(f"{step}_confirmed", "none"))
    assert (found.strength, found.type) == ("assess", "missing_documentation")
    assert confirmed(f"{step}_confirmed", "document").proposals == ()


@each_step
def test_an_old_or_general_document_is_only_noted(step: str) -> None:
    row = {"document": "Etikkplakat", "dated": "2024-03-01", "specific": "no", "proves": "partly"}
    found = documents(**{f"{step}_documents": [row]}).proposals
    assert {proposal.strength for proposal in found} == {"observation"}
    assert {proposal.type for proposal in found} == {"missing_documentation", STEPS[step][1]}


@each_step
def test_a_general_document_and_a_claim_not_confirmed_are_one_matter(step: str) -> None:
    row = {"document": "Etikkplakat", "specific": "no"}
    found = only(documents(**{f"{step}_documents": [row], f"{step}_confirmed": "no"}))
    assert (found.strength, len(found.questions)) == ("breach", 2)


def test_a_claim_not_confirmed_accuses_nobody_whose_contract_has_no_such_clause() -> None:
    assert only(review(DOCUMENTS, ("wages",), {"policy_confirmed": "no"})).strength == "observation"


def test_documents_missing_after_the_deadline_are_a_breach_and_late_ones_are_assessed() -> None:
    missing, late = documents(documents_on_time="no"), documents(documents_on_time="partly")
    assert (only(missing).strength, only(missing).clause) == ("breach", "human_rights.reporting")
    assert (only(late).strength, only(late).severity) == ("assess", "minor")


def test_documents_do_not_arrive_before_they_were_asked_for() -> None:
    asked = documents(documents_requested="2026-01-10", documents_received="2026-01-10")
    assert asked.is_answered("documents_received")
    with pytest.raises(Refused, match="før den ble etterspurt"):
        documents(documents_requested="2026-01-10", documents_received="2026-01-09")


@pytest.mark.parametrize("source", ["us_labor_list", "media_or_organisations", "authority"])
def test_another_source_that_says_otherwise_is_a_suspicion(source: str) -> None:
    found = documents(contradictions=(source,))
    assert (only(found).strength, only(found).suspected, only(found).severity) == ("assess", True, "major")
    assert "contradictions_described" in found.visible


def test_no_other_source_proposes_nothing_and_asks_no_more() -> None:
    found = documents(contradictions=("none",))
    assert found.proposals == ()
    assert "contradictions_described" not in found.visible


def test_a_check_by_another_buyer_is_asked_about_only_where_one_is_used() -> None:
    assert "reused_checks" not in documents(other_buyer_check="no").visible
    assert "reused_checks" in documents(other_buyer_check="yes").visible
    conditions = {column.key for column in shipped(DOCUMENTS).by_key["reused_checks"].columns}
    assert {"buyer", "checked_on", "terms_as_strict", "summary_seen"} <= conditions


# Business ethics


def test_everybody_is_asked_fourteen_questions_about_business_ethics() -> None:
    form = shipped(ETHICS)
    assert len([question for question in form.questions if question.when is None]) == 14
    assert {question.clause.partition(".")[0] for question in form.questions} == {"anti_corruption"}
    assert len(ethics().visible) == 14


@pytest.mark.parametrize(
    ("lead", "type_"),
    [
        ("policy_adopted", "missing_policy"),
        ("risk_assessed", "due_diligence_system"),
        ("whistleblowing_channel", "due_diligence_system"),
        ("subcontractors_bound", "missing_policy"),
    ],
)
def test_a_duty_of_the_contract_answered_no_is_a_breach_and_partly_is_assessed(lead: str, type_: str) -> None:
    breach = only(ethics(**{lead: "no"}))
    assert (breach.strength, breach.type) == ("breach", type_)
    assert only(ethics(**{lead: "partly"})).strength == "assess"


@pytest.mark.parametrize("answer", ["yes", "partly"])
def test_yes_to_convictions_asks_for_an_assessment_as_critical_and_suspected(answer: str) -> None:
    found = only(ethics(convictions=answer))
    assert (found.strength, found.type, found.severity) == ("assess", "corruption", "critical")
    assert found.suspected
    assert found.self_reported
    assert found.clause == "anti_corruption.incidents"


def test_the_facts_are_asked_for_only_after_a_yes() -> None:
    follows = {"conflict_described", "convictions_described"}
    assert not follows & ethics(convictions="no", conflict_of_interest="no").visible
    assert follows <= ethics(convictions="yes", conflict_of_interest="partly").visible


def test_free_text_about_events_warns_to_write_facts_only() -> None:
    form = shipped(ETHICS)
    for question in form.questions:
        if form.section_of[question.key].key == "matters" and question.type in ("text", "table"):
            assert question.help is not None
            assert "are fakta" in question.help.nb


@pytest.mark.parametrize(
    ("key", "answer", "type_"),
    [
        ("conflict_of_interest", "yes", "corruption"),
        ("facilitation_payments", "no", "corruption"),
        ("invoice_anomalies", "yes", "corruption"),
        ("tax_and_accounts", "no", "tax"),
    ],
)
def test_what_the_supplier_tells_of_itself_is_a_suspicion_and_no_verdict(
    key: str, answer: str, type_: str
) -> None:
    found = only(ethics(**{key: answer}))
    assert (found.strength, found.type, found.suspected, found.self_reported) == ("assess", type_, True, True)


def test_incidents_that_have_been_closed_propose_nothing() -> None:
    row = {"incident": "Returprovisjon avdekket i internrevisjon", "followed_up": "yes"}
    assert ethics(incidents=[row]).proposals == ()
    assert only(ethics(incidents=[{**row, "followed_up": "no"}])).strength == "assess"


def test_an_intermediary_nobody_has_checked_is_assessed_for_that_firm() -> None:
    rows = [
        {"intermediary": "Agent AS", "checked": "no"},
        {"intermediary": "Toll AS", "checked": "yes"},
    ]
    found = only(ethics(intermediaries=rows))
    assert (found.strength, found.company, found.count) == ("assess", "Agent AS", "1/2")


@pytest.mark.parametrize(("share", "strength"), [("49", "assess"), ("50", "")])
def test_training_of_less_than_half_is_assessed(share: str, strength: str) -> None:
    found = ethics(training_share=share).proposals
    assert [proposal.strength for proposal in found] == ([strength] if strength else [])


@pytest.mark.parametrize("share", ["-1", "101"])
def test_a_share_of_those_trained_is_between_nothing_and_all(share: str) -> None:
    with pytest.raises(Refused, match="mellom 0 og 100"):
        ethics(training_share=share)


# The yearly status meeting


def test_a_yearly_meeting_asks_sixteen_questions_of_a_contract_with_everything() -> None:
    assert len(meeting(YEARLY, tuple(SETS)).visible) == 16


@pytest.mark.parametrize(
    ("family", "key"),
    [
        ("human_rights", "report_reviewed"),
        ("wages", "pay_findings_corrected"),
        ("integrity", "pay_findings_corrected"),
        ("environment", "environment_status"),
        ("animal_welfare", "animal_welfare_status"),
        ("anti_corruption", "ethics_status"),
    ],
)
def test_only_what_the_contract_requires_is_on_the_agenda(family: str, key: str) -> None:
    special = {
        "report_reviewed",
        "pay_findings_corrected",
        "environment_status",
        "animal_welfare_status",
        "ethics_status",
    }
    assert meeting(YEARLY, (family,)).visible & special == {key}


def test_a_meeting_never_establishes_a_breach() -> None:
    found = {rule.strength for question in shipped(YEARLY).questions for rule in rules(question)}
    assert found == {"assess", "observation"}


def test_every_open_measure_of_the_supplier_has_a_row_with_its_deadline() -> None:
    begun = yearly()
    assert rows_of(begun, begun.form.by_key["open_items"]) == (
        {"row": "a_8_t_5", "measure": "Etterbetal", "deadline": "2026-02-01", "overdue": "overdue"},
        {"row": "a_8_t_6", "measure": "Ny rutine", "deadline": "2026-04-01", "overdue": "in_time"},
        {"row": "a_9", "measure": "Mangler HMS-kort", "deadline": "2026-05-01", "overdue": "in_time"},
    )


def test_an_overdue_measure_asks_about_its_own_deviation_before_anything_is_answered() -> None:
    found = only(yearly())
    assert (found.strength, found.severity, found.type) == ("assess", "minor", "wages")
    assert (found.clause, found.company, found.rows) == ("wages.hourly_pay", "Stein AS", ("A-8 T-5",))
    assert matching(found, yearly(), {each.id: each for each in OPEN}) == "A-8"


def test_an_overdue_measure_that_was_corrected_in_the_meeting_is_no_longer_asked_about() -> None:
    row = {"row": "a_8_t_5", "measure": "Etterbetal", "overdue": "overdue", "progress": "corrected"}
    assert yearly(open_items=[row]).proposals == ()


def test_unchanged_twice_on_an_open_item_asks_whether_to_raise_it() -> None:
    rows = [{"row": "a_8_t_5", "overdue": "overdue", "progress": "unchanged_twice"}]
    found = only(yearly(open_items=rows))
    assert (found.strength, found.severity, found.clause) == ("assess", "major", "wages.hourly_pay")
    assert found.measure is not None


def test_a_row_may_be_taken_away_and_all_of_them_too() -> None:
    begun = yearly()
    assert begun.answered(Answer(question="open_items", value=())).proposals == ()
    assert rows_of(begun.restored("open_items", None), begun.form.by_key["open_items"])


def test_what_was_promised_at_the_kickoff_is_there_at_the_yearly_meeting() -> None:
    said: Row = {"promise": "Utslippsfri transport", "level": "80 %", "documented_by": "Kjørebok"}
    followup = FollowUp(contract="K-1", supplier="L-1", method="status_meeting", day=date(2026, 3, 2))
    begun = started(
        followup, shipped(YEARLY), Sources(answered=lambda of: (said,) if of.form == KICKOFF else ())
    )
    held = Review(begun, shipped(YEARLY))
    assert rows_of(held, held.form.by_key["promised_and_delivered"]) == (
        {"promise": "Utslippsfri transport", "level": "80 %"},
    )
    promised = next(q for q in shipped(YEARLY).questions if isinstance(q.rows_from, RowsOf)).rows_from
    assert isinstance(promised, RowsOf)
    assert {"promise", "level"} <= {c.key for c in shipped(promised.form).by_key[promised.question].columns}


def test_the_next_meeting_is_not_before_this_one() -> None:
    assert meeting(YEARLY, ("wages",), next_meeting="2026-03-02").is_answered("next_meeting")
    with pytest.raises(Refused, match="før dette møtet"):
        meeting(YEARLY, ("wages",), next_meeting="2026-03-01")


@pytest.mark.parametrize(
    ("families", "change", "clause"),
    [
        (("human_rights",), "producer", "human_rights.supply_chain_openness"),
        (("wages",), "subcontractor", "wages.subcontractors"),
        (("integrity",), "subcontractor", "integrity.subcontractor_approval"),
        (("wages", "integrity"), "subcontractor", "integrity.subcontractor_approval"),
    ],
)
def test_a_change_in_the_chain_is_asked_about_once(
    families: tuple[str, ...], change: str, clause: str
) -> None:
    found = meeting(YEARLY, families, chain_changes=(change,))
    assert (only(found).strength, only(found).clause) == ("assess", clause)
    assert only(found).self_reported
    assert "chain_changes_described" in found.visible


def test_new_owners_alone_are_told_and_propose_nothing() -> None:
    found = meeting(YEARLY, tuple(SETS), chain_changes=("ownership",))
    assert found.proposals == ()
    assert "chain_changes_described" in found.visible


@pytest.mark.parametrize("step", [clause for clause, _ in STEPS.values()])
def test_a_step_that_is_not_documented_is_assessed_on_its_own_clause(step: str) -> None:
    row = {"row": step, "fulfilled": "no", "trend": "same"}
    found = only(meeting(YEARLY, ("human_rights",), report_reviewed=[row]))
    assert (found.strength, found.clause) == ("assess", f"human_rights.{step}")


@pytest.mark.parametrize(
    ("family", "strength"), [("human_rights", "assess"), ("integrity", "assess"), ("wages", "observation")]
)
def test_an_incident_names_a_clause_or_is_only_noted(family: str, strength: str) -> None:
    found = only(meeting(YEARLY, (family,), incidents=("authority_order", "media")))
    assert found.strength == strength
    assert bool(found.clause) == (strength == "assess")


def test_a_promise_that_was_not_kept_is_assessed_as_an_obligation() -> None:
    rows = [{"promise": "Utslippsfri transport", "level": "80 %", "kept": "no"}]
    found = only(meeting(YEARLY, ("environment",), promised_and_delivered=rows))
    assert (found.strength, found.clause) == ("assess", "environment.promised_performance")


@pytest.mark.parametrize(
    ("families", "clause"),
    [
        (("wages",), "wages.hourly_pay"),
        (("integrity",), "integrity.wages"),
        (tuple(SETS), "wages.hourly_pay"),
    ],
)
def test_findings_about_pay_that_still_stand_call_for_back_pay(
    families: tuple[str, ...], clause: str
) -> None:
    found = only(meeting(YEARLY, families, pay_findings_corrected="no"))
    assert (found.clause, found.measure_kind) == (clause, "remediation")


def test_the_risk_level_needs_a_reason_also_when_it_stays_the_same() -> None:
    form = shipped(YEARLY)
    assert [
        key for key in ("risk_change", "risk_reason", "next_meeting") if not form.by_key[key].required
    ] == []
    assert form.by_key["risk_reason"].when is None
