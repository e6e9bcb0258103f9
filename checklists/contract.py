"""Contracts and suppliers as values, with their options and when they are active."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from checklists.organisation import organisation_number
from checklists.values import Code, Country, Frozen, Money, Name, Refused, Text

ContractType = Literal["goods", "services", "works"]
RiskLevel = Literal["low", "medium", "high"]
IdentifierScheme = Literal["NO-ORG", "other"]
_YEARLY = r"^((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d))?$"


class Supplier(Frozen):
    """A firm that delivers under a contract. `id` is empty until the store has given one (`L-12`)."""

    id: str = ""
    name: Name = Field(min_length=1)
    number: Name | None = None
    """Nine digits for Norwegian firms; a foreign firm's identifier as it stands; None when not known."""
    country: Country | None = None
    contact: Name = ""
    """Business contact (name, role, e-mail); internal only."""
    note: Text = ""

    @property
    def norwegian_number(self) -> str | None:
        return organisation_number(self.number) if self.number else None


class ContractOption(Frozen):
    """A right to prolong. The contract runs to `until` once the option is exercised."""

    until: date
    notice_by: date | None = None
    exercised: bool = False


class RequirementSetInForce(Frozen):
    """A requirement set in force in one contract, with its version and this contract's parameters."""

    set_id: Code
    version: int = Field(ge=1)
    assumed: bool = False
    """Given by default from type and signing date, not yet confirmed by a person."""
    parameters: dict[str, int | str] = Field(default_factory=dict)


class OwnClause(Frozen):
    """A clause that only this contract has."""

    key: Code
    reference: Name
    text: Text
    theme: Code
    documentation_due: str = Field(default="", pattern=_YEARLY)
    """Yearly documentation date as MM-DD; empty when there is none."""


class Contract(Frozen):
    """An agreement, with one or several suppliers. `id` is empty until the store has given one (`K-2024-017`)."""

    id: str = ""
    source: Name = "own"
    """Who numbers the reference: `own`, or the notice register it came from."""
    reference: Name = Field(min_length=1)
    title: Name = Field(min_length=1)
    suppliers: tuple[str, ...] = ()
    """Supplier ids, in the order given."""
    kind: ContractType | None = None
    framework: bool = False
    category: Code = "other"
    category_note: Name = ""
    """What the register said when it was no known category."""
    cpv: str | None = Field(default=None, pattern=r"^\d{8}$")
    country: Country | None = None
    value: Money | None = None
    """Total value over the term, in the contract's own currency."""
    yearly_value: Money | None = None
    signed: date | None = None
    starts: date | None = None
    ends: date | None = None
    open_ended: bool = False
    """Runs until ended. With no end and not open-ended the end is unknown."""
    terminated: date | None = None
    options: tuple[ContractOption, ...] = ()
    requirement_sets: tuple[RequirementSetInForce, ...] = ()
    own_clauses: tuple[OwnClause, ...] = ()
    responsible: Name = ""
    risk: RiskLevel | None = None
    risk_reason: Text = ""
    building_project: bool = False
    case_reference: Name = ""
    note: Text = ""

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.starts and self.ends and self.ends < self.starts:
            raise Refused("ends_before_start", starts=self.starts, ends=self.ends)
        if self.open_ended and self.ends:
            raise Refused("open_ended_with_end", ends=self.ends)
        if len({option.until for option in self.options}) != len(self.options):
            raise Refused("option_twice")
        return self

    @property
    def first_day(self) -> date | None:
        """The day it begins to run: its start, or else the day it was signed."""
        return self.starts or self.signed

    @property
    def last_day(self) -> date | None:
        """The last day it runs, exercised options and termination applied; None if open-ended or unknown."""
        exercised = [option.until for option in self.options if option.exercised]
        known = [*exercised, self.ends] if self.ends else exercised
        ends = max(known) if known and not self.open_ended else None
        if self.terminated and (ends is None or self.terminated < ends):
            return self.terminated
        return ends

    def worth_less_than(self, kroner: Decimal | None) -> bool:
        """Is its value over the term, else that of a year, known to be below? Other currencies are not compared."""
        value = self.value or self.yearly_value
        return value is not None and kroner is not None and value.currency == "NOK" and value.amount < kroner

    @property
    def end_unknown(self) -> bool:
        return self.last_day is None and not self.open_ended

    def active_in(self, year: int) -> bool:
        """Does its validity overlap the calendar year? An unknown start or end counts as overlapping."""
        first, last = self.first_day, self.last_day
        return (first is None or first <= date(year, 12, 31)) and (last is None or last >= date(year, 1, 1))

    def active_on(self, day: date) -> bool:
        first, last = self.first_day, self.last_day
        return (first is None or first <= day) and (last is None or last >= day)

    @property
    def next_option(self) -> ContractOption | None:
        """The earliest option not yet exercised."""
        return min((o for o in self.options if not o.exercised), key=lambda o: o.until, default=None)
