"""The follow-ups by how far they have come; Enter opens one, a starts one, r records one done elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from checklists.codelists import label
from checklists.listed import FollowUpLine, Page
from checklists.values import Refused
from checklists.words import N_
from tui.drawing import line
from tui.refusals import worded
from tui.screens.followup_rows import MORE, Group, list_rows
from tui.screens.form_ahead import FormAhead
from tui.screens.place import Place
from tui.widgets.lines import Lines

if TYPE_CHECKING:
    from db.database import Database

PAGE = 200
STATUSES = ("planned", "sent", "received", "in_progress", "signed", "withdrawn")
AT_WORK = ("planned", "sent", "received", "in_progress", "signed")
"""What is shown unless something else is chosen; of the signed ones those of this year."""


class FollowUpsScreen(FormAhead):
    """Every follow-up under its status."""

    mode = "followups"
    NAME = N_("Follow-ups")
    HELP = N_(
        "Follow-ups by how far they have come. a starts one: contract, form, day; then it opens. "
        "r records a control that was done elsewhere, without a form. m sends a self-report, or gives one that is out "
        "a later deadline; R registers that it came back. d moves one to another day, w withdraws one that will not be "
        "done. f shows one status, or all years."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", N_("new"), id="followups.add"),
        Binding("r", "record", N_("done elsewhere"), id="followups.record"),
        Binding("m", "send", N_("send"), id="followups.send"),
        Binding("R", "receive", N_("came back"), id="followups.receive", key_display="R"),
        Binding("d", "day", N_("another day"), id="followups.day"),
        Binding("w", "withdraw", N_("withdraw"), id="followups.withdraw"),
        Binding("f", "filter", N_("Filter"), id="followups.filter"),
        Binding("slash", "app.palette", N_("Search"), id="followups.search", key_display="/"),
    ]
    DEFAULT_CSS = "FollowUpsScreen #head { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.filter = ""
        """A status, `all`, or empty for what is at work."""
        self.groups: dict[str, Group] = {}

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="head")
        yield Lines((), id="followups")

    def on_mount(self) -> None:
        self.lines("head").can_focus = False
        self.lines("followups").focus()

    async def reload(self) -> None:
        wanted, year = self._wanted(), self.aktsom.act().today.year
        chosen = self.filter

        def read(db: Database) -> dict[str, Group]:
            found: dict[str, Group] = {}
            for status in wanted:
                of_year = year if status == "signed" and not chosen else None
                limit = max(PAGE, len(self.groups[status].lines)) if status in self.groups else PAGE
                found[status] = _group(db.registers.followups(status=(status,), year=of_year, limit=limit))
            return found

        self.groups = await self.read(read)
        self._draw()

    def _wanted(self) -> tuple[str, ...]:
        return AT_WORK if not self.filter else STATUSES if self.filter == "all" else (self.filter,)

    def fit(self) -> None:
        if self.groups:
            self._draw()

    def _draw(self) -> None:
        shown, language = self.lines("followups"), self.aktsom.language
        today = self.aktsom.act().today
        rows = list_rows(self.groups, today, language, self.size.width, of_year=not self.filter)
        shown.show(rows, keep=shown.key or None)
        names = {
            "": self.text(N_("at work, and signed this year")),
            "all": self.text(N_("all years")),
        }
        chosen = names.get(self.filter) or label("followup_statuses", self.filter, language)
        told = self.text(N_("Follow-ups {n}"), n=sum(group.total for group in self.groups.values()))
        self.lines("head").show([line((f" {told}", "strong"), (f" · {chosen}", "dim"))])
        self.show_keys()

    @property
    def marked(self) -> FollowUpLine | None:
        """The follow-up that the cursor stands on."""
        return self._line(self.lines("followups").key)

    def _line(self, id: str) -> FollowUpLine | None:
        return next((each for group in self.groups.values() for each in group.lines if each.id == id), None)

    def why_not(self, action: str) -> str:
        marked = self.marked
        if action not in ("send", "receive", "withdraw", "day"):
            return ""
        if marked is None:
            return self.text(N_("Mark a follow-up first."))
        if action in ("withdraw", "day"):
            closed = marked.status in ("signed", "withdrawn")
            return self.text(N_("{id} is closed."), id=marked.id) if closed else ""
        if marked.method != "self_report":
            return self.text(N_("{id} is not a self-report."), id=marked.id)
        if action == "receive" and marked.status != "sent":
            return self.text(N_("{id} is not out at the supplier."), id=marked.id)
        if action == "send" and marked.status not in ("planned", "sent"):
            return self.text(N_("{id} has come back already."), id=marked.id)
        return ""

    @on(Lines.Moved, "#followups")
    def show_what_keys_do(self) -> None:
        self.show_keys()

    @on(Lines.Opened, "#followups")
    async def open_followup(self, event: Lines.Opened) -> None:
        if event.key.startswith(MORE):
            await self._read_more(event.key.split(" ")[1])
        elif found := self._line(event.key):  # another filter may have come between
            open_line(self, found)

    async def _read_more(self, status: str) -> None:
        group, year = self.groups[status], self.aktsom.act().today.year
        of_year = year if status == "signed" and not self.filter else None
        page = await self.read(
            lambda db: db.registers.followups(status=(status,), year=of_year, after=group.after, limit=PAGE)
        )
        first = page.lines[0].id if page.lines else None
        group.lines.extend(page.lines)
        group.after, group.total = page.after, page.total
        self._draw()
        shown = self.lines("followups")
        shown.show(shown.rows, keep=first)

    @work(exit_on_error=False)
    async def action_add(self) -> None:
        from tui.screens.contract_choice import choose_contract

        if contract := await choose_contract(self):
            from tui.screens.followup_fields import start_followup

            await start_followup(self, contract)

    @work(exit_on_error=False)
    async def action_record(self) -> None:
        from tui.screens.contract_choice import choose_contract

        if contract := await choose_contract(self):
            from tui.screens.followup_fields import record_control

            await record_control(self, contract)

    @work(exit_on_error=False)
    async def action_send(self) -> None:
        await self._act_on_marked("send")

    @work(exit_on_error=False)
    async def action_receive(self) -> None:
        await self._act_on_marked("receive")

    @work(exit_on_error=False)
    async def action_day(self) -> None:
        await self._act_on_marked("day")

    @work(exit_on_error=False)
    async def action_withdraw(self) -> None:
        await self._act_on_marked("withdraw")

    async def _act_on_marked(self, action: str) -> None:
        from tui.screens import followup_steps

        if reason := self.why_not(action):
            self.tell(reason, bad=True)
            return
        acts = {
            "send": followup_steps.send,
            "receive": followup_steps.receive,
            "withdraw": followup_steps.withdraw,
            "day": followup_steps.move_day,
        }
        if (marked := self.marked) is not None:
            try:
                await acts[action](self, marked.id)
            except Refused as refused:
                self.tell(worded(refused, self.aktsom.language), bad=True)

    @work(exit_on_error=False)
    async def action_filter(self) -> None:
        from tui.dialogs.choose import Choose

        language = self.aktsom.language
        choices = [("work", self.text(N_("at work, and signed this year")))]
        choices += [(status, label("followup_statuses", status, language)) for status in STATUSES]
        choices.append(("all", self.text(N_("all years"))))
        asked = Choose(self.text(N_("Show")), choices, language, self.filter or "work")
        chosen = await self.ask(asked)
        if chosen is not None:
            self.filter = "" if chosen == "work" else chosen
            self.groups = {}
            await self.reload()


def _group(page: Page[FollowUpLine]) -> Group:
    return Group(list(page.lines), page.total, page.after)


def open_line(place: Place, followup: FollowUpLine) -> None:
    """Open a follow-up: its form, or the page of what was recorded without one."""
    from tui.screens.records import RecordedScreen

    if followup.form:
        place.aktsom.open_found(f"followup/{followup.id}")
    else:
        place.aktsom.go_to(RecordedScreen(followup.id))
