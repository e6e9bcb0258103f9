"""The cells of a table: which are asked in a row, what they must fulfil, and what never counts."""

from __future__ import annotations

from typing import Any

import pytest
from asked import answered, followup, form, proposes, question, replaced, review, text
from hypothesis import given
from hypothesis import strategies as st

from checklists.answer import Answer
from checklists.cells import Cells
from checklists.conditions import Row
from checklists.first_rows import rows_of
from checklists.form import Form
from checklists.kept import kept
from checklists.pasting import pasted_rows, with_pasted
from checklists.proposals import deviation_of
from checklists.review import Review
from checklists.upgrade import upgrade, upgraded
from checklists.values import Refused
from tui.refusals import worded


def choice(code: str, when: object = None) -> dict[str, object]:
    return {"code": code, "text": text(code), **({"when": when} if when else {})}


def column(key: str, kind: str = "text", **facts: object) -> dict[str, object]:
    return {"key": key, "type": kind, "text": text(key.capitalize()), **facts}


CHECKED = {"column": "checked", "equals": "yes"}
SITES: list[dict[str, object]] = [
    column("site", required=True, role="site"),
    column("checked", "yes_partly_no"),
    column("by", "one", choices=[choice("us"), choice("scheme", {"question": "schemes", "equals": "yes"})]),
    column("findings", "integer", when=CHECKED, required=True, constraint={
        "must": {"at_least": 0}, "message": text("Funn kan ikke være færre enn null.")}),
    column("open", "integer", when={"column": "findings", "more_than": 0}, constraint={
        "must": {"at_most": {"column": "findings"}}, "message": text("Flere åpne funn enn funn i alt.")},
        proposes=[proposes({"more_than": 0}), ]),
    column("why", when={"question": "reasons", "equals": "yes"}),
]  # fmt: skip
FORM = form(
    question("schemes"),
    question("reasons"),
    question("sites", "table", columns=SITES, clause="wages.pay"),
    question("about_sites", "text", when={"question": "sites", "answered": True}),
)


def sites(held: Review, *rows: Row) -> Review:
    return held.answered(Answer(question="sites", value=rows))


def refusal(held: Review, *rows: Row) -> Refused:
    with pytest.raises(Refused) as refused:
        sites(held, *rows)
    return refused.value


def counted(held: Review) -> tuple[Row, ...]:
    return rows_of(held, held.form.by_key["sites"])


def test_a_cell_that_is_no_longer_asked_is_kept_and_never_counted() -> None:
    full: Row = {"site": "Dhaka", "checked": "yes", "findings": "3", "open": "2"}
    held = sites(review(FORM, "wages.pay"), full)
    assert [each.count for each in held.proposals] == ["1/1"]
    without = sites(held, {**full, "checked": "no"})
    assert without.answers["sites"].value == ({**full, "checked": "no"},)
    assert counted(without) == ({"site": "Dhaka", "checked": "no"},)
    assert without.in_force["sites"].value == counted(without)
    assert without.proposals == ()
    assert without.missing == ()
    back = sites(without, full)
    assert counted(back) == (full,)
    assert [each.count for each in back.proposals] == ["1/1"]


def test_only_rows_that_ask_for_the_cell_are_counted_with_it() -> None:
    held = sites(
        review(FORM, "wages.pay"),
        {"site": "A", "checked": "yes", "findings": "1", "open": "1"},
        {"site": "B", "checked": "yes", "findings": "2", "open": "0"},
        {"site": "C", "checked": "no"},
    )
    (proposal,) = held.proposals
    assert proposal.count == "1/2"
    assert deviation_of(proposal, held, held.followup.day, "Åpne funn").place.site == "A"


