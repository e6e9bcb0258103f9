"""What the answers of a review propose: deviations and observations for a person to decide.

One fact gives one proposal: per clause, type and company. A question without a clause of this contract can inform,
never accuse; a contract with no clauses at all proposes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, get_args

from checklists.codelists import heading
from checklists.conditions import AnswerValue, Condition, Row, is_filled
from checklists.decision import Because, Decision, Proposal
from checklists.deviation import Deviation, Origin, Place, Stage
from checklists.first_rows import asked_rows, first_row, with_rows
from checklists.followup import FirstRow
from checklists.form import NOT_APPLICABLE, NOT_ASSESSED, YES, Column, Proposes, Question
from checklists.organisation import same_name
from checklists.splitting import parted
from checklists.values import Refused

if TYPE_CHECKING:
    from checklists.review import Review

__all__ = [
    "ORIGIN_OF_METHOD",
    "Because",
    "Decision",
    "Proposal",
    "deviation_of",
    "dismissed",
    "matching",
    "proposals",
    "title_of",
]

DOCUMENTED = ("document", "checked", "third_party")
_Numbered = tuple[int, Row]
_ALWAYS = Condition(answered=True)
ORIGIN_OF_METHOD: Mapping[str, Origin] = {
    "kickoff_meeting": "meeting",
    "status_meeting": "meeting",
    "self_report": "self_report",
    "document_check": "document_check",
    "product_sample": "sample",
    "wage_spot_check": "sample",
    "site_inspection": "site_inspection",
    "audit": "audit",
    "third_party_control": "third_party_audit",
    "requirements_review": "meeting",
}
"""Where a deviation found by a method comes from."""


def proposals(review: Review) -> tuple[Proposal, ...]:
    """Everything the visible answers propose, decided or not, in the order of the questions."""
    if not review.clauses:
        return ()
    merged: dict[str, Proposal] = {}
    for proposal in _all(review):
        known = merged.get(proposal.id)
        merged[proposal.id] = known.with_also(proposal) if known else proposal
    return tuple(parted(merged.values(), review.decisions))


def _all(review: Review) -> Iterator[Proposal]:
    for question in review.form.questions:
        answer = review.in_force.get(question.key)
        if question.key not in review.visible:
            continue
        if question.type == "table":
            yield from _of_table(review, question)
        elif answer is not None and answer.value in (NOT_APPLICABLE, NOT_ASSESSED):
            continue
        else:
            value = answer.value if answer and answer.given else None
            for rule in question.proposes:
                if _applies(rule, value, review):
                    yield _proposal(review, question, rule)
        yield from _of_evidence(review, question)


def _applies(rule: Proposes, value: AnswerValue | None, review: Review, row: Row | None = None) -> bool:
    # An unanswered question proposes only what its rule says of not being answered, and only when it was passed.
    if value is None and row is None and rule.when.answered is not False:
        return False
    if value is None and row is None and not review.complete:
        return False
    return review.holds(rule.when, this=value, row=row)


def _of_table(review: Review, question: Question) -> Iterator[Proposal]:
    answer = review.answers.get(question.key)
    if answer is not None and answer.value == NOT_APPLICABLE:
        return
    question = with_rows(review.followup, question)
    # Each row keeps its number; one that says nothing is not looked at.
    asked = [(n, each) for n, each in enumerate(asked_rows(review, question), 1) if is_filled(each.row)]
    given = tuple(each.row for _, each in asked) or None
    for rule in question.proposes:
        if (asked or review.complete) and review.holds(rule.when, this=given):
            yield _proposal(review, question, rule)
    for column in question.columns:
        rows = [(number, each.row) for number, each in asked if column.key in each.columns]
        for rule in column.proposes:
            yield from _of_column(review, question, column, rule, rows)


def _of_column(
    review: Review, question: Question, column: Column, rule: Proposes, rows: list[_Numbered]
) -> Iterator[Proposal]:
    others = {code for other in column.proposes for code in other.rows}
    facts: dict[tuple[str, str, str], list[_Numbered]] = {}
    for number, row in rows:
        named = str(row.get("row", ""))
        if (column.key not in row and rule.when.answered is not False) or row.get(
            column.key
        ) == NOT_APPLICABLE:
            continue
        if named in rule.rows if rule.rows else named not in others:
            first = first_row(review.followup, question, row) or FirstRow(question=question.key)
            facts.setdefault((first.clause, first.type, first.company), []).append((number, row))
    for (clause, kind, company), looked in facts.items():
        about = {"clause": clause or rule.clause, "type": kind or rule.type}
        by_company: dict[str, list[_Numbered]] = {}
        for number, row in looked:
            if review.holds(rule.when, this=row.get(column.key), row=row):
                told = company or _role(question, row, "company")
                by_company.setdefault(same_name(told), []).append((number, row))
        for hits in by_company.values():
            told = company or _role(question, hits[0][1], "company")
            yield _proposal(
                review, question, rule.model_copy(update=about), tuple(hits), len(looked), company=told
            )


def _of_evidence(review: Review, question: Question) -> Iterator[Proposal]:
    """A lead question answered yes needs evidence; evidence that is too old is an observation."""
    answer = review.answers.get(question.key)
    if not question.lead or answer is None or answer.value != YES:
        return
    seen = [review.evidence[b] for b in answer.evidence if b in review.evidence]
    if not seen and not answer.evidence and answer.depth not in DOCUMENTED:
        rule = Proposes(when=_ALWAYS, strength="assess", type="missing_documentation", severity="minor")
        yield _proposal(review, question, rule, because="no_evidence")
    elif seen and all(
        found.older_than(review.evidence_months, review.followup.reckoned_from) for found in seen
    ):
        rule = Proposes(
            when=_ALWAYS, strength="observation", type="missing_documentation", severity="observation"
        )
        yield _proposal(review, question, rule, because="old_evidence")


def _proposal(
    review: Review,
    question: Question,
    rule: Proposes,
    hits: tuple[_Numbered, ...] = (),
    total: int = 0,
    because: Because = "answer",
    company: str = "",
) -> Proposal:
    clause = rule.clause or question.clause
    accuses = clause in review.clause_addresses
    parts = [rule.type, clause or question.key] + ([_slug(company)] if company else [])
    return Proposal(
        id=".".join(parts),
        questions=(question.key,),
        strength=rule.strength if accuses else "observation",
        type=rule.type,
        severity=rule.severity if accuses and rule.strength != "observation" else "observation",
        clause=clause if accuses else "",
        suspected=rule.suspected and accuses,
        self_reported=rule.self_reported or (review.form.filled_by == "supplier" and because == "answer"),
        place=_place(question, tuple(row for _, row in hits)),
        company=company,
        rows=tuple(_role(question, row, "sample") or company or str(number) for number, row in hits),
        total=total,
        measure=rule.measure,
        measure_kind=rule.measure_kind,
        because=because,
    )


def _role(question: Question, row: Row, role: str) -> str:
    for column in question.columns:
        cell = row.get(column.key)
        if column.role == role and isinstance(cell, str):
            return cell
    if role == "sample" and question.rows:
        named = {choice.code: choice.text.nb for choice in question.rows}
        return named.get(str(row.get("row", "")), "")
    return ""


def _place(question: Question, rows: tuple[Row, ...]) -> Place:
    """Where all the rows are, as far as they agree; what they differ in is not known of the fact."""
    told = {
        role: {_role(question, row, role) for row in rows} or {""}
        for role in ("tier", "country", "stage", "site")
    }
    tier, country, stage, site = (said.pop() if len(said) == 1 else "" for said in told.values())
    facts: dict[str, object] = {"site": site}
    if tier.isdecimal() and int(tier) <= 20:
        facts["tier"] = int(tier)
    if len(country) == 2:
        facts["country"] = country
    if stage in get_args(Stage):
        facts["stage"] = stage
    return Place.model_validate(facts)


def _slug(text: str) -> str:
    """A name as part of an id, with a mark of the name where two names would give the same."""
    whole = same_name(text)
    words = "".join(c if c.isalnum() else " " for c in whole).split()
    slug = "-".join(words)[:40]
    if slug.replace("-", " ") == whole:
        return slug
    return f"{slug}-{hashlib.sha256(whole.encode()).hexdigest()[:6]}".removeprefix("-")


def title_of(type: str, clause: str, review: Review, language: str) -> str:
    """What a deviation is called until somebody names it: its type, or of type `other` what its clause is about."""
    about = next((each.title.text(language) for each in review.clauses if each.address == clause), "")
    return about if about and type == "other" else heading("deviation_types", type, language)


def deviation_of(proposal: Proposal, review: Review, found: date, title: str, text: str = "") -> Deviation:
    """The deviation that confirming the proposal gives, before the person edits it. `title` as `title_of` gives it."""
    followup = review.followup
    return Deviation(
        contract=followup.contract,
        supplier=followup.supplier,
        followup=followup.id,
        question=proposal.questions[0],
        type=proposal.type,
        severity=proposal.severity,
        clause=proposal.clause,
        title=title,
        text=text,
        place=proposal.place,
        company=proposal.company,
        origin=ORIGIN_OF_METHOD[followup.method],
        found=found,
        suspected=proposal.suspected,
        self_reported=proposal.self_reported,
        count=proposal.count,
    )


def matching(proposal: Proposal, review: Review, deviations: Mapping[str, Deviation]) -> str:
    """Id of the open deviation that is the same fact at the same supplier, or empty."""
    for deviation in deviations.values():
        same = (deviation.contract, deviation.supplier, deviation.type, deviation.clause)
        here = (review.followup.contract, review.followup.supplier, proposal.type, proposal.clause)
        asked = bool(proposal.clause) or deviation.question in proposal.questions
        company = same_name(deviation.company) == same_name(proposal.company)
        if deviation.is_open and same == here and asked and company:
            return deviation.id
    return ""


def dismissed(review: Review, proposal_id: str, reason: str, by: str) -> Decision:
    """The decision not to follow a proposal, or what is left of it, which needs a reason."""
    proposal = review.undecided_proposal(proposal_id)
    if not reason.strip():
        raise Refused("reason_needed")
    return Decision(
        followup=review.followup.id,
        proposal=proposal.id,
        outcome="dismissed",
        reason=reason,
        by=by,
        fact=proposal.canonical(),
    )
