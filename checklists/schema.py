"""The JSON Schema of a form file, for editors that complete and underline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, Union

from checklists.form import Form
from checklists.lint_questions import Vocabulary

Json: TypeAlias = Union["dict[str, Json]", "list[Json]", str, int, float, bool, None]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TITLES: Mapping[str, str] = {
    "Form": "Follow-up form",
    "Texts": "Text in three languages",
    "Parameter": "Number of the requirement set",
    "AnswerTo": "Answer to another question",
    "CellOf": "Another column of the row",
    "RowsOf": "Rows of an earlier answer",
    "Proposes": "Proposal",
}
_DESCRIPTIONS: Mapping[str, Mapping[str, str]] = {
    "Form": {
        "id": "Permanent name of the form, in English snake_case: wage_spot_check.",
        "version": "Whole number that rises with every published change.",
        "title": "What the form is called.",
        "purpose": "What it is for, in a sentence or two.",
        "filled_by": "Who fills it in.",
        "method": "The follow-up method it belongs to.",
        "requirement_set": "Family of the requirement sets it asks about; leave it out for a general form.",
        "minutes": "Estimated minutes to answer.",
        "due_days": "Days from sending to the deadline.",
        "delete_days": "Days from closing until details about persons are to be deleted, if there are any.",
        "source": "Where the questions come from.",
        "licence": "Terms under which the form may be used.",
        "change_note": "What changed since the version before.",
        "sections": "Groups of questions, in order.",
    },
    "Texts": {"nb": "Bokmål, always needed.", "nn": "Nynorsk.", "en": "English."},
    "Minutes": {"full": "For the whole form.", "short": "For the short form, where there is one."},
    "Section": {
        "key": "Permanent key of the section.",
        "title": "Heading.",
        "theme": "Theme of its questions; without one their answers count for no theme.",
        "help": "Help for the whole section.",
        "when": "Asked only when this is true.",
        "questions": "The questions, in order.",
    },
    "Question": {
        "key": "Permanent key: never the number or the wording. It may not change once published.",
        "type": "How it is answered.",
        "text": "The question.",
        "help": "What is meant, and what to look for.",
        "clause": "Family and clause of the requirement: human_rights.policy. Needed to propose a breach.",
        "theme": "Set only when it differs from the section's.",
        "evidence": "What should be shown.",
        "required": "Must be answered before signing.",
        "lead": "A no to a lead question is itself a breach; needs a clause.",
        "short": "Also part of the short form.",
        "not_assessed": "May be answered with not assessed; for yes_partly_no only.",
        "weight": "Weight in scores.",
        "choices": "What may be chosen, for one and many.",
        "columns": "Columns, for a table.",
        "rows": "Fixed rows of a table; without them rows are added.",
        "rows_from": "Made when the follow-up is started: a row for each clause of the contract, for each open "
        "measure, or those of an earlier answer. People may add rows and take them away.",
        "writes": "Written on the contract when the follow-up is signed: its level of risk, or the reason for it.",
        "hears_supplier": "The supplier's own comments; deviations without them are pointed out before signing.",
        "when": "Asked only when this is true.",
        "default": "An answer that is suggested; it counts once a person has taken it.",
        "constraint": "What the answer must fulfil.",
        "proposes": "What an answer proposes.",
    },
    "Choice": {
        "code": "Permanent code, in snake_case.",
        "text": "What is shown.",
        "exclusive": "Chosen alone: none of these.",
        "when": "Offered only when this is true; for the choices of a question or a column.",
    },
    "Column": {
        "key": "Permanent key of the column.",
        "text": "Heading of the column.",
        "type": "How a cell is answered.",
        "choices": "What may be chosen, for one and many.",
        "help": "What is meant, and what to look for.",
        "required": "Must be filled in on every row that asks for it.",
        "when": "Asked only in the rows where this is true.",
        "default": "A cell that is suggested; it counts once a person has taken it.",
        "constraint": "What a cell must fulfil.",
        "role": "What the cell tells of where a deviation is.",
        "fill": "Filled in when the follow-up is started; only in a table of open measures.",
        "proposes": "One proposal, naming the rows it rests on; or one a group of named rows, and one for the rest.",
    },
    "Proposes": {
        "when": "The answer that leads to the proposal.",
        "strength": "breach: a deviation is proposed; assess: a person is asked; observation: only noted.",
        "type": "Type of deviation.",
        "severity": "Severity that is proposed.",
        "suspected": "Marked as suspected; never together with breach.",
        "self_reported": "The supplier told it itself; never together with breach.",
        "measure": "Measure that is proposed.",
        "measure_kind": "Kind of measure.",
        "rows": "Only for these named rows of the table; without them, those that no other proposal names.",
        "clause": "Set when it differs from the question's.",
    },
    "Constraint": {
        "must": "What must be true of the answer.",
        "message": "Your own sentence for when it is not.",
    },
    "Condition": {
        "all": "True when all of these are.",
        "any": "True when at least one of these is.",
        "not": "True when this is not.",
        "question": "Key of the question to look at; left out where the test is about the answer itself.",
        "column": "Key of a column of the same row; only in the conditions of a table's columns.",
        "equals": "The answer is exactly this code, text or number.",
        "in": "The answer is one of these codes.",
        "includes": "This code is among those chosen.",
        "answered": "Answered (true) or not (false).",
        "less_than": "A number or date below this.",
        "at_most": "A number or date not above this.",
        "at_least": "A number or date not below this.",
        "more_than": "A number or date above this.",
        "older_than": "A date more than so many months before the day of the control; 0 is any day before it.",
        "rows_at_least": "The table has at least so many rows.",
        "rows_at_most": "The table has at most so many rows.",
    },
    "Parameter": {"parameter": "Key of a parameter of the requirement set."},
    "AnswerTo": {"question": "Key of the question whose answer is compared with."},
    "CellOf": {"column": "Key of the column of the same row that is compared with."},
    "RowsOf": {
        "form": "Id of the form of the earlier follow-up.",
        "question": "Key of its table; columns with the same key are carried over.",
    },
}
"""What each field is for, by the name of its model."""


def form_schema(known: Vocabulary) -> dict[str, Json]:
    """JSON Schema (draft 2020-12) of a form file, completing the codes that `known` holds."""
    schema: dict[str, Json] = Form.model_json_schema(by_alias=True, mode="validation")
    models = _mappings(schema.get("$defs"))
    for name, model in {**models, "Form": schema}.items():
        _describe(name, model)
    for model, field, codes in (
        (schema, "method", known.methods),
        (models["Section"], "theme", known.themes),
        (models["Question"], "theme", known.themes),
        (models["Proposes"], "type", known.deviation_types),
        (models["Proposes"], "measure_kind", known.measure_kinds),
    ):
        _mappings(model["properties"])[field]["enum"] = [*sorted(codes)]
    return {"$schema": _DIALECT, "$id": "urn:aktsom:form", **schema}


def _describe(name: str, model: dict[str, Json]) -> None:
    model["title"] = _TITLES.get(name, name)
    for field, facts in _mappings(model["properties"]).items():
        facts["title"] = field.replace("_", " ").capitalize()
        facts["description"] = _DESCRIPTIONS[name][field]


def _mappings(value: Json) -> dict[str, dict[str, Json]]:
    """The mappings among the values of a mapping, by key."""
    held = value if isinstance(value, dict) else {}
    return {key: each for key, each in held.items() if isinstance(each, dict)}
