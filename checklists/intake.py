"""What a reader of somebody else's register hands over: rows as drafts of contracts, with every problem placed.

`exchange` makes a `Register`; what exists already, and so created, updated or unchanged, is decided in `db/store`.
A hundred thousand drafts and row reports come of one import, so these two are plain tuples with names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from pydantic import Field

from checklists.contract import Contract, Supplier
from checklists.values import Frozen

RegisterKind = Literal["csv", "eforms", "json"]
Counted = Literal["rows", "contracts"]
RowStatus = Literal["created", "updated", "unchanged", "skipped", "refused"]


class Problem(Frozen):
    """Something about one place in a file. `code` and `params` are worded by `tui` like a refusal."""

    code: str
    params: dict[str, str] = Field(default_factory=dict)
    line: int | None = None
    field: str = ""
    fatal: bool = True
    """A fatal problem refuses its row; another is a note."""


class ContractDraft(NamedTuple):
    """A contract as a file tells it: its suppliers are values, not yet ids."""

    contract: Contract
    suppliers: tuple[Supplier, ...] = ()
    lines: tuple[int, ...] = ()
    """Where in the file it stands: rows of a register, 1-based with the header as 1; or 1, 2, … for the others."""
    notes: tuple[Problem, ...] = ()
    given: frozenset[str] = frozenset()
    """Fields of Contract that the file speaks of. An update changes these and leaves the others."""


MOST_PROBLEMS = 20_000
"""Problems after which a register is read no further: so many tell of another file than was meant."""


def reading_stopped(line: int | None) -> Problem:
    """The note of a register that was read no further, which keeps all of it out."""
    return Problem(code="reading_stopped", params={"limit": str(MOST_PROBLEMS)}, line=line)


class Register(Protocol):
    """A file of contracts that has been opened. With `refused` rows nothing is stored unless the person asks to
    skip them.

    `drafts` may be made while they are asked for; the other facts are complete when they have come to their end.
    """

    @property
    def format(self) -> RegisterKind: ...
    @property
    def counted_in(self) -> Counted: ...
    @property
    def read(self) -> int:
        """Rows (csv, xlsx) or contracts (others) in the file, refused ones included."""
        ...

    @property
    def drafts(self) -> Iterable[ContractDraft]: ...
    @property
    def refused(self) -> Sequence[Problem]:
        """Fatal problems, one or more per refused row."""
        ...

    @property
    def skipped(self) -> Sequence[Problem]:
        """Rows that were left out on purpose, with the reason."""
        ...

    @property
    def notes(self) -> Sequence[Problem]:
        """About the whole file: a notice without winner, characters removed. A fatal one keeps all of it out, also
        where bad rows are to be skipped.
        """
        ...

    @property
    def stopped(self) -> bool:
        """Was the rest of the file not read, so that none of it may be taken in?"""
        ...

    @property
    def removed_characters(self) -> int: ...


class Reading(Frozen):
    """A register with all its contracts at hand."""

    format: RegisterKind
    counted_in: Counted
    read: int = Field(ge=0)
    drafts: tuple[ContractDraft, ...] = ()
    refused: tuple[Problem, ...] = ()
    skipped: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    removed_characters: int = 0

    @property
    def stopped(self) -> bool:
        return any(note.fatal for note in self.notes)


class RowReport(NamedTuple):
    """One row of an import report."""

    line: int | None
    status: RowStatus
    contract: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do. `read` is the sum of the five counts below it."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    refused: int = 0
    contracts: int = 0
    suppliers: int = 0
    value: Mapping[str, str] = field(default_factory=dict[str, str])
    """Sum of the accepted contracts' values per currency, as decimal text."""
    rows: Sequence[RowReport] = ()
    notes: Sequence[Problem] = ()
    removed_characters: int = 0
    stored: bool = False
