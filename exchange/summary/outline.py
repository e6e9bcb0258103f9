"""Section 4.A as one outline of headings, paragraphs, lists and tables, which every writer writes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from checklists.change import OSLO
from checklists.formats import whole
from checklists.section4a.phrases import Line, Telling, measures, place, status
from checklists.section4a.texts import definitions, draft, withheld
from checklists.section4a.values import DeviationRow, Notice, Part, Summary
from checklists.section4a.worded import worded
from checklists.words import N_
from exchange.document.blocks import Block, Bullets, Heading, Outline, Paragraph, Table, outlined
from exchange.summary.figures import Row, deviations, followed_up, key_figures
from exchange.summary.since import since

MOST_RECORDS: Final = 12
"""Ids named beside a figure; the JSON and the screen have all of them."""
TITLES: Final[dict[Part, str]] = {
    "4.A.1": N_("4.A.1 Who monitors the effect of the measures, and how"),
    "4.A.2": N_("4.A.2 Suppliers followed up"),
    "4.A.3": N_("4.A.3 Deviations in the supply chain"),
}
"""The heading of each part."""


def outline(made: Summary, language: str, public: bool = False) -> Outline:
    """The summary as a document. The public one names no supplier and says what is withheld."""
    telling = Telling(language)
    title = telling.words.text("Section 4.A, {year}", year=made.year)
    blocks = (
        Heading(1, f"{title} – {made.organisation}" if made.organisation else title),
        Paragraph(_dated(made, telling)),
        *_key_figures(made, telling, public),
        *_text(made, "4.A.1", telling, public),
        *_part_2(made, telling, public),
        *_part_3(made, telling, public),
        *(_withheld(made, telling) if public else (*_since(made, telling), *_notices(made, telling))),
    )
    subject = telling.words.text("Follow-up of suppliers and agreements in {year}", year=made.year)
    return outlined(title, language, blocks, organisation=made.organisation, subject=subject)


def _dated(made: Summary, telling: Telling) -> str:
    text = telling.words.text
    status_of = text("Status as of {date}.", date=telling.day(made.cutoff))
    made_on = text("Made {date}.", date=telling.day(made.generated))
    return " ".join((status_of, made_on, _frozen(made, telling)))


def _frozen(made: Summary, telling: Telling) -> str:
    text = telling.words.text
    if not made.frozen:
        return text("Draft: the year is not frozen.")
    day = telling.day(datetime.fromisoformat(made.frozen).astimezone(OSLO).date())
    if made.then is not None:
        return text("The year was frozen {date}; this is what the records say now.", date=day)
    if made.program:
        return text("Frozen {date} by aktsom {version}.", date=day, version=made.program)
    return text("Frozen {date}.", date=day)


def _key_figures(made: Summary, telling: Telling, public: bool) -> Iterator[Block]:
    text = telling.words.text
    yield Heading(2, text("Key figures"))
    yield _figures(text("Figures of {year}", year=made.year), key_figures(made, telling), telling, public)
    yield Heading(3, text("What the figures mean"))
    yield Bullets(definitions(made, telling.language))


def _text(made: Summary, part: Part, telling: Telling, public: bool) -> Iterator[Block]:
    yield Heading(2, telling.words.text(TITLES[part]))
    own = made.own_texts.get(part)
    yield from _own(own) if own else _blocks(draft(made, part, telling.language, public=public))


def _own(text: str) -> Iterator[Block]:
    """A person's text: lines that begin with a hyphen or a bullet are a list."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    yield from _blocks(
        Line("item", line[1:].strip()) if line[0] in "-–•*" and line[1:2] == " " else Line("paragraph", line)
        for line in lines
    )


def _blocks(lines: Iterable[Line]) -> Iterator[Block]:
    items: list[str] = []
    for line in lines:
        if line.kind == "item":
            items.append(line.text)
            continue
        if items:
            yield Bullets(tuple(items))
            items = []
        yield Paragraph(line.text)
    if items:
        yield Bullets(tuple(items))


def _part_2(made: Summary, telling: Telling, public: bool) -> Iterator[Block]:
    yield from _text(made, "4.A.2", telling, public)
    for caption, rows in followed_up(made, telling):
        yield _figures(caption, rows, telling, public)
    if made.followed_up.extended:
        yield _extended(made, telling, public)


