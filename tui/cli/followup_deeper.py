"""The deeper modules of a standard form's questions, as the command line tells of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checklists.codelists import label
from checklists.deeper import Shown, modules
from checklists.review import Review
from checklists.words import N_
from tui.cli.call import Call
from tui.cli.told import Json

Deeper = Mapping[str, tuple[Shown, ...]]


def with_deeper(
    call: Call, review: Review, questions: Sequence[dict[str, Json]], deeper: Deeper
) -> list[Json]:
    """Each question with the forms that look deeper into its clause, and what follow-ups on them show."""
    forms = call.library.startable
    told: list[Json] = []
    for question, held in zip(review.form.questions, questions, strict=True):
        there: list[Json] = [_json(each) for each in deeper.get(question.clause, ())]
        names: list[Json] = [form.id for form in modules(forms, question.clause)] if question.clause else []
        told.append({**held, "modules": names, "deeper": there})
    return told


def _json(each: Shown) -> dict[str, Json]:
    return {
        "id": each.followup.id,
        "form": each.followup.form,
        "status": each.followup.status,
        "date": each.followup.day,
        "answered": each.answered,
        "questions": each.total,
        "found": each.found or None,
        "depth": each.depth,
        "deviations": list(each.deviations),
    }


def deeper_lines(call: Call, review: Review, deeper: Deeper) -> list[str]:
    """A line for each follow-up that has looked deeper into a requirement."""
    language, lines = call.language, list[str]()
    for question in review.form.questions:
        for each in deeper.get(question.clause, ()):
            status = label("followup_statuses", each.followup.status, language)
            told = f"{each.followup.id} {each.title.text(language)}, {status}, {each.answered}/{each.total}"
            found = ", ".join(each.deviations)
            lines.append(f" {question.key}: {told}" + (f", {found}" if found else ""))
    return ["", call.text(N_("Looked deeper")), *lines] if lines else []
