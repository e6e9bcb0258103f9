"""`aktsom contracts` and `aktsom contract`: the register, and one contract shown, added or changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from checklists.codelists import codes, label
from checklists.contract import Contract, Supplier
from checklists.formats import amount
from checklists.library import requirement_sets
from checklists.listed import ContractLine, ContractQuery
from checklists.requirements import assumed_sets
from checklists.words import N_
from db.database import Database
from tui.cli import shown
from tui.cli.call import Call
from tui.cli.contract_fields import contract_facts, new_suppliers
from tui.cli.fields import year
from tui.cli.pages import every
from tui.cli.table import table
from tui.cli.told import Json, Told
from tui.cli.wrong import LineWrong, one_of, valued

DUE_DAYS = 45
"""How far ahead `--due` looks."""
CONFIRMED = "requirement_set=confirmed"


def list_contracts(call: Call) -> Told:
    """The register, as filtered."""
    args, db = call.args, call.database()
    query = ContractQuery(
        search=str(args.search),
        category=one_of("category", str(args.category), codes("categories")) if args.category else "",
        year=year(str(args.year)),
        due_by=(call.today + timedelta(days=DUE_DAYS)).isoformat() if args.due else "",
        supplier=db.contracts.supplier(str(args.supplier)).value.id if args.supplier else "",
    )
    lines = tuple(every(lambda after: db.registers.contracts(query, after, 200, today=call.today)))
    if args.json:
        return Told(data={"contracts": [_line_json(db, line) for line in lines]})
    return Told(_listed(call, lines))


def _listed(call: Call, lines: tuple[ContractLine, ...]) -> list[str]:
    text, language = call.text, call.language
    headings = [
        text(N_("Id")),
        text(N_("Reference")),
        text(N_("Title")),
        text(N_("Supplier")),
        text(N_("Category")),
        text(N_("Value")),
        text(N_("Ends")),
    ]
    rows = [
        (
            line.id,
            line.reference,
            line.title,
            line.suppliers,
            label("categories", line.category, language),
            "" if line.value is None else amount(Decimal(line.value) / 1000, line.currency, language),
            text(N_("open-ended")) if line.open_ended and not line.ends else shown.day(line.ends, language),
        )
        for line in lines
    ]
    told = [*table(headings, rows, right=frozenset({5})), ""] if rows else []
    return [*told, call.words.count("{n} contract", "{n} contracts", len(rows))]


def _line_json(db: Database, line: ContractLine) -> Json:
    contract = db.contracts.get(line.id).value
    return {
        **contract_json(contract, db.contracts.suppliers(contract.suppliers)),
        "risk": line.risk or None,
        "active": line.active,
        "next": {"day": line.next_day, "what": line.next_what} if line.next_day else None,
    }


PLAIN = (
    "id",
    "reference",
    "title",
    "source",
    "category",
    "category_note",
    "framework",
    "cpv",
    "country",
    "signed",
    "open_ended",
    "terminated",
    "last_day",
    "responsible",
    "risk",
    "risk_reason",
    "building_project",
    "case_reference",
    "note",
)
"""Fields that stand in the JSON under their own name."""


def contract_json(contract: Contract, suppliers: Mapping[str, Supplier]) -> dict[str, Json]:
    """A contract as the JSON answers have it: suppliers by name, their ids beside them."""
    value, yearly = contract.value, contract.yearly_value
    facts: dict[str, Json] = {name: getattr(contract, name) for name in PLAIN}
    return {
        **facts,
        "type": contract.kind,
        "suppliers": [suppliers[each].name for each in contract.suppliers if each in suppliers],
        "supplier_ids": list(contract.suppliers),
        "value": value.amount if value else None,
        "currency": value.currency if value else None,
        "yearly_value": yearly.amount if yearly else None,
        "from": contract.starts,
        "to": contract.ends,
        "options": [
            {"until": each.until, "notice_by": each.notice_by, "exercised": each.exercised}
            for each in contract.options
        ],
        "requirement_sets": [
            {
                "id": each.set_id,
                "version": each.version,
                "assumed": each.assumed,
                "parameters": dict(each.parameters),
            }
            for each in contract.requirement_sets
        ],
    }


def show_contract(call: Call) -> Told:
    """Everything about one contract."""
    from tui.cli.contract_shown import told_of

    db = call.database()
    return told_of(call, db, db.contracts.get(str(call.args.contract)).value)


def add_contract(call: Call) -> Told:
    """Record a contract; without requirement sets it carries those assumed of its type and signing date."""
    facts, given = contract_facts(call.args.fields)
    known = tuple(value.strip() for name, value in given if name == "supplier" and _is_id(value))
    suppliers = new_suppliers(part for part in given if part[0] == "number" or not _is_id(part[1]))
    if not suppliers and not known:
        raise LineWrong("field_missing_on_line", field="supplier")
    contract = valued(Contract, {**facts, "suppliers": known})
    if "requirement_sets" not in facts:
        assumed = assumed_sets(contract, requirement_sets())
        contract = contract.model_copy(update={"requirement_sets": assumed})
    added = call.database().contracts.add(contract, suppliers, call.act())
    return Told([added.id], {"id": added.id})


def _is_id(supplier: str) -> bool:
    return supplier.strip()[:2] == "L-" and supplier.strip()[2:].isdecimal()


def change_contract(call: Call) -> Told:
    """Change the fields that were given, and no other."""
    db = call.database()
    held = db.contracts.get(str(call.args.contract))
    given = [str(each) for each in call.args.fields]
    facts, suppliers = contract_facts(each for each in given if each != CONFIRMED)
    if any(name == "number" for name, _ in suppliers):
        raise LineWrong("supplier_by_id", field="number")
    if suppliers:
        facts["suppliers"] = tuple(db.contracts.supplier(value).value.id for _, value in suppliers)
    if CONFIRMED in given:
        sets = held.value.requirement_sets
        facts["requirement_sets"] = tuple(each.model_copy(update={"assumed": False}) for each in sets)
    # A value is judged as a whole: a new end may come before the old start.
    changed = valued(Contract, {**dict(held.value), **facts})
    db.contracts.change(changed, held.version, call.act(str(call.args.why)))
    return Told([call.text(N_("{id} is changed."), id=changed.id)], {"id": changed.id})
