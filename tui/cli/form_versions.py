"""`aktsom forms import`, `publish` and `retire`: kept as a draft, published for ever, out of new use."""

from __future__ import annotations

from pathlib import Path

from checklists.codelists import codes
from checklists.finding import Finding
from checklists.form import Form
from checklists.form_version import FormVersion
from checklists.library import read_form, refusal, vocabulary
from checklists.lint import lint_form
from checklists.publishing import errors_of
from checklists.values import Refused
from checklists.words import N_
from checklists.yamlfile import MOST_BYTES
from exchange.files import read_given
from tui.cli.call import Call
from tui.cli.fields import whole
from tui.cli.forms import finding_lines
from tui.cli.told import Json, Told
from tui.cli.wrong import FOUND, one_of
from tui.form_changes import status_text
from tui.form_intake import lacks_theme, named


def keep(call: Call, form: Form, raw: bytes, file: str) -> Told:
    """Keep the form of a file as a draft; exit code 1 if it has errors, which only publishing refuses."""
    findings = errors_in(raw, file, form)
    lines = [line for each in findings for line in finding_lines(call, each)]
    code = FOUND if findings else 0
    if call.args.dry_run:
        held = FormVersion.draft_of(form, file)
        lines.append(call.text(N_("This was a rehearsal: nothing was kept.")))
    else:
        held = call.database().forms.keep_draft(form, file, call.act())
        lines.append(kept_line(call, held))
    stored = not call.args.dry_run
    return Told(lines, {**version_json(held), "errors": len(findings), "stored": stored}, code)


def kept_line(call: Call, held: FormVersion) -> str:
    """What was kept, and as what it stands."""
    told = N_("{form} version {version} is kept: {status}")
    status = status_text(held.status, call.language)
    return call.text(told, form=held.form, version=held.number, status=status)


def publish(call: Call) -> Told:
    """Publish a draft, or the form in a file. From then on that version never changes."""
    form, file, raw = _to_publish(call, str(call.args.form))
    if theme := str(call.args.theme):
        one_of("--theme", theme, codes("themes"))
        form = named(form, "", theme)
    findings = errors_in(raw, file, form) if raw else errors_of(form)
    for each in findings:
        for line in finding_lines(call, each):
            call.say(line)
    if raw and findings:
        raise refusal(tuple(findings), file)
    held = call.database().forms.publish(form, call.act(), file)
    line = call.text(N_("{form} version {version} is published."), form=held.form, version=held.number)
    return Told([line], version_json(held))


def errors_in(raw: bytes, file: str, form: Form) -> list[Finding]:
    """The errors in a form file, by their lines, that are still so in the form with the theme that was given."""
    found = lint_form(raw, file, vocabulary())
    settled = set[str]() if lacks_theme(form) else {"theme_missing"}
    return [each for each in found if each.severity == "error" and each.code not in settled]


def _to_publish(call: Call, given: str) -> tuple[Form, str, bytes]:
    """The form that was meant, the name of its file, and what is in it: a file's, or a draft of the library."""
    number = whole(str(call.args.version))
    path = Path(given)
    if path.suffix in (".yaml", ".yml"):
        raw = read_given(path, limit=MOST_BYTES).raw
        form = read_form(raw, path.name)
        if number not in (None, form.version):
            raise Refused("form_version_unknown", form=form.id, version=number, versions=str(form.version))
        return form, path.name, raw
    library = call.library
    drafts = [each for each in library.versions(given) if library.status(given, each) == "draft"]
    form = library.form(given, number if number is not None else drafts[-1] if drafts else None)
    status = library.status(form.id, form.version)
    if number is None and status != "draft":
        raise Refused("form_without_draft", form=form.id, version=form.version)
    return form, library.file_of(form), b""


def retire(call: Call) -> Told:
    """Let no new follow-up begin on a form; those that have begun go on."""
    given, number = str(call.args.form), whole(str(call.args.version))
    call.library.form(given, number)  # refuses one that is not there, with the nearest that is
    gone = call.database().forms.retire(given, call.act(), number=number, reason=str(call.args.reason))
    told = N_("{form} version {version} is retired. Follow-ups that have begun on it go on.")
    lines = [call.text(told, form=each.form, version=each.number) for each in gone]
    retired: list[Json] = [version_json(each) for each in gone]
    return Told(lines, {"id": gone[0].form, "retired": retired})


def version_json(held: FormVersion) -> dict[str, Json]:
    """A version of a form as the JSON answers have it."""
    return {
        "id": held.form,
        "version": held.number,
        "status": held.status,
        "hash": held.hash,
        "published": held.published,
        "published_by": held.published_by or None,
        "retired": held.retired,
        "retired_by": held.retired_by or None,
        "reason": held.retired_reason or None,
    }
