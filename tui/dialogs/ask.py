"""Ask for a text, or for a yes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from checklists.values import Refused, clean
from checklists.words import N_
from tui.dialogs.dialog import Dialog
from tui.drawing import shown
from tui.plain import inert
from tui.refusals import worded


class AskLine(Dialog[str]):
    """One line of text. Enter keeps it, Escape leaves it."""

    def __init__(self, title: str, language: str, value: str = "", *, needed: bool = False) -> None:
        super().__init__(title, language)
        self.value = value
        self.needed = needed

    def body(self) -> Iterable[Widget]:
        yield Input(inert(self.value), id="line")
        yield Static(shown(""), id="problem")

    @on(Input.Submitted)
    def keep(self, event: Input.Submitted) -> None:
        try:
            text = clean(event.value, limit=500)
        except Refused as refused:
            self.query_one("#problem", Static).update(shown(worded(refused, self.language)))
            return
        if self.needed and not text:
            self.query_one("#problem", Static).update(
                shown(self.text(N_("Write something, or press Escape.")))
            )
            return
        self.finish(text)


class AskText(Dialog[str]):
    """Text of several lines. Ctrl+S keeps it; what is being written is kept as a draft after a second."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "keep", N_("Keep"), id="text.keep", key_display="Ctrl+S", priority=True),
    ]
    DEFAULT_CSS = "AskText TextArea { height: 9; }"

    def __init__(
        self,
        title: str,
        language: str,
        value: str = "",
        *,
        draft: Callable[[str], Future[None]] | None = None,
        problem: str = "",
    ) -> None:
        super().__init__(title, language)
        self.value = value
        self.problem = problem
        self._draft = draft
        self._pause: Timer | None = None

    def body(self) -> Iterable[Widget]:
        yield TextArea(inert(self.value), id="text", soft_wrap=True, tab_behavior="focus")
        hint = self.problem or self.text(N_("Ctrl+S keep · Esc leave without keeping"))
        yield Static(shown(hint), id="problem")

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)

    @property
    def written(self) -> str:
        return self.query_one(TextArea).text

    @on(TextArea.Changed)
    def wait_for_a_pause(self) -> None:
        if self._draft is None:
            return
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(1.0, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep what is written as a draft; said once it is in the database, or why it is not."""
        if self._draft is not None and self.written != self.value:
            self._say_kept(self._draft(self.written))

    @work(exit_on_error=False)
    async def _say_kept(self, draft: Future[None]) -> None:
        try:
            await asyncio.shield(asyncio.wrap_future(draft))  # leaving must not call the draft back
        except Refused as refused:
            self.tell_problem(worded(refused, self.language))
            return
        self.tell_problem(self.text(N_("Draft kept · Ctrl+S keep · Esc leave without keeping")))

    def action_keep(self) -> None:
        try:
            self.finish(clean(self.written, lines=True))
        except Refused as refused:
            self.query_one("#problem", Static).update(shown(worded(refused, self.language)))


class Confirm(Dialog[bool]):
    """A question with a summary. Only the letter given confirms, so that a held Enter does nothing."""

    def __init__(self, title: str, summary: str, language: str, *, key: str = "S") -> None:
        super().__init__(title, language)
        self.summary = summary
        self.key = key

    def body(self) -> Iterable[Widget]:
        yield Static(shown(self.summary), id="summary")
        yield Static(shown(self.text(N_("{key} confirm · Esc back"), key=self.key)), classes="hint")

    def on_key(self, event: object) -> None:
        if getattr(event, "character", None) == self.key:
            self.finish(True)
