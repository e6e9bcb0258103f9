"""Lines of lists, as light values without pydantic: what a screen shows of many things, and what it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from checklists.codelists import Wording, heading

ContractOrder = Literal["next", "title", "reference", "value", "ends", "risk"]


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract in the register. Dates are ISO text, the value whole thousandths of its currency."""

    id: str
    reference: str
    title: str
    suppliers: str
    """Names, joined by a comma, in the contract's order."""
    category: str
    value: int | None
    currency: str
    ends: str
    """Last day, empty when open-ended or unknown."""
    open_ended: bool
    risk: str
    depths: str
    """One code letter per theme, in the order of the themes: `n` not asked, `q` asked, `c` claim, `d` document,
    `k` checked by us, `t` third party, `x` open deviation."""
    next_day: str
    next_what: str
    """Code of what is due next: `self_report`, `status_meeting`, `deviation`, `measure`, `option`, `ends`, …"""
    active: bool


@dataclass(frozen=True, slots=True)
class ContractQuery:
    """What is wanted of the register. Empty filters want all."""

    search: str = ""
    order: ContractOrder = "title"
    descending: bool = False
    category: str = ""
    risk: str = ""
    active_on: str = ""
    """ISO day on which it must be active."""
    year: int | None = None
    """Calendar year in which it must be active."""
    due_by: str = ""
    """Only contracts whose next deadline is on or before this ISO day."""
    supplier: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """A follow-up in a list."""

    id: str
    contract: str
    title: str
    supplier: str
    method: str
    form: str
    form_title: Wording
    status: str
    day: str
    due: str
    answered: int
    asked: int
    """Questions that are asked as the answers stand; of those, `answered` have been."""
    outcome: str

    def called(self, language: str) -> str:
        """The title of its form; where it was recorded without one, what it counts as."""
        return self.form_title.text(language) or heading("methods", self.method, language)


@dataclass(frozen=True, slots=True)
class DeviationLine:
    """A deviation in a list."""

    id: str
    title: str
    type: str
    severity: str
    status: str
    contract: str
    contract_title: str
    supplier: str
    deadline: str
    found: str
    suspected: bool
    disputed: bool


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something with a day: what Today lists."""

    day: str
    what: str
    """Code of `due_kinds`: `followup`, `self_report`, `deviation`, `measure`, `option`, `documentation`, …"""
    id: str
    """What opens: id of the follow-up, deviation or contract."""
    title: str
    supplier: str
    method: str = ""

    def place(self) -> tuple[str, str, str]:
        """Where it stands in the list: by day."""
        return self.day, self.what, self.id


@dataclass(frozen=True, slots=True)
class Found:
    """A hit of the search over everything."""

    kind: Literal["contract", "supplier", "deviation", "followup"]
    id: str
    title: str
    detail: str


LineT = TypeVar("LineT")


@dataclass(frozen=True, slots=True)
class Page(Generic[LineT]):
    """A page of lines by keyset. `after` fetches the next one; None when there is none."""

    lines: tuple[LineT, ...]
    after: tuple[str | int, ...] | None
    total: int
    """How many lines the query has in all."""


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """The figures Today shows of one year; kept cheap to read."""

    contracts: int
    suppliers: int
    planned: int
    """Follow-ups of this year in any state but withdrawn."""
    done: int
    extended_planned: int
    extended_done: int
    open_deviations: int
    closed_deviations: int
    disputed_deviations: int
    closed_in_time: int
    due_to_close: int
    per_month: tuple[int, ...]
    """Deviations found in each of the twelve months."""
