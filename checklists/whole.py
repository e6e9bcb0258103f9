"""A whole database as one value: what the open, documented export holds, and what comes back without loss."""

from __future__ import annotations

from typing import Final

from checklists.answer import Answer
from checklists.contract import Contract, Supplier
from checklists.deviation import Deviation
from checklists.evidence import Evidence
from checklists.followup import FollowUp
from checklists.form_version import FormVersion
from checklists.measure import Measure
from checklists.proposals import Decision
from checklists.settings import OwnText, PrioritisedRisk, Setting
from checklists.values import Frozen

SCHEMA: Final = 3
"""Number of the export's format. It rises when an older program could not read it."""
SINCE: Final = {"form_versions": 2}
"""Parts that came with a later number; a file of an earlier one goes without."""


class HeldAnswer(Frozen):
    """An answer and the follow-up it belongs to."""

    followup: str
    answer: Answer


class HeldForm(Frozen):
    """The content of a form: its canonical JSON and the SHA-256 of that."""

    id: str
    version: int
    hash: str
    json_text: str


class HeldFile(Frozen):
    """The content of an attachment, base64, by the SHA-256 of the content."""

    sha256: str
    base64: str


class HeldEntry(Frozen):
    """A journal entry as it stands, with its salt, so that the chain can be verified after import."""

    seq: int
    at: str
    actor: str
    kind: str
    subject: str
    action: str
    payload: str | None
    salt: str | None
    payload_hash: str
    previous_hash: str
    entry_hash: str


class HeldSummary(Frozen):
    """A frozen summary: the year, when it was frozen, and its JSON as it was."""

    year: int
    frozen: str
    json_text: str
    fingerprint: str


class WholeDatabase(Frozen):
    """Every record and the whole journal."""

    program: str
    exported: str
    """ISO instant."""
    suppliers: tuple[Supplier, ...] = ()
    contracts: tuple[Contract, ...] = ()
    followups: tuple[FollowUp, ...] = ()
    answers: tuple[HeldAnswer, ...] = ()
    decisions: tuple[Decision, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    measures: tuple[Measure, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    settings: tuple[Setting, ...] = ()
    own_texts: tuple[OwnText, ...] = ()
    risks: tuple[PrioritisedRisk, ...] = ()
    forms: tuple[HeldForm, ...] = ()
    form_versions: tuple[FormVersion, ...] = ()
    files: tuple[HeldFile, ...] = ()
    summaries: tuple[HeldSummary, ...] = ()
    counters: dict[str, int]
    """Highest number given of each kind of id: `supplier`, `contract.2024`, `followup`, …"""
    versions: dict[str, int]
    """Version of each record that can be edited, by `kind/id`; those at 1 are left out."""
    journal: tuple[HeldEntry, ...] = ()
