"""In words: what differs between two versions of a form, what becomes of an answer, what a new version touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import TypeAdapter

from checklists.codelists import label
from checklists.conditions import Condition
from checklists.form import Column, Constraint, Form, Minutes, Proposes, Question
from checklists.form_change import FieldChange, diff
from checklists.form_version import FormStatus
from checklists.touched import FigureChange
from checklists.upgrade import Fate, Why
from checklists.words import N_, words
from exchange.paper.logic import Logic

FATES: Final[Mapping[Fate, str]] = {
    "carried": N_("Carried"),
    "ask_again": N_("Asked again"),
    "dropped": N_("Dropped"),
    "new": N_("New"),
}
WHYS: Final[Mapping[Why, str]] = {
    "question_gone": N_("the question is gone"),
    "type_changed": N_("it is answered in another way"),
    "text_changed": N_("the question says something else"),
    "clause_changed": N_("it is about another clause"),
    "choice_gone": N_("what was chosen is no longer a choice"),
    "choice_changed": N_("what was chosen says something else"),
    "column_gone": N_("a column with answers is gone"),
    "column_changed": N_("a column says something else"),
    "not_accepted": N_("the answer is not accepted any more"),
    "constraint_broken": N_("the answer breaks a constraint"),
    "choice_withheld": N_("what was chosen is not offered as the other answers stand"),
    "evidence_changed": N_("other evidence is asked for, so it must be verified again"),
}
FIELDS: Final[Mapping[str, str]] = {
    "title": N_("title"),
    "purpose": N_("purpose"),
    "filled_by": N_("filled in by"),
    "method": N_("method"),
    "requirement_set": N_("requirement set"),
    "minutes": N_("minutes"),
    "due_days": N_("days to answer"),
    "delete_days": N_("days until details about persons are deleted"),
    "source": N_("source"),
    "licence": N_("licence"),
    "change_note": N_("change note"),
    "section_order": N_("order of the sections"),
    "question_order": N_("order of the questions"),
    "column_order": N_("order of the columns"),
    "text": N_("text"),
    "help": N_("help"),
    "evidence": N_("evidence"),
    "type": N_("type"),
    "clause": N_("clause"),
    "theme": N_("theme"),
    "required": N_("required"),
    "lead": N_("lead question"),
    "short": N_("in the short form"),
    "not_assessed": N_("may be left unassessed"),
    "weight": N_("weight"),
    "role": N_("role"),
    "when": N_("condition"),
    "default": N_("suggested answer"),
    "constraint": N_("constraint"),
    "proposes": N_("proposals"),
    "rows_from": N_("first rows"),
    "writes": N_("written on the contract"),
    "hears_supplier": N_("the supplier's comments"),
    "fill": N_("filled in with"),
    "choice_added": N_("new choice"),
    "choice_dropped": N_("choice dropped"),
    "choice_text": N_("choice renamed"),
    "choice_alone": N_("choice stands alone"),
    "choice_when": N_("choice offered when"),
    "choice_order": N_("order of the choices"),
    "row_added": N_("new row"),
    "row_dropped": N_("row dropped"),
    "row_text": N_("row renamed"),
    "row_alone": N_("row stands alone"),
    "row_when": N_("row offered when"),
    "row_order": N_("order of the rows"),
}
"""Each field that a difference can be in."""
_YES_OR_NO: Final = frozenset(
    {"required", "lead", "short", "not_assessed", "choice_alone", "row_alone", "hears_supplier"}
)
_CONDITIONS: Final = frozenset({"when", "choice_when", "row_when"})
_CONDITION: Final = TypeAdapter(Condition)
_RULES: Final = TypeAdapter(tuple[Proposes, ...])
_CODES: Final[Mapping[str, str]] = {
    "filled_by": "form_fillers",
    "method": "methods",
    "theme": "themes",
    "type": "answer_types",
}
"""Fields whose values are codes, and of which list."""
FIGURES: Final[Mapping[str, str]] = {
    "suppliers": N_("Suppliers followed up"),
    "agreements": N_("Agreements followed up"),
    "suppliers_new_agreements": N_("Suppliers with agreements signed in the year"),
    "suppliers_earlier_agreements": N_("Suppliers with agreements signed earlier"),
    "suppliers_both": N_("Suppliers with agreements of both kinds"),
    "suppliers_signing_unknown": N_("Suppliers with agreements whose signing is not known"),
    "kickoff_only": N_("Agreements with a kickoff meeting only"),
    "building_projects": N_("Building projects followed up"),
    "not_active": N_("Agreements followed up though not active"),
    "extended": N_("Outcome of extended follow-up"),
    "by_method": N_("Follow-ups by method"),
    "by_theme": N_("Agreements by theme"),
    "agreements_by_method": N_("Agreements by method"),
    "suppliers_by_method": N_("Suppliers by method"),
    "value": N_("Yearly value followed up"),
    "self_reports": N_("Self-reports"),
}
"""Each figure of 4.A.2, by the first part of its name."""


def status_text(status: FormStatus, language: str) -> str:
    return label("form_statuses", status, language)


def diff_lines(old: Form, new: Form, language: str) -> Iterator[str]:
    """What differs, a line each: what is new or gone first, then what each says otherwise."""
    return _Differing(old, new, language).lines()


class _Differing:
    """Words what differs between two versions of a form. Each is named by its text, and its permanent key."""

    def __init__(self, old: Form, new: Form, language: str) -> None:
        self._found = diff(old, new)
        self._said = words(language)
        self._names = _names(old, language) | _names(new, language)
        self._before, self._after = _logic(old, language), _logic(new, language)

    def lines(self) -> Iterator[str]:
        found, text = self._found, self._said.text
        if found.is_empty:
            yield text(N_("The two versions say the same."))
        for head, keys in (
            (N_("New section: {key}"), found.sections_new),
            (N_("Section dropped: {key}"), found.sections_dropped),
            (N_("New question: {key}"), found.questions_new),
            (N_("Question dropped: {key}"), found.questions_dropped),
            (N_("New column: {key}"), found.columns_new),
            (N_("Column dropped: {key}"), found.columns_dropped),
        ):
            yield from (text(head, key=self._named(key)) for key in keys)
        for each in found.questions_moved:
            told = N_("Question moved: {key}, from {before} to {after}")
            yield text(told, key=self._named(each.key), before=each.before, after=each.after)
        if found.head:
            yield text(N_("The form itself"))
            yield from (f"  {self._field(each)}" for each in found.head)
        for head, changed in (
            (N_("Section changed: {key}"), found.sections_changed),
            (N_("Question changed: {key}"), found.questions_changed),
            (N_("Column changed: {key}"), found.columns_changed),
        ):
            for each in changed:
                yield text(head, key=self._named(each.key))
                yield from (f"  {self._field(change, each.key)}" for change in each.fields)

    def _named(self, key: str) -> str:
        """`“Was the control announced?” (announced)`"""
        name = self._names.get(key, "")
        return f"{self._said.text(N_('“{text}”'), text=name)} ({key})" if name else key

    def _field(self, change: FieldChange, key: str = "") -> str:
        """`text (nn): “Har leiinga …?” → “Har leiinga i verksemda …?”`, or `required: no → yes`"""
        what = " ".join(part for part in (self._said.text(FIELDS[change.field]), change.part) if part)
        language = f" ({change.language})" if change.language else ""
        if change.field == "constraint":
            return f"{what}: {self._limits(change, key)}"
        before = self._value(change.field, change.before, self._before, key)
        after = self._value(change.field, change.after, self._after, key)
        return f"{what}{language}: {before} → {after}"

    def _value(self, field: str, value: str, logic: Logic, key: str) -> str:
        text = self._said.text
        if not value:
            return "–"
        if field in _YES_OR_NO:
            return text(N_("yes")) if value == "true" else text(N_("no"))
        if field in _CODES:
            return label(_CODES[field], value, self._said.language)
        if field == "minutes":
            minutes = Minutes.model_validate_json(value)
            return f"{minutes.full}" + (f" / {minutes.short}" if minutes.short else "")
        about = _about(logic.form, key)
        if field in _CONDITIONS:
            return logic.condition(_CONDITION.validate_json(value), about)
        if field == "proposes" and about is not None:
            return "; ".join(logic.proposal(rule, about) for rule in _RULES.validate_json(value))
        return text(N_("“{text}”"), text=value)

    def _limits(self, change: FieldChange, key: str) -> str:
        """What an answer must fulfil, or the author's sentence where only that differs."""
        told: list[tuple[str, str]] = []
        for value, logic in ((change.before, self._before), (change.after, self._after)):
            limit = Constraint.model_validate_json(value) if value else None
            must = logic.condition(limit.must, _about(logic.form, key)) if limit else "–"
            sentence = limit.message.text(self._said.language) if limit else ""
            told.append((must, self._said.text(N_("“{text}”"), text=sentence) if sentence else ""))
        (must, sentence), (musts, sentences) = told
        if must == musts:
            return f"{sentence} → {sentences}"
        return f"{must} → {musts}" + (f" · {sentences}" if sentences not in (sentence, "") else "")


