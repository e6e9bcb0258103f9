"""What a reader of somebody else's register hands over: rows as drafts of contracts, with every problem placed.

`exchange` makes a `Reading`; what exists already, and so created, updated or unchanged, is decided in `db/store`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from checklists.contract import Contract, Supplier
from checklists.values import Frozen


class Problem(Frozen):
    """Something about one place in a file. `code` and `params` are worded by `tui` like a refusal."""

    code: str
    params: dict[str, str] = Field(default_factory=dict)
    line: int | None = None
    field: str = ""
    fatal: bool = True
    """A fatal problem refuses its row; another is a note."""


class ContractDraft(Frozen):
    """A contract as a file tells it: its suppliers are values, not yet ids."""

    contract: Contract
    suppliers: tuple[Supplier, ...] = ()
    lines: tuple[int, ...] = ()
    """Where in the file it stands: rows of a register, 1-based with the header as 1; or 1, 2, … for the others."""
    notes: tuple[Problem, ...] = ()
    given: frozenset[str] = frozenset()
    """Fields of Contract that the file speaks of. An update changes these and leaves the others."""


class Reading(Frozen):
    """A whole file read. With `refused` rows nothing is stored unless the person asks to skip them."""

    format: Literal["csv", "xlsx", "ocds", "eforms", "json"]
    counted_in: Literal["rows", "contracts"]
    read: int = Field(ge=0)
    """Rows (csv, xlsx) or contracts (others) in the file, refused ones included."""
    drafts: tuple[ContractDraft, ...] = ()
    refused: tuple[Problem, ...] = ()
    """Fatal problems, one or more per refused row."""
    skipped: tuple[Problem, ...] = ()
    """Rows that were left out on purpose, with the reason."""
    notes: tuple[Problem, ...] = ()
    """About the whole file: a notice without winner, characters removed."""
    removed_characters: int = 0


class RowReport(Frozen):
    """One row of an import report."""

    line: int | None
    status: Literal["created", "updated", "unchanged", "skipped", "refused"]
    contract: str = ""
    problems: tuple[Problem, ...] = ()


class ImportReport(Frozen):
    """What an import did, or would do. `read` is the sum of the five counts below it."""

    read: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    refused: int
    contracts: int
    suppliers: int
    value: dict[str, str]
    """Sum of the accepted contracts' values per currency, as decimal text."""
    rows: tuple[RowReport, ...]
    notes: tuple[Problem, ...] = ()
    removed_characters: int = 0
    stored: bool = False
