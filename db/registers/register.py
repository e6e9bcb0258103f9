"""Every list of the database behind one name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, overload

from sqlalchemy import select

from checklists.listed import (
    ContractLine,
    ContractQuery,
    DeviationLine,
    DueLine,
    FollowUpLine,
    Found,
    Page,
    YearSoFar,
)
from db.derived import nothing_asked, themes
from db.registers.contracts import contract_lines, contract_page
from db.registers.deviations import deviation_lines, deviation_page
from db.registers.finding import found, supplier_lines
from db.registers.followups import followup_lines, followup_page
from db.registers.paging import After
from db.registers.today import due_lines, last_documented, to_clear, year_so_far
from db.tables import contract, derived_contract
from db.writing import Reader


class Registers:
    """Lists. `after` of a page fetches the one that follows it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def contracts(
        self, query: ContractQuery, after: After | None = None, limit: int = 200, *, today: date
    ) -> Page[ContractLine]:
        """The register of contracts, by the query's order; those without what it is sorted by stand last."""
        with self._reader.transaction() as connection:
            return contract_page(connection, query, after, limit, today=today)

    def followups(
        self,
        *,
        status: tuple[str, ...] = (),
        contract: str = "",
        year: int | None = None,
        after: After | None = None,
        limit: int = 200,
    ) -> Page[FollowUpLine]:
        """Follow-ups: open ones by when they are due, then signed and withdrawn ones, newest first."""
        with self._reader.transaction() as connection:
            return followup_page(connection, status, contract, year, after, limit)

    def deviations(
        self,
        *,
        status: tuple[str, ...] = (),
        contract: str = "",
        open_only: bool = False,
        after: After | None = None,
        limit: int = 200,
    ) -> Page[DeviationLine]:
        """Deviations: open ones by deadline, then open ones without one, then ended ones, newest first."""
        with self._reader.transaction() as connection:
            return deviation_page(connection, status, contract, open_only, after, limit)

    def due(self, today: date, days: int = 45, limit: int = 100) -> tuple[DueLine, ...]:
        """What is due within `days` days from today, by day, so overdue tasks first."""
        with self._reader.transaction() as connection:
            return due_lines(connection, today, days, limit)

    def to_clear(self, today: date) -> frozenset[str]:
        """Ids of the follow-ups whose details about persons are to be deleted by `today`."""
        with self._reader.transaction() as connection:
            return to_clear(connection, today)

    def documented(self, contract: str) -> Mapping[str, date]:
        """Address of an own clause of the contract → the day of the follow-up that last saw it documented.

        Documented is an answer about it that rests on a document seen, our own check or a third party's.
        """
        with self._reader.transaction() as connection:
            return last_documented(connection, contract)

    def year_so_far(self, year: int, today: date) -> YearSoFar:
        """The figures of a year as they stand now."""
        with self._reader.transaction() as connection:
            return year_so_far(connection, year, today)

    def find(self, text: str, limit: int = 20) -> tuple[Found, ...]:
        """Contracts, suppliers, deviations and follow-ups by id or by what their words begin with."""
        with self._reader.transaction() as connection:
            return found(connection, text, limit)

    @overload
    def lines_of(
        self, kind: Literal["contract"], ids: Iterable[str], *, today: date | None = None
    ) -> tuple[ContractLine, ...]: ...
    @overload
    def lines_of(
        self, kind: Literal["followup"], ids: Iterable[str], *, today: date | None = None
    ) -> tuple[FollowUpLine, ...]: ...
    @overload
    def lines_of(
        self, kind: Literal["deviation"], ids: Iterable[str], *, today: date | None = None
    ) -> tuple[DeviationLine, ...]: ...
    @overload
    def lines_of(
        self, kind: Literal["supplier"], ids: Iterable[str], *, today: date | None = None
    ) -> tuple[Found, ...]: ...
    @overload
    def lines_of(
        self, kind: str, ids: Iterable[str], *, today: date | None = None
    ) -> tuple[ContractLine | FollowUpLine | DeviationLine | Found, ...]: ...
    def lines_of(
        self, kind: str, ids: Iterable[str], *, today: date | None = None
    ) -> tuple[ContractLine | FollowUpLine | DeviationLine | Found, ...]:
        """The records behind a figure as lines, in the order of the ids; ids that are not there are left out.

        Without `today` a contract's line says that it is active, and only tasks are due.
        Raises LookupError for a kind without lines.
        """
        wanted = tuple(dict.fromkeys(ids))
        with self._reader.transaction() as connection:
            if kind == "contract":
                return contract_lines(connection, wanted, today)
            if kind == "followup":
                return followup_lines(connection, wanted)
            if kind == "deviation":
                return deviation_lines(connection, wanted)
            if kind == "supplier":
                return supplier_lines(connection, wanted)
        raise LookupError(kind)

    def depths(self, contract_id: str) -> Mapping[str, str]:
        """Theme → letter of how deep it has been looked into: `n q c d k t`, or `x` for an open deviation."""
        wanted = (
            select(derived_contract.c.depths)
            .join(contract, contract.c.nr == derived_contract.c.nr)
            .where(contract.c.id == contract_id)
        )
        with self._reader.transaction() as connection:
            letters: str | None = connection.execute(wanted).scalar()
        return dict(zip(themes(), letters or nothing_asked(), strict=False))
