"""The file that `aktsom followup fill` reads: `answers:` by question key, in a short or a long form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checklists.answer import Answer
from checklists.codelists import codes
from checklists.conditions import AnswerValue
from checklists.form import NOT_APPLICABLE, Question
from checklists.review import Review
from checklists.values import InputRefused
from checklists.yamlfile import MOST_BYTES, Yaml, load_yaml
from exchange.files import read_given
from tui.cli.answers_typed import REASONS, cell_of, reason_facts, rows_of
from tui.cli.wrong import one_of, valued

LONG: Final = ("value", "comment", "reason", "reason_text", "depth", "evidence")


@dataclass(frozen=True)
class Filled:
    """An answer, and the evidence given with it as the file tells it."""

    answer: Answer
    evidence: tuple[Mapping[str, Yaml], ...]


def filled(review: Review, file: Path) -> tuple[Filled, ...]:
    """The answers in the file, for the questions of the review. Raises InputRefused, or Refused for a value."""
    given = read_given(file, limit=MOST_BYTES)
    try:
        content = load_yaml(given.raw, given.name)
    except InputRefused as refused:
        if refused.code in ("yaml_empty", "yaml_not_mapping"):  # they speak of forms
            raise InputRefused("fill_without_answers", file=given.name) from None
        raise
    for key in content:
        if key != "answers":
            raise InputRefused("fill_unknown_key", file=given.name, key=key[:60], keys="answers")
    answers = content.get("answers")
    if not isinstance(answers, dict) or not answers:
        raise InputRefused("fill_without_answers", file=given.name)
    return tuple(_filled(review, key, value, given.name) for key, value in answers.items())


def _filled(review: Review, key: str, written: Yaml, file: str) -> Filled:
    question = review.question(key)
    if not isinstance(written, dict):
        return Filled(_answer(review, question, {"value": _value(question, written)}), ())
    for name in written:
        if name not in LONG:
            raise InputRefused("fill_unknown_key", file=file, key=f"{key}.{name}"[:80], keys=", ".join(LONG))
    facts: dict[str, object] = {}
    if "value" in written:
        facts["value"] = _value(question, written["value"])
    for name in ("comment", "reason_text"):
        if written.get(name) is not None:
            facts[name] = cell_of(f"{key}.{name}", written[name])
    if written.get("depth") is not None:
        facts["depth"] = one_of(f"{key}.depth", str(written["depth"]), codes("depths"))
    evidence, ids = _evidence(key, written.get("evidence"), file)
    if evidence or ids:
        facts["evidence"] = ids
    answer = _answer(review, question, facts)
    reason = written.get("reason")
    if reason and answer.value != NOT_APPLICABLE:
        raise InputRefused("reason_without_not_applicable", question=key)
    if reason is not None and answer.value == NOT_APPLICABLE:
        said = str(cell_of(f"{key}.reason", reason))
        with_text = {"reason": said} if said in REASONS else reason_facts(said)
        answer = valued(Answer, {**dict(answer), **with_text})
    return Filled(answer, evidence)


def _answer(review: Review, question: Question, facts: dict[str, object]) -> Answer:
    before = review.answers.get(question.key)
    held: dict[str, object] = dict(before) if before else {"question": question.key}
    return valued(Answer, {**held, **facts, "carried": False})


def _value(question: Question, written: Yaml) -> AnswerValue:
    if written is None:
        return ""
    if question.type == "table" and written != NOT_APPLICABLE:
        return rows_of(question, written)
    cell = cell_of(question.key, written, question.type)
    return (cell,) if question.type == "many" and isinstance(cell, str) and cell != NOT_APPLICABLE else cell


def _evidence(key: str, written: Yaml, file: str) -> tuple[tuple[Mapping[str, Yaml], ...], tuple[str, ...]]:
    """New evidence, and ids of evidence that is there already."""
    if written is None:
        return (), ()
    listed = written if isinstance(written, list) else [written]
    new: list[Mapping[str, Yaml]] = []
    ids: list[str] = []
    for each in listed:
        if isinstance(each, dict):
            new.append(each)
        elif isinstance(each, str):
            ids.append(each.strip())
        else:
            raise InputRefused("fill_evidence", file=file, question=key)
    return tuple(new), tuple(ids)
