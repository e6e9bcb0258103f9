"""Requirement sets in our JSON, with numbers of the contract's own; what is wrong with them is told by its place."""

from __future__ import annotations

import json
from datetime import date

import pytest

from checklists.contract import Contract
from checklists.intake import Reading
from checklists.library import requirement_sets
from exchange.archive import other_parameters
from exchange.register.own_json import read_own_json

TODAY = date(2026, 1, 15)


def read(*sets: object) -> Reading:
    one = {
        "reference": "A-1",
        "title": "Renhold",
        "suppliers": [{"name": "Blank AS"}],
        "requirement_sets": sets,
    }
    raw = json.dumps({"contracts": [one]}).encode()
    return read_own_json(raw, "x.json", requirement_sets(), TODAY)


def test_a_contract_comes_with_numbers_of_its_own() -> None:
    strict = {"id": "integrity_services", "parameters": {"max_tiers": 1, "permanent_share": 80}}
    reading = read("human_rights; environment@1", strict, {"id": "integrity_construction", "version": 1})
    assert reading.refused == ()
    held = reading.drafts[0].contract.requirement_sets
    assert [(each.set_id, each.version, each.parameters) for each in held] == [
        ("human_rights", 1, {}),
        ("environment", 1, {}),
        ("integrity_services", 1, {"max_tiers": 1, "permanent_share": 80}),
        ("integrity_construction", 1, {}),
    ]


@pytest.mark.parametrize(
    ("given", "code", "place"),
    [
        (
            {"id": "integrity_services", "parameters": {"tiers": 1}},
            "parameter_of_no_set",
            "[1].parameters.tiers",
        ),
        (
            {"id": "integrity_services", "parameters": {"skilled_share": 50}},
            "parameter_of_no_set",
            "[1].parameters.skilled_share",
        ),
        (
            {"id": "integrity_services", "parameters": {"permanent_share": 800}},
            "parameter_too_large",
            "[1].parameters.permanent_share",
        ),
        (
            {"id": "integrity_services", "parameters": {"max_tiers": -1}},
            "parameter_not_a_number",
            "[1].parameters.max_tiers",
        ),
        (
            {"id": "integrity_services", "parameters": {"max_tiers": "1"}},
            "json_wrong_type",
            "[1].parameters.max_tiers",
        ),
        (
            {"id": "integrity_services", "parameters": {"max_tiers": True}},
            "json_wrong_type",
            "[1].parameters.max_tiers",
        ),
        ({"id": "integrity_services", "parameters": [1]}, "json_wrong_type", "[1].parameters"),
        ({"id": "integrity_services", "version": "1"}, "json_wrong_type", "[1].version"),
        ({"id": "integrity_services", "numbers": {}}, "json_key_unknown_here", "[1].numbers"),
        ({"id": "a;b"}, "json_wrong_type", "[1].id"),
        ({"parameters": {"max_tiers": 1}}, "json_wrong_type", "[1].id"),
        ({"id": "integrity_services", "version": 9}, "requirement_set_unknown", ""),
        ({"id": "nobody", "parameters": {"x": 1}}, "requirement_set_unknown", ""),
    ],
)
def test_what_is_no_number_of_the_set_is_told_by_its_place(given: object, code: str, place: str) -> None:
    reading = read("human_rights", given)
    assert reading.drafts == ()
    assert [(each.code, each.field) for each in reading.refused] == [
        (code, f"contracts[0].requirement_sets{place}")
    ]


def test_a_name_of_nothing_but_invisible_characters_is_told_and_loses_no_number() -> None:
    reading = read("\u200b", {"id": "integrity_services", "parameters": {"max_tiers": 1}})
    assert [each.code for each in reading.refused] == ["json_wrong_type"]


def test_strange_numbers_in_a_whole_database_are_told_by_their_place() -> None:
    facts = {"reference": "1", "title": "x"}
    own = [
        {"set_id": "integrity_services", "version": 1, "parameters": {"tiers": 1, "max_tiers": 1}},
        {"set_id": "nobody", "version": 1, "parameters": {"tiers": 1}},
    ]
    contracts = [Contract.model_validate(facts), Contract.model_validate({**facts, "requirement_sets": own})]
    told = other_parameters(contracts, requirement_sets())
    assert [(each.code, each.field, each.fatal) for each in told] == [
        ("parameter_of_no_set", "contracts[1].requirement_sets[0].parameters.tiers", False)
    ]
