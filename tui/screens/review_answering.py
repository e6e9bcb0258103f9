"""The state of a review on screen, and answering it: show first, keep second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from checklists.answer import Answer
from checklists.deeper import Shown
from checklists.form import NOT_ASSESSED, NUMBERS, Question
from checklists.kept import beside, kept
from checklists.review import Review
from checklists.standard_form import FORM_ID
from checklists.values import Refused
from checklists.words import N_, words
from tui.given import told
from tui.refusals import worded
from tui.screens.place import Place

if TYPE_CHECKING:
    from db.database import Database
    from db.store.followups import Opened

WRITTEN = ("text", "evidence", *NUMBERS, "date", "table")
"""Types of question whose answer is written, not chosen by one key."""
DIGITS = 9
"""Choices that a key of their own can choose."""
CHANGING = ("answer('", "not_applicable", "keep_last", "comment", "sign")
"""Beginnings of the actions that a closed follow-up refuses."""
ANEW = {"carried": False, "reason": "", "reason_text": ""}
"""What an answer is besides its value, once it is given anew."""
REASONS = ("not_in_contract", "followed_up_already", "documented_elsewhere", "other")


class ReviewAnswering(Place):
    """A place that holds a `Review`; every answer makes another one. Subclasses draw it."""

    def __init__(self, followup: str) -> None:
        super().__init__()
        self.followup_id = followup
        self.opened: Opened | None = None
        self.review: Review | None = None
        self.versions: dict[str, int] = {}
        self.deeper: Mapping[str, tuple[Shown, ...]] = {}
        """By clause, what other follow-ups show of it; only in a standard form."""

    def show(self, review: Review) -> None:
        """Make `review` what this screen shows; a screen draws it besides."""
        self.review = review

    async def reload(self) -> None:
        """Open the follow-up as the database has it, after everything that was asked to be kept.

        One that was recorded without a form has no questions: its own page takes this one's place.
        """
        try:
            opened, deeper = await self._read()
        except Refused as refused:
            if refused.code != "without_form":
                raise
            if not self.is_current:
                return
            from tui.screens.records import RecordedScreen

            self.aktsom.switch_screen(RecordedScreen(self.followup_id))  # pyright: ignore[reportUnknownMemberType] -- untyped there
            return
        self.opened, self.versions, self.deeper = opened, dict(opened.answer_versions), deeper
        self.show(opened.review)

    async def _read(self) -> tuple[Opened, Mapping[str, tuple[Shown, ...]]]:
        """The follow-up with everything that was asked to be kept.

        What was read before an answer was given is not shown after it: then it is read once more.
        """

        def read(db: Database) -> tuple[Opened, Mapping[str, tuple[Shown, ...]]]:
            opened = db.followups.open(self.followup_id)
            standard = opened.review.form.id == FORM_ID
            return opened, db.followups.deeper(opened.review) if standard else {}

        while True:
            before = self.review
            found = await self.aktsom.desk.read_after_writes(read)
            if self.review is before:
                return found

    @property
    def question(self) -> Question | None:
        """The question that the cursor stands on."""
        review = self.review
        return review.form.by_key.get(self.lines("questions").key) if review else None

    def why_not(self, action: str) -> str:
        review, question = self.review, self.question
        if review is None or question is None:
            return self.text(N_("Nothing is open yet."))
        if action.startswith(CHANGING):
            try:
                review.followup.refuse_if_closed()
            except Refused as closed:
                return worded(closed, self.aktsom.language)
        if action.startswith(("answer('", "not_applicable")) and question.type != "yes_partly_no":
            return (
                ""
                if action == "not_applicable" and question.type in ("one", "many", "table")
                else self.text(N_("This question is not answered with yes or no. Press Enter to write."))
            )
        if action == "keep_last" and beside(review, question.key) is None:
            return self.text(N_("There is no answer from last year, and the form suggests none."))
        return ""

    def action_answer(self, value: str) -> None:
        question = self.question
        if question is None or self.refused_by(self.why_not(f"answer('{value}')")):
            return
        if value == NOT_ASSESSED and not question.not_assessed:
            self.tell(self.text(N_("This question cannot be left as not assessed.")), bad=True)
        else:
            self.give(value)

    def action_choose(self, number: int) -> None:
        """The n-th choice; in a question with several, it is switched on or off."""
        question, review = self.question, self.review
        offered = review.as_asked(question).choices if question and review else ()
        if question is None or review is None or number > len(offered):
            return
        code = offered[number - 1].code
        before = review.in_force.get(question.key)
        if question.type == "one":
            self.give(code)
        elif question.type == "many":
            value = before.value if before and not isinstance(before.value, str) else ()
            held = [c for c in value if isinstance(c, str)]
            self.give(tuple(c for c in held if c != code) if code in held else (*held, code))

    def give(
        self, value: object, question: Question | None = None, *, draft: str = "", **facts: object
    ) -> bool:
        """Answer a question, the marked one unless given, keeping its comment, basis and evidence."""
        asked = question or self.question
        if asked is None:
            return False
        return self.change(asked, draft=draft, **{"value": value, **ANEW, **facts})

    def judge(self, value: object, question: Question) -> None:
        """Refused as giving this answer would be."""
        if self.review is not None:
            changed(self.review, question, value=value, **ANEW)

    def change(self, question: Question, *, draft: str = "", **facts: object) -> bool:
        """Change parts of an answer: keep it from now on, and show it. False if it was refused.

        `draft` is the key of the draft that the answer is a record of.
        """
        review = self.review
        if review is None:
            return False
        try:
            after = changed(review, question, **facts)
        except Refused as refused:
            self.tell(worded(refused, self.aktsom.language), bad=True)
            return False
        self.keep_answer(after, after.answers[question.key], review.answers.get(question.key), draft)
        self.show(after)
        return True

    def action_keep_last(self) -> None:
        review, question = self.review, self.question
        if review is None or question is None or self.refused_by(self.why_not("keep_last")):
            return
        try:
            after = kept(review, question.key)
        except Refused as refused:
            self.tell(worded(refused, self.aktsom.language), bad=True)
            return
        self.keep_answer(after, after.answers[question.key], review.answers.get(question.key))
        self.show(after)

    def refused_by(self, reason: str) -> bool:
        """Say the reason, if there is one."""
        if reason:
            self.tell(reason, bad=True)
        return bool(reason)

    def action_next(self) -> None:
        """To the next unanswered question; an unanswered one that is written opens."""
        review, question = self.review, self.question
        if review is None:
            return
        if question is not None and self._opens(question) and not review.is_answered(question.key):
            self.action_write()
            return
        following = review.next_unanswered(question.key if question else None)
        if following is None:
            self.tell(_all_answered(review, self.aktsom.language))
        else:
            self.go_to(following)

    def _opens(self, question: Question) -> bool:
        """Does Enter open it: written, or chosen among more choices than there are digits?"""
        offered = self.review.as_asked(question).choices if self.review else ()
        return question.type in WRITTEN or len(offered) > DIGITS

    def action_write(self) -> object:
        """Write the answer to the marked question; without a field for it, say what the keys are."""
        self.action_help()

    def action_section(self, by: int) -> None:
        """To the first question of the next or previous section."""
        review, question = self.review, self.question
        if review is None or question is None:
            return
        firsts: list[str] = []
        here = 0
        for section in review.form.sections:
            asked = [q.key for q in section.questions if q.key in review.visible]
            if asked:
                here = len(firsts) if question.key in asked else here
                firsts.append(asked[0])
        self.go_to(firsts[max(0, min(len(firsts) - 1, here + by))])

    def go_to(self, key: str) -> None:
        questions = self.lines("questions")
        questions.show(questions.rows, keep=key)

    def followup_version(self) -> int:
        return self.opened.version if self.opened else 0

    def keep_answer(self, review: Review, answer: Answer, before: Answer | None, draft: str = "") -> None:
        """Keep an answer that was `before`. The same answer once more has no new version."""
        version = self.versions.get(answer.question, 0)
        self.versions[answer.question] = version if answer == before else version + 1
        act = self.aktsom.act(draft=draft)
        self.keep_at_once(lambda db: db.followups.answer(review.followup, answer, version, act))


def changed(review: Review, question: Question, **facts: object) -> Review:
    """The review with parts of one answer changed. Refused as `Review.answered` says."""
    before = review.answers.get(question.key) or Answer(question=question.key)
    return review.answered(Answer.model_validate(before.model_dump() | facts))


def _all_answered(review: Review, language: str) -> str:
    """What is left to do where every question has its answer."""
    text = words(language).text
    if review.followup.is_open:
        return text(N_("Everything is answered. S signs."))
    return text(
        N_("Signed {day}. O opens it again, with a reason."), day=told(review.followup.signed, language)
    )
