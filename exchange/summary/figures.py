"""The figures of section 4.A as named rows, for the tables of every written format."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.formats import amount
from checklists.section4a.phrases import Telling
from checklists.section4a.values import Figure, Summary

Row = tuple[str, Figure | str]
"""A name, and a figure or the text that stands for a number."""


def key_figures(made: Summary, telling: Telling) -> Iterator[Row]:
    """The three key figures; a number that is not known is not stated."""
    text, worth = telling.words.text, made.purchases
    told = text("not stated") if worth.amount is None else amount(worth.amount, "NOK", telling.language)
    name = text("Total purchase value in {year}", year=made.year)
    source = text("{name} (source: {source})", name=name, source=worth.source)
    yield source if worth.source else name, told
    yield text("Active agreements"), made.active_agreements
    yield text("Agreements followed up"), made.followed_up.agreements


def followed_up(made: Summary, telling: Telling) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """The tables of figures that belong to 4.A.2, each with its caption."""
    text, done = telling.words.text, made.followed_up
    yield text("Suppliers and agreements"), tuple(_suppliers(made, telling))
    yield (
        text("Follow-ups by method"),
        tuple((telling.capital(telling.label("methods", code)), fig) for code, fig in done.by_method.items()),
    )
    yield (
        text("Agreements by theme"),
        tuple((telling.capital(telling.label("themes", code)), fig) for code, fig in done.by_theme.items()),
    )
    yield text("Self-reports"), tuple(_self_reports(made, telling))


def _suppliers(made: Summary, telling: Telling) -> Iterator[Row]:
    text, done = telling.words.text, made.followed_up
    yield text("Suppliers followed up"), done.suppliers
    yield text("– agreements signed in {year}", year=made.year), done.suppliers_new_agreements
    yield text("– agreements signed earlier"), done.suppliers_earlier_agreements
    yield text("– agreements of both kinds"), done.suppliers_both
    yield text("– signing date not known"), done.suppliers_signing_unknown
    yield text("Agreements followed up"), done.agreements
    yield text("– with extended follow-up"), Figure.of(row.contract for row in done.extended)
    yield text("– building projects"), _building_projects(made, telling)
    yield text("– not active in {year}", year=made.year), done.not_active
    yield text("Agreements with a kickoff meeting only (not counted)"), done.kickoff_only


def _building_projects(made: Summary, telling: Telling) -> Figure | str:
    """Where such follow-up is told of but not recorded, the number is not known: it is not 0."""
    recorded = made.followed_up.building_projects
    if made.building_projects_text and not recorded.value:
        return telling.words.text("not stated")
    return recorded


def _self_reports(made: Summary, telling: Telling) -> Iterator[Row]:
    text, reports = telling.words.text, made.followed_up.self_reports
    yield text("In process during the year"), reports.sent
    yield text("Answered"), reports.answered
    yield text("Assessed"), reports.assessed
    yield text("Overdue"), reports.overdue


def deviations(made: Summary, telling: Telling) -> Iterator[Row]:
    """The figures that belong to 4.A.3."""
    text, found = telling.words.text, made.deviations
    yield text("Controls completed"), found.controls
    yield text("Suppliers controlled"), found.control_suppliers
    yield text("Deviations"), found.deviations
    yield text("– from ethical and social requirements"), found.social
    yield text("– from environment and the other themes"), found.other
    yield text("– disputed by the supplier"), found.disputed
    yield text("– repeated"), found.repeated
    yield text("Suppliers with deviations"), found.deviation_suppliers
    yield text("Being clarified (not counted)"), found.suspected
    yield text("Observations (not counted)"), found.observations
    yield text("Carried over from earlier years"), found.carried_over
    yield text("Closed with verification in the year"), found.closed_this_year
    yield text("Closed uncorrected in the year"), found.closed_uncorrected
    yield text("Original deadline in the year"), found.due_to_close
    yield text("– of them closed in time"), found.closed_in_time
    yield text("– of them with an extended deadline"), found.prolonged
