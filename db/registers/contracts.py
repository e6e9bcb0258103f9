"""The register of contracts: searched, filtered and sorted in SQL, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, func, or_, select, text

from checklists.listed import ContractLine, ContractOrder, ContractQuery, Page
from db.columns import WORDS
from db.derived import nothing_asked
from db.folding import matching, search_words
from db.prepared import Prepared, as_list, listed
from db.registers.broad import BroadPages
from db.registers.deadlines import ByDeadline, next_of
from db.registers.paging import After, Fetched, Key, Lines, Pages, Stretch, Values, number, word
from db.rows.fields import Cell, Row
from db.tables import contract, contract_supplier, derived_contract

NEVER: Final = "9999-12-31"
_FROM: Final = contract.outerjoin(derived_contract, derived_contract.c.nr == contract.c.nr)
_LINES: Final[Lines] = select(
    *(contract.c[name] for name in ("id", "reference", "title", "supplier_names", "category", "value")),
    *(contract.c[name] for name in ("currency", "first_day", "last_day", "open_ended", "risk", "option_day")),
    *(derived_contract.c[name] for name in ("task_day", "task_what", "depths")),
).select_from(_FROM)
_MATCHING: Final = Prepared(text("SELECT count(*) AS n FROM contract_fts WHERE contract_fts MATCH :words"))
_HITS: Final = text("contract.nr IN (SELECT rowid FROM contract_fts WHERE contract_fts MATCH :words)")
_AMONG_HITS: Final = text("+contract.nr IN (SELECT rowid FROM contract_fts WHERE contract_fts MATCH :words)")
FEW: Final = 2_000
"""So many hits are fetched and sorted; of more, the list is walked in its order until the page is full."""
MANY: Final = 20_000
"""Hits that take longer to gather than it takes to test the first rows of the register."""
_SHAPES: Final = 64
"""Lists whose statements are kept: more than anybody sorts and filters in a day."""

Filter = Literal["category", "risk", "active_on", "year", "supplier", "due_by"]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a list is asked in one way for, whatever the words and values: its statements are the same."""

    order: ContractOrder
    descending: bool
    filters: tuple[Filter, ...]
    searched: Literal["", "few", "many"]

    @property
    def wanted(self) -> list[ColumnElement[bool]]:
        """The conditions of a page, written so that SQLite walks the list in its own order."""
        conditions = _filters(
            self.filters, walking=True, own_order=self.order == "title" and not self.searched
        )
        return [*self.found, *conditions]

    @property
    def found(self) -> list[ColumnElement[bool]]:
        """The condition of the search."""
        return [among_hits(few=self.searched == "few")] if self.searched else []


def contract_page(
    connection: Connection, query: ContractQuery, after: After | None, limit: int, *, today: date
) -> Page[ContractLine]:
    """One page of the register. Contracts without what it is sorted by stand last, in both directions."""
    words, values = matching(query.search), _values(query, today.isoformat())
    found_words = count_hits(connection, words) if words else None
    if found_words == 0:
        return Page((), None, 0)
    searched = "" if found_words is None else "few" if found_words <= FEW else "many"
    shape = _Shape(query.order, query.descending, _asked(query), searched)
    if found_words is not None and not shape.filters:
        total = found_words
    else:
        total = _counted(_count(shape), connection, values)
    if query.order == "next":
        found = _by_deadline(shape).fetch(connection, after, limit, today.isoformat(), values)
    else:
        broad = found_words is not None and found_words >= max(MANY, FEW + 1) and not (after and after[0])
        found = _broad(connection, shape, query.search, after, limit, values) if broad else None
        found = found or _in_order(shape).fetch(connection, after, limit, values)
    return Page(tuple([contract_line(row, today) for row in found.rows]), found.after, total)


def count_hits(connection: Connection, words: str) -> int:
    """How many contracts have the words."""
    return _counted(_MATCHING, connection, {"words": words})


def _counted(count: Prepared, connection: Connection, values: Values) -> int:
    row = count.row(connection, values)
    return number(row, "n") if row else 0


def among_hits(*, few: bool) -> ColumnElement[bool]:
    """The condition that a contract has the `words`, such that SQLite begins with the hits only if they are few."""
    return _HITS if few else _AMONG_HITS  # pyright: ignore[reportReturnType] - a text may stand for one


