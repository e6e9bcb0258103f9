"""Lists of deviations: open ones by deadline, then open ones without, then what has ended, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, func, select

from checklists.listed import DeviationLine, Page
from db.columns import WORDS
from db.registers.paging import After, Lines, Stretch, fetch, word
from db.tables import contract, deviation, supplier

_LINES: Final[Lines] = select(
    *(deviation.c[name] for name in ("id", "title", "type", "severity", "status", "contract_id", "deadline")),
    *(deviation.c[name] for name in ("accepted_until", "found", "suspected", "disputed")),
    contract.c.title.label("contract_title"),
    supplier.c.name.label("supplier"),
).select_from(
    deviation.join(contract, contract.c.id == deviation.c.contract_id).outerjoin(
        supplier, supplier.c.id == deviation.c.supplier_id
    )
)
_STRETCHES: Final = (
    Stretch((deviation.c.due_day, deviation.c.nr), (deviation.c.due_day.is_not(None),)),
    Stretch((deviation.c.nr,), (deviation.c.due_day.is_(None), deviation.c.is_open == 1), descending=True),
    Stretch((deviation.c.nr,), (deviation.c.is_open == 0,), descending=True),
)


def deviation_page(
    connection: Connection,
    status: tuple[str, ...],
    contract_id: str,
    open_only: bool,
    after: After | None,
    limit: int,
) -> Page[DeviationLine]:
    """One page of the deviations that are wanted."""
    wanted: list[ColumnElement[bool]] = []
    if status:
        wanted.append(deviation.c.status.in_(status))
    if contract_id:
        wanted.append(deviation.c.contract_id == contract_id)
    if open_only:
        wanted.append(deviation.c.is_open == 1)
    total = connection.execute(select(func.count()).select_from(deviation).where(*wanted)).scalar_one()
    found = fetch(connection, _LINES.where(*wanted), _STRETCHES, after, limit)
    return Page(tuple(_line(row) for row in found.rows), found.after, total)


_THESE: Final = _LINES.where(deviation.c.id.in_(bindparam("ids", expanding=True, type_=WORDS)))


def deviation_lines(connection: Connection, ids: Sequence[str]) -> tuple[DeviationLine, ...]:
    """The lines of these deviations, in the order of the ids."""
    rows = connection.execute(_THESE, {"ids": ids}).mappings()
    found = {word(row, "id"): _line(row) for row in rows}
    return tuple(found[id] for id in ids if id in found)


def _line(row: RowMapping) -> DeviationLine:
    accepted = row["status"] == "accepted_until"
    return DeviationLine(
        id=word(row, "id"),
        title=word(row, "title"),
        type=word(row, "type"),
        severity=word(row, "severity"),
        status=word(row, "status"),
        contract=word(row, "contract_id"),
        contract_title=word(row, "contract_title"),
        supplier=word(row, "supplier"),
        deadline=word(row, "accepted_until" if accepted else "deadline"),
        found=word(row, "found"),
        suspected=bool(row["suspected"]),
        disputed=bool(row["disputed"]),
    )
