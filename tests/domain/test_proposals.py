"""What answers propose: one fact once, never an accusation without a clause, decided by a person and asked again
when it grows graver."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from asked import DAY, NO_IS_A_BREACH, answered, evidence, form, proposes, question, review, text
from hypothesis import given
from hypothesis import strategies as st

from checklists.answer import Answer
from checklists.deviation import Deviation
from checklists.proposals import Decision, Proposal, deviation_of, dismissed, matching, title_of
from checklists.review import Review
from checklists.values import Refused

PAY, POLICY = "wages.hourly_pay", "human_rights.policy"
LEAD = form(question("policy", clause=POLICY, lead=True, not_assessed=True, proposes=NO_IS_A_BREACH))
SAMPLE = form(
    question(
        "sample",
        "table",
        clause=PAY,
        columns=[
            {"key": "person", "text": text("Person"), "role": "sample"},
            {"key": "firm", "text": text("Foretak"), "role": "company"},
            {"key": "country", "text": text("Land"), "type": "country", "role": "country"},
            {"key": "pay", "text": text("Lønn"), "type": "yes_partly_no", "proposes": NO_IS_A_BREACH[:1]},
            {
                "key": "owed",
                "text": text("Skyldig"),
                "type": "money",
                "proposes": [proposes({"more_than": 0})],
            },
        ],
    )
)


def sample(*answers: str, **facts: str) -> list[dict[str, str]]:
    return [{"person": f"A{n}", "pay": pay, **facts} for n, pay in enumerate(answers, 1)]


def checked(rows: list[dict[str, str]], *clauses: str) -> Review:
    return answered(review(SAMPLE, *(clauses or (PAY,))), sample=rows)


def only(held: Review) -> Proposal:
    (proposal,) = held.proposals
    return proposal


def decide(held: Review, outcome: str = "dismissed", **facts: Any) -> Review:
    proposal = held.undecided[0]
    decision = {"followup": "O-1", "proposal": proposal.id, "outcome": outcome, "fact": proposal.canonical()}
    return held.decided(Decision.model_validate({**decision, **facts}))


def test_no_to_a_lead_question_is_a_breach_and_partly_is_assessed() -> None:
    assert only(answered(review(LEAD, POLICY), policy="no")).strength == "breach"
    assert only(answered(review(LEAD, POLICY), policy="partly")).strength == "assess"


def test_a_question_without_a_clause_of_this_contract_informs_and_never_accuses() -> None:
    told = only(answered(review(LEAD, PAY), policy="no"))
    assert (told.strength, told.severity, told.clause, told.suspected) == (
        "observation",
        "observation",
        "",
        False,
    )
    without = form(question("policy", proposes=[proposes({"equals": "no"}, severity="critical")]))
    assert only(answered(review(without, PAY), policy="no")).strength == "observation"


def test_a_contract_with_no_clauses_proposes_nothing_and_keeps_the_answers() -> None:
    held = answered(review(LEAD), policy="no")
    assert held.proposals == ()
    assert held.is_answered("policy")


def test_two_of_ten_rows_give_one_proposal_that_names_its_rows() -> None:
    held = only(checked(sample(*["yes"] * 4, "no", *["yes"] * 4, "no")))
    assert (held.rows, held.count, held.strength) == (("A5", "A10"), "2/10", "breach")


def test_the_same_clause_type_and_company_is_one_proposal() -> None:
    rows = [{"person": "A1", "pay": "no"}, {"person": "A2", "pay": "yes", "owed": "4250"}]
    held = only(checked(rows))
    assert (held.rows, held.total) == (("A1", "A2"), 2)


def test_another_company_is_another_proposal_and_spelling_is_not() -> None:
    rows = [
        *sample("no", "no", firm="Grus AS"),
        *sample("no", firm=" grus as"),
        *sample("no", firm="Stein AS"),
    ]
    found = checked(rows).proposals
    assert [(each.company, len(each.rows)) for each in found] == [("Grus AS", 3), ("Stein AS", 1)]
    assert len({each.id for each in found}) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bygg & Co", "Bygg Co"), ("砂利", "***"), ("x" * 45 + "a", "x" * 45 + "b"), ("Bygg-Nord", "Bygg Nord")],
)
def test_companies_with_names_alike_are_told_apart(one: str, other: str) -> None:
    found = checked([*sample("no", firm=one), *sample("no", firm=other)]).proposals
    assert len({each.id for each in found}) == len(found) == 2


def test_the_same_clause_key_in_two_sets_is_two_facts() -> None:
    asked = form(
        question(
            "a", clause="human_rights.policy", proposes=[proposes({"equals": "no"}, type="missing_policy")]
        ),
        question(
            "b", clause="anti_corruption.policy", proposes=[proposes({"equals": "no"}, type="missing_policy")]
        ),
    )
    held = answered(review(asked, "human_rights.policy", "anti_corruption.policy"), a="no", b="no")
    assert [each.clause for each in held.proposals] == ["human_rights.policy", "anti_corruption.policy"]


def test_two_questions_about_one_clause_are_one_fact_by_the_stronger() -> None:
    asked = form(
        question(
            "a", clause=PAY, proposes=[proposes({"equals": "no"}, "assess", suspected=True, severity="minor")]
        ),
        question("b", clause=PAY, proposes=[proposes({"equals": "no"}, "breach", measure=text("Betal"))]),
    )
    held = only(answered(review(asked, PAY), a="no", b="no"))
    assert (held.questions, held.strength, held.severity) == (("a", "b"), "breach", "major")
    assert not held.suspected
    assert held.measure is not None


def test_rows_in_different_countries_have_no_country_together() -> None:
    rows = [*sample("no", firm="Grus AS", country="MY"), *sample("no", firm="Grus AS", country="CN")]
    assert only(checked(rows)).place.country is None
    assert only(checked(rows[:1])).place.country == "MY"


def test_a_row_that_says_nothing_is_not_looked_at_and_the_others_keep_their_numbers() -> None:
    held = only(checked([{}, {"pay": "no"}, {"pay": "not_applicable"}]))
    assert (held.rows, held.count) == (("2",), "1/1")


def test_fixed_rows_are_counted_among_those_the_rule_is_about() -> None:
    fixed = [{"code": code, "text": text(code)} for code in ("child_labour", "wages", "hours")]
    rules = [proposes({"equals": "no"}, rows=["wages", "hours"])]
    column = {"key": "ok", "text": text("På plass"), "type": "yes_partly_no", "proposes": rules}
    asked = form(question("all", "table", clause=PAY, rows=fixed, columns=[column]))
    rows = [{"row": code, "ok": "no"} for code in ("child_labour", "wages")] + [{"row": "hours", "ok": "yes"}]
    held = only(answered(review(asked, PAY), all=rows))
    assert (held.rows, held.count) == (("wages",), "1/2")


def test_yes_on_a_lead_question_without_evidence_asks() -> None:
    held = only(answered(review(LEAD, POLICY), policy="yes"))
    assert (held.strength, held.type, held.because) == ("assess", "missing_documentation", "no_evidence")
    assert not held.self_reported


@pytest.mark.parametrize("depth", ["document", "checked", "third_party"])
def test_yes_with_the_document_seen_asks_nothing(depth: str) -> None:
    seen = Answer.model_validate({"question": "policy", "value": "yes", "depth": depth})
    assert review(LEAD, POLICY).answered(seen).proposals == ()


def test_old_evidence_is_an_observation_and_fresh_is_nothing() -> None:
    def with_evidence(*dated: date | None) -> Review:
        held = {f"B-{n}": evidence(f"B-{n}", each) for n, each in enumerate(dated)}
        answer = Answer(question="policy", value="yes", evidence=tuple(held))
        return review(LEAD, POLICY, evidence=held).answered(answer)

    old = date(DAY.year - 2, DAY.month, DAY.day - 1)
    told = only(with_evidence(old))
    assert (told.strength, told.severity, told.because) == ("observation", "observation", "old_evidence")
    assert with_evidence(old, DAY).proposals == ()
    assert with_evidence(None).proposals == ()


@pytest.mark.parametrize("said", ["not_applicable", "not_assessed", ""])
def test_what_was_not_assessed_proposes_nothing_even_to_a_rule_of_anything_but_yes(said: str) -> None:
    rules = [proposes({"not": {"equals": "yes"}})]
    asked = form(question("policy", clause=POLICY, not_assessed=True, proposes=rules), question("other"))
    held = answered(review(asked, POLICY), other="yes")
    given_ = Answer.model_validate({"question": "policy", "value": said, "reason": "not_in_contract"})
    assert held.answered(given_).proposals == ()
    assert len(answered(held, policy="no").proposals) == 1


def test_silence_means_something_only_when_the_rest_is_answered() -> None:
    asked = form(
        question("first", required=True),
        question("sites", "text", clause=POLICY, proposes=[proposes({"answered": False})]),
    )
    held = review(asked, POLICY)
    assert held.proposals == ()
    assert only(answered(held, first="yes")).strength == "breach"
    assert answered(held, first="yes", sites="Bangladesh").proposals == ()


def test_what_a_supplier_says_of_itself_is_marked_so() -> None:
    own = LEAD.model_copy(update={"filled_by": "supplier"})
    assert only(answered(review(own, POLICY), policy="no")).self_reported
    assert not only(answered(review(own, POLICY), policy="yes")).self_reported


def test_a_hidden_answer_proposes_nothing() -> None:
    asked = form(
        question("does"),
        question(
            "policy", clause=POLICY, proposes=NO_IS_A_BREACH, when={"question": "does", "equals": "yes"}
        ),
    )
    held = answered(review(asked, POLICY), does="yes", policy="no")
    assert len(held.proposals) == 1
    assert answered(held, does="no").proposals == ()
    assert len(answered(held, does="yes").proposals) == 1


def test_a_dismissal_needs_a_reason_and_is_made_once() -> None:
    held = answered(review(LEAD, POLICY), policy="no")
    with pytest.raises(Refused, match="reason_needed"):
        dismissed(held, only(held).id, " ", "kari")
    decision = dismissed(held, only(held).id, "Rettet i møtet", "kari")
    assert (decision.outcome, decision.decided) == ("dismissed", only(held))
    after = held.decided(decision)
    assert after.undecided == ()
    with pytest.raises(Refused) as refused:
        dismissed(after, only(held).id, "igjen", "kari")
    assert refused.value.params == {"proposal": only(held).id, "outcome": "dismissed"}


def test_a_proposal_that_does_not_exist_is_refused_with_those_that_do() -> None:
    held = answered(review(LEAD, POLICY), policy="no")
    with pytest.raises(Refused) as refused:
        held.undecided_proposal("nonsense")
    assert refused.value.params["proposals"] == only(held).id


def test_a_decided_proposal_that_grows_stronger_is_asked_again() -> None:
    partly = decide(answered(review(LEAD, POLICY), policy="partly"), reason="Godt nok")
    assert partly.undecided == ()
    graver = answered(partly, policy="no")
    assert [each.strength for each in graver.undecided] == ["breach"]
    assert graver.undecided_proposal(graver.undecided[0].id)
    assert answered(graver, policy="partly").undecided == ()


def test_a_decided_proposal_that_grows_weaker_or_goes_stays_decided() -> None:
    held = decide(answered(review(LEAD, POLICY), policy="no"), "confirmed", deviation="A-1")
    assert answered(held, policy="partly").undecided == ()
    gone = answered(held, policy="")
    assert gone.proposals == ()
    assert answered(gone, policy="no").undecided == ()


def test_more_rows_than_were_decided_are_asked_again_and_fewer_are_not() -> None:
    held = decide(checked(sample("no", "no", *["yes"] * 8)), "confirmed", deviation="A-1")
    assert [each.count for each in answered(held, sample=sample(*["no"] * 5, *["yes"] * 5)).undecided] == [
        "5/10"
    ]
    assert answered(held, sample=sample("no", *["yes"] * 9)).undecided == ()
    another = sample("yes", "no", "no", *["yes"] * 7)
    assert [each.rows for each in answered(held, sample=another).undecided] == [("A2", "A3")]


def test_a_suspicion_that_becomes_sure_is_asked_again() -> None:
    rules = [proposes({"equals": "partly"}, "assess", suspected=True), proposes({"equals": "no"}, "assess")]
    asked = form(question("policy", clause=POLICY, proposes=rules))
    held = decide(answered(review(asked, POLICY), policy="partly"))
    assert len(answered(held, policy="no").undecided) == 1


def test_a_decision_whose_fact_was_not_kept_stands() -> None:
    for fact in ("", "{}", "no json"):
        held = answered(review(LEAD, POLICY), policy="partly")
        assert answered(decide(held, fact=fact), policy="no").undecided == ()


def test_a_decision_takes_the_place_only_of_one_about_something_lighter() -> None:
    light, grave = (only(answered(review(LEAD, POLICY), policy=said)) for said in ("partly", "no"))
    facts = {"followup": "O-1", "proposal": light.id, "outcome": "dismissed"}
    lighter, graver = (
        Decision.model_validate({**facts, "fact": each.canonical()}) for each in (light, grave)
    )
    assert graver.replaces(lighter)
    assert not lighter.replaces(graver)
    assert not graver.replaces(graver)
    assert not Decision.model_validate(facts).replaces(lighter)


def test_a_confirmed_proposal_is_a_deviation_with_its_facts() -> None:
    held = checked(sample("no", "yes", firm="Grus AS", country="NO"))
    made = deviation_of(only(held), held, DAY, "Lønn")
    assert (made.type, made.severity, made.clause, made.count) == ("wages", "major", PAY, "1/2")
    assert (made.company, made.place.country, made.question, made.followup) == (
        "Grus AS",
        "NO",
        "sample",
        "O-1",
    )
    assert (made.origin, made.found, made.supplier) == ("document_check", DAY, "L-1")


def test_a_deviation_of_another_type_is_called_by_what_its_clause_is_about() -> None:
    held = checked(sample("no", "yes"))
    clause = next(each for each in held.clauses if each.address == PAY)
    assert title_of("other", PAY, held, "nb") == clause.title.text("nb")
    assert title_of("other", "", held, "nn") == "Anna"
    assert title_of("wages", PAY, held, "en") == "Wages"


def test_an_open_deviation_about_the_same_fact_is_offered() -> None:
    held = answered(review(LEAD, POLICY), policy="no")
    same = deviation_of(only(held), held, DAY, "Lønn").model_copy(update={"id": "A-8"})
    others: list[dict[str, object]] = [
        {"clause": PAY}, {"type": "tax"}, {"supplier": "L-2"}, {"contract": "K-2"}, {"company": "Grus AS"},
        {"status": "closed"}, {"status": "dismissed"},
    ]  # fmt: skip
    for each in others:
        assert matching(only(held), held, {"A-8": Deviation.model_validate({**dict(same), **each})}) == ""
    assert matching(only(held), held, {"A-7": same.model_copy(update={"type": "tax"}), "A-8": same}) == "A-8"


def test_two_observations_without_a_clause_are_not_the_same_because_both_lack_one() -> None:
    held = answered(review(LEAD, PAY), policy="no")
    same = deviation_of(only(held), held, DAY, "x").model_copy(update={"id": "A-8"})
    assert matching(only(held), held, {"A-8": same}) == "A-8"
    assert matching(only(held), held, {"A-8": same.model_copy(update={"question": "other"})}) == ""


ROWS = st.lists(
    st.fixed_dictionaries(
        {"pay": st.sampled_from(["yes", "no", "partly", "not_applicable"])},
        optional={
            "person": st.sampled_from(["A1", "A2", "A3"]),
            "firm": st.sampled_from(["Grus AS", "grus as", "Bygg & Co", "Bygg Co"]),
            "owed": st.sampled_from(["0", "10"]),
        },
    ),
    max_size=6,
)


@given(ROWS, st.booleans())
def test_one_fact_is_one_proposal_with_no_more_rows_than_there_are(
    rows: list[dict[str, str]], known: bool
) -> None:
    held = checked(rows, PAY if known else POLICY)
    ids = [each.id for each in held.proposals]
    assert len(ids) == len(set(ids))
    for each in held.proposals:
        assert 0 < len(each.rows) <= each.total <= len(rows)
        assert known or each.strength == "observation"
        assert Proposal.model_validate_json(each.canonical()) == each
        assert not each.graver_than(each)


@given(ROWS, ROWS)
def test_deciding_everything_leaves_nothing_and_only_graver_facts_come_back(
    first: list[dict[str, str]], then: list[dict[str, str]]
) -> None:
    held = checked(first)
    while held.undecided:
        held = decide(held, reason="Sett på")
    before = {each.id: each for each in held.proposals}
    after = answered(held, sample=then)
    for proposal in after.undecided:
        assert proposal.id not in before or proposal.graver_than(before[proposal.id])
    again = replace(after, answers=held.answers)
    assert again.undecided == ()
