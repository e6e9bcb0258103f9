"""Choose any number of a few things: a key switches each on or off, Enter keeps the lot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Static

from checklists.words import N_
from tui.dialogs.dialog import Dialog
from tui.drawing import Row, line, shown
from tui.widgets.lines import Lines

KEYS = "123456789abcdefghijklmnoprstuvwxyz"


class Several(Dialog[tuple[str, ...]]):
    """Gives the codes that are switched on, in the order they are listed; None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "keep", N_("Keep"), id="several.keep", key_display="Enter", priority=True),
        Binding("space", "switch", N_("On or off"), id="several.switch"),
        Binding("q", "cancel", N_("Cancel"), show=False, id="several.cancel"),
    ]
    DEFAULT_CSS = "Several Lines { height: auto; max-height: 50vh; }"

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str]],
        language: str,
        marked: Collection[str] = (),
        *,
        needed: bool = False,
    ) -> None:
        super().__init__(title, language)
        self.choices = choices
        self.marked = set(marked)
        self.needed = needed

    def body(self) -> Iterable[Widget]:
        yield Lines(self._rows(), id="choices")
        yield Static(shown(self.text(N_("Space on or off · Enter keep · Esc cancel"))), classes="hint")
        yield Static(shown(""), id="problem")

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.styles.height = len(self.choices)
        lines.focus()

    def _rows(self) -> list[Row]:
        keys = [*KEYS, *(" " * max(0, len(self.choices) - len(KEYS)))]
        return [
            line(
                (f" {key} ", "accent"),
                ("✓ " if code in self.marked else "· ", "good" if code in self.marked else "dim"),
                (label, ""),
                key=code,
            )
            for key, (code, label) in zip(keys, self.choices, strict=False)
        ]

    def on_key(self, event: Key) -> None:
        character = event.character or ""
        index = KEYS.find(character) if character else -1
        if 0 <= index < len(self.choices):
            event.stop()
            self._switch(self.choices[index][0])

    def action_switch(self) -> None:
        self._switch(self.query_one(Lines).key)

    def _switch(self, code: str) -> None:
        self.marked ^= {code}
        self.query_one(Lines).show(self._rows(), keep=code)
        self.query_one("#problem", Static).update(shown(""))

    def action_keep(self) -> None:
        if self.needed and not self.marked:
            self.query_one("#problem", Static).update(
                shown(self.text(N_("Choose at least one, or press Escape.")))
            )
            return
        self.finish(tuple(code for code, _ in self.choices if code in self.marked))
