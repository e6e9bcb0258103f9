"""The form library: which forms there are in which versions, what each asks, and what may be done with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Region
from textual.widget import Widget

from checklists.library import FormRefused, requirement_sets
from checklists.requirements import RequirementSet
from checklists.values import InputRefused
from checklists.words import LANGUAGES, N_
from tui.form_remarks import language_named
from tui.refusals import worded
from tui.screens.forms_files import FormFiles
from tui.screens.forms_library import LibraryRows, findings_text, shelf_of
from tui.screens.forms_preview import form_rows, set_rows
from tui.screens.forms_versions import FormVersions
from tui.widgets.lines import Lines


class FormsScreen(FormVersions, FormFiles):
    """Forms and requirement sets at the left, what the marked one holds at the right."""

    mode = "forms"
    NAME = N_("Forms")
    HELP = N_(
        "The forms in their versions, and the requirement sets: ● published, ◌ draft, ○ retired. Enter or the right "
        "arrow shows the older versions of a form, the left arrow hides them. The right side shows every question with "
        "its clause, what evidence is expected and what an answer proposes. l changes the language of the preview, d "
        "between the short and the full form; Tab moves to the preview. f shows the file of a draft with what is "
        "wrong in it. p publishes a draft, t retires a version, g compares two versions and tells what a change "
        "touches. i takes a form in from a file, x writes the marked one to a file. The folder of forms is read again "
        "by itself when a file in it changes."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "language", N_("language"), id="forms.language"),
        Binding("d", "depth", N_("short or full"), id="forms.depth"),
        Binding("f", "findings", N_("faults"), id="forms.findings"),
        Binding("p", "publish", N_("publish"), id="forms.publish"),
        Binding("t", "retire", N_("retire"), id="forms.retire"),
        Binding("g", "compare", N_("compare"), id="forms.compare"),
        Binding("i", "take_in", N_("take in"), id="forms.import"),
        Binding("x", "export", N_("write to a file"), id="forms.export"),
        Binding("right", "fold(True)", N_("Show older versions"), id="forms.unfold", show=False),
        Binding("left", "fold(False)", N_("Hide older versions"), id="forms.fold", show=False),
        Binding("tab", "app.focus_next", N_("preview"), id="forms.preview", show=False, key_display="Tab"),
    ]
    DEFAULT_CSS = """
    FormsScreen #library { width: 48; }
    FormsScreen.wide #library { width: 66; }
    FormsScreen #preview { padding: 0 1; border-left: solid $panel; }
    FormsScreen.narrow Horizontal { layout: vertical; }
    FormsScreen.narrow #library { width: 1fr; height: 9; }
    FormsScreen.narrow #preview { border-left: none; border-top: solid $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.sets: dict[str, RequirementSet] = {}
        self.language = ""
        self.short = False
        self._unusable = ""
        """What was last said of a file that cannot be used."""

    def body(self) -> Iterable[Widget]:
        yield Horizontal(Lines((), id="library"), Lines((), id="preview", reading=True))

    def on_mount(self) -> None:
        self.lines("library").focus()

    def fit(self) -> None:
        self.set_class(self.size.width < 100, "narrow")
        self.set_class(self.size.width >= 140, "wide")
        if self.library is not None:
            self.call_after_refresh(self.draw)

    async def reload(self) -> None:
        """Read the library again: the database's forms, and those of the folder."""
        self.language = self.language or self.aktsom.language
        self.shelf = await self.read(lambda db: shelf_of(self.aktsom.library(db)))
        self.sets = {held.id: held for held in requirement_sets().values()}
        unusable = [self._told(refused) for refused in self.shelf.library.refused]
        if unusable:
            self.tell(unusable[-1], bad=True)
        elif self.key_bar.said == (self._unusable, "bad"):
            self.tell("")  # that file has been mended
        self._unusable = unusable[-1] if unusable else ""
        self.draw()

    def _told(self, refused: InputRefused) -> str:
        """Why a file cannot be used: its faults are counted here, and told where it is opened."""
        language = self.aktsom.language
        found = findings_text(refused.findings, language) if isinstance(refused, FormRefused) else ""
        if not found:
            return worded(refused, language)
        return self.text(
            N_("{file} cannot be used: {findings}."), file=refused.params["file"], findings=found
        )

    def draw(self) -> None:
        if self.shelf is None:
            return
        shown = self.lines("library")
        rows = LibraryRows(self.shelf, self.aktsom.language, shown.size.width or 48, self.unfolded)
        shown.show(rows.rows(self.sets.values()), keep=shown.key or None)
        self.preview()

    @on(Lines.Moved, "#library")
    def preview(self) -> None:
        """Show what the marked form, file or set holds."""
        lines, marked = self.lines("preview"), self.marked
        width = max(20, (lines.size.width or 60) - 2)
        kind, _, name = self.lines("library").key.partition("/")
        if marked is not None:
            lines.show(list(form_rows(marked, self.language, width, short=self.short)))
        elif kind == "set":
            lines.show(list(set_rows(self.sets[name], self.language, width)))
        else:
            lines.show(self.refusal_rows(name, width))
        self.show_keys()

    @on(Lines.Opened, "#library")
    def look_closer(self) -> None:
        """Enter shows the file that cannot be used, folds versions out and in, and else moves to the preview."""
        if self.lines("library").key.startswith("file/"):
            self.action_findings()
        elif self.older:
            self.action_fold(self.folded)
        else:
            self.lines("preview").focus()

    @property
    def short_form(self) -> bool:
        return self.short

    @property
    def preview_language(self) -> str:
        return self.language

    def action_fold(self, out: bool) -> None:
        """Show the older versions of the marked form, or stand on its newest with the others out of the way."""
        form = self.marked
        if form is None or self.library is None:
            return
        lines, newest = self.lines("library"), self.library.versions(form.id)[-1]
        if out:
            self.unfolded.add(form.id)
        else:
            self.unfolded.discard(form.id)
            lines.show(lines.rows, keep=f"form/{form.id}/{newest}")
        self.draw()
        if out:
            below = range(lines.cursor, len(lines.rows))
            last = max(n for n in below if lines.rows[n].key.startswith(f"form/{form.id}/"))
            whole = Region(0, lines.cursor, 1, min(lines.size.height, last - lines.cursor + 1))
            lines.scroll_to_region(whole, animate=False, force=True)

    def action_language(self) -> None:
        self.language = LANGUAGES[(LANGUAGES.index(self.language) + 1) % len(LANGUAGES)]
        self.preview()
        self.tell(
            self.text(
                N_("The preview is in {language}."),
                language=language_named(self.language, self.aktsom.language),
            )
        )

    def action_depth(self) -> None:
        self.short = not self.short
        self.preview()
        self.tell(self.text(N_("The short form") if self.short else N_("The full form")))
