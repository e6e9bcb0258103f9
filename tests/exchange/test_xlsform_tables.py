"""What is asked in a repeat comes over with its hint, condition, limit and filter, and goes out again."""

from __future__ import annotations

import pytest

from checklists.conditions import CellOf, Condition
from checklists.form import Column, Form
from checklists.publishing import errors_of
from exchange.form_reading import FormReading
from exchange.xlsform.reading import read_xlsform
from exchange.xlsform.writing import written_xlsform

HEADS = "type|name|label|hint|relevant|constraint|constraint_message|default|choice_filter"
CHOICES = (
    "list_name|name|label|region",
    "regions|north|Nord|",
    "regions|south|Sør|",
    "towns|alta|Alta|north",
    "towns|bodo|Bodø|north",
    "towns|arendal|Arendal|south",
    "yn|yes|Ja|",
    "yn|no|Nei|",
)


def survey(*rows: str) -> FormReading:
    settings = ("form_title|style", "Steder|")
    sheets = (("survey", (HEADS, *rows)), ("choices", CHOICES), ("settings", settings))
    told = [f"| {name} |\n" + "\n".join(f"| | {row} |" for row in lines) for name, lines in sheets]
    return read_xlsform("\n".join(told).replace("|", " | ").encode(), "places.md")


def repeat(*rows: str, before: tuple[str, ...] = ()) -> tuple[FormReading, dict[str, Column]]:
    reading = survey(*before, "begin_repeat|sites|Steder", *rows, "end_repeat||")
    table = reading.form.by_key["sites"]
    return reading, {column.key: column for column in table.columns}


def told(reading: FormReading, code: str) -> list[int]:
    return [each.row for each in reading.remarks if each.code == code]


def lost(reading: FormReading) -> list[str]:
    return [
        each.code for each in reading.remarks if each.grade == "lost" and each.sheet == "survey" and each.row
    ]


def test_a_condition_looks_at_the_row_and_at_questions_outside() -> None:
    reading, columns = repeat(
        "select_one yn|checked|Kontrollert?|Siste året",
        "integer|found|Funn||${checked} = 'yes' and ${asked} = 'yes'|. >= 0|Ikke under null",
        "integer|open|Åpne||${found} > 0|. <= ${found}",
        "text|other|Annet|||||x",
        before=("select_one yn|asked|Spurt?",),
    )
    assert columns["checked"].help
    assert columns["checked"].help.nb == "Siste året"
    assert columns["found"].when == Condition(
        all=(Condition(column="checked", equals="yes"), Condition(question="asked", equals="yes"))
    )
    assert columns["found"].constraint
    assert columns["found"].constraint.message.nb == "Ikke under null"
    assert columns["open"].constraint
    assert columns["open"].constraint.must == Condition(at_most=CellOf(column="found"))
    assert columns["other"].default == "x"
    assert told(reading, "default_suggested") == [8]
    assert lost(reading) == []


def test_a_column_goes_before_a_question_of_the_same_name() -> None:
    _, columns = repeat(
        "select_one yn|a|A",
        "text|b|B||${a} = 'yes'",
        before=("text|a|A",),
    )
    assert columns["b"].when == Condition(column="a", equals="yes")


def test_choices_are_narrowed_by_another_cell_of_the_row() -> None:
    reading, columns = repeat(
        "select_one regions|where|Hvor?",
        "select_one towns|town|By?||||||region = ${where}",
    )
    whens = {choice.code: choice.when for choice in columns["town"].choices}
    north = Condition(column="where", equals="north")
    assert whens == {"alta": north, "bodo": north, "arendal": Condition(column="where", equals="south")}
    assert lost(reading) == []


def test_the_condition_of_a_group_in_a_repeat_holds_for_what_is_asked_in_it() -> None:
    reading, columns = repeat(
        "select_one yn|checked|Kontrollert?",
        "begin_group|g|G||${checked} = 'yes'",
        "text|who|Hvem?",
        "text|why|Hvorfor?||${who} != ''",
        "end_group||",
    )
    checked = Condition(column="checked", equals="yes")
    assert columns["who"].when == checked
    assert columns["why"].when == Condition(all=(checked, Condition(column="who", answered=True)))
    assert told(reading, "group_in_repeat") == [5]
    assert lost(reading) == []


def test_what_a_column_cannot_say_is_told_by_its_row_with_the_reason() -> None:
    reading, columns = repeat(
        "integer|n|N||${gone} = 1",
        "integer|m|M||position(..) > 1",
        "date|d|D|||. <= today()",
        "text|t|T||${n} = ${m}",
        "text|s|S||${s} = 'x'",
        "select_one towns|town|By?||||||region = substr('north', 0)",
        "integer|k|K|||||${n}",
    )
    assert all(column.when is None and column.constraint is None for column in columns.values())
    assert told(reading, "refers_to_nothing") == [4]
    assert told(reading, "expression_unreadable") == [5]
    assert told(reading, "expression_too_much") == [6, 7]
    assert told(reading, "expression_does_not_fit") == [8]
    assert told(reading, "choice_filter") == [9]
    assert told(reading, "default_value") == [10]
    assert {each.code for each in errors_of(reading.form)} == {"theme_missing"}


@pytest.mark.parametrize("count", [2, 9])
def test_columns_in_a_circle_come_over_without_the_condition_that_closes_it(count: int) -> None:
    rows = [
        f"integer|c{n}|C||${{c{other}}} > 0 and ${{c{(n + 2) % count}}} > 0" if count > 2
        else f"integer|c{n}|C||${{c{other}}} > 0"
        for n in range(count)
        for other in [(n + 1) % count]
    ]  # fmt: skip
    reading, columns = repeat(*rows)
    assert len(columns) == count
    assert told(reading, "expression_does_not_fit")
    assert {each.code for each in errors_of(reading.form)} == {"theme_missing"}


def test_a_question_outside_cannot_look_into_a_row() -> None:
    reading = survey("begin_repeat|sites|S", "text|t|T", "end_repeat||", "text|after|A||${t} = 'x'")
    assert told(reading, "refers_to_nothing") == [6]


def test_other_tools_ask_a_column_when_we_do() -> None:
    xls2xform = pytest.importorskip("pyxform.xls2xform")
    reading, _ = repeat(
        "select_one yn|checked|Kontrollert?|Siste året",
        "integer|found|Funn||${checked} = 'yes'|. >= 0|Ikke under null",
        "select_one regions|where|Hvor?||||||",
        "select_one towns|town|By?||||||region = ${where}",
    )
    form: Form = reading.form
    written = written_xlsform(form, "md")
    assert written.unsaid == ()
    came = xls2xform.convert(written.content, file_type=".md").xform
    assert "relevant=\" ../checked  = 'yes'\"" in came
    assert "Ikke under null" in came
    assert "Siste året" in came
    assert read_xlsform(written.content, "form.md").form == form
