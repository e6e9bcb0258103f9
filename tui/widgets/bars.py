"""The lines around every place: which mode this is, what was last kept, and what the keys do here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from checklists.words import N_, words
from tui.plain import fit, visible, wrap

MODES: tuple[tuple[str, str], ...] = (
    ("today", N_("Today")),
    ("contracts", N_("Contracts")),
    ("followups", N_("Follow-ups")),
    ("deviations", N_("Deviations")),
    ("report", N_("Report 4.A")),
    ("forms", N_("Forms")),
)
"""Name of the mode and its label, in the order of the number keys."""


class Bar(Widget):
    """Lines drawn over the whole width."""

    COMPONENT_CLASSES = {"bar--dim", "bar--here", "bar--key", "bar--bad", "bar--good"}
    DEFAULT_CSS = "Bar { height: 2; width: 100%; }"

    def strips(self, width: int) -> list[list[tuple[str, str]]]:
        """The lines as parts of text and component class; a bare bar is a rule."""
        return [[("─" * width, "dim")]]

    def render_line(self, y: int) -> Strip:
        width, style = self.size.width, self.rich_style
        lines = self.strips(width)
        if y >= len(lines):
            return Strip.blank(width, style)
        segments = [
            Segment(
                visible(text),
                style + self.get_component_rich_style(f"bar--{name}", partial=True) if name else style,
            )
            for text, name in lines[y]
        ]
        return Strip(segments).adjust_cell_length(width, style)


class ModeBar(Bar):
    """The modes on the number keys, and whose database this is."""

    mode: reactive[str] = reactive("today")
    right: reactive[str] = reactive("")

    def __init__(self, mode: str, language: str, right: str = "") -> None:
        super().__init__()
        self.language = language
        self.set_reactive(ModeBar.mode, mode)
        self.set_reactive(ModeBar.right, right)

    def strips(self, width: int) -> list[list[tuple[str, str]]]:
        translate = words(self.language).text
        labels = [f"{number} {translate(label)}" for number, (_, label) in enumerate(MODES, 1)]
        name = " aktsom "
        gap = "  " if cell_len(name) + sum(cell_len(label) + 2 for label in labels) <= width else " "
        parts = [(name, "key")]
        for (mode, _), label in zip(MODES, labels, strict=True):
            parts += [(gap, ""), (label, "here" if mode == self.mode else "dim")]
        used = sum(cell_len(text) for text, _ in parts)
        right = visible(self.right)
        if right and used + cell_len(right) + 3 <= width:
            parts.append((" " * (width - used - cell_len(right) - 1) + right, "dim"))
        return [parts, [("─" * width, "dim")]]


@dataclass(frozen=True, slots=True)
class KeyHint:
    """One key and what it does here; greyed when it cannot act now."""

    key: str
    label: str
    greyed: bool = False
    stays: bool = False
    """Told of even where there is no room for all."""


class KeyBar(Bar):
    """What was last kept or said, and what the keys do here."""

    DEFAULT_CSS = "KeyBar { height: 3; dock: bottom; }"
    said: reactive[tuple[str, str]] = reactive(("", ""), repaint=False)
    """A message and its style: empty, `good` or `bad`."""
    hints: reactive[tuple[KeyHint, ...]] = reactive(())
    _lines = 1
    """So many lines what was said takes."""

    def strips(self, width: int) -> list[list[tuple[str, str]]]:
        style = self.said[1] or "dim"
        told = [[(" ", ""), (text, style)] for text in self._told(width)]
        return [[("─" * width, "dim")], *told, *self._keys(width)]

    def _told(self, width: int) -> list[str]:
        """What was said in as many lines as it takes, where there is room for them."""
        text = visible(self.said[0])
        if cell_len(text) < width or not width:
            return [text]
        lines, most = wrap(text, width - 1), 3 if self.screen.size.height >= 20 else 1
        return (
            lines if len(lines) <= most else [*lines[: most - 1], fit(" ".join(lines[most - 1 :]), width - 1)]
        )

    def watch_said(self) -> None:
        lines = len(self._told(self.size.width))
        if lines != self._lines:
            self.fit_keys()
        self.refresh(Region(0, 1, self.size.width, lines))

    def watch_hints(self) -> None:
        self.fit_keys()

    def on_resize(self) -> None:
        self.fit_keys()

    def fit_keys(self) -> None:
        """Take more lines where one does not hold what is said, or the keys, and the screen is high enough."""
        width = self.size.width
        self._lines = len(self._told(width))
        height = 1 + self._lines + len(self._keys(width)) if width else 3
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height

    def _keys(self, width: int) -> list[list[tuple[str, str]]]:
        """As many lines as there is room for. What does not fit is left to the help: `…` stands for it."""
        most = 2 if self.screen.size.height >= 20 else 1
        told, left = list(self.hints), 0
        lines = _arranged(told, width, left)
        while len(lines) > most and (own := [hint for hint in told if not hint.stays]):
            told.remove(own[-1])
            left = len(own) - 1
            lines = _arranged(told, width, left)
        return lines[:most]


BETWEEN = 2
"""Blanks after a hint, which may hang over the edge."""


def _arranged(hints: Sequence[KeyHint], width: int, left: int) -> list[list[tuple[str, str]]]:
    """The hints in lines of `width`; if some were left out, that is said after the first `left`."""
    parts = [_of_hint(hint) for hint in hints]
    if left:
        parts.insert(left, [(" …  ", "dim")])
    lines: list[list[tuple[str, str]]] = [[]]
    room = width
    for part in parts:
        cells = sum(cell_len(text) for text, _ in part)
        if cells - BETWEEN > room and lines[-1]:
            lines.append([])
            room = width
        room -= cells
        lines[-1] += part
    return lines


def _of_hint(hint: KeyHint) -> list[tuple[str, str]]:
    key = "dim" if hint.greyed else "key"
    return [(" ", ""), (hint.key, key), (" ", ""), (f"{hint.label}  ", "dim")]
