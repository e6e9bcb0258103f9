"""The forms for samples, site inspections, climate and animals: what their answers propose, and what they never do."""

from __future__ import annotations

from importlib import resources

import pytest
from asked import answered, followup
from form_parts import only, parts, rules

from checklists.codelists import codes
from checklists.contract import Contract
from checklists.form import LANGUAGES, Form, Texts
from checklists.library import Library, requirement_sets, vocabulary
from checklists.lint import lint_form
from checklists.requirements import clauses_in_force, parameters_in_force
from checklists.review import Review
from checklists.values import Refused

SAMPLE, SITE, CLIMATE, ANIMALS = (
    "product_chain_sample",
    "site_integrity",
    "climate_environment",
    "animal_welfare",
)
FORMS = (SAMPLE, SITE, CLIMATE, ANIMALS)
each_form = pytest.mark.parametrize("name", FORMS)
PERIOD = "2025-12-31"
HELD = {
    SAMPLE: ("human_rights", "environment", "animal_welfare"),
    SITE: ("integrity_construction",),
    CLIMATE: ("environment",),
    ANIMALS: ("animal_welfare",),
}
"""Requirement sets of a contract that the form is made for."""


def shipped(name: str) -> Form:
    return Library().form(name)


def review(
    name: str, *sets: str, own: dict[str, int] | None = None, short: bool = False, **given: object
) -> Review:
    """The form answered so in a contract with these sets, or with those it is made for."""
    held = [
        {"set_id": each, "version": 1, "parameters": own or {} if n == 0 else {}}
        for n, each in enumerate(sets or HELD[name])
    ]
    contract = Contract.model_validate({"reference": "1", "title": "t", "requirement_sets": held})
    form = shipped(name)
    begun = Review(
        followup(method=form.method, short=short),
        form,
        clauses=clauses_in_force(contract, requirement_sets()),
        parameters=parameters_in_force(contract, requirement_sets()),
    )
    return answered(begun, **given)


def told(found: Review) -> tuple[str, str, str, str]:
    """How the one thing proposed would be put."""
    proposal = only(found)
    return proposal.strength, proposal.type, proposal.severity, proposal.clause


def texts(name: str) -> list[Texts]:
    return [part for part in parts(shipped(name)) if isinstance(part, Texts)]


# All four


@each_form
def test_nothing_is_left_to_complain_about(name: str) -> None:
    raw = (resources.files("checklists") / "forms" / f"{name}.yaml").read_text(encoding="utf-8")
    assert lint_form(raw, f"{name}.yaml", vocabulary()) == ()


def test_they_ask_as_many_questions_as_were_agreed() -> None:
    assert {name: len(shipped(name).questions) for name in FORMS} == {
        SAMPLE: 15,
        SITE: 22,
        CLIMATE: 16,
        ANIMALS: 13,
    }


def test_each_says_who_fills_it_in_how_it_counts_and_what_it_asks_about() -> None:
    said = {
        name: (form.filled_by, form.method, form.requirement_set, form.licence)
        for name in FORMS
        for form in [shipped(name)]
    }
    assert said == {
        SAMPLE: ("both", "product_sample", "human_rights", "Apache-2.0"),
        SITE: ("buyer", "site_inspection", "integrity", "Apache-2.0"),
        CLIMATE: ("both", "self_report", "environment", "Apache-2.0"),
        ANIMALS: ("supplier", "self_report", "animal_welfare", "Apache-2.0"),
    }


@each_form
def test_every_text_is_there_in_three_languages(name: str) -> None:
    missing = [(t.nb, language) for t in texts(name) for language in LANGUAGES if not t.own(language)]
    assert missing == []


@each_form
def test_no_sentence_is_the_same_in_two_languages(name: str) -> None:
    """A sentence that was copied and not translated. Short labels may well be the same in nb and nn."""
    long = [text for text in texts(name) if len(text.nb.split()) > 8]
    assert len(long) > 20
    assert [text.nb for text in long if len({text.nb, text.nn, text.en}) < 3] == []


