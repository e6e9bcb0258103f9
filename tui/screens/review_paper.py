"""From a review to paper: the form as it was asked and answered, written to a file."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

from textual import work

from checklists.values import Refused
from checklists.words import N_
from exchange.paper.filled import Answered, filled
from tui.dialogs.ask import AskLine
from tui.dialogs.choose import Choose
from tui.refusals import worded
from tui.screens.review_answering import ReviewAnswering

FORMATS = (("docx", "Word"), ("html", "HTML"), ("md", "Markdown"))


class ReviewPaper(ReviewAnswering):
    """The key that writes the answered form out."""

    @work(exit_on_error=False)
    async def action_paper(self) -> None:
        """Ask for the format, whether to list what was not asked, and the file; nothing is overwritten."""
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
        title, name = self.text(N_("Write to which file?")), f"{self.followup_id}.{kind}"
        given = await self.ask(AskLine(title, language, name, needed=True))
        if not given:
            return
        path = Path(given).expanduser()
        when = datetime.combine(today, time(), UTC)
        held = Answered(self.review, opened.contract, opened.supplier)
        try:
            await self.read(lambda _: _written(held, kind, skipped, language, path, when))
        except Refused as refused:
            self.tell(worded(refused, language), bad=True)
            return
        self.tell(self.text(N_("Written to {file}"), file=str(path)))


def _written(held: Answered, kind: str, skipped: str, language: str, path: Path, when: datetime) -> None:
    from exchange.files import write_file
    from exchange.paper import PAPER_FORMATS, written

    told = filled(held, language, skipped="list" if skipped == "list" else "omit")
    for form in PAPER_FORMATS:
        if form == kind:
            write_file(path, written(told, form, when))
