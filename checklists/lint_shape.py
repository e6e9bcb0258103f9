"""Whether a form file has the shape of a form: what the models say against it, as problems to mend."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from checklists.conditions import AnswerTo, CellOf, Condition, Parameter
from checklists.finding import Problem, problem, unknown
from checklists.form import (
    Choice,
    Column,
    Constraint,
    Form,
    Minutes,
    Proposes,
    Question,
    RowsOf,
    Section,
    Texts,
)
from checklists.yamlfile import Path, Yaml

Model = TypeVar("Model", bound=BaseModel)

_LIMITS = ("less_than", "at_most", "at_least", "more_than")

_MODEL_UNDER: Mapping[str, type[BaseModel]] = {
    "sections": Section,
    "questions": Question,
    "choices": Choice,
    "rows": Choice,
    "columns": Column,
    "proposes": Proposes,
    "constraint": Constraint,
    "minutes": Minutes,
    "rows_from": RowsOf,
    "older_than": Parameter,
    **dict.fromkeys(("when", "must", "not", "all", "any"), Condition),
    **dict.fromkeys(("title", "purpose", "text", "help", "evidence", "measure", "message"), Texts),
}
"""The model of what stands under a key of the file, or in the list under it."""
_CODE_OF: Mapping[str, str] = {
    "missing": "field_missing",
    "string_type": "not_text",
    "bool_type": "not_true_false",
    "bool_parsing": "not_true_false",
    "int_type": "not_whole_number",
    "int_parsing": "not_whole_number",
    "int_from_float": "not_whole_number",
    "int_parsing_size": "value_wrong",
    "tuple_type": "not_list",
    "model_type": "not_mapping",
    "model_attributes_type": "not_mapping",
}


@dataclass(frozen=True, slots=True)
class PlacedSection:
    """A section with its place in the file; what is wrong in it is left out."""

    path: Path
    key: str
    theme: str
    when: Condition | None
    texts: tuple[tuple[Path, Texts], ...]


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question that has the right shape, with its place in the file."""

    path: Path
    question: Question
    section: PlacedSection


@dataclass(frozen=True, slots=True)
class Draft:
    """As much of a form as has the right shape, so that the rest of it can be judged too."""

    content: Mapping[str, Yaml]
    sections: tuple[PlacedSection, ...]
    questions: tuple[PlacedQuestion, ...]
    keys: Mapping[str, Path]
    """Keys of all questions as written, also of those with a wrong shape, with their first place."""
    minutes: Minutes | None
    texts: tuple[tuple[Path, Texts], ...]

    def text_of(self, name: str) -> str:
        """A plain field of the form, empty if it is missing or no text."""
        value = self.content.get(name)
        return value if isinstance(value, str) else ""


def shape_problems(content: dict[str, Yaml]) -> Iterator[Problem]:
    """What the models say against the file: one problem a place."""
    try:
        Form.model_validate(content)
    except ValidationError as wrong:
        placed = [(_real_path(detail, content), detail) for detail in wrong.errors(include_url=False)]
        around = {path[:length] for path, _ in placed for length in range(len(path))}
        told: set[Path] = set()
        for path, detail in placed:
            if path not in told and not _only_follows(detail, path, around):
                told.add(path)
                yield _problem(detail, path)


def _only_follows(detail: ErrorDetails, path: Path, around: set[Path]) -> bool:
    """Does it only follow from what is said of something inside? A limit may be a text or one of two mappings."""
    if detail["type"] in ("string_type", "literal_error", "int_type"):
        return isinstance(detail["input"], dict) and path in around
    if detail["type"] == "too_short":  # a list whose items are all wrong counts as empty
        return path in around
    return (
        detail["type"] == "missing"
        and path[-2:-1] in [(name,) for name in (*_LIMITS, "older_than")]
        and bool(detail["input"])
    )


