"""Rows drawn as lines straight from values: nothing is drawn twice that has not changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from tui.drawing import STYLES, Row, visible

MOST_KEPT = 512
"""Drawn lines that a list keeps, so that scrolling draws only what it has not drawn before."""
HERE = "▌"
"""Before the line that the keys act on, in the list that has the focus."""
EIGHTHS = 8
"""Steps of a scrollbar's thumb in one cell."""


class Rows(Protocol):
    """Rows by index; they may be made when they are asked for."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> Row: ...


def finder(rows: Rows | Sequence[Row]) -> Callable[[str], int | None] | None:
    """How rows say where a key stands without making every row before it; None for rows that cannot."""
    return getattr(rows, "index_of", None)


def row_at(rows: Rows | Sequence[Row], index: int) -> Row | None:
    """The row with this index, if there is one."""
    return rows[index] if 0 <= index < len(rows) else None


class DrawnRows(ScrollView):
    """Draws `rows`, one line each; the line of `marked` stands out."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor", *(f"lines--{style}" for style in STYLES)}

    def __init__(self, rows: Rows | Sequence[Row] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Rows | Sequence[Row] = rows
        self.led = False
        """Is the cursor moved from a field that has the focus? Then it is drawn as where one stands."""
        self._strips: LRUCache[tuple[Row, int, bool, bool], Strip] = LRUCache(MOST_KEPT)
        self._styles_made: dict[tuple[str, bool, bool], Style] = {}

    @property
    def marked(self) -> int:
        """Index of the row that the cursor stands on; -1 for none."""
        return -1

    def shows_cursor(self, row: Row) -> bool:
        """Is the cursor drawn where it stands on this row?"""
        return bool(row.key)

    def redraw(self, index: int) -> None:
        """Draw the line at `index` again: a row made when asked for has changed."""
        y = index - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        width = self.size.width
        row = row_at(self.rows, index)
        if row is None:
            return Strip.blank(width, self.rich_style)
        stands = index == self.marked and self.shows_cursor(row)
        key = (row, width, stands, stands and (self.has_focus or self.led))
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._strip(*key)
        return strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """Straight from the lines kept, where no border, padding or fading is wanted."""
        styles = self.styles
        border = (styles.gutter.width, styles.gutter.height) != (0, 0) or any(
            edge for edge, _ in styles.outline
        )
        if border or styles.tint.a or self.opacity != 1 or styles.has_rule("hatch"):
            return super().render_lines(crop)
        background, filters = self.background_colors[1], self.get_line_filters()
        strips = [self.render_line(y) for y in crop.line_range]
        for each in filters:
            strips = [strip.apply_filter(each, background) for strip in strips]
        first, last = crop.column_span
        return (
            strips if (first, last) == (0, self.size.width) else [strip.crop(first, last) for strip in strips]
        )

    def notify_style_update(self) -> None:
        self._strips.clear()
        self._styles_made.clear()
        super().notify_style_update()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The scrollbar is drawn again only where its thumb would move."""
        if self.show_vertical_scrollbar and self._thumb(old_value) == self._thumb(new_value):
            self.vertical_scrollbar.set_reactive(ScrollBar.position, new_value)
            if round(old_value) != round(new_value):
                self.refresh(self.size.region)
        else:
            super().watch_scroll_y(old_value, new_value)

    def measure(self) -> None:
        """Know how many rows there are. The screen is arranged anew only where the scrollbar comes or goes."""
        size = Size(1, len(self.rows))
        if size != self.virtual_size:
            self.set_reactive(ScrollView.virtual_size, size)  # pyright: ignore[reportArgumentType] -- shadowed there
            self._scroll_update(size)

    def _thumb(self, position: float) -> int:
        height, total = self.size.height, len(self.rows)
        beyond = max(1, total - height)
        return int(max(0.0, height - max(1.0, height * height / max(1, total))) * position / beyond * EIGHTHS)

    def _strip(self, row: Row, width: int, stands: bool, focused: bool) -> Strip:
        segments: list[Segment] = []
        room = width
        parts = row.parts
        if focused and row.text.startswith(" "):
            first, name = parts[0]
            parts = ((HERE, "accent"), (first[1:], name), *parts[1:])
        for text, name in parts:
            if room <= 0:
                break
            drawn = visible(text)
            cells = cell_len(drawn)
            if cells > room:
                drawn, cells = set_cell_size(drawn, room - 1) + "…", room
            room -= cells
            segments.append(Segment(drawn, self._style(name, stands, focused)))
        return Strip(segments).adjust_cell_length(width, self._style("", stands, focused))

    def _style(self, name: str, stands: bool, focused: bool) -> Style:
        """A named style in a line on which the cursor stands or not; the same until the styles change."""
        made = self._styles_made.get((name, stands, focused))
        if made is None:
            made = self.rich_style
            if stands:
                made += self.get_component_rich_style("lines--cursor", partial=True)
                if focused:
                    made += self.get_component_rich_style("lines--strong", partial=True)
            if name:
                made += self.get_component_rich_style(f"lines--{name}", partial=True)
            self._styles_made[name, stands, focused] = made
        return made
