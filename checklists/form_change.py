"""What differs between two versions of a form, by permanent key only: never by number or place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Final, TypeVar

from pydantic import BaseModel, TypeAdapter

from checklists.form import LANGUAGES, Choice, Column, Form, Question, Section, Texts
from checklists.values import Frozen, canonical_json

_HEAD: Final = (
    *("filled_by", "method", "requirement_set", "minutes", "due_days", "delete_days"),
    *("source", "licence", "change_note"),
)
_OF_QUESTION: Final = (
    *("type", "clause", "theme", "required", "lead", "short", "not_assessed", "weight"),
    *("when", "default", "constraint", "proposes", "rows_from", "writes", "hears_supplier"),
)
_OF_COLUMN: Final = ("type", "required", "role", "fill", "when", "default", "constraint", "proposes")
_ANY: Final[TypeAdapter[object]] = TypeAdapter(object)


class FieldChange(Frozen):
    """One field that says something else: `text` in `nb`, or `choice_added`."""

    field: str
    part: str = ""
    """Code of the choice or row it is about, or of the part that stands in another order."""
    language: str = ""
    before: str = ""
    after: str = ""


class Changed(Frozen):
    """A section, question or column (`table.column`) that is in both versions, and what differs."""

    key: str
    fields: tuple[FieldChange, ...]


class Moved(Frozen):
    """A question that stands in another section."""

    key: str
    before: str
    after: str


class FormDiff(Frozen):
    """What differs between two versions. Everything is named by its key; columns as `table.column`."""

    form: str
    old: int
    new: int
    head: tuple[FieldChange, ...] = ()
    """Of the form itself: title, purpose, method …"""
    sections_new: tuple[str, ...] = ()
    sections_dropped: tuple[str, ...] = ()
    sections_changed: tuple[Changed, ...] = ()
    questions_new: tuple[str, ...] = ()
    questions_dropped: tuple[str, ...] = ()
    questions_moved: tuple[Moved, ...] = ()
    questions_changed: tuple[Changed, ...] = ()
    columns_new: tuple[str, ...] = ()
    columns_dropped: tuple[str, ...] = ()
    columns_changed: tuple[Changed, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Do both say the same, apart from the number of the version?"""
        return self == FormDiff(form=self.form, old=self.old, new=self.new)


def diff(old: Form, new: Form) -> FormDiff:
    """What `new` says otherwise than `old`."""
    before, after = {each.key: each for each in old.sections}, {each.key: each for each in new.sections}
    both = old.by_key.keys() & new.by_key.keys()
    # The columns of a table that is in one version only go with the table.
    cells_before, cells_after = _columns(old, both), _columns(new, both)
    return FormDiff(
        form=new.id,
        old=old.version,
        new=new.version,
        head=tuple(_of_head(old, new)),
        sections_new=_only_in(after, before),
        sections_dropped=_only_in(before, after),
        sections_changed=_changed(_of_section, before, after),
        questions_new=_only_in(new.by_key, old.by_key),
        questions_dropped=_only_in(old.by_key, new.by_key),
        questions_moved=tuple(_moved(old, new)),
        questions_changed=_changed(_of_question, old.by_key, new.by_key),
        columns_new=_only_in(cells_after, cells_before),
        columns_dropped=_only_in(cells_before, cells_after),
        columns_changed=_changed(_of_column, cells_before, cells_after),
    )


def _columns(form: Form, tables: Set[str]) -> dict[str, Column]:
    return {
        f"{table.key}.{column.key}": column
        for table in form.questions
        for column in table.columns
        if table.key in tables
    }


