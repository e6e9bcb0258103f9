"""`aktsom followup clear`: what deleting details about persons does, and doing it."""

from __future__ import annotations

from checklists.cleared import Amount
from checklists.clearing import Clearing, Rule
from checklists.followup import FollowUp
from checklists.words import N_
from tui.clearing_told import cleared_told, clearing_lines, to_clear_told, why_told
from tui.cli.call import Call
from tui.cli.told import Json, Told


def clear(call: Call) -> Told:
    """What goes and what stays. Nothing is deleted without `--confirm`."""
    db, why = call.database(), call.act(str(call.args.why)).why
    review = db.followups.open(str(call.args.followup)).review
    doing, rule = db.followups.preview_clear(review.followup.id, call.today, why)
    lines = [review.followup.id, "", *clearing_lines(review, doing, call.language), ""]
    confirmed = bool(call.args.confirm)
    if confirmed:
        act = call.act(why_told(rule, why, call.language))
        db.followups.clear(review.followup.id, act, why, seen=doing)
        lines.append(
            call.text(N_("Details about persons are deleted from {followup}."), followup=review.followup.id)
        )
        lines.append(call.text(N_("Backups and exports that were made before still hold it.")))
    else:
        last = N_("Nothing is deleted. `--confirm` deletes it; it cannot be undone.")
        lines.append(call.text(last))
    return Told(lines, _json(doing, rule, confirmed=confirmed))


def _json(doing: Clearing, rule: Rule, *, confirmed: bool) -> dict[str, Json]:
    return {
        "id": doing.followup.id,
        "confirmed": confirmed,
        "days": rule.days,
        "closed": rule.closed,
        "due": rule.due,
        "amount": amount_json(doing.amount),
        "questions": {key: amount_json(each) for key, each in doing.gone.items()},
        "evidence": [each.id for each in doing.evidence],
        "kept_evidence": list(doing.kept_evidence),
    }


def amount_json(amount: Amount) -> dict[str, Json]:
    """How much goes, as the JSON answers have it."""
    return dict(amount.model_dump())


def cleared_json(followup: FollowUp) -> Json:
    """That details about persons were deleted, as the JSON answers have it; None where they were not."""
    if not followup.cleared:
        return None
    done = followup.cleared[-1]
    return {
        "date": done.day,
        "by": done.by,
        "days": done.days,
        "due": done.due,
        "why": done.why,
        "amount": amount_json(done.amount),
    }


def details_told(call: Call, followup: FollowUp) -> str:
    """When details about persons were, or are to be, deleted from a follow-up with a form."""
    rule = call.database().followups.rule(followup.id)
    return cleared_told(followup, call.language) or to_clear_told(followup, rule, call.today, call.language)
