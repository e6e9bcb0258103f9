"""A follow-up taken further: sent, received, signed, reopened, withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from checklists.codelists import codes, label
from checklists.deviation import days_after
from checklists.followup import FollowUp
from checklists.library import requirement_sets
from checklists.requirements import answer_days, own_parameters
from checklists.signing import unheard
from checklists.words import N_
from tui.cli import fields, shown
from tui.cli.call import Call
from tui.cli.told import Json, Told
from tui.cli.wrong import LineWrong, one_of, valued
from tui.given import day_of
from tui.signing_told import risk_left, risk_written


def _themes(value: str) -> object:
    return tuple(one_of("themes", each, codes("themes")) for each in fields.listed(value))


def _outcome(value: str) -> object:
    return one_of("outcome", value.strip(), codes("outcomes"))


CHANGES = {
    "reason": ("reason", fields.text),
    "participants": ("participants", fields.text),
    "overall": ("overall", fields.text),
    "reference": ("reference", fields.text),
    "next_date": ("next_day", fields.day),
    "date": ("day", fields.day),
    "themes": ("themes", _themes),
    "outcome": ("outcome", _outcome),
}
ASSESSED = frozenset(("themes", "outcome"))
"""What is typed only of a control recorded without a form; with one it follows from the answers."""


def sign(call: Call) -> Told:
    """Sign it, if something is answered, nothing required is missing and every proposal is decided."""
    db, args = call.database(), call.args
    day, next_day = call.day(str(args.date)), day_of(str(args.next_date))

    def told(signed: FollowUp) -> FollowUp:
        more = {"overall": str(args.overall) or signed.overall, "next_day": next_day or signed.next_day}
        return valued(FollowUp, {**dict(signed), **more})

    held = db.followups.get(str(args.followup)).value
    if held.recorded_without_form:
        return _changed(call, lambda again: told(again.signed_again_on(day, call.actor, today=call.today)))
    review = db.followups.open(held.id).review
    signed = db.followups.sign(
        held.id, lambda read: told(read.signed_on(day, call.actor, today=call.today)), call.act()
    )
    if unheard(review):
        call.say(call.text(N_("The supplier has not been heard: deviations are logged, but no comments.")))
    return _told(call, signed, more=risk_written(held, signed, call.language))


def reopen(call: Call) -> Told:
    """Open a signed one again, which needs a reason."""
    day = call.day(str(call.args.date))
    told = _changed(call, lambda held: held.reopened_on(day, call.actor, str(call.args.reason)))
    held = call.database().followups.get(str(call.args.followup)).value
    return Told([*told.lines, *risk_left(held, call.language)], told.data)


def send(call: Call) -> Told:
    """The self-report has gone out; its deadline is the contract's or the form's where none is given."""
    day = call.day(str(call.args.date))
    return _changed(call, lambda held: held.sent_on(day, day_of(str(call.args.due)) or _due(call, held, day)))


def _due(call: Call, held: FollowUp, day: date) -> date:
    db = call.database()
    usual = db.settings.all().integer("self_report_days")
    form = db.forms.stored(held.form_hash) if held.form_hash else None
    contract = db.contracts.get(held.contract).value
    own = own_parameters(contract, requirement_sets(), form.requirement_set if form else "")
    return days_after(day, answer_days(form, own, usual))


def receive(call: Call) -> Told:
    """The supplier has answered."""
    day = call.day(str(call.args.date))
    return _changed(call, lambda held: held.received_on(day))


def extend(call: Call) -> Told:
    """The supplier has got more time."""
    due = call.day(str(call.args.due))

    def said(_: FollowUp, after: FollowUp) -> str:
        deadline = shown.day(after.due, call.language)
        return call.text(N_("{id}: the deadline is now {deadline}"), id=after.id, deadline=deadline)

    return _changed(call, lambda held: held.prolonged(due), said)


def withdraw(call: Call) -> Told:
    """It is given up, which needs a reason."""
    return _changed(call, lambda held: held.withdrawn(str(call.args.reason)))


def change(call: Call) -> Told:
    """Change the facts that were given; not of a signed one."""
    given = [str(each) for each in call.args.fields]
    facts = fields.facts(given, CHANGES)
    if "day" in facts and facts["day"] is None:
        raise LineWrong("field_missing_on_line", field="date")

    def changed(held: FollowUp) -> FollowUp:
        held.refuse_if_closed()
        after = valued(FollowUp, {**dict(held), **facts})
        return after.assessed_as(after.themes, after.outcome) if ASSESSED & facts.keys() else after

    def said(before: FollowUp, after: FollowUp) -> str:
        was, now = dict(before), dict(after)
        typed = [(name, value, CHANGES[name][0]) for name, value in fields.split(given)]
        return shown.changes(
            call, after.id, [f"{name}={value}" for name, value, field in typed if was[field] != now[field]]
        )

    return _changed(call, changed, said)


def _changed(
    call: Call,
    change: Callable[[FollowUp], FollowUp],
    said: Callable[[FollowUp, FollowUp], str] | None = None,
) -> Told:
    """Changed and kept. `said` words it of how it was and is; its status is told where there is none."""
    held = call.database().followups.get(str(call.args.followup))
    # A copy of a value is not judged; what was typed into it is, here.
    after = valued(FollowUp, dict(change(held.value)))
    call.database().followups.change(after, held.version, call.act())
    return _told(call, after, said(held.value, after) if said else "")


def _told(call: Call, after: FollowUp, said: str = "", more: Sequence[str] = ()) -> Told:
    status = label("followup_statuses", after.status, call.language)
    line = said or call.text(N_("{id} is now: {status}"), id=after.id, status=status)
    data: dict[str, Json] = {"id": after.id, "status": after.status, "outcome": after.outcome or None}
    return Told([line, *more], {**data, "themes": list(after.themes), "due": after.due})
