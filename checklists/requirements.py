"""Requirement sets and their clauses as data, and which clauses are in force in one contract."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from checklists.contract import Contract, RequirementSetInForce
from checklists.form import Form, Severity, Texts
from checklists.values import Code, Frozen, Refused

LARGEST = 99_999
"""The largest a contract's own number can be where the set says nothing: days that a date can still be moved by."""


class SetParameter(Frozen):
    """A number that differs between buyers: tiers, shares, deadlines."""

    key: Code
    title: Texts
    value: int
    most: int | None = None
    """The largest it can be: 100 for a share in per cent."""
    source: str = ""

    def own(self, written: str) -> int:
        """A contract's own number in its place, as it was written.

        Refused("parameter_not_a_number"), ("parameter_too_large").
        """
        if not re.fullmatch(r"[0-9]{1,9}", written):
            raise self.no_number(written)
        most = LARGEST if self.most is None else self.most
        if int(written) > most:
            raise self._refused("parameter_too_large", given=written, most=most)
        return int(written)

    def no_number(self, given: str) -> Refused:
        return self._refused("parameter_not_a_number", given=given[:40])

    def _refused(self, code: str, **params: str | int) -> Refused:
        title = self.title
        told = {"parameter": title.nb, "parameter_nn": title.text("nn"), "parameter_en": title.text("en")}
        return Refused(code, key=self.key, **told, **params)


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


_LONGEST_KEY = 64
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


def question_key(address: str) -> str:
    """Key of the question about a clause: `human_rights.policy` → `human_rights__policy`."""
    key = address.replace(".", "__")
    if not key[:1].isalpha():
        key = f"c_{key}"
    return key if len(key) <= _LONGEST_KEY else _told_apart(key, address)


def clause_keys(clauses: Iterable[ClauseInForce]) -> tuple[str, ...]:
    """Keys for these clauses, no two alike."""
    taken: dict[str, None] = {}
    for clause in clauses:
        key = question_key(clause.address)
        taken[_told_apart(key, clause.address) if key in taken else key] = None
    return tuple(taken)


def _told_apart(key: str, address: str) -> str:
    """A key that is too long, or taken, with a mark of its address instead of its end."""
    mark = hashlib.sha256(address.encode()).hexdigest()[:8]
    return f"{key[: _LONGEST_KEY - len(mark) - 1]}_{mark}"


def refuse_other_clause(address: str, contract: str, in_force: tuple[ClauseInForce, ...]) -> None:
    """No breach without a clause of this contract: `address` must be one of those in force in it, or empty."""
    there = [clause.address for clause in in_force]
    if not address or address in there:
        return
    if not there:
        raise Refused("contract_without_clauses", contract=contract, clause=address[:80])
    raise Refused("clause_of_no_set", contract=contract, clause=address[:80], clauses=", ".join(there))


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


def parameters_in_force(contract: Contract, sets: RequirementSets, family: str = "") -> dict[str, int | str]:
    """The numbers that a follow-up of this contract is judged by. `family`: what its form asks about, or empty.

    A number of the contract's own goes before that of any set. Among those of its own, and among the sets', the one
    of the form's family goes first, then that of the first set of the contract that has it.
    """
    values: dict[str, int | str] = {}
    for held in _of_family_first(contract, sets, family):
        terms = sets.get((held.set_id, held.version))
        for parameter in terms.parameters if terms else ():
            values.setdefault(parameter.key, parameter.value)
    return values | own_parameters(contract, sets, family)


def own_parameters(contract: Contract, sets: RequirementSets, family: str = "") -> dict[str, int | str]:
    """The numbers that the contract has in place of those of its sets, whichever set they were written on."""
    values: dict[str, int | str] = {}
    for held in _of_family_first(contract, sets, family):
        for key, value in held.parameters.items():
            values.setdefault(key, value)
    return values


def _of_family_first(contract: Contract, sets: RequirementSets, family: str) -> list[RequirementSetInForce]:
    def of_another(held: RequirementSetInForce) -> bool:
        terms = sets.get((held.set_id, held.version))
        return terms is None or terms.family != family

    return sorted(contract.requirement_sets, key=of_another)


class ParameterInForce(Frozen):
    """A parameter of one set of a contract, and the number that holds in the forms about that set."""

    parameter: SetParameter
    value: int | str
    own_on: str = ""
    """Id of the set that the contract's own number was written on; empty where the set's number holds."""


def parameters_of(
    contract: Contract, held: RequirementSetInForce, sets: RequirementSets
) -> tuple[ParameterInForce, ...]:
    """Every parameter of a set of the contract as it holds in it; none for a set nobody knows."""
    terms = sets.get((held.set_id, held.version))
    if terms is None:
        return ()
    values = parameters_in_force(contract, sets, terms.family)
    order = _of_family_first(contract, sets, terms.family)
    return tuple(
        ParameterInForce(
            parameter=each,
            value=values[each.key],
            own_on=next((other.set_id for other in order if each.key in other.parameters), ""),
        )
        for each in terms.parameters
    )


def refuse_other_parameters(held: RequirementSetInForce, sets: RequirementSets) -> None:
    """The contract's own numbers stand in place of numbers of that set; of a set nobody knows nothing is said.

    Refused("parameter_of_no_set"), and as `SetParameter.own`; each with the `key` it is about.
    """
    terms = sets.get((held.set_id, held.version))
    known = {parameter.key: parameter for parameter in terms.parameters} if terms else {}
    for key, value in held.parameters.items() if terms else ():
        if key not in known:
            there = ", ".join(known) or "-"
            raise Refused("parameter_of_no_set", key=key[:60], set=held.set_id, parameters=there)
        if isinstance(value, str):
            raise known[key].no_number(value)
        known[key].own(str(value))


def answer_days(form: Form | None, own: Mapping[str, int | str], usual: int | None) -> int:
    """Days a supplier has to answer: the contract's own number, else the form's, else the organisation's."""
    agreed = own.get("response_days")
    return int(agreed) if agreed else (form.due_days if form else None) or usual or 42


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
