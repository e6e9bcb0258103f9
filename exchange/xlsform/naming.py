"""What a form's parts are called in a survey: their keys, except where two would be called the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from checklists.form import Column, Form, Question, Section
from exchange.xlsform.asked import Asked

_RESERVED: Final = frozenset(("data", "meta", "instance", "instance_id", "root"))
"""What the form's own frame is called in the tools that read XLSForm."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Names by what they name."""

    sections: Mapping[str, str]
    questions: Mapping[str, str]
    columns: Mapping[tuple[str, str], str]
    """By the keys of the table and the column."""
    asked: Mapping[str, Asked]
    """Every question by its name in the survey."""


def naming_of(form: Form) -> Naming:
    """A name for each part, the same ones each time, and no two alike."""
    taken: set[str] = set(_RESERVED)
    questions = {question.key: _name(question.key, "", taken) for question in form.questions}
    for question in form.questions:
        taken.update(extra_names(questions[question.key]))
    columns = {
        (question.key, column.key): _name(column.key, f"{question.key}__", taken)
        for question, column in _columns(form)
    }
    sections = {section.key: _name(section.key, "section_", taken) for section in form.sections}
    asked = {questions[each.key]: Asked(each.key, each.type) for each in form.questions}
    return Naming(sections, questions, columns, asked)


def extra_names(name: str) -> tuple[str, ...]:
    """Names that go with a question: why it is not applicable, a table's rows and how many it has."""
    return f"{name}_reason", f"{name}_row", f"{name}_count"


def _columns(form: Form) -> Iterator[tuple[Question, Column]]:
    for question in form.questions:
        for column in question.columns:
            yield question, column


def _name(key: str, before: str, taken: set[str]) -> str:
    name, number = key, 1
    if name in taken:
        name = before + key
    while name in taken:
        number += 1
        name = f"{before}{key}_{number}"
    taken.add(name)
    return name


Part = Form | Section | Question | Column
"""What has a row of its own in the survey, or in the settings."""
