"""A table question: one line a row, one key a cell where a key is enough."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.widget import Widget

from checklists.cells import suggested
from checklists.codelists import label
from checklists.conditions import Cell
from checklists.conditions import Row as Answered
from checklists.form import NOT_APPLICABLE, VERDICTS, Column
from checklists.pasting import pasted_rows, with_pasted
from checklists.values import Refused
from checklists.words import N_
from tui.dialogs.ask import AskLine
from tui.dialogs.choose import Choose
from tui.dialogs.several import Several
from tui.given import as_kept, as_typed
from tui.refusals import worded
from tui.screens.table_drafts import Keys, carry_drafts, draft_keys
from tui.screens.table_drawn import NOT_ASKED, DrawnTable
from tui.widgets.lines import Lines


class TableScreen(DrawnTable):
    """The rows of one table answer. Every change is an answer to its question, kept at once."""

    mode = "followups"
    NAME = N_("Table")
    HELP = N_(
        "One line is one row. Left and right choose the column; j, d, n and i answer a cell, Enter writes in it. "
        "b takes what is suggested for the cell, in brackets. A cell with ╌╌ is not asked in that row. a adds a row, "
        "Delete takes one away. Rows copied in a spreadsheet can be pasted. Everything is saved at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", N_("add row"), id="table.add"),
        Binding("delete,X", "remove", N_("take away row"), id="table.remove", key_display="Del"),
        Binding("enter", "write", N_("write"), id="table.write", key_display="Enter"),
        Binding("j,y", "cell('yes')", N_("yes"), id="table.yes", key_display="j"),
        Binding("d,p", "cell('partly')", N_("partly"), id="table.partly", key_display="d"),
        Binding("n", "cell('no')", N_("no"), id="table.no"),
        Binding("i", "cell('not_applicable')", N_("not applicable"), id="table.not-applicable"),
        Binding("b", "suggested", N_("take what is suggested"), id="table.suggested", show=False),
        Binding("right,tab", "column(1)", N_("Next column"), id="table.next-column", show=False),
        Binding(
            "left,shift+tab", "column(-1)", N_("Previous column"), id="table.previous-column", show=False
        ),
        *(Binding(str(n), f"choose({n})", "", id=f"table.choice-{n}", show=False) for n in range(1, 10)),
    ]
    DEFAULT_CSS = "TableScreen #head { height: auto; }"

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="head")
        yield Lines((), id="rows")

    def on_mount(self) -> None:
        self.lines("head").can_focus = False
        self.lines("rows").focus()

    async def reload(self) -> None:
        self.draw()

    def fit(self) -> None:
        self.draw()

    def why_not(self, action: str) -> str:
        if action in ("add", "remove") and self.question.fixed:
            return self.text(N_("The rows of this table are fixed."))
        if action == "remove" and not self.answered:
            return self.text(N_("There is no row to take away."))
        if action == "suggested" and not (self.marked and suggested(self.marked)):
            return self.text(N_("Nothing is suggested for this cell."))
        if action.startswith(("cell('", "choose(")) and self.answered and self.marked is None:
            return self.text(NOT_ASKED)
        if action.startswith("cell('") and self.columns[self.column].type != "yes_partly_no":
            return self.text(N_("This column is not answered with yes or no. Press Enter to write."))
        return ""

    def draw(self) -> None:
        super().draw()
        self.show_keys()

    def _refused(self, action: str) -> bool:
        if reason := self.why_not(action):
            self.tell(reason, bad=True)
        return bool(reason)

    def _kept(self, rows: tuple[Answered, ...]) -> tuple[Answered, ...]:
        """Where rows are fixed, those of which nothing is said are left out."""
        return tuple(row for row in rows if not self.question.fixed or len(row) > 1)

    def _draft_keys(self, rows: tuple[Answered, ...]) -> Keys:
        table = f"{self.review_screen.followup_id}/{self.question.key}"
        return draft_keys(table, rows, [column.key for column in self.columns])

    def give(self, rows: tuple[Answered, ...], draft: str = "", changed: int | None = None) -> None:
        """Keep these rows as the answer. `draft` is the key of the draft that becomes a part of it.

        `changed` is the row that stays where it is and says something else.
        """
        before, now = self._draft_keys(self.answered), self.aktsom.clock()
        self.review_screen.give(self._kept(rows), self.question, draft=draft)
        after = self._draft_keys(self.answered)
        if before != after:
            self.aktsom.desk.ask(lambda db: carry_drafts(db, before, after, changed, now))
        self.key_bar.said = self.review_screen.key_bar.said
        self.draw()

    def give_cell(self, cell: Cell, draft: str = "") -> None:
        rows = list(self.answered)
        index = self.lines("rows").cursor
        if index >= len(rows):
            return
        rows[index] = {**rows[index], self.columns[self.column].key: cell}
        self.give(tuple(rows), draft, index)

    @on(Lines.Opened, "#rows")
    def open_cell(self) -> None:
        self.action_write()

    @on(Lines.Moved, "#rows")
    def show_cell(self) -> None:
        self.draw_head()

    def action_column(self, by: int) -> None:
        self.column = max(0, min(len(self.columns) - 1, self.column + by))
        self.draw()

    def action_cell(self, value: str) -> None:
        if self._refused(f"cell('{value}')"):
            return
        self.give_cell(value)
        self.go_on()

    def action_suggested(self) -> None:
        if self._refused("suggested"):
            return
        if self.marked and not self.marked_row.get(self.marked.key):
            self.give_cell(suggested(self.marked))
        self.go_on()

    def action_choose(self, number: int) -> None:
        if self._refused(f"choose({number})"):
            return
        column = self.marked
        if column is None or number > len(column.choices):
            return
        code = column.choices[number - 1].code
        if column.type != "many":
            self.give_cell(code)
            return
        held = self.marked_row.get(column.key, ())
        codes = (held,) if isinstance(held, str) else held
        self.give_cell(tuple(c for c in codes if c != code) if code in codes else (*codes, code))

    def action_add(self) -> None:
        if self._refused("add"):
            return
        sample = next((c for c in self.columns if c.role == "sample"), None)
        new: Answered = {sample.key: f"A{len(self.answered) + 1}"} if sample else {}
        self.give((*self.answered, new))
        self.column = 1 if sample and len(self.columns) > 1 else 0
        self.lines("rows").cursor = len(self.answered) - 1
        self.draw()
        if self.marked is None:
            self.go_on()

    def on_paste(self, event: Paste) -> None:
        """Take rows that were copied in a spreadsheet: all of them, or none with the reason."""
        event.stop()
        try:
            rows = pasted_rows(self.question, event.text)
            after = with_pasted(self.question, self.answered, rows, self.first)
        except Refused as refused:
            self.tell(worded(refused, self.aktsom.language), bad=True)
            return
        self.give(after)
        self.lines("rows").cursor = max(0, len(self.answered) - 1)
        self.draw()

    def action_remove(self) -> None:
        if self._refused("remove"):
            return
        rows, index = list(self.answered), self.lines("rows").cursor
        if index < len(rows):
            del rows[index]
            self.give(tuple(rows))

    @work(exit_on_error=False)
    async def action_write(self) -> None:
        """Write in the marked cell, or choose in it."""
        rows, index, column = self.answered, self.lines("rows").cursor, self.marked
        if index >= len(rows):
            self.action_add()
            return
        if column is None:
            if not self.go_on():
                self.tell(self.text(NOT_ASKED), bad=True)
            return
        language = self.aktsom.language
        title = column.text.text(language)
        before = rows[index].get(column.key, "")
        if choices := _choices(column, language):
            if column.type == "many":
                several = await self.ask(Several(title, choices, language, marked=before))
                if several is not None:
                    self.give_cell(several)
                return
            chosen = await self.ask(Choose(title, choices, language))
            if chosen:
                self.give_cell(chosen)
            return

        def judged(written: str) -> None:
            cell = {column.key: as_kept(column.type, written)}
            after = (*rows[:index], {**rows[index], **cell}, *rows[index + 1 :])
            self.review_screen.judge(self._kept(after), self.question)

        value = as_typed(column.type, before, language) if isinstance(before, str) else ""
        draft = self._draft_keys(rows)[index][column.key]
        written = await self.ask(AskLine(title, language, value, check=judged), draft)
        if written is not None:
            self.give_cell(as_kept(column.type, written), draft)
            self.go_on()


def _choices(column: Column, language: str) -> list[tuple[str, str]]:
    """What a cell is chosen from; nothing where it is written."""
    if column.type == "yes_partly_no":
        return [(code, label("verdicts", code, language)) for code in (*VERDICTS, NOT_APPLICABLE)]
    return [(choice.code, choice.text.text(language)) for choice in column.choices]
