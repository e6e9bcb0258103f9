"""What becomes of each part of an XLSForm: names, choices, languages, conditions, groups and containers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_forms import forms

from checklists.conditions import Condition
from checklists.form import Form, Proposes, Texts
from checklists.form_file import form_file
from checklists.library import read_form
from exchange.form_reading import REMARKS, FormReading
from exchange.workbook.writing import written_workbook
from exchange.xlsform import containers
from exchange.xlsform.asked import Asked
from exchange.xlsform.conditions_in import NoSuchAnswer, NotOurs, condition_of
from exchange.xlsform.keys import Keys, is_code, is_key
from exchange.xlsform.languages import language_of
from exchange.xlsform.reading import read_xlsform
from exchange.xlsform.tables import column_of
from exchange.xlsform.types import type_of
from exchange.xlsform.writing import written_xlsform
from exchange.xlsform.xpath import NotRead
from tui.form_findings import REMEDIES as OF_THE_LINTER
from tui.form_remarks import GRADES, REMEDIES, said
from tui.form_remarks import REMARKS as SENTENCES

ASKED = {
    "a": Asked("a", "one", {"Yes": "yes", "no": "no"}),
    "m": Asked("m", "many"),
    "n": Asked("n", "integer"),
    "d": Asked("d", "date"),
    "t": Asked("t", "table"),
    "s": Asked("s", "text"),
}


def survey(*rows: str, choices: tuple[str, ...] = (), settings: tuple[str, ...] = ()) -> FormReading:
    """A form written as a Markdown table, its rows after the headings."""
    lines = ["| survey |", *(f"| | {row} |" for row in rows)]
    lines += ["| choices |", *(f"| | {row} |" for row in choices)] if choices else []
    lines += ["| settings |", *(f"| | {row} |" for row in settings)] if settings else []
    return read_xlsform("\n".join(lines).encode(), "form.md")


def told(reading: FormReading, code: str) -> list[int]:
    return [each.row for each in reading.remarks if each.code == code]


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("${a} = 'Yes'", {"question": "a", "equals": "yes"}),
        ("'Yes'=${a}", {"question": "a", "equals": "yes"}),
        ('${a}!="no"', {"not": {"question": "a", "equals": "no"}}),
        ("selected(${m}, 'x')", {"question": "m", "includes": "x"}),
        ("not(selected (${m} , 'x'))", {"not": {"question": "m", "includes": "x"}}),
        ("${a} = 'Yes' or ${a} = 'no'", {"question": "a", "in": ["yes", "no"]}),
        ("${n} > 3", {"question": "n", "more_than": "3"}),
        ("3.0 <= ${n}", {"question": "n", "at_least": "3"}),
        ("${n} = -5", {"question": "n", "equals": "-5"}),
        ("${d} < date('2026-01-01')", {"question": "d", "less_than": "2026-01-01"}),
        ("${n} <= ${n}", {"question": "n", "at_most": {"question": "n"}}),
        ("${s} != ''", {"question": "s", "answered": True}),
        ("string-length(${s}) = 0", {"question": "s", "answered": False}),
        ("count-selected(${m}) >= 1", {"question": "m", "answered": True}),
        ("count(${t}) > 2", {"question": "t", "rows_at_least": 3}),
        (
            "count(${t}) = 2",
            {"all": [{"question": "t", "rows_at_least": 2}, {"question": "t", "rows_at_most": 2}]},
        ),
        (
            "${n} > 1 and (${n} < 5 or ${a} = 'no')",
            {
                "all": [
                    {"question": "n", "more_than": "1"},
                    {"any": [{"question": "n", "less_than": "5"}, {"question": "a", "equals": "no"}]},
                ]
            },
        ),
        (". >= 18 and . <= 120", {"all": [{"at_least": "18"}, {"at_most": "120"}]}),
    ],
)
def test_an_expression_is_a_condition(expression: str, said: dict[str, object]) -> None:
    here = Asked("here", "integer") if expression.startswith(".") else None
    assert condition_of(expression, ASKED, here) == Condition.model_validate(said)


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("today() > ${d}", NotOurs),
        ("regex(${s}, '[a-z]+')", NotOurs),
        ("${n} = ${n}", NotOurs),
        ("count-selected(${m}) > 2", NotOurs),
        ("count(${t}) < 0", NotOurs),
        (". > 3", NotOurs),
        ("${n} + 1 > 2", NotRead),
        ("${n} >", NotRead),
        ("((${n} > 1)", NotRead),
        ("${n} > 1)", NotRead),
        ("${a} = ‘no’", NotRead),
        ("/data/a = 'no'", NotRead),
        ("a < b < c", NotRead),
        ("${gone} = 'x'", NoSuchAnswer),
        ("", NotRead),
    ],
)
def test_an_expression_that_we_cannot_say_is_never_half_said(expression: str, why: type[Exception]) -> None:
    with pytest.raises(why):
        condition_of(expression, ASKED)


@given(st.text("${}()'\"=<>!., andornt selected123-%", max_size=80))
def test_any_expression_is_read_or_refused(expression: str) -> None:
    try:
        made = condition_of(expression, ASKED)
    except (NotRead, NotOurs, NoSuchAnswer):
        return
    assert made.questions <= set(ASKED)


@given(st.lists(st.text(max_size=80), max_size=20), st.booleans())
def test_names_become_keys_that_are_never_alike(names: list[str], codes: bool) -> None:
    def given_keys() -> list[str]:
        keys = Keys(names, codes=codes)
        return [keys.key(name, "question") for name in names]

    made = given_keys()
    assert made == given_keys()
    assert len(set(made)) == len(made)
    fits = is_code if codes else is_key
    assert all(fits(key) for key in made)
    assert all(
        key == name for key, name in zip(made, names, strict=True) if fits(name) and names.count(name) == 1
    )


def test_a_name_that_is_a_key_is_kept_whatever_comes_before_it() -> None:
    reading = survey("type|name|label", "text|A-b|En", "text|a_b|To", "text|2x|Tre")
    assert [question.key for question in reading.form.questions] == ["a_b_2", "a_b", "q_2x"]
    assert told(reading, "key_made") == [3, 5]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("bind::relevant", ("relevant", "")),
        ("bind:jr:constraintMsg", ("constraint_message", "")),
        ("Label :: English (en)", ("label", "English (en)")),
        ("label:English", ("label", "English")),
        ("media::image::nb", ("image", "nb")),
        ("list name", ("list_name", "")),
        ("calculate", ("calculation", "")),
        ("aktsom::proposes::2", ("aktsom::proposes", "")),
    ],
)
def test_headings_are_known_by_all_their_names(heading: str, column: tuple[str, str]) -> None:
    assert column_of(heading) == column


@pytest.mark.parametrize(
    ("written", "kind", "type", "listed"),
    [
        ("select one from list", "choice", "one", "list"),
        ("select_multiple  happy_sad", "choice", "many", "happy_sad"),
        ("select all that apply from x or_other", "choice", "many", "x"),
        ("add select one prompt using x", "choice", "one", "x"),
        ("begin repeat", "repeat", "", ""),
        ("END GROUP", "end", "", ""),
        ("uri:deviceid", "metadata", "", ""),
        ("dateTime", "question", "text", ""),
        ("q picture", "question", "evidence", ""),
        ("select_one_from_file x.csv", "question", "text", "x.csv"),
        ("spørsmål", "unknown", "", ""),
    ],
)
def test_types_are_known_by_all_their_names(written: str, kind: str, type: str, listed: str) -> None:
    found = type_of(written)
    assert (found.kind, found.type, found.list) == (kind, type, listed)


@pytest.mark.parametrize(
    ("heading", "language"),
    [
        ("Norsk bokmål (nb)", "nb"),
        ("norsk", "nb"),
        ("nynorsk", "nn"),
        ("English (en-GB)", "en"),
        ("Deutsch (de)", None),
    ],
)
def test_languages_are_known_by_their_names(heading: str, language: str | None) -> None:
    assert language_of(heading) == language


def test_each_language_stands_where_it_belongs_and_others_are_told() -> None:
    reading = survey(
        "type|name|label::English (en)|label::Deutsch (de)|label::Norsk bokmål (nb)|hint::English (en)",
        "text|a|Why?|Warum?|Hvorfor?|Say it",
        "text|b|Who?|Wer?||",
    )
    a, b = reading.form.questions
    assert (a.text.nb, a.text.nn, a.text.en) == ("Hvorfor?", "", "Why?")
    assert a.help
    assert (a.help.nb, a.help.en) == ("Say it", "Say it")
    assert b.text.nb == "Who?"
    assert told(reading, "text_borrowed") == [3, 4]
    assert [each.params["language"] for each in reading.remarks if each.code == "language_not_carried"] == [
        "Deutsch (de)"
    ]
    (left_out,) = [each for each in reading.remarks if each.code == "language_not_carried"]
    assert said(left_out, "nb").startswith("Tekster på tysk er utelatt")
    assert said(left_out, "nn").startswith("Tekstar på tysk er")
    assert said(replace(left_out, params={"language": "chinese"}), "nb").startswith("Tekster på kinesisk er")
    assert "Vår egen" in said(replace(left_out, params={"language": "Vår egen"}), "nb")


def test_groups_in_groups_join_their_conditions_and_titles() -> None:
    reading = survey(
        "type|name|label|relevant",
        "text|a|A|",
        "begin group|outer|Ytre|${a} = 'x'",
        "text|b|B|",
        "begin group|inner|Indre|${b} = 'y'",
        "text|c|C|",
        "end group|||",
        "text|d|D|",
        "end group|||",
        "text|e|E|",
    )
    sections = {section.key: section for section in reading.form.sections}
    assert list(sections) == ["questions", "outer", "inner", "outer_2", "questions_2"]
    inner = sections["inner"].when
    assert inner
    assert inner.all
    assert [part.question for part in inner.all] == ["a", "b"]
    assert sections["outer_2"].when == sections["outer"].when
    assert sections["inner"].title.nb == "Ytre – Indre"


def test_yes_partly_and_no_are_our_own_answers() -> None:
    listed = ("list_name|name|label", "v|yes|Ja", "v|partly|Delvis", "v|no|Nei", "j|yes|Ja", "j|no|Nei")
    reading = survey("type|name|label", "select_one v|a|A", "select_one j|b|B", choices=listed)
    a, b = reading.form.questions
    assert (a.type, a.choices, a.not_assessed) == ("yes_partly_no", (), False)
    assert (b.type, [choice.code for choice in b.choices]) == ("one", ["yes", "no"])


def test_nothing_is_left_out_without_a_word() -> None:
    reading = survey(
        "type|name|label|required|relevant|choice_filter|default|repeat_count|notes",
        "text|a|A|${b} = 'x'|||x||",
        "select_one gone|b|B||||||",
        "flux|c|C||||||",
        "|d|D||||||",
        "begin repeat|r|R|||||3|",
        "text|r1|Ra||${z} = 'x'||today()||",
        "note|r2|Rb||||||",
        "begin repeat|rr|RR||||||",
        "text|r3|Rc||||||",
        "end repeat|||||||",
        "end repeat|||||||",
        "end group|||||||",
        "begin group|g|G||||||",
        "calculate|h|H||||||mine",
        choices=("list_name|name|label|filter", "unused|x|X|1", "unused||Y|"),
        settings=("form_title|style", "Mitt|pages"),
    )
    found = {each.code for each in reading.remarks}
    assert {
        "required_sometimes",
        "default_value",
        "list_unknown",
        "type_unknown",
        "row_without_type",
        "repeat_count",
        "refers_to_nothing",
        "not_in_table",
        "repeat_in_repeat",
        "end_without_begin",
        "group_not_closed",
        "group_empty",
        "calculation",
        "column_unknown",
        "list_not_used",
        "choice_without_name",
        "column_not_carried",
    } <= found
    assert [question.key for question in reading.form.questions] == ["a", "b", "r"]


def test_a_cell_of_ours_that_was_broken_is_told_and_the_rest_stands() -> None:
    reading = survey(
        "type|name|label|aktsom::weight|aktsom::proposes|aktsom::type|aktsom::nonsense",
        'text|a|A|7|[{"when":|text|',
        "text|b|B|900|||1",
        "text|c|C|||sandwich|",
    )
    assert [(q.key, q.weight, q.type) for q in reading.form.questions] == [
        ("a", 7, "text"),
        ("b", 1, "text"),
        ("c", 1, "text"),
    ]
    assert told(reading, "cell_not_ours") == [3, 4, 5]
    assert told(reading, "column_unknown") == [4]


def test_the_containers_hold_the_same_form() -> None:
    sheets = [
        (
            "survey",
            [
                ["type", "name", "label"],
                ["select_one l", "a", "Hvem | hva?"],
                ["note", "n", "Takk, alle «sammen»"],
            ],
        ),
        ("choices", [["list_name", "name", "label"], ["l", "1", "Én"], ["l", "2", "To"]]),
        ("settings", [["form_title", "form_id", "version"], ["Tittel", "skjema", "3"]]),
    ]
    made = [
        read_xlsform(containers.contained(sheets, "xlsx"), "skjema.xlsx"),
        read_xlsform(containers.contained(sheets, "csv"), "skjema.csv"),
        read_xlsform(containers.contained(sheets, "csv").replace(b",", b";"), "skjema.csv"),
        read_xlsform("\ufeff".encode() + containers.contained(sheets, "csv"), "skjema.csv"),
        read_xlsform(containers.contained(sheets, "md"), "skjema.md"),
    ]
    semicolons = made.pop(2)
    assert semicolons.form.by_key["n"].text.nb.startswith("Takk")
    hashes = {each.form.model_copy(update={"source": ""}).canonical() for each in made}
    assert len(hashes) == 1
    assert [each.container for each in made] == ["xlsx", "csv", "csv", "md"]
    assert made[0].form.by_key["a"].text.nb == "Hvem | hva?"


def test_a_structure_too_long_for_a_cell_goes_on_in_the_next() -> None:
    long = "Ærlig talt " * 350
    measure = Texts(nb=long.strip(), nn=long.strip())
    proposals = tuple(
        Proposes(when=Condition(equals=str(n)), strength="assess", type="wages", measure=measure)
        for n in range(10)
    )
    form = survey("type|name|label", "text|a|A").form
    (section,) = form.sections
    question = section.questions[0].model_copy(update={"proposes": proposals})
    wide = Form(**{**dict(form), "sections": (section.model_copy(update={"questions": (question,)}),)})
    came = read_xlsform(written_xlsform(wide, "xlsx").content, "x.xlsx")
    assert came.form == wide


def test_a_workbook_may_hold_the_survey_alone_under_any_name() -> None:
    raw = written_workbook([("Ark1", [["type", "name", "label"], ["text", "a", "A"]])])
    assert [question.key for question in read_xlsform(raw, "x.xlsx").form.questions] == ["a"]


@given(forms())
def test_a_form_file_that_we_write_is_the_same_form(form: Form) -> None:
    came = read_form(form_file(form), "form.yaml")
    assert came == form


def test_every_remark_has_words_and_a_remedy() -> None:
    assert set(SENTENCES) == set(REMARKS) - {"lint"}
    remedies = {remedy for _, remedy in REMARKS.values()}
    assert remedies <= set(REMEDIES) | set(OF_THE_LINTER)
    assert set(REMEDIES) <= remedies
    assert set(GRADES) == {grade for grade, _ in REMARKS.values()}


COUNTRY_AND_CITY = (
    "list_name|name|label|country|open",
    "l|no|Norge||",
    "l|se|Sverige||",
    "b|oslo|Oslo|no|1",
    "b|lund|Lund|se|1",
    "b|ghost|Ingensteds|dk|1",
    "b|shut|Stengt|no|0",
)


def test_a_choice_filter_becomes_a_condition_of_each_choice() -> None:
    reading = survey(
        "type|name|label|choice_filter",
        "select_one l|where|Hvor?|",
        "select_multiple b|city|By?|country = ${where} and open = 1",
        "select_one b|any|By?|selected('no se', country)",
        choices=COUNTRY_AND_CITY,
    )
    city, everywhere = reading.form.by_key["city"], reading.form.by_key["any"]
    assert [(c.code, c.when and (c.when.question, c.when.equals)) for c in city.choices] == [
        ("oslo", ("where", "no")),
        ("lund", ("where", "se")),
    ]
    assert [(c.code, c.when) for c in everywhere.choices] == [("oslo", None), ("lund", None), ("shut", None)]
    assert not {"choice_filter", "column_not_carried"} & {each.code for each in reading.remarks}


@pytest.mark.parametrize(
    "expression",
    [
        "region = ${where}",
        "country = concat(${where}, '')",
        "country = ${gone}",
        "country = 'xx'",
        "country =",
    ],
)
def test_a_choice_filter_that_cannot_be_carried_shows_all_and_is_told(expression: str) -> None:
    reading = survey(
        "type|name|label|choice_filter",
        "select_one l|where|Hvor?|",
        f"select_one b|city|By?|{expression}",
        choices=COUNTRY_AND_CITY,
    )
    assert len(reading.form.by_key["city"].choices) == 4
    assert not any(choice.when for choice in reading.form.by_key["city"].choices)
    assert told(reading, "choice_filter") == [4]


def test_what_is_filled_in_beforehand_is_suggested_and_what_cannot_be_is_told() -> None:
    reading = survey(
        "type|name|label|default",
        "select_one l|where|Hvor?|no",
        "select_multiple l|both|Hvor?|se no",
        "integer|n|Tall|12",
        "date|d|Dag|2026-01-31",
        "date|e|Dag|today()",
        "text|f|Tekst|${where}",
        "integer|g|Tall|mange",
        "file|h|Fil|a.pdf",
        "begin repeat|r|Rader|",
        "text|i|Celle|x",
        "end repeat|||",
        choices=COUNTRY_AND_CITY,
    )
    suggested = {q.key: q.default for q in reading.form.questions if q.default is not None}
    assert suggested == {"where": "no", "both": ("no", "se"), "n": "12", "d": "2026-01-31"}
    assert reading.form.by_key["r"].columns[0].default == "x"
    assert told(reading, "default_suggested") == [3, 4, 5, 6, 12]
    assert told(reading, "default_value") == [7, 8, 9, 10]


def test_other_tools_narrow_and_fill_in_what_we_do() -> None:
    xls2xform = pytest.importorskip("pyxform.xls2xform")
    reading = survey(
        "type|name|label|choice_filter|default",
        "select_one l|where|Hvor?||no",
        "select_one b|city|By?|country = ${where}|",
        choices=COUNTRY_AND_CITY,
        settings=("form_title|aktsom::theme", "Byer|"),
    )
    written = written_xlsform(reading.form, "md").content
    came = xls2xform.convert(written, file_type=".md").xform
    assert "<where>no</where>" in came
    assert re.search(r"item\[.*offered = '\d' and \(", came)
    assert read_xlsform(written, "form.md").form == reading.form
