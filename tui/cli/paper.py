"""`aktsom forms export --to docx|html|md` and `followup export`: forms on paper, blank and as they were answered."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

from checklists.form import Form
from checklists.words import N_
from exchange.document.blocks import Outline
from exchange.files import write_file
from exchange.paper import PAPER_FORMATS, PaperFormat, written
from exchange.paper.blank import blank
from exchange.paper.codebook import codebook
from exchange.paper.filled import Answered, filled
from tui.cli.call import Call
from tui.cli.told import Told
from tui.cli.wrong import LineWrong, one_of

SKIPPED: dict[str, None] = dict.fromkeys(("omit", "list"))


def export_answered(call: Call) -> Told:
    """Write a follow-up with its answers to a file."""
    args, db = call.args, call.database()
    opened = db.followups.open(str(args.followup))
    held = Answered(opened.review, opened.contract, opened.supplier)
    which = one_of("--skipped", str(args.skipped) or "omit", SKIPPED)
    told = filled(held, call.language, skipped="list" if which == "list" else "omit")
    return _to_file(call, told, _format(call))


def export_blank(call: Call, form: Form) -> Told:
    """Write a blank form to a file, in short or in full, with its code book or alone."""
    args = call.args
    short, kind = bool(args.short), _format(call)
    if short and not any(question.short for question in form.questions):
        raise LineWrong("no_short_form", form=form.id)
    if args.only_codebook:
        return _to_file(call, codebook(form, call.language), kind)
    return _to_file(call, blank(form, call.language, short=short, codebook=bool(args.codebook)), kind)


def _format(call: Call) -> PaperFormat:
    asked = str(call.args.to) or Path(str(call.args.out)).suffix.lstrip(".").lower()
    for each in PAPER_FORMATS:
        if each == asked:
            return each
    raise LineWrong("not_one_of", name="--to", given=asked[:20], choices=", ".join(PAPER_FORMATS))


def _to_file(call: Call, told: Outline, kind: PaperFormat) -> Told:
    file = str(call.args.out)
    content = written(told, kind, datetime.combine(call.today, time(), UTC))
    write_file(Path(file), content, force=bool(call.args.force))
    return Told([call.text(N_("Written: {file}"), file=file)], {"file": file, "format": kind})