BOKMAL_ONLY = {
    "ikke", "hva", "hvem", "hvor", "hvordan", "hvorfor", "hvilke", "hvilken", "hvilket", "noen", "noe", "bare",
    "uten", "mer", "fra", "et", "en", "være", "ble", "lønn", "lønnen", "tjeneste", "virksomheten", "arbeidere",
    "leverandører", "krever", "skriftlig", "årlig", "selv", "oppdragsgiver", "arbeidsgiver", "sikkerhet",
    "ansatte", "ansatt", "dere", "deres", "kjeden", "måneder", "dager", "antall", "antallet", "finnes", "andelen",
    "stedet", "sertifikater", "merker", "brukes", "kreves", "leveres", "velges", "dyrene", "åpne",
}  # fmt: skip


@each_form
def test_the_nynorsk_is_nynorsk(name: str) -> None:
    def words(text: str) -> set[str]:
        bare = [word.strip(".,;:?!()«»–-") for word in text.split()]
        return {word.lower() for word in bare if word != "EN"}  # the European standards

    found = [text.nn for text in texts(name) if words(text.nn) & BOKMAL_ONLY]
    assert found == []


@each_form
def test_every_question_says_what_to_look_for(name: str) -> None:
    assert [question.key for question in shipped(name).questions if question.help is None] == []


@each_form
def test_what_proposes_something_says_what_should_be_shown(name: str) -> None:
    assert [q.key for q in shipped(name).questions if rules(q) and q.evidence is None] == []


@each_form
def test_every_clause_theme_and_type_is_known(name: str) -> None:
    form = shipped(name)
    known = {f"{s.family}.{clause.key}" for s in requirement_sets().values() for clause in s.clauses}
    assert {form.theme_of(question.key) for question in form.questions} <= set(codes("themes"))
    for question in form.questions:
        assert {question.clause, *(rule.clause for rule in rules(question))} - {""} <= known, question.key
        assert {rule.type for rule in rules(question)} <= set(codes("deviation_types")), question.key
        assert not question.lead or question.clause, question.key


@each_form
def test_candour_and_warning_signs_are_never_a_breach(name: str) -> None:
    for question in shipped(name).questions:
        for rule in rules(question):
            if rule.suspected or rule.self_reported:
                assert rule.strength == "assess", question.key
            if rule.strength == "breach":
                assert rule.clause or question.clause, question.key
                assert rule.measure is not None, question.key


@each_form
def test_the_short_form_is_a_strict_part_of_the_full_one(name: str) -> None:
    form = shipped(name)
    short = {question.key for question in form.questions if question.short}
    assert short
    assert short < set(form.by_key)
    assert form.minutes.short is not None
    assert form.minutes.short < form.minutes.full
    asked = {question.key for question in review(name, short=True).questions}
    assert asked <= short
    assert {key for key in short if form.by_key[key].when is None} <= asked


@each_form
def test_without_such_a_clause_nothing_is_ever_more_than_an_observation(name: str) -> None:
    worst: dict[str, dict[str, object]] = {
        SAMPLE: {"label_required": "ecolabel", "certificate_valid": "no", "producer_disclosed": "no"},
        SITE: {"dangerous_work": "must_stop", "access_given": "no", "bank_payment": "no"},
        CLIMATE: {"packaging_scheme": "no", "climate_report_on_time": "no", "authority_orders": "yes"},
        ANIMALS: {"welfare_documented": "no", "serious_neglect": "yes"},
    }
    found = answered(review(name, "anti_corruption"), **worst[name]).proposals
    assert found
    assert {(each.strength, each.clause) for each in found} == {("observation", "")}


# Sample of an item and its chain


@pytest.mark.parametrize(
    ("label", "clause"), [("ecolabel", "environment.ecolabel"), ("animal_welfare", "animal_welfare.label")]
)
def test_an_expired_certificate_is_a_missing_label_on_the_label_clause(label: str, clause: str) -> None:
    found = review(SAMPLE, label_required=label, certificate_valid="no")
    assert told(found) == ("breach", "label_missing", "major", clause)


def test_a_certificate_of_ethics_that_is_not_valid_is_for_a_person_to_assess() -> None:
    found = review(SAMPLE, label_required="social", certificate_valid="no")
    assert told(found) == ("assess", "label_missing", "major", "human_rights.reporting")


