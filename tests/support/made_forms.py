"""Forms as hypothesis makes them: every type, part and kind of condition, with texts that are hard to carry."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from checklists.conditions import AnswerTo, CellOf, Condition, Parameter
from checklists.form import (
    AnswerType,
    Choice,
    Column,
    ColumnType,
    Constraint,
    Form,
    Minutes,
    Proposes,
    Question,
    Section,
    Texts,
)
from checklists.values import cleaned

_LETTERS = "abæøåÉ zZ|\\\"'#=+-@;,:{}[]<>&*_`~%$()/\n\u00a0–…“”«»€漢🏗"
_TRICKY = ("data", "meta", "row", "name", "type", "yes_partly_no", "questions", "a_reason", "a_row", "a", "b")
_TRICKY_TEXTS = (
    "=1+1",
    "'=1+1",
    "-",
    "|",
    "a\\|b",
    "no",
    "1.10",
    "2026-02-30",
    "${a}",
    "linje\nlinje",
    "# a |",
)
THEMES = ("human_rights", "working_conditions", "integrity")

keys = st.one_of(st.sampled_from(_TRICKY), st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True))
codes = st.one_of(
    st.sampled_from(("yes", "no", "1", "none", "other")),
    st.from_regex(r"[a-z0-9][a-z0-9_]{0,9}", fullmatch=True),
)


def _clean(text: str) -> str:
    return cleaned(text, lines=True)[0]


texts_nb = st.one_of(
    st.sampled_from(_TRICKY_TEXTS), st.text(_LETTERS, min_size=1, max_size=60).map(_clean).filter(bool)
)
texts_other = st.one_of(st.just(""), texts_nb)
texts = st.builds(Texts, nb=texts_nb, nn=texts_other, en=texts_other)


def choices(most: int = 5) -> st.SearchStrategy[tuple[Choice, ...]]:
    """Two or more choices with codes of their own."""
    return st.lists(codes, min_size=2, max_size=most, unique=True).flatmap(
        lambda given: st.tuples(*(st.builds(Choice, code=st.just(code), text=texts) for code in given))
    )


numbers = st.integers(-99, 9_999).map(str)
days = st.dates().map(lambda day: day.isoformat())


def condition_about(question: Question | Column, *, named: bool = True) -> st.SearchStrategy[Condition]:
    """One test that can be true of an answer to the question, or of a cell of the column."""
    about = {"column" if isinstance(question, Column) else "question": question.key} if named else {}
    found: list[st.SearchStrategy[dict[str, object]]] = [st.booleans().map(lambda told: {"answered": told})]
    if question.type in ("one", "many", "yes_partly_no"):
        known = [choice.code for choice in question.choices] or ["yes", "partly", "no"]
        code = st.sampled_from(known)
        found += [
            code.map(lambda each: {"equals": each}),
            code.map(lambda each: {"includes": each}),
            st.lists(code, min_size=1, max_size=3, unique=True).map(lambda each: {"in": tuple(each)}),
        ]
    elif question.type in ("text", "country"):
        found.append(st.sampled_from(("Bergen", "a 'b' \"c\"", "it's")).map(lambda each: {"equals": each}))
    elif question.type in ("integer", "number", "percent", "money", "date"):
        limit = days if question.type == "date" else numbers
        signs = st.sampled_from(("less_than", "at_most", "at_least", "more_than", "equals"))
        found.append(st.tuples(signs, limit).map(lambda each: {each[0]: each[1]}))
        if question.type != "date":
            told = Parameter(parameter="max_tiers")
            found.append(st.sampled_from(("less_than", "more_than")).map(lambda each: {each: told}))
    elif question.type == "table":
        counts = st.tuples(st.sampled_from(("rows_at_least", "rows_at_most")), st.integers(0, 20))
        found.append(counts.map(lambda each: {each[0]: each[1]}))
    return st.one_of(found).map(lambda test: Condition.model_validate({**about, **test}))


def conditions(asked: tuple[Question | Column, ...]) -> st.SearchStrategy[Condition]:
    """Conditions about questions and columns, some of them joined."""
    one = st.sampled_from(asked).flatmap(condition_about)
    return st.recursive(
        one,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: Condition(all=tuple(parts))),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: Condition(any=tuple(parts))),
            inner.map(lambda part: Condition.model_validate({"not": part})),
        ),
        max_leaves=4,
    )


@st.composite
def proposals(draw: st.DrawFn, question: Question) -> Proposes:
    """A proposal about the question's own answer, which never accuses more than it may."""
    return Proposes(
        when=draw(condition_about(question, named=False)),
        strength=draw(st.sampled_from(("assess", "observation"))),
        type=draw(st.sampled_from(("wages", "health_safety"))),
        severity=draw(st.sampled_from(("minor", "major"))),
        suspected=draw(st.booleans()),
        measure=draw(st.none() | texts),
    )


@st.composite
def columns(draw: st.DrawFn, key: str, before: tuple[Question | Column, ...]) -> Column:
    """A column that may hang on those before it, on the fixed row, and on questions outside."""
    kind = draw(st.sampled_from(get_args(ColumnType)))
    found = draw(choices()) if kind in ("one", "many") else ()
    if found and before and draw(st.booleans()):
        found = tuple(draw(offered(choice, before)) for choice in found)
    plain = Column(
        key=key,
        text=draw(texts),
        help=draw(st.none() | texts),
        type=kind,
        choices=found,
        required=draw(st.booleans()),
        when=draw(conditions(before)) if before and draw(st.booleans()) else None,
        role=draw(st.sampled_from(("", "company", "site"))),
    )
    facts: dict[str, object] = {"default": draw(suggested(plain))} if draw(st.booleans()) else {}
    if draw(st.booleans()):
        must = draw(condition_about(plain, named=False))
        facts["constraint"] = Constraint(must=must, message=draw(texts))
    limits = [each for each in before if each.type in ("integer", "money") and isinstance(each, Column)]
    if kind == "integer" and limits and draw(st.booleans()):
        other = CellOf(column=draw(st.sampled_from(limits)).key)
        facts["constraint"] = Constraint(must=Condition(at_most=other), message=draw(texts))
    return plain.model_copy(update=facts)


