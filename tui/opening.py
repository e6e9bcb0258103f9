"""Which place opens for what: a contract, a supplier, a follow-up, a deviation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.place import Place


def place_of(kind: str, name: str) -> Place | None:
    """The place that shows `name` of this kind; None for a kind without a place."""
    if kind == "contract":
        from tui.screens.contract import ContractScreen

        return ContractScreen(name)
    if kind == "supplier":
        from tui.screens.contracts import ContractsScreen

        return ContractsScreen(supplier=name)
    if kind == "followup":
        from tui.screens.review import ReviewScreen

        return ReviewScreen(name)
    if kind == "deviation":
        from tui.screens.deviation import DeviationScreen

        return DeviationScreen(name)
    return None


def address_of(name: str) -> str:
    """`kind/id` for an id: `K-2024-017` is a contract, `L-12` a supplier, `O-31` a follow-up, `A-8` a deviation."""
    kinds = {"K": "contract", "L": "supplier", "O": "followup", "A": "deviation"}
    return f"{kinds.get(name[:1], '')}/{name}"
