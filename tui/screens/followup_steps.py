"""The life of a follow-up beside its answers: sent, given more time, come back, withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from checklists.codelists import label
from checklists.followup import FollowUp
from checklists.library import requirement_sets
from checklists.requirements import answer_days, own_parameters
from checklists.values import Refused
from checklists.words import N_
from tui.dialogs.fields import Asked, Fields
from tui.given import day_of, told

if TYPE_CHECKING:
    from db.database import Database
    from tui.screens.place import Place

Changed = Callable[[date], FollowUp]


@dataclass(frozen=True)
class Dated:
    """A day that is asked for: of the follow-up at which version, with the key of its draft."""

    version: int
    title: str
    proposed: date
    draft: str


def needed_day(place: Place, written: str) -> date:
    """The day that was written. Refused("field_needed") without one."""
    day = day_of(written)
    if day is None:
        raise Refused("field_needed", field=place.text(N_("Done on")))
    return day


async def send(place: Place, followup_id: str) -> None:
    """A planned self-report goes to the supplier; one that is out gets a later deadline."""

    def read(db: Database) -> tuple[FollowUp, int, int]:
        held = db.followups.get(followup_id)
        contract = db.contracts.get(held.value.contract).value
        form = db.forms.stored(held.value.form_hash)
        own = own_parameters(contract, requirement_sets(), form.requirement_set)
        return held.value, held.version, answer_days(form, own, db.settings.all().integer("self_report_days"))

    followup, version, days = await place.read(read)
    today = place.aktsom.act().today
    out = followup.status == "sent"
    proposed = (followup.due if out else None) or today + timedelta(days=days)
    title = place.text(N_("New deadline")) if out else place.text(N_("Sent today. To be answered by"))

    def changed(day: date) -> FollowUp:
        return followup.prolonged(day) if out else followup.sent_on(today, day)

    draft = f"{followup_id}/{'due' if out else 'sent'}"
    await _dated(place, Dated(version, title, proposed, draft), changed)


async def receive(place: Place, followup_id: str) -> None:
    """A self-report has come back."""
    held = await place.read(lambda db: db.followups.get(followup_id))
    title = place.text(N_("{followup} came back on"), followup=followup_id)
    today = place.aktsom.act().today

    def changed(day: date) -> FollowUp:
        if day > today:
            raise Refused("date_in_future", date=day)
        return held.value.received_on(day)

    await _dated(place, Dated(held.version, title, today, f"{followup_id}/received"), changed)


async def move_day(place: Place, followup_id: str) -> bool:
    """It is done on another day than was planned. Was that kept?"""
    held = await place.read(lambda db: db.followups.get(followup_id))
    planned = told(held.value.day, place.aktsom.language)
    title = place.text(N_("{followup} is planned for {day}. New day"), followup=followup_id, day=planned)
    draft = Dated(held.version, title, place.aktsom.act().today, f"{followup_id}/day")

    def changed(day: date) -> FollowUp:
        held.value.refuse_if_closed()
        return held.value.model_copy(update={"day": day})

    return await _dated(place, draft, changed)


async def _dated(place: Place, asked: Dated, changed: Changed) -> bool:
    def given(values: Mapping[str, str]) -> FollowUp:
        return changed(needed_day(place, values["day"]))

    fields = [Asked("day", place.text(N_("Day")), told(asked.proposed, place.aktsom.language), reads=day_of)]
    values = await place.ask(Fields(asked.title, fields, place.aktsom.language, given), asked.draft)
    if values is not None:
        await keep_followup(place, given(values), asked.version, asked.draft)
    return values is not None


async def withdraw(place: Place, followup_id: str) -> None:
    """Withdraw a follow-up that will not be done. It needs a reason and stays on record."""
    held = await place.read(lambda db: db.followups.get(followup_id))
    fields = [Asked("reason", place.text(N_("Why is it withdrawn?")))]
    title = place.text(N_("Withdraw {followup}"), followup=followup_id)

    def given(values: Mapping[str, str]) -> FollowUp:
        return held.value.withdrawn(values["reason"])

    draft = f"{followup_id}/withdraw"
    values = await place.ask(Fields(title, fields, place.aktsom.language, given), draft)
    if values is not None:
        await keep_followup(place, given(values), held.version, draft)


async def keep_followup(place: Place, followup: FollowUp, version: int, draft: str = "") -> None:
    """Keep a follow-up as it is now, and say how it stands. `draft` is the key of what was written of it."""
    act, language = place.aktsom.act(draft=draft), place.aktsom.language
    if await place.keep(lambda db: db.followups.change(followup, version, act)) is None:
        return
    await place.reload()
    status = label("followup_statuses", followup.status, language)
    due = place.text(N_("due {day}"), day=told(followup.due, language)) if followup.status == "sent" else ""
    said = " · ".join(part for part in (f"{followup.id} {status}", due) if part)
    place.tell(f"{place.text(N_('Kept {time}'), time=place.aktsom.wall_time())} · {said}")
