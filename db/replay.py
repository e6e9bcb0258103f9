"""The journal against the present rows: what a row holds, and all that is derived from it, counted anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from functools import cache
from typing import Any, Final, NamedTuple

from pydantic_core import from_json
from sqlalchemy import Connection, bindparam, cast, func, select, union

from db.columns import WHOLE
from db.derived import counted
from db.glance import GLANCES, Cells
from db.ids import LETTERS, counter_of, number_in
from db.kinds import KINDS, Context, Kind
from db.prepared import Prepared
from db.problems import RowUnreadable
from db.rows import Cell
from db.tables import attachment, contract, counter, derived_contract, deviation, evidence, followup, journal
from db.verify import JournalFinding

_AT_ONCE: Final = 500
_CREATED: Final = "created"


def replay_findings(connection: Connection) -> Iterator[JournalFinding]:
    """Every row that is not as the journal says, and every row or entry without the other."""
    context = Context(connection)
    for kind in KINDS:
        yield from _of_kind(connection, kind, context)
    yield from _counters(connection)
    yield from _files(connection)
    yield from _derived(connection)


def _of_kind(connection: Connection, kind: Kind, context: Context) -> Iterator[JournalFinding]:
    """Both sides in the order of their subjects, so that neither is held in memory."""
    entries = _LAST_ENTRIES.stream(connection, {"of_kind": kind.name})
    rows = _rows(kind).stream(connection, {})
    with closing(entries), closing(rows):
        yield from _side_by_side(connection, kind, context, entries, rows)


def _side_by_side(
    connection: Connection,
    kind: Kind,
    context: Context,
    entries: Iterator[tuple[Any, ...]],
    rows: Iterator[tuple[Any, ...]],
) -> Iterator[JournalFinding]:
    glance, version_at = GLANCES.get(kind.name, _unsure), kind.version_at if kind.versioned else 0
    entry, row = next(entries, None), next(rows, None)
    while entry is not None or row is not None:
        if entry is not None and (row is None or entry[0] < row[-1]):
            yield from _without_row(kind, _Last(*entry))
            entry = next(entries, None)
        elif row is not None and (entry is None or row[-1] < entry[0]):
            yield JournalFinding("row_without_entry", 0, row[-1], {"kind": kind.name})
            row = next(rows, None)
        elif entry is not None and row is not None:
            once, payload = entry[2] == 1 == row[version_at], entry[3]
            # A redacted entry leaves nothing to compare with.
            if payload is not None and not (once and glance(context, row, payload)):
                yield from _compared(connection, kind, context, _Last(*entry), row)
            entry, row = next(entries, None), next(rows, None)


def _without_row(kind: Kind, entry: _Last) -> Iterator[JournalFinding]:
    if entry.payload is not None and _after(entry.payload) is not None:
        yield JournalFinding("entry_without_row", entry.seq, entry.subject, {"kind": kind.name})


class _Last(NamedTuple):
    """The last entry of a subject, and how many it has."""

    subject: str
    seq: int
    n: int
    payload: str | None


def _last_entries() -> Prepared:
    last = (
        select(journal.c.subject, func.max(journal.c.seq).label("seq"), func.count().label("n"))
        .where(journal.c.kind == bindparam("of_kind"))
        .group_by(journal.c.subject)
        .subquery()
    )
    statement = select(last.c.subject, last.c.seq, last.c.n, journal.c.payload).join(
        journal, journal.c.seq == last.c.seq
    )
    return Prepared(statement.order_by(last.c.subject))


_LAST_ENTRIES: Final = _last_entries()


@cache
def _rows(kind: Kind) -> Prepared:
    """The table's columns, the others that the kind needs, and the subject last."""
    return Prepared(select(*kind.table.columns, *kind.extra, kind.subject).order_by(*kind.order))


def _compared(
    connection: Connection, kind: Kind, context: Context, entry: _Last, row: tuple[Any, ...]
) -> Iterator[JournalFinding]:
    payload = entry.payload or "null"
    standing = row[kind.version_at] if kind.versioned else 0
    right = 0 if not kind.versioned else 1 if entry.n == 1 else _version(connection, kind, entry)
    if standing == right and GLANCES.get(kind.name, _unsure)(context, row, payload):
        return
    after: dict[str, Any] | None = _after(payload)
    cells: dict[str, Cell] = dict(zip(kind.names, row, strict=False))
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


def _unsure(_: Context, __: Cells, ___: str) -> bool:
    return False


def _after(payload: str) -> dict[str, Any] | None:
    return from_json(payload, cache_strings="keys")["after"]


def _differing(told: Mapping[str, object], after: Mapping[str, object] | None) -> set[str]:
    if after is None:
        return set(told)
    # What a migration added to the record is not in entries of before it, and is an empty list.
    added = {name for name, value in told.items() if value == [] and name not in after}
    return {name for name in {*told, *after} - added if told.get(name) != after.get(name)}


def _version(connection: Connection, kind: Kind, entry: _Last) -> int:
    """One for its creation and one for each change since."""
    mine = (journal.c.kind == kind.name, journal.c.subject == entry.subject)
    made = select(func.max(journal.c.seq)).where(*mine, journal.c.action == _CREATED).scalar_subquery()
    since = select(func.count()).select_from(journal).where(*mine, journal.c.seq >= made)
    return connection.execute(since).scalar_one()


def _counters(connection: Connection) -> Iterator[JournalFinding]:
    """A counter stands at the highest number the journal tells of; imports are counted apart."""
    imports = select(func.count()).select_from(journal).where(journal.c.kind == "import")
    expected = {**_given(connection), "import": connection.execute(imports).scalar_one()}
    found = {row.name: row.last for row in connection.execute(select(counter.c.name, counter.c.last))}
    for name in sorted({*expected, *found}):
        if found.get(name, 0) != expected.get(name, 0):
            params = {"counter": name, "found": found.get(name, 0), "expected": expected.get(name, 0)}
            yield JournalFinding("counter_differs", 0, name, params)


def _given(connection: Connection) -> dict[str, int]:
    """The highest number that the journal tells of, by counter. Ids of one counter differ only in their last part."""
    given: dict[str, int] = {}
    for kind, letter in LETTERS.items():
        same = len(f"{letter}-2026-" if kind == "contract" else f"{letter}-")
        number = cast(func.substr(journal.c.subject, same + 1), WHOLE)
        highest = select(func.substr(journal.c.subject, 1, same), func.max(number)).where(
            journal.c.kind == kind
        )
        for first, last in connection.execute(highest.group_by(func.substr(journal.c.subject, 1, same))):
            with suppress(ValueError):
                name, n = counter_of(f"{first}{last:03}" if kind == "contract" else f"{first}{last}")
                given[name] = n
    return given


def _files(connection: Connection) -> Iterator[JournalFinding]:
    files = connection.execution_options(yield_per=_AT_ONCE).execute(
        select(attachment.c.sha256, attachment.c.size, attachment.c.content)
    )
    for sha256, size, content in files:
        if hashlib.sha256(content).hexdigest() != sha256 or len(content) != size:
            yield JournalFinding("file_altered", 0, sha256[:12])
    kept = select(attachment.c.sha256)
    for id in connection.execute(
        select(evidence.c.id).where(evidence.c.sha256 > "", evidence.c.sha256.not_in(kept))
    ).scalars():
        yield JournalFinding("file_taken_away", 0, id)


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
