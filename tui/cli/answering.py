"""`aktsom followup answer` and `fill`: answers typed or read from a file, all of them kept or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checklists.answer import Answer, shown_by
from checklists.evidence import Evidence
from checklists.kept import kept
from checklists.review import Review
from checklists.values import InputRefused, Refused
from checklists.words import N_
from db.store.followups import Opened
from exchange.files import shown_path
from tui.cli.answers_typed import typed_answers
from tui.cli.attachments import Attached, attached
from tui.cli.call import Call
from tui.cli.filling import Filled, filled
from tui.cli.told import Told
from tui.cli.wrong import WRONG_INPUT, WRONG_LINE, LineWrong, exit_code


@dataclass(frozen=True)
class Judged:
    """Answers that the review has accepted, and the review with them."""

    review: Review
    answers: tuple[Answer, ...]


def answer(call: Call) -> Told:
    """Answer the questions that were named."""
    args = call.args
    opened = call.database().followups.open(str(args.followup))
    typed = typed_answers(opened.review, [str(each) for each in args.answers], str(args.reason))
    answers = tuple(_shown(call, opened.review, each, ()) for each in typed)
    return _kept(call, opened, _judged(opened.review, answers))


def keep(call: Call) -> Told:
    """Keep what stands beside the questions that were named: last year's answers, or those that the form suggests."""
    opened = call.database().followups.open(str(call.args.followup))
    review = opened.review
    keys = list(dict.fromkeys(str(each) for each in call.args.questions))
    for key in keys:
        review = kept(review, key)
    return _kept(call, opened, Judged(review, tuple(review.answers[key] for key in keys)))


def fill(call: Call) -> Told:
    """Answer the questions in a file."""
    args = call.args
    file = Path(str(args.file))
    opened = call.database().followups.open(str(args.followup))
    try:
        found = [_resting(opened, each, file.parent) for each in filled(opened.review, file)]
        files = {answer.question: new for answer, new in found}
        judged = _judged(opened.review, tuple(_shown(call, opened.review, *each) for each in found))
    except Refused as refused:
        if refused.params.get("file") == shown_path(file):
            raise
        kind = InputRefused if exit_code(refused) in (WRONG_LINE, WRONG_INPUT) else Refused
        place = ": ".join(str(each) for each in (shown_path(file), refused.params.get("place")) if each)
        raise kind(refused.code, **{**refused.params, "place": place}) from None
    return _kept(call, opened, judged, files)


def _judged(review: Review, answers: tuple[Answer, ...]) -> Judged:
    """Every answer in turn; a question that another one opens may be answered after it."""
    waiting = list(answers)
    while waiting:
        ready = [each for each in waiting if each.question in review.visible]
        # Nothing more becomes visible: the first one tells why.
        for each in ready or waiting:
            review = review.answered(each)
            waiting.remove(each)
    return Judged(review, tuple(review.answers[each.question] for each in answers))


def _resting(opened: Opened, each: Filled, folder: Path) -> tuple[Answer, tuple[Attached, ...]]:
    """The answer, and the evidence that is new: what a file tells a second time is there already."""
    place = {
        "followup": opened.review.followup.id,
        "question": each.answer.question,
        "supplier": opened.supplier.id,
    }
    known: list[str] = [*each.answer.evidence]
    new: list[Attached] = []
    for facts in each.evidence:
        told = _told(each.answer.question, {**facts, **place}, folder)
        held = _held(opened, told.evidence)
        known.extend([held] if held else [])
        new.extend([] if held else [told])
    return each.answer.model_copy(update={"evidence": tuple(known)}), tuple(new)


def _told(key: str, facts: Mapping[str, object], folder: Path) -> Attached:
    try:
        return attached(facts, folder)
    except LineWrong as wrong:
        raise LineWrong(wrong.code, **{**wrong.params, "place": f"{key}.evidence"}) from None


def _held(opened: Opened, told: Evidence) -> str:
    """Id of the evidence of this follow-up that says just this, empty if none does."""
    there = opened.review.evidence.items()
    return next((id for id, held in there if held.model_copy(update={"id": told.id}) == told), "")


def _shown(call: Call, review: Review, answer: Answer, new: tuple[Attached, ...]) -> Answer:
    """The answer with what it rests on, which must be there; where evidence is asked for, its titles answer."""
    titles = [call.database().evidence.get(name).value.title for name in answer.evidence]
    before = review.answers.get(answer.question) or Answer(question=answer.question)
    rests_on_the_same = not new and answer.evidence == before.evidence
    if rests_on_the_same or answer.value not in ("", before.value):
        return answer
    question = review.question(answer.question)
    return shown_by(question, answer, (*titles, *(each.evidence.title for each in new)))


def _kept(
    call: Call,
    opened: Opened,
    judged: Judged,
    evidence: Mapping[str, tuple[Attached, ...]] | None = None,
) -> Told:
    db = call.database()
    db.followups.answers(judged.review.followup, judged.answers, opened.answer_versions, call.act(), evidence)
    # What is told is what stands now: new evidence has its ids, and so may have answered a proposal.
    review = db.followups.open(judged.review.followup.id).review
    progress = review.progress()
    line = call.text(
        N_("{id}: {answered} of {total} answered."),
        id=review.followup.id,
        answered=progress.answered,
        total=progress.total,
    )
    data = {
        "id": review.followup.id,
        "status": review.followup.status,
        "kept": [each.question for each in judged.answers],
        "answered": progress.answered,
        "total": progress.total,
        "missing": list(review.missing),
        "proposals": [each.id for each in review.undecided],
    }
    return Told([line], data)
