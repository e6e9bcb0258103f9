"""What is written in a review: texts, numbers, comments, the basis and evidence of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path

from textual import work

from checklists.answer import Answer
from checklists.codelists import codes, label
from checklists.evidence import Evidence
from checklists.form import NOT_APPLICABLE
from checklists.values import Refused
from checklists.words import N_
from tui.cli.attachments import Attached, with_file
from tui.dialogs.ask import AskLine, AskText
from tui.dialogs.choose import Choose
from tui.dialogs.fields import Asked, Fields
from tui.given import day_of
from tui.refusals import worded
from tui.screens.review_answering import REASONS, ReviewAnswering


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
        told = ""
        if reason == "other":
            told = await self.ask(AskLine(self.text(N_("Why not applicable?")), language, needed=True))
        if reason and (reason != "other" or told):
            self.give(NOT_APPLICABLE, question, reason=reason, reason_text=told or "")

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
        value = before.value if before and isinstance(before.value, str) else ""
        if question.type in ("text", "evidence"):
            written = await self._ask_text(title, value, f"{self.followup_id}/{question.key}")
        elif question.type in ("integer", "percent", "money", "date"):
            written = await self.ask(AskLine(title, language, value))
            written = self._as_date(written) if question.type == "date" and written else written
        else:
            return
        if written is not None and written != value and self.give(written, question):
            self.go_to(question.key)
            self.action_next()

    def _as_date(self, written: str) -> str | None:
        try:
            day = day_of(written)
        except Refused as refused:
            self.tell(worded(refused, self.aktsom.language), bad=True)
            return None
        return day.isoformat() if day else ""

    async def _ask_text(self, title: str, value: str, draft_key: str) -> str | None:
        """Ask for a longer text; what is being written is kept as a draft until it is kept or left.

        Where nothing can be written now, the text is given back with the reason: only the person lets it go.
        """
        desk, clock = self.aktsom.desk, self.aktsom.clock
        draft = await self.read(lambda db: db.drafts.get(draft_key))

        def keep_draft(text: str) -> Future[None]:
            return desk.ask(lambda db: db.drafts.keep(draft_key, text, clock()))

        standing, problem = value if draft is None else draft, ""
        while True:
            asked = AskText(title, self.aktsom.language, standing, draft=keep_draft, problem=problem)
            written = await self.ask(asked)
            try:
                await desk.write(lambda db: db.drafts.drop(draft_key))
            except Refused as refused:
                problem = worded(refused, self.aktsom.language)
                if written is None:
                    self.tell(problem, bad=True)
                    return None
                standing = written
                continue
            return written

    @work(exit_on_error=False)
    async def action_comment(self) -> None:
        question, review = self.question, self.review
        if question is None or review is None:
            return
        before = review.answers.get(question.key) or Answer(question=question.key)
        title = self.text(N_("Comment: {question}"), question=question.text.text(self.aktsom.language))
        written = await self._ask_text(title, before.comment, f"{self.followup_id}/{question.key}/comment")
        if written is not None and written != before.comment:
            self.change(question, comment=written)

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
        language, act = self.aktsom.language, self.aktsom.act()
        fields = [
            Asked("title", self.text(N_("Title"))),
            Asked("ref", self.text(N_("Archive reference"))),
            Asked("dated", self.text(N_("Dated"))),
            Asked("valid_until", self.text(N_("Valid until"))),
            Asked("file", self.text(N_("File to keep with it (path)"))),
        ]

        def read(given: Mapping[str, str]) -> Attached:
            if not given["title"]:
                raise Refused("field_needed", field=self.text(N_("Title")))
            facts = {
                "title": given["title"],
                "ref": given["ref"],
                "dated": day_of(given["dated"]),
                "valid_until": day_of(given["valid_until"]),
                "followup": self.followup_id,
                "question": question.key,
                "supplier": opened.supplier.id,
            }
            if given["file"]:
                return with_file(facts, Path(given["file"]).expanduser())
            return Attached(Evidence.model_validate(facts), None)

        values = await self.ask(Fields(self.text(N_("Evidence")), fields, language, read))
        if values is None:
            return
        found = read(values)
        held = await self.keep(lambda db: db.evidence.add(found.evidence, found.content, act))
        if held is not None and (now := self.review) is not None:
            self.take_evidence(held)
            before = now.answers.get(question.key) or Answer(question=question.key)
            depth = "document" if before.depth in ("none", "claim") else before.depth
            self.change(question, evidence=(*before.evidence, held.id), depth=depth)
