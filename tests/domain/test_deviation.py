"""The life of a deviation: which step is allowed when, and why not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from asked import NOBODYS_NUMBER
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from checklists.deviation import (
    BESIDE,
    LIFE,
    Deviation,
    Extension,
    Place,
    Sanction,
    Step,
    default_deadline,
)
from checklists.deviation_parts import next_rung
from checklists.values import Refused

FOUND = date(2026, 3, 2)
TODAY = FOUND + timedelta(days=200)


def deviation(**facts: object) -> Deviation:
    held = {
        "id": "A-8",
        "contract": "K-1",
        "supplier": "L-1",
        "type": "wages",
        "severity": "major",
        "found": FOUND,
    }
    return Deviation.model_validate({**held, **facts})


def stepped(held: Deviation, *statuses: str, day: date = TODAY, **facts: object) -> Deviation:
    for status in statuses:
        held = held.stepped(Step.model_validate({"status": status, "day": day, **facts}), today=TODAY)
    return held


def closed(held: Deviation) -> Deviation:
    return stepped(stepped(held, "verifying"), "closed", by="fagansvarlig", evidence=("B-1",))


def sanction(rung: int, *, approver: str = "kontraktseier", day: date = TODAY) -> Sanction:
    return Sanction(rung=rung, day=day, author="Kari", approver=approver, reason="Gjentatt")


def refusal(code: str, act: Any, *args: Any, **facts: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **facts)
    assert refused.value.code == code
    return refused.value


def test_it_goes_all_the_way_from_registered_to_closed_by_a_named_verifier() -> None:
    held = closed(stepped(deviation(), "supplier_notified", "answered", "plan_agreed", "correcting"))
    assert (held.status, held.closed, held.is_open) == ("closed", TODAY, False)
    assert [step.status for step in held.steps] == list(LIFE[1:])


def test_steps_may_be_skipped_but_never_taken_back() -> None:
    held = stepped(deviation(), "correcting")
    assert held.status == "correcting"
    told = refusal("step_backwards", stepped, held, "supplier_notified")
    assert told.params == {"deviation": "A-8", "status": "correcting", "wanted": "supplier_notified"}
    refusal("step_backwards", stepped, held, "correcting")


def test_it_is_closed_only_from_verification_with_evidence_and_a_verifier() -> None:
    done = {"by": "Ola", "evidence": ("B-1",)}
    for status in LIFE[:-2]:
        refusal("close_only_from_verifying", stepped, deviation(status=status), "closed", **done)
    verifying = stepped(deviation(), "verifying")
    refusal("closed_without_evidence", stepped, verifying, "closed", by="Ola")
    refusal("closed_without_evidence", stepped, verifying, "closed", by="Ola", evidence=("", " "))
    refusal("closed_without_verifier", stepped, verifying, "closed", by="  ", evidence=("B-1",))
    assert stepped(verifying, "closed", **done).status == "closed"


def test_a_suspicion_is_established_or_dismissed_before_it_is_closed() -> None:
    refusal("still_suspected", closed, deviation(suspected=True))
    assert stepped(deviation(suspected=True), "dismissed", reason="Ikke riktig").status == "dismissed"


def test_what_lies_beside_the_life_needs_a_reason_and_acceptance_a_later_day() -> None:
    for status in BESIDE:
        refusal("reason_needed", stepped, deviation(), status)
    accepting = Step(status="accepted_until", day=FOUND, reason="Ny produsent i mai")
    refusal("accepted_needs_date", deviation().stepped, accepting, today=TODAY)
    refusal("accepted_needs_date", deviation().stepped, accepting, today=TODAY, until=FOUND)
    held = deviation().stepped(accepting, today=TODAY, until=TODAY)
    assert (held.status, held.accepted_until, held.is_open) == ("accepted_until", TODAY, True)


def test_what_is_accepted_is_not_overdue_until_that_day_is_over() -> None:
    held = deviation(deadline=FOUND + timedelta(days=10))
    assert held.overdue(TODAY)
    accepted = held.stepped(
        Step(status="accepted_until", day=FOUND, reason="Avtalt"), today=TODAY, until=TODAY
    )
    assert not accepted.overdue(TODAY)
    assert accepted.overdue(TODAY + timedelta(days=1))
    assert not closed(held).overdue(TODAY)


def test_after_acceptance_it_goes_on_from_where_it_was() -> None:
    held = stepped(deviation(), "correcting").stepped(
        Step(status="accepted_until", day=TODAY, reason="Avtalt"), today=TODAY, until=TODAY + timedelta(1)
    )
    refusal("step_backwards", stepped, held, "registered")
    refusal("close_only_from_verifying", stepped, held, "closed", by="Ola", evidence=("B-1",))
    after = stepped(held, "correcting")
    assert (after.status, after.accepted_until) == ("correcting", None)


def test_an_ended_one_takes_no_step_and_says_how_it_ended() -> None:
    ended = stepped(deviation(), "dismissed", reason="Ikke riktig")
    assert refusal("deviation_ended", stepped, ended, "verifying").params["status"] == "dismissed"
    refusal("deviation_ended", stepped, closed(deviation()), "closed_uncorrected", reason="x")
    refusal(
        "deviation_ended", ended.prolonged, Extension(day=TODAY, earlier=None, deadline=TODAY, reason="x")
    )
    refusal("deviation_ended", ended.sanctioned, sanction(1), today=TODAY)


def test_reopened_it_keeps_its_history_and_the_rules_hold_again() -> None:
    again = closed(deviation()).reopened(
        Step(status="correcting", day=TODAY, reason="Kom tilbake"), today=TODAY
    )
    assert (again.status, again.closed, again.is_open) == ("correcting", None, True)
    assert [step.status for step in again.steps] == ["verifying", "closed", "correcting"]
    refusal("close_only_from_verifying", stepped, again, "closed", by="Ola", evidence=("B-2",))
    refusal("closed_without_evidence", stepped, stepped(again, "verifying"), "closed", by="Ola")
    assert closed(again).status == "closed"


def test_a_dismissed_one_is_reopened_where_it_was() -> None:
    dismissed = stepped(stepped(deviation(), "supplier_notified"), "dismissed", reason="Feil")
    again = dismissed.reopened(Step(status="correcting", day=TODAY, reason="Likevel"), today=TODAY)
    assert (again.status, again.steps[-1].status) == ("supplier_notified", "supplier_notified")
    fresh = stepped(deviation(), "dismissed", reason="Feil")
    back = fresh.reopened(Step(status="correcting", day=TODAY, reason="Likevel"), today=TODAY)
    assert back.status == "registered"


def test_only_what_has_ended_is_reopened_and_for_a_reason() -> None:
    step = Step(status="correcting", day=TODAY, reason=" ")
    refusal("deviation_open", deviation().reopened, step, today=TODAY)
    refusal("reason_needed", closed(deviation()).reopened, step, today=TODAY)


def test_a_step_is_neither_in_the_future_nor_before_the_last_one() -> None:
    refusal("date_in_future", stepped, deviation(), "answered", day=TODAY + timedelta(days=1))
    told = refusal("step_before_last", stepped, deviation(), "answered", day=FOUND - timedelta(days=1))
    assert told.params["earliest"] == FOUND
    held = stepped(deviation(), "answered", day=FOUND + timedelta(days=9))
    refusal("step_before_last", stepped, held, "verifying", day=FOUND + timedelta(days=8))


def test_a_status_that_does_not_exist_is_refused_with_those_that_do() -> None:
    told = refusal("unknown_status", stepped, deviation(), "done")
    assert all(status in str(told.params["statuses"]) for status in (*LIFE, *BESIDE))


def test_the_original_deadline_stays_when_it_is_moved() -> None:
    first, second = FOUND + timedelta(days=90), FOUND + timedelta(days=120)
    held = deviation(deadline=first, original_deadline=first)
    moved = held.prolonged(Extension(day=TODAY, earlier=None, deadline=second, reason="Mer tid"))
    assert (moved.original_deadline, moved.deadline, moved.extensions[0].earlier) == (first, second, first)
    refusal("reason_needed", held.prolonged, Extension(day=TODAY, earlier=first, deadline=second, reason=""))
    early = Extension(day=TODAY, earlier=first, deadline=FOUND - timedelta(days=1), reason="x")
    refusal("deadline_before_found", held.prolonged, early)
    refusal("deadline_before_found", deviation, deadline=FOUND - timedelta(days=1))


@pytest.mark.parametrize("rung", [4, 5])
def test_penalty_and_termination_need_the_supplier_heard(rung: int) -> None:
    told = refusal("supplier_not_heard", deviation().sanctioned, sanction(rung), today=TODAY)
    assert told.params["rung"] == rung
    for position in ("agrees", "partly_agrees", "disputes"):
        held = deviation().answered_by_supplier(position, "")
        assert held.sanctioned(sanction(rung), today=TODAY).sanctions[0].rung == rung
    assert deviation(position_text="Vi ser på det").sanctioned(sanction(rung), today=TODAY)


def test_no_answer_is_not_being_heard_until_the_deadline_of_a_notice_is_over() -> None:
    silent = deviation().answered_by_supplier("no_answer", "Ikke svart på e-post")
    refusal("supplier_not_heard", silent.sanctioned, sanction(4), today=TODAY)
    notice = Step(status="supplier_notified", day=FOUND)
    held = silent.stepped(notice, today=TODAY, until=TODAY)
    assert held.comment_deadline == TODAY
    refusal("supplier_not_heard", held.sanctioned, sanction(4), today=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    assert held.sanctioned(sanction(4, day=tomorrow), today=tomorrow)
    refusal("comment_before_notice", silent.stepped, notice, today=TODAY, until=FOUND - timedelta(days=1))


def test_a_deadline_without_a_notice_hears_nobody() -> None:
    held = deviation(comment_deadline=FOUND)
    refusal("supplier_not_heard", held.sanctioned, sanction(4), today=TODAY)
    asked = held.sanctioned(sanction(3, day=FOUND), today=TODAY)
    assert asked.sanctioned(sanction(4), today=TODAY)


@pytest.mark.parametrize("approver", ["", "  ", "Kari", " KARI ", "kari"])
def test_penalty_and_termination_are_approved_by_somebody_else(approver: str) -> None:
    heard = deviation(position="agrees")
    told = refusal("approver_is_author", heard.sanctioned, sanction(5, approver=approver), today=TODAY)
    assert told.params["deviation"] == "A-8"


def test_escalating_goes_from_rung_to_rung_until_the_last() -> None:
    assert [next_rung(tuple(sanction(n) for n in range(1, top + 1))) for top in range(5)] == [1, 2, 3, 4, 5]
    assert next_rung((sanction(3), sanction(1))) == 4, "from the highest that was taken, whichever came last"
    assert refusal("ladder_ended", next_rung, (sanction(5), sanction(2))).params["rung"] == 5


@pytest.mark.parametrize("rung", [1, 2, 3])
def test_the_first_rungs_need_nobody_else_so_danger_can_be_stopped_at_once(rung: int) -> None:
    assert deviation().sanctioned(sanction(rung, approver="", day=FOUND), today=TODAY)
    refusal("date_in_future", deviation().sanctioned, sanction(rung, day=TODAY + timedelta(1)), today=TODAY)


def test_observations_suspicions_and_the_dismissed_do_not_count_but_the_disputed_do() -> None:
    assert deviation().established
    assert not deviation(severity="observation").established
    assert not deviation(severity="critical", suspected=True).established
    assert not stepped(deviation(), "dismissed", reason="Feil").established
    disputed = deviation().answered_by_supplier("disputes", "Uenig")
    assert disputed.disputed
    assert disputed.established
    assert not disputed.answered_by_supplier("agrees", "Enig likevel").disputed
    ended = stepped(deviation(), "closed_uncorrected", reason="Kontrakten er slutt")
    assert ended.established
    assert ended.closed is None


def test_what_the_supplier_says_is_cleaned() -> None:
    assert deviation().answered_by_supplier("disputes", "nei\u202e\nslett").position_text == "nei\nslett"
    refusal("identity_number", deviation().answered_by_supplier, "agrees", f"Gjelder {NOBODYS_NUMBER}")


def test_an_unknown_place_is_a_valid_place() -> None:
    assert (Place().tier, Place().stage, Place().country) == (None, "unknown", None)


def test_deadlines_follow_the_severity_and_the_settings() -> None:
    assert default_deadline("critical", FOUND) == FOUND + timedelta(days=90)
    assert default_deadline("minor", FOUND) == FOUND + timedelta(days=180)
    assert default_deadline("observation", FOUND) is None
    assert default_deadline("major", FOUND, {"major": 30}) == FOUND + timedelta(days=30)
    assert default_deadline("critical", FOUND, {"critical": 0}) == FOUND


class Life(RuleBasedStateMachine):
    """Any sequence of steps, sensible or not."""

    def __init__(self) -> None:
        super().__init__()
        self.held = deviation()
        self.today = FOUND

    def take(self, act: Any) -> None:
        before = self.held
        try:
            self.held = act()
        except Refused:
            self.held = before

    @rule(days=st.integers(0, 30))
    def time_goes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(
        status=st.sampled_from([*LIFE, *sorted(BESIDE), "done"]),
        by=st.sampled_from(["", "Ola"]),
        reason=st.sampled_from(["", "Derfor"]),
        evidence=st.sampled_from([(), ("",), ("B-1",)]),
        until=st.sampled_from([None, -1, 10]),
    )
    def step(self, status: str, by: str, reason: str, evidence: tuple[str, ...], until: int | None) -> None:
        taken = Step(status=status, day=self.today, by=by, reason=reason, evidence=evidence)
        day = None if until is None else self.today + timedelta(days=until)
        self.take(lambda: self.held.stepped(taken, today=self.today, until=day))

    @rule(reason=st.sampled_from(["", "Kom tilbake"]))
    def reopen(self, reason: str) -> None:
        step = Step(status="correcting", day=self.today, reason=reason)
        self.take(lambda: self.held.reopened(step, today=self.today))

    @rule(position=st.sampled_from(["", "agrees", "disputes", "no_answer"]))
    def answer(self, position: Any) -> None:
        self.take(lambda: self.held.answered_by_supplier(position, ""))

    @rule(rung=st.integers(1, 5), approver=st.sampled_from(["", "Kari", "kontraktseier"]))
    def punish(self, rung: int, approver: str) -> None:
        self.take(
            lambda: self.held.sanctioned(sanction(rung, approver=approver, day=self.today), today=self.today)
        )

    @invariant()
    def nobody_closed_it_without_evidence_and_a_verifier(self) -> None:
        for before, step in zip((None, *self.held.steps), self.held.steps, strict=False):
            if step.status == "closed":
                assert before is not None
                assert before.status == "verifying"
                assert any(each.strip() for each in step.evidence)
                assert step.by
        assert (self.held.closed is not None) == (self.held.status == "closed")

    @invariant()
    def the_history_is_whole_and_in_order(self) -> None:
        days = [step.day for step in self.held.steps]
        assert days == sorted(days)
        assert self.held.status == (self.held.steps[-1].status if self.held.steps else "registered")

    @invariant()
    def nobody_was_punished_unheard_or_by_one_person_alone(self) -> None:
        for taken in self.held.sanctions:
            assert taken.rung < 4 or (taken.approver and taken.approver != taken.author)

    @invariant()
    def it_survives_its_json(self) -> None:
        assert Deviation.model_validate_json(self.held.canonical()) == self.held


TestLife = Life.TestCase
