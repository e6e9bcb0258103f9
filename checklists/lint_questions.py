"""What can be wrong with the questions of a form apart from their conditions: keys, choices, clauses, languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from checklists.codelists import codes
from checklists.finding import Problem, problem, unknown
from checklists.form import (
    FILLED,
    IN_TIME,
    OVERDUE,
    RISK_CHOICES,
    Choice,
    Column,
    Constraint,
    Proposes,
    Question,
    Texts,
)
from checklists.lint_shape import Draft, PlacedQuestion
from checklists.requirements import RequirementSets, question_key
from checklists.values import Frozen
from checklists.yamlfile import Path

WRITTEN: Mapping[str, str] = {"risk": "one", "risk_reason": "text"}
"""What is written on the contract, and the type of the question that says it."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The codes that a form may use. An empty set is not checked."""

    themes: frozenset[str]
    methods: frozenset[str]
    deviation_types: frozenset[str]
    measure_kinds: frozenset[str]
    families: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    """Addresses: `human_rights.policy`."""
    parameters: frozenset[str] = frozenset()

    @classmethod
    def of(cls, sets: RequirementSets) -> Vocabulary:
        """The code lists of the field, and what the requirement sets hold."""
        held = tuple(sets.values())
        return cls(
            themes=frozenset(codes("themes")),
            methods=frozenset(codes("methods")),
            deviation_types=frozenset(codes("deviation_types")),
            measure_kinds=frozenset(codes("measure_kinds")),
            families=frozenset(terms.family for terms in held),
            clauses=frozenset(f"{terms.family}.{clause.key}" for terms in held for clause in terms.clauses),
            parameters=frozenset(parameter.key for terms in held for parameter in terms.parameters),
        )


def question_problems(draft: Draft, known: Vocabulary) -> Iterator[Problem]:
    """Everything wrong with the questions one by one, and with their keys together."""
    yield from _keys(draft)
    for section in draft.sections:
        if section.theme:
            yield from _code("unknown_theme", (*section.path, "theme"), section.theme, known.themes)
    yield from _written(draft)
    for placed in draft.questions:
        yield from _parts(placed)
        yield from _clause(placed, known)
        for rule, path in _rules(placed):
            yield from _rule(placed.question, rule, path, known)


def _written(draft: Draft) -> Iterator[Problem]:
    """What becomes of the contract when it is signed: said by one question, in codes that mean something."""
    told: set[str] = set()
    for placed in draft.questions:
        writes = placed.question.writes
        if writes and writes in told:
            yield problem("writes_twice", (*placed.path, "writes"), writes=writes)
        told.add(writes)
        for n, choice in enumerate(placed.question.choices if writes == "risk" else ()):
            if choice.code not in RISK_CHOICES:
                yield unknown("unknown_risk", (*placed.path, "choices", n, "code"), choice.code, RISK_CHOICES)


def _keys(draft: Draft) -> Iterator[Problem]:
    yield from _twice("section_twice", ((s.path, s.key) for s in draft.sections if s.key))
    yield from _twice("question_twice", ((p.path, p.question.key) for p in draft.questions))
    alike: dict[str, str] = {}
    for key, path in draft.keys.items():
        first = alike.setdefault(_look(key), key)
        if first != key:
            yield problem("keys_look_alike", (*path, "key"), key=key, other=first)


def _look(key: str) -> str:
    """What is left of a key when underscores, and letters that look like digits, are not told apart."""
    return key.replace("_", "").translate(str.maketrans("01i", "oll"))


