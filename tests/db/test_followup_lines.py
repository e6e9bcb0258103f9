"""Lists of follow-ups say what each is on, and how far it has come, as its review does."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from asked import form, question, text
from rich_database import ACT, FORM, TODAY, opened

from checklists.answer import Answer
from checklists.cells import Cells
from checklists.conditions import AnswerValue, Row
from checklists.contract import Contract, RequirementSetInForce, Supplier
from checklists.followup import FollowUp, Recorded
from checklists.form import Form, Question
from checklists.library import Library, requirement_sets
from checklists.review import Review
from db.database import Database

FORMS = sorted(Library().startable, key=lambda form: form.id)


def contract(db: Database, sets: tuple[RequirementSetInForce, ...] = ()) -> Contract:
    made = Contract(reference="26/1", title="Renhold", starts=date(2024, 1, 1), requirement_sets=sets)
    return db.contracts.add(made, (Supplier(name="Blank AS"),), ACT)


def started(db: Database, held: Contract, form: Form, **facts: object) -> FollowUp:
    given = {"contract": held.id, "supplier": held.suppliers[0], "method": form.method, "day": TODAY}
    return db.followups.start(FollowUp.model_validate(given | facts), form, ACT)


def answered(review: Review, verdict: str, most: int) -> Review:
    """The first questions answered one after the other: what is asked changes on the way."""
    for _ in range(most):
        key = review.next_unanswered(None)
        if key is None:
            break
        value = value_for(review.form.by_key[key], verdict)
        value = Cells(review.form.by_key[key]).counted(value, review.around)
        review = review.answered(Answer(question=key, value=value))
    return review


def value_for(question: Question, verdict: str) -> AnswerValue:
    of_type: dict[str, AnswerValue] = {
        "yes_partly_no": verdict,
        "one": question.choices[0].code if question.choices else "",
        "many": tuple(choice.code for choice in question.choices[:1]),
        "date": TODAY.isoformat(),
        "text": "sett",
        "evidence": "sett",
        "table": (row_for(question),),
    }
    return of_type.get(question.type, "1")


def row_for(question: Question) -> Row:
    fixed: Row = {"row": question.rows[0].code} if question.rows else {}
    return fixed | {column.key: "x" for column in question.columns if column.type == "text"}


def keep(db: Database, before: Review, after: Review) -> None:
    given = tuple(answer for key, answer in after.answers.items() if key not in before.answers)
    db.followups.answers(after.followup, given, {}, ACT)


@pytest.mark.parametrize("verdict", ["yes", "no"])
def test_the_list_counts_as_the_review_does(tmp_path: Path, verdict: str) -> None:
    with closing(opened(tmp_path / "a.db")) as db:
        held = contract(db)
        for form in FORMS:
            for short in {False, any(question.short for question in form.questions)}:
                id = started(db, held, form, short=short).id
                before = db.followups.open(id).review
                keep(db, before, answered(before, verdict, 12))
        lines = db.registers.followups().lines
        told = {line.id: (line.answered, line.asked) for line in lines}
        reviews = [db.followups.open(line.id).review.progress() for line in lines]
        assert list(told.values()) == [(each.answered, each.total) for each in reviews]
        assert any(done for done, _ in told.values())
        assert db.registers.lines_of("followup", told) == lines


def test_a_number_of_the_contract_decides_what_is_asked(tmp_path: Path) -> None:
    site = Library().form("site_integrity")
    sets = [each for each in requirement_sets().values() if each.family == site.requirement_set]
    held_set = RequirementSetInForce(set_id=sets[0].id, version=sets[0].version)
    own = held_set.model_copy(update={"parameters": {"apprentice_share": 20}})
    asked: list[int] = []
    for name, terms in (("set", held_set), ("own", own)):
        with closing(opened(tmp_path / f"{name}.db")) as db:
            id = started(db, contract(db, (terms,)), site).id
            before = db.followups.open(id).review
            share = before.answered(Answer(question="apprentice_share", value="15"))
            keep(db, before, share)
            (line,) = db.registers.followups().lines
            review = db.followups.open(id).review
            assert (line.answered, line.asked) == (1, review.progress().total)
            asked.append(line.asked)
    assert asked[1] == asked[0] + 1, (
        "fifteen is enough by the set, and too little by the contract's own number"
    )


def test_what_is_not_asked_in_a_row_or_not_offered_is_not_counted_in_the_list(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.db")) as db:
        held = contract(db)
        only = {"question": "wanted", "equals": "yes"}
        choices = [{"code": "a", "text": text("A"), "when": only}, {"code": "b", "text": text("B")}]
        cell = {"key": "cell", "text": text("Celle"), "when": only}
        for name, asked in (
            ("cells", question("q", "table", columns=[cell])),
            ("choices", question("q", "one", choices=choices)),
        ):
            made = form(question("wanted"), asked, id=name)
            before = db.followups.open(started(db, held, made).id).review
            value: AnswerValue = ({"cell": "x"},) if name == "cells" else "a"
            after = before
            for key, told in (("wanted", "yes"), ("q", value), ("wanted", "no")):
                after = after.answered(Answer(question=key, value=told))
            keep(db, before, after)
        lines = db.registers.followups().lines
        reviews = [db.followups.open(line.id).review.progress() for line in lines]
        assert [(line.answered, line.asked) for line in lines] == [(1, 2), (1, 2)]
        assert [(each.answered, each.total) for each in reviews] == [(1, 2), (1, 2)]


def test_a_line_is_called_by_its_form_and_without_one_by_its_method(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.db")) as db:
        held = contract(db)
        started(db, held, FORM)
        facts = {"contract": held.id, "supplier": held.suppliers[0], "method": "audit", "day": TODAY}
        recorded = Recorded.model_validate({**facts, "themes": ("human_rights",), "outcome": "ok"})
        db.followups.record(recorded.followup("kari", TODAY), ACT)
        lines = db.registers.followups().lines
        assert [(line.called("nb"), line.answered, line.asked) for line in lines] == [
            ("Liten", 0, 4),
            ("Revisjon", 0, 0),
        ]
        assert lines[0].called("en") == "Liten", "a title that is not translated is shown as it is"
