"""The languages of an XLSForm: which of its columns are bokmål, nynorsk and English, and which is shown first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from checklists.form import Language
from exchange.form_reading import Remarks
from exchange.xlsform.tables import Line, Table

HEADED: Final[Mapping[Language, str]] = {
    "nb": "Norsk bokmål (nb)",
    "nn": "Norsk nynorsk (nn)",
    "en": "English (en)",
}
"""What the languages are called in the headings that we write."""
LONGEST: Final = 4_000
_CODE = re.compile(r"\(([A-Za-z]{2,3})(?:[-_][A-Za-z]+)?\)\s*$")
_KNOWN: Final[Mapping[str, Language]] = {
    **dict.fromkeys(
        ("nb", "no", "nob", "nor", "bokmål", "bokmal", "norsk", "norsk bokmål", "norwegian"), "nb"
    ),
    **dict.fromkeys(("norwegian bokmål", "norwegian bokmal"), "nb"),
    **dict.fromkeys(("nn", "nno", "nynorsk", "norsk nynorsk", "norwegian nynorsk"), "nn"),
    **dict.fromkeys(("en", "eng", "english", "engelsk"), "en"),
}
_ANSWER = re.compile(r"\$\{[^}]*\}")
_TRANSLATED: Final = ("label", "hint", "constraint_message")


def language_of(heading: str) -> Language | None:
    """The language that a heading names: `English (en)`, `nb`, `Norsk bokmål`."""
    coded = _CODE.search(heading)
    told = coded[1] if coded else heading
    return _KNOWN.get(" ".join(told.split()).lower())


class Languages:
    """The languages that the headings of a file name."""

    def __init__(self, survey: Table, choices: Table, default: str, remarks: Remarks) -> None:
        self._remarks = remarks
        columns = [*survey.headings, *choices.headings]
        named = list(dict.fromkeys(each.language for each in columns if each.name in _TRANSLATED))
        self._ours: dict[str, Language] = {}
        for each in named:
            told = language_of(each or default)
            if told and told not in self._ours.values():
                self._ours[each] = told
        first = [each for each, code in self._ours.items() if code == "nb"]
        labels = [each.language for each in survey.headings if each.name == "label"]
        wanted = [each for each in (default, "") if each in labels]
        self.first: str = (first or wanted or labels or [""])[0]
        self._remark(survey, named, default, remarks)

    def _remark(self, survey: Table, named: list[str], default: str, remarks: Remarks) -> None:
        if self._ours.get(self.first) != "nb":
            if told := self.first or default:
                remarks.add("language_as_first", "survey", column=survey.heading("label"), language=told)
            else:
                remarks.add("language_not_told", "survey", column=survey.heading("label"))
        for each in named:
            if each and each != self.first and each not in self._ours:
                remarks.add("language_not_carried", "survey", column=f"label::{each}", language=each)

    def texts(self, line: Line, name: str, table: Table) -> dict[str, str] | None:
        """The texts of one family of columns in a row, as fields of `Texts`; None where it holds nothing."""
        held = {column.language: text for column, text in line.cells.items() if column.name == name}
        if not held:
            return None
        place = (table.sheet, line.number, table.heading(name))
        if any(_ANSWER.search(text) for text in held.values()):
            self._remarks.add("text_names_answer", *place)
        texts = {code: held[language] for language, code in self._ours.items() if language in held}
        own = held.get(self.first) or held.get("")
        if not own:
            borrowed = next((each for each in held if each in self._ours), "")
            if not borrowed and name != "label":
                return None  # in a language that is not carried, which is told of it as a whole
            borrowed = borrowed or next(iter(held))
            own = held[borrowed]
            self._remarks.add("text_borrowed", *place, language=borrowed)
        texts["nb"] = own
        if any(len(text) > LONGEST for text in texts.values()):
            self._remarks.add("cell_cut", *place, limit=LONGEST)
        return {language: text[:LONGEST] for language, text in texts.items()}
