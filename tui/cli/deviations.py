"""`aktsom deviation list` and `add`."""

from __future__ import annotations

from checklists.codelists import codes, heading, label
from checklists.contract import Contract
from checklists.deviation import Deviation, Place
from checklists.library import requirement_sets
from checklists.listed import DeviationLine
from checklists.proposals import ORIGIN_OF_METHOD
from checklists.requirements import clauses_in_force, refuse_other_clause
from checklists.words import N_
from db.database import Database
from tui.cli import shown
from tui.cli.call import Call
from tui.cli.deviation_fields import count as count_of
from tui.cli.deviation_fields import place_of
from tui.cli.evidence import question_of
from tui.cli.fields import listed
from tui.cli.pages import every
from tui.cli.table import table
from tui.cli.told import Json, Told
from tui.cli.wrong import LineWrong, one_of, valued
from tui.given import day_of, documents_told


def list_deviations(call: Call) -> Told:
    """The deviations, as filtered."""
    args, db = call.args, call.database()
    status = tuple(one_of("status", each, codes("deviation_statuses")) for each in listed(str(args.status)))
    contract = db.contracts.get(str(args.contract)).value.id if args.contract else ""
    lines = tuple(
        every(
            lambda after: db.registers.deviations(
                status=status, contract=contract, open_only=bool(args.open), after=after
            )
        )
    )
    told = [*_rows(call, lines), ""] if lines else []
    count = call.words.count("{n} deviation", "{n} deviations", len(lines))
    data: list[Json] = [_line_json(db, line) for line in lines] if args.json else []
    return Told([*told, count], {"deviations": data})


def _rows(call: Call, lines: tuple[DeviationLine, ...]) -> list[str]:
    text, language = call.text, call.language
    headings = [
        text(N_("Deviation")),
        text(N_("Type")),
        text(N_("Severity")),
        text(N_("Status")),
        text(N_("Contract")),
        text(N_("Supplier")),
        text(N_("Deadline")),
    ]
    rows = [
        (
            line.id,
            label("deviation_types", line.type, language),
            label("severities", line.severity, language),
            label("deviation_statuses", line.status, language),
            line.contract_title,
            line.supplier,
            shown.day(line.deadline, language),
        )
        for line in lines
    ]
    return table(headings, rows)


def _line_json(db: Database, line: DeviationLine) -> Json:
    return deviation_json(db.deviations.get(line.id).value)


def deviation_json(deviation: Deviation) -> dict[str, Json]:
    """The facts of a deviation as the JSON answers have them."""
    place = deviation.place
    return {
        "id": deviation.id,
        "type": deviation.type,
        "severity": deviation.severity,
        "status": deviation.status,
        "place": {"tier": place.tier, "stage": place.stage, "country": place.country, "site": place.site},
        "contract": deviation.contract,
        "supplier": deviation.supplier or None,
        "followup": deviation.followup or None,
        "question": deviation.question or None,
        "clause": deviation.clause or None,
        "title": deviation.title,
        "company": deviation.company or None,
        "found": deviation.found,
        "deadline": deviation.deadline,
        "original_deadline": deviation.original_deadline,
        "closed": deviation.closed,
        "suspected": deviation.suspected,
        "disputed": deviation.disputed,
        "self_reported": deviation.self_reported,
        "position": deviation.position or None,
        "harm": deviation.harm,
        "count": deviation.count or None,
        "origin": deviation.origin or None,
        "escalated": bool(deviation.sanctions),
    }


def add(call: Call) -> Told:
    """Register a deviation; its deadline is that of its severity where none is given."""
    args, db = call.args, call.database()
    contract = db.contracts.get(str(args.contract)).value
    kind = one_of("type", str(args.type), codes("deviation_types"))
    facts: dict[str, object] = {
        "contract": contract.id,
        "supplier": db.contracts.find_supplier(contract, str(args.supplier) or None).id,
        "type": kind,
        "severity": one_of("severity", str(args.severity), codes("severities")),
        "found": call.day(str(args.found)),
        "title": str(args.title) or heading("deviation_types", kind, call.language),
        "place": place_of(
            Place(),
            tier=str(args.tier),
            stage=str(args.stage),
            country=str(args.country),
            site=str(args.site),
        ),
        "question": question_of(db, str(args.followup), str(args.question)),
        "comment_deadline": day_of(str(args.comment_deadline)),
        **{name: str(getattr(args, name)) for name in ("clause", "company", "text", "public_text")},
        "count": count_of(str(args.count)),
        **{name: bool(getattr(args, name)) for name in ("suspected", "harm")},
        **_from(call, db, contract.id),
    }
    found = valued(Deviation, facts)
    refuse_other_clause(found.clause, contract.id, clauses_in_force(contract, requirement_sets()))
    added = db.deviations.add(with_deadline(call, contract, found), call.act())
    return Told([added.id], {"id": added.id})


def with_deadline(call: Call, contract: Contract, found: Deviation) -> Deviation:
    """A new deviation with the deadline that was typed, else the usual one; what that rests on is said on stderr."""
    deadlines, written = call.database().settings.deadlines(contract), day_of(str(call.args.deadline))
    made = deadlines.with_usual(found, written)
    days = deadlines.explained(made)
    if written is None and made.deadline is not None and days is not None:
        said = documents_told(days, call.language)
        call.say(f"{call.text(N_('Deadline'))} {shown.day(made.deadline, call.language)}: {said}")
    return made


def _from(call: Call, db: Database, contract: str) -> dict[str, object]:
    """The follow-up that found it, and how it came to light."""
    args = call.args
    facts: dict[str, object] = {}
    if args.followup:
        followup = db.followups.get(str(args.followup)).value
        if followup.contract != contract:
            raise LineWrong("followup_of_another", followup=followup.id, contract=contract)
        facts = {"followup": followup.id, "supplier": followup.supplier}
        facts["origin"] = ORIGIN_OF_METHOD[followup.method]
    if args.origin:
        facts["origin"] = one_of("origin", str(args.origin), codes("origins"))
    return facts
