"""Ask for a text, or for a yes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from checklists.cleaning import cleaned
from checklists.values import Refused, clean
from checklists.words import N_
from tui.dialogs.dialog import Dialog
from tui.dialogs.writing import Writing
from tui.drawing import shown
from tui.plain import inert
from tui.refusals import worded, worded_of
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from db.store.drafts import Drafts

LABEL = 60
"""So many letters of its title say which field a refusal is about."""


def _as_kept(text: str) -> str:
    return cleaned(text, lines=True)[0]


class _OneText(Writing[str]):
    """One text. `recorded` is what it is now, `value` what is written on from."""

    def __init__(self, title: str, language: str, value: str = "") -> None:
        super().__init__(title, language)
        self.recorded = self.value = value

    @property
    def written(self) -> str:
        raise NotImplementedError

    @property
    def unchanged(self) -> bool:
        return _as_kept(self.written) == _as_kept(self.recorded)

    def offer(self, drafts: Drafts, key: str) -> str | None:
        standing = drafts.get(key)
        self.value = self.recorded if standing is None else standing
        return standing


class AskLine(_OneText):
    """One line of text. Enter keeps it, Escape leaves it. What `check` refuses is not kept: it says why, and stays."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s,f2", "keep", N_("Keep"), id="line.keep", key_display="Ctrl+S", priority=True, show=False
        ),
    ]

    def __init__(
        self,
        title: str,
        language: str,
        value: str = "",
        *,
        needed: bool = False,
        check: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(title, language, value)
        self.needed = needed
        self._check = check

    async def action_keep(self) -> None:
        """Enter's other name: whoever has just written several lines is used to it."""
        await self.query_one(Input).action_submit()

    def body(self) -> Iterable[Widget]:
        yield OneLine(inert(self.value), id="line", select_on_focus=self.value == self.recorded)
        hint = f"{self.text(N_('Enter keep'))} · {self.told_of_escape}"
        yield Static(shown(hint), classes="hint")
        yield Static(shown(self.told_at_first), id="problem")

    @property
    def written(self) -> str:
        return self.query_one(Input).value

    @on(Input.Changed)
    def changed(self) -> None:
        self.wait_for_a_pause()

    @on(Input.Submitted)
    def keep(self, event: Input.Submitted) -> None:
        try:
            text = clean(event.value, limit=500)
        except Refused as refused:
            self.tell_problem(worded(refused, self.language))
            return
        if self.needed and not text:
            self.tell_problem(self.text(N_("Write something, or press Escape.")))
            return
        try:
            if self._check is not None:
                self._check(text)
        except Refused as refused:
            label = self.heading if len(self.heading) <= LABEL else f"{self.heading[:LABEL]}…"
            self.tell_problem(worded_of(refused, label, self.language))
            return
        self.keep_as(text)


class AskText(_OneText):
    """Text of several lines. Ctrl+S keeps it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "keep", N_("Keep"), id="text.keep", key_display="Ctrl+S", priority=True),
    ]
    DEFAULT_CSS = "AskText TextArea { height: 9; }"

    def body(self) -> Iterable[Widget]:
        yield TextArea(inert(self.value), id="text", soft_wrap=True, tab_behavior="focus")
        hint = f"{self.text(N_('Ctrl+S keep'))} · {self.told_of_escape}"
        yield Static(shown(hint), classes="hint")
        yield Static(shown(self.told_at_first), id="problem")

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)

    @property
    def written(self) -> str:
        return self.query_one(TextArea).text

    @on(TextArea.Changed)
    def changed(self) -> None:
        self.wait_for_a_pause()

    def action_keep(self) -> None:
        try:
            self.keep_as(clean(self.written, lines=True))
        except Refused as refused:
            self.tell_problem(worded(refused, self.language))


class Confirm(Dialog[bool]):
    """A question with a summary. Only the letter given confirms, so that a held Enter does nothing."""

    DEFAULT_CSS = "Confirm #said { height: auto; max-height: 60vh; }"

    def __init__(self, title: str, summary: str, language: str, *, key: str = "S") -> None:
        super().__init__(title, language)
        self.summary = summary
        self.key = key

    def body(self) -> Iterable[Widget]:
        yield VerticalScroll(Static(shown(self.summary), id="summary"), id="said")
        yield Static(shown(self.text(N_("{key} confirm · Esc back"), key=self.key)), classes="hint")

    def on_key(self, event: Key) -> None:
        if event.character == self.key:
            event.stop()  # or the place behind would take the same key for one of its own
            self.finish(True)
