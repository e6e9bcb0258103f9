"""Tables beside the records: the journal and its head, counters of ids, files kept, text being written."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index

from db.columns import octets, table, text, whole

counter = table(
    "counter",
    text("name", "Kind of id: supplier, contract.2024, followup, …", key=True),
    whole("last", "Highest number given; never lowered"),
    CheckConstraint("last >= 1", name="last"),
    comment="Numbers of ids",
    with_rowid=False,
)
journal_head = table(
    "journal_head",
    whole("id", "Always 1", key=True),
    whole("seq", "Number of the last entry, 0 while there is none"),
    text("hash", "Its entry hash, 64 zeros while there is none"),
    text("at", "Its instant, empty while there is none"),
    CheckConstraint("id = 1", name="id"),
    comment="Where the journal ends; locked first by every write",
)
journal = table(
    "journal",
    whole("seq", "1, 2, 3, … without gaps", key=True),
    text("at", "UTC instant; never before the previous one"),
    text("actor", "Who"),
    text("kind", "Kind of subject"),
    text("subject", "Id of the subject"),
    text("action", "created, changed, removed, undone, published or retired"),
    text("payload", "Canonical JSON: schema, before, after, why; NULL once redacted", null=True),
    text("salt", "Random hex; NULL once redacted", null=True),
    text("payload_hash", "SHA-256 of salt and payload"),
    text("previous_hash", "Entry hash of the entry before"),
    text("entry_hash", "SHA-256 over everything but payload and salt"),
    Index(None, "kind", "subject", "seq"),
    CheckConstraint("(payload IS NULL) = (salt IS NULL)", name="redacted"),
    comment="Every change, in a hash chain; only a redaction may change it",
)
draft = table(
    "draft",
    text("key", "What is being written", key=True),
    text("text", "The text so far"),
    text("at", "When it was kept"),
    comment="Text being written; not journalled",
    with_rowid=False,
)
attachment = table(
    "attachment",
    text("sha256", "SHA-256 of the content, hex", key=True),
    whole("size", "Octets"),
    octets("content", "The content"),
    comment="Contents of files kept with evidence",
)