@st.composite
def all_columns(
    draw: st.DrawFn, before: tuple[Question, ...], rows: tuple[Choice, ...]
) -> tuple[Column, ...]:
    named = draw(st.lists(keys.filter(lambda each: each != "row"), min_size=1, max_size=3, unique=True))
    made: tuple[Column, ...] = ()
    fixed = (Column(key="row", text=Texts(nb="Rad"), type="one", choices=rows),) if rows else ()
    for key in named:
        made = (*made, draw(columns(key, (*before, *fixed, *made))))
    return made


def offered(choice: Choice, asked: tuple[Question | Column, ...]) -> st.SearchStrategy[Choice]:
    """The choice, perhaps offered only when other answers are so."""
    return (st.none() | conditions(asked)).map(lambda when: choice.model_copy(update={"when": when}))


def suggested(question: Question | Column) -> st.SearchStrategy[str | tuple[str, ...] | None]:
    """An answer that a form may suggest."""
    if question.type in ("one", "many", "yes_partly_no"):
        code = st.sampled_from([choice.code for choice in question.choices] or ["yes", "partly", "no"])
        return code.map(lambda each: (each,)) if question.type == "many" else code
    if question.type in ("table", "evidence", "note"):
        return st.none()
    if question.type in ("text", "date", "country"):
        return {"text": texts_nb, "date": days}.get(question.type, st.sampled_from(("NO", "SE")))
    return numbers


@st.composite
def questions(draw: st.DrawFn, key: str, before: tuple[Question, ...]) -> Question:
    """A question that may hang on those before it."""
    kind = draw(st.sampled_from(get_args(AnswerType)))
    facts: dict[str, object] = {
        "key": key,
        "type": kind,
        "text": draw(texts),
        "help": draw(st.none() | texts),
    }
    if kind in ("one", "many"):
        first, *others = draw(choices())
        alone = kind == "many" and draw(st.booleans())
        facts["choices"] = (first.model_copy(update={"exclusive": alone}), *others)
        if before and draw(st.booleans()):
            facts["choices"] = tuple(draw(offered(choice, before)) for choice in (first, *others))
    if kind == "table":
        rows = draw(st.just(()) | choices(3))
        facts |= {"columns": draw(all_columns(before, rows)), "rows": rows}
    if before and draw(st.booleans()):
        facts["when"] = draw(conditions(before))
    if draw(st.booleans()):
        facts["default"] = draw(suggested(Question.model_validate(facts)))
    plain = Question.model_validate(facts)
    if kind == "note":
        return plain
    facts |= {
        "required": draw(st.booleans()),
        "lead": draw(st.booleans()),
        "weight": draw(st.integers(0, 3)),
        "evidence": draw(st.none() | texts),
        "not_assessed": kind == "yes_partly_no" and draw(st.booleans()),
        "clause": "human_rights.policy",
        "theme": draw(st.sampled_from(THEMES)),
    }
    if kind not in ("table", "evidence"):
        facts["proposes"] = tuple(draw(st.lists(proposals(plain), max_size=2)))
        if draw(st.booleans()):
            must = draw(condition_about(plain, named=False))
            facts["constraint"] = Constraint(must=must, message=draw(texts))
    limits = [each for each in before if each.type in ("integer", "money")]
    if kind == "integer" and limits and draw(st.booleans()):
        other = AnswerTo(question=draw(st.sampled_from(limits)).key)
        facts["constraint"] = Constraint(must=Condition(at_most=other), message=draw(texts))
    return Question.model_validate(facts)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form in which everything may stand that the format knows."""
    wanted = draw(st.lists(keys, min_size=1, max_size=6, unique=True))
    asked: tuple[Question, ...] = ()
    for key in wanted:
        asked = (*asked, draw(questions(key, asked)))
    cut = draw(st.integers(0, len(asked) - 1))
    groups = [each for each in (asked[:cut], asked[cut:]) if each]
    named = draw(st.lists(keys, min_size=len(groups), max_size=len(groups), unique=True))
    sections = tuple(
        Section(
            key=key,
            title=draw(texts),
            theme=draw(st.sampled_from(THEMES)),
            help=draw(st.none() | texts),
            when=draw(conditions(groups[0])) if number and draw(st.booleans()) else None,
            questions=group,
        )
        for number, (key, group) in enumerate(zip(named, groups, strict=True))
    )
    return Form(
        id=draw(keys),
        version=draw(st.integers(1, 999)),
        title=draw(texts),
        purpose=draw(texts),
        filled_by=draw(st.sampled_from(("buyer", "supplier", "both"))),
        method=draw(st.sampled_from(("self_report", "audit"))),
        minutes=draw(st.builds(Minutes, full=st.integers(1, 600))),
        due_days=draw(st.none() | st.integers(1, 365)),
        delete_days=draw(st.none() | st.integers(1, 3650)),
        source=draw(texts_nb),
        licence=draw(texts_nb),
        change_note=draw(texts_other),
        sections=sections,
    )
