"""Which questions of a form are asked, by the depth chosen and the answers; conditions cascade."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from checklists.conditions import AnswerValue, Around, Given, holds
from checklists.form import Form, Question, Section


@dataclass(frozen=True, eq=False)
class Asked:
    """The questions that are asked, under their sections; a section without any is left out."""

    sections: tuple[tuple[Section, tuple[Question, ...]], ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for _, questions in self.sections for question in questions)

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(question.key for question in self.questions)

    @cached_property
    def answerable(self) -> Mapping[str, tuple[str, ...]]:
        """Keys of the questions that have an answer, by the key of their section."""
        by_section = {
            s.key: tuple(q.key for q in questions if q.answerable) for s, questions in self.sections
        }
        return {section: keys for section, keys in by_section.items() if keys}


def asked_of(form: Form, value: Given, around: Callable[[Given], Around], *, short: bool) -> Asked:
    """What is asked. `value` gives an answer as far as it counts, be it hidden; `around` what conditions look at."""
    known: dict[str, bool] = {}

    def shown(key: str) -> bool:
        if key not in known:
            known[key] = False  # a cycle, which a published form cannot have, hides itself
            known[key] = is_asked(form.by_key[key], form.section_of[key])
        return known[key]

    def is_asked(question: Question, section: Section) -> bool:
        if short and not question.short:
            return False
        return all(holds(when, world) for when in (section.when, question.when) if when is not None)

    def given(key: str) -> AnswerValue | None:
        return value(key) if key in form.by_key and shown(key) else None

    world = around(given)
    by_section = ((s, tuple(q for q in s.questions if shown(q.key))) for s in form.sections)
    return Asked(tuple((section, questions) for section, questions in by_section if questions))
