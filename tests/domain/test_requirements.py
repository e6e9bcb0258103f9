"""Which clauses and parameters are in force in one contract."""

from __future__ import annotations

from datetime import date

import pytest
from asked import text
from hypothesis import given
from hypothesis import strategies as st

from checklists.contract import Contract
from checklists.requirements import (
    ClauseInForce,
    RequirementSet,
    SetParameter,
    assumed_sets,
    clauses_in_force,
    own_parameters,
    parameters_in_force,
    parameters_of,
    refuse_other_clause,
    refuse_other_parameters,
)
from checklists.values import Refused


def terms(
    id: str, version: int = 1, *, family: str = "", valid_from: str = "2016-01-01", **facts: object
) -> RequirementSet:
    clauses = [
        {"key": key, "reference": f"{version}.{n}", "title": text(key), "question": text(key), "theme": "integrity",
         "deviation_type": "other"}
        for n, key in enumerate(("policy", "wages"), 1)
    ]  # fmt: skip
    held = {"id": id, "family": family or id, "version": version, "valid_from": valid_from, "title": text(id)}
    return RequirementSet.model_validate({**held, "source": "prøve", "clauses": clauses, **facts})


TIERS = [{"key": "max_tiers", "title": text("Ledd"), "value": 2}]
HUMAN, HEALTH = terms("human", default_for=["goods"]), terms("health", family="human")
OLD = terms("site", 1, valid_from="2010-01-01", default_for=["works"], parameters=TIERS)
NEW = terms("site", 2, valid_from="2020-01-01", default_for=["works"])
SETS = {(each.id, each.version): each for each in (HUMAN, HEALTH, OLD, NEW)}


def contract(*sets: tuple[str, int], **facts: object) -> Contract:
    held = [{"set_id": name, "version": version} for name, version in sets]
    return Contract.model_validate({"reference": "1", "title": "t", "requirement_sets": held, **facts})


def addresses(held: tuple[ClauseInForce, ...]) -> list[str]:
    return [clause.address for clause in held]


def test_a_contract_carries_the_clauses_of_its_sets_and_then_its_own() -> None:
    own = {"key": "euro_6", "reference": "7.3", "text": "Euro 6", "theme": "climate_environment"}
    held = clauses_in_force(contract(("site", 1), ("human", 1), own_clauses=[own]), SETS)
    assert addresses(held) == ["site.policy", "site.wages", "human.policy", "human.wages", "own.euro_6"]
    assert (held[0].set_id, held[0].reference, held[-1].set_id, held[-1].reference) == (
        "site",
        "1.1",
        "",
        "7.3",
    )


def test_two_sets_of_one_family_give_each_clause_once_by_the_first() -> None:
    held = clauses_in_force(contract(("health", 1), ("human", 1)), SETS)
    assert addresses(held) == ["human.policy", "human.wages"]
    assert {clause.set_id for clause in held} == {"health"}


def test_a_set_or_version_nobody_knows_gives_no_clause() -> None:
    assert clauses_in_force(contract(("nobody", 1), ("human", 9)), SETS) == ()
    assert parameters_in_force(contract(("nobody", 1)), SETS) == {}


def test_an_assumed_set_marks_its_clauses() -> None:
    held = contract().model_copy(update={"requirement_sets": assumed_sets(contract(kind="goods"), SETS)})
    assert {clause.assumed for clause in clauses_in_force(held, SETS)} == {True}
    assert {clause.assumed for clause in clauses_in_force(contract(("human", 1)), SETS)} == {False}


def test_what_is_assumed_follows_the_type_and_the_day_it_was_signed() -> None:
    def assumed(**facts: object) -> list[tuple[str, int]]:
        return [(each.set_id, each.version) for each in assumed_sets(contract(**facts), SETS)]

    assert assumed(kind="works", signed=date(2019, 12, 31)) == [("site", 1)]
    assert assumed(kind="works", signed=date(2020, 1, 1)) == [("site", 2)]
    assert assumed(kind="works", starts=date(2012, 1, 1)) == [("site", 1)]
    assert assumed(kind="works", signed=date(2009, 1, 1)) == []
    assert assumed(kind="works") == [("site", 2)]
    assert assumed() == []
    assert assumed(kind="services") == []


def test_the_contracts_own_number_goes_before_the_sets() -> None:
    held = contract(("site", 1))
    assert parameters_in_force(held, SETS) == {"max_tiers": 2}
    stricter = {"set_id": "site", "version": 1, "parameters": {"max_tiers": 1, "skilled": 50}}
    own = contract(requirement_sets=[stricter])
    assert parameters_in_force(own, SETS) == {"max_tiers": 1, "skilled": 50}


def test_the_contracts_own_number_holds_whichever_set_it_was_written_on() -> None:
    other = terms("cleaning", parameters=TIERS)
    sets = {**SETS, (other.id, other.version): other}
    stricter = {"set_id": "site", "version": 1, "parameters": {"max_tiers": 1}}
    usual = {"set_id": "cleaning", "version": 1}
    for held in ([stricter, usual], [usual, stricter]):
        assert parameters_in_force(contract(requirement_sets=held), sets) == {"max_tiers": 1}


