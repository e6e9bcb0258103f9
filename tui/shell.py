"""What the app does whatever it shows: opens and leaves places, says why not, takes in what is pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import App
from textual.events import Event, InputEvent, Key, Paste
from textual.screen import Screen

from checklists.words import N_, words
from tui.plain import inert
from tui.typed import Passed, TypedAhead

if TYPE_CHECKING:
    from checklists.refused import Refused


class Shell(App[None]):
    """The app around its modes."""

    language: str

    def __init__(self) -> None:
        super().__init__()
        self.typed = TypedAhead(self, super().on_event)

    def go_back(self) -> None:
        """Back to where this was opened from; in a mode's first place there is nothing behind."""
        if len(self.screen_stack) < 2:
            self.tell_of_the_end()
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

    def tell_of_the_end(self) -> None:
        """There is nothing behind a mode's first place: say how one leaves."""
        from tui.screens.place import Place

        if isinstance(self.screen, Place):
            self.screen.tell(words(self.language).text(N_("Nothing lies behind this. Ctrl+Q quits.")))

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
        """Keys act in their order, and on nothing once the program is ending.

        What is pasted cannot steer the terminal, and is refused where it is more than can ever be kept.
        """
        if isinstance(event, InputEvent | Paste) and not self.screen_stack:
            return
        if isinstance(event, Paste):
            from checklists.cleaning import TEXT_LIMIT
            from checklists.refused import Refused

            if len(event.text) > TEXT_LIMIT:
                self.tell_refusal(Refused("text_too_long", limit=TEXT_LIMIT, length=len(event.text)))
                return
            event.text = inert(event.text)
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            await self.typed.take(event)
        else:
            await super().on_event(event)

    def on_resize(self) -> None:
        """What stands behind a dialog fits the window too."""
        from tui.screens.place import Place

        for screen in self.screen_stack[:-1]:
            if isinstance(screen, Place):
                screen.call_later(screen.fit_the_window)

    @on(Passed)
    def key_is_done(self, event: Passed) -> None:
        event.way.arrived()

    def busy(self, key: str) -> bool:
        """Is something still being opened that this key may be meant for?

        A dialog that has been answered, a place that is read for the first time, and an action that may yet ask
        something. The keys of the app itself and going back need nothing of a place but that it is there.
        """
        from tui.dialogs.dialog import Dialog

        screen = self.screen
        running = [worker for worker in self.workers if not worker.is_finished]
        acting = [worker.node for worker in running if worker.group == "default"]
        if isinstance(screen, Dialog):
            return screen in acting or screen.busy  # pyright: ignore[reportUnknownMemberType] -- of any dialog
        if acting:
            return True
        here = screen._bindings.key_to_bindings.get(key, ())  # pyright: ignore[reportPrivateUsage] -- Textual shows only those that act now
        if key in self._bindings.key_to_bindings or any(binding.action == "back" for binding in here):
            return False
        return any(worker.group == "load" and worker.node is screen for worker in running)

    def _fatal_error(self) -> None:
        """A fault ends the app with one sentence: no locals, no text that somebody wrote."""
        from tui.crash import kept_report

        self.exit(return_code=70, message=kept_report(self.language))
        self._close_messages_no_wait()
