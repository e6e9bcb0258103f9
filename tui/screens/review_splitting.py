"""Splitting what is proposed of several rows: a deviation for some of them, the others left to decide."""

from __future__ import annotations

from textual import work

from checklists.splitting import may_split, part_of
from checklists.values import Refused
from checklists.words import N_
from tui.dialogs.several import Several
from tui.refusals import worded
from tui.screens.review_deciding import ReviewDeciding


class ReviewSplitting(ReviewDeciding):
    """The key of a review that splits a proposal."""

    @work(exit_on_error=False)
    async def action_split(self) -> None:
        """Log a deviation for some rows of what is proposed; the others are left to decide."""
        review, proposal, language = self.review, self.proposed, self.aktsom.language
        if self.refused_by(self.why_not("split")) or review is None or proposal is None:
            return
        named = [self.text(N_("row {row}"), row=row) if row.isdecimal() else row for row in proposal.rows]
        choices = [(str(place), row) for place, row in enumerate(named)]
        asked = Several(self.text(N_("Which rows is the deviation about?")), choices, language, needed=True)
        if chosen := await self.ask(asked):
            try:
                part = part_of(review, proposal, {int(place) for place in chosen})
            except Refused as refused:
                self.tell(worded(refused, language), bad=True)
                return
            await self.decide(review, part)

    def why_not(self, action: str) -> str:
        if action == "split" and (self.proposed is None or not may_split(self.proposed)):
            return self.text(N_("Nothing that rests on several rows is proposed on this question."))
        return super().why_not(action)
