"""What a review decides: deviations confirmed or dismissed, signing, reopening."""

from __future__ import annotations

from textual import work

from checklists.deviation import Deviation
from checklists.followup import FollowUp
from checklists.form import Question
from checklists.measure import Measure
from checklists.proposals import (
    ORIGIN_OF_METHOD,
    Decision,
    Proposal,
    deviation_of,
    dismissed,
    matching,
    title_of,
)
from checklists.review import Review
from checklists.values import Refused
from checklists.words import N_
from tui.dialogs.ask import AskLine, Confirm
from tui.dialogs.choose import Choose
from tui.refusals import worded
from tui.screens.deviation_fields import ask_deviation, draft_of, measures_of
from tui.screens.followup_steps import move_day, receive
from tui.screens.review_answering import ReviewAnswering
from tui.signing_told import risk_left, summed_up, why_unsigned


class ReviewDeciding(ReviewAnswering):
    """The keys of a review that decide something."""

    @work(exit_on_error=False)
    async def action_deviation(self) -> None:
        """Log a deviation from the marked question, filled in from what is proposed there."""
        question, review = self.question, self.review
        if question is None or review is None:
            return
        if (proposal := self.proposed) is not None:
            await self.decide(review, proposal)
        else:
            await self._log_unproposed(review, question)

    async def decide(self, review: Review, proposal: Proposal) -> None:
        opened, language = self.opened, self.aktsom.language
        if opened is None:
            return
        known = matching(proposal, review, opened.deviations)
        if known and await self._add_to(known):
            decision = self._decision(review, proposal, "added", known)
            await self._keep_decision(decision, None, ())
            return
        act = self.aktsom.act()
        title = title_of(proposal.type, proposal.clause, review, language)
        drafted = deviation_of(proposal, review, act.today, title)
        edited = await ask_deviation(self, drafted, review.clauses)
        if edited is not None:
            measure = proposal.measure.text(language) if proposal.measure else ""
            decision = self._decision(review, proposal, "confirmed", "")
            measures = measures_of(edited, measure, proposal.measure_kind)
            await self._keep_decision(decision, edited, measures, draft_of(drafted))

    async def _add_to(self, known: str) -> bool:
        choices = [
            ("add", self.text(N_("Add to {deviation}"), deviation=known)),
            ("new", self.text(N_("A new deviation"))),
        ]
        title = self.text(N_("{deviation} is about the same and is open"), deviation=known)
        return await self.ask(Choose(title, choices, self.aktsom.language)) == "add"

    def _decision(self, review: Review, proposal: Proposal, outcome: str, deviation: str) -> Decision:
        facts = {"followup": review.followup.id, "proposal": proposal.id, "outcome": outcome}
        return Decision.model_validate(
            {**facts, "deviation": deviation, "by": self.aktsom.actor, "fact": proposal.canonical()}
        )

    async def _keep_decision(
        self,
        decision: Decision,
        deviation: Deviation | None,
        measures: tuple[Measure, ...],
        draft: str = "",
    ) -> None:
        act = self.aktsom.act(draft=draft)
        kept = await self.keep(lambda db: db.followups.decide(decision, deviation, measures, act))
        if kept is not None:
            await self.reload()
            told = kept[0].deviation or self.text(N_("Dismissed"))
            self.tell(self.text(N_("Kept {time}"), time=self.aktsom.wall_time()) + f" · {told}")

    async def _log_unproposed(self, review: Review, question: Question) -> None:
        followup = review.followup
        clause = next((c for c in review.clauses if c.address == question.clause), None)
        drafted = Deviation(
            contract=followup.contract,
            supplier=followup.supplier,
            followup=followup.id,
            question=question.key,
            type=clause.deviation_type if clause else "other",
            severity=clause.severity if clause else "observation",
            clause=clause.address if clause else "",
            origin=ORIGIN_OF_METHOD[followup.method],
            found=self.aktsom.act().today,
        )
        edited = await ask_deviation(self, drafted, review.clauses)
        if edited is not None:
            act = self.aktsom.act(draft=draft_of(drafted))
            kept = await self.keep(lambda db: db.deviations.add(edited, act))
            if kept is not None:
                await self.reload()
                self.tell(self.text(N_("Kept {time}"), time=self.aktsom.wall_time()) + f" · {kept.id}")

    @property
    def proposed(self) -> Proposal | None:
        """What is proposed on the marked question and not decided yet."""
        question, review = self.question, self.review
        if question is None or review is None:
            return None
        return next((each for each in review.undecided if question.key in each.questions), None)

    def why_not(self, action: str) -> str:
        if self.review is not None:
            followup = self.review.followup
            if action == "dismiss_proposal" and self.proposed is None:
                return self.text(N_("Nothing is proposed on this question."))
            if action == "reopen" and not followup.is_signed:
                return self.text(N_("Only a signed follow-up can be reopened."))
            if action == "received" and followup.status != "sent":
                return self.text(N_("{id} is not out at the supplier."), id=followup.id)
        return super().why_not(action)

    @work(exit_on_error=False)
    async def action_dismiss_proposal(self) -> None:
        review, proposal = self.review, self.proposed
        if self.refused_by(self.why_not("dismiss_proposal")) or review is None or proposal is None:
            return
        draft = f"{review.followup.id}/{proposal.id}/dismiss"
        asked = AskLine(self.text(N_("Why is the proposal not followed?")), self.aktsom.language, needed=True)
        if reason := await self.ask(asked, draft):
            decision = dismissed(review, proposal.id, reason, self.aktsom.actor)
            await self._keep_decision(decision, None, (), draft)

    @work(exit_on_error=False)
    async def action_sign(self) -> None:
        """Show a summary, then sign what it summed up: not what somebody else has changed since."""
        review, opened, act = self.review, self.opened, self.aktsom.act()
        if review is None or opened is None:
            return

        def signed(read: Review) -> FollowUp:
            return read.signed_on(act.today, self.aktsom.actor, today=act.today)

        try:
            signed(review)
        except Refused as refused:
            if refused.code == "not_performed_yet" and not why_unsigned(review, self.aktsom.language):
                await self._sign_on_another_day(review)
                return
            self._go_to_what_is_missing(review)
            self.tell(
                why_unsigned(review, self.aktsom.language) or worded(refused, self.aktsom.language), bad=True
            )
            return
        confirmed = await self.ask(
            Confirm(
                self.text(N_("Sign {followup}?"), followup=review.followup.id),
                summed_up(review, opened.contract, self.aktsom.language),
                self.aktsom.language,
            )
        )
        if confirmed:
            of = review.followup.id
            if await self.kept(
                lambda db: db.followups.sign(of, signed, act, seen=review, contract=opened.contract)
            ):
                await self.reload()

    async def _sign_on_another_day(self, review: Review) -> None:
        """It is done before the day that was planned: ask for the day it was done, then go on signing."""
        moved = await move_day(self, review.followup.id)
        if moved and self.review is not None and self.review.followup.day <= self.aktsom.act().today:
            self.action_sign()

    def _go_to_what_is_missing(self, review: Review) -> None:
        if review.missing:
            self.go_to(review.missing[0])
        elif review.undecided:
            self.go_to(review.undecided[0].questions[0])

    @work(exit_on_error=False)
    async def action_reopen(self) -> None:
        review, draft = self.review, f"{self.followup_id}/reopen"
        if review is None:
            return
        if self.refused_by(self.why_not("reopen")):
            return
        asked = AskLine(self.text(N_("Why is it opened again?")), self.aktsom.language, needed=True)
        if reason := await self.ask(asked, draft):
            act = self.aktsom.act(draft=draft)
            again = review.followup.reopened_on(act.today, self.aktsom.actor, reason)
            if await self.kept(lambda db: db.followups.change(again, self.followup_version(), act)):
                await self.reload()
                for told in risk_left(again, self.aktsom.language):
                    self.tell(told)

    @work(exit_on_error=False)
    async def action_received(self) -> None:
        """The supplier's answer has come back."""
        if self.refused_by(self.why_not("received")):
            return
        await receive(self, self.followup_id)
        await self.reload()
