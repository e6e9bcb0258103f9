"""What every place in the app has: the bars, one way to say things, and one way to keep things."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Region, Size
from textual.keys import key_to_character
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from checklists.refused import Refused
from checklists.words import N_
from tui.dialogs.dialog import Dialog
from tui.dialogs.writing import DraftOf, Writing
from tui.drawing import key_label, shown
from tui.refusals import worded
from tui.screens.at_the_desk import AtTheDesk
from tui.widgets.bars import KeyBar, KeyHint, ModeBar
from tui.widgets.lines import Lines

T = TypeVar("T")
SMALLEST = (60, 15)
"""Columns and rows that a place can be drawn in."""
SOON = 0.03
"""Seconds: longer than it takes to keep an answer, shorter than anybody looks down at the keys."""
_AT_A_FIELD = {"go.back": "Esc", "help": "F1"}
"""The key that is told of while one writes, when its letter is written."""
COMMON = ("list.open", "undo", "go.back", "help")
"""Ids of the keys that mean the same everywhere; they stand last."""


def _is_written(binding: Binding) -> bool:
    """Does this key write a letter or a sign into the field that has the focus?"""
    sign = key_to_character(binding.key) or binding.key_display or ""
    return len(sign) == 1 and sign.isascii() and sign.isprintable()


class Place(AtTheDesk):
    """A screen of the app. `mode` is the mode it belongs to; subclasses give `body` and `reload`."""

    mode: ClassVar[str] = "today"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "back", N_("Back"), id="go.back", key_display="q"),
        Binding("u", "undo", N_("Undo"), id="undo", show=False),
        Binding("question_mark,f1", "help", N_("Help"), id="help", key_display="?"),
    ]
    SHOWN_WHERE_THEY_ACT: ClassVar[frozenset[str]] = frozenset()
    """Ids of keys that are told of only where they can act; the others are always told of, or only in the help."""
    mode_bar = getters.query_one(ModeBar)

    def __init__(self) -> None:
        super().__init__()
        self.shown_at_once = False
        self._drawn = asyncio.Event()
        self._telling: Timer | None = None
        self._fitted = Size(0, 0)
        self._fits_soon = False

    def body(self) -> Iterable[Widget]:
        """What stands between the bars."""
        return ()

    async def reload(self) -> None:
        """Read again what this place shows, and show it."""

    def why_not(self, action: str) -> str:  # noqa: ARG002 - places with keys that cannot always act look at it
        """Why the key of `action` cannot act now, in words; empty when it can."""
        return ""

    def compose(self) -> ComposeResult:
        yield ModeBar(self.mode, self.aktsom.language, self.aktsom.heading)
        yield from self.body()
        yield KeyBar()
        yield Static(shown(self.text(N_("The window is too small. aktsom needs 60×15."))), id="tiny")

    def on_mount(self) -> None:
        self.fit_the_window()
        self.watch_bindings()
        self.call_after_refresh(self.show_keys)
        self.run_worker(self._first_load(), group="load", exit_on_error=False)

    def fit(self) -> None:
        """Draw again what was made for a window of another size."""

    @on(Resize)
    def fit_the_window(self) -> None:
        """Fit the window as it is now: also where it was made larger or smaller while another place was shown."""
        size = self.aktsom.size
        if size != self._fitted:
            self._fitted = size
            self.set_class(size.width < SMALLEST[0] or size.height < SMALLEST[1], "tiny")
            self.fit()

    @on(Lines.Widened)
    def fit_the_list(self) -> None:
        """A list has another width than its rows were made for."""
        if not self._fits_soon:
            self._fits_soon = True
            self.call_after_refresh(self._fit_now)

    def _fit_now(self) -> None:
        self._fits_soon = False
        self.fit()

    def watch_bindings(self) -> None:
        """Say again what the keys do whenever that may have changed."""

        def changed(_: object) -> None:
            self.call_after_refresh(self.show_keys)

        self.bindings_updated_signal.subscribe(self, changed)  # pyright: ignore[reportUnknownMemberType] -- untyped there

    async def on_screen_resume(self) -> None:
        if self.is_mounted:
            self.fit_the_window()
        if self.is_mounted and self.aktsom.first_shown.is_set() and self.aktsom.stale(self):
            await self.load()

    async def _first_load(self) -> None:
        """The first place of all is drawn before anything is loaded for it."""
        if not self.aktsom.first_shown.is_set():
            await self._drawn.wait()
            self._drawn.clear()
            self.shown_at_once = await self.glance()
            if self.shown_at_once:
                await asyncio.wait({asyncio.ensure_future(self._drawn.wait())}, timeout=0.2)
            self.aktsom.first_shown.set()
            if not gc.isenabled():  # `aktsom` waits with it until here
                gc.freeze()  # what stands now stands until the end; to look it through would stop the keys for a moment
                gc.enable()
        await self.load()

    async def glance(self) -> bool:
        """Show what can be shown before the database is open. Is there any such thing?"""
        return False

    def render_lines(self, crop: Region) -> list[Strip]:
        """Once what stands here is drawn, and not an empty screen before it, what is slow to load may begin."""
        if not self._drawn.is_set() and any(child.size for child in self.children):
            self._drawn.set()
        return super().render_lines(crop)

    async def load(self) -> None:
        self.aktsom.fresh(self)
        if not self.aktsom.desk.open().done() and not self.shown_at_once:
            self.tell(self.aktsom.waiting)
        try:
            await self.reload()
            if self.key_bar.said == (self.aktsom.waiting, "good"):
                self.tell(self.aktsom.notice)
        except Refused as refused:
            self.tell(worded(refused, self.aktsom.language), bad=True)

    def show_keys_soon(self) -> None:
        """Say what the keys do once what is more urgent has been drawn; asked several times, once."""
        if self._telling is None:
            self._telling = self.set_timer(SOON, self.show_keys)

    def show_keys(self) -> None:
        """Say what the keys do here: this place's own first, those that mean the same everywhere last."""
        self._telling = None
        if not self.query(KeyBar):
            return  # this place has been left
        own: list[KeyHint] = []
        common: dict[str, KeyHint] = {}
        typing = isinstance(self.focused, Input)
        for active in self.active_bindings.values():
            binding = self._meant(active.binding)
            if typing and _is_written(active.binding) and binding.id not in _AT_A_FIELD:
                continue  # it is written into the field
            why_not = self.why_not(binding.action)
            if binding.id == "list.open" and isinstance(self.focused, Lines) and not self.focused.opens:
                continue
            told = binding.show or (binding.id in self.SHOWN_WHERE_THEY_ACT and not why_not)
            if not told or not binding.description:
                continue
            key = _AT_A_FIELD.get(binding.id or "", "") if typing else ""
            key = key or binding.key_display or self.aktsom.get_key_display(binding)
            label = key_label(self.text(binding.description), self.aktsom.language)
            if binding.id == "go.back" and not self.leads_back:
                key, label = "Ctrl+Q", key_label(self.text(N_("quit")), self.aktsom.language)
            hint = KeyHint(key, label, bool(why_not), binding.id in COMMON)
            if binding.id in COMMON:
                common.setdefault(binding.id, hint)
            elif hint not in own:
                own.append(hint)
        for bar in self.query(KeyBar):
            bar.hints = (*own, *(common[name] for name in COMMON if name in common))

    @property
    def leads_back(self) -> bool:
        """Is there something that the key for going back goes to?"""
        return len(self.aktsom.screen_stack) > 1

    def _meant(self, binding: Binding) -> Binding:
        """Enter on a list or in a field does what this place says of Enter, where it says something."""
        if binding.id == "list.open" or (binding.key == "enter" and isinstance(self.focused, Input)):
            return (
                next(iter(self._bindings.get_bindings_for_key("enter")), binding)
                if "enter" in self._bindings.key_to_bindings
                else binding
            )
        return binding

    async def ask(self, dialog: Dialog[T], draft: str = "") -> T | None:
        """Ask one thing, and wait for the answer; None when the person left it. Only from a worker.

        While something is being asked nothing else is. `draft` is the key of the draft of what is written: give it
        to the act that makes a record of the answer.
        """
        if isinstance(dialog, Writing) and draft:
            await dialog.take_up(DraftOf(self.aktsom.desk, draft, self.aktsom.clock))
        if self.aktsom.screen.is_modal:
            return None
        answer = await self.aktsom.push_screen_wait(dialog)
        if isinstance(dialog, Writing) and dialog.left:
            self.tell(dialog.left)
        return answer

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing but going back acts on a place that is still being made: what it would act on is not there."""
        if not self.is_mounted and action != "back":
            return False
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        self.aktsom.go_back()

    def action_help(self) -> None:
        self.aktsom.show_help()

    async def action_undo(self) -> None:
        await self.aktsom.undo_latest(self)

    def lines(self, id: str) -> Lines:
        return self.query_one(f"#{id}", Lines)
