"""Freezing a year: the summary stored as it was, with a fingerprint of the data behind it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from checklists.change import Act
from checklists.section4a import Summary
from checklists.whole import HeldSummary

if TYPE_CHECKING:
    from db.database import Database


def freeze(db: Database, made: Summary, act: Act) -> HeldSummary:
    """Store the summary as it is now. The fingerprint is the SHA-256 of the journal's head and of the summary."""
    frozen = made.model_copy(update={"frozen": act.now.isoformat()})
    text = frozen.canonical()
    seq, head = db.journal.head()
    fingerprint = hashlib.sha256(f"{seq}:{head}:{text}".encode()).hexdigest()
    return db.reports.freeze(made.year, text, fingerprint, act)
