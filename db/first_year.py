"""The figures of the year, for the app's first data: the standard library's sqlite3 alone.

A test holds them equal to `Registers.year_so_far`.
"""

from __future__ import annotations

import sqlite3
from datetime import date

from checklists.listed import YearSoFar

# ruff: noqa: S608 - put together of our own constants; every value is a parameter
_ACTIVE = "(c.first_day IS NULL OR c.first_day <= :last) AND (c.last_day IS NULL OR c.last_day >= :first)"
_CONTRACTS = f"SELECT count(*) FROM contract c WHERE {_ACTIVE}"
_SUPPLIERS = (
    "SELECT count(*) FROM supplier s WHERE EXISTS (SELECT 1 FROM contract_supplier l "
    f"JOIN contract c ON c.id = l.contract_id WHERE l.supplier_id = s.id AND {_ACTIVE})"
)
_EXTENDED = (
    "method IN ('document_check', 'product_sample', 'wage_spot_check', 'site_inspection', 'audit', "
    "'third_party_control')"
)
_FOLLOWUPS = (
    f"SELECT count(*), coalesce(sum(status = 'signed'), 0), coalesce(sum({_EXTENDED}), 0), "
    f"coalesce(sum({_EXTENDED} AND status = 'signed'), 0) "
    "FROM followup WHERE year = :year AND status != 'withdrawn'"
)
_OPEN = "SELECT count(*), coalesce(sum(disputed), 0) FROM deviation WHERE severity != 'observation' AND is_open = 1"
_CLOSED = (
    "SELECT count(*) FROM deviation WHERE severity != 'observation' AND closed_day BETWEEN :first AND :last"
)
_ESTABLISHED = "severity != 'observation' AND suspected = 0 AND status != 'dismissed'"
_DUE = (
    "SELECT count(*), coalesce(sum(closed_day <= original_deadline), 0) FROM deviation "
    f"WHERE {_ESTABLISHED} AND original_deadline BETWEEN :first AND :until"
)
_MONTHS = (
    "SELECT cast(substr(found, 6, 2) AS INTEGER), count(*) FROM deviation "
    f"WHERE {_ESTABLISHED} AND year = :year GROUP BY 1"
)
_NAME = "SELECT value FROM setting WHERE key = 'organisation.name'"


def first_year(connection: sqlite3.Connection, today: date) -> tuple[YearSoFar, str]:
    """The year of `today` as it stands, and whose database it is."""
    first, last = f"{today.year:04d}-01-01", f"{today.year:04d}-12-31"
    given = {"first": first, "last": last, "until": min(last, today.isoformat()), "year": today.year}
    counts: list[int] = []
    for query in (_CONTRACTS, _SUPPLIERS, _FOLLOWUPS, _OPEN, _CLOSED, _DUE):
        counts += connection.execute(query, given).fetchone()
    contracts, suppliers, planned, done, extended, extended_done, opened, disputed, closed, due, in_time = (
        counts
    )
    months = dict(connection.execute(_MONTHS, given).fetchall())
    name = connection.execute(_NAME).fetchone()
    year = YearSoFar(
        contracts=contracts,
        suppliers=suppliers,
        planned=planned,
        done=done,
        extended_planned=extended,
        extended_done=extended_done,
        open_deviations=opened,
        disputed_deviations=disputed,
        closed_deviations=closed,
        due_to_close=due,
        closed_in_time=in_time,
        per_month=tuple(months.get(number, 0) for number in range(1, 13)),
    )
    return year, str(name[0]) if name else ""
