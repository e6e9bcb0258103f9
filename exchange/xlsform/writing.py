"""A form of ours as an XLSForm: in the columns that every tool knows, and in ours what those cannot say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checklists.form import LANGUAGES, Form, Language, Question
from checklists.values import Frozen, Refused
from exchange.form_reading import Container, Remarks
from exchange.xlsform.containers import LONGEST, Sheet, contained
from exchange.xlsform.languages import HEADED
from exchange.xlsform.naming import Part
from exchange.xlsform.ours import differing, written_value
from exchange.xlsform.reading import form_in
from exchange.xlsform.settings_in import ASSUMED
from exchange.xlsform.survey_out import Cells, SurveyRows
from exchange.xlsform.tables import OURS, Column, Line, Table

_FIRST: Final = (
    "type name label hint required relevant constraint constraint_message default choice_filter repeat_count"
).split()
_CHOICES: Final = ("list_name", "name", "label")
_SETTINGS: Final = ("form_title", "form_id", "version", "default_language")
_LEFT: Final[Mapping[type[Frozen], tuple[str, ...]]] = {Form: ("title", "sections"), Question: ("columns",)}


@dataclass(frozen=True, slots=True)
class XlsformFile:
    """A form as a file for other tools."""

    content: bytes
    unsaid: tuple[str, ...]
    """Keys of questions, sections and columns (`table.column`) with a condition that only we can read: other tools ask
    them always."""


def written_xlsform(form: Form, container: Container) -> XlsformFile:
    """The form as an XLSForm. Read back, it is the same form: its content hash is the same."""
    rows = SurveyRows(form, _languages(form), _flat if container == "md" else str)
    settings = _settings(form, rows)
    # What a column of ours says of a type or a key may change how the other cells of its row are read.
    for _ in range(3):
        if not _complete(form, rows, settings):
            break
    else:
        raise Refused("xlsform_not_writable", form=form.id)
    sheets: list[Sheet] = [
        ("survey", _sheet(rows.survey, _FIRST, LONGEST[container])),
        ("choices", _sheet(rows.choices, _CHOICES, LONGEST[container])),
        ("settings", _sheet([settings], _SETTINGS, LONGEST[container])),
    ]
    return XlsformFile(
        contained([each for each in sheets if len(each[1]) > 1], container), tuple(rows.unsaid)
    )


def _languages(form: Form) -> tuple[Language, ...]:
    """Bokmål, and the other languages that any text of the form is in."""
    stored = form.stored()
    return tuple(each for each in LANGUAGES if each == "nb" or f'"{each}":"' in stored)


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))


def _settings(form: Form, rows: SurveyRows) -> Cells:
    cells = {
        Column("form_title"): rows.flat(form.title.nb),
        Column("form_id"): form.id,
        Column("version"): str(form.version),
        Column("default_language"): HEADED["nb"],
    }
    for name in ASSUMED:
        cells[Column(OURS + name)] = written_value(getattr(form, name))
    others = {language: text for language in ("nn", "en") if (text := form.title.own(language))}
    if rows.flat(form.title.nb) != form.title.nb:
        others["nb"] = form.title.nb
    if others:
        cells[Column(f"{OURS}title")] = written_value(others)
    return cells


def _complete(form: Form, rows: SurveyRows, settings: Cells) -> bool:
    """Add what does not come back alike as columns of ours. Was there anything?"""
    tables = {
        "survey": _table("survey", rows.survey),
        "choices": _table("choices", rows.choices),
        "settings": _table("settings", [settings]),
    }
    came = form_in(tables, form.id, Remarks()).form
    more = 0
    pairs = [(settings, form, came)]
    found = _parts(came)
    if len(found) != len(rows.part):
        raise Refused("xlsform_not_writable", form=form.id)
    pairs += [
        (rows.survey[place], part, other)
        for (place, part), other in zip(rows.part.items(), found, strict=True)
    ]
    for cells, part, other in pairs:
        added = differing(part, other, _LEFT.get(type(part), ("questions",)))
        more += sum(cells.get(Column(name)) != told for name, told in added.items())
        cells |= {Column(name): told for name, told in added.items()}
    return more > 0


def _parts(form: Form) -> list[Part]:
    """Sections, questions and columns in the order of the survey."""
    found: list[Part] = []
    for section in form.sections:
        found.append(section)
        for question in section.questions:
            found += [question, *question.columns]
    return found


def _table(sheet: str, rows: Sequence[Cells]) -> Table:
    headings = {column: column.name for cells in rows for column in cells}
    return Table(sheet, headings, tuple(Line(number, cells) for number, cells in enumerate(rows, 2)))


def _sheet(rows: Sequence[Cells], first: Sequence[str], longest: int) -> list[list[str]]:
    """Headings and rows: the known columns first, then ours; what is too long for a cell goes on in the next."""
    there = dict.fromkeys(column for cells in rows for column in cells)
    languages = ["", *HEADED.values()]
    place = {name: number for number, name in enumerate(first)}

    def order(column: Column) -> tuple[int, str, int]:
        return place.get(column.name, len(place)), column.name, languages.index(column.language)

    columns = sorted(there, key=order)
    pieces = {column: [_pieces(cells.get(column, ""), longest) for cells in rows] for column in columns}
    heads: list[str] = []
    body: list[list[str]] = [[] for _ in rows]
    for column in columns:
        for number in range(max(map(len, pieces[column]))):
            more = f"::{number + 1}" if number else ""
            heads.append("::".join(part for part in column if part) + more)
            for row, held in zip(body, pieces[column], strict=True):
                row.append(held[number] if number < len(held) else "")
    return [heads, *body]


def _pieces(text: str, longest: int) -> list[str]:
    """A text in pieces that a cell holds, none of them beginning or ending with what a reader might change."""
    found: list[str] = []
    while len(text) > longest:
        at = longest
        while at > 1 and not (_firm(text[at - 1]) and _firm(text[at])):
            at -= 1
        found.append(text[:at])
        text = text[at:]
    return [*found, text]


def _firm(char: str) -> bool:
    return char.isascii() and char.isalnum()
