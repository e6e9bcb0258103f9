"""Help on the thing in focus: what it is, and every key that works here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.keys import format_key
from textual.screen import Screen
from textual.widget import Widget

from checklists.words import N_, words
from tui.dialogs.dialog import Dialog
from tui.drawing import Row, fit, key_label, line, wrapped
from tui.widgets.lines import Lines

TOOLKIT: Mapping[str, str] = {
    "app.focus_next": N_("To the next part of the screen"),
    "app.focus_previous": N_("To the previous part of the screen"),
    "screen.copy_text": N_("Copy the marked text"),
}
"""Actions of the toolkit's own keys, in our words: it describes them in English only."""

_ON_THE_KEY: Mapping[str, str] = {"pgup": "Page Up", "pgdn": "Page Down", "del": "Delete"}
WIDTH = 68
"""Cells of a line of help: what a dialog has on a window of 80, beside its scroll bar."""


class Help(Dialog[bool]):
    """Shows the help of the focused widget and of its screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1,q,enter", "cancel", N_("Close"), show=False, id="help.close"),
    ]
    DEFAULT_CSS = "Help Lines { height: 18; max-height: 60vh; }"

    def __init__(self, screen: Screen[Any], language: str) -> None:
        super().__init__(words(language).text(_title(screen)), language, N_("Esc close"))
        focused = screen.focused
        told = [getattr(screen, "HELP", None), getattr(focused, "HELP", None)]
        self.texts = [help_text for help_text in told if isinstance(help_text, str) and help_text]
        # What is special to this place stands first, then what its parts and the app have everywhere.
        active_bindings = sorted(
            screen.active_bindings.values(),
            key=lambda active: (active.node is not screen, not active.binding.id),
        )
        self.keys = [
            (_written(active.binding), what)
            for active in active_bindings
            if (what := _what(active.binding)) and not active.binding.key.startswith("super+")
        ]

    def body(self) -> Iterable[Widget]:
        rows: list[Row] = []
        for help_text in self.texts:
            rows += [*wrapped(self.text(help_text), WIDTH), line()]
        # Several keys may be shown as one: `q` and Escape are both `q`.
        told = dict.fromkeys((key, key_label(self.text(label), self.language)) for key, label in self.keys)
        rows += [line((fit(key, 12), "accent"), label) for key, label in told]
        yield Lines(rows, reading=True, id="help")


def _written(binding: Binding) -> str:
    """The key as it stands on a keyboard: `Page Up`, `Shift+Tab`. A letter alone stays as it is pressed."""
    parts = (binding.key_display or format_key(binding.key)).split("+")
    if len(parts) == 1 and len(parts[0]) < 2:
        return parts[0]
    return "+".join(_ON_THE_KEY.get(part, part[:1].upper() + part[1:]) for part in parts)


def _what(binding: Binding) -> str:
    """What a key does. Keys of the toolkit itself have no id: only those told of below are worth a line."""
    return binding.description if binding.id else TOOLKIT.get(binding.action, "")


def _title(screen: Screen[Any]) -> str:
    title = getattr(screen, "NAME", "")
    return title if isinstance(title, str) and title else N_("Help")
