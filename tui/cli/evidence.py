"""`aktsom evidence`: what was seen, and the files kept with it."""

from __future__ import annotations

from pathlib import Path

from checklists.evidence import Evidence
from checklists.words import N_
from db.database import Database
from exchange.files import write_file
from tui.cli import fields, shown
from tui.cli.attachments import Attached, with_file
from tui.cli.call import Call
from tui.cli.table import table
from tui.cli.told import Json, Told
from tui.cli.wrong import LineWrong, valued
from tui.given import day_of

PLACES = ("followup", "deviation", "measure", "supplier")


def add(call: Call) -> Told:
    """Add evidence, with a file where one is given."""
    args, db = call.args, call.database()
    facts: dict[str, object] = {
        "title": str(args.title),
        "ref": str(args.ref),
        "dated": day_of(str(args.dated)),
        "valid_until": day_of(str(args.valid_until)),
        "page": fields.whole(str(args.page)),
        "note": str(args.note),
        **{name: _there(call, name, str(getattr(args, name))) for name in PLACES},
        "question": question_of(db, str(args.followup), str(args.question)),
    }
    held = with_file(facts, Path(str(args.file))) if args.file else Attached(valued(Evidence, facts))
    added = db.evidence.add(held.evidence, held.content, call.act())
    return Told([added.id], {"id": added.id})


def _there(call: Call, name: str, given: str) -> str:
    """The id, if there is such a thing; empty when none was given."""
    db = call.database()
    if not given:
        return ""
    if name == "followup":
        return db.followups.get(given).value.id
    if name == "deviation":
        return db.deviations.get(given).value.id
    if name == "measure":
        return db.deviations.measure(given).value.id
    return db.contracts.supplier(given).value.id


def question_of(db: Database, followup: str, question: str) -> str:
    """The key of a question of the follow-up; empty where none is named. A key alone means nothing."""
    if question and not followup:
        raise LineWrong("option_needs", option="--question", needed="--followup")
    return db.followups.open(followup).review.question(question).key if question else ""


def list_evidence(call: Call) -> Told:
    """Evidence of one thing, or by its ids."""
    args, db = call.args, call.database()
    ids = [str(each) for each in args.ids]
    contract = db.contracts.get(str(args.contract)).value.id if args.contract else ""
    followup, deviation = (_there(call, name, str(getattr(args, name))) for name in ("followup", "deviation"))
    if not (ids or contract or followup or deviation):
        raise LineWrong("evidence_of_what")
    for each in ids:
        db.evidence.get(each)
    found = db.evidence.of(followup=followup, deviation=deviation, contract=contract, ids=ids)
    text, language = call.text, call.language
    headings = [
        text(N_("Evidence")),
        text(N_("Title")),
        text(N_("Reference")),
        text(N_("Dated")),
        text(N_("File")),
    ]
    rows = [
        (each.id, each.title, each.ref, shown.day(each.dated, language), each.file.name if each.file else "")
        for each in found
    ]
    data: list[Json] = [evidence_json(each) for each in found]
    return Told(table(headings, rows) if rows else [text(N_("No evidence."))], {"evidence": data})


def evidence_json(evidence: Evidence) -> dict[str, Json]:
    """Evidence as the JSON answers have it."""
    file: Json = None
    if evidence.file:
        file = {"name": evidence.file.name, "size": evidence.file.size, "sha256": evidence.file.sha256}
    return {
        "id": evidence.id,
        "title": evidence.title,
        "ref": evidence.ref,
        "dated": evidence.dated,
        "valid_until": evidence.valid_until,
        "page": evidence.page,
        "file": file,
        "followup": evidence.followup or None,
        "question": evidence.question or None,
        "deviation": evidence.deviation or None,
        "measure": evidence.measure or None,
        "supplier": evidence.supplier or None,
        "note": evidence.note,
    }


def save(call: Call) -> Told:
    """Write the file kept with evidence."""
    args, db = call.args, call.database()
    evidence = db.evidence.get(str(args.evidence)).value
    if evidence.file is None:
        raise LineWrong("evidence_without_file", evidence=evidence.id)
    write_file(Path(str(args.out)), db.evidence.content(evidence.file.sha256), force=bool(args.force))
    return Told([call.text(N_("Written: {file}"), file=str(args.out))], {"file": str(args.out)})
