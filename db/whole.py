"""The whole database as one value, and back into an empty one without loss: records, counters, versions, journal."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Final, TypeVar

from sqlalchemy import Connection, Table, select

from checklists.whole import HeldAnswer, HeldEntry, HeldFile, WholeDatabase
from db.chain import stamp
from db.database import Database
from db.rows import (
    Row,
    answer_value,
    contract_value,
    decision_value,
    deviation_value,
    evidence_value,
    followup_value,
    form_version_value,
    held_form_value,
    measure_value,
    own_text_value,
    risk_value,
    setting_value,
    summary_value,
    supplier_value,
)
from db.tables import (
    answer,
    attachment,
    contract,
    contract_supplier,
    counter,
    decision,
    deviation,
    evidence,
    followup,
    form_copy,
    form_version,
    journal,
    measure,
    own_text,
    risk,
    setting,
    summary,
    supplier,
)
from db.taking import take_whole

__all__ = ["everything", "take_whole"]
VERSIONED: Final = (supplier, contract, followup, deviation, measure, evidence, risk)
ValueT = TypeVar("ValueT")


def everything(db: Database, now: datetime) -> WholeDatabase:
    """Every record and the whole journal, as they stand at one moment. Text being written is left out."""
    with db.reader.transaction() as connection:
        return WholeDatabase.model_construct(
            None,
            program=program_version(),
            exported=stamp(now),
            suppliers=_values(connection, supplier, supplier_value),
            contracts=_contracts(connection),
            followups=_values(connection, followup, followup_value),
            answers=_values(connection, answer, _held_answer),
            decisions=_values(connection, decision, decision_value),
            deviations=_values(connection, deviation, deviation_value),
            measures=_values(connection, measure, measure_value),
            evidence=_values(connection, evidence, evidence_value),
            settings=_values(connection, setting, setting_value),
            own_texts=_values(connection, own_text, own_text_value),
            risks=_values(connection, risk, risk_value),
            forms=_values(connection, form_copy, held_form_value),
            form_versions=_values(connection, form_version, form_version_value),
            files=_values(connection, attachment, _held_file),
            summaries=_values(connection, summary, summary_value),
            counters=_counters(connection),
            versions=dict(_versions(connection)),
            journal=_values(connection, journal, _held_entry),
        )


def program_version() -> str:
    """The version of this program, as its package says."""
    try:
        return version("aktsom")
    except PackageNotFoundError:
        return "0"


def _values(connection: Connection, table: Table, value: Callable[[Row], ValueT]) -> tuple[ValueT, ...]:
    rows = connection.execute(select(*table.columns).order_by(*table.primary_key.columns)).mappings()
    return tuple(value({str(key): cell for key, cell in row.items()}) for row in rows)


def _contracts(connection: Connection) -> tuple[object, ...]:
    links = select(contract_supplier.c.contract_id, contract_supplier.c.supplier_id)
    of: dict[str, list[str]] = {}
    for id, firm in connection.execute(
        links.order_by(contract_supplier.c.contract_id, contract_supplier.c.position)
    ):
        of.setdefault(id, []).append(firm)
    return _values(connection, contract, lambda row: contract_value(row, tuple(of.get(str(row["id"]), ()))))


def _held_answer(row: Row) -> HeldAnswer:
    return HeldAnswer.model_construct(None, followup=str(row["followup_id"]), answer=answer_value(row))


def _held_file(row: Row) -> HeldFile:
    content = row["content"]
    text = base64.b64encode(content if isinstance(content, bytes) else b"").decode("ascii")
    return HeldFile.model_construct(None, sha256=str(row["sha256"]), base64=text)


def _held_entry(row: Row) -> HeldEntry:
    return HeldEntry.model_construct(None, **row)


def _counters(connection: Connection) -> dict[str, int]:
    return {row.name: row.last for row in connection.execute(select(counter.c.name, counter.c.last))}


def _versions(connection: Connection) -> Iterator[tuple[str, int]]:
    for table in VERSIONED:
        changed = select(table.c.id, table.c.version).where(table.c.version != 1).order_by(table.c.nr)
        for id, number in connection.execute(changed):
            yield f"{table.name}/{id}", number
    changed = select(answer.c.followup_id, answer.c.question, answer.c.version).where(answer.c.version != 1)
    for of, question, number in connection.execute(changed):
        yield f"answer/{of}/{question}", number
    held = form_version.c
    for form, which, number in connection.execute(
        select(held.form, held.number, held.version).where(held.version != 1)
    ):
        yield f"form_version/{form}/{which}", number
