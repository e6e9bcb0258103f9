"""Journal entries: row → value."""

from __future__ import annotations

from pydantic import TypeAdapter

from checklists.change import Change, Entry
from checklists.whole import HeldEntry
from db.chain import instant
from db.problems import RowUnreadable
from db.rows.fields import Fields, Row, texts, texts_or_none, value_of, wholes

_HELD: Fields = (
    *wholes("seq"),
    *texts("at", "actor", "kind", "subject", "action", "payload_hash", "previous_hash", "entry_hash"),
    *texts_or_none("payload", "salt"),
)
_PAYLOAD: TypeAdapter[dict[str, object]] = TypeAdapter(dict[str, object])


def held_entry_value(row: Row) -> HeldEntry:
    """The entry as it stands, unread."""
    return value_of(HeldEntry, _HELD, row)


def entry_value(held: HeldEntry) -> Entry:
    """The entry with its payload read; a redacted one tells no values. Raises `RowUnreadable`."""
    try:
        payload = _PAYLOAD.validate_json(held.payload) if held.payload is not None else {}
        facts = {"kind": held.kind, "subject": held.subject, "action": held.action}
        values = {name: payload[name] for name in ("before", "after", "why") if name in payload}
        return Entry(
            seq=held.seq,
            at=instant(held.at),
            actor=held.actor,
            change=Change.model_validate({**facts, **values}),
            redacted=held.payload is None,
            payload_hash=held.payload_hash,
            previous_hash=held.previous_hash,
            entry_hash=held.entry_hash,
        )
    except ValueError:
        raise RowUnreadable(f"journal {held.seq}") from None
