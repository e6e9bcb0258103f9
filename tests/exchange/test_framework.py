"""Requirement frameworks of governance programs, read as forms."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from checklists.form import Form
from checklists.values import InputRefused
from exchange.form_reading import FormReading
from exchange.framework.reading import framework_in_sheets, framework_reading
from exchange.workbook.reading import read_workbook
from exchange.workbook.writing import written_workbook

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "questionnaires"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the shared questionnaires are not on this machine")
SMALL = """
urn: urn:x:library:small
locale: fr
ref_id: SMALL-1
name: Petit
version: 3
provider: Nous
copyright: CC BY
objects:
  framework:
    ref_id: SMALL-1
    name: Petit
    description: Un essai
    translations:
      en: {name: Small, description: A trial}
    requirement_nodes:
      - {urn: "a", assessable: false, depth: 1, ref_id: A, name: Partie, translations: {en: {name: Part}}}
      - urn: "a1"
        parent_urn: "a"
        assessable: true
        ref_id: A.1
        description: Une politique existe.
        typical_evidence: Politique
        implementation_groups: [base]
        translations: {en: {description: A policy exists., typical_evidence: Policy}}
      - {urn: "a2", parent_urn: "a", assessable: false, name: Note, description: À lire}
      - urn: "b"
        parent_urn: "a"
        assessable: true
        ref_id: B
        name: Accès
        questions:
          "b:q1":
            type: unique_choice
            text: Contrôle ?
            choices:
              - {urn: "b:q1:c1", value: Oui, add_score: 10}
              - {urn: "b:q1:c2", value: Non}
          "b:q2":
            type: multiple_choice
            text: Lesquels ?
            depends_on: {question: "b:q1", answers: ["b:q1:c1"], condition: any}
            choices: [{urn: "b:q2:c1", value: MFA}, {urn: "b:q2:c2", value: Rôles}]
          "b:q3": {type: number, text: Combien ?, depends_on: {question: nowhere, answers: [x]}}
          "b:q4": {type: hologram, text: Montrez}
