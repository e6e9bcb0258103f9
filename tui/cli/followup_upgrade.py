"""`aktsom followup upgrade`: what taking a follow-up to a newer version of its form does, and doing it."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.first_rows import with_rows
from checklists.form import Form
from checklists.review import Review
from checklists.said import said
from checklists.upgrade import Fated, Upgrade
from checklists.words import N_
from tui.cli.call import Call
from tui.cli.fields import whole
from tui.cli.told import Json, Told
from tui.form_changes import FATES, WHYS
from tui.plain import wrap

WIDTH = 76


def upgrade(call: Call) -> Told:
    """Carried, asked again, dropped, new. Nothing is changed without `--confirm`."""
    db = call.database()
    review = db.followups.open(str(call.args.followup)).review
    form = _form(call, review)
    if call.args.confirm:
        done = db.followups.upgrade(review.followup.id, form, call.act())
        last = N_("{followup} is now on version {version}.")
    else:
        done = db.followups.preview_upgrade(review.followup.id, form)
        last = N_("Nothing is changed. `--confirm` takes {followup} to version {version}.")
    lines = [f"{done.followup}  {done.form} {done.before} → {done.after}", ""]
    lines += list(_told(call, review, form, done))
    lines.append(call.text(last, followup=done.followup, version=done.after))
    return Told(lines, _json(done, confirmed=bool(call.args.confirm)))


def _form(call: Call, review: Review) -> Form:
    form_id, number = review.followup.form, whole(str(call.args.to))
    return call.library.to_start(form_id) if number is None else call.library.form(form_id, number)


def _told(call: Call, review: Review, form: Form, done: Upgrade) -> Iterator[str]:
    for fate, head in FATES.items():
        fated = [each for each in done.fates if each.fate == fate]
        if fated:
            yield f"{call.text(head)}: {len(fated)}"
            for each in fated:
                yield from _lines(call, review, form, each)
            yield ""


def _lines(call: Call, review: Review, form: Form, fated: Fated) -> Iterator[str]:
    """The key and why, what is asked, and what was answered."""
    why = [call.text(WHYS[each]) for each in fated.why]
    if fated.hidden:
        why.append(call.text(N_("not asked in the new version, as the answers stand")))
    yield f"  {fated.question}" + (f": {', '.join(why)}" if why else "")
    asked = (form if fated.question in form.by_key else review.form).by_key[fated.question]
    yield from (f"    {line}" for line in wrap(asked.text.text(call.language), WIDTH))
    if answer := review.answers.get(fated.question):
        before = said(with_rows(review.followup, review.form.by_key[fated.question]), answer, call.language)
        yield from (f"    → {line}" for line in wrap(before or answer.comment, WIDTH))


def _json(done: Upgrade, *, confirmed: bool) -> dict[str, Json]:
    answers: list[Json] = [
        {"key": each.question, "fate": each.fate, "why": list(each.why), "hidden": each.hidden}
        for each in done.fates
    ]
    return {
        "id": done.followup,
        "form": done.form,
        "from": done.before,
        "to": done.after,
        "confirmed": confirmed,
        "carried": [each.question for each in done.carried],
        "ask_again": [each.question for each in done.ask_again],
        "dropped": [each.question for each in done.dropped],
        "new": [each.question for each in done.new],
        "questions": answers,
    }
