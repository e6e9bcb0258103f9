"""What the app does whatever it shows: opens and leaves places, says why not, takes in what is pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.events import Event, Paste
from textual.screen import Screen

from tui.plain import inert

if TYPE_CHECKING:
    from checklists.refused import Refused


class Shell(App[None]):
    """The app around its modes."""

    language: str

    def go_back(self) -> None:
        """Back to where this was opened from; in a mode's first place there is nothing behind."""
        if len(self.screen_stack) < 2:
            return
        if not self.screen.is_mounted:
            # A key that came while it was still being made: it is left as soon as it can be.
            self.screen.call_later(self.go_back)
            return
        self.pop_screen()

    def go_to(self, place: Screen[None]) -> None:
        """Open a place over this one. Of two quick Enters the second comes while it still opens, and does nothing."""
        if self.screen.is_mounted and not self.screen.is_modal:
            self.push_screen(place)

    def tell_refusal(self, refused: Refused) -> None:
        """Say why in every place that is open, and in the dialog that is over it."""
        from tui.dialogs.dialog import Dialog
        from tui.refusals import worded
        from tui.screens.place import Place

        told = worded(refused, self.language)
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                screen.tell(told, bad=True)
            elif isinstance(screen, Dialog):
                screen.tell_problem(told)

    async def on_event(self, event: Event) -> None:
        """What is pasted cannot steer the terminal, and is refused where it is more than can ever be kept."""
        if isinstance(event, Paste):
            from checklists.cleaning import TEXT_LIMIT
            from checklists.refused import Refused

            if len(event.text) > TEXT_LIMIT:
                self.tell_refusal(Refused("text_too_long", limit=TEXT_LIMIT, length=len(event.text)))
                return
            event.text = inert(event.text)
        await super().on_event(event)

    def _fatal_error(self) -> None:
        """A fault ends the app with one sentence: no locals, no text that somebody wrote."""
        from tui.crash import kept_report

        self.exit(return_code=70, message=kept_report(self.language))
        self._close_messages_no_wait()
