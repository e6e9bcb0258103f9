"""The draft of 4.A.1: who monitors the effect of the measures, and how."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.section4a.phrases import Line, Telling, filled, item, paragraph
from checklists.section4a.values import RiskTold, Summary


def monitoring_text(made: Summary, telling: Telling) -> tuple[Line, ...]:
    """From the settings, the prioritised risks and the records of the year."""
    return filled(
        (
            _roles(made, telling),
            _rhythm(made, telling),
            _methods(made, telling),
            _effect(made, telling),
            *_risks(made, telling),
            *_onwards(made, telling),
        )
    )


def _roles(made: Summary, telling: Telling) -> Line:
    told, text = made.monitoring, telling.words.text
    if not (told.overall or told.contract or told.subject or told.sanctions):
        return paragraph(text("Who is responsible for monitoring the effect of the measures is not stated."))
    return paragraph(
        text("Overall responsibility for monitoring the effect of the measures: {role}.", role=told.overall)
        if told.overall
        else "",
        text("Follow-up of each contract: {role}.", role=told.contract) if told.contract else "",
        text("Responsible for the subject of sustainability: {role}.", role=told.subject)
        if told.subject
        else "",
        text("Decides on sanctions: {role}.", role=told.sanctions) if told.sanctions else "",
    )


def _rhythm(made: Summary, telling: Telling) -> Line:
    rhythm = telling.sentence(made.monitoring.rhythm)
    if not rhythm:
        return paragraph(telling.words.text("How often things are done is not stated."))
    return paragraph(telling.words.text("How often: {text}", text=rhythm))


def _methods(made: Summary, telling: Telling) -> Line:
    text = telling.words.text
    used = [
        text("{method} ({count})", method=telling.label("methods", code), count=telling.number(figure))
        for code, figure in made.followed_up.by_method.items()
        if figure.value
    ]
    if not used:
        return paragraph(text("No follow-up was completed in {year}.", year=made.year))
    return paragraph(
        text("Methods used in {year}, with the number of follow-ups: {methods}.", year=made.year,
             methods=telling.listed(used))
    )  # fmt: skip


def _effect(made: Summary, telling: Telling) -> Line:
    text, found = telling.words.text, made.deviations
    how = telling.sentence(made.monitoring.effect)
    due, closed = found.due_to_close, found.closed_this_year
    return paragraph(
        text("How the effect is measured: {text}", text=how)
        if how
        else text("How the effect is measured is not stated."),
        telling.words.count(
            "Of {n} deviation with its original deadline in the year, {closed} was closed in time.",
            "Of {n} deviations with their original deadline in the year, {closed} were closed in time.",
            telling.n(due),
            closed=telling.number(found.closed_in_time),
        )
        if due.value
        else "",
        telling.words.count(
            "{n} deviation was closed in the year, {verified} with verification evidence.",
            "{n} deviations were closed in the year, {verified} with verification evidence.",
            telling.n(closed),
            verified=telling.number(found.closed_with_evidence),
        )
        if closed.value
        else "",
        telling.words.count(
            "{n} deviation repeated an earlier one of the same type at the same supplier.",
            "{n} deviations repeated earlier ones of the same type at the same supplier.",
            telling.n(found.repeated),
        )
        if found.deviations.value
        else "",
    )


def _risks(made: Summary, telling: Telling) -> Iterator[Line]:
    risks = made.monitoring.risks
    if risks:
        yield paragraph(telling.words.text("Prioritised risks and what came of the measures:"))
        yield from (_risk(each, made.year, telling) for each in risks)


def _risk(risk: RiskTold, year: int, telling: Telling) -> Line:
    text, sentence = telling.words.text, telling.sentence
    monitored = telling.sentence(risk.monitored_by)
    return item(
        sentence(risk.title),
        text("Why: {text}", text=sentence(risk.reason)) if risk.reason else "",
        text("Goal: {text}", text=sentence(risk.goal)) if risk.goal else "",
        text("Measures: {text}", text=sentence(risk.measures))
        if risk.measures
        else text("Measures are not stated."),
        text("Indicator: {text}", text=sentence(risk.indicator)) if risk.indicator else "",
        text("Responsible: {text}", text=sentence(risk.responsible_role)) if risk.responsible_role else "",
        text("The effect is monitored so: {text}", text=monitored)
        if monitored
        else text("Who monitors the effect is not stated."),
        text("Result in {year}: {text}", year=year, text=sentence(risk.result))
        if risk.result
        else text("The result in {year} is not stated.", year=year),
    )


def _onwards(made: Summary, telling: Telling) -> Iterator[Line]:
    text, told = telling.words.text, made.monitoring
    if told.reported_to:
        yield paragraph(text("Reporting: {text}", text=telling.sentence(told.reported_to)))
    if told.weaknesses:
        yield paragraph(text("Known weaknesses: {text}", text=telling.sentence(told.weaknesses)))
    if told.next_step:
        yield paragraph(text("Next step: {text}", text=telling.sentence(told.next_step)))
