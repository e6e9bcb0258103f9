"""One deviation: what was found, what is being done, what the supplier says, and the next step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from checklists.deviation import Deviation, Extension, Position, Sanction
from checklists.deviation_parts import POSITIONS, TOP_RUNG, rung_reached
from checklists.measure import Measure
from checklists.possible import deviation_faults, measure_faults, refuse_new
from checklists.values import Refused
from checklists.words import N_
from tui.dialogs.ask import AskLine, AskText
from tui.dialogs.fields import Asked, Fields
from tui.given import day_of, told
from tui.screens.deviation_fields import ask_deviation, ask_measure, clauses_of, draft_of, listed
from tui.screens.deviation_steps import DeviationSteps
from tui.widgets.lines import Lines


class DeviationScreen(DeviationSteps):
    """A deviation with its measures and its life."""

    mode = "deviations"
    NAME = N_("Deviation")
    HELP = N_(
        "f takes the next step of the deviation, with its date. Closing needs evidence of the verification and a "
        "name. a adds a measure; Enter on a measure marks it as done. p is what the supplier says. m moves the "
        "deadline. o is the text that may be published. s marks or clears a suspicion, l takes a rung of the sanction "
        "ladder. u undoes a step until the next one."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "step", N_("next step"), id="deviation.step"),
        Binding("a", "measure", N_("measure"), id="deviation.measure"),
        Binding("enter", "done", N_("measure done"), id="deviation.done", key_display="Enter"),
        Binding("e", "edit", N_("edit"), id="deviation.edit"),
        Binding("p", "position", N_("supplier says"), id="deviation.position"),
        Binding("m", "deadline", N_("deadline"), id="deviation.deadline"),
        Binding("o", "public_text", N_("public text"), id="deviation.public-text"),
        Binding("s", "established", N_("suspicion"), id="deviation.established", show=False),
        Binding("l", "sanction", N_("sanction"), id="deviation.sanction", show=False),
        Binding("u", "undo", N_("undo"), id="undo"),
    ]

    @work(exit_on_error=False)
    async def action_measure(self) -> None:
        deviation = self._unended("measure")
        if deviation is None:
            return
        measure = await ask_measure(self, deviation)
        act = self.aktsom.act(draft=f"{deviation.id}/measure")
        if measure is not None and await self.keep(lambda db: db.deviations.add_measure(measure, act)):
            await self.reload()
            self.say_kept()

    def why_not(self, action: str) -> str:
        if action == "done" and self.lines("page").key not in self.measures:
            return self.text(N_("Go to a measure with the arrow keys first."))
        return super().why_not(action)

    def action_done(self) -> None:
        """Enter where no measure stands."""
        self.tell(self.why_not("done"), bad=True)

    @on(Lines.Moved)
    def say_what_enter_does(self) -> None:
        self.show_keys_soon()

    @on(Lines.Opened)
    @work(exit_on_error=False)
    async def mark_done(self, event: Lines.Opened) -> None:
        """Mark a measure as done; done is not verified."""
        held = self.measures.get(event.key)
        if held is None:
            return
        measure, version = held
        title = self.text(N_("When was {measure} done?"), measure=measure.id)
        act = self.aktsom.act(draft=f"{self.deviation_id}/{measure.id}/done")

        def done(written: str) -> Measure:
            after = measure.done_on(day_of(written) or act.today, (), today=act.today)
            if self.deviation is not None:
                refuse_new(measure_faults(after, self.deviation), measure_faults(measure, self.deviation))
            return after

        asked = AskLine(
            title, self.aktsom.language, told(act.today, self.aktsom.language), needed=True, check=done
        )
        written = await self.ask(asked, act.draft)
        if written and await self.kept(lambda db: db.deviations.change_measure(done(written), version, act)):
            await self.reload()
            self.say_kept()

    @work(exit_on_error=False)
    async def action_edit(self) -> None:
        if (deviation := self.deviation) is not None:
            edited = await ask_deviation(self, deviation, await clauses_of(self, deviation.contract))
            if edited is not None:
                await self._change(edited, draft_of(deviation))

    @work(exit_on_error=False)
    async def action_position(self) -> None:
        deviation, language = self._unended("position"), self.aktsom.language
        if deviation is None:
            return
        fields = [
            Asked(
                "position",
                self.text(N_("Supplier says")),
                deviation.position,
                listed("positions", language),
                "choice",
            ),
            Asked("text", self.text(N_("In its own words")), deviation.position_text),
        ]

        def answered(values: Mapping[str, str]) -> Deviation:
            said: dict[str, Position] = {each: each for each in POSITIONS}
            return deviation.answered_by_supplier(said.get(values["position"], ""), values["text"])

        draft = f"{deviation.id}/position"
        title = self.text(N_("The supplier's position"))
        values = await self.ask(Fields(title, fields, language, answered), draft)
        if values is not None:
            await self._change(answered(values), draft)

    @work(exit_on_error=False)
    async def action_deadline(self) -> None:
        deviation, language, today = self._unended("deadline"), self.aktsom.language, self.aktsom.act().today
        if deviation is None:
            return
        fields = [
            Asked(
                "deadline", self.text(N_("New deadline")), told(deviation.deadline, language), reads=day_of
            ),
            Asked("reason", self.text(N_("Reason"))),
        ]

        def moved(values: Mapping[str, str]) -> Deviation:
            deadline = day_of(values["deadline"])
            if deadline is None:
                raise Refused("field_needed", field=self.text(N_("New deadline")))
            earlier = deviation.deadline
            facts = {"day": today, "earlier": earlier, "deadline": deadline}
            extension = Extension.model_validate(
                {**facts, "reason": values["reason"], "by": self.aktsom.actor}
            )
            return deviation.prolonged(extension)

        draft = f"{deviation.id}/deadline"
        values = await self.ask(Fields(self.text(N_("Move the deadline")), fields, language, moved), draft)
        if values is not None:
            await self._change(moved(values), draft)

    @work(exit_on_error=False)
    async def action_sanction(self) -> None:
        """Take a rung of the sanction ladder; rungs 4 and 5 need an approver and the supplier heard."""
        deviation, language, act = self._unended("sanction"), self.aktsom.language, self.aktsom.act()
        if deviation is None:
            return
        rung = min(TOP_RUNG, rung_reached(deviation.sanctions) + 1)
        fields = [
            Asked("rung", self.text(N_("Rung")), str(rung), listed("sanctions", language), "choice"),
            Asked("day", self.text(N_("Date")), told(act.today, language), reads=day_of),
            Asked("approver", self.text(N_("Approved by"))),
            Asked("reason", self.text(N_("Reason"))),
        ]

        def sanctioned(values: Mapping[str, str]) -> Deviation:
            if not values["reason"]:
                raise Refused("reason_needed")
            facts = {**values, "day": day_of(values["day"]) or act.today, "author": act.actor}
            after = deviation.sanctioned(Sanction.model_validate(facts), today=act.today)
            refuse_new(deviation_faults(after, act.today), deviation_faults(deviation, act.today))
            return after

        draft = f"{deviation.id}/sanction"
        values = await self.ask(Fields(self.text(N_("Sanction")), fields, language, sanctioned), draft)
        if values is not None:
            await self._change(sanctioned(values), draft)

    @work(exit_on_error=False)
    async def action_public_text(self) -> None:
        if (deviation := self.deviation) is not None:
            title = self.text(N_("Text that may be published, without names"))
            draft = f"{deviation.id}/public_text"
            written = await self.ask(AskText(title, self.aktsom.language, deviation.public_text), draft)
            if written is not None and written != deviation.public_text:
                await self._change(
                    Deviation.model_validate(deviation.model_dump() | {"public_text": written}), draft
                )

    async def action_established(self) -> None:
        """Establish a suspicion, or mark the deviation as one."""
        if (deviation := self._unended("established")) is not None:
            await self._change(deviation.suspected_as(not deviation.suspected))
