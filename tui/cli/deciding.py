"""What the answers propose, and what a person decides about it: confirm, add to an open deviation, dismiss."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from checklists.codelists import codes, label
from checklists.deviation import Deviation
from checklists.measure import Measure
from checklists.proposals import Decision, Proposal, deviation_of, dismissed, matching, title_of
from checklists.review import Review
from checklists.splitting import part_of, places_of
from checklists.words import N_
from db.store.followups import Opened
from tui.cli.call import Call
from tui.cli.deviation_fields import place_of
from tui.cli.deviations import with_deadline
from tui.cli.table import table
from tui.cli.told import Json, Told
from tui.cli.wrong import LineWrong, one_of, refuse_beside, valued
from tui.given import day_of
from tui.refusals_domain import DECIDED


def list_proposals(call: Call) -> Told:
    """Everything that is proposed, decided or not."""
    opened = call.database().followups.open(str(call.args.followup))
    review = opened.review
    data: list[Json] = [proposal_json(review, each, opened.deviations) for each in review.proposals]
    text, language = call.text, call.language
    headings = [
        text(N_("Proposal")),
        text(N_("What")),
        text(N_("Strength")),
        text(N_("Severity")),
        text(N_("Decided")),
    ]
    rows = [
        (
            each.id,
            label("deviation_types", each.type, language) + (f" {each.count}" if each.count else ""),
            label("strengths", each.strength, language),
            label("severities", each.severity, language),
            _decided(review, each, text),
        )
        for each in review.proposals
    ]
    told = [*table(headings, rows), ""] if rows else []
    return Told([*told, call.words.count("{n} proposal", "{n} proposals", len(rows))], {"proposals": data})


def _decided(review: Review, proposal: Proposal, text: Callable[[str], str]) -> str:
    decision = review.decision_on(proposal)
    return f"{text(DECIDED[decision.outcome])} {decision.deviation}".strip() if decision else ""


def proposal_json(review: Review, proposal: Proposal, deviations: Mapping[str, Deviation]) -> dict[str, Json]:
    """A proposal as the JSON answers have it."""
    decision, place = review.decision_on(proposal), proposal.place
    decided: Json = None
    if decision:
        decided = {
            "outcome": decision.outcome,
            "deviation": decision.deviation or None,
            "reason": decision.reason,
        }
    return {
        "id": proposal.id,
        "questions": list(proposal.questions),
        "strength": proposal.strength,
        "type": proposal.type,
        "severity": proposal.severity,
        "clause": proposal.clause or None,
        "suspected": proposal.suspected,
        "self_reported": proposal.self_reported,
        "place": {"tier": place.tier, "stage": place.stage, "country": place.country},
        "company": proposal.company or None,
        "rows": list(proposal.rows),
        "count": proposal.count or None,
        "measure": proposal.measure.nb if proposal.measure else None,
        "because": proposal.because,
        "decision": decided,
        "matches": matching(proposal, review, deviations) or None,
    }


OF_A_NEW_ONE = (
    *(
        "--type",
        "--severity",
        "--suspected",
        "--established",
        "--found",
        "--deadline",
        "--text",
        "--public-text",
    ),
    *("--tier", "--stage", "--country", "--measure", "--role", "--due"),
)
"""What is said of a new deviation, and means nothing where a proposal is added to one that is there."""


def confirm(call: Call) -> Told:
    """Make a proposal a deviation of its own, or part of one that is open."""
    args, db = call.args, call.database()
    opened = db.followups.open(str(args.followup))
    proposal = opened.review.undecided_proposal(str(args.proposal))
    if args.rows:
        proposal = part_of(opened.review, proposal, places_of(proposal, str(args.rows).split(",")))
    facts: dict[str, object] = {
        "followup": opened.review.followup.id,
        "proposal": proposal.id,
        "by": call.actor,
        "fact": proposal.canonical(),
    }
    if args.to:
        refuse_beside(args, "--to", *OF_A_NEW_ONE)
        known = db.deviations.get(str(args.to)).value
        if known.contract != opened.contract.id or known.supplier not in ("", opened.supplier.id):
            raise LineWrong("deviation_of_another", deviation=known.id, followup=opened.review.followup.id)
        added = valued(Decision, {**facts, "outcome": "added", "deviation": known.id})
        db.followups.decide(added, None, (), call.act())
        return Told([known.id], {"id": known.id, "deviation": known.id, "proposal": proposal.id})
    if args.suspected and args.established:
        raise LineWrong("one_of_two_options", one="--suspected", other="--established")
    deviation = _deviation(call, opened, proposal)
    decision = valued(Decision, {**facts, "outcome": "confirmed"})
    _, made = db.followups.decide(decision, deviation, _measures(call, proposal, deviation), call.act())
    made_id = made.id if made else ""
    return Told([made_id], {"id": made_id, "deviation": made_id, "proposal": proposal.id})


def _deviation(call: Call, opened: Opened, proposal: Proposal) -> Deviation:
    args = call.args
    found = day_of(str(args.found)) or _found(opened, call.today)
    kind = one_of("type", str(args.type) or proposal.type, codes("deviation_types"))
    severity = one_of("severity", str(args.severity) or proposal.severity, codes("severities"))
    title = title_of(kind, proposal.clause, opened.review, call.language)
    proposed = deviation_of(proposal, opened.review, found, title)
    facts: dict[str, object] = {
        **dict(proposed),
        "type": kind,
        "severity": severity,
        "suspected": (proposal.suspected or bool(args.suspected)) and not args.established,
        "text": str(args.text),
        "public_text": str(args.public_text),
        "place": place_of(
            proposed.place, tier=str(args.tier), stage=str(args.stage), country=str(args.country)
        ),
    }
    return with_deadline(call, opened.contract, valued(Deviation, facts))


def _found(opened: Opened, today: date) -> date:
    """The day of the follow-up; of a self-report that came in, the day it came."""
    followup = opened.review.followup
    return min(followup.received or followup.day, today)


def _measures(call: Call, proposal: Proposal, deviation: Deviation) -> tuple[Measure, ...]:
    args = call.args
    text = str(args.measure) or (proposal.measure.text(call.language) if proposal.measure else "")
    if not text:
        for option, given in (("--role", args.role), ("--due", args.due)):
            if given:
                raise LineWrong("option_needs", option=option, needed="--measure")
        return ()
    facts = {
        "deviation": "",
        "kind": proposal.measure_kind,
        "text": text,
        "role": str(args.role),
        "due": day_of(str(args.due)) or deviation.deadline,
    }
    return (valued(Measure, facts),)


def dismiss(call: Call) -> Told:
    """Decide not to follow a proposal, or any that is left, which needs a reason."""
    args, db = call.args, call.database()
    if bool(args.all) == bool(args.proposal):
        raise LineWrong("proposal_or_all")
    review = db.followups.open(str(args.followup)).review
    if args.all:
        return _dismiss_all(call, review)
    proposal = review.undecided_proposal(str(args.proposal))
    db.followups.decide(dismissed(review, proposal.id, str(args.reason), call.actor), None, (), call.act())
    return Told(
        [call.text(N_("{proposal} is dismissed."), proposal=proposal.id)],
        {"proposal": proposal.id, "outcome": "dismissed"},
    )


def _dismiss_all(call: Call, review: Review) -> Told:
    """Every proposal that is left, for one reason: all of them, or none if one is refused."""
    review.followup.refuse_if_closed()
    reason = str(call.args.reason)
    decisions = tuple(dismissed(review, each.id, reason, call.actor) for each in review.undecided)
    call.database().followups.decide_all(decisions, call.act())
    ids = [each.proposal for each in decisions]
    lines = [call.text(N_("{proposal} is dismissed."), proposal=id) for id in ids]
    nothing = call.text(N_("Nothing was left to decide."))
    return Told(lines or [nothing], {"proposals": list[Json](ids), "outcome": "dismissed"})
