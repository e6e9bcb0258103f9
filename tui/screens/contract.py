"""The page of one contract: what it is, what was agreed, what has been done and found, and what happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from checklists.contract import Contract
from checklists.values import Refused
from checklists.words import N_
from tui.refusals import worded
from tui.screens.form_ahead import FormAhead
from tui.widgets.lines import Lines

if TYPE_CHECKING:
    from db.database import Database
    from tui.screens.contract_rows import ContractPage

MOST = 200


class ContractScreen(FormAhead):
    """Everything about one contract, on one page that scrolls."""

    mode = "contracts"
    NAME = N_("Contract")
    HELP = N_(
        "One contract. Enter opens what the mark stands on: a follow-up, a deviation, a supplier's other contracts; "
        "a requirement set and an entry of the history fold out. a starts a follow-up, r records a control done "
        "elsewhere, v logs a deviation. e edits the facts, s the suppliers and their order, t chooses the requirement "
        "sets, p sets the contract's own numbers for them, such as how many tiers, c confirms those that are assumed "
        "from the contract's type, o says what became of the next option."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", N_("follow-up"), id="contract.add"),
        Binding("r", "record", N_("done elsewhere"), id="contract.record"),
        Binding("v", "deviation", N_("deviation"), id="contract.deviation"),
        Binding("e", "edit", N_("edit"), id="contract.edit"),
        Binding("s", "suppliers", N_("suppliers"), id="contract.suppliers"),
        Binding("t", "sets", N_("requirements"), id="contract.sets"),
        Binding("p", "parameters", N_("numbers"), id="contract.parameters"),
        Binding("c", "confirm", N_("confirm"), id="contract.confirm"),
        Binding("o", "option", N_("option"), id="contract.option"),
    ]
    DEFAULT_CSS = "ContractScreen #head { height: 3; }"

    def __init__(self, contract: str) -> None:
        super().__init__()
        self.contract_id = contract
        self.page: ContractPage | None = None
        self.unfolded: frozenset[str] = frozenset()

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="head")
        yield Lines((), id="page")

    def on_mount(self) -> None:
        self.lines("head").can_focus = False
        self.lines("page").focus()

    async def reload(self) -> None:
        wanted = self.contract_id
        self.page = await self.read(lambda db: _read(db, wanted))
        self.contract_id = self.page.contract.id
        self._draw()

    def fit(self) -> None:
        if self.page is not None:
            self._draw()

    def _draw(self) -> None:
        from tui.screens.contract_rows import head_rows, page_rows

        if (page := self.page) is None:
            return
        today, language = self.aktsom.act().today, self.aktsom.language
        self.lines("head").show(head_rows(page, today, language))
        shown = self.lines("page")
        rows = page_rows(page, today, language, self.size.width - 1, self.unfolded)
        shown.show(rows, keep=shown.key or None)
        self.show_keys()

    def why_not(self, action: str) -> str:
        page = self.page
        if page is None:
            return self.text(N_("Nothing is open yet."))
        if action == "confirm" and not any(held.assumed for held in page.contract.requirement_sets):
            return self.text(N_("No requirement set is assumed."))
        if action == "option" and page.contract.next_option is None:
            return self.text(N_("There is no option left to exercise."))
        if action == "parameters":
            from tui.screens.contract_parameters import known_parameters

            if not any(map(known_parameters, page.contract.requirement_sets)):
                return self.text(N_("No requirement set here has numbers. t chooses the sets."))
        return ""

    @on(Lines.Opened, "#page")
    def open_marked(self, event: Lines.Opened) -> None:
        kind, _, name = event.key.partition("/")
        if kind in ("entry", "set"):
            self.unfolded ^= {event.key}
            self._draw()
        elif kind == "parameter":
            self.action_parameters()
        elif kind == "recorded":
            from tui.screens.records import RecordedScreen

            self.aktsom.go_to(RecordedScreen(name))
        else:
            self.aktsom.open_found(event.key)

    @work(exit_on_error=False)
    async def action_add(self) -> None:
        from tui.screens.followup_fields import start_followup

        await start_followup(self, self.contract_id)

    @work(exit_on_error=False)
    async def action_record(self) -> None:
        from tui.screens.followup_fields import record_control

        await record_control(self, self.contract_id)

    @work(exit_on_error=False)
    async def action_deviation(self) -> None:
        from tui.screens.deviation_fields import add_deviation

        added = await add_deviation(self, self.contract_id)
        self.aktsom.open_found(f"deviation/{added}" if added else None)

    @work(exit_on_error=False)
    async def action_edit(self) -> None:
        from tui.screens.contract_fields import ask_contract, keep_contract

        if (page := self.page) is None:
            return
        only = page.suppliers[0] if len(page.suppliers) == 1 else None
        edited = await ask_contract(self, page.contract, only)
        if edited is not None and await keep_contract(self, edited, page.version):
            await self.reload()
            self.say_kept()

    @work(exit_on_error=False)
    async def action_suppliers(self) -> None:
        """Add suppliers, take them away, put them in order."""
        from tui.screens.contract_suppliers import change_suppliers

        if (page := self.page) is None:
            return
        if await change_suppliers(self, page.contract, page.version, page.suppliers):
            await self.reload()
            self.say_kept()

    @work(exit_on_error=False)
    async def action_sets(self) -> None:
        """Choose the requirement sets in force. Those that stay keep their version and parameters."""
        from tui.dialogs.several import Several
        from tui.screens.contract_fields import set_choices, with_sets

        if (page := self.page) is None:
            return
        contract, language = page.contract, self.aktsom.language
        held = {each.set_id for each in contract.requirement_sets}
        title = self.text(N_("Which requirements does the contract hold?"))
        chosen = await self.ask(Several(title, set_choices(contract, language), language, held))
        if chosen is not None:
            await self._keep_changed(page, with_sets(contract, chosen))

    @work(exit_on_error=False)
    async def action_parameters(self) -> None:
        """The contract's own numbers in place of those of the set that the mark stands on, or of one that is chosen."""
        from tui.screens.contract_parameters import ask_parameters

        if (page := self.page) is None or self._refused(self.why_not("parameters")):
            return
        kind, _, name = self.lines("page").key.partition("/")
        marked = name.partition("/")[0] if kind in ("set", "parameter") else ""
        changed = await ask_parameters(self, page.contract, marked)
        if changed is not None:
            await self._keep_changed(page, *changed)

    async def action_confirm(self) -> None:
        """Confirm the requirement sets that were assumed from the type of the contract."""
        page = self.page
        if page is None or self._refused(self.why_not("confirm")):
            return
        sets = tuple(held.model_copy(update={"assumed": False}) for held in page.contract.requirement_sets)
        await self._keep_changed(page, page.contract.model_copy(update={"requirement_sets": sets}))

    @work(exit_on_error=False)
    async def action_option(self) -> None:
        from tui.screens.contract_fields import ask_option

        if (page := self.page) is None or self._refused(self.why_not("option")):
            return
        try:
            changed = await ask_option(self, page.contract, self.aktsom.act().today)
        except Refused as refused:
            self.tell(worded(refused, self.aktsom.language), bad=True)
            return
        if changed is not None:
            await self._keep_changed(page, changed)

    async def _keep_changed(self, page: ContractPage, contract: Contract, draft: str = "") -> None:
        act = self.aktsom.act(draft=draft)
        if await self.kept(lambda db: db.contracts.change(contract, page.version, act)):
            await self.reload()
            self.say_kept()

    def _refused(self, reason: str) -> bool:
        if reason:
            self.tell(reason, bad=True)
        return bool(reason)


def _read(db: Database, wanted: str) -> ContractPage:
    """Everything the page shows; Refused("unknown_contract")."""
    from tui.screens.contract_rows import ContractPage

    held = db.contracts.get(wanted)
    contract = held.value
    known = db.contracts.suppliers(contract.suppliers)
    return ContractPage(
        contract=contract,
        version=held.version,
        suppliers=tuple(known[id] for id in contract.suppliers if id in known),
        depths=db.registers.depths(contract.id),
        documented=db.registers.documented(contract.id),
        followups=db.registers.followups(contract=contract.id, limit=MOST),
        deviations=db.registers.deviations(contract=contract.id, limit=MOST),
        evidence=db.evidence.of(contract=contract.id),
        entries=db.journal.entries(subject=contract.id, limit=MOST),
    )
