"""Answering one form: the answer key saves at once, Enter goes to the next unanswered question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from checklists.codelists import label
from checklists.kept import is_last_years
from checklists.review import Review
from checklists.words import N_
from tui.drawing import bar, joined, line
from tui.screens.review_clearing import ReviewClearing
from tui.screens.review_deeper import ReviewDeeper, deeper_rows
from tui.screens.review_paper import ReviewPaper
from tui.screens.review_rows import QuestionRows, SectionRows, detail_rows
from tui.screens.review_splitting import ReviewSplitting
from tui.screens.review_upgrade import ReviewUpgrade, earlier_rows
from tui.screens.review_writing import ReviewWriting
from tui.widgets.lines import Lines


class ReviewScreen(ReviewWriting, ReviewSplitting, ReviewDeeper, ReviewPaper, ReviewUpgrade, ReviewClearing):
    """A follow-up being answered. It shows a `Review`; each key makes another one, shown first and kept second."""

    mode = "followups"
    NAME = N_("Follow-up")
    HELP = N_(
        "Answer the marked question with one key; it is saved at once. Enter goes to the next unanswered question. "
        "Text, numbers, dates and tables open with Enter. v logs a deviation from the question, filled in; "
        "V logs one for some of the rows, and leaves the others to decide; "
        "x dismisses what is proposed, with a reason. b keeps last year's answer. m opens a form that looks deeper "
        "into the marked requirement. S signs, and P writes the whole of it to a file. D deletes details about persons "
        "from a closed follow-up, once it has shown what goes and what stays."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,y", "answer('yes')", N_("yes"), id="answer.yes", key_display="j"),
        Binding("d,p", "answer('partly')", N_("partly"), id="answer.partly", key_display="d"),
        Binding("n", "answer('no')", N_("no"), id="answer.no", key_display="n"),
        Binding("i", "not_applicable", N_("not applicable"), id="answer.not-applicable"),
        Binding("0", "answer('not_assessed')", N_("not assessed"), id="answer.not-assessed", show=False),
        *(Binding(str(n), f"choose({n})", "", id=f"answer.choice-{n}", show=False) for n in range(1, 10)),
        Binding("enter", "next", N_("next"), id="review.next", key_display="Enter"),
        Binding("space", "write", N_("Write"), id="review.write", show=False),
        Binding("pagedown", "section(1)", N_("Next section"), id="review.next-section", show=False),
        Binding("pageup", "section(-1)", N_("Previous section"), id="review.previous-section", show=False),
        Binding("k", "comment", N_("comment"), id="review.comment"),
        Binding("e", "evidence", N_("evidence"), id="review.evidence"),
        Binding("g", "basis", N_("basis"), id="review.basis", show=False),
        Binding("b", "keep_last", N_("keep last year's"), id="review.keep-last", show=False),
        Binding("v", "deviation", N_("deviation"), id="review.deviation"),
        Binding("V", "split", N_("some rows"), id="review.split", show=False),
        Binding("x", "dismiss_proposal", N_("dismiss"), id="review.dismiss", show=False),
        Binding("S", "sign", N_("sign"), id="review.sign", key_display="S"),
        Binding("m", "deeper", N_("look deeper"), id="review.deeper", show=False),
        Binding("U", "upgrade", N_("newer version"), id="review.upgrade", show=False),
        Binding("P", "paper", N_("Write out"), id="review.paper", show=False),
        Binding("u", "undo", N_("undo"), id="undo"),
        Binding("R", "received", N_("came back"), id="review.received", show=False),
        Binding("O", "reopen", N_("Reopen"), id="review.reopen", show=False),
        Binding("D", "clear", N_("delete details"), id="review.clear", show=False, key_display="D"),
    ]
    SHOWN_WHERE_THEY_ACT = frozenset(
        f"review.{name}"
        for name in ("keep-last", "split", "dismiss", "deeper", "upgrade", "received", "reopen", "clear")
    )
    DEFAULT_CSS = """
    ReviewScreen #head { height: 2; }
    ReviewScreen #questions, ReviewScreen #detail { scrollbar-gutter: stable; }
    ReviewScreen #sections { width: 23; }
    ReviewScreen #detail { width: 40; padding: 0 1; border-left: solid $panel; }
    ReviewScreen.middling #sections { display: none; }
    ReviewScreen.wide #sections { width: 34; }
    ReviewScreen.wide #detail { width: 52; }
    ReviewScreen.narrow Horizontal { layout: vertical; }
    ReviewScreen.narrow #sections { display: none; }
    ReviewScreen.narrow #detail { width: 1fr; height: 8; border-left: none; border-top: solid $panel; }
    """

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="head")
        yield Horizontal(
            Lines((), id="sections"), Lines((), id="questions"), Lines((), id="detail", reading=True)
        )

    def on_mount(self) -> None:
        for quiet in ("head", "sections"):
            self.lines(quiet).can_focus = False
        self.lines("questions").focus()

    def show(self, review: Review) -> None:
        """Make `review` what every part of this screen shows. Only what differs is drawn again."""
        first = self.review is None
        self.review = review
        language = self.aktsom.language
        questions = self.lines("questions")
        here = questions.key
        questions.show(
            QuestionRows(review, language, questions.size.width, self.earlier_words), keep=here or None
        )
        if first:
            start = review.next_unanswered(None) or next((q.key for q in review.questions), "")
            questions.show(questions.rows, keep=start)
        self._show_around()
        if first:
            self.show_keys()
        else:
            self.show_keys_soon()

    def _show_around(self) -> None:
        review, opened = self.review, self.opened
        if review is None or opened is None:
            return
        language, key = self.aktsom.language, self.lines("questions").key
        progress = review.progress()
        followup = review.followup
        left = f" {followup.id}  {review.form.title.text(language)} · {opened.contract.title} · {opened.supplier.name}"
        told = self.text(N_("{done} of {total} answered"), done=progress.answered, total=progress.total)
        if not followup.is_open or followup.status in ("sent", "received"):
            told = f"{label('followup_statuses', followup.status, language)} · {told}"
        told = joined((self.version_told, told, self.clearing_told))
        self.lines("head").show(
            [
                line((left, "strong")),
                line((f" {told}  ", "dim"), (bar(progress.answered, progress.total, 20), "accent")),
            ]
        )
        sections = self.lines("sections")
        rows = SectionRows(review, language, sections.size.width or 23, key)
        sections.show(rows)
        sections.scroll_to(y=max(0, rows.here - sections.size.height // 2), animate=False)
        detail = self.lines("detail")
        width = max(20, detail.size.width - 1)
        asked = review.form.by_key.get(key)
        deeper = deeper_rows(asked, self.deeper, language, width) if asked else ()
        before = earlier_rows(self.earlier_words.get(key, ""), language, width)
        detail.show([*detail_rows(review, key, language, width), *before, *deeper])

    def _meant(self, binding: Binding) -> Binding:
        """The key that keeps last year's answer takes what the form suggests where there is no such answer."""
        meant = super()._meant(binding)
        if meant.id != "review.keep-last" or self.review is None:
            return meant
        if is_last_years(self.review, self.lines("questions").key):
            return meant
        return replace(meant, description=N_("take the suggestion"))

    def fit(self) -> None:
        self.set_class(self.size.width < 100, "narrow")
        self.set_class(self.size.width < 120, "middling")
        self.set_class(self.size.width >= 140, "wide")
        if self.review is not None:
            self.call_after_refresh(self.show, self.review)

    @on(Lines.Opened, "#questions")
    def go_on(self) -> None:
        self.action_next()

    @on(Lines.Moved, "#questions")
    def show_question(self) -> None:
        self._show_around()
        self.show_keys()
