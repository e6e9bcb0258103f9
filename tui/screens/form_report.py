"""What did not come over as it stood when a form of another program was taken in, row by row."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from checklists.words import N_
from exchange.form_reading import FormReading
from tui.drawing import Row, line, wrapped
from tui.form_remarks import GRADES, remedy, said
from tui.screens.wrapped import Wrapped
from tui.widgets.lines import Lines


class FormReportScreen(Wrapped):
    """The report of one file. The form itself is kept as a draft."""

    mode = "forms"
    NAME = N_("What came over")
    HELP = N_(
        "What of the file did not come over, came over otherwise, or was assumed, each with its place, the reason and "
        "what to do. The form is kept as a draft: look through it before you publish it."
    )

    def __init__(self, reading: FormReading) -> None:
        super().__init__()
        self.reading = reading

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="remarks", reading=True)

    def on_mount(self) -> None:
        self.lines("remarks").focus()

    async def reload(self) -> None:
        lines, reading, language = self.lines("remarks"), self.reading, self.aktsom.language
        width = max(20, (lines.size.width or 80) - 2)
        told = N_("{file}: {rows} rows, {questions} questions, {groups} groups, {lists} lists of choices.")
        counts = {name: getattr(reading, name) for name in ("file", "rows", "questions", "groups", "lists")}
        rows: list[Row] = wrapped(self.text(told, **counts), width, "strong", indent=" ")
        for grade, head in GRADES.items():
            found = [each for each in reading.remarks if each.grade == grade]
            if found:
                rows += [line(), line((f" {self.text(head)} ({len(found)})", "heading"))]
            for each in found:
                place = " ".join(str(part) for part in (each.sheet, each.row, each.column) if part)
                told = f"{place}: {said(each, language)} → {remedy(each, language)}"
                rows += wrapped(told.removeprefix(": "), width, indent="   ")
        lines.show(rows)
