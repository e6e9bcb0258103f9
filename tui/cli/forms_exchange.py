"""`aktsom forms export` and `import`: forms for other tools, and from them with a report of every cell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checklists.codelists import codes
from checklists.form import Form
from checklists.form_file import form_file
from checklists.words import N_
from exchange.files import read_given, write_file
from exchange.form_reading import Container, FormReading, Remark
from exchange.xlsform.keys import is_key
from exchange.xlsform.writing import written_xlsform
from tui.cli import form_versions, paper
from tui.cli.call import Call
from tui.cli.fields import whole
from tui.cli.told import Json, Told
from tui.cli.wrong import DONE, FOUND, LineWrong, one_of, refuse_beside
from tui.form_intake import COMMENTS_STAY, MOST_BYTES, has_comments, named, read_any_form
from tui.form_remarks import GRADES, remedy, said

FORMATS: Final[dict[str, None]] = dict.fromkeys(("xlsform", "xlsx", "yaml", "docx", "html", "md"))
_CONTAINERS: Final[dict[str, Container]] = {".xlsx": "xlsx", ".csv": "csv", ".md": "md"}


def export(call: Call) -> Told:
    """Write a form to a file: as XLSForm, as a file of ours, or on paper."""
    form = call.library.form(str(call.args.form), whole(str(call.args.version)))
    path = Path(str(call.args.out))
    asked = one_of("--to", str(call.args.to) or _by_suffix(path), FORMATS)
    if asked not in ("docx", "html", "md"):
        refuse_beside(call.args, asked, "--short", "--codebook", "--only-codebook")
    if asked == "yaml":
        return _written(call, path, "yaml", form_file(form).encode(), form)
    if asked in ("docx", "html", "md"):
        return paper.export_blank(call, form)
    container = "xlsx" if asked == "xlsx" else _CONTAINERS.get(path.suffix.lower())
    if container is None:
        raise LineWrong("not_one_of", name="--out", given=path.suffix[:20], choices=", ".join(_CONTAINERS))
    made = written_xlsform(form, container)
    told = _written(
        call, path, "xlsform", made.content, form, container=container, only_here=list(made.unsaid)
    )
    if not made.unsaid:
        return told
    only_here = call.text(
        N_("Conditions that only aktsom reads; other tools always ask: {keys}"), keys=", ".join(made.unsaid)
    )
    return Told([*told.lines, only_here], told.data)


def _by_suffix(path: Path) -> str:
    told = path.suffix.lower().lstrip(".")
    return {"yml": "yaml", "csv": "xlsform"}.get(told, told)


def _written(call: Call, path: Path, kind: str, content: bytes, form: Form, **more: Json) -> Told:
    write_file(path, content, force=bool(call.args.force))
    data: dict[str, Json] = {
        "file": str(path),
        "format": kind,
        "form": form.id,
        "version": form.version,
        **more,
    }
    return Told([call.text(N_("Written: {file}"), file=str(path))], data)


def take_in(call: Call) -> Told:
    """Keep the form in a file as a draft: a file of ours, or an XLSForm with a report of what came of it."""
    path = Path(str(call.args.file))
    raw = read_given(path, limit=MOST_BYTES).raw
    read, reading = read_any_form(path, raw)
    form = _as_asked(call, read)
    if reading is None:
        kept = form_versions.keep(call, form, raw, path.name)
        more = [call.text(COMMENTS_STAY)] if has_comments(raw) else []
        return Told([*kept.lines, *more], kept.data, kept.code)
    taken = _Taken(call, reading, form)
    if call.args.dry_run:
        rehearsal = call.text(N_("This was a rehearsal: nothing was kept."))
        return Told([*taken.lines, rehearsal], {**taken.data, "stored": False}, taken.code)
    held = call.database().forms.keep_draft(form, path.name, call.act())
    kept = form_versions.kept_line(call, held)
    return Told(
        [*taken.lines, kept], {**taken.data, **form_versions.version_json(held), "stored": True}, taken.code
    )


def _as_asked(call: Call, form: Form) -> Form:
    """The form with the id, and the theme of sections without one, that the command line gives."""
    given, theme = str(call.args.id), str(call.args.theme)
    if given and not is_key(given):
        raise LineWrong("form_id_not_key", given=given[:60])
    if theme:
        one_of("--theme", theme, codes("themes"))
    return named(form, given, theme)


@dataclass(frozen=True)
class _Taken:
    """The answer of an import, before anything is kept."""

    call: Call
    reading: FormReading
    form: Form

    @property
    def remarks(self) -> list[Remark]:
        """What is still so with the id and theme that were given."""
        settled = {"theme_not_told"} if self.call.args.theme else set[str]()
        settled |= {"id_made"} if self.call.args.id else set()
        return [each for each in self.reading.remarks if each.code not in settled]

    @property
    def code(self) -> int:
        serious = any(each.grade == "lost" or each.code == "theme_not_told" for each in self.remarks)
        return FOUND if serious else DONE

    @property
    def lines(self) -> list[str]:
        reading = self.reading
        counted = self.call.text(
            N_("{file}: {rows} rows, {questions} questions, {groups} groups, {lists} lists of choices."),
            file=reading.file,
            rows=reading.rows,
            questions=reading.questions,
            groups=reading.groups,
            lists=reading.lists,
        )
        lines = [counted]
        for grade, heading in GRADES.items():
            found = [each for each in self.remarks if each.grade == grade]
            if found:
                lines += ["", f"{self.call.text(heading)} ({len(found)})"]
                lines += [
                    f"  {_place(each)}{said(each, self.call.language)} → {remedy(each, self.call.language)}"
                    for each in found
                ]
        return [*lines, ""]

    @property
    def data(self) -> dict[str, Json]:
        reading = self.reading
        remarks: list[Json] = [
            {
                "sheet": each.sheet,
                "row": each.row or None,
                "column": each.column or None,
                "code": each.code,
                "grade": each.grade,
                "problem": said(each, self.call.language),
                "remedy": remedy(each, self.call.language),
            }
            for each in self.remarks
        ]
        return {
            "file": reading.file,
            "container": reading.container,
            "id": self.form.id,
            "version": self.form.version,
            "hash": self.form.content_hash,
            "rows": reading.rows,
            "questions": reading.questions,
            "groups": reading.groups,
            "lists": reading.lists,
            "remarks": remarks,
        }


def _place(remark: Remark) -> str:
    """`survey 7 relevant: ` as sheet, row and column; empty for what is about the file as a whole."""
    told = " ".join(str(part) for part in (remark.sheet, remark.row, remark.column) if part)
    return f"{told}: " if told else ""
