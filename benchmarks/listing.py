"""The contract list: an arrow, a page, keys typed ahead, a letter searched for; and memory after many keys."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median

from benchmarks.drawing import FPS, Desk, running
from benchmarks.figures import Figure, Limit, middle
from benchmarks.sides import Measured, Once, Side, Wrong, alternated
from benchmarks.workshop import Workshop
from tui.app import Aktsom
from tui.widgets.lines import Lines

LETTERS = "rmf"
"""Each begins words of a tenth of the contracts or more."""


def clock() -> Callable[[], datetime]:
    """A clock that moves a second each time it is looked at, so that no two messages are the same."""
    begun, looked = datetime.now(UTC), count()
    return lambda: begun + timedelta(seconds=next(looked) % 600)


@asynccontextmanager
async def opened(database: str, size: list[int]) -> AsyncGenerator[Desk]:
    """The app on a database, its first place read. What stands then is frozen, as where `aktsom` starts it."""
    from db.database import Database

    app = Aktsom(
        lambda: Database.open(database, create=False, now=datetime.now(UTC)),
        actor="bench",
        language="en",
        clock=clock(),
    )
    async with running(app, (size[0], size[1])) as desk:
        await desk.until(lambda: app.first_seq is not None)
        gc.collect()
        gc.freeze()
        yield desk


@asynccontextmanager
async def contract_list(database: str, size: list[int]) -> AsyncGenerator[Desk]:
    """The app with the contract list open."""
    from tui.screens.contracts import ContractsScreen

    async with opened(database, size) as desk:
        desk.send("2")
        await desk.until(
            lambda: (
                isinstance(desk.app.screen, ContractsScreen)
                and any(lines.rows for lines in desk.app.screen.query("#register").results(Lines))
            )
        )
        yield desk


def _lines(desk: Desk) -> Lines:
    return desk.app.screen.query_one("#register", Lines)


async def moved(database: str, size: list[int], key: str, back: str, times: int) -> AsyncGenerator[Measured]:
    """A key pressed `times`, one at a time; the median. Every other round goes back."""
    async with contract_list(database, size) as desk:
        register = _lines(desk)
        step = 1 if key == "down" else register.size.height - 1
        for pressed in _to_and_fro(key, back):
            wanted = register.cursor + (step if pressed == key else -step) * times
            seconds = [await desk.press(pressed) for _ in range(times)]
            if register.cursor != wanted:
                raise Wrong(f"the cursor is at {register.cursor}, not {wanted}")
            yield {"seconds": median(seconds), "rows": len(register.rows)}


async def ahead(database: str, size: list[int], times: int) -> AsyncGenerator[Measured]:
    """So many keys at once, until all are shown."""
    async with contract_list(database, size) as desk:
        register = _lines(desk)
        for pressed in _to_and_fro("down", "up"):
            wanted = register.cursor + (times if pressed == "down" else -times)
            yield {
                "seconds": await desk.press(
                    *[pressed] * times, until=lambda wanted=wanted: register.cursor == wanted
                )
            }


def _to_and_fro(key: str, back: str) -> Iterator[str]:
    while True:
        yield key
        yield back


async def searched(database: str, size: list[int], letters: str) -> AsyncGenerator[Measured]:
    """A letter in the search field, until the hits are shown; the median of several."""
    from textual.widgets import Input

    wanted = {letter: hits(Path(database), letter) for letter in letters}
    async with contract_list(database, size) as desk:
        register, everything = _lines(desk), len(_lines(desk).rows)
        field = desk.app.screen.query_one("#search", Input)
        field.cursor_blink = False
        await desk.press("slash", until=lambda: field.has_focus)
        while True:
            seconds: list[float] = []
            for letter in letters:
                there = wanted[letter]
                found = await desk.press(letter, until=lambda there=there: len(register.rows) == there)
                seconds.append(found)
                await desk.press("backspace", until=lambda: len(register.rows) == everything)
            yield {"seconds": median(seconds)}


def hits(database: Path, letter: str) -> int:
    """How many contracts have a word that begins with the letter, counted past the program's index."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT folded FROM contract").fetchall()
    return sum(any(word.startswith(letter) for word in folded.split()) for (folded,) in rows)


