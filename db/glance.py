"""Is a row as its journal entry says, told at a glance: without making the value, for the kinds there are most of.

A glance only ever says "surely the same"; whatever it is not sure of is read and judged field by field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any, Final

from pydantic_core import to_json
from sqlalchemy import Table

from checklists.form import NOT_APPLICABLE, NOT_ASSESSED
from checklists.organisation import same_name
from checklists.values import canonical_json
from db.folding import folded, sort_key
from db.ids import number_in
from db.kinds import Context
from db.rows.contract import RISK_ORDER
from db.tables import answer, contract, supplier

Cells = Sequence[Any]
"""A row: the table's columns in their order, then what the kind needs beside them."""
After = dict[str, Any]
Glance = Callable[[Context, Cells, After], bool]


def _columns(table: Table, *names: str) -> Callable[[Cells], Any]:
    order = [column.name for column in table.columns]
    return itemgetter(*(order.index(name) for name in names))


_SUPPLIER_PLAIN: Final = ("id", "name", "number", "country", "contact", "note")
_supplier_plain, _supplier_told = _columns(supplier, *_SUPPLIER_PLAIN), itemgetter(*_SUPPLIER_PLAIN)
_supplier_derived = _columns(supplier, "nr", "number_key", "name_key", "sort_key", "folded")


def same_supplier(_: Context, row: Cells, after: After) -> bool:
    """A supplier whose number is none, or nine digits already checked when they were kept."""
    id, name, number = after["id"], after["name"], after["number"]
    if number is not None:
        return False
    return _supplier_plain(row) == _supplier_told(after) and _supplier_derived(row) == (
        number_in(id), None, same_name(name), sort_key(name), folded(id, name),
    )  # fmt: skip


_CONTRACT_PLAIN: Final = (
    "id", "source", "reference", "title", "kind", "category", "category_note", "cpv", "country", "signed", "starts",
    "ends", "terminated", "responsible", "risk", "risk_reason", "case_reference", "note", "framework", "open_ended",
    "building_project",
)  # fmt: skip
_contract_plain, _contract_told = _columns(contract, *_CONTRACT_PLAIN), itemgetter(*_CONTRACT_PLAIN)
_contract_nested = _columns(contract, "options", "requirement_sets", "own_clauses")
_contract_money = _columns(contract, "value", "currency", "yearly_value", "yearly_currency")
_contract_derived = _columns(
    contract, "nr", "first_day", "last_day", "option_day", "risk_order", "title_key", "reference_key",
    "supplier_names", "folded",
)  # fmt: skip


def same_contract(context: Context, row: Cells, after: After) -> bool:
    """A contract, with what lists show of it and of its suppliers."""
    if _contract_plain(row) != _contract_told(after):
        return False
    ids: list[str] = after["suppliers"]
    linked = f'[[0,"{ids[0]}"]]' if len(ids) == 1 else to_json(list(enumerate(ids))).decode()
    if row[-1] != linked or any(id not in context.suppliers for id in ids):
        return False
    small = (after["options"], after["requirement_sets"], after["own_clauses"])
    nested = tuple([to_json(each).decode() if each else "[]" for each in small])
    money = (*_money(after["value"]), *_money(after["yearly_value"]))
    return (
        _contract_nested(row) == nested
        and _contract_money(row) == money
        and _contract_derived(row) == _derived(context, after)
    )


def _money(value: dict[str, str] | None) -> tuple[int | None, str | None]:
    if value is None:
        return None, None
    amount = value["amount"]
    whole = int(amount) if amount.isdecimal() and amount.isascii() else Decimal(amount)
    return int(whole * 1000), value["currency"]


def _derived(context: Context, after: After) -> tuple[str | int | None, ...]:
    firms = [context.suppliers[id] for id in after["suppliers"]]
    names = ", ".join([firm.name for firm in firms])
    numbers = " ".join([firm.number or "" for firm in firms])
    own = (after["id"], after["reference"], after["title"], after["responsible"], after["case_reference"])
    return (
        number_in(after["id"]),
        after["starts"] or after["signed"],
        *_last_days(after),
        RISK_ORDER[after["risk"]],
        sort_key(after["title"]),
        sort_key(after["reference"]),
        names,
        folded(*own, after["cpv"], names, numbers),
    )


def _last_days(after: After) -> tuple[str | None, str | None]:
    """Last day, and the day of the next option; as `Contract.last_day` and `Contract.next_option` have them."""
    ends, terminated, options = after["ends"], after["terminated"], after["options"]
    last: str | None = ends
    for each in options:
        if each["exercised"] and (last is None or each["until"] > last):
            last = each["until"]
    if terminated and (last is None or terminated < last):
        last = terminated
    ahead = min((each for each in options if not each["exercised"]), key=itemgetter("until"), default=None)
    return last, (ahead["notice_by"] or ahead["until"]) if ahead else None


_ANSWER_PLAIN: Final = ("question", "comment", "reason", "reason_text", "depth", "carried")
_answer_plain, _answer_told = _columns(answer, *_ANSWER_PLAIN), itemgetter(*_ANSWER_PLAIN)
_answer_others = _columns(answer, "value", "evidence", "theme", "given", "counts")
_answer_place = _columns(answer, "followup_id", "question")


def same_answer(context: Context, row: Cells, after: After) -> bool:
    """An answer."""
    value, evidence = after["value"], after["evidence"]
    given = len(value) > 0
    return _answer_plain(row) == _answer_told(after) and _answer_others(row) == (
        encode_basestring(value) if isinstance(value, str) else canonical_json(value),
        canonical_json(evidence) if evidence else "[]",
        context.theme(*_answer_place(row)),
        given,
        given and value not in (NOT_APPLICABLE, NOT_ASSESSED),
    )


GLANCES: Final[dict[str, Glance]] = {
    "supplier": same_supplier,
    "contract": same_contract,
    "answer": same_answer,
}
