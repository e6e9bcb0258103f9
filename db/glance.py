"""Is a row as its journal entry says, told at a glance: without making the value, for the kinds there are most of.

A glance only ever says "surely the same"; whatever it is not sure of is read and judged field by field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any, Final

from pydantic_core import from_json
from sqlalchemy import Table

from checklists.conditions import is_given
from checklists.contract import Supplier
from checklists.form import NOT_APPLICABLE, NOT_ASSESSED
from checklists.organisation import same_name
from db.folding import folded, folded_words, sort_key
from db.ids import number_in
from db.kinds import Context, Joined
from db.problems import RowUnreadable
from db.rows.contract import RISK_ORDER, number_key
from db.tables import answer, contract, supplier

Cells = Sequence[Any]
"""A row: the table's columns in their order, then what the kind needs beside them, then its subject."""
Glance = Callable[[Context, Cells, str], bool]
_FLAGS: Final = ("false", "true")


def _columns(table: Table, *names: str) -> Callable[[Cells], Any]:
    order = [column.name for column in table.columns]
    return itemgetter(*(order.index(name) for name in names))


def _payload(*names: str) -> Callable[[Sequence[str]], str]:
    """What a payload begins with, when the JSON of these fields is put into it."""
    told, order = (
        '{"after":{' + ",".join(f'"{name}":%s' for name in sorted(names)) + '},"before":',
        sorted(names),
    )
    in_order = itemgetter(*(names.index(name) for name in order))
    return lambda parts: told % in_order(parts)


def _quoted(texts: Sequence[str | None]) -> list[str]:
    return ["null" if text is None else encode_basestring(text) for text in texts]


_SUPPLIER: Final = ("id", "name", "number", "country", "contact", "note")
_supplier_told, _supplier_payload = _columns(supplier, *_SUPPLIER), _payload(*_SUPPLIER)
_supplier_derived = _columns(supplier, "nr", "number_key", "name_key", "sort_key", "folded")


def same_supplier(_: Context, row: Cells, payload: str) -> bool:
    """A supplier."""
    told = _supplier_told(row)
    id, name, number, country = told[:4]
    if not payload.startswith(_supplier_payload(_quoted(told))):
        return False
    key = number_key(Supplier.model_construct(number=number, country=country)) if number else None
    derived = (number_in(id), key, same_name(name), sort_key(name), folded(id, name, number))
    return _supplier_derived(row) == derived


_CONTRACT_TEXTS: Final = (
    "id", "reference", "title", "responsible", "case_reference", "cpv", "starts", "signed", "ends", "terminated",
    "risk", "source", "kind", "category", "category_note", "country", "risk_reason", "note",
)  # fmt: skip
_CONTRACT_FLAGS: Final = ("framework", "open_ended", "building_project")
_CONTRACT_NESTED: Final = ("options", "requirement_sets", "own_clauses")
_contract_texts, _contract_flags = _columns(contract, *_CONTRACT_TEXTS), _columns(contract, *_CONTRACT_FLAGS)
_contract_nested = _columns(contract, *_CONTRACT_NESTED)
_contract_money = _columns(contract, "value", "currency", "yearly_value", "yearly_currency")
_contract_payload = _payload(
    *_CONTRACT_TEXTS, *_CONTRACT_FLAGS, *_CONTRACT_NESTED, "suppliers", "value", "yearly_value"
)
_contract_derived = _columns(
    contract, "nr", "first_day", "last_day", "option_day", "risk_order", "title_key", "reference_key",
    "supplier_names", "folded",
)  # fmt: skip


_LINKS: Final = len(contract.columns)


def same_contract(context: Context, row: Cells, payload: str) -> bool:
    """A contract, with what lists show of it and of its suppliers."""
    joined = context.suppliers(row[_LINKS])
    texts, nested = _contract_texts(row), _contract_nested(row)
    framework, open_ended, building = _contract_flags(row)
    value, currency, yearly, yearly_currency = _contract_money(row)
    told = _quoted(texts)
    told += (_FLAGS[framework], _FLAGS[open_ended], _FLAGS[building], *nested, joined.ids)
    told += (_money(value, currency), _money(yearly, yearly_currency))
    return payload.startswith(_contract_payload(told)) and _contract_derived(row) == _derived(
        joined, texts, nested[0]
    )


def _money(thousandths: int | None, currency: str | None) -> str:
    if thousandths is None or currency is None:
        return "null"
    whole, part = divmod(thousandths, 1000)
    amount = f"{whole}.{part:03}".rstrip("0") if part else str(whole)
    return f'{{"amount":"{amount}","currency":{encode_basestring(currency)}}}'


def _derived(joined: Joined, texts: Sequence[Any], options: str) -> tuple[str | int | None, ...]:
    id, reference, title, responsible, case_reference, cpv, starts, signed, ends, terminated, risk = texts[
        :11
    ]
    last, option = _last_days(ends, terminated, options) if terminated or options != "[]" else (ends, None)
    words = folded_words(id, reference, title, responsible, case_reference, cpv)
    return (
        number_in(id),
        starts or signed,
        last,
        option,
        RISK_ORDER[risk],
        sort_key(title),
        sort_key(reference),
        joined.names,
        " ".join({**words, **joined.words}),
    )


def _last_days(ends: str | None, terminated: str | None, options: str) -> tuple[str | None, str | None]:
    """Last day, and the day of the next option; as `Contract.last_day` and `Contract.next_option` have them."""
    last = ends
    some: list[dict[str, Any]] = from_json(options)
    for each in some:
        if each["exercised"] and (last is None or each["until"] > last):
            last = each["until"]
    if terminated and (last is None or terminated < last):
        last = terminated
    ahead = min((each for each in some if not each["exercised"]), key=itemgetter("until"), default=None)
    return last, (ahead["notice_by"] or ahead["until"]) if ahead else None


_ANSWER_TEXTS: Final = ("question", "comment", "reason", "reason_text", "depth")
_answer_texts, _answer_payload = (
    _columns(answer, *_ANSWER_TEXTS),
    _payload(*_ANSWER_TEXTS, "carried", "value", "evidence"),
)
_answer_nested = _columns(answer, "carried", "value", "evidence")
_answer_derived = _columns(answer, "theme", "given", "counts")
_answer_place = _columns(answer, "followup_id", "question")
_COUNTED_APART: Final = (f'"{NOT_APPLICABLE}"', f'"{NOT_ASSESSED}"')


def same_answer(context: Context, row: Cells, payload: str) -> bool:
    """An answer."""
    carried, value, evidence = _answer_nested(row)
    told = _quoted(_answer_texts(row))
    told += (_FLAGS[carried], value, evidence)
    given = value != '""' if value[0] == '"' else is_given(from_json(value))
    return payload.startswith(_answer_payload(told)) and _answer_derived(row) == (
        context.theme(*_answer_place(row)),
        given,
        given and value not in _COUNTED_APART,
    )


def _or_unsure(glance: Glance) -> Glance:
    """What stops a glance is told by reading the row."""

    def surely(context: Context, row: Cells, payload: str) -> bool:
        try:
            return glance(context, row, payload)
        except (RowUnreadable, ValueError, TypeError, LookupError):
            return False

    return surely


GLANCES: Final[dict[str, Glance]] = {
    "supplier": _or_unsure(same_supplier),
    "contract": _or_unsure(same_contract),
    "answer": _or_unsure(same_answer),
}
