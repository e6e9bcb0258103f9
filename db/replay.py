"""The journal against the present rows: what a row holds, and all that is derived from it, counted anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from pydantic_core import from_json
from sqlalchemy import Connection, func, select, union

from db.derived import counted
from db.glance import GLANCES
from db.ids import counter_of, number_in
from db.kinds import KINDS, Context, Kind
from db.problems import RowUnreadable
from db.rows import Cell
from db.tables import attachment, contract, counter, derived_contract, deviation, followup, journal
from db.verify import JournalFinding

_AT_ONCE: Final = 500
_CREATED: Final = "created"


def replay_findings(connection: Connection) -> Iterator[JournalFinding]:
    """Every row that is not as the journal says, and every row or entry without the other."""
    context = Context(connection)
    given: dict[str, int] = {}
    for kind in KINDS:
        yield from _of_kind(connection, kind, context, given)
    yield from _counters(connection, given)
    yield from _files(connection)
    yield from _derived(connection)


def _of_kind(
    connection: Connection, kind: Kind, context: Context, given: dict[str, int]
) -> Iterator[JournalFinding]:
    """Both sides in the order of their subjects, so that neither is held in memory."""
    entries, rows = _entries(connection, kind), _rows(connection, kind)
    entry, row = next(entries, None), next(rows, None)
    while entry is not None or row is not None:
        if row is None or (entry is not None and entry.subject < row[0]):
            if entry is not None:
                _count(entry.subject, given)
                if entry.payload is not None and _after(entry.payload) is not None:
                    yield JournalFinding("entry_without_row", entry.seq, entry.subject, {"kind": kind.name})
            entry = next(entries, None)
        elif entry is None or row[0] < entry.subject:
            yield JournalFinding("row_without_entry", 0, row[0], {"kind": kind.name})
            row = next(rows, None)
        else:
            _count(entry.subject, given)
            if entry.payload is not None:  # a redacted one leaves nothing to compare with
                yield from _compared(connection, kind, context, entry, row[1:])
            entry, row = next(entries, None), next(rows, None)


class _Last(NamedTuple):
    """The last entry of a subject, and how many it has."""

    subject: str
    seq: int
    n: int
    payload: str | None


def _entries(connection: Connection, kind: Kind) -> Iterator[_Last]:
    last = (
        select(journal.c.subject, func.max(journal.c.seq).label("seq"), func.count().label("n"))
        .where(journal.c.kind == kind.name)
        .group_by(journal.c.subject)
        .subquery()
    )
    statement = select(last.c.subject, last.c.seq, last.c.n, journal.c.payload).join(
        journal, journal.c.seq == last.c.seq
    )
    rows = _streamed(connection).execute(statement.order_by(last.c.subject))
    return map(_Last._make, rows)


def _rows(connection: Connection, kind: Kind) -> Iterator[tuple[Any, ...]]:
    columns = (kind.subject.label("subject"), *kind.table.columns, *kind.extra)
    rows = _streamed(connection).execute(select(*columns).order_by(*kind.order))
    return map(tuple, rows)


def _streamed(connection: Connection) -> Connection:
    return connection.execution_options(yield_per=_AT_ONCE)


def _compared(
    connection: Connection, kind: Kind, context: Context, entry: _Last, row: tuple[Any, ...]
) -> Iterator[JournalFinding]:
    after: dict[str, Any] | None = _after(entry.payload or "null")
    standing = row[kind.version_at] if kind.versioned else 0
    right = 0 if not kind.versioned else 1 if entry.n == 1 else _version(connection, kind, entry)
    if after is not None and standing == right and _same_at_a_glance(kind, context, row, after):
        return
    cells: dict[str, Cell] = dict(zip(kind.names, row, strict=True))
    try:
        told, expected = kind.read(context, cells)
    except (RowUnreadable, ValueError, TypeError, KeyError):
        yield JournalFinding("row_unreadable", entry.seq, entry.subject, {"kind": kind.name})
        return
    wrong = _differing(told, after)
    if standing != right:
        wrong.add("version")
    if wrong:
        params = {"kind": kind.name, "fields": ", ".join(sorted(wrong))}
        yield JournalFinding("row_altered", entry.seq, entry.subject, params)
    if cells != expected:
        derived = sorted(name for name, cell in cells.items() if expected.get(name) != cell)
        params = {"kind": kind.name, "fields": ", ".join(derived)}
        yield JournalFinding("derived_altered", entry.seq, entry.subject, params)


def _after(payload: str) -> dict[str, Any] | None:
    return from_json(payload, cache_strings="keys")["after"]


def _same_at_a_glance(kind: Kind, context: Context, row: tuple[Any, ...], after: dict[str, Any]) -> bool:
    glance = GLANCES.get(kind.name)
    try:
        return glance is not None and glance(context, row, after)
    except (ValueError, TypeError, KeyError, ArithmeticError):
        return False


def _differing(told: Mapping[str, object], after: Mapping[str, object] | None) -> set[str]:
    names = {*told, *(after or {})}
    return {name for name in names if after is None or told.get(name) != after.get(name)}


def _version(connection: Connection, kind: Kind, entry: _Last) -> int:
    """One for its creation and one for each change since."""
    mine = (journal.c.kind == kind.name, journal.c.subject == entry.subject)
    made = select(func.max(journal.c.seq)).where(*mine, journal.c.action == _CREATED).scalar_subquery()
    since = select(func.count()).select_from(journal).where(*mine, journal.c.seq >= made)
    return connection.execute(since).scalar_one()


def _count(subject: str, given: dict[str, int]) -> None:
    try:
        name, number = counter_of(subject)
    except ValueError:
        return
    given[name] = max(given.get(name, 0), number)


def _counters(connection: Connection, given: Mapping[str, int]) -> Iterator[JournalFinding]:
    """A counter stands at the highest number the journal tells of; imports are counted apart."""
    imports = select(func.count()).select_from(journal).where(journal.c.kind == "import")
    expected = {**given, "import": connection.execute(imports).scalar_one()}
    found = {row.name: row.last for row in connection.execute(select(counter.c.name, counter.c.last))}
    for name in sorted({*expected, *found}):
        if found.get(name, 0) != expected.get(name, 0):
            params = {"counter": name, "found": found.get(name, 0), "expected": expected.get(name, 0)}
            yield JournalFinding("counter_differs", 0, name, params)


def _files(connection: Connection) -> Iterator[JournalFinding]:
    for sha256, size, content in _streamed(connection).execute(
        select(attachment.c.sha256, attachment.c.size, attachment.c.content)
    ):
        if hashlib.sha256(content).hexdigest() != sha256 or len(content) != size:
            yield JournalFinding("file_altered", 0, sha256[:12])


_WITH_WORK: Final = union(
    select(contract.c.id).join(followup, followup.c.contract_id == contract.c.id),
    select(contract.c.id).join(deviation, deviation.c.contract_id == contract.c.id),
    select(contract.c.id).join(derived_contract, derived_contract.c.nr == contract.c.nr),
)


def _derived(connection: Connection) -> Iterator[JournalFinding]:
    """What lists show of each contract, counted again; and rows of contracts that are not there."""
    ids = list(connection.execute(_WITH_WORK).scalars())
    standing = {row["nr"]: dict(row) for row in connection.execute(select(derived_contract)).mappings()}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        try:
            expected = counted(connection, some)
        except RowUnreadable:
            return  # what it cannot be counted from has been told of already
        for id in some:
            nr = number_in(id)
            if standing.pop(nr, None) != expected.get(nr):
                yield JournalFinding("derived_altered", 0, id, {"kind": "contract", "fields": "-"})
    for nr in standing:
        yield JournalFinding("derived_altered", 0, str(nr), {"kind": "contract", "fields": "-"})
