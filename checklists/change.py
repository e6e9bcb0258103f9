"""The words of the journal: who changed what, when, from what to what, and why."""

from __future__ import annotations

from collections.abc import Mapping
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


ERASED = "redacted"
"""Key in `before` of an entry that tells of an erasure: the number of the erased entry, or a list of them."""


class Change(Frozen):
    """One change of one subject. `before` and `after` are the values' JSON objects; None where there is none."""

    kind: SubjectKind
    subject: str
    """Id of the subject: `K-2024-017`; for an answer `O-31/policy_adopted`."""
    action: Action
    before: dict[str, object] | None = None
    after: dict[str, object] | None = None
    why: str = ""

    @property
    def erased(self) -> tuple[int, ...]:
        """Numbers of the entries whose content was erased by this, if it is an erasure."""
        return erased_by(self.before)


def erased_by(before: Mapping[str, object] | None) -> tuple[int, ...]:
    """Numbers of the erased entries that an erasure's `before` accounts for; none for any other change."""
    if before is None or list(before) != [ERASED]:
        return ()
    told = before[ERASED]
    numbers: list[object] = [*told] if isinstance(told, list) else [told]  # pyright: ignore[reportUnknownArgumentType]
    return tuple(each for each in numbers if isinstance(each, int))


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
