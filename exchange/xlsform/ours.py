"""What XLSForm has no column for, in columns of ours: written where a form would not come back alike, read first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from checklists.values import Frozen
from exchange.form_reading import Remarks
from exchange.xlsform.tables import OURS, Line, Table

ModelT = TypeVar("ModelT", bound=BaseModel)
Fields = Mapping[str, object]
PART: Final = OURS + "part"
"""Marks a row that is no question of the form: the reason for not applicable, the name of a table's row."""
EXCLUSIVE: Final = OURS + "exclusive"
"""Codes of the choices that are chosen alone."""
OFFERED: Final = "offered"
"""Our column of the sheet choices that a choice filter looks at, which other tools read too."""
_MARKS: Final = (PART, EXCLUSIVE)
TEXT_FIELDS: Final = frozenset(
    "id filled_by method requirement_set source licence change_note key type clause theme role"
    " rows_from writes fill default".split()
)
"""Fields that are plain text, and stand in their cells as they are; where one is none, it is JSON."""
_JSON: Final = ('"', "{", "[")
"""What JSON in the cell of a text field begins with."""
_WORDS: Final[Mapping[str, object]] = {"yes": True, "no": False, "null": None}


def written_value(value: object) -> str:
    """A field's value as a cell: text as it is, yes and no, numbers, and compact JSON for everything else."""
    told = _plain(value)
    if isinstance(told, bool):
        return "yes" if told else "no"
    if isinstance(told, str) and told and told == told.strip() and "\n" not in told and told[0] not in _JSON:
        return told
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, Frozen):
        return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if isinstance(value, tuple):
        parts: list[object] = list(value)  # pyright: ignore[reportUnknownArgumentType]
        return [_plain(each) for each in parts]
    return value


def read_value(text: str, name: str) -> object:
    """The value in a cell of ours. Raises ValueError for JSON that is none."""
    if text[:1] in _JSON or name not in TEXT_FIELDS:
        if text in _WORDS:
            return _WORDS[text]
        return json.loads(text)
    return text


def with_ours(
    model: type[ModelT],
    plain: Fields,
    line: Line,
    table: Table,
    remarks: Remarks,
    leaving: Iterable[str] = (),
) -> dict[str, object]:
    """`plain` with the fields that our own columns tell, which win; what is no longer valid there is told."""
    fields: dict[str, object] = dict(plain)
    for name, text in ours_in(line).items():
        if name in leaving:
            continue
        place = (table.sheet, line.number, OURS + name)
        if name not in model.model_fields:
            remarks.add("column_unknown", *place, rows=str(line.number))
            continue
        try:
            given = {**fields, name: read_value(text, name)}
            model.model_validate(given)
        except (ValueError, RecursionError):  # ValidationError is a ValueError
            remarks.add("cell_not_ours", *place, text=text)
            continue
        fields = given
    return fields


def ours_in(line: Line) -> dict[str, str]:
    """Fields that our own columns tell of in a row: name → cell."""
    return {
        column.name.removeprefix(OURS): text
        for column, text in line.cells.items()
        if column.name.startswith(OURS) and column.name not in _MARKS
    }


def valid(model: type[ModelT], fields: Fields) -> ModelT | None:
    try:
        return model.model_validate(dict(fields))
    except ValidationError:
        return None


def differing(wanted: BaseModel, came: BaseModel | None, leaving: Iterable[str] = ()) -> dict[str, str]:
    """The fields of `wanted` that did not come back alike, as cells of ours."""
    plain = type(wanted).model_construct() if came is None else came
    return {
        OURS + name: written_value(getattr(wanted, name))
        for name in type(wanted).model_fields
        if name not in leaving and getattr(wanted, name) != getattr(plain, name, None)
    }
