"""The register of contracts: searched, filtered and sorted in SQL, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, func, or_, select, text

from checklists.listed import ContractLine, ContractOrder, ContractQuery, Page
from db.columns import WORDS
from db.derived import nothing_asked
from db.folding import matching
from db.registers.broad import BroadHits, broad_page
from db.registers.deadlines import by_deadline, next_of
from db.registers.paging import After, Key, Lines, Stretch, fetch, number, word
from db.tables import contract, contract_supplier, derived_contract

NEVER: Final = "9999-12-31"
_FROM: Final = contract.outerjoin(derived_contract, derived_contract.c.nr == contract.c.nr)
_LINES: Final[Lines] = select(
    *(contract.c[name] for name in ("id", "reference", "title", "supplier_names", "category", "value")),
    *(contract.c[name] for name in ("currency", "first_day", "last_day", "open_ended", "risk", "option_day")),
    *(derived_contract.c[name] for name in ("task_day", "task_what", "depths")),
).select_from(_FROM)
_COUNT: Final = select(func.count()).select_from(contract)
_COUNT_DUE: Final = select(func.count()).select_from(_FROM)
_MATCHING: Final = text("SELECT count(*) FROM contract_fts WHERE contract_fts MATCH :words")
_HITS: Final = text("contract.nr IN (SELECT rowid FROM contract_fts WHERE contract_fts MATCH :words)")
_AMONG_HITS: Final = text("+contract.nr IN (SELECT rowid FROM contract_fts WHERE contract_fts MATCH :words)")
FEW: Final = 2_000
"""So many hits are fetched and sorted; of more, the list is walked in its order until the page is full."""


def contract_page(
    connection: Connection, query: ContractQuery, after: After | None, limit: int, *, today: date
) -> Page[ContractLine]:
    """One page of the register. Contracts without what it is sorted by stand last, in both directions."""
    words = matching(query.search)
    found_words = count_hits(connection, words) if words else None
    if found_words == 0:
        return Page((), None, 0)
    filters = _filters(query, today.isoformat(), walking=False)
    searched = [among_hits(words, few=(found_words or 0) <= FEW)] if words else []
    if found_words is not None and not filters:
        total = found_words
    else:
        counted = _COUNT_DUE if query.due_by else _COUNT
        total = connection.execute(counted.where(*searched, *filters)).scalar_one()
    walked = _filters(query, today.isoformat(), walking=True)
    lines = _LINES.where(*searched, *walked)
    if query.order == "next":
        found = by_deadline(connection, lines, after, limit, today=today, descending=query.descending)
    else:
        stretches = _stretches(query.order, query.descending)
        found = None
        if found_words is not None and found_words > FEW:
            hits = BroadHits(query.search, found_words, searched[0])
            found = broad_page(connection, _LINES.where(*walked), stretches[0], hits, after, limit)
        found = found or fetch(connection, lines, stretches, after, limit)
    return Page(tuple(contract_line(row, today) for row in found.rows), found.after, total)


def count_hits(connection: Connection, words: str) -> int:
    """How many contracts have the words."""
    return connection.execute(_MATCHING, {"words": words}).scalar_one()


def among_hits(words: str, *, few: bool) -> ColumnElement[bool]:
    """The condition that a contract is a hit, written so that SQLite begins with the hits only if they are few."""
    condition = _HITS if few else _AMONG_HITS
    return condition.bindparams(words=words)  # pyright: ignore[reportReturnType] - a text may stand for one


_THESE: Final = _LINES.where(contract.c.id.in_(bindparam("ids", expanding=True, type_=WORDS)))


def contract_lines(
    connection: Connection, ids: Sequence[str], today: date | None
) -> tuple[ContractLine, ...]:
    """The lines of these contracts, in the order of the ids."""
    found = {
        word(row, "id"): contract_line(row, today)
        for row in connection.execute(_THESE, {"ids": ids}).mappings()
    }
    return tuple(found[id] for id in ids if id in found)


def contract_line(row: RowMapping, today: date | None) -> ContractLine:
    """A row as a line. Without a day nothing is over: it is active, and only tasks are due."""
    day = today.isoformat() if today else ""
    next_day, next_what = next_of(row, day or None)
    value = row["value"]
    return ContractLine(
        id=word(row, "id"),
        reference=word(row, "reference"),
        title=word(row, "title"),
        suppliers=word(row, "supplier_names"),
        category=word(row, "category"),
        value=None if value is None else number(row, "value"),
        currency=word(row, "currency"),
        ends=word(row, "last_day"),
        open_ended=bool(row["open_ended"]),
        risk=word(row, "risk"),
        depths=word(row, "depths") or nothing_asked(),
        next_day=next_day,
        next_what=next_what,
        active=not day or (word(row, "first_day") <= day <= (word(row, "last_day") or day)),
    )


def _stretches(order: ContractOrder, descending: bool) -> tuple[Stretch, ...]:
    title: tuple[Key, ...] = (contract.c.title_key, contract.c.nr)
    if order == "title":
        return (Stretch(title, descending=descending),)
    if order == "reference":
        return (Stretch((contract.c.reference_key, contract.c.nr), descending=descending),)
    if order == "risk":
        known, unknown = contract.c.risk_order > 0, contract.c.risk_order == 0
        key: Key = contract.c.risk_order
    else:
        column = contract.c.value if order == "value" else contract.c.last_day
        known, unknown, key = column.is_not(None), column.is_(None), column
    return (Stretch((key, contract.c.nr), (known,), descending), Stretch((contract.c.nr,), (unknown,)))


def _filters(query: ContractQuery, today: str, *, walking: bool) -> list[ColumnElement[bool]]:
    """What is wanted beside the search. `walking`: written so that SQLite walks the list in its own order."""
    wanted: list[ColumnElement[bool]] = []
    if query.category:
        # With its title, a category has an order of its own.
        own_order = not walking or (query.order == "title" and not query.search)
        category = contract.c.category if own_order else contract.c.category.concat("")
        wanted.append(category == query.category)
    if query.risk:
        wanted.append(contract.c.risk == query.risk)
    if query.active_on:
        wanted += running(query.active_on, query.active_on, walking=walking)
    if query.year is not None:
        wanted += running(f"{query.year:04d}-01-01", f"{query.year:04d}-12-31", walking=walking)
    if query.supplier:
        links = select(contract_supplier.c.contract_id)
        wanted.append(contract.c.id.in_(links.where(contract_supplier.c.supplier_id == query.supplier)))
    if query.due_by:
        lapsing = (contract.c.option_day, contract.c.last_day)
        due = [column.between(today, query.due_by) for column in lapsing]
        wanted.append(or_(derived_contract.c.task_day <= query.due_by, *due))
    return wanted


def running(first: str, last: str, *, walking: bool = False) -> list[ColumnElement[bool]]:
    """Validity overlaps the days from `first` to `last`; an unknown start or end counts as overlapping."""
    starts, ends = contract.c.first_day, contract.c.last_day
    if walking:
        return [func.coalesce(starts, "") <= last, func.coalesce(ends, NEVER) >= first]
    return [or_(starts.is_(None), starts <= last), or_(ends.is_(None), ends >= first)]
