"""The fields of a contract as they are typed: `category=textiles value=1000000 option=2027-12-31`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from checklists.codelists import codes
from checklists.contract import ContractOption, OwnClause, RequirementSetInForce, Supplier
from checklists.library import requirement_sets
from checklists.organisation import organisation_number, refuse_wrong_number
from tui.cli import fields
from tui.cli.fields import Taken
from tui.cli.wrong import LineWrong, one_of, valued


def _code(name: str, listname: str) -> Taken:
    return lambda value: one_of(name, value.strip(), codes(listname)) if value.strip() else None


def _category(value: str) -> object:
    return one_of("category", value.strip(), codes("categories")) if value.strip() else "other"


def _source(value: str) -> object:
    return value.strip() or "own"


PLAIN: Final[Mapping[str, tuple[str, Taken]]] = {
    "reference": ("reference", fields.text),
    "title": ("title", fields.text),
    "source": ("source", _source),
    "type": ("kind", _code("type", "contract_kinds")),
    "framework": ("framework", fields.flag),
    "category": ("category", _category),
    "category_note": ("category_note", fields.text),
    "cpv": ("cpv", fields.optional),
    "country": ("country", fields.country),
    "value": ("value", fields.amount),
    "yearly_value": ("yearly_value", fields.amount),
    "signed": ("signed", fields.day),
    "from": ("starts", fields.day),
    "to": ("ends", fields.day),
    "open_ended": ("open_ended", fields.flag),
    "terminated": ("terminated", fields.day),
    "responsible": ("responsible", fields.text),
    "risk": ("risk", _code("risk", "risk_levels")),
    "risk_reason": ("risk_reason", fields.text),
    "building_project": ("building_project", fields.flag),
    "case_reference": ("case_reference", fields.text),
    "note": ("note", fields.text),
}
"""Name on the command line → field of Contract and how it is read."""
LISTS: Final = ("option", "requirement_set", "clause")
"""Given once for each; the first of a kind replaces what was there, an empty one leaves none."""
ALL: Final = (*PLAIN, *LISTS)


def contract_facts(given: Iterable[str]) -> tuple[dict[str, object], list[tuple[str, str]]]:
    """Fields of Contract as typed, and the `supplier=` and `number=` among them, in their order."""
    plain: list[str] = []
    several: dict[str, list[str]] = {}
    suppliers: list[tuple[str, str]] = []
    for name, value in fields.split(given):
        if name in LISTS:
            several.setdefault(name, []).append(value)
        elif name in ("supplier", "number"):
            suppliers.append((name, value))
        elif name in PLAIN:
            plain.append(f"{name}={value}")
        else:
            raise LineWrong(
                "field_unknown_on_line", field=name[:60], fields=", ".join((*ALL, "supplier", "number"))
            )
    found = fields.facts(plain, PLAIN)
    for name, (field, read) in _READERS.items():
        if name in several:
            found[field] = tuple(read(value) for value in several[name] if value.strip())
    return found, suppliers


def _option(value: str) -> ContractOption:
    """`2027-12-31,notice=2027-06-30,exercised`."""
    until, *others = fields.listed(value)
    facts: dict[str, object] = {"until": fields.day(until)}
    for other in others:
        name, _, said = other.partition("=")
        if name == "notice":
            facts["notice_by"] = fields.day(said)
        elif other == "exercised":
            facts["exercised"] = True
        else:
            raise LineWrong("option_not_understood", given=value[:60])
    return valued(ContractOption, facts)


def _set(value: str) -> RequirementSetInForce:
    """`integrity_construction@1,max_tiers=1`: the newest version where none is named."""
    name, *others = fields.listed(value)
    set_id, _, version = name.partition("@")
    there = sorted(held for known, held in requirement_sets() if known == set_id)
    if not there:
        known = dict.fromkeys(known for known, _ in requirement_sets())
        raise LineWrong("not_one_of", name="requirement_set", given=set_id[:60], choices=", ".join(known))
    number = fields.whole(version) or there[-1]
    if number not in there:
        raise LineWrong("not_one_of", name=set_id, given=version[:20], choices=", ".join(map(str, there)))
    return RequirementSetInForce(set_id=set_id, version=number, parameters=_own(set_id, number, others))


def _own(set_id: str, version: int, given: Sequence[str]) -> dict[str, int | str]:
    """`max_tiers=1`: the contract's own numbers in place of those of the set."""
    known = {parameter.key: parameter for parameter in requirement_sets()[set_id, version].parameters}
    own: dict[str, int | str] = {}
    for key, said in fields.split(given):
        if key not in known:
            raise LineWrong("not_one_of", name=set_id, given=key[:60], choices=", ".join(known))
        own[key] = known[key].own(said.strip())
    return own


def _clause(value: str) -> OwnClause:
    """`key;reference;theme;text[;MM-DD]`."""
    parts = [part.strip() for part in value.split(";")]
    if len(parts) not in (4, 5):
        raise LineWrong("clause_not_understood", given=value[:60])
    one_of("theme", parts[2], codes("themes"))
    names = ("key", "reference", "theme", "text", "documentation_due")
    return valued(OwnClause, dict(zip(names, parts, strict=False)))


_READERS: Final[Mapping[str, tuple[str, Callable[[str], object]]]] = {
    "option": ("options", _option),
    "requirement_set": ("requirement_sets", _set),
    "clause": ("own_clauses", _clause),
}


def new_suppliers(given: Iterable[tuple[str, str]]) -> tuple[Supplier, ...]:
    """Suppliers of a new contract: a `number=` belongs to the `supplier=` before it."""
    found: list[dict[str, object]] = []
    for name, value in given:
        if name == "supplier":
            found.append({"name": value})
        elif not found or "number" in found[-1]:
            raise LineWrong("number_without_supplier", given=value[:40])
        else:
            refuse_wrong_number(value)
            number = organisation_number(value)
            found[-1] |= {"number": number or value.strip(), **({"country": "NO"} if number else {})}
    return tuple(valued(Supplier, facts) for facts in found)
