"""`aktsom supplier`: one supplier shown or changed."""

from __future__ import annotations

from typing import Final

from checklists.contract import Supplier
from checklists.listed import ContractQuery
from checklists.organisation import organisation_number, refuse_wrong_number
from checklists.words import N_
from tui.cli import fields, shown
from tui.cli.call import Call
from tui.cli.pages import every
from tui.cli.table import pairs, table
from tui.cli.told import Json, Told
from tui.cli.wrong import valued


def _number(value: str) -> object:
    return organisation_number(value) or fields.optional(value)


FIELDS: Final = {
    "name": ("name", fields.text),
    "number": ("number", _number),
    "country": ("country", fields.country),
    "contact": ("contact", fields.text),
    "note": ("note", fields.text),
}


def show_supplier(call: Call) -> Told:
    """A supplier, and the contracts it has."""
    db, text = call.database(), call.text
    supplier = db.contracts.supplier(str(call.args.supplier)).value
    query = ContractQuery(supplier=supplier.id)
    contracts = tuple(every(lambda after: db.registers.contracts(query, after, 200, today=call.today)))
    facts: dict[str, Json] = {name: getattr(supplier, field) for name, (field, _) in FIELDS.items()}
    lines = [
        f"{supplier.id}  {shown.supplier(supplier)}",
        "",
        *pairs(
            [
                (text(N_("Country")), supplier.country or ""),
                (text(N_("Contact")), supplier.contact),
                (text(N_("Note")), supplier.note),
            ]
        ),
    ]
    if contracts:
        headings = [text(N_("Contract")), text(N_("Title"))]
        lines += ["", *table(headings, [(each.id, each.title) for each in contracts])]
    return Told(lines, {"id": supplier.id, **facts, "contracts": [each.id for each in contracts]})


def change_supplier(call: Call) -> Told:
    """Change the fields that were given, and no other."""
    facts = fields.facts(call.args.fields, FIELDS)
    db = call.database()
    held = db.contracts.supplier(str(call.args.supplier))
    changed = valued(Supplier, {**dict(held.value), **facts})
    if changed.number and facts.keys() & {"number", "country"} and changed.country in (None, "NO"):
        refuse_wrong_number(changed.number, changed.country)
    db.contracts.change_supplier(changed, held.version, call.act(str(call.args.why)))
    return Told([call.text(N_("{id} is changed."), id=changed.id)], {"id": changed.id})
