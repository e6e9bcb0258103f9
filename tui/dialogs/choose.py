"""Choose one of a few things, with one key each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widget import Widget

from checklists.words import N_
from tui.dialogs.dialog import Dialog
from tui.drawing import Row, line
from tui.widgets.lines import Lines

KEYS = "123456789abcdefghijklmnoprstuvwxyz"


class Choose(Dialog[str]):
    """Gives the code chosen, or None. Digits and letters choose at once, Enter the marked line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "cancel", N_("Cancel"), show=False, id="choose.cancel")
    ]
    DEFAULT_CSS = "Choose Lines { height: auto; max-height: 60vh; }"

    def __init__(
        self, title: str, choices: Sequence[tuple[str, str]], language: str, marked: str = ""
    ) -> None:
        super().__init__(title, language, N_("Enter choose · Esc cancel"))
        self.choices = choices
        self.marked = marked

    def body(self) -> Iterable[Widget]:
        yield Lines(self._rows(), id="choices")

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.styles.height = len(self.choices)
        if self.marked:
            lines.show(self._rows(), keep=self.marked)
        lines.focus()

    def _rows(self) -> list[Row]:
        keys = [*KEYS, *(" " * max(0, len(self.choices) - len(KEYS)))]
        return [
            line((f" {key} ", "accent"), (label, ""), key=code)
            for key, (code, label) in zip(keys, self.choices, strict=False)
        ]

    def on_key(self, event: Key) -> None:
        character = event.character or ""
        index = KEYS.find(character) if character else -1
        if 0 <= index < len(self.choices):
            event.stop()
            self.finish(self.choices[index][0])

    @on(Lines.Opened)
    def choose(self, event: Lines.Opened) -> None:
        self.finish(event.key)
