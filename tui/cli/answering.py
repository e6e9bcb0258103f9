"""`aktsom followup answer` and `fill`: answers typed or read from a file, all of them kept or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checklists.answer import Answer
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
from tui.cli.wrong import WRONG_INPUT, WRONG_LINE, exit_code


@dataclass(frozen=True)
class Judged:
    """Answers that the review has accepted, and the review with them."""

    review: Review
    answers: tuple[Answer, ...]


def answer(call: Call) -> Told:
    """Answer the questions that were named."""
    args = call.args
    opened = call.database().followups.open(str(args.followup))
    answers = typed_answers(opened.review, [str(each) for each in args.answers], str(args.reason))
    _refuse_unknown_evidence(call, answers)
    return _kept(call, opened, _judged(opened.review, answers))


def fill(call: Call) -> Told:
    """Answer the questions in a file."""
    args = call.args
    file = Path(str(args.file))
    opened = call.database().followups.open(str(args.followup))
    try:
        found = filled(opened.review, file)
        files = {each.answer.question: _attached(opened, each, file.parent) for each in found}
        _refuse_unknown_evidence(call, tuple(each.answer for each in found))
        judged = _judged(opened.review, tuple(each.answer for each in found))
    except Refused as refused:
        if refused.params.get("file") == shown_path(file):
            raise
        kind = InputRefused if exit_code(refused) in (WRONG_LINE, WRONG_INPUT) else Refused
        raise kind(refused.code, **{**refused.params, "place": shown_path(file)}) from None
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
    kept = tuple(review.answers[each.question] for each in answers)
    return Judged(review, kept)


def _refuse_unknown_evidence(call: Call, answers: tuple[Answer, ...]) -> None:
    for name in {name for each in answers for name in each.evidence}:
        call.database().evidence.get(name)


def _attached(opened: Opened, each: Filled, folder: Path) -> tuple[Attached, ...]:
    place = {
        "followup": opened.review.followup.id,
        "question": each.answer.question,
        "supplier": opened.supplier.id,
    }
    return tuple(attached({**facts, **place}, folder) for facts in each.evidence)


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
