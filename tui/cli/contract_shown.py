"""One contract with what has been done about it, as text and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from checklists.codelists import label
from checklists.library import requirement_sets, set_title
from checklists.requirements import clauses_in_force
from checklists.words import N_
from tui.cli import shown
from tui.cli.call import Call
from tui.cli.contracts import contract_json
from tui.cli.followup_list import followup_rows
from tui.cli.pages import every
from tui.cli.table import pairs, table
from tui.cli.told import Told
from tui.given import documentation_told

if TYPE_CHECKING:
    from datetime import date

    from checklists.contract import Contract, ContractOption, Supplier
    from checklists.deviation import Deviation
    from checklists.listed import FollowUpLine
    from db.database import Database


def told_of(call: Call, db: Database, contract: Contract) -> Told:
    """The contract, its suppliers, clauses, follow-ups and deviations."""
    suppliers = db.contracts.suppliers(contract.suppliers)
    followups = tuple(every(lambda after: db.registers.followups(contract=contract.id, after=after)))
    deviations = db.deviations.of_contract(contract.id)
    clauses = clauses_in_force(contract, requirement_sets())
    documented = db.registers.documented(contract.id)
    data = {
        **contract_json(contract, suppliers),
        "supplier_facts": [
            {"id": each.id, "name": each.name, "number": each.number, "country": each.country}
            for each in suppliers.values()
        ],
        "clauses": [
            {
                "address": each.address,
                "reference": each.reference,
                "title": each.title.text(call.language),
                "theme": each.theme,
                "assumed": each.assumed,
            }
            for each in clauses
        ],
        "own_clauses": [
            {**each.model_dump(), "documented": documented.get(f"own.{each.key}")}
            for each in contract.own_clauses
        ],
        "followups": [each.id for each in followups],
        "deviations": [each.id for each in deviations],
    }
    lines = [
        *_facts(call, contract, suppliers),
        *_own_clauses(call, contract, documented),
        *_followups(call, followups),
        *_deviations(call, deviations),
    ]
    return Told(lines, data)


def _own_clauses(call: Call, contract: Contract, documented: Mapping[str, date]) -> list[str]:
    """The contract's own clauses, with when they are to be documented and when they last were."""
    if not contract.own_clauses:
        return []
    told: list[tuple[str, str]] = []
    for each in contract.own_clauses:
        said = documentation_told(each, documented.get(f"own.{each.key}"), call.language)
        told.append(
            (each.reference or each.key, "\n".join((each.text, *([", ".join(said)] if said else []))))
        )
    return ["", call.text(N_("Own clauses")), *pairs(told)]


def _facts(call: Call, contract: Contract, suppliers: Mapping[str, Supplier]) -> list[str]:
    text, language = call.text, call.language
    options = [_option(call, each) for each in contract.options]
    sets = [
        f"{set_title(each.set_id, each.version, language)}"
        + (f" ({text(N_('assumed'))})" if each.assumed else "")
        + "".join(f" {key}={value}" for key, value in each.parameters.items())
        for each in contract.requirement_sets
    ]
    who = [f"{each.id} {shown.supplier(each)}" for each in suppliers.values()]
    return [
        f"{contract.id}  {contract.title}",
        "",
        *pairs(
            [
                (text(N_("Reference")), contract.reference),
                (text(N_("Suppliers")), ", ".join(who)),
                (text(N_("Category")), label("categories", contract.category, language)),
                (text(N_("Type")), label("contract_kinds", contract.kind, language) if contract.kind else ""),
                (text(N_("Value")), shown.money(contract.value, language)),
                (text(N_("Signed")), shown.day(contract.signed, language)),
                (text(N_("From")), shown.day(contract.starts, language)),
                (text(N_("Ends")), shown.ends(contract, language, text(N_("open-ended")))),
                (text(N_("Terminated")), shown.day(contract.terminated, language)),
                (text(N_("Options")), "; ".join(options)),
                (text(N_("Requirements")), ", ".join(sets)),
                (text(N_("Framework")), text(N_("yes")) if contract.framework else ""),
                (text(N_("Building project")), text(N_("yes")) if contract.building_project else ""),
                (text(N_("Responsible")), contract.responsible),
                (text(N_("Risk")), label("risk_levels", contract.risk, language) if contract.risk else ""),
                (text(N_("Case reference")), contract.case_reference),
                (text(N_("Note")), contract.note),
            ]
        ),
    ]


def _option(call: Call, option: ContractOption) -> str:
    """Until when it prolongs the contract, when it must be told of, and whether it has been used."""
    text, language = call.text, call.language
    parts = (
        text(N_("to {day}"), day=shown.day(option.until, language)),
        text(N_("notice by {day}"), day=shown.day(option.notice_by, language)) if option.notice_by else "",
        text(N_("exercised")) if option.exercised else "",
    )
    return ", ".join(part for part in parts if part)


def _followups(call: Call, lines: tuple[FollowUpLine, ...]) -> list[str]:
    return ["", *followup_rows(call, lines)] if lines else []


def _deviations(call: Call, deviations: tuple[Deviation, ...]) -> list[str]:
    if not deviations:
        return []
    text, language = call.text, call.language
    headings = [
        text(N_("Deviation")),
        text(N_("Type")),
        text(N_("Severity")),
        text(N_("Status")),
        text(N_("Deadline")),
    ]
    rows = [
        (
            each.id,
            label("deviation_types", each.type, language),
            label("severities", each.severity, language),
            label("deviation_statuses", each.status, language),
            shown.day(each.deadline, language),
        )
        for each in deviations
    ]
    return ["", *table(headings, rows)]
