"""One row of a survey as a question of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeVar

from checklists.conditions import Condition
from checklists.form import Column, Question
from checklists.lint_offers import SUGGESTED, suggestion
from exchange.xlsform.asked import Asked
from exchange.xlsform.choices import ChoiceFields
from exchange.xlsform.ours import EXCLUSIVE, ModelT, ours_in, valid, with_ours
from exchange.xlsform.survey import ACKNOWLEDGED, FLAGS, Survey
from exchange.xlsform.tree import Node

Fields = dict[str, object]
AskedT = TypeVar("AskedT", Question, Column)
OTHER: Final[Mapping[str, str]] = {"nb": "Annet", "nn": "Anna", "en": "Other"}
_RANK: Final[Mapping[str, str]] = {"nb": "Plass", "nn": "Plass", "en": "Rank"}


def question_of(node: Node, survey: Survey) -> Question | None:
    """The question that the row asks, and what our own columns say of it."""
    kind = survey.answer_type(node)
    fields: Fields = {"key": survey.key(node), "type": kind, **texts_of(node, survey)}
    own = ours_in(node.line)
    choices = choices_of(node, kind, survey)
    if kind in ("one", "many") and "choices" not in own:
        choices = offered(choices, survey.offers(node))
    if kind == "table" and node.type.kind == "choice":
        fields["rows"] = choices
        fields["columns"] = [{"key": "rank", "type": "integer", "text": _RANK}]
    elif choices:
        fields["choices"] = choices
    if kind == "yes_partly_no" and node.type.list in survey.lists:
        fields["not_assessed"] = "not_assessed" in survey.lists[node.type.list].codes
    if kind != "note" and "required" not in own:
        fields["required"] = required(node, survey)
    if "when" not in own and (when := survey.condition(node.line, "relevant")):
        fields["when"] = when
    if kind not in ("note", "table") and "constraint" not in own:
        fields |= constraint_of(node, survey, survey.asked.get(node.name))
    told_otherwise(node, kind, survey, filters=kind not in ("one", "many"))
    question = made(Question, fields, node, survey)
    if question is None or "default" in own:
        return question
    return with_default(question, node, survey, survey.asked.get(node.name))


def made(model: type[ModelT], fields: Fields, node: Node, survey: Survey) -> ModelT | None:
    """The row as a value, with what our own columns say of it; a row that gives none is told."""
    found = valid(model, with_ours(model, fields, node.line, survey.table, survey.remarks))
    if found is None:
        heading = survey.table.heading("type")
        survey.remarks.add("row_not_carried", "survey", node.line.number, heading, name=node.name or "-")
    return found


def texts_of(node: Node, survey: Survey) -> Fields:
    """Text and help of a row; a row without a label is called by its name."""
    fields: Fields = {}
    text = survey.languages.texts(node.line, "label", survey.table)
    if text is None:
        place = ("survey", node.line.number, survey.table.heading("label"))
        name = node.name or node.type.written
        survey.remarks.add("label_missing", *place, name=name)
        text = {"nb": name}
    fields["text"] = text
    if hint := survey.languages.texts(node.line, "hint", survey.table):
        fields["help"] = hint
    return fields


def choices_of(node: Node, kind: str, survey: Survey) -> list[ChoiceFields]:
    """What the row lets one choose, as far as its type here has choices."""
    if node.type.type == "acknowledge" and kind == "one":
        return [{"code": ACKNOWLEDGED, "text": {"nb": "OK", "nn": "OK", "en": "OK"}}]
    listed = survey.lists.get(node.type.list)
    if node.type.kind != "choice" or kind not in ("one", "many", "table") or listed is None:
        return []
    found = [dict(each) for each in listed.choices]
    alone = node.line.get(EXCLUSIVE).split()
    for each in found:
        if each["code"] in alone:
            each["exclusive"] = True
    if node.type.other and "other" not in {each["code"] for each in found}:
        survey.remarks.add("choice_other_added", "survey", node.line.number, survey.table.heading("type"))
        found.append({"code": "other", "text": OTHER})
    return found


def offered(choices: list[ChoiceFields], when: Mapping[str, Condition | None] | None) -> list[ChoiceFields]:
    """The choices with what each is offered on; `when` is None where all are offered."""
    if when is None:
        return choices
    found = [{**each, "when": when[str(each["code"])]} for each in choices if str(each["code"]) in when]
    return [*found, *(each for each in choices if each["code"] == "other" and each["code"] not in when)]


def with_default(asked: AskedT, node: Node, survey: Survey, here: Asked | None) -> AskedT:
    """The question, or the column, with what is filled in beforehand as what is suggested; told, where it cannot be."""
    text = node.line.get("default")
    if not text:
        return asked
    place = ("survey", node.line.number, survey.table.heading("default"))
    name = here.code_of if here else str
    value = tuple(map(name, text.split())) if asked.type == "many" else name(text)
    unfit = survey.answer_type(node) in SUGGESTED or _WORKED_OUT.search(text)
    kept = "" if unfit else suggestion(asked, value)
    if not kept:
        survey.remarks.add("default_value", *place, text=text)
        return asked
    if not survey.is_ours:
        survey.remarks.add("default_suggested", *place, text=text)
    return asked.model_copy(update={"default": kept})


_WORKED_OUT: Final = re.compile(r"\$\{|^[a-z-]+\(.*\)$")
"""What is no answer but an expression that makes one."""


def required(node: Node, survey: Survey) -> bool:
    """Must it be answered? Where that hangs on other answers, it need not, which is told."""
    told = node.line.get("required")
    if told.lower() not in FLAGS:
        place = ("survey", node.line.number, survey.table.heading("required"))
        survey.remarks.add("required_sometimes", *place, expression=told)
    return FLAGS.get(told.lower(), False)


def constraint_of(
    node: Node, survey: Survey, here: Asked | None, cells: Mapping[str, Asked] | None = None
) -> Fields:
    """The constraint with its message; one without a message is told by its expression."""
    must = survey.condition(node.line, "constraint", here, cells)
    if must is None:
        return {}
    message = survey.languages.texts(node.line, "constraint_message", survey.table)
    if message is None:
        told = node.line.get("constraint")[:200]
        place = ("survey", node.line.number, survey.table.heading("constraint"))
        survey.remarks.add("message_made", *place, expression=told)
        message = {
            "nb": f"Svaret må oppfylle dette: {told}",
            "nn": f"Svaret må oppfylle dette: {told}",
            "en": f"The answer must fulfil this: {told}",
        }
    return {"constraint": {"must": must, "message": message}}


def told_otherwise(node: Node, kind: str, survey: Survey, *, filters: bool = True) -> None:
    """Remarks on what the row says that is answered, or shown, in another way here."""
    line, add, heading = node.line, survey.remarks.add, survey.table.heading
    if FLAGS.get(line.get("read_only").lower(), False) and kind == "note":
        add("read_only", "survey", line.number, heading("read_only"))
    elif node.type.kind == "choice" and node.type.list not in survey.lists:
        add("list_unknown", "survey", line.number, heading("type"), list=node.type.list)
    elif node.type.type == "rank":
        add("rank_as_table", "survey", line.number, heading("type"))
    elif node.type.from_file:
        add("choices_from_file", "survey", line.number, heading("type"), file=node.type.list)
    elif not node.type.exact and "type" not in ours_in(line):
        add("type_changed", "survey", line.number, heading("type"), given=node.type.written, type=kind)
    left = ["appearance", *(["choice_filter"] if filters else [])]
    for column in left:
        if text := line.get(column):
            add(column, "survey", line.number, heading(column), text=text)