def test_a_certificate_is_asked_for_only_where_one_is_agreed() -> None:
    asked = {"certificate_number", "certificate_valid"}
    assert not asked & review(SAMPLE, label_required="none").visible
    assert asked <= review(SAMPLE, label_required="social").visible


@pytest.mark.parametrize(
    ("label", "clause"),
    [
        ("none", "environment.substitution"),
        ("ecolabel", "environment.substitution"),
        ("animal_welfare", "animal_welfare.substitution"),
    ],
)
def test_another_item_than_the_agreed_is_a_missing_label_too(label: str, clause: str) -> None:
    found = review(SAMPLE, label_required=label, delivered_as_agreed="no")
    assert told(found) == ("breach", "label_missing", "major", clause)


def test_new_packaging_is_only_an_observation() -> None:
    assert only(review(SAMPLE, delivered_as_agreed="partly")).strength == "observation"


def test_a_producer_not_told_of_by_the_deadline_is_a_breach_and_a_late_one_is_not() -> None:
    clause = "human_rights.supply_chain_openness"
    late, never = (review(SAMPLE, producer_disclosed=said) for said in ("partly", "no"))
    assert told(never) == ("breach", "supply_chain_opacity", "major", clause)
    assert told(late) == ("assess", "supply_chain_opacity", "minor", clause)


def test_who_makes_it_is_asked_only_of_a_supplier_who_told() -> None:
    assert "producers" not in review(SAMPLE, producer_disclosed="no").visible
    assert "producers" in review(SAMPLE, producer_disclosed="partly").visible


def test_stages_nobody_knows_are_one_thing_to_assess() -> None:
    rows = [
        {"stage": "final_production", "country": "TR", "known": "yes"},
        {"stage": "component", "known": "no"},
        {"stage": "raw_material", "known": "no"},
    ]
    found = only(review(SAMPLE, stages=rows))
    assert (found.strength, found.type, found.count) == ("assess", "supply_chain_opacity", "2/3")


def test_one_stage_nobody_knows_says_where_in_the_making_it_is() -> None:
    found = only(review(SAMPLE, stages=[{"stage": "raw_material", "country": "UZ", "known": "no"}]))
    assert (found.place.stage, found.place.country) == ("raw_material", "UZ")


def test_a_risk_nobody_explained_is_suspected_forced_labour_and_never_a_breach() -> None:
    listed = review(SAMPLE, on_risk_list="yes")
    assert listed.proposals == ()  # to stand on a list is no finding
    found = only(answered(listed, risk_explained="no"))
    assert (found.strength, found.type, found.severity, found.suspected) == (
        "assess",
        "forced_labour",
        "critical",
        True,
    )
    assert "risk_explained" not in review(SAMPLE, on_risk_list="no").visible


def test_open_findings_of_an_audit_are_assessed_and_none_are_fine() -> None:
    assert only(review(SAMPLE, audit_open_findings="3")).suspected
    assert review(SAMPLE, audit_open_findings="0").proposals == ()
    with pytest.raises(Refused, match="mindre enn null"):
        review(SAMPLE, audit_open_findings="-1")


# Site


def test_a_third_tier_is_too_many_where_two_are_allowed_and_a_second_where_one_is() -> None:
    rows = [{"company": f"Ledd {n} AS", "tier": str(n), "approved": "yes"} for n in range(1, 4)]
    found = only(review(SITE, companies=rows))
    assert (found.strength, found.type, found.company) == ("breach", "unapproved_subcontractor", "Ledd 3 AS")
    stricter = review(SITE, own={"max_tiers": 1}, companies=rows)
    assert [each.company for each in stricter.proposals] == ["Ledd 2 AS", "Ledd 3 AS"]
    assert {each.clause for each in stricter.proposals} == {"integrity.subcontractor_tiers"}


def test_a_company_nobody_approved_stands_on_the_clause_of_approval() -> None:
    found = only(review(SITE, companies=[{"company": "Grus AS", "tier": "1", "approved": "no"}]))
    assert (found.clause, found.company, found.place.tier) == (
        "integrity.subcontractor_approval",
        "Grus AS",
        1,
    )


