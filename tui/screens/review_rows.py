"""What a review looks like: its sections, its questions and the question in focus, as rows drawn from values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checklists.answer import Answer
from checklists.codelists import heading, label
from checklists.form import NO, NOT_APPLICABLE, NOT_ASSESSED, PARTLY, YES, Question
from checklists.formats import day
from checklists.proposals import Proposal
from checklists.requirements import ClauseInForce
from checklists.review import Review
from checklists.words import N_, words
from tui.drawing import Part, Row, fit, line, wrapped

SIGNS: dict[str, Part] = {
    YES: ("✓", "good"),
    PARTLY: ("~", "warn"),
    NO: ("✗", "bad"),
    NOT_APPLICABLE: ("–", "dim"),
    NOT_ASSESSED: ("○", "dim"),
}
UNANSWERED: Part = ("·", "dim")


def sign_of(answer: Answer | None) -> Part:
    """The sign of an answer: ✓ yes, ~ partly, ✗ no, – not applicable, · unanswered."""
    if answer is None or not answer.given:
        return UNANSWERED
    return SIGNS.get(answer.value, ("✓", "good")) if isinstance(answer.value, str) else ("✓", "good")


def answer_word(question: Question, answer: Answer | None, language: str) -> str:
    """The answer in a word or two."""
    if answer is None or not answer.given:
        return ""
    value = answer.value
    if isinstance(value, str):
        if value == NOT_APPLICABLE:
            return label("not_applicable_reasons", answer.reason, language)
        if value in SIGNS:
            return label("verdicts", value, language)
        if question.type == "date":
            return day(date.fromisoformat(value), language)
        named = {choice.code: choice.text.text(language) for choice in question.choices}
        return named.get(value, value.replace("\n", " "))
    if question.type == "table":
        return words(language).count(N_("{n} row"), N_("{n} rows"), len(value))
    named = {choice.code: choice.text.text(language) for choice in question.choices}
    return ", ".join(named.get(code, code) for code in value if isinstance(code, str))


def section_rows(review: Review, here: str, language: str, width: int) -> list[Row]:
    """The sections with how many of their questions are answered."""
    rows: list[Row] = []
    for section in review.form.sections:
        progress = review.progress(section)
        if not progress.total:
            continue
        stands = any(question.key == here for question in section.questions)
        count = f"{progress.answered}/{progress.total}"
        title = fit(section.title.text(language), width - len(count) - 3)
        rows.append(
            line(
                ("▌" if stands else " ", "accent"), (title, "strong" if stands else ""), (f" {count} ", "dim")
            )
        )
    return rows


def question_rows(review: Review, language: str, width: int) -> list[Row]:
    """Every visible question, one line each, under the headings of the sections."""
    rows: list[Row] = []
    proposed = {key for proposal in review.undecided for key in proposal.questions}
    for section in review.form.sections:
        asked = [question for question in section.questions if question.key in review.visible]
        if not asked:
            continue
        if rows:
            rows.append(line())
        progress = review.progress(section)
        count = f"{progress.answered}/{progress.total} "
        title = fit(f" {section.title.text(language)}", max(10, width - len(count)))
        rows.append(line((title, "heading"), (count, "dim")))
        rows += [
            _question_row(review, question, language, width, question.key in proposed) for question in asked
        ]
    return rows


def _question_row(review: Review, question: Question, language: str, width: int, proposed: bool) -> Row:
    answer = review.answers.get(question.key)
    word = answer_word(question, answer, language)
    room = min(len(word), max(8, width // 5))
    marks = ("v" if proposed else " ") + ("k" if answer and answer.comment else " ")
    text = fit(question.text.text(language), max(10, width - room - 8))
    sign, style = sign_of(answer) if question.answerable else (" ", "")
    return Row(
        (
            (" ", ""),
            (sign, style),
            (" ", ""),
            (text, "" if question.answerable else "dim"),
            (f" {marks} ", "warn"),
            (fit(word, room, right=True), style or "dim"),
        ),
        question.key,
    )


def detail_rows(review: Review, key: str, language: str, width: int) -> list[Row]:
    """The question in focus, whole: choices, help, clause, last year's answer, evidence, proposals."""
    if key not in review.form.by_key:
        return []
    question = review.form.by_key[key]
    return [row for block in _blocks(review, question, language, width) for row in block]


