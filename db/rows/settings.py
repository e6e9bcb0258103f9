"""Settings, own texts, prioritised risks and frozen summaries: row ↔ value."""

from __future__ import annotations

from pydantic import TypeAdapter

from checklists.settings import OwnText, PrioritisedRisk, Setting, YearResult
from checklists.whole import HeldForm, HeldSummary
from db.ids import number_in
from db.rows.fields import (
    Cell,
    Fields,
    Row,
    cells,
    days,
    models_tuple,
    names_tuple,
    texts,
    value_of,
    wholes,
)

_SETTING: Fields = texts("key", "value")
_OWN_TEXT: Fields = (*wholes("year"), *texts("part", "text"))
_RISK: Fields = (
    *texts("id", "title", "reason", "sources", "goal", "measures", "indicator", "responsible_role"),
    *texts("monitored_by"),
    names_tuple("contracts"),
    models_tuple("results", TypeAdapter(tuple[YearResult, ...])),
    *days("ended"),
)
_SUMMARY: Fields = (*wholes("year"), *texts("frozen", "json_text", "fingerprint"))
_FORM: Fields = (*texts("id", "hash", "json_text"), *wholes("version"))


def setting_row(setting: Setting) -> dict[str, Cell]:
    return cells(setting, _SETTING)


def setting_value(row: Row) -> Setting:
    return value_of(Setting, _SETTING, row)


def own_text_row(text: OwnText) -> dict[str, Cell]:
    return cells(text, _OWN_TEXT)


def own_text_value(row: Row) -> OwnText:
    return value_of(OwnText, _OWN_TEXT, row)


def risk_row(risk: PrioritisedRisk, version: int = 1) -> dict[str, Cell]:
    """Every column of a prioritised risk."""
    return {"nr": number_in(risk.id), "version": version, **cells(risk, _RISK)}


def risk_value(row: Row) -> PrioritisedRisk:
    return value_of(PrioritisedRisk, _RISK, row)


def summary_row(summary: HeldSummary) -> dict[str, Cell]:
    return cells(summary, _SUMMARY)


def summary_value(row: Row) -> HeldSummary:
    return value_of(HeldSummary, _SUMMARY, row)


def held_form_value(row: Row) -> HeldForm:
    return value_of(HeldForm, _FORM, row)
