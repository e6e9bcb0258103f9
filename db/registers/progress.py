"""How far the follow-ups of a page have come: the questions that are asked of each, and those answered.

Which questions are asked hangs on the answers and on the contract's numbers, so it is counted when a page is read,
for its rows alone, by the same rule as the review counts by.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from checklists.answer import Answer
from checklists.codelists import Wording
from checklists.conditions import Condition, Parameter
from checklists.followup import FollowUp
from checklists.form import Form
from checklists.library import requirement_sets
from checklists.requirements import parameters_in_force
from checklists.review import Progress, Review
from db.prepared import Prepared, as_list, listed
from db.problems import RowUnreadable
from db.registers.paging import number, word
from db.rows import Row, contract_value
from db.tables import answer, contract, form_copy

_ANSWERS: Final = Prepared(
    select(answer.c.followup_id, answer.c.question, answer.c.value).where(
        answer.c.followup_id.in_(listed("ids")), answer.c.given == 1
    )
)
_CONTRACTS: Final = Prepared(select(*contract.columns).where(contract.c.id.in_(listed("ids"))))
_FORM: Final = select(form_copy.c.json_text).where(form_copy.c.hash == bindparam("wanted"))


@dataclass(frozen=True, slots=True)
class _OnForm:
    """What a list says of a stored form. `form` is kept only where not all that it asks is always asked."""

    title: Wording
    form: Form | None
    parameters: bool
    """Does it hang on the contract's numbers what is asked?"""


_FORMS: dict[str, _OnForm] = {}
"""By the form's hash, so that it can never be another's."""


def title_of(connection: Connection, row: Row) -> Wording:
    """The title of a follow-up's form; empty where it was recorded without one."""
    form_hash = word(row, "form_hash")
    return _on_form(connection, form_hash).title if form_hash else Wording("")


def _on_form(connection: Connection, form_hash: str) -> _OnForm:
    if form_hash not in _FORMS:
        text: str = connection.execute(_FORM, {"wanted": form_hash}).scalar_one()
        try:
            _FORMS[form_hash] = _read(text)
        except (ValueError, KeyError, TypeError):
            raise RowUnreadable(f"form {form_hash[:12]}") from None
    return _FORMS[form_hash]


def _read(text: str) -> _OnForm:
    told = json.loads(text)
    title = Wording(**told["title"])
    parts = [part for section in told["sections"] for part in (section, *section["questions"])]
    if not any(map(_hangs, parts)):
        return _OnForm(title, None, parameters=False)
    form = Form.model_validate_json(text)
    return _OnForm(title, form, any(_of_the_contract(rule) for rule in _rules(form)))


def _hangs(part: dict[str, Any]) -> bool:
    """Is the part, a choice of it or a cell of it, asked only when a condition holds?"""
    inside = (each for name in ("choices", "columns") for each in part.get(name, ()))
    return bool(part.get("when")) or any(map(_hangs, inside))


def _rules(form: Form) -> Iterator[Condition]:
    choices = (choice for question in form.questions for choice in question.choices)
    whens = [part.when for part in (*form.sections, *form.questions, *choices)]
    whens += [
        when for question in form.questions for column in question.columns for when in column.conditions
    ]
    for when in whens:
        if when is not None:
            yield from when.walk()


def _of_the_contract(rule: Condition) -> bool:
    return any(isinstance(getattr(rule, name), Parameter) for name in rule.tests)


def progress_of(connection: Connection, rows: Sequence[Row]) -> Mapping[str, Progress]:
    """By id, as the review of each row would tell it."""
    by_form = {each: _on_form(connection, each) for row in rows if (each := word(row, "form_hash"))}
    skipping = [row for row in rows if (each := word(row, "form_hash")) and by_form[each].form]
    answers = _answers(connection, [word(row, "id") for row in skipping])
    wanting = {word(row, "contract_id") for row in skipping if by_form[word(row, "form_hash")].parameters}
    contracts = {
        word(row, "id"): contract_value(row, ())
        for row in (_CONTRACTS.rows(connection, {"ids": as_list(sorted(wanting))}) if wanting else ())
    }
    found = {word(row, "id"): Progress(number(row, "answered"), number(row, "asked")) for row in rows}
    for row in skipping:
        form = by_form[word(row, "form_hash")].form
        held = contracts.get(word(row, "contract_id"))
        if form is not None:
            of = FollowUp.model_construct(short=bool(row["short"]), day=date.fromisoformat(word(row, "day")))
            sets = parameters_in_force(held, requirement_sets(), form.requirement_set) if held else {}
            review = Review(of, form, answers.get(word(row, "id"), {}), parameters=sets)
            found[word(row, "id")] = review.progress()
    return found


def _answers(connection: Connection, ids: Sequence[str]) -> Mapping[str, Mapping[str, Answer]]:
    """What was answered in these follow-ups, by question, with nothing of what it rests on."""
    found: defaultdict[str, dict[str, Answer]] = defaultdict(dict)
    for of, question, written in _ANSWERS.stream(connection, {"ids": as_list(ids)}) if ids else ():
        try:
            told = json.loads(written)
        except ValueError:
            raise RowUnreadable(f"answer {of} {question}") from None
        value = told if isinstance(told, str) else tuple(told)
        found[of][question] = Answer.model_construct(question=question, value=value)
    return found
