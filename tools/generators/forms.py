"""tests/golden/forms: every shipped form as it is asked, on paper with its code book, in each language."""

from __future__ import annotations

from checklists.form import LANGUAGES
from checklists.library import Library
from exchange.paper import written
from exchange.paper.blank import blank


def generate() -> dict[str, str]:
    """A Markdown document a form and language."""
    return {
        f"tests/golden/forms/{form.id}.{language}.md": written(
            blank(form, language, codebook=language == "nb"), "md"
        ).decode()
        for form in Library().newest
        for language in LANGUAGES
    }
