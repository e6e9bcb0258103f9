"""The numbers that a contract has in place of those of a requirement set: one field a number, with its whole title."""

from __future__ import annotations

from tui.dialogs.fields import Fields


class OwnNumbers(Fields):
    """As Fields, with room for long titles and short numbers."""

    DEFAULT_CSS = """
    OwnNumbers Horizontal Static { width: 1fr; padding-right: 2; }
    OwnNumbers Input { width: 10; }
    """
