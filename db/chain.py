"""The journal's hash chain: how an entry is made, and what its hashes cover.

An entry's hash covers the entry before it and the hash of its own payload, never the payload itself, so a
payload (and its salt) can be erased with the chain still whole.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from pydantic_core import to_json, to_jsonable_python
from sqlalchemy import Connection, bindparam, insert, select, update

from checklists.change import Action, SubjectKind
from checklists.values import Frozen
from db.prepared import Prepared
from db.problems import DatabaseRefused, RowUnreadable
from db.rows.fields import Cell, Row
from db.rows.remembered import Remembered
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


class Told(NamedTuple):
    """A change on its way into the journal: what `Change` says, its values as `in_order` gives them."""

    kind: SubjectKind
    subject: str
    action: Action
    before: dict[str, object] | None
    after: dict[str, object] | None
    why: str


def payload_of(told: Told) -> str:
    """What is salted and hashed: schema number, before, after and why, as canonical JSON.

    The same text as `canonical_json` gives, in a fraction of the time: an import writes a hundred thousand of them.
    """
    values = {"after": told.after, "before": told.before, "schema": PAYLOAD_SCHEMA, "why": told.why}
    return to_json(values).decode()


_PLAIN: Final = frozenset({str, int, bool, type(None), date, Decimal})
"""What JSON is made of, and what is always written as the same text."""


def in_order(value: Frozen | dict[str, object]) -> dict[str, object]:
    """A value, or a JSON object, with its fields in order all the way down: ready to become canonical JSON."""
    if isinstance(value, dict):
        return {
            name: part if type(part) in _PLAIN else _part_in_order(part)
            for name, part in sorted(value.items())
        }
    made, held = _unset(type(value)).copy(), value.__dict__
    for name in value.model_fields_set:
        part = held[name]
        made[name] = part if type(part) in _PLAIN else _part_in_order(part)
    return made


@cache
def _unset(model: type[Frozen]) -> dict[str, object]:
    """Every field of the model in order, with what it is while nobody has set it; nothing where it must be set."""
    return {
        name: None if field.is_required() else _part_in_order(field.get_default(call_default_factory=True))
        for name, field in sorted(model.model_fields.items())
    }


def _part_in_order(part: object) -> object:
    if isinstance(part, tuple):
        parts: tuple[object, ...] = part  # pyright: ignore[reportUnknownVariableType]
        return _values_in_order(parts) if parts and isinstance(parts[0], Frozen) else _all_in_order(parts)
    if isinstance(part, list):
        listed: list[object] = part  # pyright: ignore[reportUnknownVariableType]
        return _all_in_order(listed)
    if isinstance(part, dict):
        named: dict[str, object] = part  # pyright: ignore[reportUnknownVariableType]
        return in_order(named)
    return in_order(part) if isinstance(part, Frozen) else to_jsonable_python(part)


def _all_in_order(parts: Sequence[object]) -> list[object]:
    return [each if type(each) in _PLAIN else _part_in_order(each) for each in parts]


_values_in_order = Remembered(_all_in_order)
"""For tuples of values: contracts that come in together share a few of them."""


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
        salts = os.urandom(_SALT_BYTES * len(changes)).hex()
        size = 2 * _SALT_BYTES
        rows = [self._entry(change, salts[n * size : (n + 1) * size]) for n, change in enumerate(changes)]
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
