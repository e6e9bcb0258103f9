"""`aktsom forms`: the library, one form, the linter and the schema."""

from __future__ import annotations

import json
from pathlib import Path

from checklists.codelists import label
from checklists.finding import Finding
from checklists.form import Form, Question
from checklists.library import vocabulary
from checklists.lint import has_errors, lint_forms
from checklists.schema import form_schema as schema_of
from checklists.words import N_
from checklists.yamlfile import MOST_BYTES
from exchange.files import read_given
from tui.cli.call import Call
from tui.cli.fields import whole
from tui.cli.followup_shown import choices_of
from tui.cli.table import pairs, table
from tui.cli.told import Json, Told
from tui.cli.wrong import FOUND
from tui.form_findings import PROBLEMS, REMEDIES
from tui.plain import wrap

PUBLISHED = "published"
WIDTH = 76


def list_forms(call: Call) -> Told:
    """The newest version of every form."""
    language, forms = call.language, call.library.newest
    text = call.text
    headings = [
        text(N_("Form")),
        text(N_("Version")),
        text(N_("Title")),
        text(N_("Method")),
        text(N_("Questions")),
    ]
    rows = [
        (
            form.id,
            str(form.version),
            form.title.text(language),
            label("methods", form.method, language),
            str(_asked(form)),
        )
        for form in forms
    ]
    data: list[Json] = [_form_json(form, language) for form in forms]
    return Told(table(headings, rows, right=frozenset({1, 4})), {"forms": data})


def _asked(form: Form) -> int:
    return sum(question.answerable for question in form.questions)


def _form_json(form: Form, language: str) -> dict[str, Json]:
    return {
        "id": form.id,
        "version": form.version,
        "title": form.title.text(language),
        "method": form.method,
        "status": PUBLISHED,
        "filled_by": form.filled_by,
        "questions_count": _asked(form),
        "minutes": form.minutes.full,
        "minutes_short": form.minutes.short,
        "hash": form.content_hash,
    }


def show_form(call: Call) -> Told:
    """A form with its questions."""
    form = call.library.form(str(call.args.form), whole(str(call.args.version)))
    language, text = call.language, call.text
    data: dict[str, Json] = {
        **_form_json(form, language),
        "purpose": form.purpose.text(language),
        "source": form.source,
        "licence": form.licence,
        "sections": [
            {
                "key": section.key,
                "title": section.title.text(language),
                "theme": section.theme or None,
                "questions": [_question_json(question, language) for question in section.questions],
            }
            for section in form.sections
        ],
    }
    lines = [
        f"{form.id} {form.version}  {form.title.text(language)}",
        "",
        *pairs(
            [
                (text(N_("Purpose")), form.purpose.text(language)),
                (text(N_("Method")), label("methods", form.method, language)),
                (text(N_("Filled in by")), label("form_fillers", form.filled_by, language)),
                (text(N_("Minutes")), str(form.minutes.full)),
                (text(N_("Source")), form.source),
                (text(N_("Licence")), form.licence),
            ]
        ),
    ]
    for section in form.sections:
        lines += ["", section.title.text(language)]
        for question in section.questions:
            lines += _question_lines(question, language)
    return Told(lines, data)


def _question_json(question: Question, language: str) -> Json:
    return {
        "key": question.key,
        "type": question.type,
        "text": question.text.text(language),
        "help": question.help.text(language) if question.help else None,
        "clause": question.clause or None,
        "lead": question.lead,
        "required": question.required,
        "short": question.short,
        "choices": choices_of(question),
        "columns": [
            {"key": each.key, "type": each.type, "text": each.text.text(language)}
            for each in question.columns
        ],
        "rows": [each.code for each in question.rows],
    }


def _question_lines(question: Question, language: str) -> list[str]:
    kind = label("answer_types", question.type, language)
    lines = [f" {'*' if question.required else ' '}{question.key}  ({kind})"]
    lines += [f"    {line}" for line in wrap(question.text.text(language), WIDTH)]
    lines += [
        f"      {each.code}  {each.text.text(language)}" for each in (*question.choices, *question.rows)
    ]
    lines += [f"      .{each.key}  {each.text.text(language)}" for each in question.columns]
    return lines


def check_forms(call: Call) -> Told:
    """Everything that is wrong with form files; exit code 1 if one of them has errors."""
    files: dict[str, bytes | str] = {}
    for given in call.args.files:
        path = Path(str(given))
        files[str(path)] = read_given(path, limit=MOST_BYTES + 1).raw
    published = tuple(call.library.form(*identity) for identity in call.library.identities)
    findings = lint_forms(files, vocabulary(), published)
    errors = sum(each.severity == "error" for each in findings)
    told = [line for each in findings for line in _finding_lines(call, each)]
    count = call.text(
        N_("{files} files checked: {errors} errors, {warnings} warnings."),
        files=len(files),
        errors=errors,
        warnings=len(findings) - errors,
    )
    data: dict[str, Json] = {
        "files": len(files),
        "errors": errors,
        "warnings": len(findings) - errors,
        "findings": [_finding_json(call, each) for each in findings],
    }
    return Told([*told, count], data, FOUND if has_errors(findings) else 0)


def _problem_text(call: Call, found: Finding) -> str:
    return call.text(PROBLEMS[found.code], **found.params)


def _remedy_text(call: Call, found: Finding) -> str:
    return call.text(REMEDIES[found.remedy], **{"question": found.question, **found.params})


def _finding_lines(call: Call, found: Finding) -> list[str]:
    grade = call.text(N_("error")) if found.severity == "error" else call.text(N_("warning"))
    where = ", ".join(part for part in (found.question, found.field) if part)
    place = f"{found.file}:{found.line}" + (f" [{where}]" if where else "")
    return [f"{place}: {grade}: {_problem_text(call, found)} → {_remedy_text(call, found)}"]


def _finding_json(call: Call, found: Finding) -> Json:
    return {
        "file": found.file,
        "line": found.line,
        "question": found.question or None,
        "field": found.field or None,
        "severity": found.severity,
        "code": found.code,
        "problem": _problem_text(call, found),
        "remedy": _remedy_text(call, found),
    }


def form_schema(call: Call) -> Told:
    """The JSON Schema of a form file, with or without `--json`."""
    del call
    text = json.dumps(schema_of(vocabulary()), ensure_ascii=False, indent=2)
    return Told(written=f"{text}\n")