STRICTER = [{**TIERS[0], "value": 1}]
SITES = terms("sites", family="integrity", parameters=TIERS)
CITY = terms("city", family="city", parameters=STRICTER)
DIFFERING = {(each.id, each.version): each for each in (SITES, CITY)}


@pytest.mark.parametrize("order", [["sites", "city"], ["city", "sites"]])
def test_a_form_is_judged_by_the_set_of_its_own_family(order: list[str]) -> None:
    held = contract(*((each, 1) for each in order))
    assert parameters_in_force(held, DIFFERING, "integrity") == {"max_tiers": 2}
    assert parameters_in_force(held, DIFFERING, "city") == {"max_tiers": 1}
    first = {"sites": 2, "city": 1}[order[0]]
    for other in ("", "wages"):
        assert parameters_in_force(held, DIFFERING, other) == {"max_tiers": first}


@pytest.mark.parametrize("family", ["", "integrity", "city"])
@pytest.mark.parametrize("on", ["sites", "city"])
def test_the_contracts_own_number_goes_before_the_set_of_the_forms_family(family: str, on: str) -> None:
    held = [{"set_id": each, "version": 1, "parameters": {"max_tiers": 0} if each == on else {}}
            for each in ("sites", "city")]  # fmt: skip
    assert parameters_in_force(contract(requirement_sets=held), DIFFERING, family) == {"max_tiers": 0}


def test_of_two_own_numbers_the_one_of_the_forms_family_holds() -> None:
    held = contract(requirement_sets=[
        {"set_id": "sites", "version": 1, "parameters": {"max_tiers": 0}},
        {"set_id": "city", "version": 1, "parameters": {"max_tiers": 3}},
    ])  # fmt: skip
    told = {
        family: own_parameters(held, DIFFERING, family)["max_tiers"] for family in ("integrity", "city", "")
    }
    assert told == {"integrity": 0, "city": 3, "": 0}
    shown = [
        (each.value, each.own_on)
        for one in held.requirement_sets
        for each in parameters_of(held, one, DIFFERING)
    ]
    assert shown == [(0, "sites"), (3, "city")]


@given(
    st.lists(st.sampled_from(["sites", "city", "nobody"]), max_size=4),
    st.sampled_from(["", "integrity", "city", "wages"]),
)
def test_what_is_shown_of_a_set_is_what_its_forms_are_judged_by(order: list[str], family: str) -> None:
    held = contract(*((each, 1) for each in order))
    for one in held.requirement_sets:
        for each in parameters_of(held, one, DIFFERING):
            known = DIFFERING[one.set_id, 1].family
            assert each.value == parameters_in_force(held, DIFFERING, known)[each.parameter.key]
    assert parameters_in_force(held, DIFFERING, family).keys() == (
        {"max_tiers"} if {"sites", "city"} & set(order) else set()
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [("", "not_a_number"), ("one", "not_a_number"), ("-1", "not_a_number"), ("1.5", "not_a_number"),
     ("9" * 10, "not_a_number"), ("101", "too_large")],
)  # fmt: skip
def test_a_number_of_ones_own_is_whole_and_within_bounds(written: str, code: str) -> None:
    share = SetParameter.model_validate({**TIERS[0], "most": 100})
    assert [share.own(each) for each in ("0", "100")] == [0, 100]
    with pytest.raises(Refused) as refused:
        share.own(written)
    assert refused.value.code == f"parameter_{code}"


@pytest.mark.parametrize(
    ("own", "code"),
    [({"tiers": 1}, "parameter_of_no_set"), ({"max_tiers": "2"}, "parameter_not_a_number"),
     ({"max_tiers": -2}, "parameter_not_a_number")],
)  # fmt: skip
def test_a_number_that_the_set_does_not_have_is_refused_by_its_key(own: dict[str, object], code: str) -> None:
    given = {"set_id": "sites", "version": 1, "parameters": own}
    held = contract(requirement_sets=[given, {**given, "set_id": "nobody"}]).requirement_sets
    with pytest.raises(Refused) as refused:
        refuse_other_parameters(held[0], DIFFERING)
    assert (refused.value.code, refused.value.params["key"]) == (code, next(iter(own)))
    refuse_other_parameters(held[1], DIFFERING)


@given(st.lists(st.sampled_from([*SETS, ("nobody", 1)]), max_size=5))
def test_an_address_is_never_there_twice(sets: list[tuple[str, int]]) -> None:
    held = addresses(clauses_in_force(contract(*sets), SETS))
    assert len(held) == len(set(held))


def test_only_a_clause_of_this_contract_can_be_broken() -> None:
    held = clauses_in_force(contract(("site", 1), ("human", 1)), SETS)
    for address in ("", *addresses(held)):
        refuse_other_clause(address, "K-1", held)
    with pytest.raises(Refused) as refused:
        refuse_other_clause("wages", "K-1", held)
    assert refused.value.code == "clause_of_no_set"
    assert refused.value.params["clauses"] == "site.policy, site.wages, human.policy, human.wages"
    with pytest.raises(Refused) as refused:
        refuse_other_clause("site.policy", "K-1", ())
    assert refused.value.code == "contract_without_clauses"
    refuse_other_clause("", "K-1", ())
