"""Section 4.A of a year, live: Enter on a figure opens the records it counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from checklists.section4a import (
    PARTS,
    Part,
    Summary,
    cutoff_of_freezing,
    draft,
    plain,
    summary,
    text_of_part,
    worded,
)
from checklists.settings import OwnText
from checklists.values import Refused
from checklists.words import N_
from exchange.summary.outline import TITLES
from tui.dialogs.ask import AskText
from tui.dialogs.choose import Choose
from tui.drawing import joined, line
from tui.freezing import beside_frozen
from tui.refusals import worded as refusal
from tui.screens.file_out import write_out
from tui.screens.place import Place
from tui.screens.report_rows import (
    deviation_rows,
    figure_rows,
    figures,
    head_rows,
    notice_rows,
    since_rows,
    text_rows,
)
from tui.widgets.lines import Lines

FORMATS = (
    ("docx", "Word (.docx)"),
    ("md", "Markdown (.md)"),
    ("text", N_("Text (.txt)")),
    ("json", "JSON (.json)"),
)
FIRST_YEAR, LAST_YEAR = 1900, 9999
ENDINGS = {"docx": "docx", "md": "md", "text": "txt", "json": "json"}


class ReportScreen(Place):
    """The figures, the three texts and what is to be mended."""

    mode = "report"
    NAME = N_("Report 4.A")
    HELP = N_(
        "Section 4.A of the year. No figure is typed: Enter opens the records that a figure counts. e writes your own "
        "text for a part; numbers in it are checked against the records. r goes to the next thing to mend. x exports. "
        "Left and right change the year."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "write", N_("write"), id="report.write"),
        Binding("r", "mend", N_("next to mend"), id="report.mend"),
        Binding("x", "export", N_("export"), id="report.export"),
        Binding("c", "copy", N_("copy a box"), id="report.copy"),
        Binding("f", "freeze", N_("freeze"), id="report.freeze"),
        Binding("left,minus", "year(-1)", N_("previous year"), id="report.previous-year", key_display="←"),
        Binding("right,plus", "year(1)", N_("next year"), id="report.next-year", key_display="→", show=False),
    ]
    DEFAULT_CSS = """
    ReportScreen #head { height: 3; }
    ReportScreen #figures { width: 46; }
    ReportScreen #texts { padding: 0 1; border-left: solid $panel; }
    ReportScreen.narrow Horizontal { layout: vertical; }
    ReportScreen.narrow #figures { width: 1fr; height: 1fr; }
    ReportScreen.narrow #texts { height: 8; border-left: none; border-top: solid $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.year = 0
        self.made: Summary | None = None
        self._mending = -1

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="head")
        yield Horizontal(Lines((), id="figures"), Lines((), id="texts", reading=True))

    def on_mount(self) -> None:
        self.lines("head").can_focus = False
        self.lines("figures").focus()

    def fit(self) -> None:
        self.set_class(self.size.width < 100, "narrow")
        if self.made is not None:
            self.call_after_refresh(self.draw)

    async def reload(self) -> None:
        today = self.aktsom.act().today
        year = self.year = self.year or today.year
        language = self.aktsom.language
        self.made = await self.read(
            lambda db: beside_frozen(db, summary(db.reports.facts(year), language, today))
        )
        self.draw()

    def draw(self) -> None:
        made, language = self.made, self.aktsom.language
        if made is None:
            return
        self.lines("head").show(head_rows(made, language, self.size.width))
        figures_list, texts = self.lines("figures"), self.lines("texts")
        width = figures_list.size.width or 46
        rows = figure_rows(made, language, width)
        rows += deviation_rows(made, language, width)
        rows += [line(), *since_rows(made, language, width), *notice_rows(made.notices, language, width)]
        here = figures_list.key
        figures_list.show(rows, keep=here or None)
        texts.show(text_rows(made, language, max(20, texts.size.width - 2)))

    @on(Lines.Opened, "#figures")
    def open_records(self, event: Lines.Opened) -> None:
        made = self.made
        kind, _, name = event.key.partition("/")
        if made is None:
            return
        if kind == "figure":
            shown = figures(made, self.aktsom.language).get(name)
            if shown is not None and shown.figure.records:
                self._open(shown.label.strip(), shown.kind, shown.figure.records)
            else:
                self.tell(self.text(N_("This figure counts no records.")))
        elif kind == "deviation":
            self.aktsom.open_found(event.key)
        else:
            self._open_notice(int(name))

    def _open(self, title: str, kind: str, records: tuple[str, ...]) -> None:
        from tui.screens.records import RecordsScreen

        self.aktsom.go_to(RecordsScreen(title, kind, records))

    def _open_notice(self, number: int) -> None:
        made = self.made
        if made is None:
            return
        notice = made.notices[number]
        kinds = {"K": "contract", "L": "supplier", "O": "followup", "A": "deviation"}
        kind = kinds.get(notice.records[0][:1], "") if notice.records else ""
        if kind:
            self._open(worded(notice, self.aktsom.language), kind, notice.records)
        else:
            self.tell(worded(notice, self.aktsom.language))

    def action_mend(self) -> None:
        made = self.made
        if made is None or not made.notices:
            self.tell(self.text(N_("Nothing to mend.")))
            return
        self._mending = (self._mending + 1) % len(made.notices)
        lines = self.lines("figures")
        lines.show(lines.rows, keep=f"notice/{self._mending}")

    async def action_year(self, by: int) -> None:
        self.year = min(LAST_YEAR, max(FIRST_YEAR, self.year + by))
        await self.reload()
        self.show_keys()

    async def _part(self, title: str) -> Part | None:
        parts = [(part, self.text(TITLES[part])) for part in PARTS]
        chosen = await self.ask(Choose(title, parts, self.aktsom.language))
        return next((part for part in PARTS if part == chosen), None)

    @work(exit_on_error=False)
    async def action_write(self) -> None:
        """Write one's own text for a part, kept beside the draft."""
        made, language = self.made, self.aktsom.language
        part = await self._part(self.text(N_("Write which part?")))
        if made is None or part is None:
            return
        before = made.own_texts.get(part) or plain(draft(made, part, language))
        key = f"{made.year}/{part}"
        written = await self.ask(AskText(self.text(TITLES[part]), language, before), key)
        if written is not None and written != before:
            own, act = OwnText(year=made.year, part=part, text=written), self.aktsom.act(draft=key)
            if await self.kept(lambda db: db.reports.set_text(own, act)):
                await self.reload()
                self.say_kept()

    @work(exit_on_error=False)
    async def action_copy(self) -> None:
        part = await self._part(self.text(N_("Copy which part?")))
        if part is not None and self.made is not None:
            self.aktsom.copy_to_clipboard(text_of_part(self.made, part, self.aktsom.language))
            self.tell(self.text(N_("{part} is copied, where the terminal allows it."), part=part))

    @work(exit_on_error=False)
    async def action_export(self) -> None:
        """Write the report to a file in the format chosen."""
        made, language = self.made, self.aktsom.language
        if made is None:
            return
        chosen = await self.ask(
            Choose(self.text(N_("Export as")), [(code, self.text(told)) for code, told in FORMATS], language)
        )
        if chosen is None:
            return
        await write_out(self, f"4A-{made.year}.{ENDINGS[chosen]}", lambda: _written(made, chosen, language))

    @work(exit_on_error=False)
    async def action_freeze(self) -> None:
        from tui.dialogs.ask import Confirm
        from tui.freezing import freeze, still_running, to_freeze

        act, language, year = self.aktsom.act(), self.aktsom.language, self.year
        if self.made is None:
            return
        if reason := self.why_not("freeze"):
            self.tell(reason, bad=True)
            return
        made = await self.read(lambda db: to_freeze(db, year, language, act.today))
        told = self.text(
            N_("The report is stored as it is now. Later changes show beside it and never change it.")
        )
        title, running = self.text(N_("Freeze {year}?"), year=str(year)), still_running(made, language)
        confirmed = await self.ask(Confirm(title, joined((told, running), "\n\n"), language, key="F"))
        if confirmed and await self.kept(lambda db: freeze(db, made, act)):
            await self.reload()
            self.say_kept()

    def why_not(self, action: str) -> str:
        """A year that has not begun cannot be frozen."""
        if action == "freeze" and self.made is not None:
            try:
                cutoff_of_freezing(self.made.year, self.aktsom.act().today)
            except Refused as refused:
                return refusal(refused, self.aktsom.language)
        return super().why_not(action)


def _written(made: Summary, chosen: str, language: str) -> bytes:
    from exchange.summary import FORMATS as WRITERS
    from exchange.summary import written

    return written(made, next(form for form in WRITERS if form == chosen), language)
