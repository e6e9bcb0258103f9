"""The bare Textual apps that keys are measured against: a DataTable, a field, a line that is replaced."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from statistics import median

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import DataTable, Input, Static

from benchmarks.drawing import running
from benchmarks.sides import Measured, Wrong

BARS = 7
"""Lines that the app's bars and the list's head take: both lists show equally many rows."""
COLUMNS = ("Reference", "Title", "Supplier", "Value", "Ends", "Risk")


class Grid(App[None]):
    """A DataTable with contracts."""

    def __init__(self, rows: int, shows: int) -> None:
        super().__init__()
        self.rows = rows
        self.shows = shows

    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        grid = self.query_one(DataTable)
        grid.styles.height = self.shows + 1  # and its header
        grid.add_columns(*COLUMNS)
        for number in range(self.rows):
            grid.add_row(
                f"R-{number:06}",
                f"Arbeidstøy til sykehjem {number}",
                f"Bø Hansker {number % 50} AS",
                f"{number * 17:,}",
                "31.12.28",
                "high",
            )
        grid.focus()


class Field(App[None]):
    """One Input."""

    def compose(self) -> ComposeResult:
        yield Input()

    def on_mount(self) -> None:
        field = self.query_one(Input)
        field.cursor_blink = False
        field.focus()


class Answered(App[None]):
    """A line that a key replaces."""

    BINDINGS = [Binding("n", "answer", "Answer")]
    given = 0

    def compose(self) -> ComposeResult:
        yield Static("1  Does the supplier follow up item 1?   –")

    def action_answer(self) -> None:
        self.given += 1
        self.query_one(Static).update(f"1  Does the supplier follow up item 1?   {self.given}")


async def moved(rows: int, size: list[int], key: str, back: str, times: int) -> AsyncGenerator[Measured]:
    """A key pressed `times`, one at a time; the median. Every other round goes back."""
    async with running(Grid(rows, size[1] - BARS), (size[0], size[1])) as desk:
        grid = desk.app.query_one(DataTable)
        for pressed in _to_and_fro(key, back):
            before = grid.cursor_row
            seconds = [await desk.press(pressed) for _ in range(times)]
            if grid.cursor_row == before:
                raise Wrong("the cursor did not move")
            yield {"seconds": median(seconds)}


async def ahead(rows: int, size: list[int], times: int) -> AsyncGenerator[Measured]:
    """So many keys at once, until all are shown."""
    async with running(Grid(rows, size[1] - BARS), (size[0], size[1])) as desk:
        grid = desk.app.query_one(DataTable)
        for pressed in _to_and_fro("down", "up"):
            wanted = grid.cursor_row + (times if pressed == "down" else -times)
            seconds = await desk.press(
                *[pressed] * times, until=lambda wanted=wanted: grid.cursor_row == wanted
            )
            yield {"seconds": seconds}


async def typed(size: list[int], letters: str) -> AsyncGenerator[Measured]:
    """A letter in a field, until it is shown; the median of several."""
    async with running(Field(), (size[0], size[1])) as desk:
        field = desk.app.query_one(Input)
        while True:
            seconds: list[float] = []
            for letter in letters:
                seconds.append(await desk.press(letter, until=lambda letter=letter: field.value == letter))
                await desk.press("backspace", until=lambda: field.value == "")
            yield {"seconds": median(seconds)}


async def replaced(size: list[int], times: int) -> AsyncGenerator[Measured]:
    """A key that replaces a line, until that is shown; the median."""
    async with running(Answered(), (size[0], size[1])) as desk:
        while True:
            yield {"seconds": median([await desk.press("n") for _ in range(times)])}


def _to_and_fro(key: str, back: str) -> Iterator[str]:
    while True:
        yield key
        yield back
