"""A form being answered: what is asked, what counts, and what signing refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from asked import DAY, NO_IS_A_BREACH, answered, followup, form, proposes, question, replaced, review, text
from hypothesis import given
from hypothesis import strategies as st

from checklists.answer import Answer
from checklists.deviation import Deviation
from checklists.form import Form
from checklists.kept import kept
from checklists.proposals import Decision
from checklists.review import Progress, Review
from checklists.values import Refused
from tui.refusals import worded

LATER = DAY + timedelta(days=30)
WORKERS = form(
    question("workers", "integer"),
    question(
        "sample",
        "integer",
        constraint={
            "must": {"at_most": {"question": "workers"}},
            "message": {
                "nb": "Utvalget er for stort.",
                "nn": "Utvalet er for stort.",
                "en": "The sample is too large.",
            },
        },
    ),
)
NESTED = form(
    question(
        "role", "one", choices=[{"code": c, "text": text(c)} for c in ("producer", "importer")], short=True
    ),
    question("sites", when={"question": "role", "equals": "producer"}),
    question("checks", when={"question": "sites", "equals": "yes"}, required=True),
    question("closing", "text", when={"question": "checks", "answered": True}),
    question("comment", "text", short=True),
    question("said", "note"),
)


def refusal(code: str, act: Any, *args: Any, **facts: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **facts)
    assert refused.value.code == code
    return refused.value


def sign(held: Review) -> Any:
    return held.signed_on(LATER, "Kari", today=LATER)


def signed(held: Review) -> Review:
    return replaced(held, followup=sign(held))


def test_answering_begins_the_followup_and_leaves_the_old_review_as_it_was() -> None:
    before = review(NESTED)
    after = answered(before, role="producer")
    assert (before.followup.status, after.followup.status) == ("planned", "in_progress")
    assert (dict(before.answers), after.given("role")) == ({}, "producer")


def test_a_signed_followup_refuses_answers_and_names_who_signed() -> None:
    held = signed(answered(review(NESTED), role="importer"))
    for act in (
        lambda: answered(held, role="producer"),
        lambda: held.restored("role", None),
        lambda: held.decided(Decision(followup="O-1", proposal="x", outcome="dismissed")),
        lambda: held.undecided_proposal("x"),
        lambda: sign(held),
    ):
        told = refusal("followup_signed", act)
        assert (told.params["by"], told.params["date"]) == ("Kari", LATER)


def test_a_question_that_is_not_there_is_refused() -> None:
    assert refusal("unknown_question", answered, review(NESTED), nothing="yes").params["form"] == "small"
    refusal("question_hidden", answered, review(NESTED), sites="yes")


def test_a_misspelt_question_is_told_with_the_nearest_key_or_the_table_that_has_such_a_column() -> None:
    table = question(
        "sample", "table", columns=[{"key": "hourly_pay", "type": "yes_partly_no", "text": text("Lønn")}]
    )
    asked = review(form(question("sample_size", "integer"), table))
    assert (
        refusal("unknown_question_mistyped", asked.question, "sampel_size").params["nearest"] == "sample_size"
    )
    assert refusal("unknown_question_column", asked.question, "hourly_pay").params["table"] == "sample"
    assert "nearest" not in refusal("unknown_question", asked.question, "q" * 500).params


def test_hidden_answers_are_kept_never_count_and_come_back() -> None:
    held = answered(review(NESTED), role="producer", sites="yes", checks="no", closing="ferdig")
    assert held.progress() == Progress(4, 5)
    hidden = answered(held, role="importer")
    assert hidden.visible == {"role", "comment", "said"}
    assert hidden.progress() == Progress(1, 2)
    assert (hidden.given("checks"), hidden.is_answered("checks"), hidden.missing) == (None, True, ())
    assert answered(hidden, role="producer").visible == held.visible
    assert answered(hidden, role="producer").answers == held.answers


def test_the_short_form_asks_its_part_and_answers_to_the_rest_neither_count_nor_open_anything() -> None:
    full = answered(review(NESTED), role="producer", sites="no")
    short = replaced(full, followup=followup(short=True))
    assert short.visible == {"role", "comment"}
    assert (short.given("sites"), short.missing, short.progress()) == (None, (), Progress(1, 2))
    assert "working_conditions" in short.assessed_themes
    only_hidden = replaced(
        review(NESTED), answers={"sites": full.answers["sites"]}, followup=short.followup.begun()
    )
    refusal("nothing_answered", sign, only_hidden)
    refusal("question_hidden", answered, short, sites="yes")
    assert replaced(short, followup=full.followup).visible == full.visible


def test_a_note_is_shown_and_never_asked() -> None:
    held = review(NESTED)
    assert "said" in held.visible
    assert held.next_unanswered("comment") == "role"
    refusal("note_has_no_answer", answered, held, said="yes")


def test_the_next_unanswered_question_goes_round() -> None:
    held = review(NESTED)
    assert [held.next_unanswered(after) for after in (None, "role", "comment")] == ["role", "comment", "role"]
    held = answered(held, role="importer", comment="ferdig")
    assert held.next_unanswered("role") is None


def test_a_constraint_speaks_the_authors_sentence_in_each_language() -> None:
    held = answered(review(WORKERS), workers="10")
    told = refusal("constraint", answered, held, sample="11")
    assert [worded(told, language) for language in ("nb", "nn", "en")] == [
        "sample: Utvalget er for stort.",
        "sample: Utvalet er for stort.",
        "sample: The sample is too large.",
    ]
    assert answered(held, sample="10").is_answered("sample")


def test_a_constraint_that_another_answer_broke_is_found_when_signing() -> None:
    held = answered(review(WORKERS), workers="10", sample="10")
    assert sign(held).is_signed
    smaller = answered(held, workers="5")
    assert refusal("constraint", sign, smaller).params["question"] == "sample"
    assert sign(answered(smaller, sample="5")).is_signed
    assert sign(answered(smaller, sample="")).is_signed


def test_a_constraint_of_a_hidden_answer_stops_nobody() -> None:
    rule = {"must": {"at_most": 5}, "message": text("For mange")}
    asked = form(
        question("has"), question("limit", "integer"),
        question("count", "integer", when={"question": "has", "equals": "yes"},
                 constraint={**rule, "must": {"at_most": {"question": "limit"}}}),
    )  # fmt: skip
    held = answered(review(asked), has="yes", limit="5", count="4")
    broken = answered(held, limit="3")
    refusal("constraint", sign, broken)
    assert sign(answered(broken, has="no")).is_signed


def test_signing_names_what_is_missing_and_what_is_undecided() -> None:
    asked = form(question("a", required=True, clause="wages.pay", proposes=NO_IS_A_BREACH), question("b"))
    held = review(asked, "wages.pay")
    refusal("nothing_answered", sign, held)
    told = refusal("answers_missing", sign, answered(held, b="yes"))
    assert (told.params["count"], told.params["questions"]) == (1, "a")
    undecided = answered(held, a="no", b="yes")
    assert refusal("proposals_undecided", sign, undecided).params["count"] == 1


def test_a_row_without_its_required_cell_is_missing_and_a_blank_row_is_not() -> None:
    columns = [
        {"key": "company", "text": text("Foretak"), "required": True},
        {"key": "task", "text": text("Oppgave")},
    ]
    asked = form(question("firms", "table", columns=columns))
    held = answered(review(asked), firms=[{"company": "Grus AS"}, {}])
    assert held.missing == ()
    assert answered(held, firms=[{"company": "Grus AS"}, {"task": "Graving"}]).missing == ("firms",)


def test_all_not_applicable_is_not_assessed() -> None:
    held = review(form(question("a"), question("b")))
    for key in ("a", "b"):
        held = held.answered(Answer(question=key, value="not_applicable", reason="not_in_contract"))
    assert (held.assessed_themes, held.outcome) == ((), "")
    made = sign(held)
    assert (made.themes, made.outcome) == ((), "")
    assert answered(held, a="yes").assessed_themes == ("working_conditions",)


def test_not_assessed_is_no_assessment() -> None:
    held = answered(review(form(question("a", not_assessed=True))), a="not_assessed")
    assert (held.assessed_themes, held.outcome, held.progress()) == ((), "", Progress(1, 1))


PAY = "wages.pay"
ASKED = form(
    question("pay", clause=PAY, proposes=NO_IS_A_BREACH),
    question("found", clause=PAY, proposes=[proposes({"equals": "yes"}, "assess", "other", suspected=True)]),
    question("plain"),
)


def deviation(**facts: object) -> Deviation:
    held = {"id": "A-1", "contract": "K", "type": "wages", "severity": "major", "found": DAY}
    return Deviation.model_validate({**held, **facts})


def confirm(held: Review) -> Review:
    for proposal in held.undecided:
        facts = {"followup": "O-1", "proposal": proposal.id, "fact": proposal.canonical(), "deviation": "A-1"}
        held = held.decided(Decision.model_validate({**facts, "outcome": "confirmed"}))
    return held


def test_the_outcome_is_what_was_found() -> None:
    started = review(ASKED, PAY)
    assert started.outcome == ""
    assert answered(started, pay="yes", found="no", plain="yes").outcome == "ok"
    assert answered(started, pay="partly").outcome == "remarks"
    assert answered(started, plain="no").outcome == "remarks"
    assert confirm(answered(started, pay="no")).outcome == "deviations"


def test_a_suspicion_and_an_observation_are_remarks_until_they_are_established() -> None:
    suspected = confirm(answered(review(ASKED, PAY), found="yes"))
    assert suspected.outcome == "remarks"
    assert replaced(suspected, deviations={"A-1": deviation()}).outcome == "deviations"
    informed = confirm(answered(review(ASKED, "other.clause"), pay="no"))
    assert informed.outcome == "remarks"
    breach = confirm(answered(review(ASKED, PAY), pay="no"))
    assert replaced(breach, deviations={"A-1": deviation(severity="observation")}).outcome == "remarks"


def test_undo_puts_the_answer_back_as_it_was() -> None:
    held = answered(review(NESTED), role="producer")
    before = held.answers.get("role")
    assert answered(held, role="importer").restored("role", before) == held
    assert dict(held.restored("role", None).answers) == {}


def test_last_years_answer_is_kept_as_carried_with_its_verification_to_do_again() -> None:
    last = Answer(question="role", value="producer", comment="Som før", depth="checked", evidence=("B-1",))
    held = review(
        NESTED, last_year={"role": last, "comment": Answer(question="comment", comment="bare dette")}
    )
    found = kept(held, "role").answers["role"]
    assert (found.value, found.comment, found.carried, found.depth, found.evidence) == (
        "producer", "Som før", True, "claim", ()
    )  # fmt: skip
    refusal("no_answer_last_year", kept, held, "comment")
    refusal("no_answer_last_year", kept, held, "sites")
    silent = replaced(held, last_year={"role": last.model_copy(update={"depth": "none"})})
    assert kept(silent, "role").answers["role"].depth == "none"


# Laws. Forms are drawn with conditions that look only back, as the linter demands.

VERDICT = st.sampled_from(["yes", "partly", "no", ""])


@st.composite
def forms(draw: st.DrawFn) -> Form:
    made: list[dict[str, object]] = []
    for n in range(draw(st.integers(1, 7))):
        facts: dict[str, Any] = {"required": draw(st.booleans()), "short": draw(st.booleans())}
        if n and draw(st.booleans()):
            facts["when"] = draw(conditions([f"q{m}" for m in range(n)]))
        made.append(question(f"q{n}", **facts))
    return form(*made)


def conditions(keys: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    test = st.builds(
        lambda key, test: {"question": key, **test},
        st.sampled_from(keys),
        st.sampled_from(
            [{"equals": "yes"}, {"in": ["no", "partly"]}, {"answered": True}, {"answered": False}]
        ),
    )

    def joined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        several = st.lists(inner, min_size=1, max_size=2)
        return st.one_of(
            st.fixed_dictionaries({"not": inner}),
            st.fixed_dictionaries({"all": several}),
            st.fixed_dictionaries({"any": several}),
        )

    return st.recursive(test, joined, max_leaves=3)


STEPS = st.lists(st.tuples(st.integers(0, 6), VERDICT), max_size=15)


def walked(
    asked: Form, steps: list[tuple[int, str]], *, short: bool = False
) -> tuple[Review, list[tuple[str, str]]]:
    """The review after whatever of the steps it accepts, and those."""
    held, taken = review(asked, short=short), []
    for n, value in steps:
        try:
            held = answered(held, **{f"q{n}": value})
        except Refused:
            continue
        taken.append((f"q{n}", value))
    return held, taken


def from_scratch(asked: Form, said: dict[str, str], *, short: bool) -> set[str]:
    """The visible questions, worked out front to back with none of the code under test but the order of the form."""
    shown: set[str] = set()

    def true(c: Any) -> bool:
        if c.all is not None:
            return all(map(true, c.all))
        if c.any is not None:
            return any(map(true, c.any))
        if c.not_ is not None:
            return not true(c.not_)
        value = said.get(c.question, "") if c.question in shown else ""
        if c.answered is not None:
            return bool(value) == c.answered
        return value == c.equals if c.equals is not None else value in (c.in_ or ())

    for each in asked.questions:
        if (each.short or not short) and (each.when is None or true(each.when)):
            shown.add(each.key)
    return shown


@given(forms(), STEPS, st.booleans())
def test_any_answers_and_unanswers_show_the_same_as_working_it_out_from_scratch(
    asked: Form, steps: list[tuple[int, str]], short: bool
) -> None:
    held, taken = walked(asked, steps, short=short)
    said = dict(taken)
    assert held.visible == from_scratch(asked, said, short=short)
    assert {key: answer.value for key, answer in held.answers.items()} == said
    answers = [key for key in held.visible if said.get(key)]
    assert held.progress() == Progress(len(answers), len(held.visible))
    assert set(held.missing) == {key for key in held.visible if asked.by_key[key].required} - set(answers)


@given(forms(), STEPS, st.randoms(use_true_random=False))
def test_the_order_of_answers_that_were_all_accepted_makes_no_difference(
    asked: Form, steps: list[tuple[int, str]], random: Any
) -> None:
    final, _ = walked(asked, steps)
    last = [(key, str(answer.value)) for key, answer in final.answers.items()]
    random.shuffle(last)
    other, taken = walked(asked, [(int(key[1:]), value) for key, value in last])
    if len(taken) == len(last):
        assert (other.visible, other.missing, other.progress()) == (
            final.visible,
            final.missing,
            final.progress(),
        )
        assert (other.assessed_themes, other.outcome, other.proposals) == (
            final.assessed_themes, final.outcome, final.proposals
        )  # fmt: skip


@given(forms(), STEPS, st.integers(0, 6), VERDICT)
def test_answering_and_undoing_is_as_if_nothing_happened(
    asked: Form, steps: list[tuple[int, str]], n: int, value: str
) -> None:
    held, _ = walked(asked, steps)
    key = f"q{n}"
    try:
        after = answered(held, **{key: value})
    except Refused:
        return
    undone = after.restored(key, held.answers.get(key))
    assert undone.answers == held.answers
    assert (undone.visible, undone.progress()) == (held.visible, held.progress())
