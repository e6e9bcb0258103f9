"""Small forms and reviews for the tests of answering."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from checklists.answer import Answer
from checklists.evidence import Evidence
from checklists.followup import FollowUp
from checklists.form import Form
from checklists.requirements import ClauseInForce
from checklists.review import Review

DAY = date(2026, 3, 2)
NOBODYS_NUMBER = "15108695088"
"""The example of python-stdnum's own documentation: nobody's."""


def text(nb: str) -> dict[str, str]:
    return {"nb": nb}


def question(key: str, type: str = "yes_partly_no", **facts: object) -> dict[str, object]:
    return {"key": key, "type": type, "text": text(f"{key}?"), **facts}


def proposes(
    when: Mapping[str, object], strength: str = "breach", type: str = "wages", **facts: object
) -> object:
    return {"when": when, "strength": strength, "type": type, **facts}


NO_IS_A_BREACH = [proposes({"equals": "no"}), proposes({"equals": "partly"}, "assess")]


def form(*questions: dict[str, object], **facts: object) -> Form:
    """A form of one section with these questions."""
    section = {"key": "all", "title": text("Alt"), "theme": "working_conditions", "questions": questions}
    made = {
        "id": "small",
        "version": 1,
        "title": text("Lite"),
        "purpose": text("Prøve"),
        "filled_by": "buyer",
        "method": "document_check",
        "minutes": {"full": 1},
        "source": "Egen",
        "licence": "Apache-2.0",
        "sections": [section],
    }
    return Form.model_validate({**made, **facts})


def clause(address: str, **facts: object) -> ClauseInForce:
    held = {"address": address, "reference": "1", "title": text(address), "question": text(address)}
    return ClauseInForce.model_validate({**held, "theme": "working_conditions", **facts})


def followup(**facts: object) -> FollowUp:
    held = {"id": "O-1", "contract": "K-2026-001", "supplier": "L-1", "method": "document_check", "day": DAY}
    return FollowUp.model_validate({**held, **facts})


def review(asked: Form, *clauses: str, short: bool = False, **facts: object) -> Review:
    started = Review(followup(short=short), asked, clauses=tuple(clause(each) for each in clauses))
    return replaced(started, **facts)


def replaced(held: Review, **facts: object) -> Review:
    return Review(**{**vars_of(held), **facts})  # pyright: ignore[reportArgumentType]


def vars_of(held: Review) -> dict[str, object]:
    return {name: getattr(held, name) for name in Review.__dataclass_fields__}


def answered(held: Review, **given: object) -> Review:
    """The review with each question answered."""
    for key, value in given.items():
        held = held.answered(Answer.model_validate({"question": key, "value": value}))
    return held


def evidence(id: str, dated: date | None) -> Evidence:
    return Evidence(id=id, title="Rapport", dated=dated)
