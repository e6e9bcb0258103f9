"""Lists of follow-ups: what is due first, then what is behind, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, bindparam, case, func, select

from checklists.codelists import Wording
from checklists.listed import FollowUpLine, Page
from checklists.review import Progress
from db.columns import WHOLE, WORDS
from db.prepared import Prepared, as_list, listed
from db.registers.paging import After, Lines, Pages, Stretch, number, word
from db.registers.progress import progress_of, title_of
from db.rows.fields import Cell, Row
from db.tables import answer, contract, followup, form_copy, supplier

_ANSWERED: Final = (
    select(func.count())
    .where(answer.c.followup_id == followup.c.id, answer.c.given == 1)
    .correlate(followup)
    .scalar_subquery()
)
_ASKED: Final = case((followup.c.short == 1, form_copy.c.short_questions), else_=form_copy.c.questions)
_LINES: Final[Lines] = select(
    *(followup.c[name] for name in ("id", "contract_id", "method", "form", "form_hash", "short", "status")),
    *(followup.c[name] for name in ("day", "due_day", "outcome")),
    contract.c.title,
    supplier.c.name.label("supplier"),
    func.coalesce(_ASKED, 0).label("asked"),
    _ANSWERED.label("answered"),
).select_from(
    followup.join(contract, contract.c.id == followup.c.contract_id)
    .join(supplier, supplier.c.id == followup.c.supplier_id)
    .outerjoin(form_copy, form_copy.c.hash == followup.c.form_hash)
)
_STRETCHES: Final = (
    Stretch((followup.c.due_day, followup.c.nr), (followup.c.due_day.is_not(None),)),
    Stretch((followup.c.day, followup.c.nr), (followup.c.due_day.is_(None),), descending=True),
)


def followup_page(
    connection: Connection,
    status: tuple[str, ...],
    contract_id: str,
    year: int | None,
    after: After | None,
    limit: int,
) -> Page[FollowUpLine]:
    """One page: open ones by when they are due, then signed and withdrawn ones, newest first."""
    values: dict[str, Cell] = {"status": as_list(status), "contract": contract_id, "year": year}
    asked = tuple(
        name for name, given in zip(_WANTED, (status, contract_id, year is not None), strict=True) if given
    )
    count, pages = _asked(asked)
    row = count.row(connection, values)
    found = pages.fetch(connection, after, limit, values)
    return Page(_lines(connection, found.rows), found.after, number(row, "n") if row else 0)


_WANTED: Final = {
    "status": followup.c.status.in_(listed("status")),
    "contract": followup.c.contract_id == bindparam("contract", type_=WORDS),
    "year": followup.c.year == bindparam("year", type_=WHOLE),
}


@lru_cache
def _asked(names: tuple[str, ...]) -> tuple[Prepared, Pages]:
    """What counts and what fetches the follow-ups that are asked for in these ways."""
    wanted = [_WANTED[name] for name in names]
    count = select(func.count().label("n")).select_from(followup).where(*wanted)
    return Prepared(count), Pages(_LINES.where(*wanted), _STRETCHES)


_THESE: Final = Prepared(_LINES.where(followup.c.id.in_(listed("ids"))))


def followup_lines(connection: Connection, ids: Sequence[str]) -> tuple[FollowUpLine, ...]:
    """The lines of these follow-ups, in the order of the ids."""
    rows = _THESE.rows(connection, {"ids": as_list(ids)})
    found = {line.id: line for line in _lines(connection, rows)}
    return tuple(found[id] for id in ids if id in found)


def _lines(connection: Connection, rows: Sequence[Row]) -> tuple[FollowUpLine, ...]:
    progress = progress_of(connection, rows)
    return tuple(_line(row, progress[word(row, "id")], title_of(connection, row)) for row in rows)


def _line(row: Row, progress: Progress, title: Wording) -> FollowUpLine:
    return FollowUpLine(
        id=word(row, "id"),
        contract=word(row, "contract_id"),
        title=word(row, "title"),
        supplier=word(row, "supplier"),
        method=word(row, "method"),
        form=word(row, "form"),
        form_title=title,
        status=word(row, "status"),
        day=word(row, "day"),
        due=word(row, "due_day"),
        answered=progress.answered,
        asked=progress.total,
        outcome=word(row, "outcome"),
    )
