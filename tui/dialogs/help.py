"""Help on the thing in focus: what it is, and every key that works here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.keys import format_key
from textual.screen import Screen
from textual.widget import Widget

from checklists.words import N_, words
from tui.dialogs.dialog import Dialog
from tui.drawing import Row, fit, line, wrapped
from tui.widgets.lines import Lines


class Help(Dialog[bool]):
    """Shows the help of the focused widget and of its screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1,q,enter", "cancel", N_("Close"), show=False, id="help.close"),
    ]
    DEFAULT_CSS = "Help Lines { height: 18; }"

    def __init__(self, screen: Screen[Any], language: str) -> None:
        super().__init__(words(language).text(_title(screen)), language)
        focused = screen.focused
        told = [getattr(screen, "HELP", None), getattr(focused, "HELP", None)]
        self.texts = [help_text for help_text in told if isinstance(help_text, str) and help_text]
        self.keys = [
            (
                active.binding.key_display or format_key(active.binding.key),
                active.binding.description,
            )
            for active in screen.active_bindings.values()
            if active.binding.description
        ]

    def body(self) -> Iterable[Widget]:
        rows: list[Row] = []
        for help_text in self.texts:
            rows += [*wrapped(self.text(help_text), 70), line()]
        rows += [line((fit(key, 12), "accent"), self.text(label)) for key, label in self.keys]
        yield Lines(rows, reading=True, id="help")


def _title(screen: Screen[Any]) -> str:
    title = getattr(screen, "NAME", "")
    return title if isinstance(title, str) and title else N_("Help")
