"""Erasing what entries of the journal tell: the chain stays whole, and an entry says what was erased and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, select, update

from checklists.change import ERASED, SubjectKind, erased_by
from checklists.values import Frozen, Refused
from db.chain import read_head
from db.kinds import KINDS
from db.tables import journal
from db.writing import Write

_FOR_EVER: Final = frozenset({"import", "form", "summary"})
"""Kinds whose records never change: an import is no record, a form's content and a frozen year stand as they are."""
_NOTHING: Final = frozenset({"null", "true", "false", '""', "[]", "{}"})
"""Values that tell nothing of anybody."""
Payload = Mapping[str, dict[str, Any] | None]
"""`before` and `after` of an entry; other keys are not read."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What came of an erasure: numbers of the entries that say so, and of those that still tell some of it."""

    told_in: tuple[int, ...]
    still_told_in: tuple[int, ...]


def redacted(write: Write, seqs: Sequence[int]) -> Erasure:
    """Erase what these entries tell, the oldest first.

    Each erasure is an entry of its own, and the next one may rest on it: the last change of a record can be erased
    together with the one before it.
    """
    erased: list[tuple[SubjectKind, str, Payload]] = []
    told_in: list[int] = []
    for seq in sorted(set(seqs)):
        erased.append(_erased(write, seq))
        write.flush()
        told_in.append(read_head(write.connection)[0])
    still = {each for told in erased for each in _still_told(write.connection, *told)}
    return Erasure(tuple(told_in), tuple(sorted(still)))


def _erased(write: Write, seq: int) -> tuple[SubjectKind, str, Payload]:
    connection = write.connection
    row = connection.execute(select(*journal.columns).where(journal.c.seq == seq)).first()
    if row is None:
        raise Refused("unknown_entry", seq=seq)
    if row.payload is None:
        raise Refused("entry_redacted", seq=seq)
    if row.kind in _FOR_EVER:
        raise Refused("entry_for_ever", seq=seq, subject=row.subject)
    later = select(journal.c.payload).where(*_told_of(row.kind, row.subject), journal.c.seq > seq)
    latest: str | None = connection.execute(later.order_by(journal.c.seq.desc()).limit(1)).scalar()
    if latest is None:
        raise Refused("entry_still_true", seq=seq, subject=row.subject)
    payload: Payload = json.loads(row.payload)
    _raise_version(connection, row.kind, row.subject)
    erase(write, row.kind, row.subject, {seq: payload}, json.loads(latest)["after"])
    return row.kind, row.subject, payload


def erase(
    write: Write,
    kind: SubjectKind,
    subject: str,
    erased: Mapping[int, Payload],
    after: Frozen | dict[str, Any] | None,
) -> None:
    """Null what these entries of one subject tell, by number; one entry says so, and how the record is from now on.

    The row, and that its version is one more, are the caller's.
    """
    numbers = sorted(erased)
    write.connection.execute(
        update(journal).where(journal.c.seq.in_(numbers)).values(payload=None, salt=None)
    )
    # An erasure that is itself erased leaves the entries it accounted for to this one.
    accounted = [*numbers, *(seq for each in numbers for seq in erased_by(erased[each]["before"]))]
    told = accounted[0] if len(accounted) == 1 else accounted
    write.tell(kind, subject, "changed", {ERASED: told}, after)


def _told_of(kind: str, subject: str) -> tuple[ColumnElement[bool], ...]:
    """Entries of the same subject that still tell something."""
    return (journal.c.kind == kind, journal.c.subject == subject, journal.c.payload.is_not(None))


def _raise_version(connection: Connection, kind_name: str, subject: str) -> None:
    """A row's version is one for each entry that tells of it, and this becomes one more."""
    for kind in KINDS:
        if kind.name == kind_name and kind.versioned:
            version = kind.table.c.version
            connection.execute(
                update(kind.table).where(kind.subject == subject).values({version: version + 1})
            )


def _still_told(connection: Connection, kind: str, subject: str, erased: Payload) -> Iterator[int]:
    """Entries that tell a value which the erased one told, and which the record does not hold now."""
    statement = select(journal.c.seq, journal.c.payload).where(*_told_of(kind, subject))
    rows = connection.execute(statement.order_by(journal.c.seq))
    others: list[tuple[int, Payload]] = [(row.seq, json.loads(row.payload)) for row in rows]
    now = others[-1][1]["after"] or {}
    gone = {
        each for each in _values(erased) if each[1] not in _NOTHING and each[1] != _text(now.get(each[0]))
    }
    for seq, payload in others:
        if gone.intersection(_values(payload)):
            yield seq


def _values(payload: Payload) -> Iterator[tuple[str, str]]:
    before, after = payload["before"], payload["after"]
    for told in (None if erased_by(before) else before, after):
        yield from ((name, _text(value)) for name, value in (told or {}).items())


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
