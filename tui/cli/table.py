"""Plain aligned columns, and plain pairs of a name and what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from tui.plain import fit, visible, wrap

WIDEST = 48
"""Cells of a column; longer text ends in an ellipsis. `--json` has it whole."""
TEXT_WIDTH = 76


def table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()
) -> list[str]:
    """The rows under their headings. Columns whose numbers are in `right` are set to the right."""
    drawn = [[visible(cell) for cell in row] for row in (headings, *rows)]
    widest = [max(cell_len(row[at]) for row in drawn) for at in range(len(headings))]
    # What a row begins with is its id, which somebody will type: it is never cut.
    widths = [width if at == 0 else min(WIDEST, width) for at, width in enumerate(widest)]
    lines = [
        "  ".join(
            fit(cell, width, right=at in right)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in drawn
    ]
    return [line.rstrip() for line in lines]


def pairs(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Names and what they are, beside each other; those without anything are left out. Long texts are broken."""
    told = [(visible(name), value) for name, value in rows if value]
    width = max((cell_len(name) for name, _ in told), default=0)
    lines: list[str] = []
    for name, value in told:
        first, *others = wrap(value, TEXT_WIDTH)
        lines.append(f"{fit(name, width)}  {first}".rstrip())
        lines += [f"{' ' * width}  {line}".rstrip() for line in others]
    return lines
