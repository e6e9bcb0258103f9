"""A bare Textual app with one Static: what a start and a quit are measured against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

DRAWN = "drawn at once"


class OneStatic(App[None]):
    """Shows one line."""

    def compose(self) -> ComposeResult:
        yield Static(DRAWN)


def main() -> None:
    """Run it on the terminal."""
    OneStatic().run()
