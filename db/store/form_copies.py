"""Contents of forms by their hash: as they were kept, published or used. A stored copy never changes."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from sqlalchemy import Connection, bindparam, insert, select

from checklists.form import Form
from checklists.values import Refused
from db.problems import RowUnreadable
from db.rows import form_row
from db.tables import form_copy
from db.writing import Write

_JSON = select(form_copy.c.json_text).where(form_copy.c.hash == bindparam("wanted"))
_THERE = select(form_copy.c.hash).where(form_copy.c.hash == bindparam("wanted"))
_INSERT = insert(form_copy)


def stored_form(connection: Connection, hash: str) -> Form:
    """The stored form, refused when its content is no longer what its hash says."""
    text: str | None = connection.execute(_JSON, {"wanted": hash}).scalar()
    if text is None:
        raise Refused("unknown_form_copy", hash=hash[:12])
    if hashlib.sha256(text.encode()).hexdigest() != hash:
        raise RowUnreadable(f"form {hash[:12]}")
    return form_of_text(text)


@lru_cache(maxsize=16)
def form_of_text(text: str) -> Form:
    """The form that a stored text is, made once: a large one takes longer to make than all else that opens it."""
    return Form.model_validate_json(text)


def kept_form(write: Write, form: Form) -> None:
    """Store a copy of the form, unless it is there."""
    if write.one(_THERE, wanted=form.content_hash) is not None:
        return
    row = form_row(form)
    write.run(_INSERT, row)
    facts: dict[str, object] = {"id": form.id, "version": form.version, "hash": form.content_hash}
    write.tell("form", f"{form.id}/{form.version}/{form.content_hash[:12]}", "created", None, facts)
