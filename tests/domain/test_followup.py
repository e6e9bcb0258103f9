"""A follow-up from planned to signed, and what each step refuses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from asked import DAY, NOBODYS_NUMBER, followup
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from checklists.followup import EXTENDED, FollowUp, Recorded
from checklists.values import Refused

LATER = DAY + timedelta(days=30)
THEMES = ("human_rights",)


def sent() -> FollowUp:
    return followup(method="self_report").sent_on(DAY, DAY + timedelta(days=42))


def signed(held: FollowUp, day: date = LATER, **facts: Any) -> FollowUp:
    return held.signed_on(day, "kari", THEMES, "ok", today=facts.get("today", LATER))


def refusal(code: str, act: Any, *args: Any, **facts: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **facts)
    assert refused.value.code == code
    return refused.value


def test_a_self_report_goes_out_and_comes_back_before_it_is_answered_and_signed() -> None:
    held = sent()
    assert (held.status, held.due, held.original_due) == ("sent", DAY + timedelta(days=42), held.due)
    refusal("not_received", held.begun)
    held = held.received_on(DAY + timedelta(days=20)).begun()
    held = signed(held)
    assert (held.status, held.signed, held.signed_by, held.day) == ("signed", LATER, "kari", LATER)


def test_a_signed_followup_refuses_answers_and_names_who_signed() -> None:
    told = refusal("followup_signed", signed(followup().begun()).begun)
    assert told.params == {"followup": "O-1", "date": LATER, "by": "kari"}


def test_a_control_without_a_form_is_signed_again_with_what_it_had() -> None:
    facts = {"contract": "K-1", "supplier": "L-1", "method": "audit", "day": DAY, "themes": THEMES}
    control = Recorded.model_validate({**facts, "outcome": "remarks"}).followup("kari", DAY)
    refusal("followup_signed", control.signed_again_on, LATER, "ola", today=LATER)
    again = control.reopened_on(LATER, "kari", "Feil referanse").signed_again_on(LATER, "ola", today=LATER)
    assert (again.status, again.signed, again.signed_by, again.day) == ("signed", LATER, "ola", DAY)
    assert (again.themes, again.outcome) == (THEMES, "remarks")


def test_a_withdrawn_one_refuses_everything() -> None:
    held = followup().withdrawn("Kontrakten er sagt opp")
    for act in (held.begun, lambda: held.withdrawn("igjen"), lambda: signed(held)):
        refusal("followup_withdrawn", act)
    refusal("not_signed", held.reopened_on, LATER, "kari", "feil")


def test_withdrawing_and_reopening_need_a_reason() -> None:
    refusal("reason_needed", followup().withdrawn, " \n")
    refusal("reason_needed", signed(followup().begun()).reopened_on, LATER, "kari", "")


def test_a_reason_is_cleaned_like_any_text() -> None:
    assert followup().withdrawn("feil\x1b[2J kontrakt").withdrawn_reason == "feil[2J kontrakt"
    refusal("identity_number", followup().withdrawn, NOBODYS_NUMBER)
    refusal("identity_number", followup().begun().signed_on, DAY, NOBODYS_NUMBER, (), "ok", today=DAY)


def test_only_a_self_report_is_sent_and_only_once() -> None:
    refusal("only_self_report_is_sent", followup().sent_on, DAY, LATER)
    refusal("already_past_planned", sent().sent_on, DAY, LATER)
    refusal("due_before_sent", followup(method="self_report").sent_on, LATER, DAY)


def test_a_self_report_does_not_come_back_before_it_went_out() -> None:
    refusal("received_before_sent", sent().received_on, DAY - timedelta(days=1))
    refusal("not_sent", followup().received_on, DAY)
    refusal("not_sent", followup().prolonged, LATER)


def test_a_longer_deadline_keeps_the_first_one() -> None:
    held = sent().prolonged(DAY + timedelta(days=60))
    assert (held.due, held.original_due) == (DAY + timedelta(days=60), DAY + timedelta(days=42))


def test_it_is_not_signed_before_anything_is_answered_or_before_it_took_place() -> None:
    refusal("nothing_answered", signed, followup())
    refusal("date_in_future", signed, followup().begun(), LATER, today=DAY)
    planned = followup(day=LATER + timedelta(days=1)).begun()
    assert refusal("not_performed_yet", signed, planned).params["date"] == LATER + timedelta(days=1)
    refusal("signed_before_performed", signed, followup().begun(), DAY - timedelta(days=1))
    back = sent().received_on(LATER).begun()
    refusal("signed_before_received", signed, back, LATER - timedelta(days=1))


def test_a_later_signature_still_counts_in_the_year_it_was_performed() -> None:
    held = signed(followup(day=date(2025, 12, 30)).begun())
    assert (held.day.year, held.signed) == (2025, LATER)


def test_signing_again_after_a_correction_does_not_move_the_year() -> None:
    first = signed(sent().received_on(DAY).begun())
    nextyear = LATER + timedelta(days=365)
    again = first.reopened_on(nextyear, "ola", "Skrivefeil").begun()
    assert (again.status, again.signed, again.signed_by) == ("in_progress", None, "")
    again = signed(again, nextyear, today=nextyear)
    assert (again.day, again.signed) == (LATER, nextyear)
    assert [(r.by, r.reason) for r in again.reopened] == [("ola", "Skrivefeil")]


def recorded(**facts: object) -> Recorded:
    held = {
        "contract": "K-1",
        "supplier": "L-1",
        "method": "audit",
        "day": DAY,
        "themes": THEMES,
        "outcome": "ok",
    }
    return Recorded.model_validate({**held, **facts})


def test_a_control_done_elsewhere_is_signed_at_once_and_has_no_form() -> None:
    held = recorded().followup("kari", LATER)
    assert held.is_signed
    assert held.recorded_without_form
    assert (held.day, held.signed, held.signed_by, held.themes) == (DAY, LATER, "kari", THEMES)
    refusal("date_in_future", recorded(day=LATER).followup, "kari", DAY)
    refusal("outcome_needed", recorded(outcome="").followup, "kari", LATER)


def test_meetings_and_self_reports_are_not_extended_followup() -> None:
    assert EXTENDED.isdisjoint({"kickoff_meeting", "status_meeting", "self_report", "requirements_review"})


class Life(RuleBasedStateMachine):
    """Any sequence of steps."""

    def __init__(self) -> None:
        super().__init__()
        self.held = followup(method="self_report")
        self.today = DAY

    def take(self, step: Any) -> None:
        try:
            self.held = step()
        except Refused:
            return

    @rule(days=st.integers(0, 40))
    def time_goes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(days=st.integers(-5, 50))
    def send(self, days: int) -> None:
        self.take(lambda: self.held.sent_on(self.today, self.today + timedelta(days=days)))

    @rule()
    def receive(self) -> None:
        self.take(lambda: self.held.received_on(self.today))

    @rule()
    def answer(self) -> None:
        self.take(lambda: self.held.begun())

    @rule(back=st.integers(-3, 60))
    def sign(self, back: int) -> None:
        self.take(
            lambda: self.held.signed_on(
                self.today - timedelta(days=back), "kari", THEMES, "ok", today=self.today
            )
        )

    @rule(reason=st.sampled_from(["", " ", "feil"]))
    def reopen(self, reason: str) -> None:
        self.take(lambda: self.held.reopened_on(self.today, "ola", reason))

    @rule(reason=st.sampled_from(["", "avsluttet"]))
    def withdraw(self, reason: str) -> None:
        self.take(lambda: self.held.withdrawn(reason))

    @invariant()
    def signed_means_performed_received_and_by_somebody(self) -> None:
        held = self.held
        assert (held.signed is not None) == held.is_signed == bool(held.signed_by)
        if held.is_signed and held.signed:
            assert held.day <= held.signed <= self.today
            assert held.sent is None or (held.received is not None and held.received <= held.signed)
        assert all(again.reason for again in held.reopened)

    @invariant()
    def it_survives_its_json(self) -> None:
        assert FollowUp.model_validate_json(self.held.canonical()) == self.held


TestLife = Life.TestCase


@given(st.sampled_from(["planned", "sent", "received", "in_progress"]))
def test_open_is_all_but_signed_and_withdrawn(status: str) -> None:
    assert followup(status=status).is_open
    assert not followup(status="signed").is_open
    assert not followup(status="withdrawn").is_open
