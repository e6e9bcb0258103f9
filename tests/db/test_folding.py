"""How things are searched and sorted."""

from __future__ import annotations

import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.folding import folded, matching, search_words, sort_key


def hits(text: str, typed: str) -> bool:
    """Does what was typed find the text, by SQLite's own index?"""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE found USING fts5(folded, tokenize='unicode61 remove_diacritics 0', detail=none)"
    )
    connection.execute("INSERT INTO found VALUES (?)", (folded(text),))
    query = matching(typed)
    found = connection.execute("SELECT count(*) FROM found WHERE found MATCH ?", (query,)).fetchone()[0]
    connection.close()
    return found == 1


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Bø Hansker AS", "bo"),
        ("Bø Hansker AS", "bø"),
        ("Bø Hansker AS", "boe"),
        ("Bø Hansker AS", "BOE HAN"),
        ("Bærum kommune", "bae"),
        ("Bærum kommune", "bærum"),
        ("Bærum kommune", "barum"),
        ("Ålesund", "aale"),
        ("Ålesund", "ale"),
        ("Blåbærsyltetøy", "blaabaersyltetoey"),
        ("Blåbærsyltetøy", "blåbærsyltetøy"),
        ("Baerum", "bærum"),
        ("Göteborg", "gote"),
        ("Café Crème", "cafe creme"),
        ("Cafe\u0301", "café"),
        ("24/1234-7", "1234-7"),
        ("998701961", "998701"),
        ("Hansker (engangs) [nitril]", "nitril engangs"),
        ('a "quoted" OR NOT * word', '"quoted" OR'),
        ("Øøøøæåæåø", "øøøøæåæåø"),
    ],
)
def test_finds(text: str, typed: str) -> None:
    assert hits(text, typed)


@pytest.mark.parametrize(
    ("text", "typed"), [("Boligbygg", "bø"), ("Bø", "ba"), ("Hansker", "ansker"), ("Asker", "å")]
)
def test_does_not_find(text: str, typed: str) -> None:
    assert not hits(text, typed)


def test_nothing_searchable_asks_nothing() -> None:
    assert matching(" -*\"') ") == ""


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_query_and_finds_itself(text: str) -> None:
    if search_words(text):
        assert hits(text, text)


def test_norwegian_order() -> None:
    names = ["Ås", "Øst", "Ærlig", "Zeta", "aase", "Anne", "anne b", "Émile", "Avtale 10", "Avtale 2", "Eva"]
    assert sorted(names, key=sort_key) == [
        "Anne",
        "anne b",
        "Avtale 2",
        "Avtale 10",
        "Émile",
        "Eva",
        "Zeta",
        "Ærlig",
        "Øst",
        "Ås",
        "aase",
    ]


@given(st.text(max_size=40), st.sampled_from(["", "-", "/", ", ", ".", "_", "'", "\u00a0", "\u200b"]))
def test_words_are_what_stands_between_marks_whatever_the_marks_are(text: str, mark: str) -> None:
    typed = f"ab{mark}{text}{mark}12".lower()
    assert set(folded(typed).split()) >= {word for word in re.findall(r"[^\W_]+", typed) if word.isascii()}
    assert folded(f"ab{mark}12") == " ".join(re.findall(r"[^\W_]+", f"ab{mark}12"))
