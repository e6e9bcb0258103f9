"""The field of one line that people write and search in."""

from __future__ import annotations

from textual.events import Paste
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input


class OneLine(Input):
    """A field of fixed size: what is typed in it moves nothing else, so that a letter arranges no screen anew.

    Several lines that are pasted into it become one.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    class Joined(Message):
        """Several lines were pasted, and made one."""

    def on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()  # the toolkit keeps the first line, and says nothing of the rest
        self._take(event.text)

    def action_paste(self) -> None:
        self._take(self.app.clipboard)  # pyright: ignore[reportUnknownMemberType] -- untyped there

    def _take(self, text: str) -> None:
        lines = [line for each in text.splitlines() if (line := each.strip())]
        self.replace(" ".join(lines) if len(lines) > 1 else "".join(text.splitlines()), *self.selection)
        if len(lines) > 1:
            self.post_message(self.Joined())
