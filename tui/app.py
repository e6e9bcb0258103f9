"""The app: its modes, its look and its wiring. No feature lives here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary

from textual.binding import Binding, BindingType
from textual.screen import Screen

from checklists.act import OSLO, Act
from checklists.words import N_, words
from tui.desk import Desk
from tui.form_files import FolderWatch
from tui.journal_words import undone
from tui.look import THEMES
from tui.shell import Shell
from tui.widgets.bars import MODES as PLACES

if TYPE_CHECKING:
    from pathlib import Path

    from checklists.library import Library
    from db.database import Database
    from db.first_today import AtOnce
    from tui.screens.place import Place

    Glance = Callable[[], AtOnce]


def _today() -> Screen[None]:
    from tui.screens.today import TodayScreen

    return TodayScreen()


def _contracts() -> Screen[None]:
    from tui.screens.contracts import ContractsScreen

    return ContractsScreen()


def _followups() -> Screen[None]:
    from tui.screens.followups import FollowUpsScreen

    return FollowUpsScreen()


def _deviations() -> Screen[None]:
    from tui.screens.deviations import DeviationsScreen

    return DeviationsScreen()


def _report() -> Screen[None]:
    from tui.screens.report import ReportScreen

    return ReportScreen()


def _forms() -> Screen[None]:
    from tui.screens.forms import FormsScreen

    return FormsScreen()


LOOKING = 2.0
"""Seconds between two looks for what others have changed."""


class Aktsom(Shell):
    """The terminal application.

    `clock` gives the instant in UTC; `opening` opens the database, in the desk's thread. `glance`
    looks into it before all that opening takes is loaded.
    """

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "look.tcss"
    TITLE = "aktsom"
    DEFAULT_MODE = "today"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "today": _today,
        "contracts": _contracts,
        "followups": _followups,
        "deviations": _deviations,
        "report": _report,
        "forms": _forms,
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"mode('{mode}')", label, show=False, id=f"mode.{mode}")
            for number, (mode, label) in enumerate(PLACES, 1)
        ),
        Binding("ctrl+p", "palette", N_("Find anything"), show=False, id="palette", key_display="Ctrl+P"),
        Binding("ctrl+q", "leave", N_("Quit"), show=False, id="quit", key_display="Ctrl+Q", priority=True),
    ]

    def __init__(
        self,
        opening: Callable[[], Database],
        *,
        glance: Glance | None = None,
        actor: str,
        language: str,
        clock: Callable[[], datetime],
        heading: str = "",
        waiting: str = "",
        theme: str = "aktsom-dark",
        keymap: dict[str, str] | None = None,
        forms_folder: Path | None = None,
    ) -> None:
        super().__init__()
        self.desk = Desk(opening)
        self.glance = glance
        self.first_shown = asyncio.Event()
        """Set when the first place has shown what can be shown at once: nothing is loaded before that."""
        self.actor = actor
        self.language = language
        self.clock = clock
        self.heading = self.notice = heading
        """What stands at the right of the mode bar where there is room; `notice` is said once besides."""
        self.forms_folder = forms_folder
        self.waiting = waiting or self.text(N_("Opening the database …"))
        """What is said until the database is open."""
        self.first_seq: int | None = None
        """The journal's head when this run began: undo goes no further back."""
        self.signalled = 0
        """The signal that ended this run, if one did."""
        self._changes = 0
        self._folder = FolderWatch(forms_folder)
        self._seen: WeakKeyDictionary[Screen[None], int] = WeakKeyDictionary()
        for look in THEMES:
            self.register_theme(look)
        self.theme = theme
        if keymap:
            self.set_keymap(keymap)

    def text(self, msgid: str, **params: object) -> str:
        return words(self.language).text(msgid, **params)

    def library(self, db: Database) -> Library:
        """Every form: shipped, in the database, in the person's folder; its `refused` tells what cannot be used.

        Read at the desk. Raises InputRefused for a folder that cannot be read.
        """
        from tui.folder import library_of

        return library_of(self.forms_folder, db)

    def act(self, why: str = "", draft: str = "") -> Act:
        """This person, now. `draft` is the key of the draft that becomes a record by it."""
        return Act(self.actor, self.clock(), why, draft)

    def wall_time(self) -> str:
        return self.clock().astimezone(OSLO).strftime("%H:%M:%S")

    def on_mount(self) -> None:
        self.run_worker(self._begin(), group="begin", exit_on_error=False)

    async def _begin(self) -> None:
        from checklists.refused import Refused
        from tui.refusals import worded

        await self.first_shown.wait()
        try:
            self.first_seq, _ = await self.desk.read(lambda db: db.journal.head())
            settings = await self.desk.read(lambda db: db.settings.all())
            await self.desk.read(lambda _: self._folder.changed())
        except Refused as refused:
            self.refused = worded(refused, self.language)
            self.exit(return_code=4, message=self.refused)
            return
        name = settings.text("organisation.name")
        self.heading = " · ".join(part for part in (self.heading, name, str(self.act().today.year)) if part)
        from tui.screens.place import Place

        if isinstance(self.screen, Place):
            self.screen.mode_bar.right = self.heading
        self.set_interval(LOOKING, self._look_for_changes)

    async def _look_for_changes(self) -> None:
        """Somebody else may have written: what is shown is read again when it was."""
        from checklists.refused import Refused
        from tui.screens.place import Place

        try:
            written = await self.desk.read(lambda db: db.changed_elsewhere())
            forms = await self.desk.read(lambda _: self._folder.changed())
            if written or forms:
                self.touched()
                if isinstance(self.screen, Place) and self.screen.is_mounted:
                    if forms and self.screen.mode == "forms":
                        # First, so that what reading finds wrong stands in its place.
                        self.screen.tell(self.text(N_("The folder of forms was read again.")))
                    self.screen.run_worker(self.screen.load(), group="load", exit_on_error=False)
        except Refused as refused:
            self.tell_refusal(refused)

    def action_mode(self, mode: str) -> None:
        if self.current_mode != mode and not self.screen.is_modal:
            self.switch_mode(mode)

    def touched(self) -> None:
        """Something was written: places shown later read again."""
        self._changes += 1

    def fresh(self, place: Screen[None]) -> None:
        self._seen[place] = self._changes

    def stale(self, place: Screen[None]) -> bool:
        return self._seen.get(place) != self._changes

    def show_help(self) -> None:
        from tui.dialogs.help import Help

        if not self.screen.is_modal:
            self.push_screen(Help(self.screen, self.language))

    def action_palette(self) -> None:
        from tui.dialogs.palette import Palette

        if not self.screen.is_modal:
            self.push_screen(Palette(self.desk, self.language), self.open_found)

    def open_found(self, address: str | None) -> None:
        """Open what `kind/id` names: a contract, supplier, follow-up, deviation or mode."""
        from tui.opening import place_of

        if not address:
            return
        kind, _, name = address.partition("/")
        if kind == "mode":
            self.action_mode(name)
        elif kind == "do":
            self.run_worker(self.run_action(name), exit_on_error=False)
        elif place := place_of(kind, name):
            self.go_to(place)

    async def undo_latest(self, place: Place) -> None:
        """Withdraw this person's latest change in this run, if nothing has happened to its subject since."""
        since, act = self.first_seq or 0, self.act()
        entry = await self.desk.read_after_writes(lambda db: db.undo.latest(self.actor, since))
        if entry is None:
            place.tell(self.text(N_("There is nothing to undo in this run.")), bad=True)
            return
        change = await place.keep(lambda db: db.undo.undo(entry, act))
        if change is not None:
            await place.reload()
            place.tell(undone(entry, self.language))

    def action_theme(self) -> None:
        """From dark to light, or back."""
        self.theme = "aktsom-light" if self.theme == "aktsom-dark" else "aktsom-dark"

    async def action_leave(self) -> None:
        """Quit: what is being written is kept as a draft, and what was asked is written, before the end."""
        from tui.dialogs.writing import Writing

        if isinstance(self.screen, Writing):
            self.screen.keep_draft()
        self.exit()

    def on_unmount(self) -> None:
        self.desk.close()

    def end_by_signal(self, number: int) -> None:
        """Called from the thread that waits for signals: keep the draft, then leave."""
        self.signalled = number
        self.call_from_thread(self.action_leave)
