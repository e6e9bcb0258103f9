"""What is written in a review: texts, numbers, comments, the basis and evidence of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from textual import work

from checklists.answer import Answer, shown_by
from checklists.codelists import codes, label
from checklists.evidence import Evidence
from checklists.form import NOT_APPLICABLE, NUMBERS, Question
from checklists.possible import evidence_faults, refuse_new
from checklists.values import Refused
from checklists.words import N_
from tui.cli.attachments import Attached, with_file
from tui.dialogs.ask import AskLine, AskText
from tui.dialogs.choose import Choose
from tui.dialogs.fields import Asked, Fields
from tui.dialogs.several import Several
from tui.given import as_kept, as_typed, day_of
from tui.refusals import worded
from tui.screens.review_answering import REASONS, ReviewAnswering
from tui.screens.review_rows import NONE_OFFERED


class ReviewWriting(ReviewAnswering):
    """The keys of a review that open a field."""

    @work(exit_on_error=False)
    async def action_not_applicable(self) -> None:
        question = self.question
        if question is None or self.refused_by(self.why_not("not_applicable")):
            return
        language = self.aktsom.language
        choices = [(code, label("not_applicable_reasons", code, language)) for code in REASONS]
        reason = await self.ask(Choose(self.text(N_("Why not applicable?")), choices, language))
        told, draft = "", f"{self.followup_id}/{question.key}/reason"
        if reason == "other":
            told = await self.ask(AskLine(self.text(N_("Why not applicable?")), language, needed=True), draft)
        if reason and (reason != "other" or told):
            self.give(NOT_APPLICABLE, question, draft=draft, reason=reason, reason_text=told or "")

    @work(exit_on_error=False)
    async def action_write(self) -> None:
        """Write the answer to a question of text, number, date or table."""
        question, review = self.question, self.review
        if question is None or review is None:
            return
        before = review.answers.get(question.key)
        language = self.aktsom.language
        title = question.text.text(language)
        if question.type == "table":
            from tui.screens.table import TableScreen

            self.aktsom.go_to(TableScreen(self, question))
            return
        if question.type in ("one", "many"):
            await self._choose(question)
            return
        value = before.value if before and isinstance(before.value, str) else ""
        draft = f"{self.followup_id}/{question.key}"
        if question.type in ("text", "evidence"):
            written = await self.ask(AskText(title, language, value), draft)
        elif question.type in (*NUMBERS, "date"):

            def judged(written: str) -> None:
                self.judge(as_kept(question.type, written), question)

            asked = AskLine(title, language, as_typed(question.type, value, language), check=judged)
            written = await self.ask(asked, draft)
            written = None if written is None else as_kept(question.type, written)
        else:
            return
        if written == value:  # the same day, or number, in other words
            await self.aktsom.desk.write(lambda db: db.drafts.drop(draft))
        elif written is not None and self.give(written, question, draft=draft):
            self.go_to(question.key)
            self.action_next()

    @work(exit_on_error=False)
    async def action_comment(self) -> None:
        question, review = self.question, self.review
        if question is None or review is None:
            return
        before = review.answers.get(question.key) or Answer(question=question.key)
        title = self.text(N_("Comment: {question}"), question=question.text.text(self.aktsom.language))
        draft = f"{self.followup_id}/{question.key}/comment"
        written = await self.ask(AskText(title, self.aktsom.language, before.comment), draft)
        if written is not None and written != before.comment:
            self.change(question, draft=draft, comment=written)

    @work(exit_on_error=False)
    async def action_basis(self) -> None:
        question, language = self.question, self.aktsom.language
        if question is None:
            return
        choices = [(code, label("depths", code, language)) for code in codes("depths")]
        depth = await self.ask(Choose(self.text(N_("What does the answer rest on?")), choices, language))
        if depth:
            self.change(question, depth=depth)

    @work(exit_on_error=False)
    async def action_evidence(self) -> None:
        """Register evidence for the marked question: title, reference, dates."""
        question, review, opened = self.question, self.review, self.opened
        if question is None or review is None or opened is None:
            return
        language, draft = self.aktsom.language, f"{self.followup_id}/{question.key}/evidence"
        about = {"followup": self.followup_id, "question": question.key, "supplier": opened.supplier.id}

        def read(given: Mapping[str, str]) -> Attached:
            if not given["title"]:
                raise Refused("field_needed", field=self.text(N_("Title")))
            days = {name: day_of(given[name]) for name in ("dated", "valid_until")}
            facts = {"title": given["title"], "ref": given["ref"], **days, **about}
            new = Attached(Evidence.model_validate(facts), None)
            refuse_new(evidence_faults(new.evidence, self.aktsom.act().today))
            return with_file(facts, Path(given["file"]).expanduser()) if given["file"] else new

        asked = Fields(self.text(N_("Evidence")), self._evidence_fields(), language, read)
        values = await self.ask(asked, draft)
        if values is not None:
            await self._rest_on(question, read(values), draft)

    def _evidence_fields(self) -> list[Asked]:
        return [
            Asked("title", self.text(N_("Title"))),
            Asked("ref", self.text(N_("Archive reference"))),
            Asked("dated", self.text(N_("Dated")), reads=day_of),
            Asked("valid_until", self.text(N_("Valid until")), reads=day_of),
            Asked("file", self.text(N_("File to keep with it (path)"))),
        ]

    async def _rest_on(self, question: Question, found: Attached, draft: str) -> None:
        """Keep new evidence together with the answer that rests on it, or neither."""
        review, key = self.review, question.key
        if review is None:
            return
        before = review.answers.get(key) or Answer(question=key)
        depth = "document" if before.depth in ("none", "claim") else before.depth
        named = [str(before.value)] if before.given else []
        resting = shown_by(
            question, before.model_copy(update={"depth": depth}), [*named, found.evidence.title]
        )
        try:
            after = review.answered(resting)
        except Refused as refused:
            self.tell(worded(refused, self.aktsom.language), bad=True)
            return
        version, act = self.versions.get(key, 0), self.aktsom.act(draft=draft)
        self.versions[key] = version + 1
        answer, new = after.answers[key], {key: (found,)}
        kept = await self.keep(
            lambda db: db.followups.answers(after.followup, (answer,), {key: version}, act, new)
        )
        if kept is not None:
            await self.reload()

    async def _choose(self, question: Question) -> None:
        """Choose among the choices of a question in a list: there may be more than there are digits."""
        review, language = self.review, self.aktsom.language
        if review is None:
            return
        before = review.in_force.get(question.key)
        held = before.value if before else ""
        codes = {held} if isinstance(held, str) else {code for code in held if isinstance(code, str)}
        choices = [(choice.code, choice.text.text(language)) for choice in review.as_asked(question).choices]
        title = question.text.text(language)
        if not choices:
            self.tell(self.text(NONE_OFFERED), bad=True)
            return
        if question.type == "many":
            several = await self.ask(Several(title, choices, language, marked=codes))
            given = None if several is None else self.give(several, question)
        else:
            chosen = await self.ask(Choose(title, choices, language, next(iter(codes), "")))
            given = None if chosen is None else self.give(chosen, question)
        if given:
            self.go_to(question.key)
            self.action_next()
