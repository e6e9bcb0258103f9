"""Follow-ups, answers and decisions: row ↔ value, and what is derived from them."""

from __future__ import annotations

from pydantic import TypeAdapter

from checklists.answer import Answer
from checklists.cleared import Cleared
from checklists.conditions import AnswerValue
from checklists.followup import FirstRow, FollowUp, Reopening, RiskWritten
from checklists.form import Form
from checklists.proposals import Decision
from checklists.values import canonical_json
from db.ids import number_in
from db.rows.fields import (
    Cell,
    Field,
    Fields,
    Row,
    cells,
    days,
    flags,
    models_tuple,
    names_tuple,
    reference,
    texts,
    value_of,
    wholes,
)

STATUSES_CLOSED = ("signed", "withdrawn")
"""Nothing is answered or decided in a follow-up with one of these."""
_FOLLOWUP: Fields = (
    *texts("id", "method", "form"),
    reference("contract", "contract_id"),
    reference("supplier", "supplier_id"),
    *wholes("form_version"),
    reference("form_hash", "form_hash"),
    *flags("short"),
    *texts("status"),
    *days("day", "sent", "due", "original_due", "received", "signed", "next_day"),
    *texts("signed_by", "outcome", "participants", "reason", "overall", "reference"),
    names_tuple("themes"),
    models_tuple("reopened", TypeAdapter(tuple[Reopening, ...])),
    *texts("withdrawn_reason", "reused_from"),
    models_tuple("first_rows", TypeAdapter(tuple[FirstRow, ...])),
    models_tuple("risk_written", TypeAdapter(tuple[RiskWritten, ...])),
    models_tuple("cleared", TypeAdapter(tuple[Cleared, ...])),
)


def followup_row(followup: FollowUp, version: int = 1) -> dict[str, Cell]:
    """Every column of a follow-up."""
    due = followup.due if followup.status == "sent" and followup.due else followup.day
    return {
        "nr": number_in(followup.id),
        "version": version,
        **cells(followup, _FOLLOWUP),
        "year": followup.day.year,
        "due_day": due.isoformat() if followup.is_open else None,
    }


def followup_value(row: Row) -> FollowUp:
    return value_of(FollowUp, _FOLLOWUP, row)


_VALUE: TypeAdapter[AnswerValue] = TypeAdapter(AnswerValue)


def _value_out(value: object) -> str:
    return canonical_json(value)


def _value_back(cell: Cell) -> AnswerValue:
    if not isinstance(cell, str):
        raise TypeError
    return _VALUE.validate_json(cell)


_ANSWER: Fields = (
    *texts("question"),
    Field("value", "value", _value_out, _value_back),
    *texts("comment", "reason", "reason_text", "depth"),
    names_tuple("evidence"),
    *flags("carried"),
)


def answer_row(followup: str, answer: Answer, theme: str, version: int = 1) -> dict[str, Cell]:
    """Every column of an answer. `theme` is its question's."""
    return {
        "followup_id": followup,
        "version": version,
        **cells(answer, _ANSWER),
        "theme": theme,
        "given": int(answer.given),
        "counts": int(answer.counts),
    }


def answer_value(row: Row) -> Answer:
    return value_of(Answer, _ANSWER, row)


_DECISION: Fields = (
    reference("followup", "followup_id"),
    reference("deviation", "deviation_id"),
    *texts("proposal", "outcome", "reason", "by", "fact"),
)


def decision_row(decision: Decision) -> dict[str, Cell]:
    return cells(decision, _DECISION)


def decision_value(row: Row) -> Decision:
    return value_of(Decision, _DECISION, row)


def form_row(form: Form) -> dict[str, Cell]:
    """Every column of a form's stored copy."""
    asked = [question for question in form.questions if question.answerable]
    return {
        "hash": form.content_hash,
        "id": form.id,
        "version": form.version,
        "json_text": form.stored(),
        "questions": len(asked),
        "short_questions": sum(question.short for question in asked),
        "delete_days": form.delete_days,
    }
