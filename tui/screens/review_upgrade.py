"""From a review to a newer version of its form: said in the head, shown answer by answer before it is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from textual import work

from checklists.library import Library
from checklists.said import said
from checklists.words import N_, words
from tui.drawing import Row, line, wrapped
from tui.screens.review_answering import ReviewAnswering

if TYPE_CHECKING:
    from db.database import Database
    from db.store.followups import Earlier


class ReviewUpgrade(ReviewAnswering):
    """Knows of a newer published version, and has the key that looks at it."""

    newest = 0
    """The number of the form's newest published version; 0 before it is known."""
    earlier: Mapping[str, Earlier]
    """By question, what was answered before an upgrade emptied it."""

    def __init__(self, followup: str) -> None:
        super().__init__(followup)
        self.earlier = {}

    async def reload(self) -> None:
        await super().reload()
        self.look_for_newer()

    @work(group="versions", exclusive=True, exit_on_error=False)
    async def look_for_newer(self) -> None:
        """Is there a newer published version, and did taking this one leave something to be asked again?

        In a group of its own: no key has to wait for it.
        """
        review = self.review
        if review is None or not review.followup.is_open:
            return

        def read(db: Database) -> tuple[int, Mapping[str, Earlier]]:
            return newest_published(db, review.form.id), db.followups.asked_again(review.followup.id)

        self.newest, self.earlier = await self.read(read)
        if self.review is not None and (self.newer or self.earlier):
            self.show(self.review)

    @property
    def newer(self) -> int:
        """The number of a published version newer than the one this follow-up is on; 0 for none."""
        review = self.review
        on = review is not None and review.followup.is_open and self.newest > review.form.version
        return self.newest if on else 0

    def why_not(self, action: str) -> str:
        if action == "upgrade" and self.review is not None and not self.newer:
            return self.text(N_("There is no newer published version of this form."))
        return super().why_not(action)

    @work(exit_on_error=False)
    async def action_upgrade(self) -> None:
        """Show what taking the newer version would do with each answer."""
        from tui.screens.form_upgrade import UpgradeScreen

        review, number = self.review, self.newer
        if review is None or self.refused_by(self.why_not("upgrade")):
            return
        form = await self.read(lambda db: db.forms.library().form(review.form.id, number))
        self.aktsom.go_to(UpgradeScreen(self.followup_id, form))

    @property
    def version_told(self) -> str:
        """A few words for the head where a newer version is there."""
        return self.text(N_("version {n} of the form is out: U"), n=self.newer) if self.newer else ""

    @property
    def earlier_words(self) -> Mapping[str, str]:
        """By question that is not answered again yet, what was answered before."""
        review, language = self.review, self.aktsom.language
        if review is None:
            return {}
        empty = {key: each for key, each in self.earlier.items() if not review.is_answered(key)}
        return {key: said(each.question, each.answer, language) for key, each in empty.items()}


def earlier_rows(told: str, language: str, width: int) -> Iterator[Row]:
    """What was answered while the question said something else."""
    if told:
        yield line()
        yield line((words(language).text(N_("Answered before the new version")), "heading"))
        yield from wrapped(told, width, "dim")


def newest_published(db: Database, form_id: str) -> int:
    """The number of the newest version that a follow-up may begin on; 0 for none. No form is read for it."""
    shipped = dict.fromkeys(Library().versions(form_id), "published")
    held = {each.number: each.status for each in db.forms.versions() if each.form == form_id}
    return max((number for number, status in (shipped | held).items() if status == "published"), default=0)
