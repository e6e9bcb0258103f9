"""`aktsom followup list`, and follow-ups as lines wherever they are listed."""

from __future__ import annotations

from collections.abc import Iterable

from checklists.codelists import codes, label
from checklists.listed import FollowUpLine
from checklists.words import N_
from tui.cli import shown
from tui.cli.call import Call
from tui.cli.fields import listed
from tui.cli.fields import year as year_of
from tui.cli.pages import every
from tui.cli.table import table
from tui.cli.told import Json, Told
from tui.cli.wrong import one_of


def list_followups(call: Call) -> Told:
    """The follow-ups, as filtered."""
    args, db = call.args, call.database()
    status = tuple(one_of("status", each, codes("followup_statuses")) for each in listed(str(args.status)))
    contract = db.contracts.get(str(args.contract)).value.id if args.contract else ""
    year = year_of(str(args.year))
    lines = tuple(
        every(lambda after: db.registers.followups(status=status, contract=contract, year=year, after=after))
    )
    if args.to_clear:
        due = db.registers.to_clear(call.today)
        lines = tuple(line for line in lines if line.id in due)
    told = [*followup_rows(call, lines), ""] if lines else []
    count = call.words.count("{n} follow-up", "{n} follow-ups", len(lines))
    return Told([*told, count], {"followups": [_json(line, call.language) for line in lines]})


def followup_rows(call: Call, lines: Iterable[FollowUpLine]) -> list[str]:
    """A table of follow-ups."""
    text, language = call.text, call.language
    headings = [
        text(N_("Follow-up")),
        text(N_("Date")),
        text(N_("Form or method")),
        text(N_("Contract")),
        text(N_("Supplier")),
        text(N_("Status")),
        text(N_("Answered")),
    ]
    rows = [
        (
            line.id,
            shown.day(line.day, language),
            line.called(language),
            line.title,
            line.supplier,
            label("followup_statuses", line.status, language),
            f"{line.answered}/{line.asked}" if line.asked else "",
        )
        for line in lines
    ]
    return table(headings, rows)


def _json(line: FollowUpLine, language: str) -> Json:
    return {
        "id": line.id,
        "contract": line.contract,
        "title": line.title,
        "supplier": line.supplier,
        "method": line.method,
        "form": line.form or None,
        "form_title": line.form_title.text(language) or None,
        "status": line.status,
        "date": line.day or None,
        "due": line.due or None,
        "answered": line.answered,
        "asked": line.asked,
        "outcome": line.outcome or None,
    }
