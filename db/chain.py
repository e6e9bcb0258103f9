"""The journal's hash chain: how an entry is made, and what its hashes cover.

An entry's hash covers the entry before it and the hash of its own payload, never the payload itself, so a
payload (and its salt) can be erased with the chain still whole.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from pydantic_core import to_json
from sqlalchemy import Connection, bindparam, insert, select, update

from checklists.change import Action, SubjectKind
from db.prepared import Prepared
from db.problems import DatabaseRefused, RowUnreadable
from db.rows.fields import Cell, Row
from db.tables import journal, journal_head

PAYLOAD_SCHEMA: Final = 1
"""Number of the payload's format; it rises when values change so that older payloads need translating."""
NOTHING: Final = "0" * 64
"""What stands for the entry before the first."""
_SALT_BYTES = 16

_THE_HEAD = journal_head.c.id == bindparam("the_only")
_HEAD = select(journal_head.c.seq, journal_head.c.hash, journal_head.c.at).where(_THE_HEAD)
_READ_HEAD, _LOCK_HEAD = Prepared(_HEAD), Prepared(_HEAD.with_for_update())
_MOVE_HEAD = Prepared(update(journal_head).where(_THE_HEAD), "seq", "hash", "at")
_APPEND = Prepared(insert(journal), *journal.columns.keys())


def stamp(now: datetime) -> str:
    """An instant as the journal writes it: UTC, microseconds, always of the same length."""
    return f"{now.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def instant(at: str) -> datetime:
    """The instant that `stamp` wrote."""
    return datetime.fromisoformat(at)


@dataclass(frozen=True, slots=True)
class Told:
    """A change on its way into the journal: what `Change` says, its values already JSON objects."""

    kind: SubjectKind
    subject: str
    action: Action
    before: dict[str, object] | None
    after: dict[str, object] | None
    why: str


def payload_of(told: Told) -> str:
    """What is salted and hashed: schema number, before, after and why, as canonical JSON.

    The same text as `canonical_json` gives, in half the time: an import writes a hundred thousand of them.
    """
    values = {"after": told.after, "before": told.before, "schema": PAYLOAD_SCHEMA, "why": told.why}
    return to_json(_in_order(values)).decode()


_PLAIN: Final = frozenset({str, int, bool, type(None)})


def _in_order(value: object) -> object:
    """JSON with the keys of every object in order."""
    if isinstance(value, dict):
        items: list[tuple[str, object]] = sorted(value.items())  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        return {key: held if type(held) in _PLAIN else _in_order(held) for key, held in items}
    if isinstance(value, list):
        parts: list[object] = value  # pyright: ignore[reportUnknownVariableType]
        return [_in_order(part) for part in parts]
    return value


def hash_of_payload(salt: str, payload: str) -> str:
    """SHA-256 of the salt's hex text followed by the payload, in hex."""
    return hashlib.sha256(f"{salt}{payload}".encode()).hexdigest()


def hash_of_entry(
    seq: int, at: str, actor: str, kind: str, subject: str, action: str, payload_hash: str, previous: str
) -> str:
    """SHA-256 over the open parts. The actor's length goes before it, so that no two entries read the same."""
    parts = f"{seq}\n{at}\n{kind}\n{action}\n{payload_hash}\n{previous}\n{len(actor)}\n{actor}\n{subject}"
    return hashlib.sha256(parts.encode()).hexdigest()


def read_head(connection: Connection, *, lock: bool = False) -> tuple[int, str, str]:
    """Number, hash and instant of the last entry; (0, NOTHING, "") while there is none."""
    row = (_LOCK_HEAD if lock else _READ_HEAD).row(connection, {"the_only": 1})
    if row is None:
        raise DatabaseRefused("journal_head_missing")
    seq, hash, at = row["seq"], row["hash"], row["at"]
    if not (isinstance(seq, int) and isinstance(hash, str) and isinstance(at, str)):
        raise RowUnreadable("journal_head")
    return seq, hash, at


class Chain:
    """The end of the journal inside one write transaction: locked when made, moved by `append`."""

    def __init__(self, connection: Connection, actor: str, now: datetime) -> None:
        self._connection = connection
        self._actor = actor
        self._seq, self._hash, earlier = read_head(connection, lock=True)
        self.at = max(stamp(now), earlier)

    def append(self, changes: Sequence[Told]) -> None:
        """Write an entry for each change, and move the head."""
        if not changes:
            return
        rows = [self._entry(change, os.urandom(_SALT_BYTES).hex()) for change in changes]
        _APPEND.run_many(self._connection, rows)
        head: Row = {"the_only": 1, "seq": self._seq, "hash": self._hash, "at": self.at}
        _MOVE_HEAD.run(self._connection, head)

    def _entry(self, change: Told, salt: str) -> dict[str, Cell]:
        payload = payload_of(change)
        payload_hash = hash_of_payload(salt, payload)
        self._seq += 1
        previous = self._hash
        self._hash = hash_of_entry(
            self._seq,
            self.at,
            self._actor,
            change.kind,
            change.subject,
            change.action,
            payload_hash,
            previous,
        )
        return {
            "seq": self._seq,
            "at": self.at,
            "actor": self._actor,
            "kind": change.kind,
            "subject": change.subject,
            "action": change.action,
            "payload": payload,
            "salt": salt,
            "payload_hash": payload_hash,
            "previous_hash": previous,
            "entry_hash": self._hash,
        }
