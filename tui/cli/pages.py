"""Every line of a list, fetched page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from checklists.listed import Page

LineT = TypeVar("LineT")
After = tuple[str | int, ...] | None


def every(fetch: Callable[[After], Page[LineT]]) -> Iterator[LineT]:
    """All lines; `fetch` gets where the last page ended."""
    after: After = None
    while True:
        page = fetch(after)
        yield from page.lines
        after = page.after
        if after is None:
            return
