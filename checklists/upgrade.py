"""Taking an answered review to a newer version of its form: what becomes of each answer, matched by key only.

Nothing changes by looking. `upgraded` makes the review as it would be; the store keeps it when a person says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from checklists.answer import Answer, accepted
from checklists.conditions import Cell
from checklists.first_rows import with_rows
from checklists.form import NOT_APPLICABLE, NOT_ASSESSED, Choice, Form, Question, Texts
from checklists.limits import fulfils, offers
from checklists.review import Review
from checklists.standard_form import FORM_ID, standard_form
from checklists.values import Frozen, Refused

Fate = Literal["carried", "ask_again", "dropped", "new"]
Why = Literal[
    "question_gone",
    "type_changed",
    "text_changed",
    "clause_changed",
    "choice_gone",
    "choice_changed",
    "column_gone",
    "column_changed",
    "not_accepted",
    "constraint_broken",
    "choice_withheld",
    "evidence_changed",
]


class Fated(Frozen):
    """What becomes of one question's answer."""

    question: str
    fate: Fate
    why: tuple[Why, ...] = ()
    """Why it is asked again or dropped; of a carried one, why its verification starts again."""
    hidden: bool = False
    """The new version does not ask it, given the answers that are carried."""


class Upgrade(Frozen):
    """What an upgrade would do, before it is done. Every answer is in exactly one of the first three."""

    followup: str
    form: str
    before: int
    after: int
    fates: tuple[Fated, ...]

    @property
    def carried(self) -> tuple[Fated, ...]:
        return self._of("carried")

    @property
    def ask_again(self) -> tuple[Fated, ...]:
        return self._of("ask_again")

    @property
    def dropped(self) -> tuple[Fated, ...]:
        return self._of("dropped")

    @property
    def new(self) -> tuple[Fated, ...]:
        """Questions that the follow-up's version did not have."""
        return self._of("new")

    def _of(self, fate: Fate) -> tuple[Fated, ...]:
        return tuple(each for each in self.fates if each.fate == fate)


def target(review: Review, form: Form) -> Form:
    """What `form` is for this follow-up: the standard form is made from the clauses of its contract."""
    return standard_form(review.clauses) if form.id == FORM_ID else form


def refuse_upgrade(review: Review, form: Form) -> None:
    """Refuses to take the follow-up to `form`.

    Refused("followup_signed"), ("followup_withdrawn"), ("upgrade_while_sent"), ("upgrade_other_form"),
    ("upgrade_not_newer"), ("upgrade_same_form").
    """
    followup = review.followup
    followup.refuse_if_closed()
    about = {"followup": followup.id, "version": followup.form_version}
    if form.id != followup.form:
        raise Refused("upgrade_other_form", followup=followup.id, form=followup.form)
    if form.content_hash == followup.form_hash:
        raise Refused("upgrade_same_form", **about, form=form.id)
    if form.version < followup.form_version:
        raise Refused("upgrade_not_newer", **about, to=form.version)
    if followup.status == "sent":
        raise Refused("upgrade_while_sent", **about)


def upgrade(review: Review, form: Form) -> Upgrade:
    """What would become of each answer if the follow-up were on `form`."""
    fates = dict(_fates(review, form))
    after = _with_form(review, form, fates)
    told = [
        Fated(
            question=key,
            fate=_fate(key, why, after),
            why=why,
            hidden=key in form.by_key and key not in after.visible,
        )
        for key, why in fates.items()
    ]
    new = (each.key for each in form.questions if each.answerable and each.key not in review.form.by_key)
    told += [Fated(question=key, fate="new", hidden=key not in after.visible) for key in new]
    return Upgrade(
        followup=review.followup.id,
        form=form.id,
        before=review.form.version,
        after=form.version,
        fates=tuple(told),
    )


def upgraded(review: Review, form: Form) -> Review:
    """The review as it is on `form`: answers that hold are carried, the others are empty or gone.

    Decisions stay; what the answers propose follows from them. Refused as `refuse_upgrade` says.
    """
    refuse_upgrade(review, form)
    return _with_form(review, form, dict(_fates(review, form)))


def _fate(key: str, why: tuple[Why, ...], after: Review) -> Fate:
    if key not in after.answers:
        return "dropped"
    return "carried" if why in ((), ("evidence_changed",)) else "ask_again"


def _fates(review: Review, form: Form) -> Iterator[tuple[str, tuple[Why, ...]]]:
    """Each answer with why it cannot be carried as it is, in the order of the questions."""
    own = {key: tuple(_differs(review, form, answer)) for key, answer in _in_order(review)}
    # An answer that is asked again may have been what another is held against.
    while why := _put_out(review, _with_form(review, form, own)):
        own |= {key: (*own[key], each) for key, each in why.items()}
    yield from own.items()