def _twice(code: str, keys: Iterable[tuple[Path, str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, key in keys:
        if key in seen:
            yield problem(code, (*path, "key"), key=key)
        seen.add(key)


def _parts(placed: PlacedQuestion) -> Iterator[Problem]:
    """Choices, columns, rows and marks against the type of the question."""
    question, path = placed.question, placed.path
    yield from _choices(question.type, question.choices, (*path, "choices"))
    if question.type == "table":
        if not question.columns:
            yield problem("columns_missing", (*path, "type"))
        yield from _columns(question, path)
        yield from _code_twice(question.rows, (*path, "rows"))
        if question.rows and question.rows_from:
            yield problem("rows_twice", (*path, "rows"))
    else:
        if question.columns:
            yield problem("columns_not_used", (*path, "columns"), type=question.type)
        if question.rows:
            yield problem("rows_not_used", (*path, "rows"), type=question.type)
    for name, kind in (
        ("rows_from", "table"),
        ("hears_supplier", "text"),
        ("writes", WRITTEN.get(question.writes)),
    ):
        if getattr(question, name) and question.type != kind:
            yield problem("field_not_used", (*path, name), field=name, type=question.type)
    if question.not_assessed and question.type != "yes_partly_no":
        yield problem("not_assessed_not_used", (*path, "not_assessed"), type=question.type)
    if not question.answerable:
        for name in ("required", "lead", "evidence", "constraint", "proposes"):
            if getattr(question, name):
                yield problem("note_asks", (*path, name), field=name)


def _columns(question: Question, path: Path) -> Iterator[Problem]:
    places = [(*path, "columns", c) for c in range(len(question.columns))]
    yield from _twice("column_twice", zip(places, (c.key for c in question.columns), strict=True))
    for place, column in zip(places, question.columns, strict=True):
        yield from _choices(column.type, column.choices, (*place, "choices"))
        if column.key == "row" and (question.rows or question.rows_from):
            yield problem("column_called_row", (*place, "key"))
        if column.fill and question.rows_from != "open_measures":
            yield problem("fill_not_used", (*place, "fill"))
        elif column.fill and column.type != FILLED[column.fill]:
            yield problem("fill_wrong_type", (*place, "type"), fill=column.fill, type=FILLED[column.fill])
        elif column.fill == OVERDUE and not {OVERDUE, IN_TIME} <= {choice.code for choice in column.choices}:
            yield problem("fill_choices", (*place, "choices"), allowed=f"{OVERDUE}, {IN_TIME}")
        yield from _row_groups(column, place)


def _row_groups(column: Column, place: Path) -> Iterator[Problem]:
    """One proposal for each group of named rows, and one for the others: a cell never proposes two things."""
    told: set[str] = set()
    others = False
    for n, rule in enumerate(column.proposes):
        again = told.intersection(rule.rows)
        if again or (others and not rule.rows):
            rows = ", ".join(sorted(again)) or "-"
            yield problem("proposals_overlap", (*place, "proposes", n, "rows"), rows=rows)
        told.update(rule.rows)
        others = others or not rule.rows


def _choices(kind: str, choices: tuple[Choice, ...], path: Path) -> Iterator[Problem]:
    if kind in ("one", "many"):
        if not choices:
            yield problem("choices_missing", (*path[:-1], "type"), type=kind)
        elif len(choices) == 1:
            yield problem("one_choice", path)
    elif choices:
        yield problem("choices_not_used", path, type=kind)
    if kind == "one":
        for n, choice in enumerate(choices):
            if choice.exclusive:
                yield problem("exclusive_not_used", (*path, n, "exclusive"))
    yield from _code_twice(choices, path)


def _code_twice(choices: tuple[Choice, ...], path: Path) -> Iterator[Problem]:
    counted = Counter(choice.code for choice in choices)
    for code, count in counted.items():
        if count > 1:
            last = max(n for n, choice in enumerate(choices) if choice.code == code)
            yield problem("choice_twice", (*path, last, "code"), key=code)


def _clause(placed: PlacedQuestion, known: Vocabulary) -> Iterator[Problem]:
    question, path = placed.question, placed.path
    clause, theme = question.clause, question.theme or placed.section.theme
    for address, place in ((clause, path), *((rule.clause, place) for rule, place in _rules(placed))):
        if address and known.clauses and address not in known.clauses and not address.startswith("own."):
            yield unknown("unknown_clause", (*place, "clause"), address, sorted(known.clauses))
    if question.lead and not clause:
        yield problem("lead_without_clause", (*path, "lead"))
    if question.theme:
        yield from _code("unknown_theme", (*path, "theme"), question.theme, known.themes)
    if not theme and (question.clause or question.proposes):
        yield problem("theme_missing", path)


def _rules(placed: PlacedQuestion) -> Iterator[tuple[Proposes, Path]]:
    for n, rule in enumerate(placed.question.proposes):
        yield rule, (*placed.path, "proposes", n)
    for c, column in enumerate(placed.question.columns):
        for n, rule in enumerate(column.proposes):
            yield rule, (*placed.path, "columns", c, "proposes", n)


def _rule(question: Question, rule: Proposes, path: Path, known: Vocabulary) -> Iterator[Problem]:
    if rule.strength == "breach":
        # A row that is made of a clause, or of a deviation, brings its own.
        if not (rule.clause or question.clause or isinstance(question.rows_from, str)):
            yield problem("breach_without_clause", (*path, "strength"))
        # A candid answer or a warning sign never accuses by itself.
        if rule.suspected or rule.self_reported:
            mark = "suspected" if rule.suspected else "self_reported"
            yield problem("breach_from_candour", (*path, "strength"), mark=mark)
    yield from _code("unknown_deviation_type", (*path, "type"), rule.type, known.deviation_types)
    yield from _code("unknown_measure_kind", (*path, "measure_kind"), rule.measure_kind, known.measure_kinds)
    rows = [row.code for row in question.rows]
    if question.rows_from == "clauses":
        rows = [question_key(address) for address in sorted(known.clauses)]
    for n, code in enumerate(rule.rows):
        if code not in rows and (rows or question.rows_from != "clauses"):
            yield unknown("unknown_row", (*path, "rows", n), code, rows)


def _code(code: str, path: Path, written: str, known: frozenset[str]) -> Iterator[Problem]:
    if known and written not in known:
        yield unknown(code, path, written, sorted(known))


def texts_of(draft: Draft) -> Iterator[tuple[Path, Texts]]:
    """Every text that people read, with its place."""
    yield from draft.texts
    for section in draft.sections:
        yield from section.texts
    for placed in draft.questions:
        yield from _texts_in(placed.question, placed.path)


def _texts_in(value: Frozen, path: Path) -> Iterator[tuple[Path, Texts]]:
    for name in type(value).model_fields:
        held: object = getattr(value, name)
        if isinstance(held, Texts):
            yield (*path, name), held
        elif isinstance(held, Constraint):
            yield from _texts_in(held, (*path, name))
        elif isinstance(held, tuple):
            for n, each in enumerate(held):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
                if isinstance(each, Column | Proposes | Choice):
                    yield from _texts_in(each, (*path, name, n))


_MOST_TOLD_APART = 20
_SPARSE = 0.8
"""Share of the texts above which a language is hardly begun: then it is told once, and not text by text."""


def language_problems(draft: Draft) -> Iterator[Problem]:
    """Texts that are empty or missing in a language; one that the form lacks altogether, or nearly, is told once."""
    texts = tuple(texts_of(draft))
    for path, text in texts:
        if not text.nb:
            yield problem("text_empty", (*path, "nb"))
    for language in ("nn", "en"):
        missing = [path for path, text in texts if not text.own(language)]
        if missing and len(missing) == len(texts):
            yield problem("language_absent", ("title",), language=language)
        elif len(missing) > _MOST_TOLD_APART and len(missing) >= _SPARSE * len(texts):
            told = {"language": language, "missing": len(missing), "count": len(texts)}
            yield problem("language_sparse", ("title",), **told)
        else:
            for path in missing:
                yield problem("language_missing", path, language=language)
