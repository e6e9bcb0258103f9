"""Taking a follow-up to a newer version of its form: shown answer by answer, and done when it is confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from checklists.first_rows import with_rows
from checklists.form import Form
from checklists.review import Review
from checklists.said import said
from checklists.upgrade import Fated, Upgrade
from checklists.values import Refused
from checklists.words import N_
from tui.dialogs.ask import Confirm
from tui.drawing import Row, line, wrapped
from tui.form_changes import FATES, WHYS
from tui.refusals import worded
from tui.screens.place import Place
from tui.screens.wrapped import Wrapped
from tui.widgets.lines import Lines

if TYPE_CHECKING:
    from db.database import Database


class UpgradeScreen(Wrapped):
    """What becomes of each answer. Nothing is changed before it is confirmed."""

    mode = "forms"
    NAME = N_("Newer version")
    HELP = N_(
        "What taking the follow-up to the newer version of its form does with each answer: carried, asked again, "
        "dropped, or new. Nothing is changed before U is pressed and confirmed; the journal keeps what was there."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("U", "upgrade", N_("take the newer version"), id="upgrade.confirm", key_display="U"),
    ]

    def __init__(self, followup: str, form: Form) -> None:
        super().__init__()
        self.followup_id, self.form = followup, form
        self.seen: Upgrade | None = None

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="fates", reading=True)

    def on_mount(self) -> None:
        self.lines("fates").focus()

    async def reload(self) -> None:
        def read(db: Database) -> tuple[Review, Upgrade]:
            preview = db.followups.preview_upgrade(self.followup_id, self.form)
            return db.followups.open(self.followup_id).review, preview

        self.seen = None
        lines = self.lines("fates")
        width = max(20, (lines.size.width or 80) - 2)
        try:
            review, self.seen = await self.read(read)
        except Refused as refused:
            lines.show(wrapped(worded(refused, self.aktsom.language), width, "bad", indent=" "))
            return
        lines.show(list(self._rows(review, self.seen, width)))

    def _rows(self, review: Review, seen: Upgrade, width: int) -> Iterator[Row]:
        title = (
            f"{seen.followup}  {self.form.title.text(self.aktsom.language)}: v{seen.before} → v{seen.after}"
        )
        yield from wrapped(title, width, "strong", indent=" ")
        for fate, head in FATES.items():
            fated = [each for each in seen.fates if each.fate == fate]
            if fated:
                yield line()
                yield line((f" {self.text(head)} ({len(fated)})", "heading"))
                for each in fated:
                    yield from self._fated(review, each, width)

    def _fated(self, review: Review, fated: Fated, width: int) -> Iterator[Row]:
        """What is asked, why it is not simply carried, and the answer as it stands, dimmed."""
        language = self.aktsom.language
        asked = (self.form if fated.question in self.form.by_key else review.form).by_key[fated.question]
        yield from wrapped(asked.text.text(language), width, indent="   ")
        why = [self.text(WHYS[each]) for each in fated.why]
        if fated.hidden:
            why.append(self.text(N_("not asked in the new version, as the answers stand")))
        if why:
            yield from wrapped(", ".join(why), width, "warn", indent="     ")
        if answer := review.answers.get(fated.question):
            then = with_rows(review.followup, review.form.by_key[fated.question])
            before = said(then, answer, language) or answer.comment
            yield from wrapped(f"→ {before}", width, "dim", indent="     ")

    def why_not(self, action: str) -> str:
        if action == "upgrade" and self.seen is None:
            return self.text(N_("This follow-up cannot be taken to that version."))
        return super().why_not(action)

    @work(exit_on_error=False)
    async def action_upgrade(self) -> None:
        seen, form, act = self.seen, self.form, self.aktsom.act()
        if seen is None:
            self.tell(self.why_not("upgrade"), bad=True)
            return
        title = self.text(
            N_("Take {followup} to version {version}?"), followup=seen.followup, version=seen.after
        )
        counted = [
            f"{self.text(head)}: {sum(each.fate == fate for each in seen.fates)}"
            for fate, head in FATES.items()
        ]
        if not await self.ask(Confirm(title, "\n".join(counted), self.aktsom.language, key="U")):
            return
        if await self.kept(lambda db: db.followups.upgrade(seen.followup, form, act, seen=seen)):
            told = N_("{followup} is now on version {version}.")
            self.aktsom.go_back()
            place = self.aktsom.screen
            if isinstance(place, Place):
                place.tell(self.text(told, followup=seen.followup, version=seen.after))
