"""The kinds of things the journal tells of: where the rows of each lie, and what value and what row each has."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeVar

from pydantic_core import from_json, to_json
from sqlalchemy import ColumnElement, Connection, Table, cast, func, literal, select

from checklists.change import SubjectKind
from checklists.contract import Contract
from checklists.form import Form
from checklists.values import Frozen
from db.columns import WORDS
from db.folding import folded_words
from db.problems import RowUnreadable
from db.rows import (
    Cell,
    Row,
    answer_row,
    answer_value,
    contract_row,
    contract_value,
    decision_row,
    decision_value,
    deviation_row,
    deviation_value,
    evidence_row,
    evidence_value,
    followup_row,
    followup_value,
    form_row,
    form_version_row,
    form_version_value,
    measure_row,
    measure_value,
    own_text_row,
    own_text_value,
    risk_row,
    risk_value,
    setting_row,
    setting_value,
    summary_row,
    summary_value,
    supplier_row,
    supplier_value,
)
from db.rows.contract import Named, names_and_numbers
from db.tables import (
    answer,
    contract,
    contract_supplier,
    decision,
    deviation,
    evidence,
    followup,
    form_copy,
    form_version,
    measure,
    own_text,
    risk,
    setting,
    summary,
    supplier,
)

Told = Mapping[str, object]
"""A value as the journal's payload has it."""


ValueT = TypeVar("ValueT", bound=Frozen)


@dataclass(frozen=True)
class Kind:
    """One kind of subject. `read` gives the payload's form of a row, and every column the row should have."""

    name: SubjectKind
    table: Table
    subject: ColumnElement[str]
    order: tuple[ColumnElement[Any], ...]
    read: Read
    extra: tuple[ColumnElement[Any], ...] = ()
    """Columns of other tables that the value needs."""

    @cached_property
    def versioned(self) -> bool:
        """Has it a version that rises with each change?"""
        return "version" in self.table.c and self.name != "form"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the cells of a row are called: the table's columns, then the others."""
        return (*self.table.c.keys(), *(str(each.key) for each in self.extra))

    @cached_property
    def version_at(self) -> int:
        """Where among the table's columns its version stands."""
        return self.table.c.keys().index("version")


class Joined(NamedTuple):
    """The suppliers of a contract: in order, their ids as JSON, and what the contract shows and is found by of them."""

    suppliers: tuple[Named, ...]
    ids: str
    names: str
    words: Mapping[str, None]


