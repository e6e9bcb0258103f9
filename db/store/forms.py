"""Forms as they were when a follow-up was made on them. A stored copy never changes."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, bindparam, insert, select

from checklists.form import Form
from checklists.values import Refused
from checklists.whole import HeldForm
from db.problems import RowUnreadable
from db.rows import form_row, held_form_value
from db.store.records import row_of
from db.tables import form_copy
from db.writing import Reader, Write

_ALL = select(*form_copy.columns).order_by(form_copy.c.id, form_copy.c.version, form_copy.c.hash)
_JSON = select(form_copy.c.json_text).where(form_copy.c.hash == bindparam("wanted"))
_THERE = select(form_copy.c.hash).where(form_copy.c.hash == bindparam("wanted"))
_INSERT = insert(form_copy)


class Forms:
    """The stored copies."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def stored(self, hash: str) -> Form:
        """The form with this content. Refused("unknown_form_copy")."""
        with self._reader.transaction() as connection:
            return stored_form(connection, hash)

    def used(self) -> tuple[HeldForm, ...]:
        """Every stored copy."""
        with self._reader.transaction() as connection:
            rows = connection.execute(_ALL).mappings()
            return tuple(held_form_value(row_of(row)) for row in rows)


def stored_form(connection: Connection, hash: str) -> Form:
    """The stored form, refused when its content is no longer what its hash says."""
    text: str | None = connection.execute(_JSON, {"wanted": hash}).scalar()
    if text is None:
        raise Refused("unknown_form_copy", hash=hash[:12])
    if hashlib.sha256(text.encode()).hexdigest() != hash:
        raise RowUnreadable(f"form {hash[:12]}")
    return Form.model_validate_json(text)


def kept_form(write: Write, form: Form) -> None:
    """Store a copy of the form, unless it is there."""
    if write.one(_THERE, wanted=form.content_hash) is not None:
        return
    row = form_row(form)
    write.run(_INSERT, row)
    facts: dict[str, object] = {"id": form.id, "version": form.version, "hash": form.content_hash}
    write.tell("form", f"{form.id}/{form.version}/{form.content_hash[:12]}", "created", None, facts)
