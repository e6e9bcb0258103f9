"""From a review to paper: the form as it was asked and answered, written to a file."""

from __future__ import annotations

from datetime import UTC, datetime, time

from textual import work

from checklists.words import N_
from exchange.paper.filled import Answered, filled
from tui.dialogs.choose import Choose
from tui.screens.file_out import write_out
from tui.screens.review_answering import ReviewAnswering

FORMATS = (("docx", "Word"), ("html", "HTML"), ("md", "Markdown"))


class ReviewPaper(ReviewAnswering):
    """The key that writes the answered form out."""

    @work(exit_on_error=False)
    async def action_paper(self) -> None:
        """Ask for the format, whether to list what was not asked, and the file."""
        opened, language, today = self.opened, self.aktsom.language, self.aktsom.act().today
        if opened is None or self.review is None:
            return
        kind = await self.ask(Choose(self.text(N_("Write out as")), FORMATS, language))
        if kind is None:
            return
        choices = [
            ("omit", self.text(N_("leave out questions that were not asked"))),
            ("list", self.text(N_("list them at the end"))),
        ]
        skipped = await self.ask(Choose(self.text(N_("Questions that were not asked")), choices, language))
        if skipped is None:
            return
        when = datetime.combine(today, time(), UTC)
        held = Answered(self.review, opened.contract, opened.supplier)
        await write_out(
            self, f"{self.followup_id}.{kind}", lambda: _written(held, kind, skipped, language, when)
        )


def _written(held: Answered, kind: str, skipped: str, language: str, when: datetime) -> bytes:
    from exchange.paper import PAPER_FORMATS, PaperFormat, written

    told = filled(held, language, skipped="list" if skipped == "list" else "omit")
    form: PaperFormat = next(each for each in PAPER_FORMATS if each == kind)
    return written(told, form, when)