@lru_cache(_SHAPES)
def _in_order(shape: _Shape) -> Pages:
    return Pages(_LINES.where(*shape.wanted), _stretches(shape.order, shape.descending))


@lru_cache(_SHAPES)
def _by_deadline(shape: _Shape) -> ByDeadline:
    return ByDeadline(_LINES.where(*shape.wanted), descending=shape.descending)


@lru_cache(_SHAPES)
def _count(shape: _Shape) -> Prepared:
    rows = _FROM if "due_by" in shape.filters else contract
    wanted = (*shape.found, *_filters(shape.filters, walking=False))
    return Prepared(select(func.count().label("n")).select_from(rows).where(*wanted))


def _broad(
    connection: Connection, shape: _Shape, typed: str, after: After | None, limit: int, values: Values
) -> Fetched | None:
    words = search_words(typed)
    if after or not all(map(str.isascii, words)):
        return None
    return _broad_pages(shape, len(words)).first(connection, words, limit, values)


@lru_cache(_SHAPES)
def _broad_pages(shape: _Shape, words: int) -> BroadPages:
    first, *_ = _stretches(shape.order, shape.descending)
    filtered = _filters(shape.filters, walking=True, own_order=False)
    return BroadPages(_LINES.where(*filtered), first, among_hits(few=False), words)


_THESE: Final = Prepared(_LINES.where(contract.c.id.in_(listed("ids"))))


def contract_lines(
    connection: Connection, ids: Sequence[str], today: date | None
) -> tuple[ContractLine, ...]:
    """The lines of these contracts, in the order of the ids."""
    rows = _THESE.rows(connection, {"ids": as_list(ids)})
    found = {word(row, "id"): contract_line(row, today) for row in rows}
    return tuple(found[id] for id in ids if id in found)


def contract_line(row: Row, today: date | None) -> ContractLine:
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


_TEXTS: Final[tuple[Filter, ...]] = ("category", "risk", "active_on", "supplier", "due_by")


def _asked(query: ContractQuery) -> tuple[Filter, ...]:
    """The filters in force."""
    asked: list[Filter] = [name for name in _TEXTS if getattr(query, name)]
    return tuple(asked) if query.year is None else (*asked, "year")


def _values(query: ContractQuery, today: str) -> dict[str, Cell]:
    """What stands in the conditions, by parameter."""
    return {
        "words": matching(query.search),
        "category": query.category,
        "risk": query.risk,
        "active_on": query.active_on,
        "supplier": query.supplier,
        "due_by": query.due_by,
        "today": today,
        "year_first": f"{query.year or 0:04d}-01-01",
        "year_last": f"{query.year or 0:04d}-12-31",
    }


def _filters(names: Sequence[Filter], *, walking: bool, own_order: bool = True) -> list[ColumnElement[bool]]:
    """What is wanted beside the search. `walking`: written so that SQLite walks the list in its own order;
    with its title, a category has an order of its own."""
    return [condition for name in names for condition in _filter(name, walking, own_order)]


def _filter(name: Filter, walking: bool, own_order: bool) -> list[ColumnElement[bool]]:
    match name:
        case "category":
            category = contract.c.category if own_order else contract.c.category.concat("")
            return [category == _param(name)]
        case "risk":
            return [contract.c.risk == _param(name)]
        case "active_on":
            return running(_param(name), _param(name), walking=walking)
        case "year":
            return running(_param("year_first"), _param("year_last"), walking=walking)
        case "supplier":
            links = select(contract_supplier.c.contract_id)
            return [contract.c.id.in_(links.where(contract_supplier.c.supplier_id == _param(name)))]
        case "due_by":
            until = _param(name)
            lapsing = (contract.c.option_day, contract.c.last_day)
            due = [column.between(_param("today"), until) for column in lapsing]
            return [or_(derived_contract.c.task_day <= until, *due)]


def _param(name: str) -> BindParameter[str]:
    return bindparam(name, type_=WORDS)


def running(
    first: str | BindParameter[str], last: str | BindParameter[str], *, walking: bool = False
) -> list[ColumnElement[bool]]:
    """Validity overlaps the days from `first` to `last`; an unknown start or end counts as overlapping."""
    starts, ends = contract.c.first_day, contract.c.last_day
    if walking:
        return [func.coalesce(starts, "") <= last, func.coalesce(ends, NEVER) >= first]
    return [or_(starts.is_(None), starts <= last), or_(ends.is_(None), ends >= first)]