@pytest.mark.parametrize(
    ("question", "clause"),
    [("hse_cards_valid", "integrity.hse_cards"), ("on_crew_list", "integrity.crew_list")],
)
def test_one_card_or_name_too_few_is_a_breach_to_be_mended_at_once(question: str, clause: str) -> None:
    dozen = review(SITE, workers_checked="12")
    found = answered(dozen, **{question: "11"})
    assert told(found) == ("breach", "hse_card", "major", clause)
    assert only(found).measure_kind == "immediate"
    assert answered(dozen, **{question: "12"}).proposals == ()
    with pytest.raises(Refused, match="ikke være større"):
        answered(dozen, **{question: "13"})


@pytest.mark.parametrize(("share", "hit"), [("39,9", True), ("40", False)])
def test_the_share_of_skilled_workers_is_held_against_the_contract(share: str, hit: bool) -> None:
    assert bool(review(SITE, skilled_share=share).proposals) is hit
    assert review(SITE, own={"skilled_share": 50}, skilled_share=share).proposals


@pytest.mark.parametrize("attempts", ["no", "partly"])
def test_too_few_apprentices_is_a_breach_without_documented_attempts(attempts: str) -> None:
    found = review(SITE, own={"apprentice_share": 10}, apprentice_share="8", apprentice_attempts=attempts)
    assert told(found) == ("breach", "apprentices_skilled", "major", "integrity.apprentices")


def test_too_few_apprentices_is_an_observation_with_documented_attempts() -> None:
    found = review(SITE, own={"apprentice_share": 10}, apprentice_share="8", apprentice_attempts="yes")
    assert told(found) == ("observation", "apprentices_skilled", "observation", "integrity.apprentices")


def test_attempts_are_asked_about_and_must_be_answered_only_below_the_contracts_own_share() -> None:
    enough = review(SITE, apprentice_share="8")
    assert (enough.proposals, "apprentice_attempts" in enough.visible) == ((), False)
    few = review(SITE, own={"apprentice_share": 10}, apprentice_share="8")
    assert "apprentice_attempts" in few.missing


def test_a_share_of_permanent_staff_is_judged_only_where_one_is_agreed() -> None:
    assert review(SITE, permanent_share="55").proposals == ()
    found = review(SITE, own={"permanent_share": 80}, permanent_share="55")
    assert told(found) == ("breach", "employment_contract", "major", "integrity.hired_labour")


def test_pay_between_assignments_is_asked_unless_nobody_is_hired() -> None:
    assert "pay_between_assignments" in review(SITE).visible
    assert "pay_between_assignments" not in review(SITE, agency_workers="0").visible


def test_a_tax_certificate_older_than_the_contract_allows_is_a_breach_of_that_company() -> None:
    rows = [
        {"company": "Grus AS", "issued_on": "2025-09-02"},
        {"company": "Stein AS", "issued_on": "2025-09-01"},
    ]
    found = only(review(SITE, tax_certificates=rows))
    assert (found.strength, found.type, found.company) == ("breach", "tax", "Stein AS")


def test_arrears_are_for_a_person_to_assess() -> None:
    row = {"company": "Grus AS", "shown": "yes", "issued_on": "2026-02-02", "arrears": "yes"}
    assert only(review(SITE, tax_certificates=[row])).strength == "assess"


def test_dangerous_work_that_must_stop_is_critical_and_its_measure_is_to_stop() -> None:
    found = review(SITE, dangerous_work="must_stop", safety_plan_on_site="no")
    assert told(found) == ("breach", "health_safety", "critical", "integrity.health_safety")
    assert only(found).measure_kind == "immediate"
    assert only(found).measure == next(
        rule.measure for rule in rules(shipped(SITE).by_key["dangerous_work"]) if rule.severity == "critical"
    )


def test_what_was_mended_during_the_inspection_is_not_critical() -> None:
    found = only(review(SITE, dangerous_work="corrected_at_once"))
    assert (found.strength, found.severity) == ("assess", "minor")


def test_refused_access_on_site_is_a_breach() -> None:
    assert told(review(SITE, access_given="no")) == ("breach", "access_refused", "major", "integrity.access")
    assert only(review(SITE, access_given="partly")).strength == "assess"


