"""The requirement sets: valid, complete in three languages, and pointing only at codes that exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from checklists.codelists import codes
from checklists.contract import Contract
from checklists.form import LANGUAGES, Texts
from checklists.requirements import RequirementSet, assumed_sets, clauses_in_force, parameters_in_force

FILES = sorted((Path(__file__).parents[2] / "checklists" / "requirement_sets").glob("*.yaml"))
SETS = {
    (terms.id, terms.version): terms
    for terms in (RequirementSet.model_validate(yaml.safe_load(f.read_text(encoding="utf-8"))) for f in FILES)
}
STEPS = ["policy", "risk_mapping", "measures", "tracking", "communication", "remedy"]
each_set = pytest.mark.parametrize("terms", SETS.values(), ids=lambda terms: terms.id)


def texts_of(terms: RequirementSet) -> Iterator[tuple[str, Texts]]:
    yield "title", terms.title
    for parameter in terms.parameters:
        yield parameter.key, parameter.title
    for clause in terms.clauses:
        for text in (clause.title, clause.question, clause.help, clause.evidence):
            if text is not None:
                yield clause.key, text


def test_the_sets_of_the_field_are_there() -> None:
    assert {(terms.id, terms.family) for terms in SETS.values()} == {
        ("human_rights", "human_rights"),
        ("human_rights_health", "human_rights"),
        ("wages_working_conditions", "wages"),
        ("integrity_construction", "integrity"),
        ("integrity_services", "integrity"),
        ("environment", "environment"),
        ("animal_welfare", "animal_welfare"),
        ("anti_corruption", "anti_corruption"),
    }
    assert len(SETS) == len(FILES)
    assert all(file.stem == terms.id for file, terms in zip(FILES, SETS.values(), strict=True))


@each_set
def test_every_text_stands_in_three_languages(terms: RequirementSet) -> None:
    for place, text in texts_of(terms):
        assert all(text.own(language) for language in LANGUAGES), f"{terms.id}, {place}: {text.nb}"


@each_set
def test_every_clause_asks_a_question_and_says_what_to_show(terms: RequirementSet) -> None:
    for clause in terms.clauses:
        for language in LANGUAGES:
            assert clause.question.own(language).endswith("?"), f"{terms.id}.{clause.key}"
            assert len(clause.title.own(language)) <= 45, (
                f"{terms.id}.{clause.key}: {clause.title.own(language)}"
            )
        assert clause.evidence, f"{terms.id}.{clause.key}"
        assert clause.reference


@each_set
def test_every_clause_points_at_codes_we_know(terms: RequirementSet) -> None:
    for clause in terms.clauses:
        assert clause.theme in codes("themes"), f"{terms.id}.{clause.key}"
        assert clause.deviation_type in codes("deviation_types"), f"{terms.id}.{clause.key}"
        assert clause.severity != "observation", "an observation is not a breach of a clause"


@each_set
def test_nothing_stands_twice_and_every_parameter_has_a_source(terms: RequirementSet) -> None:
    keys = [clause.key for clause in terms.clauses]
    assert len(set(keys)) == len(keys)
    names = [parameter.key for parameter in terms.parameters]
    assert len(set(names)) == len(names)
    assert all(parameter.source for parameter in terms.parameters)
    assert terms.source


def test_only_the_six_steps_lead_and_in_their_order() -> None:
    for terms in SETS.values():
        leads = [clause.key for clause in terms.clauses if clause.lead]
        assert leads == (STEPS if terms.family == "human_rights" else [])


def test_sets_of_one_family_share_keys_and_texts_and_differ_in_numbering() -> None:
    for one, other in combinations(SETS.values(), 2):
        if one.family != other.family or one.family == "integrity":
            continue
        assert [c.model_copy(update={"reference": ""}) for c in one.clauses] == [
            c.model_copy(update={"reference": ""}) for c in other.clauses
        ]
        assert all(a.reference != b.reference for a, b in zip(one.clauses, other.clauses, strict=True))


ONLY_ON_BUILDING_SITES = {"skilled_workers", "apprentices"}


def test_cleaning_and_services_have_the_integrity_clauses_but_those_of_building_sites() -> None:
    sites = {clause.key: clause for clause in SETS["integrity_construction", 1].clauses}
    services = {clause.key: clause for clause in SETS["integrity_services", 1].clauses}
    assert sites.keys() - services.keys() == ONLY_ON_BUILDING_SITES
    assert services.keys() - sites.keys() == {"cleaning_approval"}
    for key in sites.keys() & services.keys():
        shared = [(c.theme, c.deviation_type, c.severity, c.title.en) for c in (sites[key], services[key])]
        assert shared[0] == shared[1], key
    for _, text in texts_of(SETS["integrity_services", 1]):
        assert not {"sha-plan", "byggeplass", "byggjeplass", "plassen"} & words(text.nb + " " + text.nn)


def test_numbers_that_sets_share_are_called_the_same() -> None:
    named: dict[str, Texts] = {}
    for terms in SETS.values():
        for parameter in terms.parameters:
            assert named.setdefault(parameter.key, parameter.title) == parameter.title


def test_a_share_cannot_be_more_than_all() -> None:
    for terms in SETS.values():
        for parameter in terms.parameters:
            assert (parameter.most == 100) == ("prosent" in parameter.title.nb), f"{terms.id}.{parameter.key}"


def test_the_two_numberings_of_the_human_rights_terms() -> None:
    def steps(set_id: str) -> list[str]:
        return [clause.reference for clause in SETS[set_id, 1].clauses if clause.lead]

    assert steps("human_rights") == ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]
    assert {c.reference[0] for c in SETS["human_rights", 1].clauses} == set("1234")
    assert {c.reference[0] for c in SETS["human_rights_health", 1].clauses} == set("2345")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("goods", ["human_rights"]),
        ("services", ["wages_working_conditions"]),
        ("works", ["integrity_construction"]),
        (None, []),
    ],
)
def test_what_a_contract_is_assumed_to_carry(kind: str | None, expected: list[str]) -> None:
    contract = Contract.model_validate(
        {"reference": "1", "title": "x", "kind": kind, "signed": date(2018, 5, 1)}
    )
    assert [held.set_id for held in assumed_sets(contract, SETS)] == expected
    contract = contract.model_copy(update={"requirement_sets": assumed_sets(contract, SETS)})
    assert all(clause.assumed for clause in clauses_in_force(contract, SETS))


def test_the_shares_and_tiers_of_construction() -> None:
    contract = Contract.model_validate(
        {"reference": "1", "title": "x", "kind": "works", "signed": date(2024, 1, 1)}
    )
    contract = contract.model_copy(update={"requirement_sets": assumed_sets(contract, SETS)})
    assert parameters_in_force(contract, SETS) == {
        "max_tiers": 2, "skilled_share": 40, "apprentice_share": 7, "permanent_share": 0,
        "tax_certificate_months": 6, "document_days": 14,
    }  # fmt: skip


NOT_NYNORSK = {
    "ikke", "hva", "hvem", "hvor", "hvordan", "hvorfor", "jeg", "noen", "noe", "bare", "uten",
    "mer", "fra", "et", "en", "være", "ble", "lønn", "lønnen", "tjeneste", "virksomhet", "åpenhet",
    "rettigheter", "arbeidere", "leverandører", "krever", "skriftlig", "årlig", "hel", "selv",
    "oppdragsgiver", "oppdragsgiveren", "arbeidsgiver", "arbeidsgiveren", "sikkerhet", "ansatte", "ansatt",
    "de", "kjeden", "måneder", "dager", "antall", "antallet", "finnes",
}  # fmt: skip


def words(text: str) -> set[str]:
    return {word.strip(".,;:?!()«»–-").lower() for word in text.split()}


def test_the_nynorsk_is_nynorsk() -> None:
    """Words that only bokmål has never stand in a nynorsk text."""
    found = [
        (place, text.nn)
        for terms in SETS.values()
        for place, text in texts_of(terms)
        if words(text.nn) & NOT_NYNORSK
    ]
    for name in ("deviation_types", "methods", "severities", "deviation_statuses", "strengths"):
        for entry in codes(name).values():
            nn = f"{entry.label.nn} {entry.help.nn if entry.help else ''}"
            if words(nn) & NOT_NYNORSK:
                found.append((entry.code, nn))
    assert not found
