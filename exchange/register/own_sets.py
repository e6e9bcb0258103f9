"""Requirement sets in our JSON: as text (`human_rights@1`), or as an object with the contract's own numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeGuard

from checklists.contract import RequirementSetInForce
from checklists.intake import Problem
from checklists.requirements import RequirementSets, refuse_other_parameters
from checklists.values import Refused
from exchange.jsonfile import Json
from exchange.register.facts import Facts, problem_of
from exchange.register.firms import listed

_KEYS: Final = ("id", "version", "parameters")
_ID: Final = re.compile(r"[\w-]{1,64}")


@dataclass(frozen=True, slots=True)
class GivenSet:
    """One set as the file names it: the word for it, and the contract's own numbers."""

    place: str
    word: str
    parameters: dict[str, int]


def sets_given(value: list[Json], place: str, line: int, problems: list[Problem]) -> list[GivenSet]:
    """The sets in a list at `place`; what is no set is put among the problems by its path."""
    found: list[GivenSet] = []
    for number, item in enumerate(value):
        where = f"{place}[{number}]"
        if isinstance(item, str):
            found += [GivenSet(where, word, {}) for word in listed(item, more=",")]
        elif isinstance(item, dict):
            before = len(problems)
            one = _object(item, where, line, problems)
            found += [one] if len(problems) == before else []
        else:
            problems.append(_wrong(where, line, "text or object"))
    return found


def _object(item: dict[str, Json], where: str, line: int, problems: list[Problem]) -> GivenSet:
    for key in item:
        if key not in _KEYS:
            params = {"key": key[:60]}
            place = f"{where}.{key[:60]}"
            problems.append(Problem(code="json_key_unknown_here", params=params, line=line, field=place))
    name, version, own = item.get("id"), item.get("version"), item.get("parameters")
    if not isinstance(name, str) or not _ID.fullmatch(name):
        problems.append(_wrong(f"{where}.id", line, "text"))
        name = ""
    if version is not None and not _is_whole(version):
        problems.append(_wrong(f"{where}.version", line, "whole number"))
    if own is not None and not isinstance(own, dict):
        problems.append(_wrong(f"{where}.parameters", line, "object"))
        own = None
    numbers: dict[str, int] = {}
    for key, number in (own or {}).items():
        if isinstance(number, int) and not isinstance(number, bool):
            numbers[key] = number
        else:
            problems.append(_wrong(f"{where}.parameters.{key[:60]}", line, "whole number"))
    return GivenSet(where, f"{name}@{version}" if version is not None else name, numbers)


def _is_whole(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10_000


def take_numbers(facts: Facts, given: list[GivenSet], sets: RequirementSets, place: str) -> None:
    """The contract's own numbers onto its sets, which stand in the facts in the order given in the list at `place`.

    A number that its set does not have, or that is out of bounds, is a problem told by its path.
    """
    held = facts.fields.get("requirement_sets")
    if not _are_sets(held):
        return  # a set that nobody knows is among the problems already
    if len(held) != len(given):  # a name was nothing but characters that are taken out
        facts.problems.append(_wrong(place, facts.line, "list of texts and objects"))
        return
    taken: list[RequirementSetInForce] = []
    for each, one in zip(held, given, strict=True):
        own = RequirementSetInForce.model_validate({**dict(each), "parameters": one.parameters})
        try:
            refuse_other_parameters(own, sets)
        except Refused as refused:
            where = f"{one.place}.parameters.{refused.params['key']}"
            facts.problems.append(problem_of(refused, facts.line, where))
        taken.append(own)
    facts.fields["requirement_sets"] = tuple(taken)


def _are_sets(value: object) -> TypeGuard[tuple[RequirementSetInForce, ...]]:
    return isinstance(value, tuple)


def _wrong(path: str, line: int, wanted: str) -> Problem:
    return Problem(code="json_wrong_type", params={"wanted": wanted}, line=line, field=path)