def test_what_is_proposed_of_an_empty_cell_is_not_proposed_where_it_is_not_asked() -> None:
    silent = proposes({"answered": False}, "assess")
    columns = [column("a"), column("b", when={"column": "a", "equals": "x"}, proposes=[silent])]
    table = form(question("rows", "table", columns=columns, clause="wages.pay"))
    held = answered(review(table, "wages.pay"), rows=({"a": "y"}, {"a": "x"}, {"a": "x", "b": "z"}))
    assert [each.count for each in held.proposals] == ["1/2"]
    assert answered(held, rows=({"a": "y"},)).proposals == ()


def test_what_must_be_filled_in_is_missing_only_where_it_is_asked() -> None:
    held = sites(review(FORM), {"site": "A", "checked": "yes"})
    assert held.missing == ("sites",)
    assert sites(held, {"site": "A", "checked": "partly"}).missing == ()


def test_a_cell_that_breaks_its_limit_is_refused_with_the_authors_sentence_its_row_and_its_column() -> None:
    held = review(FORM)
    broken = refusal(
        held,
        {"site": "A", "checked": "no"},
        {"site": "B", "checked": "yes", "findings": "1", "open": "2"},
    )
    assert broken.code == "cell_constraint"
    assert worded(broken, "nb") == "sites, rad 2, Open: Flere åpne funn enn funn i alt."
    assert "Funn kan ikke" in worded(refusal(held, {"site": "A", "checked": "yes", "findings": "-1"}), "nb")
    # Nothing is held against a cell that is not there, or not asked.
    assert counted(sites(held, {"site": "A", "checked": "yes", "findings": "1"}))


def test_a_row_that_stood_there_is_not_held_against_another_row_but_is_before_signing() -> None:
    bad: Row = {"site": "A", "checked": "yes", "findings": "-1"}
    held = replaced(review(FORM), answers={"sites": Answer(question="sites", value=(bad,))})
    after = sites(held, bad, {"site": "B", "checked": "no"})
    with pytest.raises(Refused) as refused:
        after.signed_on(held.followup.day, "kari", today=held.followup.day)
    assert refused.value.code == "cell_constraint"
    assert refusal(after, {**bad, "site": "C"}).code == "cell_constraint"


def test_a_cell_that_is_not_asked_is_refused_when_it_is_new() -> None:
    held = review(FORM)
    refused = refusal(held, {"site": "A", "checked": "no", "findings": "3"})
    assert worded(refused, "nb") == (
        "sites, rad 1, Findings: Det spørres ikke om dette her, slik de andre svarene er. La cellen stå tom, "
        "eller rett det den avhenger av."
    )
    had = sites(held, {"site": "A", "checked": "yes", "findings": "3"})
    assert sites(had, {"site": "A", "checked": "no", "findings": "3"}, {"site": "B"})
    twice = refusal(had, {"site": "A", "checked": "no", "findings": "3"}, {"site": "B", "findings": "3"})
    assert (twice.code, twice.params["row"]) == ("cell_not_asked", "2")


def test_a_choice_that_is_not_offered_is_refused_when_it_is_new_and_kept_when_it_stood() -> None:
    held = review(FORM)
    refused = refusal(held, {"site": "A", "by": "scheme"})
    assert (refused.code, refused.params["choices"]) == ("cell_not_offered", "us")
    with_schemes = sites(answered(held, schemes="yes"), {"site": "A", "by": "scheme"})
    without = answered(with_schemes, schemes="no")
    assert without.answers["sites"].value == ({"site": "A", "by": "scheme"},)
    assert counted(without) == ({"site": "A"},)
    assert counted(sites(without, {"site": "Dhaka", "by": "scheme"})) == ({"site": "Dhaka"},)
    assert counted(answered(without, schemes="yes")) == ({"site": "A", "by": "scheme"},)


