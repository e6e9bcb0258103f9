"""Forms in from files and out to them, and the file of a form with what is wrong in it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

from textual import work

from checklists.form import Form
from checklists.form_file import form_file
from checklists.library import FormRefused
from checklists.values import Refused
from checklists.words import N_
from tui.dialogs.ask import AskLine
from tui.dialogs.choose import Choose
from tui.drawing import joined
from tui.form_remarks import language_named
from tui.refusals import worded
from tui.screens.file_out import write_out
from tui.screens.forms_marked import FormsMarked

OUT = (
    ("docx", "Word"),
    ("html", "HTML"),
    ("md", "Markdown"),
    ("docx codebook", N_("Word, with the code book")),
    ("html codebook", N_("HTML, with the code book")),
    ("md codebook", N_("Markdown, with the code book")),
    ("xlsform", "XLSForm (.xlsx)"),
    ("yaml", N_("form file (.yaml)")),
)
"""What a form is written as, with whether the code book follows it."""


class FormFiles(FormsMarked):
    """The keys that read and write files."""

    def action_findings(self) -> None:
        """Show the file of the marked draft, or of what cannot be used, with the linter's findings."""
        from tui.screens.form_file import FormFileScreen

        if not self.may("findings"):
            return
        kind, _, name = self.lines("library").key.partition("/")
        form, folder = self.marked, self.aktsom.forms_folder
        if kind == "file" and folder is not None:
            self.aktsom.go_to(FormFileScreen(name, folder / name))
        elif form is not None and self.library is not None:
            file, held = self.library.file_of(form), self.library.own.get((form.id, form.version))
            # What the database holds may be another version than the file of that name.
            path = folder / file if folder and held and held.version is None else None
            self.aktsom.go_to(FormFileScreen(file or f"{form.id}.yaml", path, form_file(form)))

    @work(exit_on_error=False)
    async def action_take_in(self) -> None:
        """Keep a form of our own, an XLSForm or a framework as a draft, and say what did not come over."""
        from exchange.files import read_given
        from tui.form_intake import COMMENTS_STAY, MOST_BYTES, has_comments, lacks_theme, read_any_form
        from tui.screens.form_file import FormFileScreen
        from tui.screens.form_report import FormReportScreen

        language, act = self.aktsom.language, self.aktsom.act()
        given = await self.ask(AskLine(self.text(N_("Which file?")), language, needed=True))
        if not given:
            return
        path = Path(given).expanduser()
        try:
            raw = await self.read(lambda _: read_given(path, limit=MOST_BYTES).raw)
            form, reading = await self.read(lambda _: read_any_form(path, raw))
        except FormRefused:
            self.aktsom.go_to(FormFileScreen(path.name, path))
            return
        except Refused as refused:
            self.tell(worded(refused, language), bad=True)
            return
        if lacks_theme(form):
            with_theme = await self.with_theme(form)
            if with_theme is None:
                return
            form = with_theme
            reading = reading and reading.without("theme_not_told")
        kept = await self.keep(lambda db: db.forms.keep_draft(form, path.name, act))
        if kept is None:
            return
        self.unfolded.add(kept.form)
        await self.reload()
        library = self.lines("library")
        library.show(library.rows, keep=f"form/{kept.form}/{kept.number}")
        told = N_("{form} version {version} is kept as a draft.")
        more = self.text(COMMENTS_STAY) if reading is None and has_comments(raw) else ""
        self.tell(f"{self.text(told, form=kept.form, version=kept.number)} {more}".strip())
        if reading is not None and reading.remarks:
            self.aktsom.go_to(FormReportScreen(reading))

    @work(exit_on_error=False)
    async def action_export(self) -> None:
        """Write the marked version to a file; one that is there already only when the person says so."""
        form, language, short = self.marked, self.preview_language, self.short_form
        if not self.may("export") or form is None:
            return
        choices = [(code, self.text(told)) for code, told in OUT]
        depth = self.text(N_("The short form") if short else N_("The full form"))
        title = joined((self.text(N_("Write as")), language_named(language, self.aktsom.language), depth))
        chosen = await self.ask(Choose(title, choices, self.aktsom.language))
        if chosen is None:
            return
        kind = chosen.partition(" ")[0]
        ending = "xlsx" if kind == "xlsform" else kind
        name = f"{form.id}-{form.version}.{ending}"
        when = datetime.combine(self.aktsom.act().today, time(), UTC)
        await write_out(self, name, lambda: _content(form, chosen, language, short, when))

    @property
    def short_form(self) -> bool:
        """Is the short form being looked at?"""
        return False

    @property
    def preview_language(self) -> str:
        """The language that the form is looked at in."""
        return self.aktsom.language


def _content(form: Form, chosen: str, language: str, short: bool, when: datetime) -> bytes:
    """The file's content: in the language and depth that are looked at, where the format has them."""
    from exchange.paper import PAPER_FORMATS, PaperFormat, written
    from exchange.paper.blank import blank
    from exchange.xlsform.writing import written_xlsform

    format, _, codebook = chosen.partition(" ")
    if format == "yaml":
        return form_file(form).encode()
    if format == "xlsform":
        return written_xlsform(form, "xlsx").content
    short = short and any(question.short for question in form.questions)
    kind: PaperFormat = next(each for each in PAPER_FORMATS if each == format)
    return written(blank(form, language, short=short, codebook=bool(codebook)), kind, when)
