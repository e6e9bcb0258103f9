"""What section 4.A says of a year, as values without language: figures with their records, rows and notices.

A summary holds all that its texts are made of, so that a frozen one can be told for ever, in each language.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from checklists.deviation import Position
from checklists.form import Severity
from checklists.formats import natural
from checklists.measure import MeasureKind, MeasureStatus
from checklists.values import Code, Frozen

Part = Literal["4.A.1", "4.A.2", "4.A.3"]
PARTS: Final[tuple[Part, ...]] = ("4.A.1", "4.A.2", "4.A.3")
LeadAnswer = Literal["yes", "none_found", "cannot_answer"]
Unanswered = Literal["", "suspicion", "self_reports_only", "no_controls"]
"""Why the lead question of 4.A.3 cannot be answered."""
Screen = Literal["contract", "followup", "deviation", "report", "settings"]
"""Where a notice is mended: the page of a record, the texts of 4.A, or the settings."""
Missing = Literal["responsibility", "rhythm", "effect"]


class Figure(Frozen):
    """A number that nobody has typed: how many records it counts, and which, in the order of their ids."""

    records: tuple[str, ...] = ()

    @property
    def value(self) -> int:
        return len(self.records)

    @classmethod
    def of(cls, ids: Iterable[str]) -> Figure:
        """The distinct ids."""
        return cls(records=tuple(sorted(set(ids), key=natural)))


class Purchases(Frozen):
    """Total purchase value of the year in kroner, None when not stated, and where the amount is from."""

    amount: Decimal | None = None
    source: str = ""


class ValueShare(Frozen):
    """Yearly value in kroner of active agreements and of those followed up, where it is known."""

    followed_up: Decimal = Decimal(0)
    active: Decimal = Decimal(0)
    known: int = 0
    """Active agreements with a yearly value in kroner."""
    known_followed_up: int = 0
    """Of them, those followed up; with none, their share is not known, which is not 0."""


class SelfReports(Frozen):
    """The year's cohort of self-reports and how far each had come on the cut-off. Records are follow-ups."""

    sent: Figure = Figure()
    """The cohort: in process during the year."""
    answered: Figure = Figure()
    assessed: Figure = Figure()
    overdue: Figure = Figure()


class ExtendedRow(Frozen):
    """An agreement with extended follow-up in the year."""

    contract: str
    title: str
    category: Code
    suppliers: tuple[str, ...]
    """Ids of the suppliers that were checked."""
    supplier_names: tuple[str, ...]
    methods: tuple[Code, ...]
    reason: str
    outcome: Code | Literal[""]
    """The gravest outcome of its controls; empty when none is recorded."""


class FollowedUp(Frozen):
    """The figures of 4.A.2. `suppliers_…` hold suppliers, `by_method` follow-ups, the others agreements."""

    suppliers: Figure = Figure()
    agreements: Figure = Figure()
    suppliers_new_agreements: Figure = Figure()
    suppliers_earlier_agreements: Figure = Figure()
    suppliers_both: Figure = Figure()
    suppliers_signing_unknown: Figure = Figure()
    kickoff_only: Figure = Figure()
    """Agreements with kickoff meetings that do not count as follow-up, and nothing else."""
    building_projects: Figure = Figure()
    not_active: Figure = Figure()
    """Followed up though not active in the year."""
    extended: tuple[ExtendedRow, ...] = ()
    by_method: dict[str, Figure] = {}
    by_theme: dict[str, Figure] = {}
    agreements_by_method: dict[str, Figure] = {}
    suppliers_by_method: dict[str, Figure] = {}
    value: ValueShare = ValueShare()
    self_reports: SelfReports = SelfReports()


class PlaceTold(Frozen):
    """Where in the supply chain; None is unknown."""

    tier: int | None
    stage: Code
    country: str | None

    @property
    def unknown(self) -> bool:
        return self.tier is None and self.stage == "unknown" and self.country is None


class MeasureTold(Frozen):
    """A measure as it stood on the cut-off."""

    kind: MeasureKind
    text: str
    status: MeasureStatus
    due: date | None
    done: date | None
    names_firm: bool = False
    """Its text names a firm: section 4.A.3 tells its kind instead."""


class SanctionTold(Frozen):
    """A rung of the sanction ladder, and when. Who decided is not told."""

    rung: int
    day: date