def draft_of(content: dict[str, Yaml]) -> Draft:
    """The parts of a form file that have the right shape."""
    sections: list[PlacedSection] = []
    questions: list[PlacedQuestion] = []
    keys: dict[str, Path] = {}
    for i, raw in enumerate(_list(content.get("sections"))):
        if not isinstance(raw, dict):
            continue
        path: Path = ("sections", i)
        section = _section(raw, path)
        sections.append(section)
        for j, asked in enumerate(_list(raw.get("questions"))):
            key = asked.get("key") if isinstance(asked, dict) else None
            if isinstance(key, str):
                keys.setdefault(key, (*path, "questions", j))
            if question := _valid(Question, asked):
                questions.append(PlacedQuestion((*path, "questions", j), question, section))
    return Draft(
        content,
        tuple(sections),
        tuple(questions),
        keys,
        _valid(Minutes, content.get("minutes")),
        _texts(content, ("title", "purpose"), ()),
    )


def _section(raw: dict[str, Yaml], path: Path) -> PlacedSection:
    key, theme = raw.get("key"), raw.get("theme")
    return PlacedSection(
        path,
        key if isinstance(key, str) else "",
        theme if isinstance(theme, str) else "",
        _valid(Condition, raw.get("when")),
        _texts(raw, ("title", "help"), path),
    )


def _texts(raw: Mapping[str, Yaml], names: tuple[str, ...], path: Path) -> tuple[tuple[Path, Texts], ...]:
    found = ((name, _valid(Texts, raw.get(name))) for name in names)
    return tuple(((*path, name), texts) for name, texts in found if texts is not None)


def _valid(model: type[Model], raw: Yaml) -> Model | None:
    try:
        return model.model_validate(raw)
    except ValidationError:
        return None


def _list(raw: Yaml) -> list[Yaml]:
    return raw if isinstance(raw, list) else []


def _real_path(detail: ErrorDetails, content: Yaml) -> Path:
    """The error's place in the file: without the names that pydantic gives the arms of a union."""
    path: list[str | int] = []
    for part in detail["loc"]:
        there, inner = _inside(content, part)
        if there:
            content = inner
            path.append(part)
        elif detail["type"] == "missing" and part == detail["loc"][-1]:
            path.append(part)
    return tuple(path)


def _inside(content: Yaml, part: str | int) -> tuple[bool, Yaml]:
    """Is there something under `part`, and what?"""
    if isinstance(content, dict) and isinstance(part, str) and part in content:
        return True, content[part]
    if isinstance(content, list) and isinstance(part, int) and part < len(content):
        return True, content[part]
    return False, None


def _problem(detail: ErrorDetails, path: Path) -> Problem:
    kind, context, name = detail["type"], detail.get("ctx", {}), str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        return unknown("unknown_key", path, name, known_keys(path[:-1]))
    if kind == "missing":
        return problem("field_missing", path, field=name)
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        return unknown("value_not_allowed", path, str(detail["input"]), [word for word in allowed if word])
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = context.get("ge", context.get("le", ""))
        return problem("number_out_of_range", path, given=str(detail["input"])[:60], limit=str(limit))
    if kind == "string_pattern_mismatch":
        code = "bad_clause" if name == "clause" else "bad_key"
        return problem(code, path, given=str(detail["input"])[:60])
    if kind in ("string_too_long", "too_long"):
        code = "text_over_limit" if isinstance(detail["input"], str) else "list_too_long"
        return problem(code, path, limit=int(context.get("max_length", 0)))
    if kind == "too_short":
        return problem("list_empty", path, field=name)
    if kind == "condition_not_one_test":
        return problem(kind, path, found=int(context.get("found", 0)))
    if kind == "model_type" and _model_at(path) is Condition and isinstance(detail["input"], str):
        return problem("expression_not_ours", path, given=detail["input"][:60])
    return problem(_CODE_OF.get(kind, "value_wrong"), path, field=name, given=str(detail["input"])[:60])


def _model_at(path: Path) -> type[BaseModel] | None:
    names = [part for part in path if isinstance(part, str)]
    return _MODEL_UNDER.get(names[-1]) if names else Form


def known_keys(path: Path) -> tuple[str, ...]:
    """The keys that the format knows in the mapping at `path`."""
    if path and path[-1] in _LIMITS:
        return (*Parameter.model_fields, *AnswerTo.model_fields, *CellOf.model_fields)
    model = _model_at(path)
    fields = model.model_fields if model else {}
    return tuple(facts.alias or name for name, facts in fields.items())
