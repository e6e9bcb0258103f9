"""A document as one HTML file: accessible, printable, without scripts and without anything fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from exchange.document.blocks import Block, Bullets, Choices, Heading, Outline, Paragraph, Room, Table, boxes

_STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; break-after: avoid; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid; padding-bottom: .25rem; }
h3 { margin: 1.75rem 0 .25rem; font-size: 1.05rem; }
p { margin: .35rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; }
caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
th, td { border: 1px solid; padding: .3rem .5rem; text-align: left; vertical-align: top; height: 1.5em; }
td:empty { width: 60%; min-width: 3rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.choices { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
.room { border: 1px solid; margin: .5rem 0; }
@media print { body { max-width: none; margin: 0; } .wide { overflow: visible; } tr, .room { break-inside: avoid; } }
""".strip()
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def written(told: Outline) -> str:
    """The whole outline as a page of its own."""
    return "".join(_page(told))


def _page(told: Outline) -> Iterator[str]:
    yield f'<!DOCTYPE html>\n<html lang="{escape(told.language)}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    if told.organisation:
        yield f'<meta name="author" content="{escape(told.organisation)}">\n'
    yield f"<title>{escape(told.title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n"
    for block in told.blocks:
        yield from _block(block)
    yield "</main>\n</body>\n</html>\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"<h{level}>{escape(text)}</h{level}>\n"
        case Paragraph(text):
            yield f"<p>{escape(text)}</p>\n"
        case Bullets(items):
            yield "<ul>\n" + "".join(f"<li>{escape(each)}</li>\n" for each in items) + "</ul>\n"
        case Choices():
            shown = "".join(f"<li>{escape(each)}</li>\n" for each in boxes(block))
            yield f'<ul class="choices">\n{shown}</ul>\n'
        case Room(lines):
            yield f'<div class="room" style="height: {lines * 1.75:g}rem"></div>\n'
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    # A wide table scrolls by itself, and so must be reachable with the keyboard.
    name = escape(table.caption)
    yield f'<div class="wide" role="region" aria-label="{name}" tabindex="0">\n'
    yield f"<table>\n<caption>{name}</caption>\n<thead>\n<tr>"
    for index, text in enumerate(table.header):
        yield f'<th scope="col"{_numeric(table, index)}>{escape(text)}</th>'
    yield "</tr>\n</thead>\n<tbody>\n"
    for row in table.rows:
        cells = (f"<td{_numeric(table, index)}>{escape(cell)}</td>" for index, cell in enumerate(row))
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"


def _numeric(table: Table, index: int) -> str:
    return ' class="number"' if index in table.numeric else ""
