"""`aktsom forms`: the library, the linter and the schema."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from checklists.codelists import label
from checklists.finding import Finding
from checklists.form import Form
from checklists.form_file import form_file
from checklists.library import Library, vocabulary
from checklists.lint import has_errors, lint_forms
from checklists.schema import form_schema as schema_of
from checklists.values import InputRefused
from checklists.words import N_
from checklists.yamlfile import MOST_BYTES
from exchange.files import read_given
from tui.cli.call import Call
from tui.cli.table import table
from tui.cli.told import Json, Told
from tui.cli.wrong import FOUND, WRONG_INPUT
from tui.form_changes import status_text
from tui.form_findings import problem_text, remedy_text
from tui.refusals import worded

SHEETS = (".xlsx", ".xls", ".csv", ".md")
"""Endings of files that hold a form in sheets, which is taken in and not written by hand."""


def list_forms(call: Call) -> Told:
    """The newest version of every form, or every version. Exit code 1 where a file in the folder cannot be used."""
    language, library, text = call.language, call.library, call.text
    every = library.identities if call.args.all else [(form.id, form.version) for form in library.newest]
    forms = [library.form(*identity) for identity in every]
    headings = [
        text(N_("Form")),
        text(N_("Version")),
        text(N_("Status")),
        text(N_("Title")),
        text(N_("Method")),
        text(N_("Questions")),
    ]
    rows = [
        (
            form.id,
            str(form.version),
            status_text(library.status(form.id, form.version), language),
            form.title.text(language),
            label("methods", form.method, language),
            str(_asked(form)),
        )
        for form in forms
    ]
    data: list[Json] = [form_json(call, form) for form in forms]
    refused: list[Json] = [worded(each, language) for each in library.refused]
    told = table(headings, rows, right=frozenset({1, 5}))
    return Told(told, {"forms": data, "refused": refused}, FOUND if refused else 0)


def _asked(form: Form) -> int:
    return sum(question.answerable for question in form.questions)


def form_json(call: Call, form: Form) -> dict[str, Json]:
    """The facts of a form as the JSON answers have them."""
    return {
        "id": form.id,
        "version": form.version,
        "title": form.title.text(call.language),
        "method": form.method,
        "status": call.library.status(form.id, form.version),
        "filled_by": form.filled_by,
        "questions_count": _asked(form),
        "minutes": form.minutes.full,
        "minutes_short": form.minutes.short,
        "hash": form.content_hash,
    }


def check_forms(call: Call) -> Told:
    """Everything that is wrong with form files, or forms of the library; exit code 1 if one has errors, 3 if a file
    could not be read."""
    library = call.library
    files, unread = _read([str(given) for given in call.args.files], library)
    fixed = [identity for identity in library.identities if library.status(*identity) != "draft"]
    published = tuple(library.form(*identity) for identity in fixed)
    findings = lint_forms(files, vocabulary(), published)
    errors = sum(each.severity == "error" for each in findings)
    for refused in unread.values():
        call.say(worded(refused, call.language))
    told = [line for each in findings for line in finding_lines(call, each)]
    count = call.text(
        N_("Files checked: {files}. Errors: {errors}, warnings: {warnings}."),
        files=len(files),
        errors=errors,
        warnings=len(findings) - errors,
    )
    data: dict[str, Json] = {
        "files": len(files),
        "errors": errors,
        "warnings": len(findings) - errors,
        "findings": [_finding_json(call, each) for each in findings],
        "unread": [
            {"file": file, "code": refused.code, "problem": worded(refused, call.language)}
            for file, refused in unread.items()
        ],
    }
    return Told([*told, count], data, WRONG_INPUT if unread else FOUND if has_errors(findings) else 0)


def _read(given: Sequence[str], library: Library) -> tuple[dict[str, bytes | str], dict[str, InputRefused]]:
    """The files that can be read, and why the others cannot: one of them keeps none of the others from the check.

    What is no file may be the id of a form.
    """
    files: dict[str, bytes | str] = {}
    unread: dict[str, InputRefused] = {}
    for each in given:
        path = Path(each)
        if not path.exists() and any(name == each for name, _ in library.identities):
            files[each] = form_file(library.form(each))
            continue
        try:
            given_file = read_given(path, limit=MOST_BYTES + 1)
            if given_file.kind in ("xlsx", "zip", "old_office") or path.suffix.lower() in SHEETS:
                raise InputRefused("form_not_ours_to_check", file=str(path))
            files[str(path)] = given_file.raw
        except InputRefused as refused:
            unread[str(path)] = refused
    return files, unread


def finding_lines(call: Call, found: Finding) -> list[str]:
    """A finding with its place, its grade and what to do."""
    grade = call.text(N_("error")) if found.severity == "error" else call.text(N_("warning"))
    where = ", ".join(part for part in (found.question, found.field) if part)
    place = f"{found.file}:{found.line}" + (f" [{where}]" if where else "")
    return [f"{place}: {grade}: {problem_text(found, call.language)} → {remedy_text(found, call.language)}"]


def _finding_json(call: Call, found: Finding) -> Json:
    return {
        "file": found.file,
        "line": found.line,
        "question": found.question or None,
        "field": found.field or None,
        "severity": found.severity,
        "code": found.code,
        "problem": problem_text(found, call.language),
        "remedy": remedy_text(found, call.language),
    }


def form_schema(call: Call) -> Told:
    """The JSON Schema of a form file, with or without `--json`."""
    del call
    text = json.dumps(schema_of(vocabulary()), ensure_ascii=False, indent=2)
    return Told(written=f"{text}\n")
