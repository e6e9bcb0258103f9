"""A proposal of several rows is split by a person: parts are decided apart, and no row is lost or decided twice."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from asked import answered, form, proposes, question, review, text
from hypothesis import given
from hypothesis import strategies as st

from checklists.proposals import Decision, Proposal, deviation_of, dismissed
from checklists.review import Review
from checklists.splitting import part_of, places_of
from checklists.values import Refused

PAY = "wages.hourly_pay"
SAMPLE = form(
    question(
        "sample",
        "table",
        clause=PAY,
        columns=[
            {"key": "person", "text": text("Person"), "role": "sample"},
            {
                "key": "pay",
                "text": text("Lønn"),
                "type": "yes_partly_no",
                "proposes": [proposes({"equals": "no"})],
            },
        ],
    )
)


def checked(*answers: str, names: bool = True) -> Review:
    rows = [{"pay": pay, **({"person": f"A{n}"} if names else {})} for n, pay in enumerate(answers, 1)]
    return answered(review(SAMPLE, PAY), sample=rows)


def decided(held: Review, proposal: Proposal, deviation: str) -> Review:
    facts: dict[str, Any] = {"followup": "O-1", "outcome": "confirmed", "deviation": deviation}
    return held.decided(
        Decision.model_validate({**facts, "proposal": proposal.id, "fact": proposal.canonical()})
    )


def test_some_rows_become_one_matter_and_the_others_another() -> None:
    held = checked("no", "no", "yes", "no")
    (whole,) = held.undecided
    part = part_of(held, whole, places_of(whole, ["a1", " A4"]))
    assert (part.id, part.rows, part.count) == (f"{whole.id}~1", ("A1", "A4"), "2/4")
    assert deviation_of(part, held, held.followup.day, "Lønn").count == "2/4"
    after = decided(held, part, "A-1")
    assert [(each.id, each.rows, each.count) for each in after.undecided] == [(whole.id, ("A2",), "1/4")]
    assert [each.id for each in after.proposals] == [part.id, whole.id]
    done = after.decided(dismissed(after, whole.id, "Rettet før kontrollen", "kari"))
    assert done.undecided == ()
    assert [done.decisions[each.id].outcome for each in done.proposals] == ["confirmed", "dismissed"]


def test_a_row_that_is_added_later_is_asked_about_with_those_that_were_left() -> None:
    held = checked("no", "no", "no")
    (whole,) = held.undecided
    held = decided(held, part_of(held, whole, {0}), "A-1")
    held = decided(held, held.undecided[0], "A-2")
    assert held.undecided == ()
    rows = [{"person": f"A{n}", "pay": "no"} for n in range(1, 5)]
    more = answered(held, sample=rows).undecided
    assert [(each.id, each.rows) for each in more] == [(whole.id, ("A2", "A3", "A4"))]


def test_rows_that_are_put_right_go_from_their_part() -> None:
    held = checked("no", "no", "no")
    (whole,) = held.undecided
    held = decided(held, part_of(held, whole, {0, 1}), "A-1")
    rows = [{"person": "A1", "pay": "yes"}, {"person": "A2", "pay": "no"}, {"person": "A3", "pay": "no"}]
    found = answered(held, sample=rows)
    assert [(each.id, each.rows) for each in found.proposals] == [
        (f"{whole.id}~1", ("A2",)),
        (whole.id, ("A3",)),
    ]
    assert [each.id for each in found.undecided] == [whole.id]


def test_what_cannot_be_split_is_refused_with_what_can() -> None:
    held = checked("no", "no")
    (whole,) = held.undecided
    for places in (set[int](), {0, 1}):
        with pytest.raises(Refused, match="split_leaves_nothing"):
            part_of(held, whole, places)
    with pytest.raises(Refused) as refused:
        places_of(whole, ["A1", "A7"])
    assert (refused.value.code, refused.value.params["row"]) == ("split_row_unknown", "A7")
    assert refused.value.params["rows"] == "A1, A2"
    with pytest.raises(Refused, match="split_one_row"):
        part_of(held, part_of(held, whole, {0}), {0})


@given(st.lists(st.sampled_from(["yes", "no"]), max_size=7), st.data(), st.booleans())
def test_however_it_is_split_no_row_is_lost_and_none_is_decided_twice(
    answers: list[str], data: st.DataObject, names: bool
) -> None:
    held = checked(*answers, names=names)
    all_rows = Counter(row for each in held.proposals for row in each.rows)
    number = 0
    while held.undecided:
        (left,) = held.undecided
        number += 1
        places = data.draw(st.sets(st.integers(0, len(left.rows) - 1)))
        apart = len(left.rows) > 1 and 0 < len(places) < len(left.rows)
        held = decided(held, part_of(held, left, places) if apart else left, f"A-{number}")
        assert Counter(row for each in held.proposals for row in each.rows) == all_rows
        assert len({each.id for each in held.proposals}) == len(held.proposals)
    assert len(held.proposals) == number
