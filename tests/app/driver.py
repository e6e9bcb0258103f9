"""Drives the app as a person does: keys by the id of their binding, the screen as text, waiting for a state."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from textual._wait import wait_for_idle
from textual.pilot import Pilot, WaitForScreenTimeout
from textual.screen import Screen

from checklists.change import Act
from db.database import Database
from tui.app import Aktsom
from tui.screens.place import Place

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""When every test of the app happens, unless it says otherwise."""
ACT = Act("kari", NOW)
"""Somebody does something at that moment: for filling a database before the app opens it."""


@asynccontextmanager
async def app_on(
    database_path: Path,
    *,
    size: tuple[int, int] = (100, 30),
    language: str = "nb",
    theme: str = "aktsom-dark",
    clock: Callable[[], datetime] = lambda: NOW,
) -> AsyncIterator[Pilot[None]]:
    """The app, open on a database file that is made where it is missing, with its first place read."""
    app = Aktsom(
        lambda: Database.open(str(database_path), create=True, now=clock()),
        actor="kari",
        language=language,
        clock=clock,
        theme=theme,
    )
    async with app.run_test(size=size) as pilot:
        await until(lambda: app.first_seq is not None or not app.is_running)
        await settled(pilot)
        yield pilot


@contextmanager
def filled(database_path: Path) -> Iterator[Database]:
    """The database itself, made where it is missing: for filling it before, and looking into it after."""
    database = Database.open(str(database_path), create=True, now=NOW)
    try:
        yield database
    finally:
        database.close()


def the_app(pilot: Pilot[None]) -> Aktsom:
    app = pilot.app
    assert isinstance(app, Aktsom)
    return app


def screen_text(app: object) -> str:
    """What is drawn now, line by line, without the blanks at the ends; blanks that never break as blanks."""
    assert isinstance(app, Aktsom)
    strips = app.screen._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]
    return "\n".join(strip.text.replace("\u00a0", " ").rstrip() for strip in strips)


async def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for a state; an AssertionError where it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "what was waited for did not come"
        await asyncio.sleep(0.005)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no work is running but what waits for a person's answer, and everything is drawn."""
    app = the_app(pilot)

    def quiet() -> bool:
        running = [worker for worker in app.workers if not worker.is_finished]
        asked = sum(screen.is_modal for screen in app.screen_stack)
        return len(running) <= asked

    while True:
        await until(quiet)
        await paused(pilot)
        if quiet():
            return


async def paused(pilot: Pilot[None]) -> None:
    """As `pilot.pause`, whatever closes meanwhile: a screen that has closed never does what was asked of it."""
    end = time.monotonic() + 30
    while True:
        try:
            await pilot._wait_for_screen(timeout=3)  # pyright: ignore[reportPrivateUsage]
            break
        except WaitForScreenTimeout:
            assert time.monotonic() < end, "what was asked of the screen was not done"
    await wait_for_idle(0)
    pilot.app.screen._on_timer_update()  # pyright: ignore[reportPrivateUsage]


async def until_shown(pilot: Pilot[None], *texts: str) -> str:
    """Wait until the screen shows all these texts; what it shows then."""
    app = the_app(pilot)
    end = time.monotonic() + 20
    while True:
        await paused(pilot)
        drawn = screen_text(app)
        if all(text in drawn for text in texts):
            return drawn
        missing = [text for text in texts if text not in drawn]
        assert time.monotonic() < end, f"{missing} did not come; the screen:\n{drawn}"


async def press(pilot: Pilot[None], *binding_ids: str) -> None:
    """Press the key of each binding by its id, and wait for what it does."""
    for binding_id in binding_ids:
        await pilot.press(key_of(the_app(pilot), binding_id))
        await settled(pilot)


async def write(pilot: Pilot[None], text: str) -> None:
    """Type into the focused field."""
    await pilot.press(*(KEYS.get(char, char) for char in text))
    await settled(pilot)


KEYS = {
    " ": "space",
    ".": "full_stop",
    ",": "comma",
    "-": "minus",
    "/": "slash",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
}


def key_of(app: Aktsom, binding_id: str) -> str:
    """The first key of the binding with this id that is active on the screen now."""
    for active in app.screen.active_bindings.values():
        if active.binding.id == binding_id:
            return active.binding.key
    shown = sorted(active.binding.id or "" for active in app.screen.active_bindings.values())
    raise AssertionError(f"no key here has the id {binding_id}; there are {', '.join(shown)}")


def place(pilot: Pilot[None]) -> Place:
    """The place that is shown."""
    screen: Screen[object] = the_app(pilot).screen
    assert isinstance(screen, Place)
    return screen


def row_with(drawn: str, text: str) -> str:
    """The one drawn line that holds this text."""
    found = [row for row in drawn.split("\n") if text in row]
    assert len(found) == 1, f"{text!r} stands in {len(found)} lines:\n{drawn}"
    return found[0]
