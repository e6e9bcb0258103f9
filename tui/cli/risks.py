"""`aktsom risk`: prioritised risks, which 4.A.1 tells of."""

from __future__ import annotations

from checklists.settings import PrioritisedRisk, YearResult
from checklists.words import N_
from tui.cli import fields
from tui.cli.call import Call
from tui.cli.table import table
from tui.cli.told import Json, Told
from tui.cli.wrong import LineWrong, valued


def add(call: Call) -> Told:
    """Add a prioritised risk."""
    args, db = call.args, call.database()
    facts: dict[str, object] = {
        "title": str(args.title),
        "reason": str(args.reason),
        "sources": str(args.sources),
        "goal": str(args.goal),
        "measures": str(args.measures),
        "indicator": str(args.indicator),
        "responsible_role": str(args.role),
        "monitored_by": str(args.monitored_by),
        "contracts": tuple(db.contracts.get(str(each)).value.id for each in args.contract),
        "results": tuple(_result(name, text) for name, text in fields.split(args.result)),
    }
    added = db.reports.add_risk(valued(PrioritisedRisk, facts), call.act())
    return Told([added.id], {"id": added.id})


def _result(year: str, text: str) -> YearResult:
    number = fields.year(year)
    if number is None:
        raise LineWrong("not_a_year", given=year[:40])
    return valued(YearResult, {"year": number, "text": text})


def list_risks(call: Call) -> Told:
    """The prioritised risks."""
    risks = tuple(each.value for each in call.database().reports.risks())
    headings = [call.text(N_("Risk")), call.text(N_("Title")), call.text(N_("Responsible"))]
    rows = [(each.id, each.title, each.responsible_role) for each in risks]
    data: list[Json] = [_json(each) for each in risks]
    return Told(table(headings, rows) if rows else [call.text(N_("No prioritised risks."))], {"risks": data})


def _json(risk: PrioritisedRisk) -> Json:
    return {
        "id": risk.id,
        "title": risk.title,
        "reason": risk.reason,
        "sources": risk.sources,
        "goal": risk.goal,
        "measures": risk.measures,
        "indicator": risk.indicator,
        "responsible_role": risk.responsible_role,
        "monitored_by": risk.monitored_by,
        "contracts": list(risk.contracts),
        "results": [{"year": each.year, "text": each.text} for each in risk.results],
        "ended": risk.ended,
    }
