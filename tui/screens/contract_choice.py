"""Choosing a contract by a few letters of its title, reference or supplier."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import Worker

from checklists.listed import ContractQuery
from checklists.words import N_
from tui.dialogs.dialog import Dialog
from tui.drawing import fit, line, shown
from tui.typed import found
from tui.widgets.lines import Lines
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from tui.screens.place import Place


class ContractChoice(Dialog[str]):
    """Gives the id of the contract chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("Down"), show=False, id="contract-choice.next"),
        Binding("up", "move(-1)", N_("Up"), show=False, id="contract-choice.previous"),
    ]
    DEFAULT_CSS = """
    ContractChoice Lines { height: 12; margin-top: 1; }
    ContractChoice.low Lines { height: 5; margin-top: 0; }
    """

    def __init__(self, place: Place) -> None:
        super().__init__(
            place.text(N_("Which contract?")), place.aktsom.language, N_("Enter choose · Esc cancel")
        )
        self.place = place
        self._looking: Worker[None] | None = None

    def body(self) -> Iterable[Widget]:
        yield OneLine(id="wanted")
        yield Lines((), id="found", led=True)
        yield Static(shown(""), id="problem")

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self._looking = self.look_up("")

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        self.tell_problem("")
        self._looking = self.look_up(event.value)

    @work(exclusive=True, group="search", exit_on_error=False)
    async def look_up(self, wanted: str) -> None:
        today = self.place.aktsom.act().today
        page = await self.place.read(
            lambda db: db.registers.contracts(ContractQuery(search=wanted), limit=50, today=today)
        )
        rows = [
            line(
                (" " + fit(c.reference, 11), "dim"),
                fit(c.title, 34),
                (" " + fit(c.suppliers, 22), "dim"),
                key=c.id,
            )
            for c in page.lines
        ]
        self.query_one("#found", Lines).show(rows)

    def action_move(self, by: int) -> None:
        self.query_one("#found", Lines).action_move(by)

    @on(Input.Submitted)
    @work(exit_on_error=False)
    async def choose(self) -> None:
        """What stands first once what was typed last has been looked up."""
        await found(self._looking)
        if key := self.query_one("#found", Lines).key:
            self.finish(key)

    @on(Lines.Opened)
    def open(self, event: Lines.Opened) -> None:
        self.finish(event.key)


async def choose_contract(place: Place) -> str | None:
    """Ask for a contract; its id, or None."""
    return await place.ask(ContractChoice(place))
