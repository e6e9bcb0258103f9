"""Evidence: what was seen, when it is dated, how long it holds, and where it lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from checklists.conditions import months_apart
from checklists.values import Frozen, Name, Text

Depth = Literal["none", "claim", "document", "checked", "third_party"]
DEPTHS: tuple[Depth, ...] = ("none", "claim", "document", "checked", "third_party")
"""Nothing, stated by the supplier, document seen, checked by us, checked by a third party."""


class Attachment(Frozen):
    """A file kept with evidence: its cleaned name, its size in bytes and the SHA-256 of its content in hex."""

    name: Name
    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Evidence(Frozen):
    """One piece of evidence. `id` is empty until the store has given one (`B-9`)."""

    id: str = ""
    title: Name = Field(min_length=1)
    ref: Name = ""
    """Where it is archived."""
    dated: date | None = None
    valid_until: date | None = None
    page: int | None = Field(default=None, ge=1)
    file: Attachment | None = None
    followup: str = ""
    question: str = ""
    deviation: str = ""
    measure: str = ""
    supplier: str = ""
    note: Text = ""

    def older_than(self, months: int, day: date) -> bool:
        """Is it dated more than `months` months before `day`? Undated evidence is not called old."""
        if self.dated is None:
            return False
        return months_apart(self.dated, day) > (months, 0)


@dataclass(frozen=True, slots=True)
class Attached:
    """Evidence that has no id yet, and the content of its file."""

    evidence: Evidence
    content: bytes | None = None
