"""Asking for the facts of a contract: only those needed now for a new one, all of them for one that is there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from checklists.contract import Contract, ContractOption, RequirementSetInForce, Supplier
from checklists.library import requirement_sets
from checklists.organisation import refuse_wrong_number, shown_number
from checklists.possible import contract_faults, refuse_new
from checklists.requirements import assumed_sets
from checklists.values import NAME_LIMIT, Money, Refused, clean
from checklists.words import N_
from tui.dialogs.choose import Choose
from tui.dialogs.fields import Asked, Fields
from tui.given import day_of, told
from tui.screens.contract_suppliers import recorded_supplier, supplier_written
from tui.screens.deviation_fields import listed

if TYPE_CHECKING:
    from tui.screens.place import Place


NEW = "contract"
"""Key of the draft of a new contract."""


@dataclass(frozen=True)
class Edited:
    """A contract as a person made it, and the supplier that was written beside it; None for no supplier."""

    contract: Contract
    supplier: Supplier | None


async def add_contract(place: Place) -> str | None:
    """Ask for what is needed now of a new contract and keep it; its id, or None."""
    act = place.aktsom.act(draft=NEW)
    wanted = ("title", "reference", "supplier", "number", "kind", "category", "starts", "ends", "value")
    empty = Contract.model_construct(reference="", title="")
    fields = [field for field in _fields(place, empty, None) if field.key in wanted]

    def made(values: Mapping[str, str]) -> Edited:
        return _edited(place, None, None, values)

    asked = Fields(place.text(N_("A contract")), fields, place.aktsom.language, made)
    values = await place.ask(asked, NEW)
    if values is None:
        return None
    edited = made(values)
    suppliers = (edited.supplier,) if edited.supplier is not None else ()
    contract = edited.contract.model_copy(
        update={"requirement_sets": assumed_sets(edited.contract, requirement_sets())}
    )
    kept = await place.keep(lambda db: db.contracts.add(contract, suppliers, act))
    return kept.id if kept is not None else None


async def ask_contract(place: Place, contract: Contract, supplier: Supplier | None) -> Edited | None:
    """The contract with its facts as the person made them, or None. `supplier` where it has one, not several."""

    def edited(values: Mapping[str, str]) -> Edited:
        return _edited(place, contract, supplier, values)

    fields = _fields(place, contract, supplier)
    if len(contract.suppliers) > 1:
        fields = [field for field in fields if field.key not in ("supplier", "number")]
    title = f"{contract.id} {contract.title}"
    values = await place.ask(Fields(title, fields, place.aktsom.language, edited), f"{contract.id}/facts")
    return edited(values) if values is not None else None


def _fields(place: Place, contract: Contract, supplier: Supplier | None) -> list[Asked]:
    text, language = place.text, place.aktsom.language
    option = contract.next_option
    yes_no = [("no", text(N_("no"))), ("yes", text(N_("yes")))]
    notice = told(option.notice_by, language) if option else ""
    kinds = listed("contract_kinds", language, empty=True)
    risks = listed("risk_levels", language, empty=True)
    number = shown_number(supplier.number) if supplier is not None and supplier.number else ""
    judged = refuse_wrong_number if supplier is None or supplier.country in (None, "NO") else None
    return [
        Asked("title", text(N_("Title")), contract.title),
        Asked("reference", text(N_("Reference")), contract.reference),
        Asked("supplier", text(N_("Supplier")), supplier.name if supplier is not None else ""),
        Asked("number", text(N_("Organisation number")), number, reads=judged),
        Asked("kind", text(N_("Type")), contract.kind or "", kinds, "choice"),
        Asked("category", text(N_("Category")), contract.category, listed("categories", language), "choice"),
        Asked("cpv", text(N_("CPV")), contract.cpv or "", reads=_cpv),
        Asked("signed", text(N_("Signed")), told(contract.signed, language), reads=day_of),
        Asked("starts", text(N_("From")), told(contract.starts, language), reads=day_of),
        Asked("ends", text(N_("To")), told(contract.ends, language), reads=day_of),
        Asked("open_ended", text(N_("Without end")), _yes(contract.open_ended), yes_no, "choice"),
        Asked("option", text(N_("Option to")), told(option.until, language) if option else "", reads=day_of),
        Asked("notice", text(N_("Notice of it by")), notice, reads=day_of),
        Asked("terminated", text(N_("Terminated")), told(contract.terminated, language), reads=day_of),
        Asked("value", text(N_("Value")), _written(contract.value), reads=money_of),
        Asked("responsible", text(N_("Responsible")), contract.responsible),
        Asked("risk", text(N_("Risk")), contract.risk or "", risks, "choice"),
        Asked("risk_reason", text(N_("Reason for the risk")), contract.risk_reason),
        Asked(
            "building_project",
            text(N_("Building project")),
            _yes(contract.building_project),
            yes_no,
            "choice",
        ),
        Asked("case_reference", text(N_("Case reference")), contract.case_reference),
    ]


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"


def _written(value: Money | None) -> str:
    """An amount as it can be typed again: kroner alone, another currency with its code."""
    if value is None:
        return ""
    amount = f"{value.amount:f}".replace(".", ",")
    return amount if value.currency == "NOK" else f"{amount} {value.currency}"


def money_of(written: str) -> Money | None:
    """`2 400 000`, `1234,50`, `100 000 EUR` as an amount; None when empty. Refused when it is no amount."""
    text = re.sub(r"[\s\u00a0\u202f]", "", written)
    if not text:
        return None
    found = re.fullmatch(r"([A-Za-z]{3})?(\d{1,18}(?:[.,]\d{1,3})?)([A-Za-z]{2,3})?", text)
    if not found or (found[1] and found[3]) or re.fullmatch(r"\d{1,3}[.,]\d{3}", found[2]):
        raise Refused("not_an_amount", given=written[:40])
    code = (found[1] or found[3] or "NOK").upper()
    currency = "NOK" if code == "KR" else code
    if len(currency) != 3:
        raise Refused("not_an_amount", given=written[:40])
    try:
        return Money(amount=Decimal(found[2].replace(",", ".")), currency=currency)
    except InvalidOperation:
        raise Refused("not_an_amount", given=written[:40]) from None


def _edited(
    place: Place, contract: Contract | None, supplier: Supplier | None, values: Mapping[str, str]
) -> Edited:
    for key, name in (("title", N_("Title")), ("reference", N_("Reference"))):
        if not clean(values[key], limit=NAME_LIMIT):
            raise Refused("field_needed", field=place.text(name))
    cpv = _cpv(values.get("cpv", ""))
    before = contract.model_dump() if contract is not None else {}
    facts: dict[str, object] = {
        "title": values["title"],
        "reference": values["reference"],
        "kind": values["kind"] or None,
        "category": values["category"],
        "starts": day_of(values["starts"]),
        "ends": day_of(values["ends"]),
        "value": money_of(values["value"]),
    }
    if contract is not None:
        facts |= {
            "cpv": cpv or None,
            "signed": day_of(values["signed"]),
            "open_ended": values["open_ended"] == "yes",
            "options": _options(place, contract, values),
            "terminated": day_of(values["terminated"]),
            "responsible": values["responsible"],
            "risk": values["risk"] or None,
            "risk_reason": values["risk_reason"],
            "building_project": values["building_project"] == "yes",
            "case_reference": values["case_reference"],
        }
        facts |= {} if facts["risk"] is None or values["risk_reason"] else _risk_needs_reason(contract, place)
    edited = Contract.model_validate({**before, **facts})
    refuse_new(contract_faults(edited), contract_faults(contract) if contract is not None else ())
    return Edited(edited, supplier_written(place, supplier, values))


def _cpv(written: str) -> str:
    """The eight digits of a CPV code, without the check digit."""
    cpv = written.partition("-")[0].strip()
    if cpv and not re.fullmatch(r"\d{8}", cpv):
        raise Refused("cpv_not_understood", given=cpv[:20])
    return cpv


def _risk_needs_reason(contract: Contract, place: Place) -> dict[str, object]:
    """A risk that is set says why; one that came with a register may stand as it is."""
    if contract.risk is None or contract.risk_reason:
        raise Refused("field_needed", field=place.text(N_("Reason for the risk")))
    return {}


def _options(place: Place, contract: Contract, values: Mapping[str, str]) -> tuple[ContractOption, ...]:
    """The options, with the next one as it was written; emptied, it is taken away."""
    until, notice = day_of(values["option"]), day_of(values["notice"])
    others = tuple(option for option in contract.options if option != contract.next_option)
    if until is None and notice is not None:
        raise Refused("field_needed", field=place.text(N_("Option to")))
    if until is None:
        return others
    return (*others, ContractOption(until=until, notice_by=notice))


async def keep_contract(place: Place, edited: Edited, version: int) -> bool:
    """Keep a contract as it was edited, and its supplier: corrected if it is the same firm, else the new one."""
    act, supplier = place.aktsom.act(), edited.supplier
    contract = edited.contract
    if supplier is not None and not supplier.id:
        added = await place.keep(lambda db: recorded_supplier(db, supplier, act))
        if added is None:
            return False
        contract = contract.model_copy(update={"suppliers": (added.id,)})
    elif supplier is not None:
        held = await place.read(lambda db: db.contracts.supplier(supplier.id))
        if held.value != supplier and not await place.kept(
            lambda db: db.contracts.change_supplier(supplier, held.version, act)
        ):
            return False
    done = place.aktsom.act(draft=f"{contract.id}/facts")
    return await place.kept(lambda db: db.contracts.change(contract, version, done))


async def ask_option(place: Place, contract: Contract, today: date) -> Contract | None:
    """The contract with its next option exercised, after a look at what that means; None when it was left."""
    option = contract.next_option
    if option is None:
        place.tell(place.text(N_("There is no option left to exercise.")), bad=True)
        return None
    language = place.aktsom.language
    late = option.notice_by is not None and option.notice_by < today
    told_late = (
        place.text(N_("The day of notice, {day}, has passed."), day=told(option.notice_by, language))
        if late
        else ""
    )
    title = place.text(N_("Option to {day}"), day=told(option.until, language)) + (
        f" · {told_late}" if told_late else ""
    )
    choices = [
        ("used", place.text(N_("exercised: the contract runs to {day}"), day=told(option.until, language))),
        ("dropped", place.text(N_("not used: the option is taken away"))),
    ]
    chosen = await place.ask(Choose(title, choices, place.aktsom.language))
    if chosen is None:
        return None
    others = tuple(each for each in contract.options if each != option)
    used = option.model_copy(update={"exercised": True})
    kept = (*others, used) if chosen == "used" else others
    return Contract.model_validate({**contract.model_dump(), "options": kept})


def set_choices(contract: Contract, language: str) -> list[tuple[str, str]]:
    """Every requirement set there is by id, those in force in the contract among them."""
    newest = {
        terms.id: terms for terms in sorted(requirement_sets().values(), key=lambda terms: terms.version)
    }
    choices = [(terms.id, terms.title.text(language)) for terms in newest.values()]
    known = {code for code, _ in choices}
    return choices + [
        (held.set_id, held.set_id) for held in contract.requirement_sets if held.set_id not in known
    ]


def with_sets(contract: Contract, chosen: tuple[str, ...]) -> Contract:
    """The contract with these requirement sets, chosen by a person. New ones come in their newest version."""
    held = {each.set_id: each for each in contract.requirement_sets}
    newest = {
        terms.id: terms for terms in sorted(requirement_sets().values(), key=lambda terms: terms.version)
    }
    sets = [
        held[code].model_copy(update={"assumed": False})
        if code in held
        else RequirementSetInForce(set_id=code, version=newest[code].version)
        for code in chosen
    ]
    return contract.model_copy(update={"requirement_sets": tuple(sets)})
