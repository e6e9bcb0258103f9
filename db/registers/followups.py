"""Lists of follow-ups: what is due first, then what is behind, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, case, func, select

from checklists.codelists import Wording
from checklists.listed import FollowUpLine, Page
from checklists.review import Progress
from db.columns import WORDS
from db.registers.paging import After, Lines, Stretch, fetch, word
from db.registers.progress import progress_of, title_of
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
    wanted: list[ColumnElement[bool]] = []
    if status:
        wanted.append(followup.c.status.in_(status))
    if contract_id:
        wanted.append(followup.c.contract_id == contract_id)
    if year is not None:
        wanted.append(followup.c.year == year)
    total = connection.execute(select(func.count()).select_from(followup).where(*wanted)).scalar_one()
    found = fetch(connection, _LINES.where(*wanted), _STRETCHES, after, limit)
    return Page(_lines(connection, found.rows), found.after, total)


_THESE: Final = _LINES.where(followup.c.id.in_(bindparam("ids", expanding=True, type_=WORDS)))


def followup_lines(connection: Connection, ids: Sequence[str]) -> tuple[FollowUpLine, ...]:
    """The lines of these follow-ups, in the order of the ids."""
    rows = connection.execute(_THESE, {"ids": ids}).mappings().all()
    found = {line.id: line for line in _lines(connection, rows)}
    return tuple(found[id] for id in ids if id in found)


def _lines(connection: Connection, rows: Sequence[RowMapping]) -> tuple[FollowUpLine, ...]:
    progress = progress_of(connection, rows)
    return tuple(_line(row, progress[word(row, "id")], title_of(connection, row)) for row in rows)


def _line(row: RowMapping, progress: Progress, title: Wording) -> FollowUpLine:
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
