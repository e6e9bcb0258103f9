"""What the cursor rests on is read before it is opened: a large form takes longer to make than to show."""

from __future__ import annotations

from contextlib import suppress

from textual import on, work
from textual.timer import Timer

from checklists.refused import Refused
from tui.screens.place import Place
from tui.widgets.lines import Lines

RESTING = 0.15
"""Seconds on a line: longer than passing over it, shorter than reading it."""


class FormAhead(Place):
    """A place with follow-ups to open, among other things."""

    def __init__(self) -> None:
        super().__init__()
        self._resting: Timer | None = None

    @property
    def stands_on(self) -> str:
        """Id of the follow-up that the cursor stands on; empty where it stands on something else."""
        marked = self.focused.key if isinstance(self.focused, Lines) else ""
        name = marked.removeprefix("followup/").split(" ")[0]
        return name if name.startswith("O-") else ""

    async def on_screen_resume(self) -> None:
        await super().on_screen_resume()
        self.read_ahead_soon()

    @on(Lines.Moved)
    def read_ahead_soon(self) -> None:
        """Read it once the cursor has rested."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(RESTING, self._read_ahead)

    @work(exclusive=True, group="ahead", exit_on_error=False)
    async def _read_ahead(self) -> None:
        if not self.aktsom.first_shown.is_set() or not self.aktsom.desk.open().done():
            self.read_ahead_soon()  # what is shown goes before what may be opened
        elif name := self.stands_on:
            with suppress(Refused):  # whoever opens it is told
                await self.read(lambda db: db.followups.open(name))
