"""Contracts in our own JSON: `{"contracts": [{…}]}` with the English names of our columns. See docs/import.md."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeGuard

from checklists.intake import MOST_PROBLEMS, ContractDraft, Problem, Reading, reading_stopped
from checklists.requirements import RequirementSets
from checklists.values import InputRefused, Refused
from exchange.jsonfile import Json, parse_json
from exchange.register.cells import CellReader, Conventions
from exchange.register.facts import Facts, draft_of, problem_of, refused_field
from exchange.register.headings import FIELDS
from exchange.register.own_sets import GivenSet, sets_given, take_numbers

MOST_CONTRACTS = 100_000
_MOST_COMMAS = 20 * MOST_CONTRACTS
_MOST_OBJECTS = 10 * MOST_CONTRACTS
"""Values are many times as large as their text: what no register needs is not made into values."""
_TEXTS = frozenset(
    ("reference", "title", "cpv", "category", "type", "currency", "responsible", "risk", "case_reference")
)
_DATES = frozenset(("signed", "from", "to"))
_LISTS = frozenset(("option_until", "notice_by", "requirement_sets"))
_OF_A_SUPPLIER = frozenset(("name", "number", "country"))
_ALLOWED = (frozenset(FIELDS) | {"suppliers"}) - {"supplier", "number", "country"}
_OCDS_KEYS = frozenset(("releases", "records", "ocid"))


def read_own_json(raw: bytes, name: str, sets: RequirementSets, day: date) -> Reading:
    """The file as a Reading. Raises InputRefused for what is not a file of contracts in our JSON.

    Codes: those of `parse_json`, `whole_database`, `ocds_not_read`, `json_not_contracts`, `too_many_contracts`.
    """
    if raw.count(b",") > _MOST_COMMAS or raw.count(b"{") > _MOST_OBJECTS:
        raise InputRefused("too_many_contracts", file=name, limit=MOST_CONTRACTS)
    entries = _entries(parse_json(raw, name), name)
    read = len(entries)
    reader = CellReader(Conventions(mark="."), sets, day)
    drafts: list[ContractDraft] = []
    refused: list[Problem] = []
    seen: dict[str, int] = {}
    removed = 0
    notes: list[Problem] = []
    for line, entry in enumerate(entries, 1):
        facts = _facts(entry, line, reader, sets)
        entries[line - 1] = None  # what has become a draft need not be held twice
        removed += facts.removed
        _refuse_second(facts, seen)
        draft = None if facts.fatal else _drafted(facts)
        if draft:
            drafts.append(draft)
        refused += facts.fatal
        if len(refused) >= MOST_PROBLEMS:
            notes.append(reading_stopped(line))
            read = line
            break
    if removed:
        notes.append(Problem(code="characters_removed", params={"count": str(removed)}, fatal=False))
    return Reading(
        format="json",
        counted_in="contracts",
        read=read,
        drafts=tuple(drafts),
        refused=tuple(refused),
        notes=tuple(notes),
        removed_characters=removed,
    )


def _refuse_second(facts: Facts, seen: dict[str, int]) -> None:
    reference = str(facts.fields.get("reference", ""))
    first = seen.setdefault(reference, facts.line)
    if first != facts.line and not facts.fatal:
        params = {"reference": reference, "first": str(first)}
        path = f"contracts[{facts.line - 1}]"
        facts.problems.append(Problem(code="contract_twice", params=params, line=facts.line, field=path))


def _drafted(facts: Facts) -> ContractDraft | None:
    try:
        return draft_of(facts, (facts.line,))
    except Refused as refused:
        path = f"contracts[{facts.line - 1}].{refused_field(facts, refused)}"
        facts.problems.append(problem_of(refused, facts.line, path))
        return None


def _entries(document: Json, name: str) -> list[Json]:
    if isinstance(document, dict):
        if "aktsom" in document:
            raise InputRefused("whole_database", file=name)
        if _OCDS_KEYS & document.keys():
            raise InputRefused("ocds_not_read", file=name)
        entries = document.get("contracts")
        if isinstance(entries, list) and len(document) == 1:
            if len(entries) > MOST_CONTRACTS:
                raise InputRefused("too_many_contracts", file=name, limit=MOST_CONTRACTS)
            return entries
        surplus = next((key for key in document if key != "contracts"), "")
        if isinstance(entries, list):
            raise InputRefused("json_key_unknown", file=name, path=surplus[:60])
    raise InputRefused("json_not_contracts", file=name)


def _facts(entry: Json, line: int, reader: CellReader, sets: RequirementSets) -> Facts:
    path = f"contracts[{line - 1}]"
    if not isinstance(entry, dict):
        return Facts(line, problems=[_wrong(path, line, "object")])
    problems: list[Problem] = []
    cells: dict[str, str] = {}
    named: list[GivenSet] = []
    for key, value in entry.items():
        if key not in _ALLOWED:
            problems.append(_unknown(path, key, line))
        elif (
            key == "requirement_sets" and isinstance(value, list) and any(isinstance(v, dict) for v in value)
        ):
            named = sets_given(value, f"{path}.{key}", line, problems)
            cells[key] = ";".join(each.word for each in named)
        elif value is not None and key != "suppliers":
            wanted = _cell(key, value, cells)
            if wanted:
                problems.append(_wrong(f"{path}.{key}", line, wanted))
    suppliers = _suppliers(entry.get("suppliers"), line, path, problems)
    facts = Facts(line)
    for number, supplier in enumerate(suppliers):
        one = reader.read_supplier(supplier, line)
        facts.removed += one.removed
        facts.suppliers += [firm for firm in one.suppliers if firm not in facts.suppliers]
        problems += _placed(one.problems, f"{path}.suppliers[{number}]")
    own = reader.read_terms(cells, line)
    facts.fields, facts.removed = own.fields, facts.removed + own.removed
    facts.problems = problems + _placed(own.problems, path)
    if named:
        take_numbers(facts, named, sets, f"{path}.requirement_sets")
    if "reference" not in facts.fields and not any(p.field == f"{path}.reference" for p in facts.problems):
        facts.problems.append(Problem(code="reference_missing", line=line, field=f"{path}.reference"))
    return facts


def _cell(key: str, value: Json, cells: dict[str, str]) -> str:
    """Put the value among the cells as text; if it is of another type than wanted, say which is wanted."""
    if key == "value":
        if not _is_number(value):
            return "number"
        cells[key] = f"{value:f}" if isinstance(value, Decimal) else str(value)
    elif key == "framework":
        if not isinstance(value, bool):
            return "true or false"
        cells[key] = "yes" if value else "no"
    elif key in _LISTS:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            return "list of texts"
        cells[key] = ";".join(str(item) for item in value)
    elif not isinstance(value, str):
        return "date as text, such as 2025-03-14" if key in _DATES else "text"
    else:
        cells[key] = value
    return ""


def _is_number(value: Json) -> TypeGuard[int | Decimal]:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _suppliers(value: Json, line: int, path: str, problems: list[Problem]) -> list[dict[str, str]]:
    if not isinstance(value, list) or not value:
        problems.append(Problem(code="supplier_missing", line=line, field=f"{path}.suppliers"))
        return []
    found: list[dict[str, str]] = []
    for number, item in enumerate(value):
        place = f"{path}.suppliers[{number}]"
        if not isinstance(item, dict):
            problems.append(_wrong(place, line, "object"))
            continue
        cells: dict[str, str] = {}
        for key, text in item.items():
            if key not in _OF_A_SUPPLIER:
                problems.append(_unknown(place, key, line))
            elif isinstance(text, str):
                cells["supplier" if key == "name" else key] = text
            elif text is not None:
                problems.append(_wrong(f"{place}.{key}", line, "text"))
        found.append(cells)
    return found


def _wrong(path: str, line: int, wanted: str) -> Problem:
    return Problem(code="json_wrong_type", params={"wanted": wanted}, line=line, field=path)


def _unknown(path: str, key: str, line: int) -> Problem:
    params, place = {"key": key[:60]}, f"{path}.{key[:60]}"
    return Problem(code="json_key_unknown_here", params=params, line=line, field=place)


def _placed(problems: list[Problem], path: str) -> list[Problem]:
    return [problem.model_copy(update={"field": f"{path}.{problem.field}"}) for problem in problems]
