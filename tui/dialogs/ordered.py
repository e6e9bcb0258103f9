"""Put a few things in order: moved up and down, taken away, and one more asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from checklists.words import N_
from tui.dialogs.dialog import Dialog
from tui.drawing import Row, line, shown
from tui.widgets.lines import Lines


@dataclass(frozen=True)
class Order:
    """The codes in their order, and whether one more is to be asked for."""

    codes: tuple[str, ...]
    more: bool = False


class Ordered(Dialog[Order]):
    """Gives the order that was made; None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "keep", N_("Keep"), id="ordered.keep", key_display="Enter", priority=True),
        Binding("plus,shift+down", "shift(1)", N_("Move down"), id="ordered.down", key_display="+"),
        Binding("minus,shift+up", "shift(-1)", N_("Move up"), id="ordered.up", key_display="-"),
        Binding("x,delete", "take_away", N_("Take away"), id="ordered.take-away"),
        Binding("a", "more", N_("One more"), id="ordered.more"),
        Binding("q", "cancel", N_("Cancel"), show=False, id="ordered.cancel"),
    ]
    DEFAULT_CSS = "Ordered Lines { height: auto; max-height: 50vh; }"

    def __init__(self, title: str, things: Sequence[tuple[str, str]], language: str) -> None:
        super().__init__(title, language)
        self.labels = dict(things)
        self.codes = list(self.labels)

    def body(self) -> Iterable[Widget]:
        yield Lines(self._rows(), id="things")
        hint = self.text(N_("+ down · - up · x take away · a one more · Enter keep · Esc cancel"))
        yield Static(shown(hint), classes="hint")
        yield Static(shown(""), id="problem")

    def on_mount(self) -> None:
        self._draw("")
        self.query_one(Lines).focus()

    def _rows(self) -> list[Row]:
        return [
            line((f" {number}  ", "dim"), self.labels[code], key=code)
            for number, code in enumerate(self.codes, 1)
        ]

    def _draw(self, keep: str) -> None:
        lines = self.query_one(Lines)
        lines.styles.height = max(1, len(self.codes))
        lines.show(self._rows(), keep=keep or None)
        self.tell_problem("")

    def action_shift(self, by: int) -> None:
        code = self.query_one(Lines).key
        if not code:
            return
        here = self.codes.index(code)
        there = here + by
        if 0 <= there < len(self.codes):
            self.codes[here], self.codes[there] = self.codes[there], self.codes[here]
            self._draw(code)

    def action_take_away(self) -> None:
        code = self.query_one(Lines).key
        if len(self.codes) > 1:
            here = self.codes.index(code)
            self.codes.remove(code)
            self._draw(self.codes[min(here, len(self.codes) - 1)])
        elif code:
            self.tell_problem(self.text(N_("One must stay. a adds another first.")))

    def action_more(self) -> None:
        self.finish(Order(tuple(self.codes), more=True))

    def action_keep(self) -> None:
        self.finish(Order(tuple(self.codes)))
