"""In words: what differs between two versions of a form, what becomes of an answer, what a new version touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from checklists.codelists import label
from checklists.form_change import Changed, FieldChange, FormDiff
from checklists.form_version import FormStatus
from checklists.touched import FigureChange
from checklists.upgrade import Fate, Why
from checklists.words import N_, Words, words

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
_YES_OR_NO: Final = frozenset({"required", "lead", "short", "not_assessed", "choice_alone", "row_alone"})
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


def diff_lines(found: FormDiff, language: str) -> Iterator[str]:
    """What differs, a line each: keys first, then what each says otherwise."""
    said = words(language)
    if found.is_empty:
        yield said.text(N_("The two versions say the same."))
    for head, keys in (
        (N_("New section: {key}"), found.sections_new),
        (N_("Section dropped: {key}"), found.sections_dropped),
        (N_("New question: {key}"), found.questions_new),
        (N_("Question dropped: {key}"), found.questions_dropped),
        (N_("New column: {key}"), found.columns_new),
        (N_("Column dropped: {key}"), found.columns_dropped),
    ):
        yield from (said.text(head, key=key) for key in keys)
    for each in found.questions_moved:
        told = N_("Question moved: {key}, from {before} to {after}")
        yield said.text(told, key=each.key, before=each.before, after=each.after)
    if found.head:
        yield said.text(N_("The form itself"))
        yield from (f"  {field_text(each, said)}" for each in found.head)
    for head, changed in (
        (N_("Section changed: {key}"), found.sections_changed),
        (N_("Question changed: {key}"), found.questions_changed),
        (N_("Column changed: {key}"), found.columns_changed),
    ):
        for each in changed:
            yield from _changed(said.text(head, key=each.key), each, said)


def _changed(head: str, changed: Changed, said: Words) -> Iterator[str]:
    yield head
    yield from (f"  {field_text(each, said)}" for each in changed.fields)


def field_text(change: FieldChange, said: Words) -> str:
    """`text (nn): “Har leiinga …?” → “Har leiinga i verksemda …?”`, or `required: no → yes`"""
    name = said.text(FIELDS[change.field])
    what = " ".join(part for part in (name, change.part) if part)
    language = f" ({change.language})" if change.language else ""
    told = " → ".join(_field_value(change.field, each, said) for each in (change.before, change.after))
    return f"{what}{language}: {told}"


def _field_value(field: str, value: str, said: Words) -> str:
    if not value:
        return "–"
    if field in _YES_OR_NO:
        return said.text(N_("yes")) if value == "true" else said.text(N_("no"))
    if field in _CODES:
        return label(_CODES[field], value, said.language)
    return said.text(N_("“{text}”"), text=value)


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
