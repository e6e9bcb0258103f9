"""What happens in the example municipality, in the order of its days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from checklists.change import Act
from checklists.contract import Contract
from checklists.followup import FollowUp, Method, Recorded
from checklists.form import Form
from checklists.intake import ContractDraft, Reading
from checklists.library import Library, requirement_sets
from checklists.requirements import clauses_in_force
from checklists.standard_form import standard_form
from db.database import Database

SUBJECT = "fagansvarlig"
MANAGER = "kontraktsforvalter"


def act_on(day: date, hour: int = 9, actor: str = MANAGER) -> Act:
    """Somebody, on a day in the past."""
    return Act(actor, datetime.combine(day, time(hour), UTC))


@dataclass
class Story:
    """What is going to happen, and on which day; `run` makes it happen in that order."""

    db: Database
    today: date
    random: Random
    answering: Callable[[Story, str, date, str], None]
    """Answers the follow-up with an id on a day, in a tone."""
    events: list[tuple[date, int, Callable[[], None]]] = field(
        default_factory=list[tuple[date, int, Callable[[], None]]]
    )

    def on(self, day: date, event: Callable[[], None]) -> None:
        """Let something happen on a day that has come; what lies ahead does not happen."""
        if day <= self.today:
            self.events.append((day, len(self.events), event))

    def run(self) -> None:
        """Make everything happen, the earliest first; events may plan others."""
        while self.events:
            self.events.sort(key=lambda event: (event[0], event[1]))
            _, _, event = self.events.pop(0)
            event()

    def take_in(self, drafts: Sequence[ContractDraft], day: date) -> None:
        """These contracts come into the register on a day."""
        reading = Reading(format="csv", counted_in="rows", read=len(drafts), drafts=tuple(drafts))
        self.db.contracts.take_in(reading, act_on(day, 8))

    def form(self, contract: Contract, form_id: str) -> Form:
        clauses = clauses_in_force(contract, requirement_sets())
        return standard_form(clauses) if form_id == "requirements_review" else Library().form(form_id)

    def follow_up(
        self,
        contract: Contract,
        method: Method,
        form_id: str,
        day: date,
        *,
        tone: str,
        reason: str,
        done: bool = True,
    ) -> None:
        """Plan a follow-up, and do it on its day unless it is left undone."""
        planned = FollowUp(
            contract=contract.id, supplier=contract.suppliers[0], method=method, day=day, reason=reason
        )
        form = self.form(contract, form_id)
        started: list[str] = []
        self.on(
            min(self.today, day - timedelta(days=30)),
            lambda: started.append(
                self.db.followups.start(planned, form, act_on(min(self.today, day - timedelta(days=30)))).id
            ),
        )
        if done:
            self.on(day, lambda: self.answering(self, started[0], day, tone))

    def self_report(
        self, contract: Contract, sent: date, *, answered: bool, assessed: bool, tone: str
    ) -> None:
        """A self-report: sent, and answered and assessed where the supplier did."""
        form = Library().form("self_report_due_diligence")
        due = sent + timedelta(days=form.due_days or 42)
        planned = FollowUp(
            contract=contract.id,
            supplier=contract.suppliers[0],
            method="self_report",
            day=due,
            short=self.random.random() < 0.5,
        )
        ids: list[str] = []

        def send() -> None:
            started = self.db.followups.start(planned, form, act_on(sent))
            ids.append(started.id)
            self._change(started.id, lambda held: held.sent_on(sent, due), sent)

        def receive() -> None:
            self._change(
                ids[0], lambda held: held.received_on(due - timedelta(days=4)), due - timedelta(days=4)
            )

        self.on(sent, send)
        if answered:
            self.on(due - timedelta(days=4), receive)
        if assessed:
            self.on(
                due + timedelta(days=10), lambda: self.answering(self, ids[0], due + timedelta(days=10), tone)
            )

    def record(
        self, contract: Contract, method: Method, day: date, themes: tuple[str, ...], outcome: str
    ) -> None:
        """A control done elsewhere, without a form."""
        facts = {"contract": contract.id, "supplier": contract.suppliers[0], "method": method, "day": day}
        recorded = Recorded.model_validate(
            {**facts, "themes": themes, "outcome": outcome, "reference": f"{day.year}/88-{day.day}"}
        )
        self.on(day, lambda: self._record(recorded, day))

    def _record(self, recorded: Recorded, day: date) -> None:
        self.db.followups.record(recorded.followup(MANAGER, day), act_on(day))

    def _change(self, followup_id: str, change: Callable[[FollowUp], FollowUp], day: date) -> None:
        held = self.db.followups.get(followup_id)
        self.db.followups.change(change(held.value), held.version, act_on(day))
