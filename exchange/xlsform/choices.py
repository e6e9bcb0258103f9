"""The lists of choices of an XLSForm, as choices with codes of ours."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Final

from checklists.form import NOT_APPLICABLE, NOT_ASSESSED, VERDICTS
from exchange.form_reading import Remarks
from exchange.xlsform.keys import Keys
from exchange.xlsform.languages import Languages
from exchange.xlsform.tables import Line, Table

ChoiceFields = dict[str, object]
_READ: Final = frozenset(("list_name", "name", "label"))


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """One list: its choices as fields of `Choice`, and the code behind each name in the file."""

    choices: tuple[ChoiceFields, ...]
    codes: Mapping[str, str]
    twins: Mapping[str, tuple[str, ...]]
    """Names that several choices have, and the code of each of them."""
    cells: Mapping[str, Mapping[str, str]]
    """What stands in the columns of each choice that have no language, by its code."""
    columns: frozenset[str]
    """Names of the columns of the sheet."""

    @property
    def is_verdict(self) -> bool:
        """Are they yes, partly and no, perhaps with not applicable and not assessed?"""
        names = set(self.codes)
        return set(VERDICTS) <= names <= {*VERDICTS, NOT_APPLICABLE, NOT_ASSESSED}


def lists_of(table: Table, languages: Languages, remarks: Remarks) -> Mapping[str, ChoiceList]:
    """Every list of the sheet, by name."""
    rows: dict[str, list[Line]] = {}
    for line in table.lines:
        if not (name := line.get("list_name")):
            continue
        if not line.get("name"):
            remarks.add("choice_without_name", "choices", line.number, table.heading("name"), list=name)
            continue
        rows.setdefault(name, []).append(line)
    return {name: _list(name, lines, table, languages, remarks) for name, lines in rows.items()}


def _list(name: str, lines: list[Line], table: Table, languages: Languages, remarks: Remarks) -> ChoiceList:
    keys = Keys((line.get("name") for line in lines), codes=True)
    found: list[ChoiceFields] = []
    codes: dict[str, str] = {}
    named: dict[str, tuple[str, ...]] = {}
    cells: dict[str, Mapping[str, str]] = {}
    for line in lines:
        given = line.get("name")
        code = keys.key(given, name)
        place = ("choices", line.number, table.heading("name"))
        if given in codes:
            remarks.add("choice_twice", *place, given=given, list=name, key=code)
        elif code != given:
            remarks.add("key_made", *place, given=given, key=code)
        codes.setdefault(given, code)
        named[given] = (*named.get(given, ()), code)
        cells[code] = {column.name: text for column, text in line.cells.items() if not column.language}
        texts = languages.texts(line, "label", table)
        if texts is None:
            remarks.add("label_missing", "choices", line.number, table.heading("label"), name=given)
        found.append({"code": code, "text": texts or {"nb": given}})
    twins = {name: those for name, those in named.items() if len(those) > 1}
    columns = frozenset(column.name for column in table.headings if not column.language)
    return ChoiceList(tuple(found), codes, twins, cells, columns)


def remark_columns(table: Table, filtered_by: Set[str], remarks: Remarks) -> None:
    """Columns of the sheet that are not carried: pictures, notes of the author, filters that could not be read."""
    for column, heading in table.headings.items():
        rows = [line.number for line in table.lines if column in line.cells]
        if rows and column.name not in _READ and column.name not in filtered_by:
            remarks.add("column_not_carried", "choices", rows[0], heading, count=len(rows))
