"""How one field of a value becomes a cell and comes back, checked both ways.

Nothing is cleaned or corrected on the way out of the database: what was tampered with is told, not mended.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, TypeAdapter

from checklists.values import Refused, canonical_json
from db.problems import RowUnreadable
from db.rows.remembered import Remembered

Cell = str | int | bytes | None
Row = Mapping[str, Cell]
ModelT = TypeVar("ModelT", bound=BaseModel)
_TEXT, _WHOLE, _NOTHING = frozenset({str}), frozenset({int}), frozenset({type(None)})
_MAYBE_TEXT = _TEXT | _NOTHING
_NAMES = TypeAdapter(tuple[str, ...])


class Field(NamedTuple):
    """One attribute of a value and the column that holds it."""

    name: str
    column: str
    out: Callable[[object], Cell]
    back: Callable[[Cell], object]
    as_it_is: frozenset[type] = frozenset()
    """Types whose values `out` gives back unchanged; it need not be called for them."""


Fields = tuple[Field, ...]


def cells(value: BaseModel, fields: Fields) -> dict[str, Cell]:
    """The columns of `value` that hold its own fields."""
    model, held = type(value), value.__dict__
    plan = _plans.get(model)
    if plan is None or plan.fields is not fields:
        plan = _plans[model] = _planned(model, fields)
    made, named = plan.unset.copy(), plan.named
    for name in value.model_fields_set:
        if name in named:
            _, column, out, _, as_it_is = named[name]
            part = held[name]
            made[column] = part if type(part) in as_it_is else out(part)
    return made


class _Plan(NamedTuple):
    """How values of one model become columns: what these hold while nobody has set their fields, and the fields."""

    fields: Fields
    unset: dict[str, Cell]
    named: dict[str, Field]


_plans: dict[type[BaseModel], _Plan] = {}


def _planned(model: type[BaseModel], fields: Fields) -> _Plan:
    unset: dict[str, Cell] = {}
    for field in fields:
        facts = model.model_fields[field.name]
        default: object = None if facts.is_required() else facts.get_default(call_default_factory=True)
        unset[field.column] = None if facts.is_required() else field.out(default)
    return _Plan(fields, unset, {field.name: field for field in fields})


def value_of(model: type[ModelT], fields: Fields, row: Row, **others: object) -> ModelT:
    """The value in a row, as it stands there. Raises `RowUnreadable` for a cell the program never wrote."""
    values = dict(others)
    field = None
    try:
        for field in fields:
            values[field.name] = field.back(row[field.column])
    except (ValueError, TypeError, KeyError, Refused):
        raise RowUnreadable(f"{model.__name__}.{field.name if field else ''}") from None
    return model.model_construct(None, **values)


def texts(*names: str) -> Fields:
    return tuple(Field(name, name, _text_out, _text_back, _TEXT) for name in names)


def texts_or_none(*names: str) -> Fields:
    return tuple(Field(name, name, _maybe_text_out, _maybe_text_back, _MAYBE_TEXT) for name in names)


def wholes(*names: str) -> Fields:
    return tuple(Field(name, name, _whole_out, _whole_back, _WHOLE) for name in names)


def wholes_or_none(*names: str) -> Fields:
    return tuple(Field(name, name, _maybe_whole_out, _maybe_whole_back) for name in names)


def flags(*names: str) -> Fields:
    return tuple(Field(name, name, _flag_out, _flag_back) for name in names)


def days(*names: str) -> Fields:
    return tuple(Field(name, name, _day_out, _day_back, _NOTHING) for name in names)


def reference(name: str, column: str) -> Field:
    """An id or a code; an empty one is NULL in the row."""
    return Field(name, column, _reference_out, _reference_back)


def names_tuple(name: str) -> Field:
    """A tuple of texts, as a JSON list."""
    return Field(name, name, _names_out, _names_back)


def models_tuple(name: str, adapter: TypeAdapter[tuple[ModelT, ...]]) -> Field:
    """A tuple of small values, as a JSON list."""

    def made(value: object) -> str:
        found = _sequence(value)
        return "[]" if not found else canonical_json([_model(item).model_dump(mode="json") for item in found])

    out = Remembered(made)

    def back(cell: Cell) -> object:
        return () if cell == "[]" else adapter.validate_json(_text_back(cell))

    return Field(name, name, out, back)


def _model(value: object) -> BaseModel:
    if not isinstance(value, BaseModel):
        raise TypeError
    return value


def _sequence(value: object) -> Sequence[object]:
    if not isinstance(value, tuple):
        raise TypeError
    return value  # pyright: ignore[reportUnknownVariableType]


def _text_out(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _text_back(cell: Cell) -> str:
    if not isinstance(cell, str):
        raise TypeError
    return cell


def _maybe_text_out(value: object) -> Cell:
    return None if value is None else _text_out(value)


def _maybe_text_back(cell: Cell) -> str | None:
    return None if cell is None else _text_back(cell)


def _whole_out(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _whole_back(cell: Cell) -> int:
    if not isinstance(cell, int):
        raise TypeError
    return cell


def _maybe_whole_out(value: object) -> Cell:
    return None if value is None else _whole_out(value)


def _maybe_whole_back(cell: Cell) -> int | None:
    return None if cell is None else _whole_back(cell)


def _flag_out(value: object) -> int:
    if not isinstance(value, bool):
        raise TypeError
    return int(value)


def _flag_back(cell: Cell) -> bool:
    if cell not in (0, 1):
        raise ValueError
    return cell == 1


def _day_out(value: object) -> Cell:
    return None if value is None else iso(value)


def iso(value: object) -> str:
    """A date as its column holds it."""
    if not isinstance(value, date):
        raise TypeError
    return value.isoformat()


def _day_back(cell: Cell) -> date | None:
    return None if cell is None else date.fromisoformat(_text_back(cell))


def _reference_out(value: object) -> Cell:
    return _text_out(value) or None


def _reference_back(cell: Cell) -> str:
    return "" if cell is None else _text_back(cell)


def _names_out(value: object) -> str:
    found = _sequence(value)
    return "[]" if not found else canonical_json([_text_out(item) for item in found])


def _names_back(cell: Cell) -> tuple[str, ...]:
    if cell == "[]":
        return ()
    return _NAMES.validate_json(_text_back(cell))
