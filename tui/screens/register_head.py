"""What the register is asked for, in words: its orders, its filters, and the lines above it."""

from __future__ import annotations

from checklists.codelists import codes, label
from checklists.listed import ContractOrder, ContractQuery
from checklists.words import N_, words
from tui.drawing import Row, joined, line
from tui.screens.register_rows import RegisterRows

ORDERS: tuple[tuple[ContractOrder, str], ...] = (
    ("next", N_("next deadline")),
    ("title", N_("title")),
    ("reference", N_("reference")),
    ("value", N_("value")),
    ("ends", N_("end")),
    ("risk", N_("risk")),
)


def filters(language: str) -> list[tuple[str, str]]:
    """Every filter there is, with its words."""
    text = words(language).text
    choices = [("all", text(N_("all contracts"))), ("active", text(N_("active today")))]
    choices.append(("due", text(N_("with a deadline that has passed"))))
    choices += [
        (f"risk:{code}", text(N_("risk: {risk}"), risk=label("risk_levels", code, language)))
        for code in ("high", "medium", "low")
    ]
    return choices + [
        (f"category:{code}", label("categories", code, language)) for code in codes("categories")
    ]


def head(rows: RegisterRows, query: ContractQuery, supplier: str) -> list[Row]:
    """How many there are, what is wanted of them and in which order; then the headings, or what to do where
    there is none."""
    text = words(rows.language).text
    asked = [f"«{query.search}»" if query.search else "", supplier]
    asked += [label("risk_levels", query.risk, rows.language) if query.risk else ""]
    asked += [label("categories", query.category, rows.language) if query.category else ""]
    asked += [text(N_("active today")) if query.active_on else ""]
    asked += [text(N_("with a deadline that has passed")) if query.due_by else ""]
    order = text(dict(ORDERS)[query.order]) + (" ▼" if query.descending else " ▲")
    left = " " + joined((text(N_("Contracts {n}"), n=rows.total), *asked))
    right = text(N_("sorted by {order}"), order=order) + " "
    gap = max(1, rows.width - len(left) - len(right))
    empty = text(N_(" No contracts here. a adds one; `aktsom import FILE` takes in a register."))
    under = rows.headings() if rows.total else line(empty)
    return [line((left, "strong"), " " * gap, (right, "dim")), under]
