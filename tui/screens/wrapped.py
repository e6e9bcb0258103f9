"""A place of text: what is wrapped to the window is made again when the window has another width."""

from __future__ import annotations

from tui.screens.place import Place
from tui.widgets.lines import Lines


class Wrapped(Place):
    """Its `reload` makes every line anew."""

    def fit(self) -> None:
        if any(len(lines.rows) for lines in self.query(Lines)):
            self.run_worker(self.load(), group="load", exit_on_error=False)
