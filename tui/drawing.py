"""Text as it is drawn: cleaned, cut to cells, in parts with a named style. Nothing that people wrote is ever markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.content import Content

from tui.plain import fit, visible, wrap

__all__ = [
    "STYLES",
    "Part",
    "Row",
    "bar",
    "fit",
    "joined",
    "key_label",
    "line",
    "shown",
    "sparks",
    "visible",
    "wrap",
    "wrapped",
]

Part = tuple[str, str]
"""Text and the name of its style: one of `STYLES`, or empty."""
STYLES = ("dim", "good", "warn", "bad", "accent", "heading", "strong", "rule")


@dataclass(frozen=True, slots=True)
class Row:
    """One drawn line. With a `key` the cursor may stand on it, and Enter opens it."""

    parts: tuple[Part, ...] = ()
    key: str = ""

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.parts)


def shown(text: str) -> Content:
    """What a widget of Textual may be given: cleaned, and never read as markup. Line breaks stay."""
    return Content("\n".join(visible(line) for line in text.split("\n")))


def wrapped(text: str, width: int, style: str = "", key: str = "", indent: str = "") -> list[Row]:
    """`text` as rows of at most `width` cells."""
    room = max(4, width - len(indent))
    return [Row(((indent, ""), (line, style)), key) for line in wrap(text, room)]


def line(*parts: Part | str, key: str = "") -> Row:
    """A row of parts; a plain string is a part without style."""
    return Row(tuple((part, "") if isinstance(part, str) else part for part in parts), key)


def joined(parts: Iterable[str], between: str = " · ") -> str:
    """The parts that say something, joined."""
    return between.join(part for part in parts if part)


def key_label(text: str, language: str) -> str:
    """What a key does, as the language writes it in a row of keys: in English with a capital."""
    return text[:1].upper() + text[1:] if language == "en" else text


def bar(done: int, total: int, width: int) -> str:
    """A bar of `width` cells: how much of `total` is done."""
    full = 0 if total <= 0 else min(width, round(width * done / total))
    return "█" * full + "░" * (width - full)


SPARKS = " ▁▂▃▄▅▆▇█"


def sparks(numbers: Sequence[int]) -> str:
    """One cell per number, by height; zero is the lowest line."""
    most = max(numbers, default=0)
    return "".join(SPARKS[1 if n == 0 or most == 0 else 1 + round(7 * n / most)] for n in numbers)
