"""The interface's words in bokmål, nynorsk and English (gettext). The language is always an argument."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

LOCALES: Final = Path(__file__).with_name("locale")
LANGUAGES: Final = ("nb", "nn", "en")


def N_(msgid: str) -> str:
    """Marks a message for the catalogues where it stands; it is translated where it is shown."""
    return msgid


class Words:
    """Messages in one language. Parameters are filled in by name after translation."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = gettext.translation("aktsom", LOCALES, languages=[language], fallback=True)

    def text(self, msgid: str, **params: object) -> str:
        """The message in this language; the English msgid itself where there is no other."""
        message = self._catalogue.gettext(msgid) if msgid else ""
        return message.format_map(params) if params else message

    def count(self, one: str, many: str, n: int, **params: object) -> str:
        """The message for a number of things; `{n}` is the number."""
        return self._catalogue.ngettext(one, many, n).format_map({"n": n, **params})


@cache
def words(language: str) -> Words:
    """The words of `nb`, `nn` or `en`."""
    return Words(language if language in LANGUAGES else "nb")


_SHORT: Final = {"nb": "nb", "no": "nb", "nn": "nn", "en": "en"}


def chosen_language(option: str | None, environment: Mapping[str, str], own: str = "") -> str:
    """`--lang`, else AKTSOM_LANG, else the person's `own`, else LC_ALL, LC_MESSAGES, LANG.

    nb and no → nb, nn → nn, C, POSIX and unset → nb, any other locale → en.
    """
    for asked in (option, environment.get("AKTSOM_LANG"), own):
        if asked and (named := _SHORT.get(_of_locale(asked))):
            return named
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := _of_locale(environment.get(variable, "")):
            return "nb" if locale in ("c", "posix") else _SHORT.get(locale, "en")
    return "nb"


def _of_locale(name: str) -> str:
    """`nb_NO.UTF-8` → `nb`."""
    return name.partition(".")[0].partition("@")[0].partition("_")[0].strip().lower()
