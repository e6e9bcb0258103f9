"""Values as the text answers write them: amounts, dates and labels in the language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from checklists.change import OSLO
from checklists.contract import Contract, Supplier
from checklists.formats import amount
from checklists.formats import day as written_day
from checklists.organisation import shown_number
from checklists.values import Money
from checklists.words import N_
from tui.cli.call import Call


def day(value: date | str | None, language: str) -> str:
    """A date in the language; empty for none. ISO text is read first."""
    if not value:
        return ""
    return written_day(date.fromisoformat(value) if isinstance(value, str) else value, language)


def moment(value: datetime) -> str:
    """Day and time as the clock on the wall had it."""
    return value.astimezone(OSLO).strftime("%Y-%m-%d %H:%M:%S")


def changes(call: Call, id: str, changed: Sequence[str]) -> str:
    """What was changed, written as it is typed; or that nothing was."""
    if not changed:
        return call.text(N_("{id} is as it was: nothing was changed"), id=id)
    return call.text(N_("{id} is changed: {changes}"), id=id, changes=", ".join(changed))


def money(value: Money | None, language: str) -> str:
    return amount(value.amount, value.currency, language) if value else ""


def contract_named(call: Call, id: str) -> str:
    """Id and title."""
    return f"{id} {call.database().contracts.get(id).value.title}"


def supplier_named(call: Call, id: str) -> str:
    """Id, name and number; nothing where no supplier is named."""
    known = call.database().contracts.suppliers([id]) if id else {}
    return ", ".join(f"{each.id} {supplier(each)}" for each in known.values())


def supplier(value: Supplier) -> str:
    """Name and number."""
    return f"{value.name} ({shown_number(value.number)})" if value.number else value.name


def ends(contract: Contract, language: str, without: str) -> str:
    """Its last day, or `without` when it is open-ended."""
    return without if contract.open_ended and contract.last_day is None else day(contract.last_day, language)
