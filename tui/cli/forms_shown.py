"""`aktsom forms show`: one form with its questions."""

from __future__ import annotations

from checklists.codelists import label
from checklists.form import Choice, Question, RowsOf
from checklists.said import column_notes, notes_said
from checklists.words import N_, words
from tui.cli.call import Call
from tui.cli.fields import whole
from tui.cli.followup_shown import choices_of, column_json, suggested_json
from tui.cli.forms import form_json
from tui.cli.table import pairs
from tui.cli.told import Json, Told
from tui.form_changes import status_text
from tui.plain import wrap

WIDTH = 76


def show_form(call: Call) -> Told:
    """A form with its questions."""
    form = call.library.form(str(call.args.form), whole(str(call.args.version)))
    language, text = call.language, call.text
    data: dict[str, Json] = {
        **form_json(call, form),
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
                (text(N_("Status")), status_text(call.library.status(form.id, form.version), language)),
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
        "columns": [column_json(each, language) for each in question.columns],
        "rows": [each.code for each in question.rows],
        "rows_from": of.model_dump() if isinstance(of := question.rows_from, RowsOf) else of,
        "writes": question.writes or None,
        "suggested": suggested_json(question),
    }


def _question_lines(question: Question, language: str) -> list[str]:
    kind = label("answer_types", question.type, language)
    lines = [f" {'*' if question.required else ' '}{question.key}  ({kind})"]
    lines += [f"    {line}" for line in wrap(question.text.text(language), WIDTH)]
    lines += [f"    {line}" for told in notes_said(question, language) for line in wrap(told, WIDTH)]
    lines += [f"      {each.code}  {_choice(each, language)}" for each in (*question.choices, *question.rows)]
    for each in question.columns:
        conditional = words(language).text(N_("asked only when a condition holds")) if each.when else ""
        told = [each.text.text(language), conditional, *column_notes(each, language)]
        lines.append(f"      .{each.key}  {' · '.join(part for part in told if part)}")
    return lines


def _choice(choice: Choice, language: str) -> str:
    told = choice.text.text(language)
    if choice.when is None:
        return told
    return " · ".join((told, words(language).text(N_("offered only when a condition holds"))))
