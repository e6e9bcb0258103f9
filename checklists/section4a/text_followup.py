"""The draft of 4.A.2: how many suppliers and agreements were followed up, by what, and the extended ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checklists.formats import amount, share
from checklists.section4a.phrases import Line, Telling, filled, item, paragraph
from checklists.section4a.values import ExtendedRow, Figure, Summary


def followup_text(made: Summary, telling: Telling, *, public: bool) -> tuple[Line, ...]:
    """From the figures. `public` leaves out the names of suppliers."""
    return filled(
        (
            _suppliers(made, telling),
            _shares(made, telling),
            *_extended(made, telling, public=public),
            *_spread(made, telling),
            _self_reports(made, telling),
            _apart(made, telling),
            _goal(made, telling),
        )
    )


def _suppliers(made: Summary, telling: Telling) -> Line:
    done, text = made.followed_up, telling.words.text
    if not done.suppliers.value:
        reason = telling.sentence(made.goal.reason or made.zero_reason)
        return paragraph(
            text("No suppliers were followed up on sustainability in {year} (0 agreements).", year=made.year),
            text("The reason: {text}", text=reason) if reason else text("The reason is not stated."),
        )
    return paragraph(
        telling.words.count(
            "In {year}, {n} supplier was followed up on sustainability, ethical and social requirements included, "
            "under {agreements}.",
            "In {year}, {n} suppliers were followed up on sustainability, ethical and social requirements included, "
            "under {agreements}.",
            telling.n(done.suppliers),
            year=made.year,
            agreements=telling.agreements(done.agreements),
        ),
        text(
            "Suppliers with agreements signed in {year}: {new}. Suppliers with agreements signed earlier: {earlier}. "
            "Suppliers with both: {both}.",
            year=made.year,
            new=telling.number(done.suppliers_new_agreements),
            earlier=telling.number(done.suppliers_earlier_agreements),
            both=telling.number(done.suppliers_both),
        ),
        text(
            "Suppliers for whom the signing date is not known: {unknown}.",
            unknown=telling.number(done.suppliers_signing_unknown),
        )
        if done.suppliers_signing_unknown.value
        else "",
    )


def _shares(made: Summary, telling: Telling) -> Line:
    done, active, text = made.followed_up, made.active_agreements.value, telling.words.text
    if not active or not done.agreements.value:
        return paragraph("")
    both = done.agreements.value - done.not_active.value
    worth = done.value
    return paragraph(
        telling.words.count(
            "That is {share} of {n} active agreement.",
            "That is {share} of {n} active agreements.",
            telling.n(active),
            share=share(both, active, telling.language),
        ),
        telling.words.count(
            "{n} agreement that was followed up was not active in {year}.",
            "{n} agreements that were followed up were not active in {year}.",
            telling.n(done.not_active),
            year=made.year,
        )
        if done.not_active.value
        else "",
        text(
            "Where the yearly value is known, those followed up stand for {followed} of {total}; it is known for "
            "{some} of those followed up and {many} of the active.",
            followed=amount(worth.followed_up, "NOK", telling.language),
            total=amount(worth.active, "NOK", telling.language),
            some=telling.number(worth.known_followed_up),
            many=telling.number(worth.known),
        )
        if worth.known_followed_up
        else text("Their share of the yearly value is not stated."),
    )


def _extended(made: Summary, telling: Telling, *, public: bool) -> Iterator[Line]:
    rows = made.followed_up.extended
    if not rows:
        if made.followed_up.agreements.value:
            yield paragraph(telling.words.text("No agreement had extended follow-up."))
        return
    yield paragraph(
        telling.words.count(
            "{n} agreement had extended follow-up:",
            "{n} agreements had extended follow-up:",
            telling.n(len(rows)),
        )
    )
    yield from (_extended_row(row, telling, public=public) for row in rows)


def _extended_row(row: ExtendedRow, telling: Telling, *, public: bool) -> Line:
    text = telling.words.text
    names = () if public else row.supplier_names
    return item(
        text(
            "{title} ({category}).",
            title=row.title,
            category=telling.label("categories", row.category),
        ),
        text("Supplier: {names}.", names=telling.listed(names)) if len(names) == 1 else "",
        text("Suppliers: {names}.", names=telling.listed(names)) if len(names) > 1 else "",
        text(
            "Method: {methods}.", methods=telling.listed([telling.label("methods", m) for m in row.methods])
        ),
        text("Why chosen: {text}", text=telling.sentence(row.reason)) if row.reason else "",
        text("Outcome: {outcome}.", outcome=telling.label("outcomes", row.outcome)) if row.outcome else "",
    )


def _spread(made: Summary, telling: Telling) -> Iterator[Line]:
    done, text = made.followed_up, telling.words.text
    if not done.agreements.value:
        return
    by_method = _counted(done.by_method, "methods", telling)
    by_theme = _counted(done.by_theme, "themes", telling)
    yield paragraph(
        text("Follow-ups by method: {counts}.", counts=by_method),
        text("Agreements by theme: {counts}.", counts=by_theme),
        text("These numbers do not add up to the totals: a follow-up may have several themes."),
    )


def _counted(figures: Mapping[str, Figure], name: str, telling: Telling) -> str:
    told = [
        telling.words.text("{label} {count}", label=telling.label(name, code), count=telling.number(figure))
        for code, figure in figures.items()
        if figure.value
    ]
    return ", ".join(told)


def _self_reports(made: Summary, telling: Telling) -> Line:
    reports = made.followed_up.self_reports
    if not reports.sent.value:
        return paragraph("")
    return paragraph(
        telling.words.text(
            "Self-reports in process during the year: {sent}; answered: {answered}; assessed: {assessed}; "
            "overdue: {overdue}.",
            sent=telling.number(reports.sent),
            answered=telling.number(reports.answered),
            assessed=telling.number(reports.assessed),
            overdue=telling.number(reports.overdue),
        )
    )


def _apart(made: Summary, telling: Telling) -> Line:
    """Building projects and kickoff meetings, which are shown apart."""
    done, words = made.followed_up, telling.words
    own = telling.sentence(made.building_projects_text)
    return paragraph(
        words.count(
            "Of the agreements followed up, {n} is a building project.",
            "Of the agreements followed up, {n} are building projects.",
            telling.n(done.building_projects),
        )
        if done.building_projects.value
        else "",
        words.text("Building projects: {text} The number of these follow-ups is not stated.", text=own)
        if own
        else "",
        words.count(
            "{n} more agreement had a kickoff meeting only, which is not counted as follow-up.",
            "{n} more agreements had a kickoff meeting only, which is not counted as follow-up.",
            telling.n(done.kickoff_only),
        )
        if done.kickoff_only.value
        else "",
    )


def _goal(made: Summary, telling: Telling) -> Line:
    goal, done = made.goal, made.followed_up.agreements
    if goal.agreements is None:
        return paragraph("")
    told = telling.words.text(
        "Goal for the year: {goal}; followed up: {done}.",
        goal=telling.agreements(goal.agreements),
        done=telling.number(done),
    )
    missed = done.value < goal.agreements and bool(goal.reason) and bool(done.value)
    return paragraph(
        told,
        telling.words.text("Why the goal was not reached: {text}", text=telling.sentence(goal.reason))
        if missed
        else "",
    )
