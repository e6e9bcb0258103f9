"""Versions of forms: row ↔ value."""

from __future__ import annotations

from checklists.form_version import FormVersion
from db.rows.fields import Cell, Fields, Row, cells, days, texts, value_of, wholes

_VERSION: Fields = (
    *texts("form", "status", "hash", "file", "published_by", "retired_by", "retired_reason"),
    *wholes("number"),
    *days("published", "retired"),
)


def form_version_row(held: FormVersion, version: int = 1) -> dict[str, Cell]:
    """Every column of a version of a form; `version` is the row's own."""
    return {"version": version, **cells(held, _VERSION)}


def form_version_value(row: Row) -> FormVersion:
    return value_of(FormVersion, _VERSION, row)