class DeviationRow(Frozen):
    """A deviation as 4.A.3 tells it, on the cut-off. Suppliers are ids, never names."""

    deviation: str
    contract: str
    supplier: str
    type: Code
    severity: Severity
    social: bool
    """From ethical and social requirements; otherwise from environment and the other themes."""
    place: PlaceTold
    origin: Code | Literal[""]
    """How it came to light; empty where nobody said."""
    count: str
    """How many of how many were found so: `2/10`; empty when not stated."""
    measures: tuple[MeasureTold, ...]
    status: Code
    deadline: date | None
    original_deadline: date | None
    accepted_until: date | None
    closed: date | None
    harm: bool
    harm_reference: str
    remediation: str
    remediation_names_firm: bool
    self_reported: bool
    disputed: bool
    position: Position
    position_text: str
    position_names_firm: bool
    public_text: str
    sanctions: tuple[SanctionTold, ...]


class Deviations(Frozen):
    """The figures of 4.A.3. Records are deviations, but follow-ups in `controls` and suppliers in `…suppliers`."""

    answer: LeadAnswer = "cannot_answer"
    unanswered: Unanswered = "no_controls"
    controls: Figure = Figure()
    control_suppliers: Figure = Figure()
    deviations: Figure = Figure()
    deviation_suppliers: Figure = Figure()
    social: Figure = Figure()
    other: Figure = Figure()
    disputed: Figure = Figure()
    observations: Figure = Figure()
    suspected: Figure = Figure()
    """Open suspicions on the cut-off, whenever they arose."""
    carried_over: Figure = Figure()
    closed_this_year: Figure = Figure()
    closed_with_evidence: Figure = Figure()
    closed_uncorrected: Figure = Figure()
    due_to_close: Figure = Figure()
    """Those whose original final deadline falls in the year, up to the cut-off."""
    closed_in_time: Figure = Figure()
    prolonged: Figure = Figure()
    repeated: Figure = Figure()
    """Those of the year's that repeat an earlier one of the same type at the same supplier."""
    rows: tuple[DeviationRow, ...] = ()
    earlier_rows: tuple[DeviationRow, ...] = ()
    """Those carried over from earlier years."""


class RiskTold(Frozen):
    """A prioritised risk, with the result of the year."""

    risk: str
    title: str
    reason: str
    goal: str
    measures: str
    indicator: str
    responsible_role: str
    monitored_by: str
    result: str
    contracts: int


class Monitoring(Frozen):
    """What 4.A.1 is made of."""

    overall: str = ""
    contract: str = ""
    subject: str = ""
    sanctions: str = ""
    rhythm: str = ""
    effect: str = ""
    reported_to: str = ""
    weaknesses: str = ""
    next_step: str = ""
    risks: tuple[RiskTold, ...] = ()
    missing: tuple[Missing, ...] = ()


class Goal(Frozen):
    """How many agreements were to be followed up, None when no goal is set, and why it was missed."""

    agreements: int | None = None
    reason: str = ""


class Notice(Frozen):
    """Something to mend: a code with its parameters, the records it is about, and the screen that mends it."""

    code: Code
    params: dict[str, str | int] = {}
    records: tuple[str, ...] = ()
    screen: Screen = "report"


class Summary(Frozen):
    """Section 4.A of one year, as things stood on the cut-off."""

    year: int
    language: str
    """The language it was asked for in."""
    cutoff: date
    generated: date
    frozen: str | None = None
    """When the year was frozen, ISO instant; also where the records have gone on since."""
    program: str = ""
    """The version of the program that froze it."""
    then: Summary | None = None
    """The section as it was frozen last, beside one of the records as they stand now."""
    organisation: str = ""
    purchases: Purchases = Purchases()
    kickoff_counts: bool = False
    """The organisation counts kickoff meetings as follow-up."""
    active_agreements: Figure = Figure()
    end_unknown: Figure = Figure()
    """Active agreements whose end is not known."""
    monitoring: Monitoring = Monitoring()
    followed_up: FollowedUp = FollowedUp()
    deviations: Deviations = Deviations()
    goal: Goal = Goal()
    zero_reason: str = ""
    """Why high-risk agreements were not followed up, in the organisation's words."""
    building_projects_text: str = ""
    """Follow-up of building projects that was not recorded one by one."""
    own_texts: dict[Part, str] = {}
    notices: tuple[Notice, ...] = ()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what the section says, whenever, in whichever language and by whichever program it was made."""
        made = {"generated": date.min, "language": "", "frozen": None, "program": "", "then": None}
        return hashlib.sha256(self.model_copy(update=made).canonical().encode()).hexdigest()
