"""Every condition of a form, where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checklists.conditions import Condition
from checklists.form import Column, Question
from checklists.lint_shape import Draft, PlacedQuestion, PlacedSection
from checklists.yamlfile import Path


@dataclass(frozen=True, slots=True)
class Use:
    """A condition where it stands."""

    condition: Condition
    path: Path
    question: Question | None = None
    """The question it belongs to; None for a section's."""
    section: PlacedSection | None = None
    column: Column | None = None
    of_answer: bool = False
    """About an answer (`proposes`, `constraint`), so that the question may be left out."""


def uses(draft: Draft) -> Iterator[Use]:
    """Every condition of the form."""
    for section in draft.sections:
        if section.when:
            yield Use(section.when, (*section.path, "when"), section=section)
    for placed in draft.questions:
        yield from _uses_of(placed)


def _uses_of(placed: PlacedQuestion) -> Iterator[Use]:
    question, path = placed.question, placed.path
    if question.when:
        yield Use(question.when, (*path, "when"), question)
    for n, choice in enumerate(question.choices):
        if choice.when:
            yield Use(choice.when, (*path, "choices", n, "when"), question)
    if question.constraint:
        yield Use(question.constraint.must, (*path, "constraint", "must"), question, of_answer=True)
    for n, rule in enumerate(question.proposes):
        yield Use(rule.when, (*path, "proposes", n, "when"), question, of_answer=True)
    for c, column in enumerate(question.columns):
        yield from _uses_of_column(question, column, (*path, "columns", c))


def _uses_of_column(question: Question, column: Column, path: Path) -> Iterator[Use]:
    if column.when:
        yield Use(column.when, (*path, "when"), question, column=column)
    for n, choice in enumerate(column.choices):
        if choice.when:
            yield Use(choice.when, (*path, "choices", n, "when"), question, column=column)
    if column.constraint:
        place = (*path, "constraint", "must")
        yield Use(column.constraint.must, place, question, column=column, of_answer=True)
    for n, rule in enumerate(column.proposes):
        yield Use(rule.when, (*path, "proposes", n, "when"), question, column=column, of_answer=True)
