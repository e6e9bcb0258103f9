"""The three texts of section 4.A in one language: the draft, the person's own, the definitions, what is withheld."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from checklists.formats import NBSP
from checklists.section4a.phrases import Line, Telling
from checklists.section4a.text_deviations import deviations_text
from checklists.section4a.text_followup import followup_text
from checklists.section4a.text_monitoring import monitoring_text
from checklists.section4a.values import Part, Summary
from checklists.words import N_, words

_DEFINITIONS: Final = (
    N_("A control is one signed follow-up of one supplier, of a kind that is extended follow-up."),
    N_(
        "Extended follow-up: document check, product or supply-chain sample, spot check of wages and working "
        "conditions, site inspection, audit and third-party control."
    ),
    N_(
        "Status meetings, and self-reports whose answers have been assessed, count as follow-up without being "
        "extended. Labels and certificates alone do not count."
    ),
    N_("A follow-up counts when it is signed, was performed in the year and assessed at least one theme."),
    N_("An agreement is active when its term overlaps the year; one whose end is not known is counted."),
    N_(
        "Suppliers are counted once, by organisation number. Agreements signed in the year and earlier: by the "
        "agreements actually followed up."
    ),
    N_("By method counts follow-ups and by theme counts agreements; they do not add up to the totals."),
    N_(
        "Self-reports in process: sent by the cut-off, not withdrawn, not assessed before the year began. Overdue: "
        "not answered, with a deadline before the cut-off."
    ),
    N_(
        "Deviations: identified in the year, at least minor, established and not dismissed. Disputed ones are "
        "included; suspicions and observations are not."
    ),
    N_("Carried over: identified before the year, and open when it began."),
    N_(
        "Closed in time: closed with verification by the original deadline, of those whose original deadline falls "
        "in the year up to the cut-off."
    ),
    N_("Status is as of the cut-off date. A number that is not known is not stated; it is never 0."),
)
_KICKOFF: Final = N_("Kickoff meetings do not count as follow-up; they are shown apart.")
_KICKOFF_COUNTS: Final = N_("Kickoff meetings count as follow-up by the organisation's own choice.")


def definitions(made: Summary, language: str) -> tuple[str, ...]:
    """What the figures mean, as printed under them."""
    kickoff = _KICKOFF_COUNTS if made.kickoff_counts else _KICKOFF
    return tuple(words(language).text(each) for each in (*_DEFINITIONS[:3], kickoff, *_DEFINITIONS[3:]))


def draft(made: Summary, part: Part, language: str, *, public: bool = False) -> tuple[Line, ...]:
    """Our own draft of a part, from the records alone."""
    telling = Telling(language)
    if part == "4.A.1":
        return monitoring_text(made, telling)
    if part == "4.A.2":
        return followup_text(made, telling, public=public)
    return deviations_text(made, telling)


def plain(lines: Iterable[Line]) -> str:
    """Lines as plain text that pastes well: blank lines between paragraphs, a hyphen before items."""
    told = ""
    for line in lines:
        gap = "" if not told else "\n" if line.kind == "item" else "\n\n"
        told += gap + (f"- {line.text}" if line.kind == "item" else line.text)
    return told.replace(NBSP, " ")


def text_of_part(made: Summary, part: Part, language: str, *, public: bool = False) -> str:
    """The person's own text where there is one, else the draft; for the portal's plain-text box."""
    return made.own_texts.get(part) or plain(draft(made, part, language, public=public))


def withheld(made: Summary, language: str) -> tuple[str, ...]:
    """What the public version leaves out, and why, without saying it."""
    spoken, telling = words(language), Telling(language)
    names = {each for row in made.followed_up.extended for each in row.suppliers}
    rows = (*made.deviations.rows, *made.deviations.earlier_rows)
    measures = sum(each.names_firm for row in rows for each in row.measures)
    sides = sum(row.disputed and row.position_names_firm for row in rows)
    told: list[str] = []
    if names:
        told.append(
            spoken.count(
                "The name of {n} supplier is withheld: it is not marked as publishable.",
                "The names of {n} suppliers are withheld: they are not marked as publishable.",
                telling.n(len(names)),
            )
        )
    if measures:
        told.append(
            spoken.count(
                "The wording of {n} measure is withheld because it names a firm; its kind is told instead.",
                "The wording of {n} measures is withheld because it names a firm; their kind is told instead.",
                telling.n(measures),
            )
        )
    if sides:
        told.append(
            spoken.count(
                "The statement of {n} supplier is withheld because it names a firm.",
                "The statements of {n} suppliers are withheld because they name a firm.",
                telling.n(sides),
            )
        )
    return tuple(told)
