"""A deviation on screen: what it holds, drawn from values, and the step that is taken next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from textual import work
from textual.widget import Widget

from checklists.codelists import codes, heading, label
from checklists.deviation import LIFE, Deviation, Step
from checklists.evidence import Attached, Evidence
from checklists.library import requirement_sets
from checklists.measure import Measure
from checklists.requirements import clauses_in_force
from checklists.words import N_
from tui.dialogs.ask import AskLine
from tui.dialogs.choose import Choose
from tui.dialogs.fields import Asked, Fields
from tui.drawing import Row, joined, line
from tui.ending_told import still_open
from tui.given import day_of, told
from tui.screens.deviation_rows import fact_rows, history_rows, life_rows, measure_rows
from tui.screens.place import Place
from tui.widgets.lines import Lines

if TYPE_CHECKING:
    from db.database import Database


WHILE_OPEN = frozenset(("measure", "position", "deadline", "sanction", "established"))
"""What is done about a deviation only until it has ended."""


class DeviationSteps(Place):
    """A place that holds one deviation with its measures, and takes its steps."""

    def __init__(self, deviation: str) -> None:
        super().__init__()
        self.deviation_id = deviation
        self.deviation: Deviation | None = None
        self.version = 0
        self.measures: dict[str, tuple[Measure, int]] = {}
        self.evidence: Mapping[str, Evidence] = {}
        self.supplier = ""
        self.contract = ""
        self.clause = ""
        self.documents: int | None = None
        """Days to hand over documents, where they give the deadline."""

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="page", reading=True)

    def on_mount(self) -> None:
        self.lines("page").focus()

    async def reload(self) -> None:
        def read(db: Database) -> None:
            held = db.deviations.get(self.deviation_id)
            self.deviation, self.version = held.value, held.version
            self.measures = {
                m.value.id: (m.value, m.version) for m in db.deviations.measures(self.deviation_id)
            }
            self.evidence = {e.id: e for e in db.evidence.of(deviation=self.deviation_id)}
            contract = db.contracts.get(held.value.contract).value
            self.contract = f"{contract.reference} {contract.title}"
            self.documents = db.settings.deadlines(contract).explained(held.value)
            clauses = clauses_in_force(contract, requirement_sets())
            named = {c.address: f"{c.reference} {c.title.text(self.aktsom.language)}" for c in clauses}
            self.clause = named.get(held.value.clause, held.value.clause)
            known = db.contracts.suppliers([held.value.supplier]) if held.value.supplier else {}
            self.supplier = ", ".join(supplier.name for supplier in known.values())

        await self.aktsom.desk.read_after_writes(read)
        self._draw()
        self.show_keys()

    def fit(self) -> None:
        if self.deviation is not None:
            self._draw()

    def _draw(self) -> None:
        deviation, language = self.deviation, self.aktsom.language
        if deviation is None:
            return
        today, width = self.aktsom.act().today, self.size.width - 2
        title = deviation.title or heading("deviation_types", deviation.type, language)
        severity = label("severities", deviation.severity, language)
        rows: list[Row] = [
            line(
                (f" {deviation.id}  {title}", "strong"),
                (f" · {severity}", "warn"),
                (f" · {self.supplier}", "dim"),
            ),
            *life_rows(deviation, today, language, width, self.documents),
            line(),
            *fact_rows(deviation, (self.contract, self.supplier, self.clause), language, width),
            line(),
            line((f" {self.text(N_('Measures'))}", "heading")),
            *measure_rows(tuple(m for m, _ in self.measures.values()), today, language, width),
        ]
        history = history_rows(deviation, self.evidence, language, width)
        if history:
            rows += [line(), line((f" {self.text(N_('History'))}", "heading")), *history]
        self.lines("page").show(rows)

    def why_not(self, action: str) -> str:
        """Once it has ended nothing more is done about it until it is opened again."""
        deviation = self.deviation
        if action not in WHILE_OPEN or deviation is None or deviation.is_open:
            return super().why_not(action)
        status = label("deviation_statuses", deviation.status, self.aktsom.language)
        ended = N_("{deviation} has ended ({status}). f opens it again.")
        return self.text(ended, deviation=deviation.id, status=status)

    def _unended(self, action: str) -> Deviation | None:
        """The deviation, unless the key of `action` cannot act on it: then that is told."""
        if reason := self.why_not(action):
            self.tell(reason, bad=True)
            return None
        return self.deviation

    def _next(self) -> str:
        deviation = self.deviation
        if deviation is None or deviation.status not in LIFE[:-1]:
            return "closed"
        return LIFE[LIFE.index(deviation.status) + 1]

    @work(exit_on_error=False)
    async def action_step(self) -> None:
        """Take a step: which, when, by whom, why, with what evidence."""
        deviation, language = self.deviation, self.aktsom.language
        if deviation is None:
            return
        if not deviation.is_open:
            await self._reopen(deviation)
            return
        statuses = [code for code in codes("deviation_statuses") if code != "registered"]
        choices = [(code, label("deviation_statuses", code, language)) for code in statuses]
        title = self.text(N_("Which step?"))
        chosen = await self.ask(Choose(title, choices, language, self._next()))
        if chosen is None:
            return
        fields = await self._asked_of(chosen)
        left = still_open(chosen, (measure for measure, _ in self.measures.values()), language)
        values = await self.ask(
            Fields(
                joined((heading("deviation_statuses", chosen, language), left), "\n"),
                fields,
                language,
                lambda given: self._stepped(deviation, chosen, given, "B-0"),
            ),
            f"{deviation.id}/{chosen}",
        )
        if values is not None:
            await self._take(deviation, chosen, values)

    async def _asked_of(self, status: str) -> list[Asked]:
        """What a step to this status must be told with."""
        today, language = self.aktsom.act().today, self.aktsom.language
        fields = [
            Asked("day", self.text(N_("Date")), told(today, language), reads=day_of),
            Asked("by", self.text(N_("By (role or name)")), self.aktsom.actor),
            Asked("reason", self.text(N_("Reason or remark"))),
        ]
        if status == "supplier_notified":
            days = (await self.read(lambda db: db.settings.all())).integer("comment_days") or 14
            until = told(today + timedelta(days=days), language)
            label = self.text(N_("The supplier may comment until"))
            fields.append(Asked("until", label, until, reads=day_of))
        if status == "closed":
            fields.append(Asked("evidence", self.text(N_("Evidence of the verification"))))
            fields.append(Asked("ref", self.text(N_("Archive reference"))))
        if status == "accepted_until":
            fields.append(Asked("until", self.text(N_("Accepted until")), reads=day_of))
        return fields

    def _stepped(
        self, deviation: Deviation, status: str, values: Mapping[str, str], evidence: str
    ) -> Deviation:
        today = self.aktsom.act().today
        seen = (evidence,) if values.get("evidence") else ()
        step = Step(
            status=status,
            day=day_of(values["day"]) or today,
            by=values["by"],
            reason=values["reason"],
            evidence=seen,
        )
        return deviation.stepped(step, today=today, until=day_of(values.get("until", "")))

    async def _take(self, deviation: Deviation, status: str, values: Mapping[str, str]) -> None:
        act, version = self.aktsom.act(draft=f"{deviation.id}/{status}"), self.version
        new: tuple[Attached, ...] = ()
        if values.get("evidence"):
            facts = Evidence(
                title=values["evidence"],
                ref=values["ref"],
                dated=day_of(values["day"]),
                deviation=deviation.id,
                supplier=deviation.supplier,
            )
            new = (Attached(facts),)

        def after(ids: tuple[str, ...]) -> Deviation:
            return self._stepped(deviation, status, values, "".join(ids))

        if await self.kept(lambda db: db.deviations.change_resting_on(new, after, version, act)):
            await self.reload()
            self.say_kept()

    async def _reopen(self, deviation: Deviation) -> None:
        draft = f"{deviation.id}/reopen"
        reason = await self.ask(
            AskLine(self.text(N_("Why is it opened again?")), self.aktsom.language, needed=True), draft
        )
        if reason:
            today = self.aktsom.act().today
            step = Step(status="correcting", day=today, by=self.aktsom.actor, reason=reason)
            await self._change(deviation.reopened(step, today=today), draft)

    async def _change(self, after: Deviation, draft: str = "") -> None:
        act, version = self.aktsom.act(draft=draft), self.version
        if await self.kept(lambda db: db.deviations.change(after, version, act)):
            await self.reload()
            self.say_kept()
