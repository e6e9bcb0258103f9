"""`aktsom deviation show`: one deviation with its steps, measures and evidence."""

from __future__ import annotations

from collections.abc import Sequence

from checklists.codelists import heading, label, place_parts
from checklists.deviation import Deviation
from checklists.evidence import Evidence
from checklists.library import requirement_sets
from checklists.measure import Measure
from checklists.requirements import clauses_in_force
from checklists.words import N_
from tui.cli import shown
from tui.cli.call import Call
from tui.cli.deviations import deviation_json
from tui.cli.evidence import evidence_json
from tui.cli.table import pairs, table
from tui.cli.told import Json, Told
from tui.given import documents_told


def show(call: Call) -> Told:
    """Everything about one deviation."""
    db = call.database()
    deviation = db.deviations.get(str(call.args.deviation)).value
    measures = tuple(each.value for each in db.deviations.measures(deviation.id))
    evidence = db.evidence.of(deviation=deviation.id)
    data: dict[str, Json] = {
        **deviation_json(deviation),
        **{name: getattr(deviation, name) for name in TEXTS},
        **_history(deviation),
        "measures": [measure_json(each) for each in measures],
        "evidence": [evidence_json(each) for each in evidence],
    }
    facts = [*_facts(call, deviation), *_findings(call, deviation)]
    more = [*_steps(call, deviation), *_measures(call, measures), *_evidence(evidence)]
    title = deviation.title or heading("deviation_types", deviation.type, call.language)
    return Told([f"{deviation.id}  {title}", "", *pairs(facts), *more], data)


TEXTS = (
    "text",
    "public_text",
    "note",
    "position_text",
    "comment_deadline",
    "accepted_until",
    "harm_reference",
    "remediation",
    "case_reference",
)
"""Fields that stand in the JSON of one deviation under their own name."""


def _history(deviation: Deviation) -> dict[str, Json]:
    return {
        "steps": [
            {
                "status": each.status,
                "date": each.day,
                "by": each.by,
                "reason": each.reason,
                "evidence": list(each.evidence),
            }
            for each in deviation.steps
        ],
        "extensions": [
            {"date": each.day, "earlier": each.earlier, "deadline": each.deadline, "reason": each.reason}
            for each in deviation.extensions
        ],
        "sanctions": [
            {
                "rung": each.rung,
                "date": each.day,
                "author": each.author,
                "approver": each.approver,
                "reason": each.reason,
            }
            for each in deviation.sanctions
        ],
    }


def measure_json(measure: Measure) -> dict[str, Json]:
    """A measure as the JSON answers have it."""
    return {
        "id": measure.id,
        "deviation": measure.deviation,
        "kind": measure.kind,
        "text": measure.text,
        "role": measure.role,
        "due": measure.due,
        "status": measure.status,
        "done": measure.done,
        "evidence": list(measure.evidence),
        "reason": measure.reason,
    }


def _facts(call: Call, deviation: Deviation) -> list[tuple[str, str]]:
    text, language, place = call.text, call.language, deviation.place
    where = [*place_parts(place.tier, place.stage, place.country, language), place.site]
    return [
        (text(N_("Type")), label("deviation_types", deviation.type, language)),
        (text(N_("Severity")), label("severities", deviation.severity, language)),
        (text(N_("Status")), label("deviation_statuses", deviation.status, language)),
        (text(N_("Marks")), ", ".join(_marks(call, deviation))),
        (text(N_("Place")), ", ".join(each for each in where if each) or text(N_("not known"))),
        (text(N_("Contract")), shown.contract_named(call, deviation.contract)),
        (text(N_("Supplier")), shown.supplier_named(call, deviation.supplier)),
        (text(N_("Company")), deviation.company),
    ]


def _marks(call: Call, deviation: Deviation) -> list[str]:
    marks = (
        (deviation.suspected, call.text(N_("suspected"))),
        (deviation.disputed, call.text(N_("disputed"))),
        (deviation.self_reported, call.text(N_("reported by the supplier"))),
        (deviation.harm, call.text(N_("actual harm"))),
        (bool(deviation.sanctions), label("deviation_flags", "escalated", call.language)),
    )
    return [told for holds, told in marks if holds]


def _findings(call: Call, deviation: Deviation) -> list[tuple[str, str]]:
    text, language = call.text, call.language
    position = label("positions", deviation.position, language) if deviation.position else ""
    return [
        (text(N_("Follow-up")), _found_by(call, deviation)),
        (text(N_("Clause")), _clause(call, deviation)),
        (text(N_("Found")), shown.day(deviation.found, language)),
        (text(N_("Found through")), label("origins", deviation.origin, language)),
        (text(N_("Deadline")), _deadline(call, deviation)),
        (text(N_("How many")), deviation.count),
        (text(N_("What was found")), deviation.text),
        (text(N_("May be published")), deviation.public_text),
        (text(N_("The supplier")), position),
        (text(N_("In its words")), deviation.position_text),
    ]


def _deadline(call: Call, deviation: Deviation) -> str:
    """The day, and what it rests on where that is the contract's days to hand over documents."""
    db, told = call.database(), shown.day(deviation.deadline, call.language)
    days = db.settings.deadlines(db.contracts.get(deviation.contract).value).explained(deviation)
    return told if days is None else f"{told} ({documents_told(days, call.language)})"


def _found_by(call: Call, deviation: Deviation) -> str:
    """The follow-up, and the question in its form's words; the key where the form has no such question."""
    db = call.database()
    held = db.followups.get(deviation.followup).value if deviation.followup else None
    form = db.forms.stored(held.form_hash) if held and held.form_hash else None
    question = form.by_key.get(deviation.question) if form else None
    what = question.text.text(call.language) if question else deviation.question
    return " · ".join(each for each in (deviation.followup, what) if each)


def _clause(call: Call, deviation: Deviation) -> str:
    """The clause by its number and title; its address where the contract no longer has it."""
    contract = call.database().contracts.get(deviation.contract).value
    for clause in clauses_in_force(contract, requirement_sets()):
        if clause.address == deviation.clause:
            return f"{clause.reference} {clause.title.text(call.language)} ({clause.address})"
    return deviation.clause


def _steps(call: Call, deviation: Deviation) -> list[str]:
    language = call.language
    rows = [
        (
            shown.day(each.day, language),
            label("deviation_statuses", each.status, language),
            each.by,
            each.reason,
        )
        for each in deviation.steps
    ]
    text = call.text
    headings = [text(N_("Date")), text(N_("Step")), text(N_("By")), text(N_("Reason"))]
    return ["", *table(headings, rows)] if rows else []


def _measures(call: Call, measures: Sequence[Measure]) -> list[str]:
    text, language = call.text, call.language
    headings = [
        text(N_("Measure")),
        text(N_("What")),
        text(N_("Responsible")),
        text(N_("Due")),
        text(N_("Status")),
    ]
    rows = [
        (
            each.id,
            each.text,
            each.role,
            shown.day(each.due, language),
            label("measure_statuses", each.status, language),
        )
        for each in measures
    ]
    return ["", *table(headings, rows)] if rows else []


def _evidence(evidence: Sequence[Evidence]) -> list[str]:
    return (
        ["", *(f"{each.id}  {each.title}" + (f"  {each.ref}" if each.ref else "") for each in evidence)]
        if evidence
        else []
    )
