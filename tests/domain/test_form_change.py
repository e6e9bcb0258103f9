"""What differs between two versions is told by key; and what a version must fulfil to be published."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from asked import form, question, text
from hypothesis import given
from hypothesis import strategies as st

from checklists.form import Column, Form, Question, Section
from checklists.form_change import FieldChange, FormDiff, diff
from checklists.form_version import FormVersion
from checklists.library import Library, read_form, shipped_versions
from checklists.publishing import refuse_unpublishable
from checklists.section4a.values import FollowedUp
from checklists.touched import FigureChange
from checklists.values import InputRefused, Refused
from checklists.yamlfile import load_yaml
from tui.form_changes import FIELDS, FIGURES, diff_lines, figure_text

CHOICES = [{"code": code, "text": text(code)} for code in ("producer", "importer", "trader")]
COLUMNS = [{"key": "site", "text": text("Sted")}, {"key": "year", "text": text("År"), "type": "integer"}]
DAY = date(2026, 3, 2)
FORMS_FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "forms"


def version(number: int, *questions: dict[str, object], **facts: object) -> Form:
    return form(*questions, version=number, **facts)


def sections(*parts: tuple[str, list[dict[str, object]]]) -> list[dict[str, object]]:
    return [
        {"key": key, "title": text(key), "theme": "human_rights", "questions": questions}
        for key, questions in parts
    ]


def changes(old: dict[str, object], new: dict[str, object]) -> list[FieldChange]:
    """What differs in one question."""
    found = diff(version(1, question("same"), old), version(2, question("same"), new))
    assert [each.key for each in found.questions_changed] in ([], ["q"])
    return [field for each in found.questions_changed for field in each.fields]


# What differs


def test_questions_come_go_and_move_by_their_keys() -> None:
    old = version(
        1, sections=sections(("a", [question("stays"), question("goes")]), ("b", [question("moves")]))
    )
    new = version(
        2, sections=sections(("a", [question("moves"), question("stays")]), ("c", [question("comes")]))
    )
    found = diff(old, new)
    assert (found.questions_new, found.questions_dropped) == (("comes",), ("goes",))
    assert [(each.key, each.before, each.after) for each in found.questions_moved] == [("moves", "b", "a")]
    assert (found.sections_new, found.sections_dropped) == (("c",), ("b",))
    assert found.questions_changed == ()


@pytest.mark.parametrize(
    ("facts", "field", "language"),
    [
        ({"text": {"nb": "Hvordan?"}}, "text", "nb"),
        ({"text": {"nb": "q?", "nn": "Korleis?"}}, "text", "nn"),
        ({"help": {"nb": "Slik."}}, "help", "nb"),
        ({"evidence": {"nb": "Rapport", "en": "Report"}}, "evidence", "nb"),
        ({"type": "text"}, "type", ""),
        ({"clause": "human_rights.policy"}, "clause", ""),
        ({"theme": "integrity"}, "theme", ""),
        ({"required": True}, "required", ""),
        ({"lead": True}, "lead", ""),
        ({"short": True}, "short", ""),
        ({"not_assessed": True}, "not_assessed", ""),
        ({"weight": 3}, "weight", ""),
        ({"when": {"question": "same", "equals": "yes"}}, "when", ""),
        ({"constraint": {"must": {"answered": True}, "message": text("Svar.")}}, "constraint", ""),
        ({"proposes": [{"when": {"equals": "no"}, "strength": "assess", "type": "wages"}]}, "proposes", ""),
    ],
)
def test_each_field_of_a_question_is_told(facts: dict[str, Any], field: str, language: str) -> None:
    found = changes(question("q"), question("q", **facts))
    assert found[0].field == field
    assert found[0].language == language
    assert found[0].before != found[0].after
    back = changes(question("q", **facts), question("q"))
    assert (back[0].before, back[0].after) == (found[0].after, found[0].before)


def test_choices_added_dropped_renamed_and_in_another_order_are_told_apart() -> None:
    renamed = {"code": "importer", "text": text("Innfører"), "exclusive": True}
    new = {"code": "other", "text": text("Annet")}
    found = changes(
        question("q", "many", choices=CHOICES), question("q", "many", choices=[new, CHOICES[2], renamed])
    )
    assert [(each.field, each.part) for each in found] == [
        ("choice_added", "other"),
        ("choice_dropped", "producer"),
        ("choice_text", "importer"),
        ("choice_alone", "importer"),
        ("choice_order", ""),
    ]


def test_columns_and_rows_of_a_table_are_told() -> None:
    old = question("t", "table", columns=COLUMNS, rows=CHOICES[:2])
    wider = [{**COLUMNS[0], "text": text("Fabrikk"), "required": True}, {"key": "land", "text": text("Land")}]
    new = question("t", "table", columns=wider, rows=CHOICES[1:])
    found = diff(version(1, old), version(2, new))
    assert (found.columns_new, found.columns_dropped) == (("t.land",), ("t.year",))
    assert [(each.key, [f.field for f in each.fields]) for each in found.columns_changed] == [
        ("t.site", ["text", "required"])
    ]
    assert [(f.field, f.part) for each in found.questions_changed for f in each.fields] == [
        ("row_added", "trader"),
        ("row_dropped", "producer"),
    ]


def test_what_a_column_asks_for_is_told() -> None:
    old = question("t", "table", columns=COLUMNS)
    limit = {"must": {"answered": True}, "message": text("Fyll ut.")}
    facts = {"help": text("Navn."), "when": {"question": "q", "answered": True}, "default": "Oslo"}
    new = question("t", "table", columns=[{**COLUMNS[0], **facts, "constraint": limit}, COLUMNS[1]])
    before, after = (version(n, question("q"), table) for n, table in ((1, old), (2, new)))
    (found,) = diff(before, after).columns_changed
    assert [each.field for each in found.fields] == ["help", "when", "default", "constraint"]
    assert [*diff_lines(before, after, "nb")][1:] == [
        "  hjelpetekst (nb): – → «Navn.»",
        "  vilkår: – → spørsmål «q?» er besvart",
        "  foreslått svar: – → «Oslo»",
        "  grense for svaret: – → svaret er besvart · «Fyll ut.»",
    ]


def test_the_columns_of_a_new_table_are_told_with_the_table() -> None:
    found = diff(
        version(1, question("q")), version(2, question("q"), question("t", "table", columns=COLUMNS))
    )
    assert (found.questions_new, found.columns_new) == (("t",), ())


def test_the_head_of_the_form_is_told() -> None:
    old, new = version(1, question("q")), version(2, question("q"), due_days=14, title=text("Nytt navn"))
    told = {(each.field, each.before, each.after) for each in diff(old, new).head}
    assert told == {("title", "Lite", "Nytt navn"), ("due_days", "", "14")}


def test_every_difference_has_words() -> None:
    """In each language, with the key it is about."""
    table = question("t", "table", columns=COLUMNS, rows=CHOICES[:2])
    other = question("t", "table", columns=[COLUMNS[1], COLUMNS[0]], rows=CHOICES[1:], weight=2)
    old = version(1, table, question("a"))
    new = version(2, other, question("b"), minutes={"full": 9})
    for language, quoted in (("nb", "«1» → «2»"), ("nn", "«1» → «2»"), ("en", "“1” → “2”")):
        lines = "\n".join(diff_lines(old, new, language))
        assert all(key in lines for key in ("trader", "producer", quoted)), lines


def bare(content: Any) -> Any:
    """A form file without what is decided by answers."""
    if isinstance(content, dict):
        kept = {key: value for key, value in content.items() if key not in ("when", "constraint", "proposes")}
        return {key: bare(value) for key, value in kept.items()}
    return [bare(each) for each in content] if isinstance(content, list) else content


def test_conditions_limits_and_proposals_are_told_in_words() -> None:
    """Nobody reads what a form file holds between braces."""
    raw = (FORMS_FOLDER / "small_form.yaml").read_bytes()
    small = read_form(raw, "small_form.yaml")
    without = Form.model_validate(bare(load_yaml(raw, "small_form.yaml")))
    for language in ("nb", "nn", "en"):
        told = "\n".join([*diff_lines(without, small, language), *diff_lines(small, without, language)])
        assert not set(told) & set("{}[]")
        assert len(told.splitlines()) > 10


def test_every_field_of_a_form_can_differ() -> None:
    """A field that is added to the format is told in a comparison too."""
    named = set(FIELDS) | {
        "key",
        "title",
        "sections",
        "questions",
        "columns",
        "choices",
        "rows",
        "id",
        "version",
    }
    for part in (Form, Section, Question, Column):
        assert set(part.model_fields) <= named, part.__name__


QUESTION: st.SearchStrategy[dict[str, object]] = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["yes_partly_no", "text", "integer"]),
        "text": st.sampled_from(["Hva?", "Hvem?"]).map(text),
        "help": st.sampled_from([None, text("Slik.")]),
        "required": st.booleans(),
        "short": st.booleans(),
        "weight": st.integers(0, 2),
    }
)
FORMS = st.lists(
    st.tuples(st.sampled_from("abcde"), QUESTION), min_size=1, unique_by=lambda each: each[0]
).map(lambda asked: [{"key": key, **facts} for key, facts in asked])


@given(FORMS, FORMS)
def test_nothing_differs_only_where_the_content_is_the_same(
    old: list[dict[str, object]], new: list[dict[str, object]]
) -> None:
    """Whatever changes the hash is told, whatever is told changes the hash, and backwards is the other way round."""
    first, second = version(1, *old), version(2, *new)
    found, back = diff(first, second), diff(second, first)
    assert found.is_empty == (version(1, *new).content_hash == first.content_hash)
    assert (found.questions_new, set(found.questions_dropped)) == (
        back.questions_dropped,
        set(back.questions_new),
    )
    assert all(line.strip() for line in diff_lines(first, second, "en"))
    assert diff(first, version(7, *old)) == FormDiff(form="small", old=1, new=7)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            {"text": {"nb": "Hva?", "nn": "Har dei?"}},
            {"text": {"nb": "Hva?", "nn": "true"}},
            "tekst (nn): «Har dei?» → «true»",
        ),
        ({}, {"required": True}, "obligatorisk: nei → ja"),
        ({}, {"theme": "human_rights"}, "tema: – → menneskerettigheter"),
        ({"type": "one", "choices": CHOICES}, {"type": "text"}, "type: ett valg → tekst"),
        ({}, {"hears_supplier": True}, "leverandørens merknader: nei → ja"),
    ],
)
def test_a_difference_is_told_as_the_language_writes_it(
    before: dict[str, Any], after: dict[str, Any], told: str
) -> None:
    old, new = (version(n, {**question("q", "text"), **facts}) for n, facts in ((1, before), (2, after)))
    assert f"  {told}" in list(diff_lines(old, new, "nb"))


def test_the_words_cover_no_field_that_there_is_not() -> None:
    known = {"section_order", "question_order", "column_order", *Column.model_fields, *Form.model_fields} | {
        f"{what}_{how}"
        for what in ("choice", "row")
        for how in ("added", "dropped", "text", "alone", "when", "order")
    }
    assert set(FIELDS) <= known | set(Question.model_fields)


def test_every_figure_that_may_differ_has_words() -> None:
    assert set(FIGURES) == set(FollowedUp.model_fields)
    facts = {"year": 2026, "before": "2", "after": "1", "lost": ("K-2026-001",)}
    theme = FigureChange.model_validate({**facts, "figure": "by_theme.human_rights"})
    assert figure_text(theme, "nb").endswith(": 2 → 1 (−K-2026-001)")
    assert "human_rights" not in figure_text(theme, "nb")
    outcome = FigureChange(year=2026, figure="extended.K-2026-001", before="ok", after="-")
    assert "K-2026-001" in figure_text(outcome, "en")


# What may be published


CLEAN = Library().form("wage_spot_check")


def raised(held: Form, number: int, **facts: object) -> Form:
    return Form.model_validate({**json.loads(held.stored()), "version": number, **facts})


def refusal(form: Form, *earlier: Form) -> Refused:
    with pytest.raises(Refused) as refused:
        refuse_unpublishable(form, earlier)
    return refused.value


def test_a_higher_version_with_the_same_keys_may_be_published() -> None:
    refuse_unpublishable(raised(CLEAN, 2), [CLEAN])
    refuse_unpublishable(CLEAN, [])
    refuse_unpublishable(CLEAN, [CLEAN])


def test_what_is_published_never_changes_under_its_number() -> None:
    told = refusal(raised(CLEAN, 1, licence="Annen"), CLEAN)
    assert (told.code, told.params["version"]) == ("form_version_published", 1)


def test_a_version_that_is_not_higher_is_refused() -> None:
    told = refusal(CLEAN, raised(CLEAN, 3))
    assert (told.code, told.params["newest"]) == ("form_version_not_higher", 3)


def test_a_form_with_errors_is_refused() -> None:
    asked = question("q", when={"question": "nowhere", "equals": "yes"})
    told = refusal(form(asked))
    assert (told.code, told.params["count"]) == ("form_has_faults", 1)


def test_a_permanent_key_never_changes_its_type() -> None:
    """Not against any earlier version, also when the one before it had no such key; cells of tables too."""
    table = question("t", "table", columns=COLUMNS)
    first, second = version(1, question("q"), table), version(2, question("r"), question("s"))
    told = refusal(version(3, question("q", "text"), question("s")), first, second)
    assert (told.code, told.params["key"], told.params["earlier"]) == ("form_key_type_changed", "q", 1)
    cells = question("t", "table", columns=[{**COLUMNS[1], "type": "date"}])
    told = refusal(version(3, cells), first, second)
    assert (told.code, told.params["key"], told.params["was"]) == (
        "form_key_type_changed",
        "t.year",
        "integer",
    )


# The life of a version


def test_a_draft_is_replaced_published_and_retired_in_that_order() -> None:
    draft = FormVersion.draft_of(version(1, question("q")), "a.yaml")
    other = draft.replaced(version(1, question("r")), "b.yaml")
    assert (other.status, other.file) == ("draft", "b.yaml")
    published = other.published_on(DAY, "Kari")
    assert (published.status, published.published, published.published_by) == ("published", DAY, "Kari")
    assert published.published_on(DAY.replace(day=9), "Ola") == published
    gone = published.retired_on(DAY, "Kari", "Ny mal")
    assert (gone.status, gone.retired_reason) == ("retired", "Ny mal")


@pytest.mark.parametrize(
    ("status", "act", "code"),
    [
        ("draft", lambda held: held.retired_on(DAY, "Kari"), "form_is_draft"),
        ("published", lambda held: held.replaced(version(1, question("r"))), "form_version_published"),
        ("retired", lambda held: held.replaced(version(1, question("r"))), "form_version_published"),
        ("retired", lambda held: held.published_on(DAY, "Kari"), "form_retired"),
        ("retired", lambda held: held.retired_on(DAY, "Kari"), "form_retired"),
    ],
)
def test_no_step_is_taken_backwards(status: str, act: Any, code: str) -> None:
    held = FormVersion.draft_of(version(1, question("q")))
    held = held if status == "draft" else held.published_on(DAY, "Kari")
    held = held.retired_on(DAY, "Kari") if status == "retired" else held
    with pytest.raises(Refused) as refused:
        act(held)
    assert refused.value.code == code


# The library


def held(*numbered: tuple[int, str]) -> Library:
    library = Library()
    for number, status in numbered:
        made = version(number, question("q"))
        facts = {"form": "small", "number": number, "hash": made.content_hash, "status": status}
        day = {"retired": DAY} if status == "retired" else {}
        library = library.with_version(FormVersion.model_validate({**facts, **day}), made)
    return library


@pytest.mark.parametrize(
    ("versions", "started"),
    [
        ([(1, "draft")], 1),
        ([(1, "draft"), (2, "draft")], 2),
        ([(1, "published"), (2, "draft")], 1),
        ([(1, "published"), (2, "published")], 2),
        ([(1, "published"), (2, "retired")], 1),
        ([(1, "retired"), (2, "published"), (3, "draft")], 2),
    ],
)
def test_a_follow_up_begins_on_the_newest_published_version(
    versions: list[tuple[int, str]], started: int
) -> None:
    library = held(*versions)
    assert library.to_start("small").version == started
    assert [each.version for each in library.startable if each.id == "small"] == [started]


def test_no_follow_up_begins_on_a_retired_form() -> None:
    library = held((1, "retired"), (2, "draft"))
    with pytest.raises(Refused) as refused:
        library.to_start("small")
    assert (refused.value.code, refused.value.params["date"]) == ("form_retired", DAY)
    assert "small" not in {each.id for each in library.startable}
    assert library.status("small", 2) == "draft"


def test_a_file_that_says_other_than_what_is_published_is_never_taken_silently() -> None:
    library = held((1, "published"))
    with pytest.raises(InputRefused) as refused:
        library.with_form(version(1, question("other")), "own.yaml")
    assert refused.value.code == "form_version_differs"
    told = library.without(refused.value)
    assert [each.params["file"] for each in told.refused] == ["own.yaml"]
    assert told.form("small") == version(1, question("q"))


def test_a_version_of_the_database_that_a_shipped_one_clashes_with_stands_and_is_told() -> None:
    shipped = shipped_versions("wage_spot_check")[0]
    own = raised(shipped, shipped.version, licence="Egen")
    facts = {"form": own.id, "number": own.version, "hash": own.content_hash, "status": "published"}
    library = Library().with_version(FormVersion.model_validate(facts), own)
    assert library.form(own.id, own.version) == own
    assert [each.code for each in library.refused] == ["form_version_differs"]
