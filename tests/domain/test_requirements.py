"""Which clauses and parameters are in force in one contract."""

from __future__ import annotations

from datetime import date

from asked import text
from hypothesis import given
from hypothesis import strategies as st

from checklists.contract import Contract
from checklists.requirements import (
    ClauseInForce,
    RequirementSet,
    assumed_sets,
    clauses_in_force,
    parameters_in_force,
)


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


@given(st.lists(st.sampled_from([*SETS, ("nobody", 1)]), max_size=5))
def test_an_address_is_never_there_twice(sets: list[tuple[str, int]]) -> None:
    held = addresses(clauses_in_force(contract(*sets), SETS))
    assert len(held) == len(set(held))
