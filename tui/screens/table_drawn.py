"""What the rows of a table answer look like: the columns that fit, always with the one that is marked."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.cells import AskedRow, Cells, suggested
from checklists.codelists import label
from checklists.conditions import Cell
from checklists.conditions import Row as Answered
from checklists.first_rows import first_rows_of, standing_rows, with_rows
from checklists.form import Column, Question
from checklists.said import cell_said
from checklists.words import N_
from tui.drawing import Part, Row, fit, line, wrapped
from tui.screens.place import Place
from tui.screens.review_answering import ReviewAnswering
from tui.screens.review_rows import NONE_OFFERED, SIGNS

NARROWEST = 7
NOT_ASKED = N_("This is not asked here, as the other answers stand.")
UNASKED = "╌╌"
"""What stands in a cell that is not asked."""


class DrawnTable(Place):
    """Draws the rows of one table answer; subclasses have its keys."""

    def __init__(self, review: ReviewAnswering, question: Question) -> None:
        super().__init__()
        self.review_screen = review
        held = review.review
        self.question = with_rows(held.followup, question) if held else question
        self.column = 0
        self._cells = Cells(self.question)

    @property
    def answered(self) -> tuple[Answered, ...]:
        """The rows as they are answered; fixed rows, and those of the follow-up, stand there from the start."""
        review = self.review_screen.review
        given = standing_rows(review, self.question) if review else ()
        if not self.question.fixed:
            return given
        held = {str(row.get("row", "")): row for row in given}
        return tuple(held.get(fixed.code, {"row": fixed.code}) for fixed in self.question.rows)

    @property
    def first(self) -> tuple[Answered, ...]:
        """The rows that the follow-up was started with."""
        review = self.review_screen.review
        return first_rows_of(review.followup, self.question) if review else ()

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.question.columns

    def asked_in(self, row: Answered) -> AskedRow:
        """What is asked in a row, and what counts of it."""
        review = self.review_screen.review
        return self._cells.asked(row, review.around) if review else AskedRow({}, row)

    @property
    def marked_row(self) -> Answered:
        """The row that is marked; an empty one where there is none."""
        rows, index = self.answered, self.lines("rows").cursor
        return rows[index] if index < len(rows) else {}

    @property
    def marked(self) -> Column | None:
        """The marked column with the choices that are offered; None where the marked row does not ask for it."""
        return self.asked_in(self.marked_row).columns.get(self.columns[self.column].key)

    def go_on(self) -> bool:
        """Mark the next cell that the row asks for. Is one marked that it asks for?"""
        asked = self.asked_in(self.marked_row).columns
        after = (n for n, column in enumerate(self.columns) if n > self.column and column.key in asked)
        self.column = next(after, self.column)
        self.draw()
        return self.marked is not None

    def draw(self) -> None:
        """Draw the columns that fit, always with the one that is marked."""
        room, shown = self._window(self.size.width)
        first, answered = self._first_width(), self.answered
        review = self.review_screen.review
        broken: set[tuple[int, str]] = set()
        if review is not None:
            found = self._cells.faults(answered, review.around)
            broken = {(fault.number - 1, fault.column.key) for fault in found}
        rows = [
            self._row(number, row, shown, room, first, {key for n, key in broken if n == number})
            for number, row in enumerate(answered)
        ]
        if not rows:
            rows = [
                line(
                    (
                        f" {self.text(N_('No rows yet. a adds one; rows copied in a spreadsheet can be pasted.'))}",
                        "dim",
                    )
                )
            ]
        self.lines("rows").show(rows)
        self.draw_head()

    def draw_head(self) -> None:
        """Draw what is said of the marked column, and of the marked cell, over the headings."""
        language, width = self.aktsom.language, self.size.width
        column = self.columns[self.column]
        room, shown = self._window(width)
        head = [*wrapped(self.question.text.text(language), width - 2, "strong", indent=" ")]
        place = f"{self.column + 1}/{len(self.columns)}  {column.text.text(language)}"
        head += wrapped(place, width - 2, "accent", indent=" ")
        for told, style in self._told(column):
            head += wrapped(told, width - 2, style, indent=" ")
        most = max(4, self.size.height // 2 - 2)
        if len(head) > most:
            head[most - 1 :] = [line((" …", "dim"))]
        parts: list[Part] = [(" " * self._first_width(), "")]
        parts += [
            (" " + fit(c.text.text(language), room - 1), "accent" if c is column else "dim") for c in shown
        ]
        head.append(Row(tuple(parts)))
        lines = self.lines("head")
        lines.styles.height = len(head)
        lines.show(head)

    def _told(self, column: Column) -> Iterator[Part]:
        """What is said of the marked cell: that it is not asked, or breaks its limit; what is suggested and offered."""
        language, row = self.aktsom.language, self.marked_row
        held, marked = row.get(column.key), self.marked
        if self.answered and marked is None:
            yield self.text(NOT_ASKED), "warn"
            if held:
                kept = cell_said(column, held, language)
                yield self.text(N_("“{answer}” is kept, but does not count."), answer=kept), "dim"
        review = self.review_screen.review
        if review and (rule := column.constraint):
            faults = self._cells.faults((row,), review.around)
            if any(fault.column.key == column.key for fault in faults):
                yield rule.message.text(language), "bad"
        if marked and not held and (cell := suggested(marked)):
            answer = cell_said(column, cell, language)
            yield self.text(N_("Suggested: {answer}   b takes it"), answer=answer), "dim"
        if column.help:
            yield column.help.text(language), "dim"
        if column.choices:
            offered = marked.choices if marked else ()
            named = "  ".join(f"{n} {c.text.text(language)}" for n, c in enumerate(offered, 1))
            yield named or self.text(NONE_OFFERED), "dim"

    def _first_width(self) -> int:
        return 24 if self.question.rows else 5

    def _window(self, width: int) -> tuple[int, tuple[Column, ...]]:
        room = max(NARROWEST, (width - self._first_width() - 2) // max(1, len(self.columns)))
        room = min(24, max(room, 10))
        fitting = max(1, (width - self._first_width() - 2) // room)
        start = max(0, min(self.column - fitting // 2, len(self.columns) - fitting))
        return room, self.columns[start : start + fitting]

    def _row(
        self,
        number: int,
        row: Answered,
        shown: tuple[Column, ...],
        room: int,
        first: int,
        broken: set[str],
    ) -> Row:
        named = {fixed.code: fixed.text.text(self.aktsom.language) for fixed in self.question.rows}
        head = named.get(str(row.get("row", "")), str(number + 1))
        parts: list[Part] = [(" " + fit(head, first - 1), "dim")]
        asked = self.asked_in(row)
        for column in shown:
            there = asked.columns.get(column.key)
            drawn, style = cell_part(there or column, asked.row.get(column.key), self.aktsom.language)
            if column.key in broken:
                drawn, style = f"! {drawn}", "bad"
            marked = column is self.columns[self.column]
            parts.append(("▌" if marked else " ", "accent"))
            text = (fit(drawn, room - 1), "strong" if marked and not style else style)
            parts.append(text if there else (fit(UNASKED, room - 1), "dim"))
        return Row(tuple(parts), str(number))


def cell_part(column: Column, cell: Cell | None, language: str) -> Part:
    """What a cell says, with its sign and style; in brackets what is suggested for an empty one."""
    if not cell:
        told = cell_said(column, suggested(column), language)
        return (f"({told})" if told else "·", "dim")
    if isinstance(cell, str) and cell in SIGNS:
        sign, style = SIGNS[cell]
        return (f"{sign} {label('verdicts', cell, language)}", style)
    return (cell_said(column, cell, language), "")
