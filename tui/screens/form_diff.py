"""Two versions of a form side by side: what differs, and which follow-ups and figures the newer one touches."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from checklists.codelists import label
from checklists.form import Form
from checklists.touched import Touched
from checklists.words import N_
from tui.drawing import Row, line, wrapped
from tui.form_changes import diff_lines, figure_text
from tui.screens.wrapped import Wrapped
from tui.widgets.lines import Lines


class FormDiffScreen(Wrapped):
    """What the newer version says otherwise. Enter on an open follow-up shows what an upgrade would do with it."""

    mode = "forms"
    NAME = N_("Compare")
    HELP = N_(
        "What the newer version of the form says otherwise, by key, and what it touches. Enter on an open follow-up "
        "on the older version shows, answer by answer, what taking it to the newer one would do."
    )

    def __init__(self, old: Form, new: Form) -> None:
        super().__init__()
        self.old, self.new = old, new

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="changes", reading=True)

    def on_mount(self) -> None:
        self.lines("changes").focus()

    async def reload(self) -> None:
        old, new, today = self.old, self.new, self.aktsom.act().today
        touched = await self.read(lambda db: db.forms.touched(old.id, old.version, new, today))
        lines = self.lines("changes")
        lines.show(self._rows(touched, max(20, (lines.size.width or 80) - 2)), keep=lines.key or None)

    def _rows(self, touched: Touched, width: int) -> list[Row]:
        language = self.aktsom.language
        title = f"{self.new.title.text(language)}: v{self.old.version} → v{self.new.version}"
        rows = [*wrapped(title, width, "strong", indent=" "), line()]
        for told in diff_lines(self.old, self.new, language):
            rows += wrapped(told, width, indent="   " if told.startswith(" ") else " ")
        rows.append(line())
        if touched.followups:
            rows.append(line((f" {self.text(N_('Follow-ups on the older version:'))}", "heading")))
        else:
            rows += wrapped(self.text(N_("No follow-up is on the older version.")), width, "dim", indent=" ")
        for status, ids in touched.followups.items():
            told = label("followup_statuses", status, language)
            rows += [line(f"   {each}  ", (told, "dim"), key=f"{status}/{each}") for each in ids]
        if touched.running:
            out = N_("Out at suppliers, and answered on the version that was sent: {ids}")
            rows += wrapped(self.text(out, ids=", ".join(touched.running)), width, "dim", indent=" ")
        if touched.followups and not touched.figures:
            same = N_("No figure of 4.A would be another one if the open ones were upgraded.")
            rows += [line(), *wrapped(self.text(same), width, "dim", indent=" ")]
        if touched.figures:
            said = N_("Figures of 4.A if the open ones were signed as they stand, and if upgraded first:")
            rows += [line(), *wrapped(self.text(said), width, "heading", indent=" ")]
            rows += [
                row
                for each in touched.figures
                for row in wrapped(figure_text(each, language), width, indent="   ")
            ]
        return rows

    @on(Lines.Opened, "#changes")
    def preview_upgrade(self, event: Lines.Opened) -> None:
        from tui.screens.form_upgrade import UpgradeScreen

        status, _, followup = event.key.partition("/")
        if status in ("planned", "received", "in_progress"):
            self.aktsom.go_to(UpgradeScreen(followup, self.new))
        else:
            self.aktsom.open_found(f"followup/{followup}")
