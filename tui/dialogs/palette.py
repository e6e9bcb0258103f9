"""Find anything by a few letters: contracts, suppliers, deviations, follow-ups, modes and actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import Worker

from checklists.organisation import shown_number
from checklists.words import N_, words
from tui.desk import Desk
from tui.dialogs.dialog import Dialog
from tui.drawing import Row, fit, line, shown
from tui.typed import found
from tui.widgets.bars import MODES
from tui.widgets.lines import Lines
from tui.widgets.one_line import OneLine

ACTIONS = (("theme", N_("Light or dark")), ("leave", N_("Quit")))
KINDS = {
    "contract": N_("contract"),
    "supplier": N_("supplier"),
    "deviation": N_("deviation"),
    "followup": N_("follow-up"),
}


class Palette(Dialog[str]):
    """Gives `kind/id` of what was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("Down"), show=False, id="palette.next"),
        Binding("up", "move(-1)", N_("Up"), show=False, id="palette.previous"),
    ]
    DEFAULT_CSS = "Palette Lines { height: 14; margin-top: 1; }"

    def __init__(self, desk: Desk, language: str) -> None:
        title = words(language).text(N_("Find a contract, a supplier, a deviation or a place"))
        super().__init__(title, language, N_("Enter open · Esc cancel"))
        self.desk = desk
        self._looking: Worker[None] | None = None

    def body(self) -> Iterable[Widget]:
        yield OneLine(id="wanted")
        yield Lines(self._places(""), id="found", led=True)
        yield Static(shown(""), id="problem")

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        self.tell_problem("")
        self._looking = self.look_up(event.value)

    @work(exclusive=True, group="search", exit_on_error=False)
    async def look_up(self, wanted: str) -> None:
        rows: list[Row] = []
        if wanted.strip():
            hits = await self.desk.read(lambda db: db.registers.find(wanted, 20))
            rows = [
                line((f" {fit(self.text(KINDS[hit.kind]), 11)}", "dim"), fit(hit.title, 40),
                     (f"  {fit(shown_number(hit.detail), 16)}", "dim"), key=f"{hit.kind}/{hit.id}")
                for hit in hits
            ]  # fmt: skip
        self.query_one("#found", Lines).show([*rows, *self._places(wanted)], keep=None)

    def _places(self, wanted: str) -> list[Row]:
        all_places = [(f"mode/{mode}", label) for mode, label in MODES]
        all_places += [(f"do/{name}", label) for name, label in ACTIONS]
        rows: list[Row] = []
        for address, label in all_places:
            named = self.text(label)
            if wanted.casefold() in named.casefold():
                rows.append(line((" " * 12, ""), named, key=address))
        return rows

    def action_move(self, by: int) -> None:
        self.query_one("#found", Lines).action_move(by)

    @on(Input.Submitted)
    @work(exit_on_error=False)
    async def choose(self) -> None:
        """What stands first once what was typed last has been looked up."""
        await found(self._looking)
        self.finish(self.query_one("#found", Lines).key or None)

    @on(Lines.Opened)
    def open(self, event: Lines.Opened) -> None:
        self.finish(event.key)
