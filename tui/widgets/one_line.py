"""The field that people search in."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class OneLine(Input):
    """A field of fixed size: what is typed in it moves nothing else, so that a letter arranges no screen anew."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