class Context:
    """What rows of one kind need of others, read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._joined: dict[str, Joined] = {}

    def suppliers(self, links: str) -> Joined:
        """The suppliers that a contract is joined to; `links` is JSON, each with its place and its id."""
        found = self._joined.get(links)
        if found is None:
            found = self._joined[links] = self._of_links(links)
        return found

    def _of_links(self, links: str) -> Joined:
        linked: list[tuple[int, str]] = from_json(links)
        ids = tuple(id for _, id in linked)
        if [place for place, _ in linked] != list(range(len(ids))) or not self._suppliers.keys() >= set(ids):
            raise RowUnreadable("Contract.suppliers")
        firms = tuple([self._suppliers[id] for id in ids])
        names, numbers = names_and_numbers(firms)
        return Joined(firms, to_json(ids).decode(), names, folded_words(names, numbers))

    @cached_property
    def _suppliers(self) -> Mapping[str, Named]:
        rows = self._connection.execute(select(supplier.c.id, supplier.c.name, supplier.c.number))
        return {row[0]: Named(*row) for row in rows}

    @cached_property
    def _form_of(self) -> Mapping[str, str]:
        rows = self._connection.execute(select(followup.c.id, followup.c.form_hash))
        return {id: form_hash for id, form_hash in rows if form_hash is not None}

    @cached_property
    def _themes(self) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for form_hash, text in self._connection.execute(select(form_copy.c.hash, form_copy.c.json_text)):
            found[form_hash] = {
                question["key"]: question.get("theme") or section.get("theme", "")
                for section in json.loads(text)["sections"]
                for question in section["questions"]
            }
        return found

    def theme(self, followup_id: str, question: str) -> str:
        """The theme of a question of a follow-up."""
        return self._themes.get(self._form_of.get(followup_id, ""), {}).get(question, "")


Read = Callable[[Context, Row], tuple[Told, Mapping[str, Cell]]]


def _told(value: Frozen) -> Told:
    return value.model_dump(mode="json")


def _version(row: Row) -> int:
    version = row["version"]
    return version if isinstance(version, int) else 0


def _read_with_version(
    value_of: Callable[[Row], ValueT], row_of: Callable[[ValueT, int], Mapping[str, Cell]]
) -> Read:
    def read(_: Context, row: Row) -> tuple[Told, Mapping[str, Cell]]:
        value = value_of(row)
        return _told(value), row_of(value, _version(row))

    return read


def _read(value_of: Callable[[Row], ValueT], row_of: Callable[[ValueT], Mapping[str, Cell]]) -> Read:
    def read(_: Context, row: Row) -> tuple[Told, Mapping[str, Cell]]:
        value = value_of(row)
        return _told(value), row_of(value)

    return read


def _read_contract(context: Context, row: Row) -> tuple[Told, Mapping[str, Cell]]:
    links = row["links"]
    firms = context.suppliers(links if isinstance(links, str) else "[]").suppliers
    value: Contract = contract_value(row, tuple(firm.id for firm in firms))
    return _told(value), {**contract_row(value, firms, _version(row)), "links": links}


def _read_answer(context: Context, row: Row) -> tuple[Told, Mapping[str, Cell]]:
    value, of = answer_value(row), str(row["followup_id"])
    return _told(value), answer_row(of, value, context.theme(of, value.question), _version(row))


def _read_form(_: Context, row: Row) -> tuple[Told, Mapping[str, Cell]]:
    try:
        form = Form.model_validate_json(str(row["json_text"]))
    except ValueError:
        raise RowUnreadable("Form") from None
    return {"id": form.id, "version": form.version, "hash": form.content_hash}, form_row(form)


_LINKS: Final = (
    select(
        func.json_group_array(func.json_array(contract_supplier.c.position, contract_supplier.c.supplier_id))
    )
    .where(contract_supplier.c.contract_id == contract.c.id)
    .correlate(contract)
    .scalar_subquery()
    .label("links")
)


def _with_id(name: SubjectKind, table: Table, read: Read, *extra: ColumnElement[Any]) -> Kind:
    return Kind(name, table, table.c.id, (table.c.id,), read, extra)


def _of_followup(name: SubjectKind, table: Table, key: str, read: Read) -> Kind:
    subject = table.c.followup_id + literal("/") + table.c[key]
    return Kind(name, table, subject, (table.c.followup_id, table.c[key]), read)


def _joined(*parts: ColumnElement[Any]) -> ColumnElement[str]:
    subject: ColumnElement[str] = cast(parts[0], WORDS)
    for part in parts[1:]:
        subject = subject + literal("/") + cast(part, WORDS)
    return subject


_FORM: Final = _joined(form_copy.c.id, form_copy.c.version, func.substr(form_copy.c.hash, 1, 12))
_FORM_VERSION: Final = _joined(form_version.c.form, form_version.c.number)
_OWN_TEXT: Final = _joined(own_text.c.year, own_text.c.part)
_SUMMARY: Final = _joined(summary.c.year, summary.c.frozen)
KINDS: Final = (
    _with_id("supplier", supplier, _read_with_version(supplier_value, supplier_row)),
    _with_id("contract", contract, _read_contract, _LINKS),
    Kind("form", form_copy, _FORM, (_FORM,), _read_form),
    Kind(
        "form_version",
        form_version,
        _FORM_VERSION,
        (_FORM_VERSION,),
        _read_with_version(form_version_value, form_version_row),
    ),
    _with_id("followup", followup, _read_with_version(followup_value, followup_row)),
    _of_followup("answer", answer, "question", _read_answer),
    _of_followup("decision", decision, "proposal", _read(decision_value, decision_row)),
    _with_id("deviation", deviation, _read_with_version(deviation_value, deviation_row)),
    _with_id("measure", measure, _read_with_version(measure_value, measure_row)),
    _with_id("evidence", evidence, _read_with_version(evidence_value, evidence_row)),
    _with_id("risk", risk, _read_with_version(risk_value, risk_row)),
    Kind("setting", setting, setting.c.key, (setting.c.key,), _read(setting_value, setting_row)),
    Kind("own_text", own_text, _OWN_TEXT, (_OWN_TEXT,), _read(own_text_value, own_text_row)),
    Kind("summary", summary, _SUMMARY, (_SUMMARY,), _read(summary_value, summary_row)),
)
"""What is referred to comes first. Imports are told of, but have no row."""
