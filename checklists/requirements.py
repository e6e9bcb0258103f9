"""Requirement sets and their clauses as data, and which clauses are in force in one contract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from checklists.contract import Contract, RequirementSetInForce
from checklists.form import Severity, Texts
from checklists.values import Code, Frozen


class SetParameter(Frozen):
    """A number that differs between buyers: tiers, shares, deadlines."""

    key: Code
    title: Texts
    value: int
    source: str = ""


class Clause(Frozen):
    """One term of a requirement set. `reference` is its number in the contract's text, never its identity."""

    key: Code
    reference: str
    title: Texts
    question: Texts
    """What the standard form asks of it."""
    help: Texts | None = None
    evidence: Texts | None = None
    theme: Code
    deviation_type: Code
    severity: Severity = "major"
    lead: bool = False


class RequirementSet(Frozen):
    """Terms of one kind, in one version. Sets of the same `family` share their clauses' keys."""

    id: Code
    family: Code
    version: int = Field(ge=1)
    valid_from: date
    title: Texts
    source: str
    default_for: tuple[Literal["goods", "services", "works"], ...] = ()
    """Types of contract that are assumed to carry it when nothing is known."""
    parameters: tuple[SetParameter, ...] = ()
    clauses: tuple[Clause, ...] = Field(min_length=1)


class ClauseInForce(Frozen):
    """A clause of one contract: its address (`human_rights.policy`), and how to print it."""

    address: str
    reference: str
    title: Texts
    theme: Code
    question: Texts
    help: Texts | None = None
    evidence: Texts | None = None
    deviation_type: Code = "other"
    severity: Severity = "major"
    lead: bool = False
    set_id: str = ""
    set_title: Texts | None = None
    assumed: bool = False


RequirementSets = Mapping[tuple[str, int], RequirementSet]
"""(id, version) → set."""


def clauses_in_force(contract: Contract, sets: RequirementSets) -> tuple[ClauseInForce, ...]:
    """Every clause of this contract, sets in the order given, then its own. Unknown sets give none."""
    found: dict[str, ClauseInForce] = {}
    for held in contract.requirement_sets:
        terms = sets.get((held.set_id, held.version))
        for clause in terms.clauses if terms else ():
            address = f"{terms.family if terms else ''}.{clause.key}"
            found.setdefault(address, _in_force(clause, address, held, terms))
    for own in contract.own_clauses:
        title = Texts(nb=own.text)
        found[f"own.{own.key}"] = ClauseInForce(
            address=f"own.{own.key}", reference=own.reference, title=title, question=title, theme=own.theme
        )
    return tuple(found.values())


def _in_force(
    clause: Clause, address: str, held: RequirementSetInForce, terms: RequirementSet | None
) -> ClauseInForce:
    facts = clause.model_dump(exclude={"key"})
    return ClauseInForce.model_validate(
        {
            **facts,
            "address": address,
            "set_id": held.set_id,
            "set_title": terms.title if terms else None,
            "assumed": held.assumed,
        }
    )


def parameters_in_force(contract: Contract, sets: RequirementSets) -> dict[str, int | str]:
    """Parameters of the contract's sets, with the contract's own values over them."""
    values: dict[str, int | str] = {}
    for held in contract.requirement_sets:
        terms = sets.get((held.set_id, held.version))
        values |= {parameter.key: parameter.value for parameter in (terms.parameters if terms else ())}
        values |= held.parameters
    return values


def assumed_sets(contract: Contract, sets: RequirementSets) -> tuple[RequirementSetInForce, ...]:
    """The sets a contract of this type and signing date is assumed to carry, newest version valid then.

    Goods: human-rights terms; works: integrity clauses; services: wages and working conditions.
    Empty when the type is unknown.
    """
    day = contract.signed or contract.starts
    newest: dict[str, RequirementSet] = {}
    for terms in sets.values():
        if contract.kind not in terms.default_for or (day is not None and terms.valid_from > day):
            continue
        if terms.id not in newest or newest[terms.id].version < terms.version:
            newest[terms.id] = terms
    return tuple(
        RequirementSetInForce(set_id=terms.id, version=terms.version, assumed=True)
        for terms in newest.values()
    )