def test_nobody_on_site_has_a_field_for_their_name() -> None:
    asked = [c.key for q in shipped(SITE).questions for c in q.columns]
    assert not {"name", "person", "worker", "card_number"} & set(asked)


# Climate and environment


def test_no_return_scheme_for_packaging_is_a_breach_of_the_packaging_clause() -> None:
    found = review(CLIMATE, packaging_scheme="no")
    assert told(found) == ("breach", "packaging_waste", "minor", "environment.packaging")


def test_a_member_who_shows_no_proof_lacks_documentation() -> None:
    found = only(review(CLIMATE, packaging_scheme="yes"))
    assert (found.type, found.because) == ("missing_documentation", "no_evidence")


@pytest.mark.parametrize(
    ("key", "parameter", "type_"),
    [
        ("zero_emission_share", "zero_emission_share", "transport"),
        ("take_back_share", "take_back_share", "packaging_waste"),
    ],
)
def test_a_share_below_what_was_promised_is_a_breach_and_nothing_was_promised_until_it_is_said(
    key: str, parameter: str, type_: str
) -> None:
    assert answered(review(CLIMATE), **{key: "10"}).proposals == ()
    promised = review(CLIMATE, own={parameter: 30})
    found = only(answered(promised, **{key: "29,5"}))
    assert (found.strength, found.type) == ("breach", type_)
    assert answered(promised, **{key: "30"}).proposals == ()


def test_vehicles_below_the_agreed_euro_class_are_counted_and_electric_ones_are_not_judged() -> None:
    rows = [
        {"vehicle": "K1", "euro_class": "5"},
        {"vehicle": "K2", "euro_class": "6"},
        {"vehicle": "K3", "fuel": "electric"},
    ]
    assert review(CLIMATE, vehicles=rows).proposals == ()
    found = only(review(CLIMATE, own={"min_euro_class": 6}, vehicles=rows))
    assert (found.strength, found.type, found.rows, found.total) == ("breach", "transport", ("K1",), 2)


@pytest.mark.parametrize(("until", "hit"), [("2026-03-01", True), ("2026-03-02", False)])
def test_a_management_certificate_that_has_ended_on_the_day_is_a_minor_breach(until: str, hit: bool) -> None:
    row = {"system": "iso_14001", "certificate_number": "17", "valid_until": until}
    found = review(CLIMATE, period_end=PERIOD, management_certificates=[row])
    assert [(p.strength, p.severity, p.clause) for p in found.proposals] == (
        [("breach", "minor", "environment.ems")] if hit else []
    )


def test_labels_that_are_missing_or_expired_are_one_deviation_naming_the_goods() -> None:
    rows = [
        {"product": "Kopipapir", "licence_number": "2044 0012", "valid_until": "2027-01-01"},
        {"product": "Såpe", "label": "Svanemerket"},
        {"product": "Vaskemiddel", "licence_number": "3026 0077", "valid_until": "2025-06-30"},
    ]
    found = only(review(CLIMATE, period_end=PERIOD, labelled_products=rows))
    assert (found.strength, found.type, found.clause) == ("breach", "label_missing", "environment.ecolabel")
    assert (found.rows, found.count) == (("Såpe", "Vaskemiddel"), "2/3")


def test_performance_that_the_supplier_says_it_missed_is_not_turned_against_it() -> None:
    found = only(review(CLIMATE, promised_performance="no"))
    assert (found.strength, found.suspected, found.self_reported) == ("assess", True, True)
    found = only(review(CLIMATE, authority_orders="yes"))
    assert (found.strength, found.suspected, found.clause) == ("assess", True, "environment.permits")


def test_articles_marked_wrongly_in_the_catalogue_are_assessed() -> None:
    assert "catalogue_correct" not in review(CLIMATE).visible
    found = only(review(CLIMATE, catalogue_checked="20", catalogue_correct="17"))
    assert (found.strength, found.type, found.self_reported) == ("assess", "label_missing", False)
    assert review(CLIMATE, catalogue_checked="20", catalogue_correct="20").proposals == ()


def test_what_was_not_measured_stands_on_the_clause_it_belongs_to() -> None:
    rows = [
        {"row": "residual_waste", "measured": "no"},
        {"row": "food_waste", "measured": "no"},
        {"row": "site_fuel", "measured": "not_applicable"},
    ]
    found = review(CLIMATE, measured_amounts=rows).proposals
    assert [p.clause for p in found] == ["environment.waste", "environment.food_waste"]


