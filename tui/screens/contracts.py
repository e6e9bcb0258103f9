"""The contract register: search, filter and sort; Enter opens a contract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker

from checklists.listed import ContractQuery
from checklists.words import N_
from tui.screens.register_ahead import LARGE
from tui.screens.register_head import ORDERS, filters, head
from tui.screens.register_pages import RegisterPages
from tui.screens.register_rows import legend
from tui.typed import found
from tui.widgets.lines import Lines
from tui.widgets.one_line import OneLine


class ContractsScreen(RegisterPages):
    """Every contract, one line each."""

    mode = "contracts"
    NAME = N_("Contracts")
    HELP = N_(
        "The contract register. / searches in titles, references, suppliers and case references. "
        "s chooses the order, f a filter. The signs show how deep each theme has been followed up: "
        "· not asked, ? asked, ~ stated, d document seen, ✓ checked by us, ³ by a third party, ✗ deviation. "
        "In a narrow window ▲ stands before a contract of high risk and △ before one of medium risk."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", N_("Search"), id="contracts.search", key_display="/"),
        Binding("s", "sort", N_("Sort"), id="contracts.sort"),
        Binding("f", "filter", N_("Filter"), id="contracts.filter"),
        Binding("a", "add", N_("new"), id="contracts.add"),
        Binding("enter", "open_hit", N_("Open"), id="contracts.open", key_display="Enter"),
        Binding("down", "hits", N_("To what was found"), id="contracts.hits", show=False),
    ]
    DEFAULT_CSS = """
    ContractsScreen #search { display: none; height: 1; padding: 0 1; }
    ContractsScreen #legend { height: 1; }
    ContractsScreen.low #legend { display: none; }
    """

    def __init__(self, supplier: str = "") -> None:
        super().__init__(supplier)
        self._looking: Worker[None] | None = None

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="head")
        yield OneLine(id="search")
        yield Lines((), id="register")
        yield Lines((), id="legend")

    def on_mount(self) -> None:
        self.lines("head").styles.height = 2
        for quiet in ("head", "legend"):
            self.lines(quiet).can_focus = False
        self.lines("register").focus()

    def fit(self) -> None:
        self.ahead.forget()
        self.set_class(self.size.height < 20, "low")
        self.lines("legend").show([legend(self.aktsom.language, self.size.width)])
        if self.register_rows is not None:
            self.register_rows.width = self.size.width
            self.lines("register").refresh()
            self.show_head()

    @on(Lines.Opened, "#register")
    def open_contract(self, event: Lines.Opened) -> None:
        self.aktsom.open_found(f"contract/{event.key}")

    def action_hits(self) -> None:
        """From the search field to the list under it."""
        self.lines("register").focus()

    def action_search(self) -> None:
        field = self.query_one("#search", Input)
        field.display = True
        self.lines("register").led = True
        field.focus()
        if self.register_rows is not None and self.register_rows.total >= LARGE:
            self.read_ahead()

    @on(Input.Changed, "#search")
    def search(self, event: Input.Changed) -> None:
        self.query_now = replace(self.query_now, search=event.value)
        self._looking = self.look_up()

    @work(exclusive=True, group="search", exit_on_error=False)
    async def look_up(self) -> None:
        self.lines("register").cursor = 0
        await self.show_first_page()

    @on(Input.Submitted, "#search")
    @work(exit_on_error=False)
    async def action_open_hit(self) -> None:
        """Open the marked contract, once what was typed last is found; with nothing sought, go to the list."""
        register = self.lines("register")
        await found(self._looking)
        register.focus()
        if self.query_now.search and register.key:
            register.action_open()

    @property
    def _whole(self) -> ContractQuery:
        """What is shown where nothing is searched for or filtered."""
        query = self.query_now
        return ContractQuery(supplier=query.supplier, order=query.order, descending=query.descending)

    @property
    def leads_back(self) -> bool:
        return self.query_now != self._whole or isinstance(self.focused, Input) or super().leads_back

    def action_back(self) -> None:
        if not self.is_mounted:
            super().action_back()
            return
        field = self.query_one("#search", Input)
        if field.display:
            field.value = ""
            field.display = False
            self.lines("register").focus()
        elif self.query_now != self._whole:
            self.query_now = self._whole
            self.look_up()
        else:
            super().action_back()

    @work(exit_on_error=False)
    async def action_sort(self) -> None:
        from tui.dialogs.choose import Choose

        choices = [(code, self.text(name)) for code, name in ORDERS]
        asked = Choose(self.text(N_("Sort by")), choices, self.aktsom.language, self.query_now.order)
        chosen = await self.ask(asked)
        for code, _ in ORDERS:
            if code == chosen:
                same = self.query_now.order == code
                self.query_now = replace(
                    self.query_now, order=code, descending=same and not self.query_now.descending
                )
                self.look_up()

    @work(exit_on_error=False)
    async def action_filter(self) -> None:
        from tui.dialogs.choose import Choose

        today, language = self.aktsom.act().today, self.aktsom.language
        chosen = await self.ask(Choose(self.text(N_("Show")), filters(language), language))
        if chosen is None:
            return
        kind, _, code = chosen.partition(":")
        self.query_now = replace(
            self.query_now,
            active_on=today.isoformat() if kind == "active" else "",
            due_by=today.isoformat() if kind == "due" else "",
            risk=code if kind == "risk" else "",
            category=code if kind == "category" else "",
        )
        self.look_up()

    @work(exit_on_error=False)
    async def action_add(self) -> None:
        from tui.screens.contract_fields import add_contract

        added = await add_contract(self)
        if added:
            self.aktsom.open_found(f"contract/{added}")

    def show_head(self) -> None:
        if self.register_rows is not None:
            self.lines("head").show(head(self.register_rows, self.query_now, self.supplier_name))
            self.show_keys_soon()
