"""A table question: one line a row, one key a cell where a key is enough."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from checklists.codelists import label
from checklists.conditions import Cell
from checklists.conditions import Row as Answered
from checklists.form import Column, Question
from checklists.values import Refused
from checklists.words import N_
from tui.dialogs.ask import AskLine
from tui.dialogs.choose import Choose
from tui.drawing import Part, Row, fit, line, wrapped
from tui.given import day_of
from tui.refusals import worded
from tui.screens.place import Place
from tui.screens.review_answering import ReviewAnswering
from tui.screens.review_rows import SIGNS
from tui.widgets.lines import Lines

NARROWEST = 7


class TableScreen(Place):
    """The rows of one table answer. Every change is an answer to its question, kept at once."""

    mode = "followups"
    NAME = N_("Table")
    HELP = N_(
        "One line is one row. Left and right choose the column; j, d, n and i answer a cell, Enter writes in it. "
        "a adds a row, Delete takes one away. Everything is saved at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", N_("add row"), id="table.add"),
        Binding("delete,X", "remove", N_("take away row"), id="table.remove", key_display="Del"),
        Binding("enter", "write", N_("write"), id="table.write", key_display="Enter"),
        Binding("j,y", "cell('yes')", N_("yes"), id="table.yes", key_display="j"),
        Binding("d,p", "cell('partly')", N_("partly"), id="table.partly", key_display="d"),
        Binding("n", "cell('no')", N_("no"), id="table.no"),
        Binding("i", "cell('not_applicable')", N_("not applicable"), id="table.not-applicable"),
        Binding("right,tab", "column(1)", N_("Next column"), id="table.next-column", show=False),
        Binding(
            "left,shift+tab", "column(-1)", N_("Previous column"), id="table.previous-column", show=False
        ),
        *(Binding(str(n), f"choose({n})", "", id=f"table.choice-{n}", show=False) for n in range(1, 10)),
    ]
    DEFAULT_CSS = "TableScreen #head { height: auto; max-height: 8; }"

    def __init__(self, review: ReviewAnswering, question: Question) -> None:
        super().__init__()
        self.review_screen = review
        self.question = question
        self.column = 0

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="head")
        yield Lines((), id="rows")

    def on_mount(self) -> None:
        self.lines("head").can_focus = False
        self.lines("rows").focus()

    async def reload(self) -> None:
        self.draw()

    @property
    def answered(self) -> tuple[Answered, ...]:
        """The rows as they are answered; fixed rows stand there from the start."""
        review = self.review_screen.review
        answer = review.answers.get(self.question.key) if review else None
        given = tuple(row for row in (answer.value if answer else ()) if isinstance(row, dict))
        if not self.question.rows:
            return given
        held = {str(row.get("row", "")): row for row in given}
        return tuple(held.get(fixed.code, {"row": fixed.code}) for fixed in self.question.rows)

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.question.columns

    def on_resize(self) -> None:
        self.draw()

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
        parts: list[Part] = [(" " * (first + 1), "")]
        parts += [
            (fit(c.text.text(language), room - 1) + " ", "accent" if c is column else "dim") for c in shown
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
        parts: list[Part] = [(" " + fit(head, first), "dim")]
        for column in shown:
            drawn, style = cell_part(column, row.get(column.key), self.aktsom.language)
            marked = column is self.columns[self.column]
            text = fit(drawn, room - 1)
            parts.append((text + ("▌" if marked else " "), "strong" if marked and not style else style))
        return Row(tuple(parts), str(number))

    def give(self, rows: tuple[Answered, ...]) -> None:
        """Keep these rows as the answer; rows of which nothing is said are left out where rows are fixed."""
        kept = tuple(row for row in rows if not self.question.rows or len(row) > 1)
        self.review_screen.give(kept, self.question)
        self.key_bar.said = self.review_screen.key_bar.said
        self.draw()

    def give_cell(self, cell: Cell) -> None:
        rows = list(self.answered)
        index = self.lines("rows").cursor
        if index >= len(rows):
            return
        rows[index] = {**rows[index], self.columns[self.column].key: cell}
        self.give(tuple(rows))

    @on(Lines.Opened, "#rows")
    def open_cell(self) -> None:
        self.action_write()

    def action_column(self, by: int) -> None:
        self.column = max(0, min(len(self.columns) - 1, self.column + by))
        self.draw()

    def action_cell(self, value: str) -> None:
        if self.columns[self.column].type != "yes_partly_no":
            self.tell(
                self.text(N_("This column is not answered with yes or no. Press Enter to write.")), bad=True
            )
            return
        self.give_cell(value)
        if self.column + 1 < len(self.columns):
            self.action_column(1)

    def action_choose(self, number: int) -> None:
        column = self.columns[self.column]
        if number <= len(column.choices):
            self.give_cell(column.choices[number - 1].code)

    def action_add(self) -> None:
        if self.question.rows:
            self.tell(self.text(N_("The rows of this table are fixed.")), bad=True)
            return
        sample = next((c for c in self.columns if c.role == "sample"), None)
        new: Answered = {sample.key: f"A{len(self.answered) + 1}"} if sample else {}
        self.give((*self.answered, new))
        self.column = 1 if sample and len(self.columns) > 1 else 0
        self.lines("rows").cursor = len(self.answered) - 1
        self.draw()

    def action_remove(self) -> None:
        rows, index = list(self.answered), self.lines("rows").cursor
        if not self.question.rows and index < len(rows):
            del rows[index]
            self.give(tuple(rows))

    @work(exit_on_error=False)
    async def action_write(self) -> None:
        """Write in the marked cell, or choose in it."""
        rows, index, column = self.answered, self.lines("rows").cursor, self.columns[self.column]
        if index >= len(rows):
            self.action_add()
            return
        language = self.aktsom.language
        title = column.text.text(language)
        if column.choices:
            choices = [(choice.code, choice.text.text(language)) for choice in column.choices]
            chosen = await self.ask(Choose(title, choices, language))
            if chosen:
                self.give_cell((chosen,) if column.type == "many" else chosen)
            return
        before = rows[index].get(column.key, "")
        written = await self.ask(AskLine(title, language, before if isinstance(before, str) else ""))
        if written is None:
            return
        try:
            day = day_of(written) if column.type == "date" else None
        except Refused as refused:
            self.tell(worded(refused, language), bad=True)
            return
        self.give_cell(day.isoformat() if day else written)
        self.action_column(1)


def cell_part(column: Column, cell: Cell | None, language: str) -> Part:
    """What a cell says, with its sign and style."""
    if not cell:
        return ("·", "dim")
    if isinstance(cell, str) and cell in SIGNS:
        sign, style = SIGNS[cell]
        return (f"{sign} {label('verdicts', cell, language)}", style)
    named = {choice.code: choice.text.text(language) for choice in column.choices}
    codes = (cell,) if isinstance(cell, str) else cell
    return (", ".join(named.get(code, code) for code in codes), "")
