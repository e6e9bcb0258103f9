"""XLSForms that other people made come in with every question, and a report of every cell that did not."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from checklists.conditions import Condition
from checklists.publishing import errors_of
from exchange.form_reading import Container, FormReading
from exchange.workbook.grid import Grid
from exchange.xlsform.containers import contained, grids_of
from exchange.xlsform.reading import read_xlsform

TUTORIAL, WIDGETS, TABLE_LIST = "pyxform-tutorial.xls", "pyxform-widgets.xls", "pyxform-table-list.xls"
SPEC, ALL_TYPES = "pyxform-xlsform_spec_test.xlsx", "correlaid-all_types_survey.xlsx"
VILLAGE = "liberia-village-r2.xlsx"
EVERY = (TUTORIAL, WIDGETS, TABLE_LIST, SPEC, ALL_TYPES, VILLAGE)


CONTAINERS: tuple[Container, ...] = ("xlsx", "csv", "md")
Read = Callable[[str], FormReading]


@pytest.fixture
def files(shared_data: Path) -> Path:
    folder = shared_data / "questionnaires"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not on this machine")
    return folder


@pytest.fixture
def read(files: Path) -> Read:
    return lambda name: read_xlsform((files / name).read_bytes(), name)


def codes(reading: FormReading, code: str) -> list[int]:
    """Rows with a remark."""
    return [each.row for each in reading.remarks if each.code == code]


@pytest.mark.parametrize(
    ("name", "questions", "groups", "lists"),
    [
        (TUTORIAL, 10, 0, 3),
        (TABLE_LIST, 4, 2, 2),
        (WIDGETS, 31, 4, 5),
        (SPEC, 27, 4, 2),
        (ALL_TYPES, 29, 6, 5),
        (VILLAGE, 5, 0, 3),
    ],
)
def test_every_question_comes_over(read: Read, name: str, questions: int, groups: int, lists: int) -> None:
    reading = read(name)
    assert (reading.questions, reading.groups, reading.lists) == (questions, groups, lists)
    cells = sum(
        max(1, len(q.columns)) if q.type == "table" else 1 for q in reading.form.questions if q.answerable
    )
    assert cells == questions


@pytest.mark.parametrize("name", [TUTORIAL, WIDGETS, TABLE_LIST, SPEC, ALL_TYPES])
def test_what_other_tools_ask_is_asked_here(read: Read, files: Path, name: str) -> None:
    """Everything that pyxform makes a control of, apart from what it makes up itself, is a question or a column."""
    xls2xform = pytest.importorskip("pyxform.xls2xform")
    lxml = pytest.importorskip("lxml.etree")
    reading = read(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = lxml.fromstring(xls2xform.convert(str(files / name)).xform.encode())
    wanted = ("input", "select", "select1", "upload", "trigger", "rank", "range")
    controls = [each for each in tree.iter() if str(each.tag).rpartition("}")[2] in wanted]
    asked = {str(each.get("ref")).rpartition("/")[2] for each in controls}
    keys = {q.key for q in reading.form.questions}
    keys |= {column.key for question in reading.form.questions for column in question.columns}
    renamed = {str(r.params["given"]): str(r.params["key"]) for r in reading.remarks if r.code == "key_made"}
    missing = {each for each in asked if renamed.get(each, each) not in keys}
    made_up = {each for each in missing if each.startswith(("generated_", "reserved_"))}
    made_up |= {each for each in missing if each.removesuffix("_other") in keys}
    # A formula gives the row its name, and a formula is never read.
    assert missing - made_up == ({"FALSE"} if name == SPEC else set())


@pytest.mark.parametrize(
    ("name", "answerable", "made_up"),
    [(TUTORIAL, 10, 0), (WIDGETS, 33, 2), (TABLE_LIST, 6, 2), (SPEC, 28, 1), (ALL_TYPES, 32, 3)],
)
def test_the_questions_are_those_of_other_tools_but_for_what_these_make_up(
    read: Read, files: Path, name: str, answerable: int, made_up: int
) -> None:
    """pyxform asks more than stands in the file: the headings of table lists as questions, and what “other” is."""
    xls2xform = pytest.importorskip("pyxform.xls2xform")
    lxml = pytest.importorskip("lxml.etree")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = lxml.fromstring(xls2xform.convert(str(files / name)).xform.encode())
    parts = [(str(each.tag).rpartition("}")[2], each) for each in tree.iter()]
    shut = {each.get("nodeset") for tag, each in parts if tag == "bind" and each.get("readonly") == "true()"}
    wanted = ("input", "select", "select1", "upload", "trigger", "rank", "range")
    open_ = [str(each.get("ref")) for tag, each in parts if tag in wanted and each.get("ref") not in shut]
    there = {ref.removesuffix("_other") for ref in open_}
    own = [
        ref
        for ref in open_
        if "/reserved_name_for_" in ref or (ref.endswith("_other_other") and ref[:-6] in there)
    ]
    assert (len(open_), len(own)) == (answerable, made_up)
    assert read(name).questions == answerable - made_up


@pytest.mark.parametrize("name", [TUTORIAL, WIDGETS, TABLE_LIST, ALL_TYPES])
@pytest.mark.parametrize("container", CONTAINERS)
def test_every_container_of_the_same_sheets_gives_the_same_form(
    read: Read, files: Path, name: str, container: Container
) -> None:
    sheets = [(grid.name, written_rows(grid)) for grid in grids_of((files / name).read_bytes(), name)[1]]
    content = contained([each for each in sheets if each[1]], container)
    stem = name.rpartition(".")[0]
    assert read_xlsform(content, f"{stem}.{container}").form.content_hash == read(name).form.content_hash


def written_rows(grid: Grid) -> list[list[str]]:
    """The rows of a sheet from its first cell to its last."""
    if not grid.cells:
        return []
    rows, columns = zip(*grid.cells, strict=True)
    return [
        [
            grid.cells[row, column].text if (row, column) in grid.cells else ""
            for column in range(min(columns), max(columns) + 1)
        ]
        for row in range(min(rows), max(rows) + 1)
    ]


def test_a_choice_filter_narrows_what_is_offered(read: Read) -> None:
    form = read(VILLAGE).form
    district, village = form.by_key["did"].choices, form.by_key["eid"].choices
    assert [str(each.when.equals) for each in district if each.when] == ["1", *("2",) * 7]
    assert len(village) == 178
    narrowed = village[0].when
    assert narrowed
    assert narrowed.all
    first, second = narrowed.all
    assert (first.question, first.equals, second.question, second.in_) == ("cid", "1", "did", ("4", "4_2"))


@pytest.mark.parametrize("name", EVERY)
def test_the_linter_finds_only_what_the_report_tells(read: Read, name: str) -> None:
    reading = read(name)
    told = {each.code for each in reading.remarks}
    errors = {each.code for each in errors_of(reading.form)}
    assert errors == {"theme_missing"}
    assert "theme_not_told" in told


@pytest.mark.parametrize("name", [each for each in EVERY if each.endswith(".xlsx")])
def test_it_takes_little_more_than_to_open_the_workbook(read: Read, files: Path, name: str) -> None:
    """Processor time, the reader's own process included, against a process that opens the workbook and ends."""

    def took(call: Callable[[], object]) -> float:
        began = sum(os.times()[:4])
        call()
        return sum(os.times()[:4]) - began

    bare = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])"
    opened = [sys.executable, "-I", "-c", bare, str(files / name)]
    read(name)
    # The least of several: what else the machine does is in the others.
    ours = min(took(lambda: read(name)) for _ in range(3))
    assert ours < 2.5 * min(took(lambda: subprocess.run(opened, check=True)) for _ in range(3))


