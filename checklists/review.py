"""A form being answered, as a value: answering gives another review, and what is visible or proposed follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from checklists.answer import Answer, accepted
from checklists.asked import Asked, asked_of, in_force, narrowed
from checklists.conditions import AnswerValue, Around, Condition, Given, Row, holds
from checklists.deviation import Deviation
from checklists.evidence import Evidence
from checklists.finding import nearest
from checklists.first_rows import themes_of_rows, with_rows
from checklists.followup import FollowUp, Outcome
from checklists.form import Form, Question, Section
from checklists.limits import lacks_cells, refuse_broken, refuse_cells
from checklists.outcome import outcome_of
from checklists.proposals import Decision, Proposal, proposals
from checklists.requirements import ClauseInForce
from checklists.values import Refused


@dataclass(frozen=True)
class Progress:
    """How many visible questions that can be answered have been."""

    answered: int
    total: int


@dataclass(frozen=True)
class Review:
    """A follow-up with its form, its answers and the clauses of its contract."""

    followup: FollowUp
    form: Form
    answers: Mapping[str, Answer] = field(default_factory=dict[str, Answer])
    clauses: tuple[ClauseInForce, ...] = ()
    parameters: Mapping[str, int | str] = field(default_factory=dict[str, int | str])
    decisions: Mapping[str, Decision] = field(default_factory=dict[str, Decision])
    evidence: Mapping[str, Evidence] = field(default_factory=dict[str, Evidence])
    last_year: Mapping[str, Answer] = field(default_factory=dict[str, Answer])
    """The answers of the supplier's previous signed follow-up on the same form, matched by key."""
    evidence_months: int = 24
    deviations: Mapping[str, Deviation] = field(default_factory=dict[str, Deviation])
    """Deviations that decisions of it point to, as far as they are known, by id."""

    def answered(self, answer: Answer) -> Review:
        """This review with one answer given, replaced or, with an empty one, taken away."""
        followup = self.followup.begun()
        question = self.question(answer.question)
        if question.key not in self.visible:
            raise Refused("question_hidden", question=question.key)
        kept = accepted(self.as_asked(question), answer)
        after = self._with(question.key, followup=followup, answers={**self.answers, question.key: kept})
        refuse_cells(self, after, question)
        refuse_broken(after, question, self)
        return after

    def restored(self, key: str, before: Answer | None) -> Review:
        """This review with the answer to `key` as it was before: undo."""
        self.followup.refuse_if_closed()
        others = {k: a for k, a in self.answers.items() if k != key}
        return replace(self, answers={**others, key: before} if before else others)

    def decided(self, decision: Decision) -> Review:
        """This review with one proposal decided."""
        self.followup.refuse_if_closed()
        return replace(self, decisions={**self.decisions, decision.proposal: decision})

    def signed_on(self, day: date, by: str, *, today: date) -> FollowUp:
        """The signed follow-up.

        Refused if nothing is answered, something required is missing, a constraint does not hold (another answer may
        have changed since it was judged) or a proposal is undecided.
        """
        self.followup.refuse_if_closed()
        if not any(a.given and k in self.visible for k, a in self.in_force.items()):
            raise Refused("nothing_answered", followup=self.followup.id)
        if self.missing:
            raise Refused("answers_missing", count=len(self.missing), questions=", ".join(self.missing))
        for question in self.questions:
            refuse_broken(self, question)
        if self.undecided:
            ids = ", ".join(proposal.id for proposal in self.undecided)
            raise Refused("proposals_undecided", count=len(self.undecided), proposals=ids)
        return self.followup.signed_on(day, by, self.assessed_themes, self.outcome, today=today)

    def question(self, key: str) -> Question:
        """The question with this key, or Refused."""
        if key not in self.form.by_key:
            raise _unknown(key, self.form)
        return self.form.by_key[key]

    def _with(self, key: str, **changes: Any) -> Review:
        """This review with the answer to `key` changed. Where no condition looks at it, the same is asked."""
        after = replace(self, **changes)
        if key not in self.form.steering and after.followup.short == self.followup.short:
            after.__dict__["asked"] = self.asked
        after.__dict__["in_force"] = in_force(after.answers, self.form, after.asked, self._around, self)
        return after

    @cached_property
    def asked(self) -> Asked:
        """The questions that are asked, given the depth chosen and the answers."""
        return asked_of(self.form, self._value, self._around, short=self.followup.short)

    @property
    def visible(self) -> frozenset[str]:
        """Keys of the questions that are asked."""
        return self.asked.keys

    @cached_property
    def in_force(self) -> Mapping[str, Answer]:
        """The answers without choices not offered and cells not asked; those are kept, and count once they are."""
        return in_force(self.answers, self.form, self.asked, self._around)

    def as_asked(self, question: Question) -> Question:
        """The question with the rows that this follow-up began with, and the choices that are offered."""
        return narrowed(with_rows(self.followup, question), self.asked)

    def given(self, key: str) -> AnswerValue | None:
        """The answer as far as it counts: None when unanswered, hidden, not applicable or not assessed."""
        answer = self.in_force.get(key) if key in self.visible else None
        return answer.value if answer is not None and answer.counts else None

    @property
    def questions(self) -> tuple[Question, ...]:
        """The visible questions, in order."""
        return self.asked.questions

    def progress(self, section: Section | None = None) -> Progress:
        """Answered of visible answerable questions, of one section or of all."""
        if section is not None:
            return self._progress.get(section.key, Progress(0, 0))
        of_each = self._progress.values()
        return Progress(sum(each.answered for each in of_each), sum(each.total for each in of_each))

    @cached_property
    def _progress(self) -> Mapping[str, Progress]:
        return {
            section: Progress(sum(map(self.is_answered, keys)), len(keys))
            for section, keys in self.asked.answerable.items()
        }

    def is_answered(self, key: str) -> bool:
        return key in self.in_force and self.in_force[key].given

    def next_unanswered(self, after: str | None) -> str | None:
        """Key of the next visible unanswered question, going round; None when all are answered."""
        keys = [key for of_section in self.asked.answerable.values() for key in of_section]
        start = keys.index(after) + 1 if after in keys else 0
        return next((key for key in keys[start:] + keys[:start] if not self.is_answered(key)), None)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Keys of visible questions whose required answer, or a required cell of a row, is not there."""
        return tuple(
            q.key
            for q in self.questions
            if (q.required and not self.is_answered(q.key)) or lacks_cells(self, q)
        )

    @property
    def complete(self) -> bool:
        """Is every visible question that must be answered, answered? Only then does silence mean something."""
        return not self.missing and any(self.is_answered(question.key) for question in self.questions)

    @cached_property
    def clause_addresses(self) -> frozenset[str]:
        return frozenset(clause.address for clause in self.clauses)

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """What the visible answers propose, decided or not; as it was kept once details about persons are deleted."""
        return self.followup.cleared[-1].proposals if self.followup.cleared else proposals(self)

    @cached_property
    def undecided(self) -> tuple[Proposal, ...]:
        """Those nobody has decided, and those that have become graver than what was decided."""
        return tuple(proposal for proposal in self.proposals if self.decision_on(proposal) is None)

    def decision_on(self, proposal: Proposal) -> Decision | None:
        """The decision that holds for the proposal as it stands now."""
        decision = self.decisions.get(proposal.id)
        return decision if decision and decision.holds_for(proposal) else None

    def proposal(self, proposal_id: str) -> Proposal:
        """The proposal with this id, or Refused with the ids there are."""
        for proposal in self.proposals:
            if proposal.id == proposal_id:
                return proposal
        there = ", ".join(proposal.id for proposal in self.proposals) or "-"
        raise Refused("unknown_proposal", proposal=proposal_id[:80], proposals=there)

    def undecided_proposal(self, proposal_id: str) -> Proposal:
        """The proposal, or Refused if it has been decided already."""
        self.followup.refuse_if_closed()
        proposal = self.proposal(proposal_id)
        if decision := self.decision_on(proposal):
            raise Refused("proposal_decided", proposal=proposal_id, outcome=decision.outcome)
        return proposal

    @cached_property
    def assessed_themes(self) -> tuple[str, ...]:
        """Themes with at least one visible answer that is neither not applicable nor not assessed, sorted."""
        told = [key for key, a in self.in_force.items() if key in self.visible and a.counts]
        themes = {self.form.theme_of(key) for key in told}.union(*(themes_of_rows(self, key) for key in told))
        return tuple(sorted(themes - {""}))

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self)

    def holds(self, condition: Condition, *, this: AnswerValue | None = None, row: Row | None = None) -> bool:
        """Is it true of the answers, the numbers of the contract and the day of the control?"""
        return holds(condition, self.around, this=this, row=row)

    @cached_property
    def around(self) -> Around:
        """What conditions are judged by."""
        return self._around(self.given)

    def _around(self, given: Given) -> Around:
        numbers = {"evidence_months": self.evidence_months, **self.parameters}
        return Around(given, numbers, self.followup.reckoned_from)

    def _value(self, key: str) -> AnswerValue | None:
        answer = self.answers.get(key)
        return answer.value if answer is not None and answer.counts else None


def _unknown(key: str, form: Form) -> Refused:
    """What was probably meant: the table that has such a column, or the nearest key."""
    told = {"question": key[:80], "form": form.id}
    table = next((q.key for q in form.questions if key in (column.key for column in q.columns)), "")
    if table:
        return Refused("unknown_question_column", **told, table=table)
    if meant := nearest(key, form.by_key):
        return Refused("unknown_question_mistyped", **told, nearest=meant)
    return Refused("unknown_question", **told)