def _extended(made: Summary, telling: Telling, public: bool) -> Table:
    text, label = telling.words.text, telling.label
    header = [text("Agreement"), text("Category"), text("Why chosen"), text("Methods"), text("Outcome")]
    rows = [
        [
            row.title if public else f"{row.contract} {row.title}",
            label("categories", row.category),
            row.reason or text("not stated"),
            ", ".join(label("methods", each) for each in row.methods),
            label("outcomes", row.outcome) if row.outcome else text("not stated"),
        ]
        for row in made.followed_up.extended
    ]
    if not public:
        header.insert(1, text("Supplier"))
        for cells, row in zip(rows, made.followed_up.extended, strict=True):
            cells.insert(1, ", ".join(row.supplier_names) or text("not stated"))
    caption = text("Agreements with extended follow-up")
    return Table(caption, tuple(header), tuple(tuple(cells) for cells in rows))


def _part_3(made: Summary, telling: Telling, public: bool) -> Iterator[Block]:
    text, found = telling.words.text, made.deviations
    yield from _text(made, "4.A.3", telling, public)
    yield _figures(text("Controls and deviations"), deviations(made, telling), telling, public)
    if found.rows:
        yield _deviations(text("Deviations of the year"), found.rows, telling, public)
    if found.earlier_rows:
        yield _deviations(text("Carried over from earlier years"), found.earlier_rows, telling, public)


def _deviations(caption: str, rows: tuple[DeviationRow, ...], telling: Telling, public: bool) -> Table:
    text = telling.words.text
    header = (
        text("Type"), text("Severity"), text("Where"), text("Measures"), text("Status"), text("Supplier's position"),
    )  # fmt: skip
    if public:
        return Table(caption, header, tuple(_deviation(row, telling) for row in rows))
    told = tuple((row.deviation, *_deviation(row, telling)) for row in rows)
    return Table(caption, (text("Id"), *header), told)


def _deviation(row: DeviationRow, telling: Telling) -> tuple[str, ...]:
    label, text = telling.label, telling.words.text
    kind = label("deviation_types", row.type)
    harmed = text("{type} (actual harm, see 6.A.2)", type=kind)
    return (
        telling.capital(harmed if row.harm else kind),
        label("severities", row.severity),
        place(row.place, telling),
        "; ".join(measures(row, telling)) or text("none registered"),
        status(row, telling),
        label("positions", row.position) if row.position else text("not stated"),
    )


def _figures(caption: str, rows: Iterable[Row], telling: Telling, public: bool) -> Table:
    text = telling.words.text
    header = (text("Figure"), text("Number"))
    told: list[tuple[str, ...]] = []
    for name, figure in rows:
        number = figure if isinstance(figure, str) else whole(figure.value, telling.language)
        records = "" if isinstance(figure, str) else _records(figure.records, telling)
        told.append((name, number) if public else (name, number, records))
    return Table(caption, header if public else (*header, text("Records")), tuple(told), frozenset({1}))


def _records(records: tuple[str, ...], telling: Telling) -> str:
    told = ", ".join(records[:MOST_RECORDS])
    more = len(records) - MOST_RECORDS
    if more <= 0:
        return told
    return telling.words.text("{ids} and {count} more", ids=told, count=telling.number(more))


def _since(made: Summary, telling: Telling) -> Iterator[Block]:
    if made.then is not None:
        yield Heading(2, telling.words.text("Changed since the year was frozen"))
        yield Bullets(since(made, telling.language) or (telling.words.text("Nothing has changed."),))


def _notices(made: Summary, telling: Telling) -> Iterator[Block]:
    if made.notices:
        yield Heading(2, telling.words.text("To mend before reporting"))
        yield Bullets(tuple(_notice(each, telling) for each in made.notices))


def _notice(notice: Notice, telling: Telling) -> str:
    message = worded(notice, telling.language)
    records = _records(notice.records, telling)
    return f"{message} ({records})" if records else message


def _withheld(made: Summary, telling: Telling) -> Iterator[Block]:
    told = withheld(made, telling.language)
    if told:
        yield Heading(2, telling.words.text("Withheld from this version"))
        yield Bullets(told)
