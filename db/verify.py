"""Is the journal whole? Each entry after the one before, each hash what it must be, each redaction accounted for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from checklists.change import ERASED, erased_by
from db.chain import NOTHING, PAYLOAD_SCHEMA, hash_of_entry, hash_of_payload, read_head
from db.prepared import Prepared
from db.tables import journal

_OF_AN_ENTRY: Final = (
    *("seq", "at", "actor", "kind", "subject", "action"),
    *("payload", "salt", "payload_hash", "previous_hash", "entry_hash"),
)
_ENTRIES: Final = Prepared(select(*(journal.c[name] for name in _OF_AN_ENTRY)).order_by(journal.c.seq))
_LENGTH: Final = len("2026-01-01T00:00:00.000000Z")


@dataclass(frozen=True, slots=True)
class JournalFinding:
    """Something that is not as the program left it. `seq` is 0 where no entry is meant."""

    code: str
    seq: int
    subject: str
    params: Mapping[str, str | int] = field(default_factory=dict[str, str | int])


@dataclass(slots=True)
class _Walked:
    """How far the chain has been followed."""

    seq: int = 0
    hash: str = NOTHING
    at: str = ""
    erased: set[int] = field(default_factory=set[int])
    accounted_for: set[int] = field(default_factory=set[int])


def chain_findings(connection: Connection) -> Iterator[JournalFinding]:
    """Follow the chain from its first entry to its head."""
    walked = _Walked()
    rows = _ENTRIES.stream(connection, {})
    for seq, at, actor, kind, subject, action, payload, salt, payload_hash, previous, entry_hash in rows:
        if seq != walked.seq + 1:
            yield JournalFinding("journal_gap", seq, subject, {"expected": walked.seq + 1})
        if previous != walked.hash:
            yield JournalFinding("journal_link_broken", seq, subject)
        if entry_hash != hash_of_entry(seq, at, actor, kind, subject, action, payload_hash, previous):
            yield JournalFinding("journal_entry_altered", seq, subject)
        if at != walked.at and (at < walked.at or not _is_instant(at)):
            yield JournalFinding("journal_time_wrong", seq, subject, {"at": at[:40]})
        if payload is None and salt is None:
            walked.erased.add(seq)
        elif payload is None or salt is None or payload_hash != hash_of_payload(salt, payload):
            yield JournalFinding("journal_payload_altered", seq, subject)
        else:
            yield from _of_payload(payload, seq, subject, walked)
        walked.seq, walked.hash, walked.at = seq, entry_hash, at
    yield from _of_head(connection, walked)
    for seq in sorted(walked.erased - walked.accounted_for):
        yield JournalFinding("journal_redaction_unaccounted", seq, "")


def _is_instant(at: str) -> bool:
    try:
        datetime.fromisoformat(at)
    except ValueError:
        return False
    return len(at) == _LENGTH and at.endswith("Z")


def _of_payload(payload: str, seq: int, subject: str, walked: _Walked) -> Iterator[JournalFinding]:
    if f'"schema":{PAYLOAD_SCHEMA},' not in payload:
        yield JournalFinding("journal_payload_unreadable", seq, subject)
    elif f'"before":{{"{ERASED}":' in payload:
        walked.accounted_for.update(erased_by(json.loads(payload)["before"]))


def _of_head(connection: Connection, walked: _Walked) -> Iterator[JournalFinding]:
    seq, hash, at = read_head(connection)
    if (seq, hash, at) != (walked.seq, walked.hash, walked.at):
        yield JournalFinding("journal_head_differs", walked.seq, "", {"head": seq})
