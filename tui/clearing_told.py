"""What deleting details about persons does, or has done, in words that the command line and the app share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checklists.cleared import Amount
from checklists.clearing import Clearing, Rule
from checklists.followup import FollowUp
from checklists.formats import day
from checklists.review import Review
from checklists.said import deletion_said
from checklists.words import N_, words


def amount_told(amount: Amount, language: str) -> str:
    """`2 kommentarer · 1 svar i ord · 6 celler`: how much; empty for nothing."""
    said, files = words(language), amount.files
    counted = (
        (amount.comments, said.count(N_("{n} comment"), N_("{n} comments"), amount.comments)),
        (amount.texts, said.count(N_("{n} answer in words"), N_("{n} answers in words"), amount.texts)),
        (amount.cells, said.count(N_("{n} cell"), N_("{n} cells"), amount.cells)),
        (amount.persons, said.count(N_("{n} id of a person"), N_("{n} ids of persons"), amount.persons)),
        (files, said.count(N_("{n} file"), N_("{n} files"), files)),
    )
    return " · ".join(told for n, told in counted if n)


def cleared_told(followup: FollowUp, language: str) -> str:
    """When details about persons were deleted, by whom and why; empty where they were not."""
    if not followup.cleared:
        return ""
    done = followup.cleared[-1]
    said = words(language).text(N_("deleted {date} by {by}"), date=day(done.day, language), by=done.by)
    return f"{said}: {done.why}" if done.why else said


def to_clear_told(followup: FollowUp, rule: Rule, today: date, language: str) -> str:
    """When details about persons are to be deleted; empty where no day is set."""
    if followup.cleared or rule.days is None or followup.status == "withdrawn":
        return ""
    if rule.due is None:
        return words(language).count(
            N_("to be deleted {n} day after signing, when no deviation is open"),
            N_("to be deleted {n} days after signing, when no deviation is open"),
            rule.days,
        )
    said = N_("to be deleted, since {date}") if rule.due <= today else N_("to be deleted {date}")
    return words(language).text(said, date=day(rule.due, language))


def why_told(rule: Rule, why: str, language: str) -> str:
    """Why it is done, for the journal: the person's own reason, else the rule."""
    return why if why or rule.days is None else deletion_said(rule.days, language)


def clearing_lines(review: Review, doing: Clearing, language: str) -> Iterator[str]:
    """What goes, question by question, and what stays."""
    said = words(language)
    text = said.text
    if not doing.gone and not doing.evidence:
        yield text(N_("There is nothing to delete; it is only said that it has been looked at."))
    else:
        yield text(N_("Deleted for good, from the journal too:"))
        for key, amount in doing.gone.items():
            asked = review.form.by_key.get(key)
            named = asked.text.text(language) if asked else key
            yield f"  {amount_told(amount, language)}: {named}"
        for each in doing.evidence:
            before = review.evidence[each.id]
            yield "  " + ", ".join(
                filter(None, (f"{each.id} {before.title}", before.file and before.file.name))
            )
    yield text(N_("Kept:"))
    choices = sum(answer.given for answer in review.answers.values())
    yield "  " + said.count(
        N_("{n} answer that is chosen, a number or a date; of rows what is chosen, and where"),
        N_("{n} answers that are chosen, a number or a date; of rows what is chosen, and where"),
        choices - doing.amount.texts,
    )
    decided = sorted({each.deviation for each in review.decisions.values() if each.deviation})
    yield "  " + text(N_("what was decided and why, and the overall assessment"))
    if decided:
        yield "  " + text(N_("deviations with their texts and measures: {ids}"), ids=", ".join(decided))
    if doing.kept_evidence:
        ids = ", ".join(doing.kept_evidence)
        yield "  " + text(N_("evidence that something else rests on too: {ids}"), ids=ids)
