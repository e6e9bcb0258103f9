"""What the rows of a table answer look like: the columns that fit, always with the one that is marked."""

from __future__ import annotations

from checklists.codelists import label
from checklists.conditions import Cell
from checklists.conditions import Row as Answered
from checklists.first_rows import first_rows_of, rows_of, with_rows
from checklists.form import Column, Question
from checklists.said import cell_said
from checklists.words import N_
from tui.drawing import Part, Row, fit, line, wrapped
from tui.screens.place import Place
from tui.screens.review_answering import ReviewAnswering
from tui.screens.review_rows import SIGNS

NARROWEST = 7


class DrawnTable(Place):
    """Draws the rows of one table answer; subclasses have its keys."""

    def __init__(self, review: ReviewAnswering, question: Question) -> None:
        super().__init__()
        self.review_screen = review
        held = review.review
        self.question = with_rows(held.followup, question) if held else question
        self.column = 0

    @property
    def answered(self) -> tuple[Answered, ...]:
        """The rows as they are answered; fixed rows, and those of the follow-up, stand there from the start."""
        review = self.review_screen.review
        given = rows_of(review, self.question) if review else ()
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

    def draw(self) -> None:
        """Draw the columns that fit, always with the one that is marked."""
        language, width = self.aktsom.language, self.size.width
        column = self.columns[self.column]
        room, shown = self._window(width)
        head = [*wrapped(self.question.text.text(language), width - 2, "strong", indent=" ")]
        head += wrapped(
            f"{self.column + 1}/{len(self.columns)}  {column.text.text(language)}",
            width - 2,
            "accent",
            indent=" ",
        )
        if column.choices:
            named = "  ".join(f"{n} {c.text.text(language)}" for n, c in enumerate(column.choices, 1))
            head += wrapped(named, width - 2, "dim", indent=" ")
        first = self._first_width()
        parts: list[Part] = [(" " * first, "")]
        parts += [
            (" " + fit(c.text.text(language), room - 1), "accent" if c is column else "dim") for c in shown
        ]
        head.append(Row(tuple(parts)))
        lines = self.lines("head")
        lines.styles.height = len(head)
        lines.show(head)
        rows = [self._row(number, row, shown, room, first) for number, row in enumerate(self.answered)]
        if not rows:
            rows = [line((f" {self.text(N_('No rows yet. a adds one.'))}", "dim"))]
        self.lines("rows").show(rows)

    def _first_width(self) -> int:
        return 24 if self.question.rows else 5

    def _window(self, width: int) -> tuple[int, tuple[Column, ...]]:
        room = max(NARROWEST, (width - self._first_width() - 2) // max(1, len(self.columns)))
        room = min(24, max(room, 10))
        fitting = max(1, (width - self._first_width() - 2) // room)
        start = max(0, min(self.column - fitting // 2, len(self.columns) - fitting))
        return room, self.columns[start : start + fitting]

    def _row(self, number: int, row: Answered, shown: tuple[Column, ...], room: int, first: int) -> Row:
        named = {fixed.code: fixed.text.text(self.aktsom.language) for fixed in self.question.rows}
        head = named.get(str(row.get("row", "")), str(number + 1))
        parts: list[Part] = [(" " + fit(head, first - 1), "dim")]
        for column in shown:
            drawn, style = cell_part(column, row.get(column.key), self.aktsom.language)
            marked = column is self.columns[self.column]
            parts.append(("▌" if marked else " ", "accent"))
            parts.append((fit(drawn, room - 1), "strong" if marked and not style else style))
        return Row(tuple(parts), str(number))


def cell_part(column: Column, cell: Cell | None, language: str) -> Part:
    """What a cell says, with its sign and style."""
    if not cell:
        return ("·", "dim")
    if isinstance(cell, str) and cell in SIGNS:
        sign, style = SIGNS[cell]
        return (f"{sign} {label('verdicts', cell, language)}", style)
    return (cell_said(column, cell, language), "")
