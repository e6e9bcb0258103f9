"""Lists of deviations: open ones by deadline, then open ones without, then what has ended, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, bindparam, func, select

from checklists.listed import DeviationLine, Page
from db.columns import WORDS
from db.prepared import Prepared, as_list, listed
from db.registers.paging import After, Lines, Pages, Stretch, number, word
from db.rows.fields import Cell, Row
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
    values: dict[str, Cell] = {"status": as_list(status), "contract": contract_id}
    asked = tuple(
        name for name, given in zip(_WANTED, (status, contract_id, open_only), strict=True) if given
    )
    count, pages = _asked(asked)
    row = count.row(connection, values)
    found = pages.fetch(connection, after, limit, values)
    return Page(tuple(_line(row) for row in found.rows), found.after, number(row, "n") if row else 0)


_WANTED: Final = {
    "status": deviation.c.status.in_(listed("status")),
    "contract": deviation.c.contract_id == bindparam("contract", type_=WORDS),
    "open": deviation.c.is_open == 1,
}


@lru_cache
def _asked(names: tuple[str, ...]) -> tuple[Prepared, Pages]:
    """What counts and what fetches the deviations that are asked for in these ways."""
    wanted = [_WANTED[name] for name in names]
    count = select(func.count().label("n")).select_from(deviation).where(*wanted)
    return Prepared(count), Pages(_LINES.where(*wanted), _STRETCHES)


_THESE: Final = Prepared(_LINES.where(deviation.c.id.in_(listed("ids"))))


def deviation_lines(connection: Connection, ids: Sequence[str]) -> tuple[DeviationLine, ...]:
    """The lines of these deviations, in the order of the ids."""
    found = {word(row, "id"): _line(row) for row in _THESE.rows(connection, {"ids": as_list(ids)})}
    return tuple(found[id] for id in ids if id in found)


def _line(row: Row) -> DeviationLine:
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
