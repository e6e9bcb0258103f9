"""What stands about the question in focus, on a narrow screen too."""

from __future__ import annotations

import pytest
from asked import form, question, review, text

from checklists.form import Form
from checklists.library import Library
from tui.screens.forms_preview import form_rows
from tui.screens.review_rows import detail_rows

NARROW = 38
"""Cells of the pane on a screen of a hundred columns."""
CHOICES = [{"code": "long", "text": text("Ja, men det ble rettet mens vi var der, samme dag")}]
SECTION = {
    "key": "people",
    "title": text("Folk"),
    "theme": "working_conditions",
    "help": text("Ingen navn."),
    "questions": [question("counted", help=text("Tell alle.")), question("kind", "one", choices=CHOICES)],
}
PEOPLE = form(sections=[SECTION])


def pane(held: Form, key: str, language: str = "nb", width: int = NARROW) -> list[str]:
    return [row.text for row in detail_rows(review(held), key, language, width)]


def test_what_is_said_of_a_section_stands_with_each_of_its_questions() -> None:
    shown = pane(PEOPLE, "counted")
    assert shown.index("Tell alle.") < shown.index("Ingen navn.")
    assert "Ingen navn." in pane(PEOPLE, "kind")


def test_what_is_said_of_a_section_stands_under_its_heading_when_a_form_is_looked_at() -> None:
    shown = [row.text for row in form_rows(PEOPLE, "nb", NARROW, short=False)]
    assert shown.index("Ingen navn.") == shown.index("Folk") + 1


def test_a_long_choice_is_read_to_its_end() -> None:
    shown = pane(PEOPLE, "kind")
    first = next(n for n, said in enumerate(shown) if said.startswith(" 1 ○ "))
    assert [shown[first][5:], shown[first + 1].strip()] == [
        "Ja, men det ble rettet mens vi",
        "var der, samme dag",
    ]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_site_inspection_says_on_screen_that_nobody_is_named(language: str) -> None:
    site = Library().form("site_integrity")
    said = site.section_of["workers_checked"].help
    assert said is not None
    assert said.text(language) in " ".join(pane(site, "workers_checked", language))