def test_a_table_of_which_no_cell_counts_is_not_answered() -> None:
    table = form(
        question("asked"),
        question("rows", "table", columns=[column("a", when={"question": "asked", "equals": "yes"})]),
        question("more", "text", when={"question": "rows", "answered": True}),
    )
    held = answered(review(table), asked="yes", rows=({"a": "x"},), more="y")
    assert held.is_answered("more")
    after = answered(held, asked="no")
    assert not after.is_answered("rows")
    assert "more" not in after.visible
    assert "more" in answered(after, asked="yes").visible


def test_pasted_rows_are_held_against_conditions_and_limits_too() -> None:
    held = review(FORM)
    table = held.form.by_key["sites"]
    rows = pasted_rows(table, "Site\tChecked\tFindings\tOpen\nA\tyes\t2\t3\n")
    assert refusal(held, *with_pasted(table, (), rows)).params["row"] == "1"
    rows = pasted_rows(table, "Site\tChecked\tFindings\nA\tyes\t2\nB\tno\t1\n")
    assert refusal(held, *with_pasted(table, (), rows)).params["row"] == "2"


def test_a_share_with_a_limit_is_told_in_the_authors_words() -> None:
    told = {"must": {"at_most": 100}, "message": text("Ikke mer enn alt.")}
    shares = form(question("rows", "table", columns=[column("share", "percent", constraint=told)]))
    with pytest.raises(Refused) as refused:
        answered(review(shares), rows=({"share": "120"},))
    assert "Ikke mer enn alt." in worded(refused.value, "nb")


def test_last_years_rows_are_kept_with_the_cells_that_are_not_asked() -> None:
    rows: tuple[Row, ...] = ({"site": "A", "why": "x"},)
    held = replaced(review(FORM), last_year={"sites": Answer(question="sites", value=rows)})
    after = kept(held, "sites")
    assert after.answers["sites"].value == rows
    assert counted(after) == ({"site": "A"},)


def test_a_fixed_row_is_named_by_what_it_is_called() -> None:
    limit = {"must": {"at_least": 1}, "message": text("Minst én.")}
    fixed = [choice("child_labour")]
    table = form(question("rows", "table", rows=fixed, columns=[column("n", "integer", constraint=limit)]))
    with pytest.raises(Refused) as refused:
        answered(review(table), rows=({"row": "child_labour", "n": "0"},))
    assert worded(refused.value, "nb") == "rows, rad child_labour, N: Minst én."


def test_a_column_may_look_at_which_fixed_row_it_is() -> None:
    only = {"column": "row", "equals": "pay"}
    rows = [choice("pay"), choice("hours")]
    table = form(question("rows", "table", rows=rows, columns=[column("rate", "money", when=only)]))
    held = answered(review(table), rows=({"row": "pay", "rate": "9"},))
    assert held.is_answered("rows")
    with pytest.raises(Refused):
        answered(held, rows=({"row": "pay", "rate": "9"}, {"row": "hours", "rate": "8"}))


def test_an_upgrade_carries_cells_that_are_not_asked_and_asks_again_what_breaks() -> None:
    columns = [column("a", "integer"), column("b", "one", choices=[choice("x"), choice("y")])]
    before = form(question("rows", "table", columns=columns))
    begun = replaced(review(before), followup=followup(form="small", form_version=1))
    held = answered(begun, rows=({"a": "3", "b": "x"},))

    def newer(**facts: object) -> Form:
        return form(question("rows", "table", columns=[columns[0], {**columns[1], **facts}]), version=2)

    hidden = newer(when={"column": "a", "less_than": 2})
    assert [each.why for each in upgrade(held, hidden).carried] == [()]
    assert counted_in(upgraded(held, hidden)) == ({"a": "3"},)
    withheld = newer(choices=[choice("x", {"column": "a", "less_than": 2}), choice("y")])
    assert [each.why for each in upgrade(held, withheld).ask_again] == [("choice_withheld",)]
    limit = {"must": {"equals": "y"}, "message": text("Nei.")}
    assert [each.why for each in upgrade(held, newer(constraint=limit)).ask_again] == [("constraint_broken",)]


