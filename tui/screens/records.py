"""The records behind a figure, as a list; and the page of a control that was recorded without a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from checklists.codelists import heading, label
from checklists.contract import Contract, Supplier
from checklists.evidence import Evidence
from checklists.followup import FollowUp
from checklists.listed import ContractLine, DeviationLine, FollowUpLine, Found
from checklists.organisation import shown_number
from checklists.values import Refused
from checklists.words import N_
from tui.dialogs.ask import AskLine, Confirm
from tui.drawing import Row, fit, joined, line, wrapped
from tui.given import told
from tui.refusals import worded
from tui.screens.followup_steps import keep_followup
from tui.screens.place import Place
from tui.screens.register_rows import RegisterRows, short_day
from tui.widgets.lines import Lines

if TYPE_CHECKING:
    from db.database import Database

NAMED = 16
Listed = ContractLine | FollowUpLine | DeviationLine | Found


class RecordsScreen(Place):
    """The records that a figure counts. `kind` is contract, supplier, followup or deviation."""

    mode = "report"
    NAME = N_("Records")
    HELP = N_("The records that the figure counts. Enter opens one, q goes back to the figure.")
    DEFAULT_CSS = "RecordsScreen #head { height: 2; }"

    def __init__(self, title: str, kind: str, ids: Iterable[str]) -> None:
        super().__init__()
        self.title_shown = title
        self.kind = kind
        self.ids = tuple(ids)
        self.found: tuple[Listed, ...] = ()

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="head")
        yield Lines((), id="records")

    def on_mount(self) -> None:
        self.lines("head").can_focus = False
        self.lines("records").focus()

    async def reload(self) -> None:
        today = self.aktsom.act().today
        self.found = await self.read(lambda db: db.registers.lines_of(self.kind, self.ids, today=today))
        self._draw()

    def fit(self) -> None:
        if self.found:
            self._draw()

    def _draw(self) -> None:
        self.lines("head").show([line((f" {self.title_shown}", "strong"), (f"  {len(self.found)}", "dim"))])
        records = self.lines("records")
        nothing = line((f" {self.text(N_('There are no records behind this.'))}", "dim"))
        records.show([self._row(each) for each in self.found] or [nothing], keep=records.key or None)

    def _row(self, each: Listed) -> Row:
        if isinstance(each, ContractLine):
            rows = RegisterRows(self.aktsom.language, self.aktsom.act().today.isoformat(), self.size.width)
            rows.lines, rows.total = [each], 1
            return rows[0]
        if isinstance(each, FollowUpLine):
            return self._followup(each)
        if isinstance(each, DeviationLine):
            return self._deviation(each)
        return line(
            (f" {fit(each.id, 7)}", "dim"),
            fit(each.title, 40),
            (f"  {shown_number(each.detail)}", "dim"),
            key=each.id,
        )

    def _followup(self, each: FollowUpLine) -> Row:
        language = self.aktsom.language
        room = max(16, min(90, self.size.width - 8 - 27 - 14 - 10))
        return line(
            (f" {fit(each.id, 7)}", "dim"),
            (fit(joined((each.title, each.supplier)), room - 1) + " "),
            fit(each.called(language), 26) + " ",
            (fit(label("followup_statuses", each.status, language), 14), "dim"),
            (fit(short_day(each.day), 9, right=True), "dim"),
            key=each.id,
        )

    def _deviation(self, each: DeviationLine) -> Row:
        language = self.aktsom.language
        title = each.title or heading("deviation_types", each.type, language)
        room = max(16, min(90, self.size.width - 8 - 12 - 20 - 10))
        return line(
            (f" {fit(each.id, 7)}", "dim"),
            (fit(joined((title, each.supplier or each.contract_title)), room - 1) + " "),
            fit(label("severities", each.severity, language), 12),
            (fit(label("deviation_statuses", each.status, language), 20), "dim"),
            (fit(short_day(each.deadline), 9, right=True), "dim"),
            key=each.id,
        )

    @on(Lines.Opened, "#records")
    def open_record(self, event: Lines.Opened) -> None:
        for each in self.found:
            if each.id == event.key and isinstance(each, FollowUpLine) and not each.form:
                self.aktsom.go_to(RecordedScreen(each.id))
                return
        self.aktsom.open_found(f"{self.kind}/{event.key}")


class RecordedScreen(Place):
    """A control that was done elsewhere, as it was recorded."""

    mode = "followups"
    NAME = N_("A control done elsewhere")
    HELP = N_(
        "A control that was recorded without a form: what was done, by whom, and how it went. o opens its contract. "
        "O opens the control again, with a reason; e then corrects it, also what was looked into and the outcome, "
        "and S signs it once more."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "contract", N_("contract"), id="recorded.contract"),
        Binding("e", "edit", N_("edit"), id="recorded.edit"),
        Binding("S", "sign", N_("sign"), id="recorded.sign", key_display="S"),
        Binding("O", "reopen", N_("Reopen"), id="recorded.reopen", show=False),
    ]

    def __init__(self, followup: str) -> None:
        super().__init__()
        self.followup_id = followup
        self.followup: FollowUp | None = None
        self.version = 0
        self.contract: Contract | None = None
        self.supplier: Supplier | None = None
        self.evidence: tuple[Evidence, ...] = ()

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="page", reading=True)

    def on_mount(self) -> None:
        self.lines("page").focus()

    async def reload(self) -> None:
        def read(db: Database) -> None:
            held = db.followups.get(self.followup_id)
            self.followup, self.version = held.value, held.version
            followup = held.value
            self.contract = db.contracts.get(followup.contract).value
            self.supplier = db.contracts.supplier(followup.supplier).value
            self.evidence = db.evidence.of(followup=followup.id)

        await self.aktsom.desk.read_after_writes(read)
        self._draw()

    def fit(self) -> None:
        if self.followup is not None:
            self._draw()

    def _draw(self) -> None:
        followup, contract, supplier = self.followup, self.contract, self.supplier
        if followup is None or contract is None or supplier is None:
            return
        language = self.aktsom.language
        head = f" {followup.id}  {heading('methods', followup.method, language)} · {told(followup.day, language)}"
        rows = [line((head, "strong")), line()]
        facts: list[tuple[str, str]] = [
            (N_("Contract"), joined((contract.reference, contract.title))),
            (N_("Supplier"), supplier.name),
            (N_("Looked into"), ", ".join(label("themes", theme, language) for theme in followup.themes)),
            (N_("Outcome"), label("outcomes", followup.outcome, language) if followup.outcome else ""),
            (N_("Reference"), followup.reference),
            (N_("Other buyer"), followup.reused_from),
            (N_("Why"), followup.reason),
            (N_("Took part"), followup.participants),
            (N_("Recorded"), joined((told(followup.signed, language), followup.signed_by))),
            (
                N_("Status"),
                label("followup_statuses", followup.status, language) if followup.is_open else "",
            ),
            (N_("Evidence"), ", ".join(f"{each.id} {each.title}" for each in self.evidence)),
        ]
        for name, value in facts:
            rows += fact_rows(self.text(name), value, self.size.width - 2)
        self.lines("page").show(rows)
        self.show_keys()

    def why_not(self, action: str) -> str:
        if action not in ("sign", "edit") or (held := self.followup) is None:
            return ""
        if held.is_signed:
            return self.text(N_("It is signed. O opens it again."))
        return "" if held.is_open else self.text(N_("It is withdrawn."))

    @work(exit_on_error=False)
    async def action_edit(self) -> None:
        """Correct what was recorded, once it has been opened again."""
        from tui.screens.recorded_fields import ask_recorded

        if (followup := self.followup) is None:
            return
        if reason := self.why_not("edit"):
            self.tell(reason, bad=True)
            return
        version, draft = self.version, f"{followup.id}/facts"
        corrected = await ask_recorded(self, followup, draft)
        if corrected is not None and await self.kept(
            lambda db: db.followups.change(corrected, version, self.aktsom.act(draft=draft))
        ):
            await self.reload()
            self.say_kept()

    @work(exit_on_error=False)
    async def action_sign(self) -> None:
        """Sign once more what was opened again."""
        followup, act = self.followup, self.aktsom.act()
        if followup is None:
            return
        if reason := self.why_not("sign"):
            self.tell(reason, bad=True)
            return
        try:
            signed = followup.signed_again_on(act.today, self.aktsom.actor, today=act.today)
        except Refused as refused:
            self.tell(worded(refused, self.aktsom.language), bad=True)
            return
        outcome = label("outcomes", signed.outcome, self.aktsom.language)
        told = self.text(N_("Outcome: {outcome}"), outcome=outcome)
        title = self.text(N_("Sign {followup}?"), followup=signed.id)
        if await self.ask(Confirm(title, told, self.aktsom.language)):
            await keep_followup(self, signed, self.version)

    @work(exit_on_error=False)
    async def action_reopen(self) -> None:
        followup, today = self.followup, self.aktsom.act().today
        if followup is None:
            return
        if not followup.is_signed:
            self.tell(self.text(N_("Only a signed follow-up can be reopened.")), bad=True)
            return
        title, draft = self.text(N_("Why is it opened again?")), f"{followup.id}/reopen"
        reason = await self.ask(AskLine(title, self.aktsom.language, needed=True), draft)
        if reason:
            again = followup.reopened_on(today, self.aktsom.actor, reason)
            await keep_followup(self, again, self.version, draft)

    def action_contract(self) -> None:
        if self.followup is not None:
            self.aktsom.open_found(f"contract/{self.followup.contract}")


def fact_rows(name: str, value: str, width: int, key: str = "") -> list[Row]:
    """A fact under its name, on as many lines as it takes; nothing where there is nothing to tell."""
    if not value:
        return []
    first, *rest = wrapped(value, max(10, width - NAMED - 1))
    return [
        Row(((" " + fit(name, NAMED - 1) + " ", "dim"), *first.parts), key),
        *(Row(((" " * (NAMED + 1), ""), *row.parts)) for row in rest),
    ]
