"""Today: what is due and overdue, and how far the year has come. Enter opens the thing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from checklists.words import N_
from tui.drawing import joined, line
from tui.opening import address_of
from tui.screens.form_ahead import FormAhead
from tui.widgets.lines import Lines

if TYPE_CHECKING:
    from checklists.evidence import Evidence
    from checklists.listed import DueLine, YearSoFar
    from db.database import Database

HORIZON = 45
"""Days ahead that are looked at."""
MOST = 100
WIDE = 100
"""Columns from which the year stands beside what is due."""
WIDER = 130


class TodayScreen(FormAhead):
    """What is to be done, with the nearest day first; beside it what has been done this year."""

    mode = "today"
    NAME = N_("Today")
    HELP = N_(
        "What is due within 45 days, and what is overdue, marked with !. Enter opens the thing itself. "
        "Tab goes to the figures of the year; Enter on one opens what it counts."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", N_("new"), id="today.add"),
        Binding("slash", "app.palette", N_("Search"), id="today.search", key_display="/"),
    ]
    DEFAULT_CSS = """
    TodayScreen #year { width: 43; padding: 0 1; border-left: solid $panel; }
    TodayScreen.narrow Horizontal { layout: vertical; }
    TodayScreen.narrow #year { width: 1fr; height: 9; padding: 0; border-left: none; border-top: solid $panel; }
    TodayScreen.wide #year { width: 58; }
    TodayScreen.low #year { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.due: tuple[DueLine, ...] = ()
        self.year: YearSoFar | None = None
        self.empty = False

    def body(self) -> Iterable[Widget]:
        yield Horizontal(Lines((line(),), id="due"), Lines((), id="year"))

    def on_mount(self) -> None:
        self.lines("due").focus()

    async def glance(self) -> bool:
        """What is due and the year, read past the database that is not open yet."""
        look, today = self.aktsom.glance, self.aktsom.act().today
        if look is None:
            return False
        at_once = await asyncio.to_thread(look)
        self.due = await asyncio.to_thread(at_once.due, today, HORIZON, MOST) or ()
        if self.due:
            self._draw_due()
        told = await asyncio.to_thread(at_once.year, today)
        if told is not None and told[0].contracts:
            self.year, organisation = told
            self.mode_bar.right = joined((self.aktsom.heading, organisation, str(today.year)))
            self._draw()
        return self.year is not None

    async def reload(self) -> None:
        today = self.aktsom.act().today

        def read(db: Database) -> None:
            self.year = db.registers.year_so_far(today.year, today)
            self.due = db.registers.due(today, HORIZON, MOST)
            self.empty = not self.year.contracts and not _any_contract(db, today)

        await self.read(read)
        self.set_class(self.size.height < 18 or self.empty, "low")
        self.call_after_refresh(self._draw)

    def fit(self) -> None:
        self.set_class(self.size.width < WIDE, "narrow")
        self.set_class(self.size.width >= WIDER, "wide")
        self.set_class(self.size.height < 18 or self.empty, "low")
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        if self.year is None or not self.is_mounted:
            return
        from tui.screens.today_rows import first_steps, year_rows

        language, today = self.aktsom.language, self.aktsom.act().today
        due, year = self.lines("due"), self.lines("year")
        if self.empty:
            due.show(first_steps(language))
            year.show([])
            return
        self._draw_due()
        room = year.content_size.width or self.size.width
        roomy = not self.has_class("narrow")
        year.show(year_rows(self.year, today.year, language, room, roomy=roomy))

    def _draw_due(self) -> None:
        from tui.screens.today_rows import due_rows

        due, today = self.lines("due"), self.aktsom.act().today
        room = due.content_size.width or self.size.width
        due.show(due_rows(self.due, today, self.aktsom.language, room, HORIZON), keep=due.key or None)

    @on(Lines.Opened, "#due")
    def open_due(self, event: Lines.Opened) -> None:
        name = event.key.split(" ", 1)[0]
        if name.startswith("B-"):
            self.open_evidence(name)
        else:
            self.aktsom.open_found(address_of(name))

    @work(exit_on_error=False)
    async def open_evidence(self, name: str) -> None:
        """Open what rests on evidence that belongs to nothing; where nothing does, say what it is."""

        def read(db: Database) -> tuple[Evidence, tuple[str, ...]]:
            return db.evidence.get(name).value, db.evidence.resting_on(name)

        held, resting = await self.read(read)
        if resting:
            self.aktsom.open_found(address_of(resting[0]))
        else:
            from tui.screens.today_rows import evidence_told

            self.tell(evidence_told(held, self.aktsom.language))

    @on(Lines.Opened, "#year")
    def open_counted(self, event: Lines.Opened) -> None:
        self.aktsom.open_found(event.key)

    @work(exit_on_error=False)
    async def action_add(self) -> None:
        """Something new: a follow-up, a control that was done elsewhere, a deviation or a contract."""
        from tui.dialogs.choose import Choose

        choices = [
            ("followup", self.text(N_("a follow-up"))),
            ("control", self.text(N_("a control done elsewhere"))),
            ("deviation", self.text(N_("a deviation"))),
            ("contract", self.text(N_("a contract"))),
        ]
        if self.empty:
            await self._add("contract")
            return
        what = await self.ask(Choose(self.text(N_("What is new?")), choices, self.aktsom.language))
        if what:
            await self._add(what)

    async def _add(self, what: str) -> None:
        if what == "contract":
            from tui.screens.contract_fields import add_contract

            added = await add_contract(self)
            self.aktsom.open_found(f"contract/{added}" if added else None)
            return
        from tui.screens.contract_choice import choose_contract

        contract = await choose_contract(self)
        if not contract:
            return
        if what == "deviation":
            from tui.screens.deviation_fields import add_deviation

            added = await add_deviation(self, contract)
            self.aktsom.open_found(f"deviation/{added}" if added else None)
            return
        from tui.screens.followup_fields import record_control, start_followup

        await (start_followup if what == "followup" else record_control)(self, contract)


def _any_contract(db: Database, today: date) -> bool:
    from checklists.listed import ContractQuery

    return bool(db.registers.contracts(ContractQuery(), limit=1, today=today).lines)
