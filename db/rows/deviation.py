"""Deviations, measures and evidence: row ↔ value, and what is derived from them."""

from __future__ import annotations

from datetime import date

from pydantic import TypeAdapter

from checklists.deviation import Deviation, Extension, Place, Report, Sanction, Step
from checklists.evidence import Attachment, Evidence
from checklists.measure import Measure
from db.folding import folded
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
    names_tuple,
    reference,
    texts,
    texts_or_none,
    value_of,
    wholes_or_none,
)

_PLACE: Fields = (*wholes_or_none("tier"), *texts("stage", "site"), *texts_or_none("country"))
_DEVIATION: Fields = (
    *texts("id"),
    reference("contract", "contract_id"),
    reference("supplier", "supplier_id"),
    reference("followup", "followup_id"),
    reference("origin", "origin"),
    *texts("question", "type", "severity", "clause", "title", "text", "public_text", "note", "note_exempt"),
    *texts("company", "position", "position_text", "harm_reference", "remediation", "count"),
    *texts("status", "case_reference"),
    *days("found", "comment_deadline", "original_deadline", "deadline", "accepted_until"),
    *flags("suspected", "disputed", "self_reported", "harm"),
    models_tuple("steps", TypeAdapter(tuple[Step, ...])),
    models_tuple("extensions", TypeAdapter(tuple[Extension, ...])),
    models_tuple("sanctions", TypeAdapter(tuple[Sanction, ...])),
    models_tuple("reports", TypeAdapter(tuple[Report, ...])),
)


def deviation_row(deviation: Deviation, version: int = 1) -> dict[str, Cell]:
    """Every column of a deviation."""
    due = deviation.accepted_until if deviation.status == "accepted_until" else deviation.deadline
    place = deviation.place
    return {
        "nr": number_in(deviation.id),
        "version": version,
        **cells(deviation, _DEVIATION),
        **cells(place, _PLACE),
        "is_open": int(deviation.is_open),
        "year": deviation.found.year,
        "closed_day": _iso(deviation.closed),
        "due_day": _iso(due) if deviation.is_open else None,
        "folded": folded(
            deviation.id,
            deviation.title,
            deviation.text,
            deviation.company,
            place.site,
            deviation.case_reference,
        ),
    }


def deviation_value(row: Row) -> Deviation:
    return value_of(Deviation, _DEVIATION, row, place=value_of(Place, _PLACE, row))


_MEASURE: Fields = (
    *texts("id"),
    reference("deviation", "deviation_id"),
    *texts("kind", "text", "role", "status", "reason"),
    *days("due", "done"),
    names_tuple("evidence"),
)


def measure_row(measure: Measure, version: int = 1) -> dict[str, Cell]:
    """Every column of a measure."""
    return {
        "nr": number_in(measure.id),
        "version": version,
        **cells(measure, _MEASURE),
        "due_day": _iso(measure.due) if measure.status == "open" else None,
    }


def measure_value(row: Row) -> Measure:
    return value_of(Measure, _MEASURE, row)


_EVIDENCE: Fields = (
    *texts("id", "title", "ref", "question", "note"),
    *days("dated", "valid_until"),
    *wholes_or_none("page"),
    reference("followup", "followup_id"),
    reference("deviation", "deviation_id"),
    reference("measure", "measure_id"),
    reference("supplier", "supplier_id"),
)


def evidence_row(evidence: Evidence, version: int = 1) -> dict[str, Cell]:
    """Every column of a piece of evidence."""
    file = evidence.file
    return {
        "nr": number_in(evidence.id),
        "version": version,
        **cells(evidence, _EVIDENCE),
        "file_name": file.name if file else None,
        "file_size": file.size if file else None,
        "sha256": file.sha256 if file else None,
    }


def evidence_value(row: Row) -> Evidence:
    return value_of(Evidence, _EVIDENCE, row, file=_attachment(row))


def _attachment(row: Row) -> Attachment | None:
    name, size, sha256 = row["file_name"], row["file_size"], row["sha256"]
    if sha256 is None:
        return None
    if not (isinstance(name, str) and isinstance(size, int) and isinstance(sha256, str)):
        raise RowUnreadable("Evidence.file")
    return Attachment.model_construct(name=name, size=size, sha256=sha256)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
