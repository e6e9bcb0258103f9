"""The rows that a table has from the start: made when a follow-up is started, and kept with it as they were then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checklists.cells import AskedRow, Cells
from checklists.conditions import AnswerValue, Row, is_filled
from checklists.deviation import Deviation
from checklists.followup import FirstRow, FollowUp
from checklists.form import FILLED, IN_TIME, LANGUAGES, OVERDUE, Choice, Form, Question, RowsOf, Texts
from checklists.measure import Measure
from checklists.requirements import ClauseInForce, clause_keys

if TYPE_CHECKING:
    from checklists.review import Review


@dataclass(frozen=True)
class Sources:
    """What is known of the contract and the supplier when a follow-up is started."""

    clauses: tuple[ClauseInForce, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    """Open ones."""
    measures: Mapping[str, tuple[Measure, ...]] | None = None
    """By deviation."""
    answered: Callable[[RowsOf], tuple[Row, ...]] = lambda _: ()
    """The rows that a table of another form got, in the latest signed follow-up."""


def started(followup: FollowUp, form: Form, sources: Sources) -> FollowUp:
    """The follow-up with the first rows of the tables of its form."""
    made = tuple(row for q in form.questions for row in _rows_from(q, form, followup, sources))
    return followup.model_copy(update={"first_rows": made}) if made else followup


def _rows_from(question: Question, form: Form, followup: FollowUp, sources: Sources) -> Iterator[FirstRow]:
    if question.rows_from == "clauses":
        about = f"{form.requirement_set}." if form.requirement_set else ""
        yield from _of_clauses(question.key, (c for c in sources.clauses if c.address.startswith(about)))
    elif question.rows_from == "open_measures":
        for each in sources.deviations:
            yield from _of_deviation(question, each, followup, (sources.measures or {}).get(each.id, ()))
    elif question.rows_from:
        columns = {column.key for column in question.columns}
        for row in sources.answered(question.rows_from):
            if cells := {key: cell for key, cell in row.items() if key in columns}:
                yield FirstRow(question=question.key, cells=cells)


def _of_clauses(question: str, clauses: Iterable[ClauseInForce]) -> Iterator[FirstRow]:
    asked = tuple(clauses)
    for key, clause in zip(clause_keys(asked), asked, strict=True):
        said = {each: f"{clause.reference} {clause.title.text(each)}".strip() for each in LANGUAGES}
        named = Choice(code=key, text=Texts.model_validate(said))
        yield FirstRow(question=question, named=named, clause=clause.address, theme=clause.theme)


def _of_deviation(
    question: Question, deviation: Deviation, followup: FollowUp, measures: tuple[Measure, ...]
) -> Iterator[FirstRow]:
    """A row for each open measure; for a deviation without any, one with its own deadline."""
    for measure in [each for each in measures if each.status == "open"] or [None]:
        id = f"{deviation.id} {measure.id}" if measure else deviation.id
        due = measure.due if measure else deviation.accepted_until or deviation.deadline
        held = {
            "measure": measure.text if measure else deviation.title,
            "deadline": due.isoformat() if due else "",
            "overdue": (OVERDUE if due < followup.day else IN_TIME) if due else "",
        }
        told = ((column.key, held[column.fill]) for column in question.columns if column.fill in FILLED)
        yield FirstRow(
            question=question.key,
            named=Choice(code=id.lower().replace("-", "_").replace(" ", "_"), text=Texts(nb=id)),
            cells={key: cell for key, cell in told if cell},
            clause=deviation.clause,
            type=deviation.type,
            company=deviation.company,
        )


def _first(followup: FollowUp, question: Question) -> tuple[FirstRow, ...]:
    return tuple(row for row in followup.first_rows if row.question == question.key)


def with_rows(followup: FollowUp, question: Question) -> Question:
    """The question with the rows that the follow-up was started with as those that it names."""
    named = tuple(row.named for row in _first(followup, question) if row.named)
    return question.model_copy(update={"rows": named}) if named else question


def rows_of(review: Review, question: Question) -> tuple[Row, ...]:
    """The rows of a table with the cells that count; every row keeps its place."""
    return tuple(each.row for each in asked_rows(review, question))


def asked_rows(review: Review, question: Question) -> tuple[AskedRow, ...]:
    """What is asked in each row of a table, and what counts of it."""
    cells = Cells(question)
    return tuple(cells.asked(row, review.around) for row in standing_rows(review, question))


def standing_rows(review: Review, question: Question) -> tuple[Row, ...]:
    """The rows of a table as they stand there: as it is answered, else as the follow-up was started with them."""
    answer = review.answers.get(question.key)
    if answer is not None and not isinstance(answer.value, str):
        return tuple(row for row in answer.value if isinstance(row, dict))
    if answer is not None and answer.value:
        return ()
    return first_rows_of(review.followup, question)


def first_rows_of(followup: FollowUp, question: Question) -> tuple[Row, ...]:
    """The rows that the follow-up was started with, as an answer has rows."""
    named = ((row.cells, row.named) for row in _first(followup, question))
    return tuple({**cells, **({"row": name.code} if name else {})} for cells, name in named)


def first_row(followup: FollowUp, question: Question, row: Row) -> FirstRow | None:
    """What the follow-up was started with that `row` is about; None for a row that a person added."""
    first = _first(followup, question) if "row" in row else ()
    return next((each for each in first if each.named and each.named.code == row["row"]), None)


def named_here(followup: FollowUp, question: Question, value: AnswerValue) -> AnswerValue:
    """Last year's answer; a row about what this follow-up has no row of is one that was added."""
    if question.rows_from is None or isinstance(value, str):
        return value
    here = {named.code for named in with_rows(followup, question).rows}
    rows = (row for row in value if isinstance(row, dict))
    return tuple({k: cell for k, cell in row.items() if k != "row" or cell in here} for row in rows)


def themes_of_rows(review: Review, key: str) -> set[str]:
    """Themes of the clauses that rows of the table are about, where something is said of them."""
    question = review.form.by_key[key]
    if question.rows_from is None:
        return set()
    said = (row for row in rows_of(review, question) if is_filled(row))
    found = (first_row(review.followup, question, row) for row in said)
    return {first.theme for first in found if first}
