"""From a row of the standard form into a deeper one: the modules of its clause, and what they have shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual import work

from checklists.codelists import label
from checklists.deeper import Found, Shown, modules
from checklists.followup import FollowUp
from checklists.form import Form, Question
from checklists.formats import day
from checklists.values import Refused
from checklists.words import N_, words
from tui.dialogs.choose import Choose
from tui.drawing import Part, Row, joined, line, wrapped
from tui.refusals import worded
from tui.screens.review_answering import ReviewAnswering

SIGNS: dict[Found, Part] = {
    "": ("·", "dim"),
    "nothing": ("✓", "good"),
    "observation": ("~", "dim"),
    "assess": ("~", "warn"),
    "breach": ("✗", "bad"),
}
WORDS: dict[Found, str] = {
    "nothing": N_("nothing to remark"),
    "observation": N_("observation"),
    "assess": N_("to be assessed"),
    "breach": N_("breach"),
}


class ReviewDeeper(ReviewAnswering):
    """The key that opens a deeper form from the marked question."""

    @work(exit_on_error=False)
    async def action_deeper(self) -> None:
        """Open a follow-up that looks deeper into the marked clause, or start one."""
        question, review = self.question, self.review
        if question is None or review is None or self.refused_by(self.why_not("deeper")):
            return
        try:
            library = await self.read(self.aktsom.library)
        except Refused as refused:
            self.tell(worded(refused, self.aktsom.language), bad=True)
            return
        forms = modules(library.startable, question.clause)
        language = self.aktsom.language
        there = self.deeper.get(question.clause, ())
        choices = [(each.followup.id, joined(_facts(each, language))) for each in there]
        begin = self.text(N_("Start"))
        choices += [(form.id, f"{begin}: {form.title.text(language)}") for form in forms]
        if not choices:
            self.tell(self.text(N_("No form looks deeper into this requirement.")), bad=True)
            return
        chosen = await self.ask(Choose(self.text(N_("Look deeper")), choices, language))
        form = next((form for form in forms if form.id == chosen), None)
        if form is not None:
            await self._begin(review.followup, form)
        elif chosen:
            self.aktsom.open_found(f"followup/{chosen}")

    async def _begin(self, standard: FollowUp, form: Form) -> None:
        act = self.aktsom.act()
        facts = {"contract": standard.contract, "supplier": standard.supplier, "method": form.method}
        on_form = {"form": form.id, "form_version": form.version, "form_hash": form.content_hash}
        reason = self.text(N_("From {followup}"), followup=standard.id)
        drafted = FollowUp.model_validate({**facts, **on_form, "day": act.today, "reason": reason})
        started = await self.keep(lambda db: db.followups.start(drafted, form, act))
        if started is not None:
            self.aktsom.open_found(f"followup/{started.id}")

    def why_not(self, action: str) -> str:
        if action == "deeper" and self.question is not None and not self.question.clause:
            return self.text(N_("This question stands for no requirement of the contract."))
        return super().why_not(action)


def deeper_rows(
    question: Question, deeper: Mapping[str, tuple[Shown, ...]], language: str, width: int
) -> Iterator[Row]:
    """What other follow-ups have shown of the question's clause."""
    there = deeper.get(question.clause, ())
    if there:
        yield line()
        yield line((words(language).text(N_("Looked deeper")), "heading"))
    for each in there:
        first, *rest = wrapped(joined(_facts(each, language)), max(8, width - 2))
        yield Row((SIGNS[each.found], (" ", ""), *first.parts))
        yield from (Row((("  ", ""), *row.parts)) for row in rest)


def _facts(each: Shown, language: str) -> tuple[str, ...]:
    followup = each.followup
    done = f"{label('followup_statuses', followup.status, language)} {day(followup.day, language)}"
    return (
        f"{followup.id} {each.title.text(language)}",
        words(language).text(WORDS[each.found]) if each.found else "",
        words(language).text(N_("{done} of {total} answered"), done=each.answered, total=each.total),
        "" if each.depth == "none" else label("depths", each.depth, language),
        done,
        ", ".join(each.deviations),
    )
