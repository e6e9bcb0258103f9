"""Answers as they are typed: `policy=yes`, `policy.comment=…`, `signs=debt,papers`, `sites=[{"product": "…"}]`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, get_args

from checklists.answer import Answer, Reason
from checklists.codelists import codes
from checklists.conditions import AnswerValue, Cell, Row
from checklists.form import NOT_APPLICABLE, Question
from checklists.review import Review
from checklists.values import Refused
from tui.cli import fields
from tui.cli.wrong import LineWrong, one_of, valued
from tui.given import as_kept

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
        named = evidence_named(parts[""]) if question.type == "evidence" else ()
        facts |= {"evidence": named} if named else {"value": typed_value(question, parts[""])}
        facts["carried"] = False
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
    if question.type == "table" and written.startswith("["):
        return rows_of(question, _json(question, written))
    if question.type == "many" and written.startswith("["):
        return cell_of(question.key, _json(question, written))
    if question.type == "many" and written != NOT_APPLICABLE:
        return fields.listed(written)
    return typed_text(question.key, question.type, given)


def typed_text(where: str, kind: str, given: str) -> str:
    """A text as the answer of its type. LineWrong with its place for a day that is none, a number that may be two."""
    try:
        return as_kept(kind, given)
    except Refused as refused:
        raise LineWrong(refused.code, **{**refused.params, "place": where}) from None


def _json(question: Question, written: str) -> object:
    from exchange.jsonfile import parse_json

    return parse_json(written.encode("utf-8", "replace"), question.key)


def rows_of(question: Question, rows: object) -> tuple[Row, ...]:
    """The rows of a table out of a file, or LineWrong."""
    key = question.key
    kinds = {column.key: column.type for column in question.columns}
    if not isinstance(rows, list):
        raise LineWrong("not_rows_here", question=key)
    found: list[Row] = []
    for row in rows:  # pyright: ignore[reportUnknownVariableType]
        if not isinstance(row, dict):
            raise LineWrong("not_rows_here", question=key)
        cells: dict[str, object] = {str(name): cell for name, cell in row.items()}  # pyright: ignore[reportUnknownArgumentType,reportUnknownVariableType]
        found.append(
            {
                name: cell_of(f"{key}.{name}", cell, kinds.get(name, ""))
                for name, cell in cells.items()
                if cell is not None
            }
        )
    return tuple(found)


def cell_of(where: str, cell: object, kind: str = "") -> Cell:
    """A value out of a file as a cell: numbers as their text. `true` and `false` are no answers.

    Text is read as what was typed where `kind` is a type of answer.
    """
    if isinstance(cell, list):
        parts: list[object] = [*cell]  # pyright: ignore[reportUnknownArgumentType]
        return tuple(_plain(where, part) for part in parts)
    return typed_text(where, kind, cell) if isinstance(cell, str) else _plain(where, cell)


def _plain(where: str, cell: object) -> str:
    if isinstance(cell, bool) or not isinstance(cell, str | int | Decimal):
        raise LineWrong("not_a_value", question=where, given=str(cell)[:40])
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def evidence_named(given: str) -> tuple[str, ...]:
    """Ids of evidence, where nothing but ids was given: `B-2, B-3`."""
    ids = tuple(each.upper() for each in fields.listed(given))
    return ids if ids and all(re.fullmatch(r"B-\d+", each) for each in ids) else ()
