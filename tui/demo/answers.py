"""Answers as a contract manager might give them in the example municipality."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from checklists.answer import Answer
from checklists.cells import Cells
from checklists.conditions import Row
from checklists.form import NUMBERS, Column, Question
from checklists.review import Review

WEIGHTS = {
    "good": (94, 5, 1),
    "mixed": (74, 18, 8),
    "poor": (52, 26, 22),
    "halfway": (80, 15, 5),
    "calm": (97, 2, 1),
}
"""Yes, partly and no in a hundred answers."""
TEXTS = (
    "Gjennomgått i møtet, se referat.",
    "Oversendt i saken sammen med dokumentasjonen.",
    "Leverandøren viser til eget styringssystem.",
    "Avklart med kontaktpersonen hos leverandøren.",
)
DAYS = {
    **{"period_start": -90, "period_end": -20, "documents_requested": -40, "minutes_sent": 0},
    **{"self_report_due": 42, "first_status_meeting": 330, "next_meeting": 365},
}
"""Days from the follow-up to the date that answers a question; others lie a little before it."""
COUNTS = {
    **{"workers_on_job": "40", "sample_size": "10", "workers_checked": "8", "hse_cards_valid": "8"},
    **{"on_crew_list": "8", "agency_workers": "2", "audit_open_findings": "0"},
}
COUNTRIES = ("NO", "SE", "PL", "LT", "CN", "BD", "TR", "MY")


def answers(review: Review, tone: str, random: Random) -> Iterator[Answer]:
    """An answer to each visible question that has none; half of them when the tone is `halfway`."""
    open_questions = [q for q in review.questions if q.answerable and not review.is_answered(q.key)]
    if tone == "halfway":
        already = len(review.answers)
        open_questions = open_questions[: max(0, len(review.questions) // 2 - already)]
    for question in open_questions:
        yield _answer(review, question, tone, random)


def _answer(review: Review, question: Question, tone: str, random: Random) -> Answer:
    comment = random.choice(TEXTS) if random.random() < 0.12 else ""
    if question.type == "table":
        cells = Cells(question)
        made = _rows(question, review.followup.day, random)
        rows = tuple(cells.asked(row, review.around).row for row in made)
        return Answer(question=question.key, value=rows, comment=comment)
    if question.type == "yes_partly_no":
        if random.random() < 0.05 and not question.required and not question.lead:
            return Answer(question=question.key, value="not_applicable", reason="not_in_contract")
        depth = (
            random.choice(("document", "document", "checked"))
            if review.form.filled_by == "buyer"
            else "claim"
        )
        return Answer.model_validate(
            {"question": question.key, "value": _verdict(tone, random), "comment": comment, "depth": depth}
        )
    return Answer(question=question.key, value=_value(review, question, tone, random), comment=comment)


def _verdict(tone: str, random: Random) -> str:
    return random.choices(("yes", "partly", "no"), WEIGHTS[tone])[0]


def _value(review: Review, question: Question, tone: str, random: Random) -> str | tuple[str, ...]:
    if question.type == "one":
        return question.choices[random.randrange(len(question.choices))].code
    if question.type == "many":
        alone = [choice.code for choice in question.choices if choice.exclusive]
        others = [choice.code for choice in question.choices if not choice.exclusive]
        if alone and (tone == "good" or "sign" in question.key):
            return (alone[0],)
        return tuple(random.sample(others, k=min(2, len(others))))
    if question.type == "date":
        return (review.followup.day + timedelta(days=DAYS.get(question.key, -15))).isoformat()
    if question.type in ("integer", "number"):
        return COUNTS.get(question.key, str(random.randint(3, 9)))
    if question.type == "percent":
        return str(random.choice((85, 90, 95, 100)))
    if question.type == "money":
        return "0"
    return random.choice(TEXTS)


def _rows(question: Question, day: date, random: Random) -> tuple[Row, ...]:
    if question.rows:
        return tuple(
            {"row": fixed.code, **_row(question, day, random, n)} for n, fixed in enumerate(question.rows, 1)
        )
    count = 8 if any(column.role == "sample" for column in question.columns) else 2
    return tuple(_row(question, day, random, n) for n in range(1, count + 1))


def _row(question: Question, day: date, random: Random, number: int) -> Row:
    return {column.key: _cell(column, day, random, number) for column in question.columns}


def _cell(column: Column, day: date, random: Random, number: int) -> str | tuple[str, ...]:
    if column.role == "sample":
        return f"A{number}"
    if column.role == "company":
        return "Leverandøren selv" if number % 3 else "Underleverandør 1"
    if column.role == "tier":
        return "0" if number % 3 else "1"
    if column.type == "yes_partly_no":
        verdict = _verdict("calm", random)
        return "yes" if verdict == "partly" else verdict
    if column.type == "one":
        return column.choices[min(len(column.choices) - 1, random.randrange(2))].code
    if column.type == "many":
        return (column.choices[0].code,)
    if column.type == "country":
        return random.choice(COUNTRIES)
    if column.type == "date":
        return (day + timedelta(days=60 if column.key == "due" else -120)).isoformat()
    if column.type in NUMBERS:
        return "0"
    return {"site": f"Fabrikk {number}"}.get(column.role, f"Vare {number}")
