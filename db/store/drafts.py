"""Text being written, kept between the keys and the record. Not journalled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import bindparam, select, text

from checklists.cleaning import refuse_identity_number
from db.chain import stamp
from db.tables import draft
from db.writing import DROPPED_DRAFT, Reader, Writer

_KEEP = text(
    "INSERT INTO draft (key, text, at) VALUES (:key, :text, :at) "
    "ON CONFLICT (key) DO UPDATE SET text = :text, at = :at"
)
_ALL = select(draft.c.key, draft.c.text).order_by(draft.c.at, draft.c.key)
_FIELDS = TypeAdapter(dict[str, str])
_ONE = select(draft.c.text).where(draft.c.key == bindparam("wanted"))


class Drafts:
    """Drafts by a key that names what is written: `O-31/policy_adopted/comment`, `A-8/measure`.

    A draft is dropped by the act that makes a record of it, in the same transaction (`Act.draft`).
    """

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader

    def keep(self, key: str, written: str | Mapping[str, str], now: datetime) -> None:
        """Keep a text, or the fields written so far by their names. Refused("identity_number")."""
        for each in (written,) if isinstance(written, str) else written.values():
            refuse_identity_number(each)
        kept = written if isinstance(written, str) else json.dumps(dict(written), ensure_ascii=False)
        with self._writer.unjournalled() as connection:
            connection.execute(_KEEP, {"key": key, "text": kept, "at": stamp(now)})

    def get(self, key: str) -> str | None:
        with self._reader.transaction() as connection:
            found: str | None = connection.execute(_ONE, {"wanted": key}).scalar()
        return found

    def fields(self, key: str) -> Mapping[str, str]:
        """The fields of a draft by their names; none where there is no draft of fields."""
        held = self.get(key)
        try:
            return _FIELDS.validate_json(held) if held is not None else {}
        except ValidationError:  # a text, not fields
            return {}

    def drop(self, key: str) -> None:
        """Forget a draft, if there is one."""
        with self._writer.unjournalled() as connection:
            connection.execute(DROPPED_DRAFT, {"wanted": key})

    def all(self) -> Mapping[str, str]:
        """Every draft, the oldest first."""
        with self._reader.transaction() as connection:
            return {row.key: row.text for row in connection.execute(_ALL)}
