"""Which questions of a form are asked, and which of their choices are offered, by the depth chosen and the answers.

Conditions cascade: an answer that is not asked for, or a choice that is not offered, is none to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from checklists.answer import Answer
from checklists.cells import Cells, offered
from checklists.conditions import AnswerValue, Around, Given, holds
from checklists.form import Form, Question, Section

if TYPE_CHECKING:
    from checklists.review import Review


@dataclass(frozen=True, eq=False)
class Asked:
    """The questions that are asked, under their sections; a section without any is left out."""

    sections: tuple[tuple[Section, tuple[Question, ...]], ...]
    withheld: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    """Codes of the choices that are not offered, by the key of their question."""

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


def in_force(
    answers: Mapping[str, Answer],
    form: Form,
    asked: Asked,
    around: Callable[[Given], Around],
    before: Review | None = None,
) -> Mapping[str, Answer]:
    """The answers without the choices that are not offered, and without the cells that are not asked.

    `before` is the review before one answer was given: tables that nothing has changed for stay as they were.
    """
    found = dict(answers)
    for key, codes in asked.withheld.items():
        if (answer := answers.get(key)) is not None:
            found[key] = answer.model_copy(update={"value": offered(answer.value, codes) or ""})
    left = [key for key in form.by_row if key in answers]

    def given(key: str) -> AnswerValue | None:
        settle(key)
        answer = found.get(key) if key in asked.keys else None
        return answer.value if answer is not None and answer.counts else None

    def settle(key: str) -> None:
        if key in left:
            left.remove(key)
            if before is not None and answers[key] is before.answers.get(key) and is_as_before(key, before):
                found[key] = before.in_force[key]
                return
            counted = Cells(form.by_key[key]).counted(answers[key].value, world)
            found[key] = answers[key].model_copy(update={"value": counted})

    def is_as_before(key: str, before: Review) -> bool:
        return all(given(each) == before.given(each) for each in form.cells_on[key])

    world = around(given)
    for key in tuple(left):
        settle(key)
    return found


def narrowed(question: Question, asked: Asked) -> Question:
    """The question with the choices that are offered."""
    codes = asked.withheld.get(question.key)
    if not codes:
        return question
    left = tuple(choice for choice in question.choices if choice.code not in codes)
    return question.model_copy(update={"choices": left})


def asked_of(form: Form, value: Given, around: Callable[[Given], Around], *, short: bool) -> Asked:
    """What is asked. `value` gives an answer as far as it counts, be it hidden; `around` what conditions look at."""
    known: dict[str, bool] = {}
    held_back: dict[str, frozenset[str]] = {}
    rows: dict[str, AnswerValue | None] = {}

    def shown(key: str) -> bool:
        if key not in known:
            known[key] = False  # a cycle, which a published form cannot have, hides itself
            known[key] = is_asked(form.by_key[key], form.section_of[key])
        return known[key]

    def is_asked(question: Question, section: Section) -> bool:
        if short and not question.short:
            return False
        return all(holds(when, world) for when in (section.when, question.when) if when is not None)

    def withheld(key: str) -> frozenset[str]:
        if key not in form.narrowed:
            return frozenset()
        if key not in held_back:
            held_back[key] = frozenset()  # so does a cycle of choices
            whens = ((c.code, c.when) for c in form.by_key[key].choices if c.when is not None)
            held_back[key] = frozenset(code for code, when in whens if not holds(when, world))
        return held_back[key]

    def given(key: str) -> AnswerValue | None:
        if key not in form.by_key or not shown(key):
            return None
        if key not in form.by_row:
            return offered(value(key), withheld(key))
        if key not in rows:
            rows[key] = None  # and so does a cycle through cells
            rows[key] = Cells(form.by_key[key]).counted(value(key) or "", world) or None
        return rows[key]

    world = around(given)
    by_section = [(s, tuple(q for q in s.questions if shown(q.key))) for s in form.sections]
    hidden = {key: codes for key in form.narrowed if shown(key) and (codes := withheld(key))}
    return Asked(tuple((section, questions) for section, questions in by_section if questions), hidden)