def _blocks(review: Review, question: Question, language: str, width: int) -> Iterator[list[Row]]:
    translate = words(language).text
    answer = review.answers.get(question.key)
    yield wrapped(question.text.text(language), width, "strong")
    if question.choices:
        yield [line(), *_choices(question, answer, language, width)]
    for proposal in review.proposals:
        if question.key in proposal.questions:
            yield [line(), *_proposal(review, proposal, language, width)]
    if answer and answer.comment:
        yield [line(), line((translate(N_("Comment")), "heading")), *wrapped(answer.comment, width)]
    if question.help:
        yield [line(), *wrapped(question.help.text(language), width, "dim")]
    clause = next((c for c in review.clauses if c.address == question.clause), None)
    yield [line(), *_facts(review, question, answer, clause, language, width)]


def _choices(question: Question, answer: Answer | None, language: str, width: int) -> list[Row]:
    value = answer.value if answer else ""
    chosen = {value} if isinstance(value, str) else {code for code in value if isinstance(code, str)}
    rows: list[Row] = []
    for number, choice in enumerate(question.choices, 1):
        mark: Part = ("●", "good") if choice.code in chosen else ("○", "dim")
        text = fit(choice.text.text(language), width - 6)
        rows.append(line((f"{number:>2} " if number < 10 else "   ", "accent"), mark, " ", text))
    return rows


def _proposal(review: Review, proposal: Proposal, language: str, width: int) -> list[Row]:
    translate = words(language).text
    what = f"{heading('deviation_types', proposal.type, language)}, {label('severities', proposal.severity, language)}"
    if proposal.suspected:
        what += ", " + label("deviation_flags", "suspected", language)
    if proposal.count:
        what += f" ({proposal.count.replace('/', ' ' + translate(N_('of')) + ' ')})"
    decision = review.decision_on(proposal)
    if decision is not None:
        done = translate(N_("Dismissed")) if decision.outcome == "dismissed" else decision.deviation
        return wrapped(f"{done}: {what}", width, "dim")
    return [
        line(
            (translate(N_("Proposed")), "heading"),
            ("  " + label("strengths", proposal.strength, language), "dim"),
        ),
        *wrapped(what, width, "warn"),
        line((translate(N_("v confirm   x dismiss")), "dim")),
    ]


def _facts(
    review: Review,
    question: Question,
    answer: Answer | None,
    clause: ClauseInForce | None,
    language: str,
    width: int,
) -> list[Row]:
    translate = words(language).text
    facts: list[tuple[str, str]] = []
    if clause is not None:
        named = clause.set_title.text(language) if clause.set_title else ""
        facts.append((translate(N_("Clause")), f"{named} {clause.reference}: {clause.title.text(language)}"))
    elif question.clause and not review.clauses:
        facts.append(
            (
                translate(N_("Clause")),
                translate(N_("the contract has no requirement sets; nothing is proposed")),
            )
        )
    elif question.clause:
        facts.append((translate(N_("Clause")), translate(N_("not a requirement of this contract"))))
    before = review.last_year.get(question.key)
    if before is not None and before.given:
        facts.append(
            (translate(N_("Last year")), f"{sign_of(before)[0]} {answer_word(question, before, language)}")
        )
    if question.evidence:
        facts.append((translate(N_("Show")), question.evidence.text(language)))
    if answer is not None and answer.depth != "none":
        facts.append((translate(N_("Basis")), label("depths", answer.depth, language)))
    for name in answer.evidence if answer else ():
        held = review.evidence.get(name)
        facts.append((translate(N_("Evidence")), f"{name} {held.title}" if held else name))
    rows: list[Row] = []
    for name, told in facts:
        first, *rest = wrapped(told, max(8, width - 11))
        rows.append(Row(((fit(name, 10) + " ", "dim"), *first.parts)))
        rows += [Row(((" " * 11, ""), *row.parts)) for row in rest]
    return rows
