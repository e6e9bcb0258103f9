"""When the own clauses of contracts are to be documented, and when they last were.

Loads no more than the standard library: the app's first data is read with it too, past the database. Contracts with
clauses of their own are few and have an index of their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from checklists.act import OSLO
from checklists.documentation import Runs, unmet
from checklists.listed import DueLine

Read = Callable[[str, Mapping[str, str]], Iterable[Sequence[object]]]
"""Runs a SELECT with named parameters (`:name`), and gives its rows."""
# Found along the index of those with own clauses. `coalesce` keeps that of the last day out: nearly all contracts run.
_CONTRACTS: Final = (
    "SELECT c.id, c.title, c.supplier_names, c.own_clauses, c.starts, c.signed, c.last_day, (SELECT j.at "
    "FROM journal j WHERE j.kind = 'contract' AND j.subject = c.id ORDER BY j.seq LIMIT 1) FROM contract c "
    "WHERE c.own_clauses != '[]' AND coalesce(c.last_day, :today) >= :today"
)
_ANSWERS: Final = (
    "SELECT f.contract_id, f.form_hash, a.question, max(f.day) FROM followup f JOIN answer a ON a.followup_id = f.id "
    "WHERE {of} AND f.day >= :since AND f.status != 'withdrawn' AND f.form_hash IS NOT NULL AND a.counts = 1 "
    "AND a.depth IN ('document', 'checked', 'third_party') GROUP BY f.contract_id, f.form_hash, a.question"
)
_OF_ALL: Final = _ANSWERS.format(
    of="f.contract_id IN (SELECT c.id FROM contract c WHERE c.own_clauses != '[]')"
)
_OF_ONE: Final = _ANSWERS.format(of="f.contract_id = :contract")
_FORM: Final = "SELECT k.json_text FROM form_copy k WHERE k.hash = :hash"
_WRONG: Final = (ValueError, TypeError, KeyError, AttributeError)


def documentation_due(read: Read, today: date, until: date) -> list[DueLine]:
    """A line for each clause with a day that is not met and falls by `until`, of the contracts that have not ended.

    LookupError, with what it was, for a row that the program never wrote.
    """
    rows = list(read(_CONTRACTS, {"today": today.isoformat()}))
    if not rows:
        return []
    # The earliest day that is looked at is last year's; what meets it came after the day of the year before that.
    since = date(max(today.year - 2, 1), 1, 1).isoformat()
    seen = _documented(read, _OF_ALL, {"since": since})
    found: list[DueLine] = []
    for row in rows:
        try:
            found += _lines(row, seen, today, until)
        except _WRONG:
            raise LookupError(f"contract {row[0]}") from None
    return found


def documented(read: Read, contract: str) -> dict[str, date]:
    """Address of an own clause of the contract → the day of the follow-up that last saw it documented.

    LookupError, with what it was, for a row that the program never wrote.
    """
    seen = _documented(read, _OF_ONE, {"contract": contract, "since": ""})
    return {clause: day for (_, clause), day in seen.items()}


def _lines(
    row: Sequence[object], seen: Mapping[tuple[str, str], date], today: date, until: date
) -> Iterable[DueLine]:
    id, title, suppliers, clauses, starts, signed, last, registered = (str(cell or "") for cell in row)
    after = _day(signed) or (
        datetime.fromisoformat(registered).astimezone(OSLO).date() if registered else None
    )
    runs = Runs(starts=_day(starts), after=after, last=_day(last))
    for key, clause in {each["key"]: each for each in json.loads(clauses)}.items():
        yearly = clause.get("documentation_due", "")
        day = unmet(yearly, runs, seen.get((id, f"own.{key}")), today) if yearly else None
        if day is not None and day <= until:
            named = f"{clause['reference'] or clause['text']}: {title}"
            yield DueLine(day.isoformat(), "documentation", id, named, suppliers)


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _documented(read: Read, asked: str, given: Mapping[str, str]) -> dict[tuple[str, str], date]:
    """(contract, address of an own clause) → when it was last documented."""
    found: dict[tuple[str, str], date] = {}
    clauses: dict[str, Mapping[str, str]] = {}
    for contract, form, question, day in (map(str, row) for row in read(asked, given)):
        if form not in clauses:
            clauses[form] = _own_clauses(read, form)
        if address := clauses[form].get(question):
            seen = date.fromisoformat(day)
            found[contract, address] = max(seen, found.get((contract, address), seen))
    return found


def _own_clauses(read: Read, form: str) -> Mapping[str, str]:
    """Key of a question of the form → the address of the own clause that it asks about."""
    try:
        ((text,),) = read(_FORM, {"hash": form})
        asked = [each for section in json.loads(str(text))["sections"] for each in section["questions"]]
        addresses = {str(each["key"]): str(each.get("clause", "")) for each in asked}
    except _WRONG:
        raise LookupError(f"form {form[:12]}") from None
    return {key: address for key, address in addresses.items() if address.startswith("own.")}
