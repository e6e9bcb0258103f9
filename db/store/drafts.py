"""Text being written, kept between the keys and the answer. Not journalled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, select, text

from db.chain import stamp
from db.tables import draft
from db.writing import Reader, Writer

_KEEP = text(
    "INSERT INTO draft (key, text, at) VALUES (:key, :text, :at) "
    "ON CONFLICT (key) DO UPDATE SET text = :text, at = :at"
)
_ALL = select(draft.c.key, draft.c.text).order_by(draft.c.at, draft.c.key)
_ONE = select(draft.c.text).where(draft.c.key == bindparam("wanted"))
_DROP = delete(draft).where(draft.c.key == bindparam("wanted"))


class Drafts:
    """Drafts by a key that names the field: `O-31/policy_adopted/comment`."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader

    def keep(self, key: str, text: str, now: datetime) -> None:
        with self._writer.unjournalled() as connection:
            connection.execute(_KEEP, {"key": key, "text": text, "at": stamp(now)})

    def get(self, key: str) -> str | None:
        with self._reader.transaction() as connection:
            found: str | None = connection.execute(_ONE, {"wanted": key}).scalar()
        return found

    def drop(self, key: str) -> None:
        """Forget a draft, if there is one."""
        with self._writer.unjournalled() as connection:
            connection.execute(_DROP, {"wanted": key})

    def all(self) -> Mapping[str, str]:
        """Every draft, the oldest first."""
        with self._reader.transaction() as connection:
            return {row.key: row.text for row in connection.execute(_ALL)}
