"""Every shipped form reads as it was last read through: a changed word is seen, and kept by `tools/generate`."""

from __future__ import annotations

from pathlib import Path

import pytest

from checklists.form import LANGUAGES, Form
from checklists.library import Library
from exchange.paper import written
from exchange.paper.blank import blank

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "forms"
FORMS = Library().newest


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_shipped_form_says_in_each_language_what_was_read_through(form: Form, language: str) -> None:
    golden = (GOLDEN / f"{form.id}.{language}.md").read_text(encoding="utf-8")
    assert written(blank(form, language, codebook=language == "nb"), "md").decode() == golden


def test_there_is_no_text_of_a_form_that_is_gone() -> None:
    expected = {f"{form.id}.{language}.md" for form in FORMS for language in LANGUAGES}
    assert {file.name for file in GOLDEN.iterdir()} == expected