ROUND_TRIP = (
    *("2", *["down"] * 12, "pagedown", "pagedown", "home", "down", *["up"] * 3),
    *("3", "down", "4", "down", "1", "down"),
)


async def remembered(database: str, size: list[int], first: int, last: int) -> AsyncGenerator[Measured]:
    """Megabytes held after `first` keys and after `last`, through four places of the app."""
    async with opened(database, size) as desk:
        pressed, held = 0, {}
        for wanted in (first, last):
            while pressed < wanted:
                await desk.press(*ROUND_TRIP)
                pressed += len(ROUND_TRIP)
            held[wanted] = resident()
        yield {"first": held[first], "last": held[last]}


def resident() -> float:
    """Megabytes of memory that this process holds now."""
    gc.collect()
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise Wrong("this system does not tell how much memory a process holds")


def keys(shop: Workshop) -> Iterator[Figure]:
    """Arrow, page and keys typed ahead against a DataTable."""
    sizes, database = shop.sizes, shop.contracts(shop.sizes.contracts)
    named = f"{sizes.contracts:,} rows"
    small = list(sizes.screens[0])
    arrow = {"size": small, "key": "down", "back": "up", "times": sizes.keys}
    yield _compared(
        shop,
        f"arrow key, {named}",
        "DataTable with 100 rows",
        shop.child("benchmarks.listing:moved", fps=FPS, database=database, **arrow),
        shop.child("benchmarks.bare_lists:moved", fps=FPS, rows=100, **arrow),
        Limit(0.8, 0.45),
    )
    for (width, height), limit in zip(sizes.screens, (Limit(0.4, 0.22), Limit(0.3, 0.15)), strict=False):
        page = {
            "size": [width, height],
            "key": "pagedown",
            "back": "pageup",
            "times": max(2, sizes.keys // 5),
        }
        yield _compared(
            shop,
            f"page key, {width}×{height}",
            "DataTable with 1,000 rows",
            shop.child("benchmarks.listing:moved", fps=FPS, database=database, **page),
            shop.child("benchmarks.bare_lists:moved", fps=FPS, rows=1000, **page),
            limit,
        )
    yield _compared(
        shop,
        f"{sizes.keys} keys typed ahead",
        "DataTable with 100 rows",
        shop.child("benchmarks.listing:ahead", fps=FPS, database=database, size=small, times=sizes.keys),
        shop.child("benchmarks.bare_lists:ahead", fps=FPS, rows=100, size=small, times=sizes.keys),
        Limit(0.6, 0.3),
    )


def search(shop: Workshop) -> Iterator[Figure]:
    """A letter in the search field, until its hits are shown, against a letter in a bare field."""
    database, size = shop.contracts(shop.sizes.contracts), list(shop.sizes.screens[0])
    yield _compared(
        shop,
        f"search: a letter, {shop.sizes.contracts:,} contracts",
        "a letter in a bare Input",
        shop.child("benchmarks.listing:searched", fps=FPS, database=database, size=size, letters=LETTERS),
        shop.child("benchmarks.bare_lists:typed", fps=FPS, size=size, letters=LETTERS),
        Limit(3, 1.8),
    )


def _compared(shop: Workshop, scenario: str, against: str, ours: Side, theirs: Side, limit: Limit) -> Figure:
    found = alternated({"ours": ours, "theirs": theirs}, shop.rounds)
    return Figure(scenario, against, middle(found["ours"]), middle(found["theirs"]), limit)


def memory(shop: Workshop) -> Iterator[Figure]:
    """What the app holds after many keys, against after few."""
    database = shop.contracts(shop.sizes.contracts)
    first, last = shop.sizes.pressed

    def begun() -> Side:
        size = list(shop.sizes.screens[0])
        where = "benchmarks.listing:remembered"
        return shop.child(where, fps=FPS, database=database, size=size, first=first, last=last)

    found = alternated({"ours": Once(begun)}, shop.heavy, warm=False)["ours"]
    yield Figure(
        f"memory after {last:,} keys",
        f"after {first:,}",
        middle(found, "last"),
        middle(found, "first"),
        Limit(1.10, 1.03),
        "MB",
    )
