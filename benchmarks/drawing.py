"""An app whose terminal only notes what is drawn, and when; keys go in as from a keyboard.

Screens are redrawn by a clock of many ticks a second on both sides (TEXTUAL_FPS), so that the work is measured
and not the wait for the next tick.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size

from benchmarks.sides import Wrong

FPS = "2000"
QUIET = 0.03
"""Seconds without a drawing after which everything that a key does is done."""
PATIENCE = 60.0


class NotedTerminal(Driver):
    """A terminal of fixed size. `written` is what was drawn since it was last emptied, with the time of each."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self.written: list[tuple[float, str]] = []

    def write(self, data: str) -> None:
        self.written.append((time.perf_counter(), data))

    def start_application_mode(self) -> None:
        size = Size(*(self._size or (80, 24)))
        self.send_message(events.Resize(size, size))

    def disable_input(self) -> None:
        pass

    def stop_application_mode(self) -> None:
        pass


class Desk:
    """A running app, somebody at its keyboard."""

    def __init__(self, app: App[Any]) -> None:
        self.app = app

    @property
    def terminal(self) -> NotedTerminal:
        driver = self.app._driver
        if not isinstance(driver, NotedTerminal):
            raise Wrong("the app does not run")
        return driver

    def send(self, key: str) -> None:
        """One key, without waiting."""
        self.terminal.process_message(events.Key(key, key if len(key) == 1 else None))

    async def press(self, *keys: str, until: Callable[[], bool] | None = None) -> float:
        """All keys at once; seconds until the last of what they do was drawn, and `until` holds."""
        return (await self.drawn(*keys, until=until))[-1][0]

    async def drawn(self, *keys: str, until: Callable[[], bool] | None = None) -> list[tuple[float, str]]:
        """All keys at once; every drawing that followed, with its seconds since the first key."""
        written = self.terminal.written
        written.clear()
        begun = time.perf_counter()
        for key in keys:
            self.send(key)
        while not written or time.perf_counter() - written[-1][0] < QUIET or (until and not until()):
            if time.perf_counter() - begun > PATIENCE:
                raise Wrong(f"{keys[0]} in {type(self.app).__name__} did not do what it should")
            await asyncio.sleep(0.004)
        return [(at - begun, data) for at, data in written]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a state, and until nothing is drawn any more."""
        begun = time.perf_counter()
        while not condition() or not self.terminal.written or self._fresh():
            if time.perf_counter() - begun > PATIENCE:
                raise Wrong(f"{type(self.app).__name__} did not come to what was waited for")
            await asyncio.sleep(0.005)

    def _fresh(self) -> bool:
        return time.perf_counter() - self.terminal.written[-1][0] < 3 * QUIET


@asynccontextmanager
async def running(app: App[Any], size: tuple[int, int]) -> AsyncGenerator[Desk]:
    """The app on a noted terminal, drawn for the first time."""
    app.driver_class = NotedTerminal
    task = asyncio.create_task(app.run_async(size=size))
    desk = Desk(app)
    try:
        while app._driver is None or not app.is_running:
            await asyncio.sleep(0.005)
            if task.done():
                task.result()
                raise Wrong(f"{type(app).__name__} ended at once")
        await desk.until(lambda: True)
        yield desk
    finally:
        app.exit()
        await asyncio.wait_for(task, PATIENCE)
