"""What can be wrong with what a question offers: choices that hang on other answers, and an answer suggested."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.answer import Answer, accepted
from checklists.finding import Problem, problem
from checklists.form import NOT_APPLICABLE, Choice, Question
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
            yield from _conditions_not_used(column.choices, (*path, "columns", n, "choices"), column.type)
        if question.default is not None:
            yield from _suggested(question, (*path, "default"))


def _conditions_not_used(choices: tuple[Choice, ...], path: Path, kind: str) -> Iterator[Problem]:
    for n, choice in enumerate(choices):
        if choice.when is not None:
            yield problem("choice_condition_not_used", (*path, n, "when"), type=kind)


def _suggested(question: Question, path: Path) -> Iterator[Problem]:
    if question.type in SUGGESTED:
        yield problem("field_not_used", path, field="default", type=question.type)
        return
    try:
        answer = accepted(question, Answer(question=question.key, value=question.default or ""))
        sound = answer.given and answer.value != NOT_APPLICABLE
    except Refused:
        sound = False
    if not sound:
        told = question.default if isinstance(question.default, str) else ", ".join(question.default or ())
        yield problem("default_wrong", path, given=told[:60], type=question.type)
