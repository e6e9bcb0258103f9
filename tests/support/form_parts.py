"""The values inside a form, and the one thing that a review proposes: for tests of what the shipped forms say."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from checklists.form import Proposes, Question
from checklists.proposals import Proposal
from checklists.review import Review


def parts(value: object) -> Iterator[BaseModel]:
    """Every value inside a value."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from parts(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from parts(each)


def rules(question: Question) -> list[Proposes]:
    """What answers to the question, or to its columns, propose."""
    return [part for part in parts(question) if isinstance(part, Proposes)]


def only(found: Review) -> Proposal:
    """The one proposal there is."""
    (proposal,) = found.proposals
    return proposal