def _in_order(review: Review) -> list[tuple[str, Answer]]:
    return [
        (each.key, review.answers[each.key]) for each in review.form.questions if each.key in review.answers
    ]


def _put_out(before: Review, after: Review) -> dict[str, Why]:
    """Answers that the other answers no longer let stand, though they did before."""
    why: dict[str, Why] = {}
    for key in _broken(before, after):
        why[key] = "constraint_broken"
    for key in _withheld(before, after):
        why[key] = "choice_withheld"
    return why


def _withheld(before: Review, after: Review) -> list[str]:
    """Answers with something chosen that the new version does not offer, and the old one did."""
    return [
        key
        for key, answer in after.answers.items()
        if key in after.visible
        and not offers(after, after.form.by_key[key], answer)
        and offers(before, before.form.by_key[key], before.answers[key])
    ]


def _broken(before: Review, after: Review) -> list[str]:
    """Answers that the new version's constraint refuses, and the old one's did not."""
    return [
        key
        for key in after.answers
        if after.given(key) is not None
        and not fulfils(after, after.form.by_key[key])
        and fulfils(before, before.form.by_key[key])
    ]


def _with_form(review: Review, form: Form, fates: Mapping[str, tuple[Why, ...]]) -> Review:
    kept: dict[str, Answer] = {}
    for key, answer in review.answers.items():
        question = form.by_key.get(key)
        if question is None or not question.answerable:
            continue
        why = fates[key]
        if not why:
            kept[key] = answer
        elif why == ("evidence_changed",):
            kept[key] = answer.model_copy(update={"depth": "claim"})
        else:
            # What was said beside the answer, and what it rested on, helps whoever answers again.
            kept[key] = Answer(question=key, comment=answer.comment, evidence=answer.evidence)
    on_form = {"form_version": form.version, "form_hash": form.content_hash}
    followup = review.followup.model_copy(update=on_form)
    return replace(review, followup=followup, form=form, answers=kept)


def _differs(review: Review, form: Form, answer: Answer) -> Iterator[Why]:
    before, after = review.form.by_key[answer.question], form.by_key.get(answer.question)
    if after == before:
        return
    if after is None or not after.answerable:
        yield "question_gone"
        return
    if after.type != before.type:
        yield "type_changed"
        return
    if _said(after.text) != _said(before.text):
        yield "text_changed"
    if after.clause != before.clause:
        yield "clause_changed"
    found = tuple(dict.fromkeys(_of_value(before, after, answer)))
    yield from found
    if not found and not _accepts(with_rows(review.followup, after), answer):
        yield "not_accepted"
    proven = answer.depth not in ("none", "claim")
    if proven and _said(after.evidence) != _said(before.evidence):
        yield "evidence_changed"


def _said(text: Texts | None) -> str:
    """What bokmål says, which every version has; blanks apart."""
    return " ".join(text.nb.split()) if text else ""


def _of_value(before: Question, after: Question, answer: Answer) -> Iterator[Why]:
    if answer.value in (NOT_APPLICABLE, NOT_ASSESSED):
        return
    if before.type != "table":
        codes = (answer.value,) if isinstance(answer.value, str) else answer.value
        chosen = [code for code in codes if isinstance(code, str)]
        yield from _chosen(before.choices, after.choices, chosen)
        return
    rows = [row for row in answer.value if isinstance(row, dict)]
    then, now = {each.key: each for each in before.columns}, {each.key: each for each in after.columns}
    if not before.rows and after.rows:
        yield "choice_gone"
    for key in dict.fromkeys(key for row in rows for key in row):
        cells = [code for row in rows if key in row for code in _codes(row[key])]
        if key not in then:
            yield from _chosen(before.rows, after.rows, cells)
        elif key not in now or now[key].type != then[key].type:
            yield "column_gone"
        else:
            if _said(now[key].text) != _said(then[key].text):
                yield "column_changed"
            yield from _chosen(then[key].choices, now[key].choices, cells)


def _codes(cell: Cell) -> tuple[str, ...]:
    return (cell,) if isinstance(cell, str) else cell


def _chosen(before: Iterable[Choice], after: Iterable[Choice], codes: Iterable[str]) -> Iterator[Why]:
    """Whether what was chosen is there no more, or means something else."""
    then, now = {each.code: each for each in before}, {each.code: each for each in after}
    for code in codes:
        if code in then and code not in now:
            yield "choice_gone"
        elif code in then and _said(then[code].text) != _said(now[code].text):
            yield "choice_changed"


def _accepts(question: Question, answer: Answer) -> bool:
    try:
        accepted(question, answer)
    except Refused:
        return False
    return True
