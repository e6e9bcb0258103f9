"""What every place does with the database: reads, writes, and says what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from textual import getters, on
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from checklists.refused import Refused
from checklists.words import N_, words
from tui.app import Aktsom
from tui.crash import told_fault
from tui.dialogs.dialog import LINES_JOINED
from tui.refusals import worded
from tui.widgets.bars import KeyBar
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from db.database import Database

T = TypeVar("T")


class AtTheDesk(Screen[None]):
    """A screen that reads and writes through the desk, and tells of it in the line above the keys."""

    key_bar = getters.query_one(KeyBar)
    aktsom = getters.app(Aktsom)

    async def load(self) -> None:
        """Read again what is shown, and show it."""

    def text(self, msgid: str, **params: object) -> str:
        """The interface's words in the language chosen."""
        return words(self.aktsom.language).text(msgid, **params)

    def tell(self, message: str, *, bad: bool = False) -> None:
        """Say something in the line above the keys; a place that was left says nothing."""
        for bar in self.children:
            if isinstance(bar, KeyBar):
                bar.said = (message, "bad" if bad else "good")

    @on(OneLine.Joined)
    def tell_of_lines_joined(self) -> None:
        self.tell(self.text(LINES_JOINED))

    def say_kept(self) -> None:
        """Say that what was done is in the database, and when."""
        self.tell(self.text(N_("Kept {time}"), time=self.aktsom.wall_time()))

    async def kept(self, call: Callable[[Database], object]) -> bool:
        """Write through the desk and say so. On a refusal read again, say why, and give False."""
        return await self.settled(self.aktsom.desk.write(call))

    def keep_at_once(self, call: Callable[[Database], object]) -> None:
        """Begin to write now, before anything is drawn; what becomes of it is said as by `kept`."""
        asyncio.wrap_future(self.aktsom.desk.ask(call)).add_done_callback(self._kept_or_not)

    def _kept_or_not(self, asked: asyncio.Future[object]) -> None:
        if asked.cancelled():
            return
        if asked.exception() is None:
            self._say_written()
            return
        here = self if self.is_attached else self.aktsom.screen  # a place that was left can say nothing
        if isinstance(here, AtTheDesk):
            here.run_worker(here.settled(asked), group="kept", exit_on_error=False)

    async def settled(self, writing: Awaitable[object]) -> bool:
        """Wait for what is being written; what becomes of it is said as by `kept`."""
        try:
            await writing
        except Refused as refused:
            await self.load()
            self.tell(worded(refused, self.aktsom.language), bad=True)
            return False
        self._say_written()
        return True

    def _say_written(self) -> None:
        self.aktsom.touched()
        if self.is_mounted:
            self.say_kept()

    async def keep(self, call: Callable[[Database], T]) -> T | None:
        """Write through the desk, for what it gives back; None when it was refused."""
        results: list[T] = []
        done = await self.kept(lambda db: results.append(call(db)))
        return results[0] if done else None

    async def read(self, call: Callable[[Database], T]) -> T:
        """Read beside the writing."""
        return await self.aktsom.desk.read(call)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A fault in work that was begun here is told, never lost."""
        error = event.worker.error  # pyright: ignore[reportUnknownMemberType] -- of any worker
        if event.state is not WorkerState.ERROR or error is None:
            return
        if isinstance(error, Refused):  # a database that is gone or locked is no fault of ours
            self.tell(worded(error, self.aktsom.language), bad=True)
        else:
            self.tell(told_fault(error, self.aktsom.language), bad=True)
