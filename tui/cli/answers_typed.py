"""Answers as they are typed: `policy=yes`, `policy.comment=…`, `signs=debt,papers`, `sites=[{"product": "…"}]`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, get_args

from checklists.answer import Answer, Reason
from checklists.codelists import codes
from checklists.conditions import AnswerValue, Cell, Row
from checklists.form import NOT_APPLICABLE, Question
from checklists.review import Review
from tui.cli import fields
from tui.cli.wrong import LineWrong, one_of, valued

PARTS: Final = ("comment", "reason", "reason_text", "depth", "evidence")
REASONS: Final = tuple(reason for reason in get_args(Reason) if reason)


def typed_answers(review: Review, given: list[str], reason: str) -> tuple[Answer, ...]:
    """The answers that `given` makes of those there are; `reason` is why those not applicable are not."""
    by_question: dict[str, dict[str, str]] = {}
    for name, value in fields.split(given):
        key, _, part = name.partition(".")
        if part and part not in PARTS:
            raise LineWrong("not_one_of", name=key[:60], given=part[:60], choices=", ".join(PARTS))
        parts = by_question.setdefault(key, {})
        if part in parts:
            raise LineWrong("field_twice_on_line", field=name[:80])
        parts[part] = value
    answers = tuple(_typed(review, key, parts, reason) for key, parts in by_question.items())
    if reason and not any(each.value == NOT_APPLICABLE for each in answers):
        raise LineWrong("reason_without_not_applicable", question="--reason")
    return answers


def _typed(review: Review, key: str, parts: Mapping[str, str], reason: str) -> Answer:
    question = review.question(key)
    before = review.answers.get(key)
    facts: dict[str, object] = dict(before) if before else {"question": key}
    if "" in parts:
        facts |= {"value": typed_value(question, parts[""]), "carried": False}
    for part in ("comment", "reason_text"):
        if part in parts:
            facts[part] = parts[part]
    if "depth" in parts:
        facts["depth"] = one_of(f"{key}.depth", parts["depth"] or "none", codes("depths"))
    if "evidence" in parts:
        facts["evidence"] = fields.listed(parts["evidence"])
    if parts.get("reason") and facts.get("value") != NOT_APPLICABLE:
        raise LineWrong("reason_without_not_applicable", question=key)
    return valued(Answer, facts | _reason(facts, parts.get("reason", reason)))


def _reason(facts: Mapping[str, object], given: str) -> dict[str, object]:
    return reason_facts(given) if facts.get("value") == NOT_APPLICABLE and given else {}


def reason_facts(given: str) -> dict[str, object]:
    """A reason's code, or its words as the reason `other`."""
    if given in REASONS:
        return {"reason": given}
    return {"reason": "other", "reason_text": given}


def typed_value(question: Question, given: str) -> AnswerValue:
    """What was typed as an answer of the question's type; the form judges it afterwards."""
    written = given.strip()
    if question.type == "many" and written != NOT_APPLICABLE:
        return fields.listed(written)
    if question.type == "table" and written.startswith("["):
        return _rows(question, written)
    return given


def _rows(question: Question, written: str) -> tuple[Row, ...]:
    from exchange.jsonfile import parse_json

    rows = parse_json(written.encode("utf-8", "replace"), question.key)
    return rows_of(question.key, rows)


def rows_of(key: str, rows: object) -> tuple[Row, ...]:
    """The rows of a table out of a file, or LineWrong."""
    if not isinstance(rows, list):
        raise LineWrong("not_rows_here", question=key)
    found: list[Row] = []
    for row in rows:  # pyright: ignore[reportUnknownVariableType]
        if not isinstance(row, dict):
            raise LineWrong("not_rows_here", question=key)
        cells: dict[str, object] = {str(name): cell for name, cell in row.items()}  # pyright: ignore[reportUnknownArgumentType,reportUnknownVariableType]
        found.append(
            {name: cell_of(f"{key}.{name}", cell) for name, cell in cells.items() if cell is not None}
        )
    return tuple(found)


def cell_of(where: str, cell: object) -> Cell:
    """A value out of a file as a cell: numbers as their text. `true` and `false` are no answers."""
    if isinstance(cell, list):
        parts: list[object] = [*cell]  # pyright: ignore[reportUnknownArgumentType]
        return tuple(_plain(where, part) for part in parts)
    return _plain(where, cell)


def _plain(where: str, cell: object) -> str:
    if isinstance(cell, bool) or not isinstance(cell, str | int | Decimal):
        raise LineWrong("not_a_value", question=where, given=str(cell)[:40])
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