"""


def read(text: str) -> FormReading:
    found = framework_reading(text.encode(), "small.yaml")
    assert found is not None
    return found


def in_sheets(raw: bytes, name: str) -> FormReading | None:
    return framework_in_sheets(read_workbook(raw, name), name)


def real_one(name: str) -> FormReading:
    raw = (REAL / name).read_bytes()
    found = in_sheets(raw, name) if name.endswith(".xlsx") else framework_reading(raw, name)
    assert found is not None
    return found


def test_headings_become_sections_and_requirements_questions_in_the_order_of_the_file() -> None:
    form = read(SMALL).form
    assert (form.id, form.version, form.title.text("nb"), form.source) == ("small_1", 3, "Small", "Nous")
    assert [section.title.en for section in form.sections] == ["Part"]
    assert [(q.key, q.type) for q in form.questions] == [
        ("a_1", "yes_partly_no"),
        ("a2", "note"),
        ("b_1", "one"),
        ("b_2", "many"),
        ("b_3", "number"),
        ("b_4", "text"),
    ]
    assert form.by_key["a_1"].evidence is not None
    assert form.by_key["a_1"].evidence.en == "Policy"


def test_a_question_that_depends_on_an_answer_is_asked_only_then() -> None:
    when = read(SMALL).form.by_key["b_2"].when
    assert when is not None
    assert (when.question, when.in_) == ("b_1", ("c1",))


def test_what_a_form_cannot_say_is_told_with_its_place() -> None:
    assert [(each.sheet, each.code, dict(each.params)) for each in read(SMALL).remarks] == [
        ("", "theme_not_told", {}),
        ("", "language_as_first", {"language": "en"}),
        ("", "language_not_carried", {"language": "fr"}),
        ("A.1", "node_field", {"field": "implementation_groups"}),
        ("B", "node_field", {"field": "choices.add_score"}),
        ("B", "node_condition", {"condition": "nowhere"}),
        ("B", "type_changed", {"given": "hologram", "type": "text"}),
    ]


def test_a_form_of_ours_is_no_framework() -> None:
    assert framework_reading(b"id: small\nsections: []\n", "small.yaml") is None


def test_a_text_longer_than_a_form_takes_is_cut_and_told() -> None:
    reading = read(SMALL.replace("A policy exists.", "x" * 4_100))
    assert [each.params for each in reading.remarks if each.code == "cell_cut"] == [{"limit": 4_000}]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("objects: {framework: {requirement_nodes: []}}", "framework_without_requirements"),
        ("objects: {framework: {requirement_nodes: text}}", "framework_without_requirements"),
    ],
)
def test_a_file_without_requirements_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputRefused, match=code):
        read(text)


def counted(form: Form) -> tuple[int, int]:
    """Questions to answer, and texts only to read."""
    kinds = Counter(question.answerable for question in form.questions)
    return kinds[True], kinds[False]


@real
@pytest.mark.parametrize(
    ("name", "nodes", "asked"),
    [
        ("ciso-esrs-p3.yaml", 1_117, 894),
        ("ciso-vendor-due-diligence.yaml", 55, 46),
        ("ciso-dynamic-questionnaire.yaml", 14, 16),
    ],
)
def test_a_real_framework_comes_over_whole(name: str, nodes: int, asked: int) -> None:
    reading = real_one(name)
    assert (reading.rows, reading.questions) == (nodes, asked)
    assert counted(reading.form)[0] == asked
    assert len(reading.form.by_key) == len(reading.form.questions)


@real
def test_a_framework_in_two_languages_keeps_english_and_tells_of_french() -> None:
    reading = real_one("ciso-vendor-due-diligence.yaml")
    asked = [question for question in reading.form.questions if question.answerable]
    assert all(question.text.en == question.text.nb for question in asked)
    assert ("language_not_carried", {"language": "fr"}) in [
        (each.code, each.params) for each in reading.remarks
    ]


@real
def test_nodes_that_lie_within_one_another_are_refused_and_named() -> None:
    text = SMALL.replace('{urn: "a", assessable', '{urn: "a", parent_urn: "a1", assessable')
    with pytest.raises(InputRefused) as refused:
        framework_reading(text.encode(), "small.yaml")
    assert refused.value.code == "framework_circle"
    assert refused.value.params["node"] == "a"
    sheets = [
        ("library_meta", [["ref_id", "X"]]),
        ("x_meta", [["type", "framework"], ["base_urn", "u"]]),
        (
            "x_content",
            [["assessable", "depth", "ref_id", "name"], ["x", "1", "A", "En"], ["x", "2", "A", "To"]],
        ),
    ]
    with pytest.raises(InputRefused) as refused:
        in_sheets(written_workbook(sheets), "small.xlsx")
    assert refused.value.code == "framework_circle"


def test_a_version_without_end_is_no_version() -> None:
    read = framework_reading(SMALL.replace("version: 3", "version: " + "9" * 5_000).encode(), "small.yaml")
    assert read is not None
    assert read.form.version == 1


def test_thousands_of_requirements_of_one_name_inside_one_another_are_read_at_once() -> None:
    head, _, _ = SMALL.partition("      - {urn")
    nodes = "".join(
        f"      - {{urn: n{n}, parent_urn: n{n - 1}, assessable: true, name: R}}\n" for n in range(4_000)
    )
    began = time.perf_counter()
    read = framework_reading((head + nodes).encode(), "small.yaml")
    assert time.perf_counter() - began < 15
    assert read is not None
    assert read.questions == 4_000


def test_the_workbook_of_a_framework_is_read_too() -> None:
    reading = real_one("ciso-sample-questionnaire.xlsx")
    assert (reading.rows, reading.container) == (18, "xlsx")
    assert counted(reading.form) == (17, 0)  # one row asks two questions
    assert [choice.text.text("en") for choice in reading.form.by_key["q3_1"].choices] == ["Yes", "No", "N/A"]


def test_a_library_workbook_without_a_framework_is_refused() -> None:
    raw = written_workbook((("library_meta", (("type", "library"), ("locale", "en"))),))
    with pytest.raises(InputRefused, match="framework_missing"):
        in_sheets(raw, "library.xlsx")
