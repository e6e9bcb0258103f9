"""A dialog in which something is written: a draft of it is kept, offered again, and dropped when it is a record."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Generic

from textual import work
from textual.binding import Binding, BindingType
from textual.timer import Timer

from checklists.refused import Refused
from checklists.words import N_
from tui.desk import Desk
from tui.dialogs.dialog import Dialog, ResultT
from tui.refusals import worded

if TYPE_CHECKING:
    from db.store.drafts import Drafts

Written = str | Mapping[str, str]
"""A text, or fields by their keys."""
PAUSE = 1.0
"""Seconds without a key before a draft is kept."""


@dataclass(frozen=True)
class DraftOf:
    """Where the draft of one thing is kept: its key names the thing."""

    desk: Desk
    key: str
    clock: Callable[[], datetime]

    def keep(self, written: Written) -> Future[None]:
        now = self.clock()
        return self.desk.ask(lambda db: db.drafts.keep(self.key, written, now))

    def drop(self) -> Future[None]:
        return self.desk.ask(lambda db: db.drafts.drop(self.key))


class Writing(Dialog[ResultT], Generic[ResultT]):
    """Keeps a draft after a pause, when a field is left and at the end of the program.

    An answer is given only once what is written is safe as a draft; the act that makes a record of it drops it.
    Escape leaves the draft for the next time; only its own key throws it away.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+r",
            "throw_away",
            N_("Throw the draft away"),
            id="writing.throw-away",
            key_display="Ctrl+R",
            show=False,
        ),
    ]

    def __init__(self, title: str, language: str) -> None:
        super().__init__(title, language)
        self.left = ""
        """What to say of the draft, once this has been left."""
        self._draft: DraftOf | None = None
        self._standing: Written | None = None
        self._pause: Timer | None = None
        self._warned = ""
        self._problem_stands = False

    @property
    def written(self) -> Written:
        """What is written now."""
        raise NotImplementedError

    @property
    def unchanged(self) -> bool:
        """Is what is written the same as what is recorded?"""
        raise NotImplementedError

    def offer(self, drafts: Drafts, key: str) -> Written | None:
        """Read the draft and put it where it is written on; None where there is none."""
        raise NotImplementedError

    async def take_up(self, draft: DraftOf) -> None:
        """Write on from the draft that stands, and keep what is written as one. Before this is shown."""
        self._draft = draft
        self._standing = await draft.desk.read_after_writes(lambda db: self.offer(db.drafts, draft.key))

    @property
    def told_at_first(self) -> str:
        """What the line for problems says when this is opened."""
        if self._standing is None:
            return ""
        return self.text(N_("This is your draft, not kept yet. Ctrl+R throws it away."))

    @property
    def told_of_escape(self) -> str:
        if self._draft is None:
            return self.text(N_("Esc leave without keeping"))
        return self.text(N_("Esc leave it as a draft"))

    def tell_problem(self, told: str) -> None:
        self._problem_stands = bool(told)
        super().tell_problem(told)

    def wait_for_a_pause(self) -> None:
        """Something was written."""
        self._warned = ""
        self._problem_stands = False
        if self._draft is None:
            return
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.keep_draft)

    def on_descendant_blur(self) -> None:
        self.keep_draft()

    def keep_draft(self) -> None:
        """Keep what is written as a draft; said once it is in the database, or why it is not."""
        if self.busy or not self.is_mounted:
            return
        asked = self.draft_asked()
        if asked is not None:
            self._say_kept(asked)

    def draft_asked(self) -> Future[None] | None:
        """Ask for what is written to be kept as a draft, if it is not. From any thread."""
        if self._draft is None:
            return None
        written = None if self.unchanged else self.written
        if written == self._standing:
            return None
        self._standing = written
        return self._draft.drop() if written is None else self._draft.keep(written)

    @work(group="draft", exit_on_error=False)
    async def _say_kept(self, draft: Future[None]) -> None:
        try:
            await asyncio.shield(asyncio.wrap_future(draft))  # leaving must not call the draft back
        except Refused as refused:
            self._standing = None
            self.tell_problem(worded(refused, self.language))
            return
        if self._standing is not None and not self._problem_stands:  # what is wrong stays until it is mended
            super().tell_problem(self.text(N_("Draft kept")))

    def keep_as(self, result: ResultT | None) -> None:
        """Give the answer, once what is written is a draft. Where it cannot be one, say why and stay."""
        if self._draft is None or (self.unchanged and self._standing is None):
            self.finish(result)
        elif not self.busy:
            self.busy = True
            self._give(self._draft, result)

    @work(exit_on_error=False)
    async def _give(self, draft: DraftOf, result: ResultT | None) -> None:
        unchanged = self.unchanged
        asked = draft.drop() if unchanged else draft.keep(self.written)
        try:
            await asyncio.shield(asyncio.wrap_future(asked))
        except Refused as refused:
            self.busy = False
            told = worded(refused, self.language)
            if result is None:
                self._warned = "leave"
                told += " " + self.text(N_("Esc once more leaves it."))
            self.tell_problem(told)
            return
        if result is None and not unchanged:
            self.left = self.text(N_("Draft kept. The same key opens it again."))
        self.finish(result)

    def action_cancel(self) -> None:
        if self._warned == "leave":
            self.finish(None)
        elif self.is_mounted:
            self.keep_as(None)
        else:
            self.finish(None)

    async def action_throw_away(self) -> None:
        """Throw the draft away and leave; asked for twice, so that no slip loses a text."""
        if self._draft is None or self.busy:
            return
        if self._warned != "throw":
            self._warned = "throw"
            self.tell_problem(self.text(N_("Ctrl+R once more throws away what you have written here.")))
            return
        self.busy = True
        try:
            await asyncio.shield(asyncio.wrap_future(self._draft.drop()))
        except Refused as refused:
            self.busy = False
            self.tell_problem(worded(refused, self.language))
            return
        self.left = self.text(N_("The draft is thrown away."))
        self.finish(None)
