"""Taking an answered follow-up to a newer version: what is carried, asked again, dropped and new."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from asked import DAY, NO_IS_A_BREACH, answered, form, question, review, text
from hypothesis import given as given_any
from hypothesis import strategies as st
from reported_year import Year

from checklists.answer import Answer, accepted
from checklists.decision import Decision
from checklists.evidence import DEPTHS
from checklists.form import Form
from checklists.limits import fulfils
from checklists.review import Review
from checklists.touched import figure_changes, on_version
from checklists.upgrade import Upgrade, refuse_upgrade, upgrade, upgraded
from checklists.values import Refused
from tui.form_changes import FATES, WHYS

PEOPLE = [{"code": code, "text": text(code)} for code in ("union", "workers", "nobody")]
COLUMNS = [
    {"key": "site", "text": text("Sted")},
    {"key": "who", "text": text("Hvem"), "type": "many", "choices": PEOPLE},
]


def on(asked: Form, **given: object) -> Review:
    """A follow-up on this form, with each question answered."""
    held = answered(review(asked, "wages.pay"), **given)
    facts = {"form": asked.id, "form_version": asked.version, "form_hash": asked.content_hash}
    return replace(held, followup=held.followup.model_copy(update=facts))


def newer(*questions: dict[str, object], **facts: object) -> Form:
    return form(*questions, version=2, **facts)


def became(held: Review, to: Form) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {each.question: (each.fate, each.why) for each in upgrade(held, to).fates}


def keys(done: Upgrade) -> dict[str, list[str]]:
    return {fate: [each.question for each in done.fates if each.fate == fate] for fate in FATES}


# What becomes of an answer


def test_answers_are_carried_dropped_and_new_by_their_key_only() -> None:
    old = form(question("a"), question("b"), question("unanswered"))
    to = newer(question("c"), question("a", help=text("Les først."), weight=3, required=True))
    done = upgrade(on(old, a="yes", b="no"), to)
    assert keys(done) == {"carried": ["a"], "ask_again": [], "dropped": ["b"], "new": ["c"]}


def test_what_is_chosen_but_no_longer_offered_is_asked_again() -> None:
    only = {"question": "role", "equals": "yes"}
    old = form(question("role"), question("met", "many", choices=PEOPLE))
    to = newer(question("role"), question("met", "many", choices=[{**PEOPLE[0], "when": only}, *PEOPLE[1:]]))
    gone = ("ask_again", ("choice_withheld",))
    assert became(on(old, role="no", met=("union", "workers")), to)["met"] == gone
    assert became(on(old, role="yes", met=("union",)), to)["met"] == ("carried", ())
    assert became(on(old, role="no", met=("workers",)), to)["met"] == ("carried", ())


@pytest.mark.parametrize(
    ("old", "new", "value", "why"),
    [
        ({}, {"text": text("Er a skriftlig?")}, "yes", "text_changed"),
        ({}, {"type": "text"}, "yes", "type_changed"),
        ({}, {"clause": "wages.pay"}, "yes", "clause_changed"),
        ({"choices": PEOPLE, "type": "one"}, {"choices": PEOPLE[1:], "type": "one"}, "union", "choice_gone"),
        (
            {"choices": PEOPLE, "type": "many"},
            {"choices": [{"code": "union", "text": text("Tillitsvalgt")}, *PEOPLE[1:]], "type": "many"},
            ("union", "workers"),
            "choice_changed",
        ),
        (
            {"choices": PEOPLE, "type": "many"},
            {"choices": [{**PEOPLE[0], "exclusive": True}, *PEOPLE[1:]], "type": "many"},
            ("union", "workers"),
            "not_accepted",
        ),
        (
            {"type": "integer"},
            {"type": "integer", "constraint": {"must": {"at_most": 10}, "message": text("Høyst 10.")}},
            "11",
            "constraint_broken",
        ),
        ({"not_assessed": True}, {}, "not_assessed", "not_accepted"),
        (
            {"type": "table", "columns": COLUMNS},
            {"type": "table", "columns": COLUMNS[1:]},
            ({"site": "Bø"},),
            "column_gone",
        ),
        (
            {"type": "table", "columns": COLUMNS},
            {"type": "table", "columns": [{**COLUMNS[0], "text": text("Land")}]},
            ({"site": "Bø"},),
            "column_changed",
        ),
        (
            {"type": "table", "columns": COLUMNS},
            {"type": "table", "columns": [COLUMNS[0], {**COLUMNS[1], "choices": PEOPLE[1:]}]},
            ({"who": ("union",)},),
            "choice_gone",
        ),
        (
            {"type": "table", "columns": COLUMNS, "rows": PEOPLE},
            {"type": "table", "columns": COLUMNS, "rows": PEOPLE[1:]},
            ({"row": "union", "site": "Bø"},),
            "choice_gone",
        ),
    ],
)
def test_an_answer_that_may_not_hold_is_asked_again(
    old: dict[str, Any], new: dict[str, Any], value: object, why: str
) -> None:
    held = on(form(question("a", **old)), a=value)
    to = newer(question("a", **new))
    assert became(held, to) == {"a": ("ask_again", (why,))}
    assert not upgraded(held, to).answers["a"].given


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        ({}, {"text": {"nb": " a?  ", "nn": "Nytt?", "en": "New?"}}, "yes"),
        ({"choices": PEOPLE, "type": "one"}, {"choices": PEOPLE[1:], "type": "one"}, "workers"),
        (
            {"choices": PEOPLE, "type": "many"},
            {"choices": PEOPLE[::-1], "type": "many"},
            ("union", "workers"),
        ),
        ({"type": "table", "columns": COLUMNS}, {"type": "table", "columns": COLUMNS[:1]}, ({"site": "Bø"},)),
        ({"type": "text"}, {"type": "text", "required": True, "theme": "integrity"}, "fritt"),
        ({"proposes": NO_IS_A_BREACH}, {}, "no"),
    ],
)
def test_an_answer_that_still_means_the_same_is_carried(
    old: dict[str, Any], new: dict[str, Any], value: object
) -> None:
    held = on(form(question("a", **old)), a=value)
    to = newer(question("a", **new))
    assert became(held, to) == {"a": ("carried", ())}
    assert upgraded(held, to).answers == held.answers


def test_a_constraint_that_looks_at_an_answer_that_goes_is_judged_without_it() -> None:
    limit = {"must": {"at_most": {"question": "workers"}}, "message": text("Flere enn det er.")}
    old = form(question("workers", "integer"), question("sample", "integer", constraint=limit))
    held = on(old, workers="10", sample="5")
    to = newer(
        question("workers", "integer", text=text("Hvor mange i alt?")),
        question("sample", "integer", constraint=limit),
    )
    assert {key: fate for key, (fate, _) in became(held, to).items()}["workers"] == "ask_again"
    after = upgraded(held, to)
    assert not after.answers["workers"].given
    assert upgrade(held, to) == upgrade(held, to)


def test_what_was_seen_must_be_seen_again_where_other_evidence_is_asked_for() -> None:
    old, to = form(question("a", evidence=text("Rapport"))), newer(question("a", evidence=text("Revisjon")))
    held = on(old)
    held = held.answered(Answer(question="a", value="yes", depth="checked", evidence=("B-1",)))
    assert became(held, to) == {"a": ("carried", ("evidence_changed",))}
    after = upgraded(held, to).answers["a"]
    assert (after.value, after.depth, after.evidence) == ("yes", "claim", ("B-1",))


def test_comment_and_evidence_stay_beside_a_question_that_is_asked_again() -> None:
    held = on(form(question("a")))
    facts = {"value": "not_applicable", "reason": "other", "reason_text": "Nei", "depth": "claim"}
    given = Answer.model_validate({"question": "a", **facts, "comment": "Se mappe", "evidence": ("B-2",)})
    held = held.answered(given)
    after = upgraded(held, newer(question("a", text=text("Nytt?")))).answers["a"]
    assert after == Answer(question="a", comment="Se mappe", evidence=("B-2",))


def test_what_the_new_version_does_not_ask_is_kept_and_told_as_hidden() -> None:
    hidden: dict[str, Any] = {"when": {"question": "a", "equals": "no"}}
    held = on(form(question("a"), question("b", "text")), a="yes", b="fritt")
    to = newer(
        question("a"), question("b", "text", **hidden), question("c", **hidden), question("said", "note")
    )
    done = upgrade(held, to)
    assert {each.question: each.hidden for each in done.fates} == {"a": False, "b": True, "c": True}
    assert keys(done)["carried"] == ["a", "b"]
    assert upgraded(held, to).answers["b"].value == "fritt"


def test_a_short_follow_up_stays_short() -> None:
    held = on(form(question("a", short=True), question("b")), a="yes")
    held = replace(held, followup=held.followup.model_copy(update={"short": True}))
    done = upgrade(held, newer(question("a"), question("c"), question("d", short=True)))
    assert {each.question: each.hidden for each in done.fates} == {"a": True, "c": True, "d": False}


def test_decided_proposals_stay_and_the_undecided_follow_from_the_answers() -> None:
    asked = question("a", clause="wages.pay", proposes=NO_IS_A_BREACH)
    held = on(form(asked, question("b", clause="wages.pay")), a="no", b="no")
    (proposal,) = held.proposals
    decided = Decision(followup="O-1", proposal=proposal.id, outcome="dismissed", fact=proposal.canonical())
    held = held.decided(decided)
    rule = {"when": {"equals": "no"}, "strength": "breach", "type": "working_hours"}
    after = upgraded(held, newer(asked, question("b", clause="wages.pay", proposes=[rule])))
    assert after.decisions == held.decisions
    assert [each.type for each in after.undecided] == ["working_hours"]


# The laws

KINDS: dict[str, dict[str, object]] = {
    "yes_partly_no": {"type": "yes_partly_no"},
    "one": {"type": "one", "choices": PEOPLE},
    "many": {"type": "many", "choices": PEOPLE},
    "integer": {"type": "integer"},
    "table": {"type": "table", "columns": COLUMNS},
}
VALUES: dict[str, list[object]] = {
    "yes_partly_no": ["yes", "partly", "no"],
    "one": ["union", "workers", "nobody"],
    "many": [("union",), ("union", "workers"), ("nobody",)],
    "integer": ["0", "7", "5000"],
    "table": [({"site": "Bø"},), ({"who": ("union", "nobody")}, {"site": "Å"})],
}
LIMIT = {"must": {"at_most": 10}, "message": text("Høyst 10.")}
EDITS: list[dict[str, object]] = [
    {},
    {"text": text("Noe annet?")},
    {"clause": "wages.pay"},
    {"choices": PEOPLE[1:]},
    {"columns": COLUMNS[1:]},
    {"constraint": LIMIT},
    {"when": {"question": "q0", "equals": "yes"}},
    {"evidence": text("Rapport")},
    {"type": "text", "choices": [], "columns": []},
    {"type": "note", "choices": [], "columns": []},
]


@st.composite
def upgrades(draw: st.DrawFn) -> tuple[Review, Form]:
    """An answered follow-up and any newer version of its form."""
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=6))
    asked = {f"q{n}": question(f"q{n}", **KINDS[kind]) for n, kind in enumerate(kinds)}  # pyright: ignore[reportArgumentType]
    held = on(form(*asked.values()))
    answers: dict[str, Answer] = {}
    for (key, _), kind in zip(asked.items(), kinds, strict=True):
        if draw(st.booleans()):
            value = draw(st.sampled_from(VALUES[kind]))
            facts = {"question": key, "value": value, "depth": draw(st.sampled_from(DEPTHS))}
            answers[key] = accepted(held.question(key), Answer.model_validate(facts))
    kept = [key for key in asked if draw(st.booleans())] or ["q0"]
    changed = [_edited(asked[key], draw(st.sampled_from(EDITS))) for key in kept]
    changed += [question("extra")] if draw(st.booleans()) else []
    return replace(held, answers=answers), newer(*draw(st.permutations(changed)))


def _edited(asked: dict[str, object], edit: dict[str, object]) -> dict[str, object]:
    """The question with the edit, as far as that means anything for it."""
    optional = ("choices", "columns")
    facts = {
        name: value for name, value in edit.items() if value == [] or name not in optional or name in asked
    }
    return {**asked, **facts}


@given_any(upgrades())
def test_every_answer_is_carried_asked_again_or_dropped_and_only_one_of_them(
    made: tuple[Review, Form],
) -> None:
    held, to = made
    done = upgrade(held, to)
    found = [each.question for each in (*done.carried, *done.ask_again, *done.dropped)]
    assert sorted(found) == sorted(held.answers)
    assert not {each.question for each in done.new} & set(held.form.by_key)
    assert all(why in WHYS for each in done.fates for why in each.why)


@given_any(upgrades())
def test_the_review_is_as_the_preview_said_and_whatever_is_kept_holds(made: tuple[Review, Form]) -> None:
    held, to = made
    done, after = upgrade(held, to), upgraded(held, to)
    assert set(after.answers) == {each.question for each in (*done.carried, *done.ask_again)}
    for each in done.carried:
        before, now = held.answers[each.question], after.answers[each.question]
        assert (now.value, now.comment, now.evidence) == (before.value, before.comment, before.evidence)
        assert accepted(to.by_key[each.question], now).given
        assert after.given(each.question) is None or fulfils(after, to.by_key[each.question])
    assert not any(after.answers[each.question].given for each in done.ask_again)
    assert {each.question for each in done.fates if each.hidden} == {
        each.question
        for each in done.fates
        if each.question in to.by_key and each.question not in after.visible
    }
    assert (after.followup.form_version, after.followup.form_hash) == (2, to.content_hash)
    assert held.followup.form_version == 1


@given_any(upgrades())
def test_an_identical_version_carries_everything(made: tuple[Review, Form]) -> None:
    held, _ = made
    same = Form.model_validate({**json.loads(held.form.stored()), "version": 2})
    done = upgrade(held, same)
    assert [each.question for each in done.carried] == list(held.answers)
    assert len(done.carried) == len(done.fates)
    assert upgraded(held, same).answers == held.answers


# What is never upgraded


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"status": "signed", "signed": DAY}, "followup_signed"),
        ({"status": "withdrawn"}, "followup_withdrawn"),
        ({"status": "sent"}, "upgrade_while_sent"),
        ({"form_version": 3}, "upgrade_not_newer"),
        ({"form": "another"}, "upgrade_other_form"),
        ({"form_hash": newer(question("b")).content_hash}, "upgrade_same_form"),
    ],
)
def test_only_an_open_follow_up_on_an_older_version_is_upgraded(facts: dict[str, object], code: str) -> None:
    held = on(form(question("a")), a="yes")
    held = replace(held, followup=held.followup.model_copy(update=facts))
    for act in (refuse_upgrade, upgraded):
        with pytest.raises(Refused) as refused:
            act(held, newer(question("b")))
        assert refused.value.code == code


# What a new version touches


def test_figures_that_would_be_others_are_found_in_the_records() -> None:
    year = Year(2026)
    year.contract("K-2026-001", "L-1")
    asked = form(question("a"), question("b", theme="integrity"))
    held = on(asked, b="yes")
    year.facts = replace(year.facts, followups={"O-1": held.followup})
    later = DAY + timedelta(days=1)
    found = list(figure_changes(year.facts, [held], newer(question("a"), question("b")), later))
    assert {(each.figure, each.before, each.after, each.lost, each.won) for each in found} == {
        ("by_theme.integrity", "1", "0", ("K-2026-001",), ()),
        ("by_theme.working_conditions", "0", "1", (), ("K-2026-001",)),
    }
    assert not list(figure_changes(year.facts, [held], newer(question("b", theme="integrity")), later))


def test_a_follow_up_that_would_assess_nothing_any_more_is_counted_no_more() -> None:
    year = Year(2026)
    year.contract("K-2026-001", "L-1")
    held = on(form(question("a")), a="yes")
    year.facts = replace(year.facts, followups={"O-1": held.followup})
    found = list(figure_changes(year.facts, [held], newer(question("c")), DAY))
    lost = {each.figure for each in found if each.lost == ("K-2026-001",)}
    assert {"agreements", "by_theme.working_conditions"} <= lost
    out = replace(held, followup=held.followup.model_copy(update={"status": "sent"}))
    assert not list(figure_changes(year.facts, [out], newer(question("c")), DAY))
    assert not list(figure_changes(replace(year.facts, year=2025), [held], newer(question("c")), DAY))


def test_follow_ups_are_told_by_status_and_those_at_suppliers_apart() -> None:
    held = on(form(question("a"))).followup
    others = [held.model_copy(update={"id": f"O-{n}", "status": "sent"}) for n in (2, 3)]
    found = on_version([held, *others])
    assert found.followups == {"planned": ("O-1",), "sent": ("O-2", "O-3")}
    assert found.running == ("O-2", "O-3")
