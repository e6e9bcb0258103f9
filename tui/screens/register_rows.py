"""What the register of contracts looks like: one line each, with the columns that the width has room for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rich.cells import cell_len
from textual.cache import LRUCache

from checklists.codelists import label
from checklists.listed import ContractLine
from checklists.words import N_, words
from tui.drawing import Part, Row, fit, line
from tui.widgets.drawn import MOST_KEPT

GLYPHS = {"n": "·", "q": "?", "c": "~", "d": "d", "k": "✓", "t": "³", "x": "✗"}
STEPS = {
    "n": "not_asked",
    "q": "asked",
    "c": "answered",
    "d": "documented",
    "k": "checked",
    "x": "deviation",
    "t": "third_party",
}
"""The step of the ladder that each sign stands for."""
GLYPH_STYLES = {"n": "dim", "q": "dim", "c": "warn", "d": "", "k": "good", "t": "good", "x": "bad"}
RISK_STYLES = {"high": "bad", "medium": "warn", "low": "dim"}
RISK_SIGNS = {"high": "▲", "medium": "△"}
"""For the risk where its word has no room."""
VALUED, WIDE = 96, 116
"""Columns from which the value is shown, and the risk in words."""


DAY = 10
"""Cells of the next deadline without room for what it is."""


class RegisterRows:
    """The lines read so far, drawn when asked for; those not read yet are blank."""

    def __init__(self, language: str, today: str, width: int) -> None:
        self.lines: list[ContractLine] = []
        self.total = 0
        self.language = language
        self.today = today
        self.width = width
        self._made: LRUCache[tuple[int, int], Row] = LRUCache(MOST_KEPT)

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, index: int, /) -> Row:
        if index >= len(self.lines):
            return line((" …", "dim"))
        row = self._made.get((index, self.width))
        if row is None:
            row = self._made[index, self.width] = self._row(self.lines[index])
        return row

    def headings(self) -> Row:
        """What each column holds."""
        text, held = words(self.language).text, _columns(self.width)
        told = ("" if held.risk else " ") + " " + fit(text(N_("Reference")), held.reference - 1) + " "
        told += fit(text(N_("Contract")), held.title - 1) + " " + fit(text(N_("Supplier")), held.supplier)
        told += fit(text(N_("Value")), held.value, right=True) + fit(text(N_("Ends")), 9, right=True)
        told += "  " * bool(held.risk) + fit(text(N_("Risk")), held.risk - 2)
        due = text(N_("Next deadline") if held.due > DAY else N_("Deadline"))
        return line((told + " " + fit(text(N_("Themes")), 7) + "  " + due, "dim"))

    def _row(self, contract: ContractLine) -> Row:
        held, style = _columns(self.width), RISK_STYLES.get(contract.risk, "dim")
        parts: list[Part] = [(" " if held.risk else f" {RISK_SIGNS.get(contract.risk, ' ')}", style)]
        parts.append((fit(contract.reference or contract.id, held.reference - 1) + " ", "dim"))
        parts.append((fit(contract.title, held.title - 1) + " ", "" if contract.active else "dim"))
        parts.append((fit(contract.suppliers, held.supplier), "dim"))
        parts.append((fit(_value(contract), held.value, right=True), ""))
        parts.append((fit(_end(contract), 9, right=True), "dim"))
        if held.risk:
            word = label("risk_levels", contract.risk, self.language) if contract.risk else ""
            parts.append(("  " + fit(word, held.risk - 2), style))
        parts.append((" ", ""))
        parts += [(GLYPHS.get(depth, "·"), GLYPH_STYLES.get(depth, "")) for depth in contract.depths]
        return Row((*parts, self._due(contract, held.due)), contract.id)

    def _due(self, contract: ContractLine, width: int) -> Part:
        if not contract.next_day:
            return ("", "dim")
        late = contract.next_day < self.today
        told = f" {'!' if late else ' '}{short_day(contract.next_day):>8}"
        if width > DAY:
            what = label("due_kinds", contract.next_what, self.language)
            if what == contract.next_what:
                what = label("methods", contract.next_what, self.language)
            told += f" {what}"
        return (fit(told, width), "bad" if late else "")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Cells of each column; 0 where there is no room for it."""

    reference: int
    title: int
    supplier: int
    value: int
    risk: int
    due: int


@cache
def _columns(width: int) -> _Columns:
    valued, wide = width >= VALUED, width >= WIDE
    reference, due = (14, 27) if wide else (11, 22) if valued else (10, DAY)
    value, risk = 16 if wide else 13 if valued else 0, 9 if wide else 0
    room = max(12, min(104, width - (2 if wide else 3) - reference - value - 9 - risk - 1 - 7 - due))
    supplier = max(10, min(room * 2 // 5, room - 22)) if room >= 24 else 0
    return _Columns(reference, room - supplier, supplier, value, risk, due)


def legend(language: str, width: int) -> Row:
    """What the signs of the themes and of the risk mean, as far as there is room."""
    parts: list[Part] = [(" ", "")]
    for sign, style, meaning in (
        *(
            (GLYPHS[code], GLYPH_STYLES[code], label("ladder", step, language))
            for code, step in STEPS.items()
        ),
        *((RISK_SIGNS[risk], RISK_STYLES[risk], label("risk_levels", risk, language)) for risk in RISK_SIGNS),
    ):
        before = "  " if len(parts) > 1 else ""
        if sum(cell_len(text) for text, _ in parts) + cell_len(f"{before}{sign} {meaning}") > width:
            break
        parts += [(before, ""), (sign, style), (f" {meaning}", "dim")]
    return Row(tuple(parts))


def _value(contract: ContractLine) -> str:
    if contract.value is None:
        return ""
    amount = f"{contract.value // 1000:,}".replace(",", "\u00a0")
    return amount if contract.currency == "NOK" else f"{contract.currency} {amount}"


def _end(contract: ContractLine) -> str:
    return "–" if contract.open_ended else short_day(contract.ends)


def short_day(iso: str) -> str:
    """`2026-12-31` as `31.12.26`; empty stays empty."""
    return f"{int(iso[8:10])}.{int(iso[5:7])}.{iso[2:4]}" if len(iso) == 10 else ""
