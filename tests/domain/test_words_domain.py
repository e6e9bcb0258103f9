"""Words: the language is an argument, and whatever is asked for, something is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.words import LANGUAGES, N_, chosen_language, words


@pytest.mark.parametrize(
    ("option", "environment", "language"),
    [
        ("en", {"AKTSOM_LANG": "nn", "LANG": "nb_NO.UTF-8"}, "en"),
        (None, {"AKTSOM_LANG": "nn", "LANG": "en_GB.UTF-8"}, "nn"),
        (None, {"LC_ALL": "nn_NO.UTF-8", "LC_MESSAGES": "en_GB", "LANG": "nb_NO"}, "nn"),
        (None, {"LC_MESSAGES": "en_GB", "LANG": "nb_NO"}, "en"),
        (None, {"LANG": "no_NO.ISO-8859-1"}, "nb"),
        (None, {"LANG": "nb_NO@euro"}, "nb"),
        (None, {"LANG": "C"}, "nb"),
        (None, {"LC_ALL": "C.UTF-8"}, "nb"),
        (None, {"LANG": "POSIX"}, "nb"),
        (None, {}, "nb"),
        (None, {"LC_ALL": "", "LANG": "de_DE.UTF-8"}, "en"),
        ("de", {"LANG": "nn_NO"}, "nn"),
    ],
)
def test_the_language_is_chosen_as_people_expect(
    option: str | None, environment: dict[str, str], language: str
) -> None:
    assert chosen_language(option, environment) == language


@given(st.none() | st.text(), st.dictionaries(st.sampled_from(["AKTSOM_LANG", "LC_ALL", "LANG"]), st.text()))
def test_there_is_always_a_language(option: str | None, environment: dict[str, str]) -> None:
    assert chosen_language(option, environment) in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_person_typed_is_never_a_template(language: str) -> None:
    said = words(language).text(N_("{id} is now: {status}"), id="{status} [bold]", status="%s {0}")
    assert "{status} [bold]" in said
    assert "%s {0}" in said


def test_one_and_many_are_told_apart() -> None:
    told = [words("en").count("{n} proposal", "{n} proposals", n) for n in (0, 1, 2)]
    assert told == ["0 proposals", "1 proposal", "2 proposals"]
    assert [words("nb").count("{n} proposal", "{n} proposals", n)[:2] for n in (0, 1, 2)] == [
        "0 ",
        "1 ",
        "2 ",
    ]


def test_nothing_is_said_of_nothing_and_an_unknown_message_is_itself() -> None:
    assert words("nb").text("") == ""
    assert words("nn").text("A message nobody has translated {n}", n=3) == "A message nobody has translated 3"


def test_an_unknown_language_is_bokmal() -> None:
    assert words("xx").language == "nb"
