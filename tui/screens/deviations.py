"""The deviations by status and deadline; Enter opens one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from checklists.codelists import heading, label
from checklists.listed import DeviationLine
from checklists.words import N_, words
from tui.drawing import Row, fit, line
from tui.screens.place import Place
from tui.screens.register_rows import short_day
from tui.widgets.lines import Lines

LIMIT = 500
SEVERITY_STYLES = {"critical": "bad", "major": "warn", "minor": "", "observation": "dim"}
FILTERS = ("open", "all", "closed")
OPEN = (
    "registered",
    "supplier_notified",
    "answered",
    "plan_agreed",
    "correcting",
    "verifying",
    "accepted_until",
)


SEVERITY, DAY = 11, 9


def _columns(width: int) -> tuple[int, int, int]:
    """Cells of what was found, of the contract (0 where there is no room for it) and of the supplier."""
    room = min(150, width - 9 - SEVERITY - DAY - 4)
    whose = max(14, min(34, room * 2 // 5))
    held = min(40, room // 3) if room >= 84 else 0
    return room - whose - held, held, whose


class DeviationsScreen(Place):
    """Open deviations under their status, those that are overdue marked."""

    mode = "deviations"
    NAME = N_("Deviations")
    HELP = N_(
        "Deviations under their status, the nearest deadline first. ! marks a deadline that has passed. "
        "f shows open, all or closed ones. Enter opens a deviation with its measures and steps."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter", N_("Filter"), id="deviations.filter"),
        Binding("a", "add", N_("new"), id="deviations.add"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.filter = "open"
        self.found: tuple[DeviationLine, ...] = ()
        self.total = 0

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="deviations")

    def on_mount(self) -> None:
        self.lines("deviations").focus()

    async def reload(self) -> None:
        chosen = self.filter
        page = await self.read(
            lambda db: db.registers.deviations(
                status=("closed", "closed_uncorrected", "dismissed") if chosen == "closed" else (),
                open_only=chosen == "open",
                limit=LIMIT,
            )
        )
        self.found, self.total = page.lines, page.total
        self._draw()

    def fit(self) -> None:
        if self.found:
            self._draw()

    def _draw(self) -> None:
        language, today = self.aktsom.language, self.aktsom.act().today.isoformat()
        names = {"open": N_("open"), "all": N_("all"), "closed": N_("closed")}
        # An observation is no deviation: it stands in the list, and is counted by itself as everywhere else.
        seen = sum(found.severity == "observation" for found in self.found) if self.total <= LIMIT else 0
        told = (
            " · " + words(language).count(N_("{n} observation"), N_("{n} observations"), seen) if seen else ""
        )
        rows = [
            line(
                (f" {self.text(N_('Deviations'))} {self.total - seen}", "strong"),
                (f" · {self.text(names[self.filter])}{told}", "dim"),
            )
        ]
        for status in dict.fromkeys(found.status for found in self._ordered()):
            rows += [line(), line((f" {heading('deviation_statuses', status, language)}", "heading"))]
            rows += [self._row(found, today) for found in self._ordered() if found.status == status]
        if not self.found:
            rows += [
                line(),
                line((self.text(N_(" Nothing here. v in a follow-up logs a deviation; a adds one.")), "dim")),
            ]
        here = self.lines("deviations").key
        self.lines("deviations").show(rows, keep=here or None)

    def _ordered(self) -> list[DeviationLine]:
        places = {
            status: place for place, status in enumerate((*OPEN, "closed", "closed_uncorrected", "dismissed"))
        }
        return sorted(self.found, key=lambda d: (places.get(d.status, 99), d.deadline or "9999", d.id))

    def _row(self, found: DeviationLine, today: str) -> Row:
        language = self.aktsom.language
        late = found.status in OPEN and bool(found.deadline) and found.deadline < today
        named, held, whose = _columns(self.size.width)
        flags = [flag for flag in ("suspected", "disputed") if getattr(found, flag)]
        title = found.title or heading("deviation_types", found.type, language)
        title += "".join(f" · {label('deviation_flags', flag, language)}" for flag in flags)
        parts = [
            (" ! " if late else "   ", "bad"),
            (fit(found.id, 6), "dim"),
            (fit(title, named) + " ", ""),
            *([(fit(found.contract_title, held) + " ", "dim")] if held else []),
            (fit(found.supplier, whose) + " ", "dim"),
            (fit(label("severities", found.severity, language), SEVERITY), SEVERITY_STYLES[found.severity]),
            (fit(short_day(found.deadline), DAY, right=True), "bad" if late else "dim"),
        ]
        return Row(tuple(parts), found.id)

    @on(Lines.Opened)
    def open_deviation(self, event: Lines.Opened) -> None:
        self.aktsom.open_found(f"deviation/{event.key}")

    async def action_filter(self) -> None:
        self.filter = FILTERS[(FILTERS.index(self.filter) + 1) % len(FILTERS)]
        await self.reload()

    @work(exit_on_error=False)
    async def action_add(self) -> None:
        """A deviation found outside a follow-up: the contract is chosen first."""
        from tui.screens.contract_choice import choose_contract
        from tui.screens.deviation_fields import add_deviation

        contract = await choose_contract(self)
        if contract and (added := await add_deviation(self, contract)):
            self.aktsom.open_found(f"deviation/{added}")
