"""From a closed review to one without details about persons: said in the head, shown before it is done for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from checklists.clearing import Clearing, Rule
from checklists.followup import FollowUp
from checklists.values import Refused
from checklists.words import N_
from tui.clearing_told import cleared_told, clearing_lines, to_clear_told, why_told
from tui.dialogs.ask import AskLine, Confirm
from tui.refusals import worded
from tui.screens.review_answering import ReviewAnswering

if TYPE_CHECKING:
    from db.database import Database


class ReviewClearing(ReviewAnswering):
    """Knows when details about persons are to be deleted, and has the key that deletes them."""

    rule: Rule | None = None
    """None while it is not known."""

    async def reload(self) -> None:
        await super().reload()
        self.look_for_rule()

    @work(group="clearing", exclusive=True, exit_on_error=False)
    async def look_for_rule(self) -> None:
        """In a group of its own: no key has to wait for it."""
        review = self.review
        if review is None or not review.followup.is_signed:
            return
        self.rule = await self.read(lambda db: db.followups.rule(review.followup.id))
        if self.review is not None and self.clearing_told:
            self.show(self.review)

    @property
    def clearing_told(self) -> str:
        """A few words for the head: when details about persons were, or are to be, deleted."""
        review, language = self.review, self.aktsom.language
        if review is None or review.followup.is_open:
            return ""
        told = cleared_told(review.followup, language)
        if not told and self.rule is not None:
            told = to_clear_told(review.followup, self.rule, self.aktsom.act().today, language)
        return f"{self.text(N_('Details about persons'))} {told}" if told else ""

    def why_not(self, action: str) -> str:
        review = self.review
        refused = self._refusal(review.followup, action) if review is not None else None
        return worded(refused, self.aktsom.language) if refused else super().why_not(action)

    def _refusal(self, followup: FollowUp, action: str) -> Refused | None:
        """What is known to be refused before anything is asked."""
        if action == "reopen" and followup.cleared:
            return Refused("reopen_cleared", followup=followup.id)
        if action == "clear" and followup.is_open:
            return Refused("clear_open", followup=followup.id, status=followup.status)
        if action == "clear" and followup.cleared:
            done = followup.cleared[-1]
            return Refused("cleared_already", followup=followup.id, date=done.day, by=done.by)
        return None

    @work(exit_on_error=False)
    async def action_clear(self) -> None:
        """Show what goes and what stays; the letter that confirms deletes it."""
        review, of = self.review, self.followup_id
        if review is None or self.refused_by(self.why_not("clear")):
            return
        why, draft = "", f"{of}/clear"
        try:
            doing, rule = await self._preview("")
        except Refused as refused:
            if refused.code not in ("clear_early", "clear_no_day"):
                self.tell(worded(refused, self.aktsom.language), bad=True)
                return
            told = worded(refused, self.aktsom.language)
            why = await self.ask(AskLine(told, self.aktsom.language, needed=True), draft) or ""
            if not why:
                return
            doing, rule = await self._preview(why)
        language = self.aktsom.language
        title = self.text(N_("Delete details about persons from {followup}?"), followup=of)
        summary = "\n".join(clearing_lines(review, doing, language))
        if await self.ask(Confirm(title, summary, language)):
            act = self.aktsom.act(why=why_told(rule, why, language), draft=draft)
            if await self.kept(lambda db: db.followups.clear(of, act, why, seen=doing)):
                await self.reload()

    async def _preview(self, why: str) -> tuple[Clearing, Rule]:
        of, today = self.followup_id, self.aktsom.act().today

        def read(db: Database) -> tuple[Clearing, Rule]:
            return db.followups.preview_clear(of, today, why)

        return await self.read(read)
