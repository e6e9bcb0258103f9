"""Correcting a control that was recorded without a form, once it has been opened again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from checklists.codelists import codes, label
from checklists.followup import FollowUp
from checklists.values import Refused
from checklists.words import N_
from tui.dialogs.fields import Asked, Fields
from tui.dialogs.several import Several
from tui.given import day_of, told
from tui.screens.deviation_fields import listed

if TYPE_CHECKING:
    from tui.screens.place import Place


async def ask_recorded(place: Place, held: FollowUp, draft: str) -> FollowUp | None:
    """The control as the person corrected it, with what was looked into; None when it was left.

    `draft` is the key of what is being written of it.
    """
    language, text, today = place.aktsom.language, place.text, place.aktsom.act().today

    def corrected(values: Mapping[str, str], themes: tuple[str, ...] = held.themes) -> FollowUp:
        day = day_of(values["day"])
        if day is None:
            raise Refused("field_needed", field=text(N_("Done on")))
        if day > today:
            raise Refused("date_in_future", date=day)
        after = FollowUp.model_validate({**dict(held), **values, "day": day})
        return after.assessed_as(themes, after.outcome)

    fields = [
        Asked("day", text(N_("Done on")), told(held.day, language), reads=day_of),
        Asked("outcome", text(N_("Outcome")), held.outcome, listed("outcomes", language), "choice"),
        Asked("reference", text(N_("Reference")), held.reference),
        Asked("reason", text(N_("Why this contract")), held.reason),
        Asked("participants", text(N_("Took part")), held.participants),
        Asked("reused_from", text(N_("Other buyer (if theirs)")), held.reused_from),
    ]
    title = f"{held.id} · {label('methods', held.method, language)}"
    values = await place.ask(Fields(title, fields, language, corrected), draft)
    if values is None:
        return None
    choices = [(code, label("themes", code, language)) for code in codes("themes")]
    asked = Several(text(N_("What was looked into?")), choices, language, held.themes, needed=True)
    themes = await place.ask(asked)
    return corrected(values, themes) if themes else None