def _only_in(these: Mapping[str, object], others: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(key for key in these if key not in others)


PartT = TypeVar("PartT")


def _changed(
    told: Callable[[PartT, PartT], Iterator[FieldChange]],
    old: Mapping[str, PartT],
    new: Mapping[str, PartT],
) -> tuple[Changed, ...]:
    found = (Changed(key=key, fields=tuple(told(held, new[key]))) for key, held in old.items() if key in new)
    return tuple(each for each in found if each.fields)


def _moved(old: Form, new: Form) -> Iterator[Moved]:
    for key, before in old.section_of.items():
        after = new.section_of.get(key)
        if after is not None and after.key != before.key:
            yield Moved(key=key, before=before.key, after=after.key)


def _of_head(old: Form, new: Form) -> Iterator[FieldChange]:
    yield from _texts("title", old.title, new.title)
    yield from _texts("purpose", old.purpose, new.purpose)
    yield from _plain(_HEAD, old, new)
    yield from _order(
        "section_order", [each.key for each in old.sections], [each.key for each in new.sections]
    )


def _of_section(old: Section, new: Section) -> Iterator[FieldChange]:
    yield from _texts("text", old.title, new.title)
    yield from _texts("help", old.help, new.help)
    yield from _plain(("theme", "when"), old, new)
    keys = [[each.key for each in section.questions] for section in (old, new)]
    yield from _order("question_order", *keys)


def _of_question(old: Question, new: Question) -> Iterator[FieldChange]:
    for name in ("text", "help", "evidence"):
        yield from _texts(name, getattr(old, name), getattr(new, name))
    yield from _plain(_OF_QUESTION, old, new)
    yield from _choices("choice", old.choices, new.choices)
    yield from _choices("row", old.rows, new.rows)
    yield from _order("column_order", [each.key for each in old.columns], [each.key for each in new.columns])


def _of_column(old: Column, new: Column) -> Iterator[FieldChange]:
    yield from _texts("text", old.text, new.text)
    yield from _texts("help", old.help, new.help)
    yield from _plain(_OF_COLUMN, old, new)
    yield from _choices("choice", old.choices, new.choices)


def _choices(what: str, old: Sequence[Choice], new: Sequence[Choice]) -> Iterator[FieldChange]:
    before, after = {each.code: each for each in old}, {each.code: each for each in new}
    for code, choice in after.items():
        if code not in before:
            yield FieldChange(field=f"{what}_added", part=code, after=choice.text.nb)
    for code, choice in before.items():
        if code not in after:
            yield FieldChange(field=f"{what}_dropped", part=code, before=choice.text.nb)
            continue
        yield from _texts(f"{what}_text", choice.text, after[code].text, part=code)
        if choice.exclusive != after[code].exclusive:
            told = (_told(choice.exclusive), _told(after[code].exclusive))
            yield FieldChange(field=f"{what}_alone", part=code, before=told[0], after=told[1])
        if choice.when != after[code].when:
            told = (_told(choice.when), _told(after[code].when))
            yield FieldChange(field=f"{what}_when", part=code, before=told[0], after=told[1])
    yield from _order(f"{what}_order", list(before), list(after))


def _texts(field: str, old: Texts | None, new: Texts | None, *, part: str = "") -> Iterator[FieldChange]:
    for language in LANGUAGES:
        before, after = (each.own(language) if each else "" for each in (old, new))
        if before != after:
            yield FieldChange(field=field, part=part, language=language, before=before, after=after)


def _plain(fields: Sequence[str], old: BaseModel, new: BaseModel) -> Iterator[FieldChange]:
    for field in fields:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield FieldChange(field=field, before=_told(before), after=_told(after))


def _order(field: str, old: Sequence[str], new: Sequence[str]) -> Iterator[FieldChange]:
    """Of the keys that both have."""
    before, after = [each for each in old if each in new], [each for each in new if each in old]
    if before != after:
        yield FieldChange(field=field, before=", ".join(before), after=", ".join(after))


def _told(value: object) -> str:
    """Text as it is, anything else as canonical JSON by the names of the form file; nothing for nothing."""
    if value is None or value == ():
        return ""
    return (
        value
        if isinstance(value, str)
        else canonical_json(_ANY.dump_python(value, mode="json", by_alias=True, exclude_defaults=True))
    )