@pytest.mark.parametrize(
    ("key", "severity", "clause"),
    [
        ("epd_delivered", "minor", "environment.epd"),
        ("chemicals_documented", "major", "environment.chemicals"),
    ],
)
def test_a_supplier_that_says_what_it_cannot_document_is_not_accused_by_the_form(
    key: str, severity: str, clause: str
) -> None:
    assert told(answered(review(CLIMATE), **{key: "no"})) == ("assess", "environment", severity, clause)


def test_a_climate_report_that_was_not_delivered_on_time_is_a_minor_breach() -> None:
    found = review(CLIMATE, climate_report_on_time="no")
    assert told(found) == ("breach", "missing_documentation", "minor", "environment.climate_report")


# Animal welfare


def test_no_proof_of_the_level_the_contract_requires_is_a_breach() -> None:
    found = review(ANIMALS, welfare_documented="no")
    assert told(found) == ("breach", "animal_welfare", "major", "animal_welfare.welfare_level")


def test_an_expired_label_is_a_missing_label_naming_the_product() -> None:
    rows = [
        {"product": "Egg", "country": "NO", "label": "organic", "valid_until": "2025-03-01"},
        {"product": "Kylling", "country": "NO", "label": "dyrevernmerket", "valid_until": "2026-03-02"},
    ]
    found = only(review(ANIMALS, period_end=PERIOD, products=rows))
    assert (found.strength, found.type, found.clause) == ("breach", "label_missing", "animal_welfare.label")
    assert (found.rows, found.count) == (("Egg",), "1/2")


def test_a_product_of_unknown_origin_is_to_be_assessed() -> None:
    found = only(review(ANIMALS, products=[{"product": "Skinke", "species": "pig"}]))
    assert (found.strength, found.clause) == ("assess", "animal_welfare.origin")


def test_serious_neglect_asks_a_person_and_never_borrows_the_strength_of_another_answer() -> None:
    found = review(ANIMALS, welfare_documented="no", serious_neglect="yes").proposals
    assert [(p.strength, p.severity, p.suspected, p.self_reported) for p in found] == [
        ("breach", "major", False, True),
        ("assess", "critical", True, True),
    ]
    assert found[1].clause == "animal_welfare.authority_orders"


@pytest.mark.parametrize("notified", ["no", "partly"])
def test_a_substitution_the_supplier_tells_of_is_assessed(notified: str) -> None:
    row = {"agreed_item": "Frittgående egg", "delivered_item": "Buregg", "notified": notified}
    found = only(review(ANIMALS, substitutions=[row]))
    assert (found.strength, found.type, found.clause, found.rows) == (
        "assess",
        "label_missing",
        "animal_welfare.substitution",
        ("Frittgående egg",),
    )


@pytest.mark.parametrize(
    "practice", ["slower_growing_breed", "cage_free_eggs", "grazing", "no_mutilations", "stunned"]
)
def test_an_honest_no_about_a_practice_is_a_suspicion_to_assess(practice: str) -> None:
    found = only(answered(review(ANIMALS), **{practice: "no"}))
    assert (found.strength, found.suspected, found.self_reported) == ("assess", True, True)
    assert answered(review(ANIMALS), **{practice: "yes"}).proposals == ()


def test_the_longest_transport_is_held_against_the_contracts_own_hours() -> None:
    assert review(ANIMALS, transport_hours="8").proposals == ()
    assert only(review(ANIMALS, transport_hours="9")).strength == "assess"
    assert only(review(ANIMALS, own={"max_transport_hours": 4}, transport_hours="5")).strength == "assess"


def test_forbidden_practices_in_materials_are_counted_and_what_is_not_delivered_is_left_out() -> None:
    rows = [
        {"row": "down_feathers", "acceptable": "no"},
        {"row": "wool", "acceptable": "yes"},
        {"row": "leather", "acceptable": "not_applicable"},
    ]
    found = only(review(ANIMALS, materials=rows))
    assert (found.clause, found.count) == ("animal_welfare.materials", "1/2")
