"""What one row, or one entry, of a register says of a contract; how rows of one contract are put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from pydantic import TypeAdapter, ValidationError

from checklists.contract import Contract, Supplier
from checklists.intake import ContractDraft, Problem
from checklists.values import NAME_LIMIT, Refused, clean

_CONTRACT = TypeAdapter(Contract).validator
_COLUMNS = {
    "starts": "from",
    "ends": "to",
    "open_ended": "to",
    "kind": "type",
    "options": "option_until",
    "category_note": "category",
}


def problem_of(refused: Refused, line: int | None, field: str = "") -> Problem:
    """A refusal of one place in a file as a problem of its row."""
    return Problem(
        code=refused.code,
        params={key: str(value) for key, value in refused.params.items()},
        line=line,
        field=field,
    )


def note(code: str, line: int | None, field: str = "", **params: str) -> Problem:
    """Something told of a row that does not refuse it."""
    return Problem(code=code, params=params, line=line, field=field, fatal=False)


@dataclass(slots=True)
class Facts:
    """Fields of one contract, by the names of `Contract`, its suppliers, and what was wrong or worth telling."""

    line: int
    fields: dict[str, object] = field(default_factory=lambda: {})
    suppliers: list[Supplier] = field(default_factory=lambda: [])
    problems: list[Problem] = field(default_factory=lambda: [])
    """Fatal ones and notes."""
    removed: int = 0
    """Characters that were taken out of its texts."""

    @property
    def fatal(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.fatal] if self.problems else self.problems


# The rows of one file speak of the same few sets of fields.
_given = lru_cache(maxsize=1000)(frozenset[str])


def draft_of(facts: Facts, lines: tuple[int, ...]) -> ContractDraft:
    """The contract these facts tell of. Raises Refused where the values do not hold together."""
    fields = facts.fields
    given = _given((*fields, "suppliers") if facts.suppliers else tuple(fields))
    if "title" not in fields and "reference" in fields:
        fields = {**fields, "title": fields["reference"]}
    try:
        contract = _CONTRACT.validate_python(fields)
    except ValidationError as error:
        raise Refused("value_unreadable", field=str(error.errors()[0]["loc"][0])) from None
    return ContractDraft(contract, tuple(facts.suppliers), lines, tuple(facts.problems), given)


def refused_field(facts: Facts, refused: Refused) -> str:
    """The column that a refusal of the whole contract is about."""
    if refused.code in ("ends_before_start", "open_ended_with_end"):
        return "to"
    for name, value in facts.fields.items():
        if isinstance(value, str):
            try:
                clean(value, limit=NAME_LIMIT)
            except Refused:
                return column_of(name)
    return column_of(str(refused.params.get("field", "")))


def column_of(name: str) -> str:
    """Our column for a field of `Contract`."""
    return _COLUMNS.get(name, name)


def put_together(rows: list[Facts], reference: str) -> tuple[Facts, list[int], list[Problem]]:
    """Rows with one reference as one contract: its facts, the lines that repeat another, and the conflicts.

    An empty cell says nothing; two that say different things are a conflict, never added up.
    """
    first = rows[0]
    whole = Facts(first.line, dict(first.fields), list(first.suppliers), list(first.problems), first.removed)
    conflicts: list[Problem] = []
    repeated: list[int] = []
    for row in rows[1:]:
        for name, value in row.fields.items():
            if name in whole.fields and whole.fields[name] != value:
                conflicts.append(_conflict(name, reference, first.line, row.line))
            else:
                whole.fields[name] = value
        new = [supplier for supplier in row.suppliers if supplier not in whole.suppliers]
        if not new:
            repeated.append(row.line)
        whole.suppliers += new
        whole.problems += row.problems
        whole.removed += row.removed
    return whole, repeated, conflicts


def _conflict(name: str, reference: str, first: int, line: int) -> Problem:
    params = {"reference": reference, "first": str(first)}
    return Problem(code="rows_in_conflict", params=params, line=line, field=column_of(name))
