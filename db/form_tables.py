"""Tables of forms: their contents, which never change, and the life of the organisation's own versions."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import Index

from checklists.form_version import FormStatus
from db.columns import day, nested, one_of, refers, table, text, whole

form_copy = table(
    "form_copy",
    text("hash", "SHA-256 of json_text", key=True),
    text("id", "Id of the form"),
    whole("version", "Its version"),
    nested("json_text", "The form as canonical JSON, as it was kept, published or used"),
    whole("questions", "Derived: how many of its questions can be answered"),
    whole("short_questions", "Derived: how many of those belong to the short form"),
    whole(
        "delete_days", "Derived: days from closing until details about persons are to be deleted", null=True
    ),
    Index(None, "delete_days"),
    comment="Contents of forms; they never change",
)
form_version = table(
    "form_version",
    text("form", "Id of the form", key=True),
    whole("number", "Which version of the form", key=True),
    whole("version", "Rises with each change of this row"),
    one_of("status", get_args(FormStatus), "Where it is in its life"),
    refers("hash", "form_copy.hash", "The stored content"),
    text("file", "Name of the file that it came from"),
    day("published", "Published; NULL for a draft and for a form that came with the program"),
    text("published_by", "Who published it"),
    day("retired", "Retired: no new follow-up begins on it"),
    text("retired_by", "Who retired it"),
    text("retired_reason", "Why it was retired"),
    comment="Versions of the organisation's own forms, and of shipped ones that it has retired",
    with_rowid=False,
)
