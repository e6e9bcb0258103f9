"""The contract register as it is read: the first page at once, others as the cursor comes near them."""

from __future__ import annotations

from textual import on, work

from checklists.listed import ContractLine, ContractQuery, Page
from tui.screens.place import Place
from tui.screens.register_ahead import PagesAhead
from tui.screens.register_rows import RegisterRows
from tui.widgets.lines import Lines

PAGE = 200


class RegisterPages(Place):
    """A place with the register in the list `register`. Subclasses give it its looks and keys."""

    def __init__(self, supplier: str = "") -> None:
        super().__init__()
        self.query_now = ContractQuery(supplier=supplier)
        self.supplier_name = ""
        self.register_rows: RegisterRows | None = None
        self.ahead = PagesAhead(self._first_page)
        self._page: Page[ContractLine] | None = None

    def show_head(self) -> None:
        """Show what stands above the list."""

    async def reload(self) -> None:
        """Read the first page again, with the cursor where it was."""
        self.ahead.forget()
        await self.show_first_page()

    async def show_first_page(self) -> None:
        """Show what is wanted now, from its beginning."""
        today, query = self.aktsom.act().today, self.query_now
        page = await self.ahead.page(query)
        if query.supplier and not self.supplier_name:
            firms = await self.read(lambda db: db.contracts.suppliers([query.supplier]))
            self.supplier_name = ", ".join(firm.name for firm in firms.values())
        rows = RegisterRows(self.aktsom.language, today.isoformat(), self.size.width)
        rows.lines, rows.total = list(page.lines), page.total
        self._page, self.register_rows = page, rows
        self.lines("register").show(rows)
        self.show_head()

    async def _first_page(self, query: ContractQuery) -> Page[ContractLine]:
        """Beyond what is seen, and as far as the cursor in what is shown; more is read as soon as it moves."""
        today = self.aktsom.act().today
        standing = self.lines("register").cursor if query == self.query_now else 0
        limit = max(2 * self.size.height, standing + 1)
        return await self.read(lambda db: db.registers.contracts(query, limit=limit, today=today))

    @work(exclusive=True, group="ahead", exit_on_error=False)
    async def read_ahead(self) -> None:
        self.ahead.forget()
        await self.ahead.read(self.query_now)

    @on(Lines.Moved, "#register")
    def read_on(self, event: Lines.Moved) -> None:
        rows = self.register_rows
        if rows is not None and event.index + PAGE // 2 > len(rows.lines) < rows.total:
            self.read_more(event.index)

    @work(exclusive=True, group="pages", exit_on_error=False)
    async def read_more(self, index: int) -> None:
        """Read pages until the line at `index` is there."""
        today, query = self.aktsom.act().today, self.query_now
        while (page := self._page) and (rows := self.register_rows) and page.after is not None:
            if index + PAGE // 2 <= len(rows.lines):
                break
            limit = max(PAGE, min(5000, index - len(rows.lines) + PAGE))
            after = page.after
            read = await self.read(
                lambda db, after=after, limit=limit: db.registers.contracts(query, after, limit, today=today)
            )
            if self.register_rows is not rows:
                return
            rows.lines.extend(read.lines)
            self._page = read
        self.lines("register").refresh()
