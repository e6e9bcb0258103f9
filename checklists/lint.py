"""Everything that can be wrong with form files, all of it in one run, each with its place and remedy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from pydantic import ValidationError

from checklists.finding import REMEDY_OF, Finding, Problem, finding, problem, unknown
from checklists.form import Form
from checklists.lint_conditions import condition_problems
from checklists.lint_links import link_problems
from checklists.lint_offers import offer_problems
from checklists.lint_questions import Vocabulary, language_problems, question_problems
from checklists.lint_shape import Draft, draft_of, shape_problems
from checklists.values import InputRefused
from checklists.yamlfile import Yaml, YamlText, read_yaml

MOST_FINDINGS = 2_000
"""A file with more is checked again after these are mended. Errors are told before warnings."""
MOST_LOOKED_FOR = 20_000
"""Problems of one file after which no more are looked for."""

__all__ = ["MOST_FINDINGS", "Finding", "Vocabulary", "has_errors", "lint_form", "lint_forms"]


def lint_form(raw: bytes | str, file: str, known: Vocabulary) -> tuple[Finding, ...]:
    """All problems of one form file, by line. Empty when it is good in every way."""
    try:
        text = read_yaml(raw, file)
    except InputRefused as refused:
        return (_of_refusal(refused, file),)
    found = [finding(p, text, file) for p in islice(_problems(text, known), MOST_LOOKED_FOR)]
    if len(found) > MOST_FINDINGS:
        found.sort(key=lambda f: f.severity)  # an error is never what is left out
        found[MOST_FINDINGS:] = [finding(problem("too_many_findings", (), limit=MOST_FINDINGS), text, file)]
    return tuple(sorted(found, key=lambda f: (f.line, f.severity, f.field, f.code)))


def lint_made(form: Form, known: Vocabulary) -> tuple[Finding, ...]:
    """The problems of a form that was not written by hand: where it stands in a file is not looked at."""
    text = YamlText(json.loads(form.stored()), {}, ())
    return tuple(finding(p, text, form.id) for p in islice(_problems(text, known), MOST_LOOKED_FOR))


def lint_forms(
    files: Mapping[str, bytes | str], known: Vocabulary, published: Iterable[Form] = ()
) -> tuple[Finding, ...]:
    """All problems of several files (name → text), and of each against the others and the published forms.

    The same id and version with other content is an error: a published version never changes.
    """
    found: list[Finding] = []
    content = {(form.id, form.version): (form.content_hash, "") for form in published}
    for file, raw in files.items():
        of_file = lint_form(raw, file, known)
        found.extend(of_file)
        form = None if has_errors(of_file) else _form(raw, file)
        if form is None:
            continue
        first, other = content.setdefault((form.id, form.version), (form.content_hash, file))
        if first != form.content_hash:
            differs = problem("form_differs", ("version",), form=form.id, version=form.version, other=other)
            found.append(finding(differs, read_yaml(raw, file), file))
    return tuple(found)


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(each.severity == "error" for each in findings)


def _form(raw: bytes | str, file: str) -> Form | None:
    try:
        return Form.model_validate(read_yaml(raw, file).content)
    except (InputRefused, ValidationError):
        return None


def _of_refusal(refused: InputRefused, file: str) -> Finding:
    remedy, severity = REMEDY_OF[refused.code]
    params = {key: value for key, value in refused.params.items() if isinstance(value, str | int)}
    line = params.pop("line", 1)
    params.pop("file", None)
    return Finding(file, "", "", refused.code, params, remedy, severity, int(line))


def _problems(text: YamlText, known: Vocabulary) -> Iterator[Problem]:
    for trap in text.traps:
        yield Problem(trap.code, trap.path, trap.params, trap.line)
    if not isinstance(text.content, dict):
        yield problem("yaml_not_mapping", ())
    # What an alias stands for is not there, so that everything around it would be told as missing.
    elif not any(trap.code == "yaml_alias" for trap in text.traps):
        yield from _of_content(text.content, known)


def _of_content(content: dict[str, Yaml], known: Vocabulary) -> Iterator[Problem]:
    yield from shape_problems(content)
    draft = draft_of(content)
    yield from _of_form(draft, known)
    yield from question_problems(draft, known)
    yield from offer_problems(draft)
    yield from condition_problems(draft, known.parameters)
    yield from link_problems(draft)
    yield from language_problems(draft)


def _of_form(draft: Draft, known: Vocabulary) -> Iterator[Problem]:
    """What is wrong with the form as a whole."""
    method, family = draft.text_of("method"), draft.text_of("requirement_set")
    if method and known.methods and method not in known.methods:
        yield unknown("unknown_method", ("method",), method, sorted(known.methods))
    if family and known.families and family not in known.families:
        yield unknown("unknown_requirement_set", ("requirement_set",), family, sorted(known.families))
    asked = [placed.question for placed in draft.questions if placed.question.answerable]
    if asked and not any(p.question.theme or p.section.theme for p in draft.questions):
        yield problem("theme_missing", ("sections",))
    yield from _short(draft)


def _short(draft: Draft) -> Iterator[Problem]:
    """The short form is a strict part of the full one, with minutes of its own."""
    asked = [placed.question for placed in draft.questions if placed.question.answerable]
    short = [question for question in asked if question.short]
    minutes = draft.minutes
    if short and len(short) == len(asked):
        yield problem("short_is_everything", ("minutes",))
    if minutes is None:
        return
    if minutes.short is not None and minutes.short > minutes.full:
        yield problem("short_above_full", ("minutes", "short"), short=minutes.short, full=minutes.full)
    if short and minutes.short is None:
        yield problem("short_without_minutes", ("minutes",), count=len(short))
    if minutes.short is not None and asked and not short:
        yield problem("short_minutes_unused", ("minutes", "short"))
