"""What a review looks like: its sections, its questions and the question in focus, as rows drawn from values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from checklists.answer import Answer
from checklists.asked import Asked
from checklists.codelists import heading, label
from checklists.first_rows import rows_of
from checklists.form import NO, NOT_APPLICABLE, NOT_ASSESSED, PARTLY, YES, Question, Section
from checklists.kept import beside, is_last_years
from checklists.proposals import Proposal
from checklists.requirements import ClauseInForce
from checklists.review import Review
from checklists.said import value_said
from checklists.splitting import may_split
from checklists.words import N_, words
from tui.drawing import Part, Row, fit, line, wrapped

SIGNS: dict[str, Part] = {
    YES: ("✓", "good"),
    PARTLY: ("~", "warn"),
    NO: ("✗", "bad"),
    NOT_APPLICABLE: ("–", "dim"),
    NOT_ASSESSED: ("○", "dim"),
}
NONE_OFFERED = N_("There is nothing to choose yet: it depends on other answers.")
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
        return value_said(question, value, language).replace("\n", " ")
    if question.type == "table":
        return words(language).count(N_("{n} row"), N_("{n} rows"), len(value))
    return value_said(question, value, language)


class SectionRows:
    """The sections with how many of their questions are answered; each row is made when it is asked for."""

    def __init__(self, review: Review, language: str, width: int, here: str) -> None:
        self._review = review
        self._language = language
        self._width = width
        answerable = review.asked.answerable
        self._sections = [section for section, _ in review.asked.sections if section.key in answerable]
        self.here = next(
            (n for n, s in enumerate(self._sections) if any(q.key == here for q in s.questions)), 0
        )
        """Index of the section that the question `here` stands in."""

    def __len__(self) -> int:
        return len(self._sections)

    def __getitem__(self, index: int) -> Row:
        section, stands = self._sections[index], index == self.here
        progress = self._review.progress(section)
        count = f"{progress.answered}/{progress.total}"
        title = fit(section.title.text(self._language), self._width - len(count) - 3)
        mark = "▌" if stands else " "
        return line((mark, "accent"), (title, "strong" if stands else ""), (f" {count} ", "dim"))


@lru_cache(maxsize=4)
def _placed(asked: Asked) -> tuple[Sequence[Section | Question | None], Mapping[str, int]]:
    """What stands in each row, nothing between the sections; and by question, in which row it stands."""
    places: list[Section | Question | None] = []
    for section, questions in asked.sections:
        places += [*((None,) if places else ()), section, *questions]
    return places, {place.key: n for n, place in enumerate(places) if isinstance(place, Question)}


class QuestionRows:
    """Every visible question, one line each, under the headings of the sections; a row is made when it is asked for.

    A form may have a thousand questions, of which a screen shows thirty.
    """

    def __init__(
        self, review: Review, language: str, width: int, earlier: Mapping[str, str] | None = None
    ) -> None:
        self._review = review
        self._language = language
        self._width = width
        self._earlier = earlier or {}
        self._places, self._index = _placed(review.asked)
        self._made: dict[int, Row] = {}

    @cached_property
    def _proposed(self) -> frozenset[str]:
        return frozenset(key for proposal in self._review.undecided for key in proposal.questions)

    def index_of(self, key: str) -> int | None:
        """Where the question stands; None when it is not asked."""
        return self._index.get(key)

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, index: int) -> Row:
        if index not in self._made:
            self._made[index] = self._row(self._places[index])
        return self._made[index]

    def _row(self, place: Section | Question | None) -> Row:
        match place:
            case None:
                return line()
            case Section():
                progress = self._review.progress(place)
                count = f"{progress.answered}/{progress.total} "
                title = fit(f" {place.title.text(self._language)}", max(10, self._width - len(count)))
                return line((title, "heading"), (count, "dim"))
            case Question():
                proposed = place.key in self._proposed
                before = self._earlier.get(place.key, "")
                return _question_row(self._review, place, self._language, self._width, proposed, before)


def _question_row(
    review: Review, question: Question, language: str, width: int, proposed: bool, earlier: str
) -> Row:
    answer = review.in_force.get(question.key)
    word = answer_word(question, answer, language)
    if not word and earlier:
        word = words(language).text(N_("was: {answer}"), answer=earlier)
    if not word and question.rows_from and (there := len(rows_of(review, question))):
        word = words(language).count(N_("{n} row"), N_("{n} rows"), there)
    if not word and (before := beside(review, question.key)) is not None:
        told = f"{sign_of(before)[0]} {answer_word(question, before, language)}"
        said = N_("last year {answer}") if is_last_years(review, question.key) else N_("suggested {answer}")
        word = words(language).text(said, answer=told)
    room = min(len(word), max(8, width // 5))
    carried = answer is not None and answer.carried
    marks = ("v" if proposed else "b" if carried else " ") + ("k" if answer and answer.comment else " ")
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
    """The question in focus, whole: choices, help (its own and its section's), clause, evidence, proposals."""
    if key not in review.form.by_key:
        return []
    question = review.form.by_key[key]
    return [row for block in _blocks(review, question, language, width) for row in block]


def _blocks(review: Review, question: Question, language: str, width: int) -> Iterator[list[Row]]:
    translate = words(language).text
    answer = review.in_force.get(question.key)
    yield wrapped(question.text.text(language), width, "strong")
    if question.choices:
        yield [line(), *_choices(review.as_asked(question), answer, language, width)]
    for proposal in review.proposals:
        if question.key in proposal.questions:
            yield [line(), *_proposal(review, proposal, language, width)]
    if answer and answer.comment:
        yield [line(), line((translate(N_("Comment")), "heading")), *wrapped(answer.comment, width)]
    for told in (question.help, review.form.section_of[question.key].help):
        if told:
            yield [line(), *wrapped(told.text(language), width, "dim")]
    clause = next((c for c in review.clauses if c.address == question.clause), None)
    yield [line(), *_facts(review, question, answer, clause, language, width)]


def _choices(question: Question, answer: Answer | None, language: str, width: int) -> list[Row]:
    value = answer.value if answer else ""
    chosen = {value} if isinstance(value, str) else {code for code in value if isinstance(code, str)}
    rows: list[Row] = []
    if not question.choices:
        rows += wrapped(words(language).text(NONE_OFFERED), width, "dim")
    for number, choice in enumerate(question.choices, 1):
        mark: Part = ("●", "good") if choice.code in chosen else ("○", "dim")
        first, *rest = wrapped(choice.text.text(language), width - 6)
        rows.append(line((f"{number:>2} " if number < 10 else "   ", "accent"), mark, " ", *first.parts))
        rows += [line("     ", *row.parts) for row in rest]
    return rows


SETTLED = N_("v confirm   x dismiss")


def _proposal(review: Review, proposal: Proposal, language: str, width: int) -> list[Row]:
    translate = words(language).text
    what = f"{heading('deviation_types', proposal.type, language)}, {label('severities', proposal.severity, language)}"
    if proposal.suspected:
        what += ", " + label("deviation_flags", "suspected", language)
    if proposal.count:
        what += f" ({proposal.count.replace('/', ' ' + translate(N_('of')) + ' ')})"
    decision = review.decision_on(proposal)
    if decision is not None:
        if decision.outcome != "dismissed":
            return wrapped(f"{decision.deviation}: {what}", width, "dim")
        told = translate(N_("Dismissed: {what}. {reason}"), what=what, reason=decision.reason)
        return wrapped(told, width, "dim")
    return [
        line(
            (translate(N_("Proposed")), "heading"),
            ("  " + label("strengths", proposal.strength, language), "dim"),
        ),
        *wrapped(what, width, "warn"),
        line(
            (translate(N_("v confirm   V some rows   x dismiss") if may_split(proposal) else SETTLED), "dim")
        ),
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
    facts += _rests_on(review, question, answer, language)
    rows: list[Row] = []
    for name, told in facts:
        first, *rest = wrapped(told, max(8, width - 11))
        rows.append(Row(((fit(name, 10) + " ", "dim"), *first.parts)))
        rows += [Row(((" " * 11, ""), *row.parts)) for row in rest]
    return rows


def _rests_on(
    review: Review, question: Question, answer: Answer | None, language: str
) -> Iterator[tuple[str, str]]:
    """Last year's answer, what is expected to be shown, and what the answer rests on."""
    translate = words(language).text
    before = beside(review, question.key)
    if before is not None:
        told = f"{sign_of(before)[0]} {answer_word(question, before, language)}"
        if is_last_years(review, question.key):
            yield translate(N_("Last year")), told
        else:
            yield translate(N_("Suggested")), translate(N_("{answer}   b takes it"), answer=told)
    if question.evidence:
        yield translate(N_("Show")), question.evidence.text(language)
    if answer is None:
        return
    if answer.carried:
        yield translate(N_("Carried")), translate(N_("kept from last year; verify it again"))
    if answer.depth != "none":
        yield translate(N_("Basis")), label("depths", answer.depth, language)
    for name in answer.evidence:
        held = review.evidence.get(name)
        yield translate(N_("Evidence")), f"{name} {held.title}" if held else name
