"""The one standard form: a question for each clause of the contract, and what its answers propose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.contract import Contract, OwnClause, RequirementSetInForce
from checklists.form import Form, Texts
from checklists.library import requirement_sets, vocabulary
from checklists.lint import has_errors, lint_form
from checklists.requirements import ClauseInForce, clauses_in_force, question_key
from checklists.standard_form import FORM_ID, standard_form

THEMES = (
    "human_rights", "working_conditions", "integrity", "climate_environment", "animal_welfare",
    "anti_corruption", "openness_governance",
)  # fmt: skip


def clause(address: str, **facts: object) -> ClauseInForce:
    text = {"nb": f"Er {address} oppfylt?"}
    return ClauseInForce.model_validate(
        {
            "address": address,
            "reference": "1",
            "title": text,
            "question": text,
            "theme": "human_rights",
            **facts,
        }
    )


def contract(**facts: object) -> Contract:
    return Contract.model_validate({"reference": "1", "title": "Møbler", **facts})


def everything() -> tuple[ClauseInForce, ...]:
    """The clauses of a contract that carries every set there is."""
    held = [RequirementSetInForce(set_id=name, version=version) for name, version in requirement_sets()]
    return clauses_in_force(contract(requirement_sets=held), requirement_sets())


def test_there_is_one_question_for_each_clause_under_its_theme() -> None:
    clauses = everything()
    form = standard_form(clauses)
    assert {q.clause: form.theme_of(q.key) for q in form.questions} == {c.address: c.theme for c in clauses}
    order = [section.theme for section in form.sections]
    assert order == [theme for theme in THEMES if theme in order]


def test_a_question_asks_what_its_clause_says() -> None:
    for each in everything():
        question = standard_form([each]).by_key[question_key(each.address)]
        assert (question.type, question.not_assessed) == ("yes_partly_no", True)
        assert (question.text, question.help, question.evidence) == (each.question, each.help, each.evidence)
        assert question.lead is each.lead


def test_no_proposes_a_breach_and_partly_asks_a_person() -> None:
    form = standard_form([clause("human_rights.policy", deviation_type="missing_policy")])
    told = [
        (rule.when.equals, rule.strength, rule.type, rule.severity, rule.suspected)
        for rule in form.by_key["human_rights__policy"].proposes
    ]
    assert told == [
        ("no", "breach", "missing_policy", "major", False),
        ("partly", "assess", "missing_policy", "major", False),
    ]


def test_the_gravest_is_never_said_by_the_form_but_asked_of_a_person_as_a_suspicion() -> None:
    grave = {c.address: c for c in everything() if c.severity == "critical"}
    assert {"human_rights.forced_labour", "human_rights.child_labour"} <= set(grave)
    for question in standard_form(grave.values()).questions:
        assert {(rule.strength, rule.suspected) for rule in question.proposes} == {("assess", True)}


def test_a_clause_that_is_only_observed_never_accuses() -> None:
    form = standard_form([clause("environment.waste", severity="observation")])
    assert {rule.strength for rule in form.questions[0].proposes} == {"observation"}


def test_the_same_clauses_give_the_same_form_and_others_another() -> None:
    clauses = everything()
    assert standard_form(clauses).content_hash == standard_form(clauses).content_hash
    assert standard_form(clauses[1:]).content_hash != standard_form(clauses).content_hash
    assert standard_form(clauses).id == FORM_ID
    assert standard_form(clauses).version == 1


def test_what_was_asked_of_another_form_does_not_leak_in() -> None:
    general = standard_form(())
    assert len(general.questions) == len(THEMES)
    assert general.content_hash
    assert len(standard_form([clause("human_rights.policy")]).questions) == 1


def test_without_clauses_each_theme_can_be_answered_and_nothing_is_proposed() -> None:
    form = standard_form(())
    assert [section.theme for section in form.sections] == list(THEMES)
    for question in form.questions:
        assert (question.type, question.clause, question.proposes) == ("yes_partly_no", "", ())


def test_only_the_themes_that_may_apply_are_asked() -> None:
    form = standard_form((), themes=["integrity", "anti_corruption"])
    assert [section.theme for section in form.sections] == ["integrity", "anti_corruption"]
    assert standard_form((), themes=["unheard_of"]) == standard_form(())


def test_the_linter_finds_no_error_in_the_form_of_any_contract() -> None:
    for clauses in ((), everything()):
        form = standard_form(clauses)
        assert lint_form(form.stored(), "made", vocabulary()) == ()
        assert Form.model_validate_json(form.stored()) == form


def test_a_clause_of_the_contracts_own_is_asked_too() -> None:
    own = OwnClause(
        key="2b", reference="7.3", text="Lastebilene skal være utslippsfrie.", theme="climate_environment"
    )
    form = standard_form(clauses_in_force(contract(own_clauses=[own]), requirement_sets()))
    question = form.by_key["own__2b"]
    assert (question.clause, question.text.nb) == ("own.2b", "Lastebilene skal være utslippsfrie.")
    assert {rule.type for rule in question.proposes} == {"other"}


def test_a_theme_that_is_nobodys_still_has_its_section() -> None:
    form = standard_form([clause("own.x", theme="noise")])
    assert [(section.key, section.title.nb) for section in form.sections] == [("noise", "Noise")]


ADDRESSES = st.from_regex(r"[a-z0-9][a-z0-9_]{0,63}\.[a-z0-9][a-z0-9_]{0,63}", fullmatch=True)


@given(st.lists(ADDRESSES, min_size=1, max_size=6, unique=True), st.data())
def test_any_clauses_give_a_sound_form(addresses: list[str], data: st.DataObject) -> None:
    themes = st.sampled_from([*THEMES, "noise", "1"])
    form = standard_form([clause(address, theme=data.draw(themes)) for address in addresses])
    assert len(form.by_key) == len(addresses)
    assert {question.clause for question in form.questions} == set(addresses)
    codes = {f.code for f in lint_form(form.stored(), "made", vocabulary()) if has_errors([f])}
    assert codes <= {"unknown_theme", "unknown_clause"}


@pytest.mark.parametrize("address", ["a__b.c", "a.b__c"])
def test_keys_that_would_be_the_same_are_told_apart(address: str) -> None:
    form = standard_form([clause("a__b.c"), clause("a.b__c")])
    assert len(form.by_key) == 2
    assert address in {question.clause for question in form.questions}


def test_a_text_falls_back_to_bokmal() -> None:
    form = standard_form([clause("own.x")])
    assert form.questions[0].text == Texts(nb="Er own.x oppfylt?")