def counted_in(held: Review) -> tuple[Row, ...]:
    return rows_of(held, held.form.by_key["rows"])


# A law. Every column offers three choices; what is asked and offered hangs on earlier columns and on questions.

CODES = ("a", "b", "c")


@st.composite
def forms(draw: st.DrawFn) -> Form:
    def maybe(n: int) -> Any:
        if draw(st.booleans()):
            return None
        code = draw(st.sampled_from(CODES))
        outside = {"question": f"q{draw(st.integers(0, 1))}"}
        about = outside if not n or draw(st.booleans()) else {"column": f"c{draw(st.integers(0, n - 1))}"}
        return draw(st.sampled_from([
            {**about, "equals": code},
            {"not": {**about, "equals": code}},
            {**about, "answered": draw(st.booleans())},
        ]))  # fmt: skip

    made: list[dict[str, object]] = []
    for n in range(draw(st.integers(1, 4))):
        when = maybe(n)
        facts: dict[str, object] = {"when": when} if when else {}
        made.append(column(f"c{n}", "one", choices=[choice(code, maybe(n)) for code in CODES], **facts))
    order = draw(st.permutations(made))
    hidden = {"question": "q1", "equals": "a"}
    return form(
        question("q0", "one", choices=[choice(code) for code in CODES]),
        question("q1", "one", choices=[choice(code) for code in CODES], when={"question": "q0", "answered": True}),
        question("rows", "table", columns=order, **({"when": hidden} if draw(st.booleans()) else {})),
        question("last", "text", when={"question": "rows", "answered": True}),
    )  # fmt: skip


def from_scratch(asked: Form, row: Row, said: dict[str, str]) -> tuple[set[str], Row]:
    """What is asked in a row and what counts of it, worked out from the first column."""
    shown: set[str] = set()
    counts: Row = {}

    def true(c: Any) -> bool:
        if c is None:
            return True
        if c.not_ is not None:
            return not true(c.not_)
        value = counts.get(c.column) if c.column else said.get(c.question)
        return (value is not None) == c.answered if c.answered is not None else value == c.equals

    for each in sorted(asked.by_key["rows"].columns, key=lambda each: each.key):
        if true(each.when):
            shown.add(each.key)
            value = row.get(each.key, "")
            if any(one.code == value and true(one.when) for one in each.choices):
                counts[each.key] = value
    return shown, counts


@given(
    forms(),
    st.lists(st.tuples(st.integers(-1, 1), st.integers(0, 3), st.sampled_from(("", *CODES))), max_size=15),
)
def test_any_cells_that_are_answered_and_emptied_ask_the_same_as_working_it_out_from_scratch(
    asked: Form, steps: list[tuple[int, int, str]]
) -> None:
    held = review(asked)
    rows: list[Row] = [{}, {}]
    for place, which, value in steps:
        if place < 0:
            change = Answer(question=f"q{which % 2}", value=value)
        else:
            key = f"c{which % len(asked.by_key['rows'].columns)}"
            rows[place] = {k: cell for k, cell in {**rows[place], key: value}.items() if cell}
            change = Answer(question="rows", value=tuple(rows))
        try:
            held = held.answered(change)
        except Refused:
            now = held.answers.get("rows")
            rows = [dict(r) for r in now.value if isinstance(r, dict)] if now and now.value else [{}, {}]
            continue
        fresh = replaced(held)
        assert (held.visible, held.in_force) == (fresh.visible, fresh.in_force)
        said = {key: str(told) for key in ("q0", "q1") if (told := held.given(key)) is not None}
        expected = [from_scratch(asked, row, said) for row in rows]
        cells = Cells(asked.by_key["rows"])
        found = [cells.asked(row, held.around) for row in rows]
        assert [(set(each.columns), each.row) for each in found] == expected
        answers = "rows" in held.visible and any(counts for _, counts in expected)
        assert ("last" in held.visible) == answers
