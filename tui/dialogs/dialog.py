"""What every dialog is: one question in the middle of the screen, answered once, never stacked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from checklists.words import N_, words
from tui.drawing import shown
from tui.widgets.one_line import OneLine

ResultT = TypeVar("ResultT")
LOW = 20
"""Rows of a window under which a dialog does without blank lines."""
LINES_JOINED = N_("The lines you pasted were put on one line.")


class Dialog(ModalScreen[ResultT | None], Generic[ResultT]):
    """Asks one thing. `finish` answers it the first time and does nothing after: two quick Enters give one answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", N_("Cancel"), id="dialog.cancel"),
    ]
    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical { width: 76; max-width: 96%; height: auto; max-height: 94%; padding: 1 2; }
    Dialog .title { text-style: bold; margin-bottom: 1; }
    Dialog .hint { margin-top: 1; }
    Dialog.low > Vertical { padding: 0 2; }
    Dialog.low .title { margin-bottom: 0; }
    """

    def __init__(self, title: str, language: str, hint: str = "") -> None:
        """`hint` is the message that says which keys answer."""
        super().__init__()
        self.heading = title
        self.language = language
        self.hint = hint
        self._finished = False
        self.busy = False
        """Is the answer given, so that keys must wait for what comes after this?"""

    @on(Resize)
    def fit(self, event: Resize) -> None:
        """Without blank lines in a low window, so that what the keys do has room."""
        self.set_class(event.size.height < LOW, "low")

    def text(self, msgid: str, **params: object) -> str:
        return words(self.language).text(msgid, **params)

    def body(self) -> Iterable[Widget]:
        """What is between the title and the hint."""
        return ()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(shown(self.heading), classes="title")
            yield from self.body()
            if self.hint:
                yield Static(shown(self.text(self.hint)), classes="hint")

    def finish(self, result: ResultT | None) -> None:
        """Answer, once. A key that came while this was still being made answers as soon as it stands."""
        if not self.is_mounted:
            self.call_later(self.finish, result)
        elif not self._finished and self.is_current:
            self._finished = self.busy = True
            self.dismiss(result)

    def tell_problem(self, told: str) -> None:
        """Say what is wrong in the line for it, where this dialog has one."""
        for line in self.query("#problem").results(Static):
            line.update(shown(told))

    @on(OneLine.Joined)
    def tell_of_lines_joined(self) -> None:
        self.tell_problem(self.text(LINES_JOINED))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only leaving acts on a dialog that is still being made: its fields are not there."""
        if not self.is_mounted and action != "cancel":
            return False
        return super().check_action(action, parameters)

    def action_cancel(self) -> None:
        self.finish(None)
