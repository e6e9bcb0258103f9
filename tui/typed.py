"""Keys in the order they were typed: each acts on what the ones before it opened, however fast they come."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.events import Event, Key
from textual.message import Message
from textual.message_pump import MessagePump

from tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.worker import Worker

    from tui.shell import Shell

LONGEST = 6.0
"""Seconds that keys wait for what is being opened: longer than the database waits for a lock."""
LOOK = 0.002
"""Seconds between looks at whether it stands."""


class Passed(Message):
    """Goes the way of the key before it, from where the key went and up to the app: it is done when this comes."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self.way = way


class Way:
    """The way from one widget up to the app, walked twice: what a key does may post a message of its own."""

    def __init__(self, start: MessagePump) -> None:
        self._start = start
        self._left = 2
        self._walk()

    def arrived(self) -> None:
        self._left -= 1
        if self._left:
            self._walk()

    def _walk(self) -> None:
        if not self._start.post_message(Passed(self)):
            self._left = 0

    @property
    def walked(self) -> bool:
        """Has everything before it been done? What was closed on the way does nothing more."""
        return self._left <= 0 or not self._start.is_running


class TypedAhead:
    """Gives the app its keys and what is pasted, one at a time."""

    def __init__(self, app: Shell, give: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._give = give
        self._waiting: deque[Event] = deque()
        self._passing = False
        self._way: Way | None = None
        self._moved: Lines | None = None
        """The list that the last key moved in: keys that move in it follow each other without waiting."""
        self._shown: object = None

    @property
    def done(self) -> bool:
        """Has every key been given, and gone all its way?"""
        return not self._passing and not self._waiting and (self._way is None or self._way.walked)

    async def take(self, event: Event) -> None:
        """A key at once where everything before it is done; otherwise in its turn."""
        if self._passing or not self._stands(event):
            self._waiting.append(event)
            if not self._passing:
                self._passing = True
                self._app.run_worker(self._pass_on(), group="typed", exit_on_error=False)
        else:
            await self._pass(event)

    async def _pass_on(self) -> None:
        try:
            while self._waiting and self._app.screen_stack:
                end = time.monotonic() + LONGEST
                while not (stands := self._stands(self._waiting[0])) and time.monotonic() < end:
                    await asyncio.sleep(LOOK)
                for _ in range(1 if stands else len(self._waiting)):
                    await self._pass(self._waiting.popleft())
        finally:
            self._passing = False

    async def _pass(self, event: Event) -> None:
        if not self._app.screen_stack:
            return
        screen = self._app.screen
        self._shown = screen
        start = self._app.focused or screen
        self._moved, action = self._movement(event)
        if self._moved is not None:
            self._way = None
            await self._app.run_action(action, self._moved)
        else:
            await self._give(event)
            self._way = Way(start)

    def _movement(self, event: Event) -> tuple[Lines | None, str]:
        """The list whose cursor this key moves, and nothing else, and how; there it goes straight to the list."""
        focused = self._app.focused
        if isinstance(focused, Lines) and isinstance(event, Key) and self._app.app_focus:
            action = focused.movement(event.key)
            return (focused, action) if action else (None, "")
        return None, ""

    def _stands(self, event: Event) -> bool:
        """Is what the keys before this one opened there, so that this one can act on it?"""
        app = self._app
        if not app.screen_stack:  # the program is ending
            return True
        if self._moved is not None:
            if self._moved is self._movement(event)[0]:
                return True
            if not _at_rest(self._moved):
                self._way = Way(self._moved)
            self._moved = None
        if self._way is not None and not self._way.walked:
            return False
        screen = app.screen
        if not screen.is_mounted or app.busy(event.key if isinstance(event, Key) else ""):
            return False
        if screen is not self._shown:  # its fields get the focus through its own queue
            self._shown = screen
            self._way = Way(screen)
            return self._way.walked
        return True


def _at_rest(moved: Lines) -> bool:
    """Has all been done that the list's moves brought about?"""
    return not any(node.message_queue_size for node in moved.ancestors_with_self)


async def found(looking: Worker[None] | None) -> None:
    """Wait until what was typed last has been looked up. That it failed is told by the place it failed in."""
    while looking is not None and not looking.is_finished:
        await asyncio.sleep(LOOK)
