"""A follow-up taken further: sent, received, signed, reopened, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from checklists.codelists import label
from checklists.followup import FollowUp
from checklists.words import N_
from tui.cli import fields
from tui.cli.call import Call
from tui.cli.told import Told
from tui.cli.wrong import LineWrong, valued
from tui.given import day_of

CHANGES = {
    "reason": ("reason", fields.text),
    "participants": ("participants", fields.text),
    "overall": ("overall", fields.text),
    "reference": ("reference", fields.text),
    "next_date": ("next_day", fields.day),
    "date": ("day", fields.day),
}


def sign(call: Call) -> Told:
    """Sign it, if something is answered, nothing required is missing and every proposal is decided."""
    db, args = call.database(), call.args
    held = db.followups.get(str(args.followup))
    opened = db.followups.open(held.value.id)
    day = call.day(str(args.date))
    signed = opened.review.signed_on(day, call.actor, today=call.today)
    more = {
        "overall": str(args.overall) or signed.overall,
        "next_day": day_of(str(args.next_date)) or signed.next_day,
    }
    return _kept(call, valued(FollowUp, {**dict(signed), **more}), opened.version)


def reopen(call: Call) -> Told:
    """Open a signed one again, which needs a reason."""
    day = call.day(str(call.args.date))
    return _changed(call, lambda held: held.reopened_on(day, call.actor, str(call.args.reason)))


def send(call: Call) -> Told:
    """The self-report has gone out; its deadline is the form's where none is given."""
    day = call.day(str(call.args.date))
    return _changed(call, lambda held: held.sent_on(day, day_of(str(call.args.due)) or _due(call, held, day)))


def _due(call: Call, held: FollowUp, day: date) -> date:
    db = call.database()
    usual = db.settings.all().integer("self_report_days") or 42
    form = db.forms.stored(held.form_hash) if held.form_hash else None
    days = form.due_days if form and form.due_days else usual
    return day + timedelta(days=days)


def receive(call: Call) -> Told:
    """The supplier has answered."""
    day = call.day(str(call.args.date))
    return _changed(call, lambda held: held.received_on(day))


def extend(call: Call) -> Told:
    """The supplier has got more time."""
    due = call.day(str(call.args.due))
    return _changed(call, lambda held: held.prolonged(due))


def withdraw(call: Call) -> Told:
    """It is given up, which needs a reason."""
    return _changed(call, lambda held: held.withdrawn(str(call.args.reason)))


def change(call: Call) -> Told:
    """Change the facts that were given; not of a signed one."""
    facts = fields.facts(call.args.fields, CHANGES)
    if "day" in facts and facts["day"] is None:
        raise LineWrong("field_missing_on_line", field="date")

    def changed(held: FollowUp) -> FollowUp:
        held.refuse_if_closed()
        return held.model_copy(update=facts)

    return _changed(call, changed)


def _changed(call: Call, change: Callable[[FollowUp], FollowUp]) -> Told:
    held = call.database().followups.get(str(call.args.followup))
    # A copy of a value is not judged; what was typed into it is, here.
    after = valued(FollowUp, dict(change(held.value)))
    return _kept(call, after, held.version)


def _kept(call: Call, after: FollowUp, version: int) -> Told:
    call.database().followups.change(after, version, call.act())
    status = label("followup_statuses", after.status, call.language)
    line = call.text(N_("{id} is now: {status}"), id=after.id, status=status)
    return Told([line], {"id": after.id, "status": after.status, "outcome": after.outcome or None})
