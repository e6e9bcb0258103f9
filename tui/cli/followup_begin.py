"""`aktsom followup start` and `record`: a follow-up with a form, and a control done elsewhere."""

from __future__ import annotations

from decimal import Decimal

from checklists.codelists import codes
from checklists.contract import Contract
from checklists.followup import FollowUp, Recorded
from checklists.form import Form
from checklists.formats import amount
from checklists.library import requirement_sets
from checklists.requirements import clauses_in_force
from checklists.standard_form import FORM_ID, standard_form
from checklists.words import N_
from db.database import Database
from tui.cli.call import Call
from tui.cli.fields import listed
from tui.cli.told import Told
from tui.cli.wrong import LineWrong, one_of, valued

USUAL_METHOD = "status_meeting"
"""What a review of requirements counts as unless another method is named."""


def start(call: Call) -> Told:
    """Begin a follow-up, planned for its date; the form is kept with it for ever."""
    args, db = call.args, call.database()
    contract = db.contracts.get(str(args.contract)).value
    form = call.library.to_start(str(args.form))
    published_by_this = call.library.status(form.id, form.version) == "draft"
    method = form.method
    if form.id == FORM_ID:
        form = standard_form(clauses_in_force(contract, requirement_sets()))
        method = one_of("method", str(args.method) or USUAL_METHOD, codes("methods"))
    elif args.method and args.method != method:
        raise LineWrong("method_is_the_forms", form=form.id, method=method)
    facts = {**_about(call, db), "method": method, "short": _short(call, contract, form)}
    started = db.followups.start(_with_form(facts, form), form, call.act())
    if not contract.requirement_sets and not contract.own_clauses:
        call.say(
            call.text(N_("{id} has no requirement set, so answers propose no deviations."), id=contract.id)
        )
    if published_by_this:
        told = N_("{form} version {version} is published by being used: it can never change.")
        call.say(call.text(told, form=form.id, version=form.version))
    return Told([started.id], {"id": started.id})


def _short(call: Call, contract: Contract, form: Form) -> bool:
    """Is it the short form: as was asked for, else by the organisation's limit for the contract's value?"""
    args, has_short = call.args, any(question.short for question in form.questions)
    if args.short and args.full:
        raise LineWrong("one_of_two_options", one="--short", other="--full")
    if args.short and not has_short:
        raise LineWrong("no_short_form", form=form.id)
    limit = call.database().settings.all().amount("short_form_below")
    if args.short or args.full or not has_short or not contract.worth_less_than(limit):
        return bool(args.short)
    told = N_("The short form, since the contract is worth less than {amount}. --full takes all questions.")
    call.say(call.text(told, amount=amount(limit or Decimal(), "NOK", call.language)))
    return True


def _about(call: Call, db: Database) -> dict[str, object]:
    args = call.args
    contract = db.contracts.get(str(args.contract)).value
    supplier = db.contracts.find_supplier(contract, str(args.supplier) or None)
    return {
        "contract": contract.id,
        "supplier": supplier.id,
        "day": call.day(str(args.date)),
        "reason": str(args.reason),
    }


def _with_form(facts: dict[str, object], form: Form) -> FollowUp:
    held = {"form": form.id, "form_version": form.version, "form_hash": form.content_hash}
    return valued(FollowUp, {**facts, **held})


def record(call: Call) -> Told:
    """Record a signed control without a form."""
    args, db = call.args, call.database()
    themes = tuple(one_of("themes", each, codes("themes")) for each in listed(str(args.themes)))
    facts = {
        **_about(call, db),
        "method": one_of("method", str(args.method), codes("methods")),
        "themes": themes,
        "outcome": one_of("outcome", str(args.outcome), codes("outcomes")),
        "reference": str(args.ref),
        "participants": str(args.participants),
        "reused_from": str(args.reused_from),
    }
    recorded = valued(Recorded, facts).followup(call.actor, call.today)
    kept = db.followups.record(recorded, call.act())
    return Told([kept.id], {"id": kept.id})
