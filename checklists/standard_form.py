"""The one standard form, made from the clauses of one contract: a question a clause, grouped by theme."""

from __future__ import annotations

from collections.abc import Iterable

from checklists.codelists import heading
from checklists.conditions import Condition
from checklists.form import NO, PARTLY, Form, Minutes, Proposes, Question, Section, Texts
from checklists.library import Library
from checklists.requirements import ClauseInForce, clause_keys

FORM_ID = "requirements_review"
_LONGEST_KEY = 64
_MINUTES_BEFORE = 4
_MOST_MINUTES = 600


def standard_form(clauses: Iterable[ClauseInForce], themes: Iterable[str] | None = None) -> Form:
    """The form for a contract with these clauses; the same clauses give the same `content_hash`.

    Without a clause it has one general question for each theme that may apply (`themes`; None: all). Those can be
    answered, and propose nothing.
    """
    general = Library().form(FORM_ID)
    asked = tuple(clauses)
    if asked:
        return _with_sections(general, _sections(general, asked), len(asked))
    if themes is None:
        return general
    wanted = frozenset(themes)
    kept = tuple(section for section in general.sections if section.theme in wanted)
    return _with_sections(general, kept, len(kept)) if kept else general


def _with_sections(general: Form, sections: tuple[Section, ...], questions: int) -> Form:
    # Made anew, not copied: a copy would take the cached questions and hash along.
    facts = {name: getattr(general, name) for name in Form.model_fields}
    minutes = Minutes(full=min(_MINUTES_BEFORE + questions, _MOST_MINUTES))
    return Form.model_validate({**facts, "sections": sections, "minutes": minutes})


def _sections(general: Form, clauses: tuple[ClauseInForce, ...]) -> tuple[Section, ...]:
    titles = {section.theme: section.title for section in general.sections}
    by_theme: dict[str, list[Question]] = {theme: [] for theme in titles}
    for key, clause in zip(clause_keys(clauses), clauses, strict=True):
        by_theme.setdefault(clause.theme, []).append(_question(key, clause))
    return tuple(
        Section(
            key=_section_key(theme),
            title=titles.get(theme) or _title(theme),
            theme=theme,
            questions=tuple(asked),
        )
        for theme, asked in by_theme.items()
        if asked
    )


def _section_key(theme: str) -> str:
    return theme if theme[:1].isalpha() else f"t_{theme}"[:_LONGEST_KEY]


def _title(theme: str) -> Texts:
    """The heading of a theme that the form has no section for: a contract's own clause may have any."""
    return Texts(
        nb=heading("themes", theme, "nb"),
        nn=heading("themes", theme, "nn"),
        en=heading("themes", theme, "en"),
    )


def _question(key: str, clause: ClauseInForce) -> Question:
    strict = clause.severity != "observation"
    # What is that grave is never said of anybody by a form: a person chooses, with "suspected" there from the start.
    grave = clause.severity == "critical"
    return Question(
        key=key,
        type="yes_partly_no",
        text=clause.question,
        help=clause.help,
        clause=clause.address,
        evidence=clause.evidence,
        lead=clause.lead,
        not_assessed=True,
        proposes=(
            Proposes(
                when=Condition(equals=NO),
                strength="assess" if grave else "breach" if strict else "observation",
                type=clause.deviation_type,
                severity=clause.severity,
                suspected=grave,
            ),
            Proposes(
                when=Condition(equals=PARTLY),
                strength="assess" if strict else "observation",
                type=clause.deviation_type,
                severity=clause.severity,
                suspected=grave,
            ),
        ),
    )