def _names(form: Form, language: str) -> dict[str, str]:
    """What the sections, questions and columns (`table.column`) say."""
    found = {section.key: section.title.text(language) for section in form.sections}
    for question in form.questions:
        found[question.key] = question.text.text(language)
        found |= {f"{question.key}.{each.key}": each.text.text(language) for each in question.columns}
    return found


def _logic(form: Form, language: str) -> Logic:
    quoted = words(language).text
    names = {each.key: quoted(N_("“{text}”"), text=each.text.text(language)) for each in form.questions}
    return Logic(form, language, names)


def _about(form: Form, key: str) -> Question | Column | None:
    """The question, or the column `table.column`, that a change is in."""
    table, _, column = key.partition(".")
    asked = form.by_key.get(table)
    if asked is None or not column:
        return asked
    return next((each for each in asked.columns if each.key == column), None)


def figure_text(change: FigureChange, language: str) -> str:
    """`2026 Agreements by theme, human rights: 3 → 2 (−K-2024-017)`"""
    moved = ", ".join((*(f"−{each}" for each in change.lost), *(f"+{each}" for each in change.won)))
    name, _, part = change.figure.partition(".")
    what = ", ".join(
        each for each in (words(language).text(FIGURES[name]), _part(name, part, language)) if each
    )
    before, after = (_value(name, each, language) for each in (change.before, change.after))
    return f"{change.year} {what}: {before} → {after}" + (f" ({moved})" if moved else "")


def _part(name: str, part: str, language: str) -> str:
    codes = {"by_theme": "themes"} | dict.fromkeys(
        ("by_method", "agreements_by_method", "suppliers_by_method"), "methods"
    )
    return label(codes[name], part, language) if name in codes else part


def _value(name: str, value: str, language: str) -> str:
    return label("outcomes", value, language) if name == "extended" and value != "-" else value
