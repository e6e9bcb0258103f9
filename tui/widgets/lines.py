"""The one list of the app: lines drawn straight from values, with a cursor, over any number of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive

from checklists.words import N_
from tui.drawing import Row
from tui.widgets.drawn import DrawnRows, Rows, finder, row_at

LOOKED_THROUGH = 500
"""Rows of a text in which a line that Enter opens is looked for."""
LONGEST = 8
"""Rows of one thing that are brought into view together."""


class Lines(DrawnRows, can_focus=True):
    """Shows `rows`. The cursor stands on rows with a key; Enter posts `Opened`."""

    HELP = N_("A list. Arrows move, Page Up and Page Down turn the page, Enter opens the line with the mark.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("Down"), show=False, id="list.next"),
        Binding("up", "move(-1)", N_("Up"), show=False, id="list.previous"),
        Binding("pagedown", "turn(1)", N_("Next page"), show=False, id="list.page-down"),
        Binding("pageup", "turn(-1)", N_("Previous page"), show=False, id="list.page-up"),
        Binding("home", "edge(-1)", N_("First"), show=False, id="list.first"),
        Binding("end", "edge(1)", N_("Last"), show=False, id="list.last"),
        Binding("enter", "open", N_("Open"), id="list.open", key_display="Enter"),
    ]
    DEFAULT_CSS = """
    Lines { height: 1fr; width: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Opened(Message):
        """Enter was pressed on the row with this key."""

        lines: Lines
        key: str

        @property
        def control(self) -> Lines:
            return self.lines

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        lines: Lines
        index: int
        key: str

        @property
        def control(self) -> Lines:
            return self.lines

    @dataclass
    class Widened(Message):
        """The list is wider or narrower than before."""

        lines: Lines

    def __init__(
        self,
        rows: Rows | Sequence[Row] = (),
        *,
        id: str | None = None,
        reading: bool = False,
        led: bool = False,
    ) -> None:
        super().__init__(rows, id=id)
        self.led = led
        self._width = 0
        self.reading = reading
        """Rows without a key may be stood on too: a text that is read and scrolled."""

    def on_mount(self) -> None:
        self._measure()

    def on_resize(self, event: Resize) -> None:
        """Rows were made for the width that was."""
        if event.size.width != self._width:
            self._width = event.size.width
            if len(self.rows):
                self.post_message(self.Widened(self))

    def show(self, rows: Rows | Sequence[Row], *, keep: str | None = None) -> None:
        """Show other rows. Only lines that differ are drawn again. `keep` is the key to stand on."""
        before, self.rows = self.rows, rows
        if keep is not None:
            self._stand_on(keep)
        elif self.cursor >= len(rows):
            self.cursor = max(0, len(rows) - 1)
        if not self.is_mounted:
            return
        self._measure()
        top, height = self.scroll_offset.y, self.size.height
        differing = [n for n in range(top, top + height) if row_at(before, n) != row_at(rows, n)]
        if 2 * len(differing) > height:
            self.refresh(self.size.region)
        else:
            for index in differing:
                self.redraw(index)
        self._settle()

    def shows_cursor(self, row: Row) -> bool:
        return bool(row.key) or (self.reading and self.has_focus)

    @property
    def marked(self) -> int:
        return self.cursor

    @property
    def key(self) -> str:
        """The key of the row that the cursor stands on, or empty."""
        row = row_at(self.rows, self.cursor)
        return row.key if row else ""

    def watch_cursor(self, old: int, new: int) -> None:
        self.redraw(old)
        self.redraw(new)
        if self.is_mounted:
            self.scroll_to_region(Region(0, new, 1, self._rows_of(new)), animate=False, force=True)
            self.post_message(self.Moved(self, new, self.key))

    def _rows_of(self, index: int) -> int:
        """How many rows are shown with the one at `index`: what has no key goes on with what stands above it."""
        rows, most = 1, 1 if self.reading else min(LONGEST, self.size.height)
        while rows < most and (under := row_at(self.rows, index + rows)) and under.parts and not under.key:
            rows += 1
        return rows

    def on_focus(self) -> None:
        self.redraw(self.cursor)

    def on_blur(self) -> None:
        self.redraw(self.cursor)

    @property
    def opens(self) -> bool:
        """Is there a line that Enter opens? A text that is only read has none."""
        few = range(min(len(self.rows), LOOKED_THROUGH))
        return not self.reading or bool(self.key) or any(self.rows[n].key for n in few)

    def movement(self, key: str) -> str:
        """The action of a key that only moves the cursor here; empty for any other key."""
        for binding in self._bindings.key_to_bindings.get(key, ()):
            if binding.action.startswith(("move(", "turn(", "edge(")):
                return binding.action
        return ""

    def action_move(self, by: int) -> None:
        self._seek(self.cursor + by, by)

    def action_turn(self, by: int) -> None:
        page = max(1, self.size.height - 1)
        self._seek(max(0, min(len(self.rows) - 1, self.cursor + by * page)), by)

    def action_edge(self, by: int) -> None:
        if by < 0:
            self.scroll_to(y=0, animate=False)
        self._seek(0 if by < 0 else len(self.rows) - 1, -by)

    def action_open(self) -> None:
        """Open the line with the mark; where it opens nothing, Enter is the place's own."""
        if not self.key:
            raise SkipAction
        self.post_message(self.Opened(self, self.key))

    def on_click(self, event: object) -> None:
        offset = getattr(event, "y", None)
        if isinstance(offset, int):
            index = offset + self.scroll_offset.y
            row = row_at(self.rows, index)
            if row is not None and self._may_stand(row):
                self.cursor = index

    def _seek(self, index: int, by: int) -> None:
        """Stand on the nearest row from `index` in the direction `by` that may be stood on."""
        step = 1 if by >= 0 else -1
        while 0 <= index < len(self.rows):
            row = self.rows[index]
            if self._may_stand(row):
                self.cursor = index
                return
            index += step
        self.scroll_to(y=0 if step < 0 else len(self.rows), animate=False)

    def _may_stand(self, row: Row) -> bool:
        return bool(row.key) or self.reading

    def _stand_on(self, key: str) -> None:
        if (find := finder(self.rows)) is not None:
            self.cursor = found if (found := find(key)) is not None else self.cursor
            return
        for index in range(len(self.rows)):
            if self.rows[index].key == key:
                self.cursor = index
                return

    def _settle(self) -> None:
        """Stand on a row that may be stood on, if there is one. In a list without focus nobody stands anywhere."""
        if not self.can_focus:
            return
        row = row_at(self.rows, self.cursor)
        if row is None or not self._may_stand(row):
            for index in range(min(len(self.rows), 500)):
                if self._may_stand(self.rows[index]):
                    self.cursor = index
                    return

    def _measure(self) -> None:
        self.measure()
        self._settle()
