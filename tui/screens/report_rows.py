"""What the 4.A screen shows: figures that open their records, the texts, and what is to be mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checklists.codelists import heading, label, place_parts
from checklists.formats import amount
from checklists.section4a import PARTS, Figure, Notice, Summary, draft, plain, worded
from checklists.words import N_, words
from exchange.summary.outline import TITLES
from exchange.summary.since import since
from tui.drawing import Part, Row, fit, line, wrapped
from tui.given import told as told_day


@dataclass(frozen=True)
class Shown:
    """A figure on the screen: its label, and the records it counts with their kind."""

    label: str
    kind: str
    figure: Figure


LEADS = {
    "yes": N_("Yes: deviations were found"),
    "none_found": N_("No deviations in the controls completed"),
    "cannot_answer": N_("Cannot be answered"),
}


def figures(made: Summary, language: str) -> dict[str, Shown]:
    """Every figure by its key, in the order of the screen."""
    translate = words(language).text
    done, found = made.followed_up, made.deviations
    shown = {
        "active": Shown(translate(N_("Active agreements")), "contract", made.active_agreements),
        "agreements": Shown(translate(N_("Agreements followed up")), "contract", done.agreements),
        "suppliers": Shown(translate(N_("Suppliers followed up")), "supplier", done.suppliers),
        "new": Shown(
            translate(N_("  agreements signed this year")), "supplier", done.suppliers_new_agreements
        ),
        "earlier": Shown(
            translate(N_("  agreements signed earlier")), "supplier", done.suppliers_earlier_agreements
        ),
        "both": Shown(translate(N_("  both")), "supplier", done.suppliers_both),
        "signing": Shown(translate(N_("  signing date unknown")), "supplier", done.suppliers_signing_unknown),
        "kickoff": Shown(translate(N_("Kickoff meetings only")), "contract", done.kickoff_only),
        "building": Shown(translate(N_("Of which building projects")), "contract", done.building_projects),
        "extended": Shown(
            translate(N_("Extended follow-up")), "contract", Figure.of(row.contract for row in done.extended)
        ),
        "sent": Shown(translate(N_("Self-reports in process")), "followup", done.self_reports.sent),
        "answered": Shown(translate(N_("  answered")), "followup", done.self_reports.answered),
        "assessed": Shown(translate(N_("  assessed")), "followup", done.self_reports.assessed),
        "overdue": Shown(translate(N_("  overdue")), "followup", done.self_reports.overdue),
        "controls": Shown(translate(N_("Controls")), "followup", found.controls),
        "deviations": Shown(translate(N_("Deviations")), "deviation", found.deviations),
        "disputed": Shown(translate(N_("  of which disputed")), "deviation", found.disputed),
        "suspected": Shown(translate(N_("Being clarified")), "deviation", found.suspected),
        "observations": Shown(translate(N_("Observations")), "deviation", found.observations),
        "carried": Shown(translate(N_("Carried over from earlier")), "deviation", found.carried_over),
        "closed": Shown(translate(N_("Closed this year")), "deviation", found.closed_this_year),
    }
    for code, figure in done.by_method.items():
        if figure.value:
            shown[f"method:{code}"] = Shown("  " + label("methods", code, language), "followup", figure)
    for code, figure in done.by_theme.items():
        if figure.value:
            shown[f"theme:{code}"] = Shown("  " + label("themes", code, language), "contract", figure)
    return shown


def figure_rows(made: Summary, language: str, width: int) -> list[Row]:
    """The figures, one a line; Enter opens the records that a figure counts."""
    translate = words(language).text
    rows: list[Row] = []
    value = made.purchases.amount
    told = amount(value, "NOK", language) if value is not None else translate(N_("not stated"))
    headings = {"method": N_("Follow-ups by method"), "theme": N_("Agreements by theme")}
    seen = ""
    for key, shown in figures(made, language).items():
        group = key.partition(":")[0] if ":" in key else ""
        if group and group != seen:
            rows += [line(), line((" " + translate(headings[group]), "heading"))]
            seen = group
        if key == "sent" or key == "controls":
            rows.append(line())
        rows.append(_figure(key, shown, width))
        if key == "deviations":
            rows += _lead(made, language, width)
    purchase = fit(translate(N_("Purchase value")), max(10, width - len(told) - 4))
    return [line((f" {purchase} ", ""), (told, "" if value is not None else "warn")), *rows]


def _figure(key: str, shown: Shown, width: int) -> Row:
    number = fit(str(shown.figure.value), 6, right=True)
    mark: Part = (" ›", "accent") if shown.figure.value else ("  ", "")
    style = "strong" if not shown.label.startswith(" ") else ""
    room = max(8, width - 11)
    return Row(((" ", ""), (fit(shown.label, room), style), (number, style), mark), f"figure/{key}")


def _lead(made: Summary, language: str, width: int) -> list[Row]:
    text = words(language).text(LEADS[made.deviations.answer])
    style = (
        "warn"
        if made.deviations.answer == "yes"
        else "good"
        if made.deviations.answer == "none_found"
        else "dim"
    )
    return wrapped(f"4.A.3: {text}", width - 4, style, indent="   ")


def since_rows(made: Summary, language: str, width: int) -> list[Row]:
    """What is not as it was when the year was frozen."""
    if made.then is None:
        return []
    translate = words(language).text
    rows = [line((" " + translate("Changed since the year was frozen"), "heading"))]
    for told in since(made, language) or (translate("Nothing has changed."),):
        rows += wrapped(told, max(10, width - 4), indent="   ")
    return [*rows, line()]


def head_rows(made: Summary, language: str, width: int) -> list[Row]:
    """Which year, as of when, how much is to be mended; under it what stands behind the answer."""
    text = words(language).text
    state = (
        text(N_("frozen {day}"), day=told_day(date.fromisoformat(made.frozen[:10]), language))
        if made.frozen
        else text(N_("draft, not frozen"))
    )
    day = told_day(made.cutoff, language)
    title = text(N_("Report 4.A · {year} · as of {day} · {state}"), year=str(made.year), day=day, state=state)
    n = len(made.notices)
    mend = words(language).count(N_("{n} thing to mend"), N_("{n} things to mend"), n) + "  ↓ " if n else ""
    top = line((fit(f" {title}", max(10, width - len(mend) - 1)), "strong"), (mend, "warn"))
    return [top, _honest(made, language, width)]


def _honest(made: Summary, language: str, width: int) -> Row:
    """How much stands behind the answer to 4.A.3: who was asked, who answered, what was controlled."""
    asked, found = made.followed_up.self_reports, made.deviations
    told = words(language).text(
        N_(
            "Asked {asked} › Answered {answered} › Assessed {assessed} · Controls {controls} · Not answered {overdue}"
        ),
        asked=asked.sent.value,
        answered=asked.answered.value,
        assessed=asked.assessed.value,
        controls=found.controls.value,
        overdue=asked.overdue.value,
    )
    return line((fit(f" {told}", width), "dim"))


def notice_rows(notices: tuple[Notice, ...], language: str, width: int) -> list[Row]:
    """What is to be mended, each with the place that mends it."""
    translate = words(language)
    rows = [
        line(
            (
                " " + translate.count(N_("{n} thing to mend"), N_("{n} things to mend"), len(notices)),
                "heading",
            )
        )
    ]
    for number, notice in enumerate(notices):
        first, *rest = wrapped(worded(notice, language), max(10, width - 6))
        rows.append(Row((("  ! ", "warn"), *first.parts), f"notice/{number}"))
        rows += [Row((("    ", ""), *row.parts)) for row in rest]
    return rows if notices else [line((" " + translate.text(N_("Nothing to mend.")), "good"))]


def deviation_rows(made: Summary, language: str, width: int) -> list[Row]:
    """The year's deviations in a line each: type, where, status."""
    rows: list[Row] = []
    translate = words(language).text
    for told in made.deviations.rows:
        place = place_parts(told.place.tier, told.place.stage, told.place.country, language)
        where = ", ".join(place) or translate(N_("not known"))
        status = label("deviation_statuses", told.status, language)
        text = f"{heading('deviation_types', told.type, language)} · {where} · {status}"
        rows.append(line(("   ", ""), fit(text, max(10, width - 4)), key=f"deviation/{told.deviation}"))
    return [line(), line((" " + translate(N_("Deviations of the year")), "heading")), *rows] if rows else []


def text_rows(made: Summary, language: str, width: int) -> list[Row]:
    """The three parts: the person's own text where there is one, and the draft from the records."""
    translate = words(language).text
    rows: list[Row] = []
    for part in PARTS:
        own, named = made.own_texts.get(part), translate(TITLES[part])
        if own:
            rows += wrapped(f"{named} · {translate(N_('your own text'))}", width, "heading")
            rows += wrapped(own, width)
            for notice in (each for each in made.notices if each.params.get("part") == part):
                first, *rest = wrapped(worded(notice, language), max(10, width - 2), "warn")
                rows += [
                    Row((("└ ", "warn"), *first.parts)),
                    *(Row((("  ", ""), *row.parts)) for row in rest),
                ]
            rows.append(line())
        rows += wrapped(f"{named} · {translate(N_('draft from the records'))}", width, "heading")
        rows += [*wrapped(plain(draft(made, part, language)), width, "dim" if own else ""), line()]
    return rows
