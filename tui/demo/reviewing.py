"""Answering follow-ups in the example municipality, deciding what they propose, and signing."""

from __future__ import annotations

from datetime import date, timedelta

from checklists.answer import Answer
from checklists.deviation import Place
from checklists.evidence import Evidence
from checklists.measure import Measure
from checklists.proposals import Decision, Proposal, deviation_of, dismissed, title_of
from checklists.review import Review
from tui.demo.answers import answers
from tui.demo.lives import live
from tui.demo.story import MANAGER, Story, act_on


def answer_and_sign(story: Story, followup_id: str, day: date, tone: str) -> None:
    """Answer, decide what is proposed, and sign."""
    opened = story.db.followups.open(followup_id)
    review = opened.review
    given: list[Answer] = []
    for _ in range(3):  # answers open questions that were hidden
        for answer in answers(review, tone, story.random):
            review = review.answered(answer)
            given.append(review.answers[answer.question])
    latest = {answer.question: answer for answer in given}
    evidence = _evidence(story, review, latest, day)
    kept = tuple(
        a.model_copy(update={"evidence": (evidence[a.question],)}) if a.question in evidence else a
        for a in latest.values()
    )
    story.db.followups.answers(review.followup, kept, opened.answer_versions, act_on(day, 11))
    if tone == "halfway":
        return
    _decide(story, followup_id, day)
    again = story.db.followups.open(followup_id)
    signed = again.review.signed_on(day, MANAGER, today=day)
    story.db.followups.change(signed, again.version, act_on(day, 14))


def _evidence(story: Story, review: Review, given: dict[str, Answer], day: date) -> dict[str, str]:
    """A document for each lead question that was answered with yes."""
    held: dict[str, str] = {}
    for question in review.questions:
        answer = given.get(question.key)
        if question.lead and answer is not None and answer.value == "yes":
            fact = Evidence(
                title=question.evidence.nb if question.evidence else "Dokumentasjon",
                ref=f"{day.year}/{story.random.randint(100, 999)}-{story.random.randint(1, 20)}",
                dated=day - timedelta(days=story.random.randint(30, 500)),
                valid_until=day + timedelta(days=story.random.randint(40, 600)),
                followup=review.followup.id,
                question=question.key,
                supplier=review.followup.supplier,
            )
            held[question.key] = story.db.evidence.add(fact, None, act_on(day, 10)).id
    return held


def _decide(story: Story, followup_id: str, day: date) -> None:
    review = story.db.followups.open(followup_id).review
    for proposal in review.undecided:
        talked_over = proposal.strength == "assess" and story.random.random() < 0.6
        if proposal.strength == "observation" or talked_over:
            decision = dismissed(review, proposal.id, "Tatt opp i møtet, ikke brudd på kravet.", MANAGER)
            story.db.followups.decide(decision, None, (), act_on(day, 12))
        else:
            _confirm(story, review, proposal, day)


def _confirm(story: Story, review: Review, proposal: Proposal, day: date) -> None:
    title = title_of(proposal.type, proposal.clause, review, "nb")
    drafted = deviation_of(proposal, review, day, title)
    contract = story.db.contracts.get(review.followup.contract).value
    deadline = story.db.settings.deadlines(contract).usual(drafted)
    known = drafted.place if drafted.place.tier is not None else Place(tier=0, country="NO")
    facts = {"deadline": deadline, "original_deadline": deadline, "place": known}
    deviation = drafted.model_copy(update={**facts, "suspected": False})
    followup, fact = review.followup.id, proposal.canonical()
    confirmed = Decision(followup=followup, proposal=proposal.id, outcome="confirmed", by=MANAGER, fact=fact)
    text = proposal.measure.nb if proposal.measure else "Rette forholdet og sende dokumentasjon"
    given = {"kind": proposal.measure_kind, "text": text, "role": "leverandør", "due": deadline}
    measure = Measure.model_validate({**given, "deviation": ""})
    _, kept = story.db.followups.decide(confirmed, deviation, (measure,), act_on(day, 12))
    if kept is not None:
        live(story, kept, day)
