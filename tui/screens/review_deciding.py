"""What a review decides: deviations confirmed or dismissed, signing, reopening."""

from __future__ import annotations

from textual import work

from checklists.codelists import heading, label
from checklists.deviation import Deviation
from checklists.followup import FollowUp
from checklists.form import Question
from checklists.measure import Measure
from checklists.proposals import ORIGIN_OF_METHOD, Decision, deviation_of, dismissed, matching
from checklists.review import Review
from checklists.score import score
from checklists.values import Refused
from checklists.words import N_
from tui.dialogs.ask import AskLine, Confirm
from tui.dialogs.choose import Choose
from tui.refusals import worded
from tui.screens.deviation_fields import ask_deviation, draft_of, measures_of
from tui.screens.followup_fields import receive
from tui.screens.review_answering import ReviewAnswering


class ReviewDeciding(ReviewAnswering):
    """The keys of a review that decide something."""

    @work(exit_on_error=False)
    async def action_deviation(self) -> None:
        """Log a deviation from the marked question, filled in from what is proposed there."""
        question, review = self.question, self.review
        if question is None or review is None:
            return
        proposal = next((p for p in review.undecided if question.key in p.questions), None)
        if proposal is not None:
            await self._decide(review, proposal.id)
        else:
            await self._log_unproposed(review, question)

    async def _decide(self, review: Review, proposal_id: str) -> None:
        opened, language = self.opened, self.aktsom.language
        if opened is None:
            return
        proposal = review.proposal(proposal_id)
        known = matching(proposal, review, opened.deviations)
        if known and await self._add_to(known):
            decision = self._decision(review, proposal_id, "added", known)
            await self._keep_decision(decision, None, ())
            return
        act = self.aktsom.act()
        drafted = deviation_of(
            proposal, review, act.today, heading("deviation_types", proposal.type, language)
        )
        edited = await ask_deviation(self, drafted, review.clauses)
        if edited is not None:
            measure = proposal.measure.text(language) if proposal.measure else ""
            decision = self._decision(review, proposal_id, "confirmed", "")
            measures = measures_of(edited, measure, proposal.measure_kind)
            await self._keep_decision(decision, edited, measures, draft_of(drafted))

    async def _add_to(self, known: str) -> bool:
        choices = [
            ("add", self.text(N_("Add to {deviation}"), deviation=known)),
            ("new", self.text(N_("A new deviation"))),
        ]
        title = self.text(N_("{deviation} is about the same and is open"), deviation=known)
        return await self.ask(Choose(title, choices, self.aktsom.language)) == "add"

    def _decision(self, review: Review, proposal_id: str, outcome: str, deviation: str) -> Decision:
        fact = review.proposal(proposal_id).canonical()
        facts = {"followup": review.followup.id, "proposal": proposal_id, "outcome": outcome}
        return Decision.model_validate(
            {**facts, "deviation": deviation, "by": self.aktsom.actor, "fact": fact}
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
            origin=ORIGIN_OF_METHOD.get(followup.method, "meeting"),
            found=self.aktsom.act().today,
        )
        edited = await ask_deviation(self, drafted, review.clauses)
        if edited is not None:
            act = self.aktsom.act(draft=draft_of(drafted))
            kept = await self.keep(lambda db: db.deviations.add(edited, act))
            if kept is not None:
                await self.reload()
                self.tell(self.text(N_("Kept {time}"), time=self.aktsom.wall_time()) + f" · {kept.id}")

    @work(exit_on_error=False)
    async def action_dismiss_proposal(self) -> None:
        question, review = self.question, self.review
        proposal = (
            next((p for p in review.undecided if question and question.key in p.questions), None)
            if review
            else None
        )
        if review is None or proposal is None:
            self.tell(self.text(N_("Nothing is proposed on this question.")), bad=True)
            return
        reason = await self.ask(
            AskLine(self.text(N_("Why is the proposal not followed?")), self.aktsom.language, needed=True)
        )
        if reason:
            await self._keep_decision(dismissed(review, proposal.id, reason, self.aktsom.actor), None, ())

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
            self._go_to_what_is_missing(review)
            self.tell(self._why_unsigned(review) or worded(refused, self.aktsom.language), bad=True)
            return
        confirmed = await self.ask(
            Confirm(
                self.text(N_("Sign {followup}?"), followup=review.followup.id),
                self._summary(review),
                self.aktsom.language,
            )
        )
        if confirmed:
            of = review.followup.id
            if await self.kept(lambda db: db.followups.sign(of, signed, act, seen=review)):
                await self.reload()

    def _summary(self, review: Review) -> str:
        progress, language = review.progress(), self.aktsom.language
        themes = ", ".join(label("themes", theme, language) for theme in review.assessed_themes)
        told = score(review)
        fulfilled = self.text(N_("not assessed")) if told.percent is None else f"{told.percent}\u00a0%"
        logged = [d for d in review.decisions.values() if d.outcome != "dismissed"]
        return "\n".join(
            (
                self.text(N_("{done} of {total} answered"), done=progress.answered, total=progress.total),
                self.text(N_("Themes assessed: {themes}"), themes=themes or "–"),
                self.text(N_("Fulfilled: {share}"), share=fulfilled),
                self.text(N_("Deviations: {n}"), n=len(logged)),
                self.text(N_("Outcome: {outcome}"), outcome=label("outcomes", review.outcome, language)),
            )
        )

    def _why_unsigned(self, review: Review) -> str:
        """What stands in the way of signing, in the words of the form."""
        language = self.aktsom.language
        if review.missing:
            first = review.form.by_key[review.missing[0]].text.text(language)
            return self.text(
                N_("Required answers missing: {n}, the first: {question}"),
                n=len(review.missing),
                question=first,
            )
        if review.undecided:
            kind = heading("deviation_types", review.undecided[0].type, language)
            return self.text(
                N_("Proposals not decided: {n}, the first: {what}. v or x."),
                n=len(review.undecided),
                what=kind,
            )
        return ""

    def _go_to_what_is_missing(self, review: Review) -> None:
        if review.missing:
            self.go_to(review.missing[0])
        elif review.undecided:
            self.go_to(review.undecided[0].questions[0])

    @work(exit_on_error=False)
    async def action_reopen(self) -> None:
        review, act = self.review, self.aktsom.act()
        if review is None:
            return
        if not review.followup.is_signed:
            self.tell(self.text(N_("Only a signed follow-up can be reopened.")), bad=True)
            return
        reason = await self.ask(
            AskLine(self.text(N_("Why is it opened again?")), self.aktsom.language, needed=True)
        )
        if reason:
            again = review.followup.reopened_on(act.today, self.aktsom.actor, reason)
            await self.keep(lambda db: db.followups.change(again, self.followup_version(), act))
            await self.reload()

    @work(exit_on_error=False)
    async def action_received(self) -> None:
        """The supplier's answer has come back."""
        await receive(self, self.followup_id)
        await self.reload()
