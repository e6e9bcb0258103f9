"""Everything a person reads in the interface is there in bokmål and in nynorsk."""

from __future__ import annotations

import catalogues
import pytest


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_message_is_translated_and_none_is_left_over(language: str) -> None:
    if not catalogues.path_of(language).exists():
        pytest.skip(f"the catalogue of {language} is not written yet")
    told = catalogues.problems(language)
    assert not told, f"{len(told)} to mend; tools/catalogues.py adds what is new:\n" + "\n".join(told)


def test_the_two_written_norwegians_are_told_apart() -> None:
    """A catalogue copied from the other one is no translation."""
    missing = [language for language in catalogues.LANGUAGES if not catalogues.path_of(language).exists()]
    if missing:
        pytest.skip(f"not written yet: {', '.join(missing)}")
    nb, nn = (
        {catalogues.key_of(m.id): m.string for m in catalogues.read(each) if m.id}
        for each in catalogues.LANGUAGES
    )
    differing = sum(nb[key] != nn[key] for key in nb.keys() & nn.keys())
    assert differing > len(nb) * 0.2


def test_a_wrong_translation_is_found() -> None:
    told = catalogues.problems_of("nb", "Due {day}", "Frist {dag}", {"day"})
    assert told == ["nb: other parameters than the English (['day']): 'Due {day}'"]
    assert catalogues.problems_of("nb", "Due {day}", "Frist {day}", {"day"}) == []
    assert catalogues.problems_of("nb", "Due {day}", "", {"day"})
    assert catalogues.problems_of("nb", "Due {day}", "Frist {day", {"day"})
