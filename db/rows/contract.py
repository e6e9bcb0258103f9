"""Contracts and suppliers: row ↔ value, and what is derived from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from pydantic import TypeAdapter

from checklists.contract import Contract, ContractOption, OwnClause, RequirementSetInForce, Supplier
from checklists.organisation import same_name
from checklists.values import Money
from db.folding import folded, sort_key
from db.ids import number_in
from db.problems import RowUnreadable
from db.rows.fields import (
    Cell,
    Fields,
    Row,
    cells,
    days,
    flags,
    models_tuple,
    texts,
    texts_or_none,
    value_of,
)

_SUPPLIER: Fields = (*texts("id", "name"), *texts_or_none("number", "country"), *texts("contact", "note"))
_CONTRACT: Fields = (
    *texts("id", "source", "reference", "title"),
    *texts_or_none("kind"),
    *flags("framework"),
    *texts("category", "category_note"),
    *texts_or_none("cpv", "country"),
    *days("signed", "starts", "ends", "terminated"),
    *flags("open_ended"),
    models_tuple("options", TypeAdapter(tuple[ContractOption, ...])),
    models_tuple("requirement_sets", TypeAdapter(tuple[RequirementSetInForce, ...])),
    models_tuple("own_clauses", TypeAdapter(tuple[OwnClause, ...])),
    *texts("responsible", "risk_reason", "case_reference", "note"),
    *texts_or_none("risk"),
    *flags("building_project"),
)
_BY_NAME = {field.name: field for field in _CONTRACT}
_MONEY = {"value": "currency", "yearly_value": "yearly_currency"}
RISK_ORDER = {None: 0, "low": 1, "medium": 2, "high": 3}


class Named(NamedTuple):
    """Of a supplier, what contracts are found by."""

    id: str
    name: str
    number: str | None


def number_key(supplier: Supplier) -> str | None:
    """The number as two suppliers are matched by it: nine digits, or a foreign one with its country."""
    if not supplier.number:
        return None
    norwegian = supplier.norwegian_number
    return norwegian or f"{supplier.country or ''}:{same_name(supplier.number)}"


def supplier_row(supplier: Supplier, version: int = 1) -> dict[str, Cell]:
    """Every column of a supplier."""
    return {
        "nr": number_in(supplier.id),
        "version": version,
        **cells(supplier, _SUPPLIER),
        "number_key": number_key(supplier),
        "name_key": same_name(supplier.name),
        "sort_key": sort_key(supplier.name),
        "folded": folded(supplier.id, supplier.name, supplier.number),
    }


def supplier_value(row: Row) -> Supplier:
    return value_of(Supplier, _SUPPLIER, row)


def contract_row(
    contract: Contract, suppliers: Sequence[Named | Supplier], version: int = 1
) -> dict[str, Cell]:
    """Every column of a contract. `suppliers` are its own, in order."""
    value, yearly = contract.value, contract.yearly_value
    row = cells(contract, _CONTRACT)
    row["nr"], row["version"] = number_in(contract.id), version
    row["value"], row["currency"] = (value.thousandths, value.currency) if value else (None, None)
    row["yearly_value"] = yearly.thousandths if yearly else None
    row["yearly_currency"] = yearly.currency if yearly else None
    row.update(_derived(contract))
    row.update(with_suppliers(contract, suppliers))
    return row


def with_suppliers(contract: Contract, suppliers: Sequence[Named | Supplier]) -> dict[str, Cell]:
    """The columns of a contract that its suppliers' names stand in."""
    names, numbers = names_and_numbers(suppliers)
    own = (contract.id, contract.reference, contract.title, contract.responsible, contract.case_reference)
    return {"supplier_names": names, "folded": folded(*own, contract.cpv, names, numbers)}


def names_and_numbers(suppliers: Sequence[Named | Supplier]) -> tuple[str, str]:
    """The names of a contract's suppliers as lists show them, and their numbers."""
    return ", ".join([each.name for each in suppliers]), " ".join([each.number or "" for each in suppliers])


def _derived(contract: Contract) -> dict[str, Cell]:
    option = contract.next_option if contract.options else None
    return {
        "first_day": _iso(contract.first_day),
        "last_day": _iso(contract.last_day),
        "option_day": _iso((option.notice_by or option.until) if option else None),
        "risk_order": RISK_ORDER[contract.risk],
        "title_key": sort_key(contract.title),
        "reference_key": sort_key(contract.reference),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def supplier_links(contract: Contract) -> list[dict[str, Cell]]:
    """The rows that join a contract to its suppliers."""
    return [
        {"contract_id": contract.id, "position": position, "supplier_id": supplier}
        for position, supplier in enumerate(contract.suppliers)
    ]


def contract_value(row: Row, suppliers: tuple[str, ...]) -> Contract:
    """The contract in a row. `suppliers` are the ids it is joined to, in order."""
    return value_of(
        Contract,
        _CONTRACT,
        row,
        suppliers=suppliers,
        value=_money(row["value"], row["currency"]),
        yearly_value=_money(row["yearly_value"], row["yearly_currency"]),
    )


def says_the_same(contract: Contract, names: Iterable[str], row: Row) -> bool:
    """Does the row already hold these fields of `contract`? Suppliers, which are rows of their own, are left out."""
    held = contract.__dict__
    for name in names:
        if name in _MONEY:
            money = contract.value if name == "value" else contract.yearly_value
            if (row[name], row[_MONEY[name]]) != (
                (money.thousandths, money.currency) if money else (None, None)
            ):
                return False
        elif name in _BY_NAME:
            _, column, out, _, as_it_is = _BY_NAME[name]
            part = held[name]
            if row[column] != (part if type(part) in as_it_is else out(part)):
                return False
    return True


def _money(thousandths: Cell, currency: Cell) -> Money | None:
    if thousandths is None:
        return None
    if not isinstance(thousandths, int) or not isinstance(currency, str):
        raise RowUnreadable("Contract.value")
    return Money.of_thousandths(thousandths, currency)
