"""What can be wrong with what a question offers: choices that hang on other answers, and an answer suggested."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.answer import Answer, accepted, column_cell
from checklists.conditions import AnswerValue, Cell, is_given
from checklists.finding import Problem, problem
from checklists.form import NOT_APPLICABLE, Choice, Column, Question
from checklists.lint_shape import Draft
from checklists.values import Refused
from checklists.yamlfile import Path

SUGGESTED = ("table", "evidence", "note")
"""Types for which no answer can be suggested."""


def offer_problems(draft: Draft) -> Iterator[Problem]:
    """Everything wrong with conditions of choices apart from what they say, and with suggested answers."""
    for placed in draft.questions:
        question, path = placed.question, placed.path
        yield from _conditions_not_used(question.rows, (*path, "rows"), question.type)
        for n, column in enumerate(question.columns):
            if column.default is not None:
                yield from _suggested(column, (*path, "columns", n, "default"))
        if question.default is not None:
            yield from _suggested(question, (*path, "default"))


def _conditions_not_used(choices: tuple[Choice, ...], path: Path, kind: str) -> Iterator[Problem]:
    for n, choice in enumerate(choices):
        if choice.when is not None:
            yield problem("choice_condition_not_used", (*path, n, "when"), type=kind)


def _suggested(asked: Question | Column, path: Path) -> Iterator[Problem]:
    if asked.type in SUGGESTED:
        yield problem("field_not_used", path, field="default", type=asked.type)
        return
    kept = suggestion(asked, asked.default or "")
    if not is_given(kept) or kept == NOT_APPLICABLE:
        told = asked.default if isinstance(asked.default, str) else ", ".join(asked.default or ())
        yield problem("default_wrong", path, given=told[:60], type=asked.type)


def suggestion(asked: Question | Column, value: Cell) -> AnswerValue:
    """What is suggested as the question, or the cell, keeps it; empty where it is no answer to it."""
    try:
        if isinstance(asked, Column):
            return column_cell(asked.key, asked, value) if is_given(value) else ""
        return accepted(asked, Answer(question=asked.key, value=value)).value
    except Refused:
        return ""
