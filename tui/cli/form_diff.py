"""`aktsom forms diff`: what a newer version of a form says otherwise, and what it touches."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.codelists import label
from checklists.form_change import diff
from checklists.touched import Touched
from checklists.words import N_
from tui.cli.call import Call
from tui.cli.fields import whole
from tui.cli.told import Json, Told
from tui.cli.wrong import LineWrong
from tui.form_changes import diff_lines, figure_text, status_text


def _version(given: str) -> int:
    number = whole(given)
    if number is None:
        raise LineWrong("not_a_whole_number_here", given=given[:40])
    return number


def show_diff(call: Call) -> Told:
    """The differences by key; the newer version may be a draft."""
    args, library = call.args, call.library
    old, new = (library.form(str(args.form), _version(str(each))) for each in (args.old, args.new))
    found, database = diff(old, new), call.database_if_there()
    newer = new.version > old.version
    touched = (
        database.forms.touched(old.id, old.version, new, call.today) if database and newer else Touched()
    )
    language = call.language
    head = " → ".join(
        f"{form.id} {form.version} ({status_text(library.status(form.id, form.version), language)})"
        for form in (old, new)
    )
    data: dict[str, Json] = {
        **found.model_dump(mode="json"),
        "same": found.is_empty,
        "touched": touched.model_dump(mode="json"),
    }
    touching = ["", *_touched(call, touched)] if newer else []
    return Told([head, "", *diff_lines(old, new, language), *touching], data)


def _touched(call: Call, touched: Touched) -> Iterator[str]:
    if not touched.followups:
        yield call.text(N_("No follow-up is on the older version."))
        return
    yield call.text(N_("Follow-ups on the older version:"))
    for status, ids in touched.followups.items():
        yield f"  {label('followup_statuses', status, call.language)}: {len(ids)} ({', '.join(ids)})"
    if touched.running:
        told = N_("Out at suppliers, and answered on the version that was sent: {ids}")
        yield call.text(told, ids=", ".join(touched.running))
    if touched.figures:
        yield call.text(
            N_("Figures of 4.A if the open ones were signed as they stand, and if upgraded first:")
        )
        yield from (f"  {figure_text(each, call.language)}" for each in touched.figures)
    else:
        yield call.text(N_("No figure of 4.A would be another one if the open ones were upgraded."))