def test_a_repeat_is_a_table_with_the_conditions_and_limits_of_its_columns(read: Read) -> None:
    reading = read(TUTORIAL)
    (table,) = reading.form.questions
    assert table.type == "table"
    assert [column.key for column in table.columns][:3] == ["name", "relationship_to_household_head", "sex"]
    assert [choice.code for choice in table.columns[2].choices] == ["male", "female"]
    asked = {column.key: column for column in table.columns}
    assert asked["age_in_years"].when == Condition(column="older_than_five", equals="yes")
    limit = asked["age_in_years"].constraint
    assert limit
    assert limit.must == Condition(at_least="5")
    assert codes(reading, "message_made") == [9, 10]
    literate = asked["literate"].when
    assert literate
    assert literate.columns == {"sex", "age_in_years"}
    assert asked["literate"].when == asked["pregnant"].when
    assert {each.column for each in reading.remarks if each.grade == "lost"} == {"tutorial notes"}
    assert {each.code for each in errors_of(reading.form)} == {"theme_missing"}


def test_conditions_and_limits_come_over(read: Read) -> None:
    form = read(ALL_TYPES).form
    age = form.by_key["q_constraint"].constraint
    assert age
    assert age.must.all
    assert [part.at_least or part.at_most for part in age.must.all] == ["18", "120"]
    assert age.message.nb.startswith("Bitte geben")
    assert form.by_key["q_relevant"].when == form.by_key["q_all_features"].when
    assert form.by_key["q_relevant"].when
    assert form.by_key["q_relevant"].when.answered is True
    assert form.by_key["q_mandatory"].required
    skipped = read(SPEC).form.section_of["my_name"].when
    assert skipped
    assert skipped.not_
    assert skipped.not_.includes == "yes"


def test_what_cannot_be_said_is_told_by_its_row(read: Read) -> None:
    spec = read(SPEC)
    assert codes(spec, "expression_too_much") == [7]
    assert 55 in codes(spec, "cell_formula")
    assert codes(spec, "name_missing") == [55]
    assert codes(read(WIDGETS), "expression_too_much") == [5]
    assert codes(read(VILLAGE), "choice_twice")
    assert codes(read(VILLAGE), "calculation") == [3, 6, 7, 8]
    assert all(each.row or each.column or each.sheet for name in EVERY for each in read(name).remarks)


def test_a_nested_group_has_the_heading_of_the_one_around_it(read: Read) -> None:
    titles = {section.key: section.title.nb for section in read(ALL_TYPES).form.sections}
    assert titles["matrix_inner"] == "Selbsteinschätzung technischer Fähigkeiten – Programmierkenntnisse"
