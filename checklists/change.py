"""The words of the journal: who changed what, when, from what to what, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from checklists.act import OSLO as OSLO
from checklists.act import Act as Act
from checklists.values import Frozen

SubjectKind = Literal[
    "supplier",
    "contract",
    "followup",
    "answer",
    "decision",
    "deviation",
    "measure",
    "evidence",
    "setting",
    "own_text",
    "risk",
    "form",
    "form_version",
    "summary",
    "import",
]
Action = Literal["created", "changed", "removed", "undone", "published", "retired"]


class Change(Frozen):
    """One change of one subject. `before` and `after` are the values' JSON objects; None where there is none."""

    kind: SubjectKind
    subject: str
    """Id of the subject: `K-2024-017`; for an answer `O-31/policy_adopted`."""
    action: Action
    before: dict[str, object] | None = None
    after: dict[str, object] | None = None
    why: str = ""


class Entry(Frozen):
    """A change as the journal holds it, in the hash chain."""

    seq: int
    at: datetime
    actor: str
    change: Change
    redacted: bool = False
    payload_hash: str
    previous_hash: str
    entry_hash: str
