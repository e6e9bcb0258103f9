"""Numbers and claims in a person's own texts, held against the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from checklists.section4a.known import ALL, known_figures
from checklists.section4a.numbers import Claim, Noun, claims, sentences
from checklists.section4a.values import PARTS, Figure, Notice, Part, Summary

_CUES: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "active": r"\b(aktive?|løpende|løpande|active|running|portefølje|portfolio)\b",
        "extended": r"utvid|extended|kontroll|control",
        "new": r"\b(nye?|inngått|inngåtte|signert|signerte|new|signed)\b",
        "earlier": r"\b(tidligere|tidlegare|eldre|earlier|previous)\b",
        "both": r"\b(begge|både|both)\b",
        "unknown": r"\b(ukjent|ukjend|unknown|not known|ikke kjent|ikkje kjen[dt])\b",
        "kickoff": r"oppstart|kickoff|kick-off",
        "building": r"bygg|building|construction",
        "not_active": r"\b(avslutt\w*|utløpt\w*|ended|expired|not active|(?:ikke|ikkje) aktive?)\b",
        "goal": r"\b(mål\w*|planl\w*|goal|target|planned)\b",
        "deviation": r"\bavvik|deviation",
        "carried_over": r"tidligere|tidlegare|overført|fra før|frå før|earlier|carried",
        "closed": r"lukk|closed",
        "open": r"\b(åpne?|opne?|ope|open|gjenstår|gjenstår|står)\b",
        "disputed": r"bestrid|bestred|disput",
        "in_time": r"i tide|innen frist|innan frist|in time",
        "deadline": r"\bfrist|deadline",
        "prolonged": r"utsatt|utsett|forlenge|extended deadline|prolonged",
        "repeated": r"gjent|repeat",
        "suspected": r"mistanke|avklar|suspect|clarif",
        "social": r"etisk|sosial|ethical|social",
        "other": r"miljø|environment",
        "critical": r"kritisk|critical",
        "major": r"alvorlig|alvorleg|\bmajor\b|serious",
        "minor": r"\bmindre\b|\bminor\b",
        "theme.human_rights": r"menneskerett|human right",
        "theme.working_conditions": r"arbeidsvilkår|lønn|løns|arbeidsforhold|working condition|wage",
        "theme.integrity": r"seriøsitet|arbeidslivskriminalitet|integrity",
        "theme.climate_environment": r"klima|miljø|climate|environment",
        "theme.animal_welfare": r"dyrevelferd|animal",
        "theme.anti_corruption": r"korrupsjon|corruption",
        "theme.openness_governance": r"åpenhet|openheit|openness",
        "method.kickoff_meeting": r"oppstartsmøte|kickoff",
        "method.status_meeting": r"statusmøte|status meeting|\bmøter?\b|meeting",
        "method.self_report": r"egenrapport|eigenrapport|self-?report",
        "method.document_check": r"dokument|document",
        "method.product_sample": r"stikkprøve|sample",
        "method.wage_spot_check": r"stikkprøve|spot check",
        "method.site_inspection": r"stedlig|stadleg|inspeksjon|befaring|på stedet|on site|inspection",
        "method.audit": r"revisjon|audit",
        "method.third_party_control": r"tredjepart|third.party",
    }.items()
}
"""Words in a sentence that make another figure than the main one the one it may speak of."""
_NOT_FOUND = re.compile(
    r"\b(?:ikke|ikkje|not|aldri|never)\b[^.]{0,60}\b(?:avvik|deviations?)\b|\b(?:uten|utan|without)\s+(?:\w+\s+)?(?:avvik|deviations?)\b"
    r"|\b(?:avvik|deviations?)\b[^.]{0,30}\b(?:ikke|ikkje|not)\b[^.]{0,20}\b(?:funnet|funne|avdekk\w*|avdekt|registrert|found|registered)\b"
)
_FINDING = re.compile(
    r"\b(?:fun\w*|avdekk\w*|avdekt|registrert\w*|konstatert\w*|påvist\w*|found|find|registered|uncovered|identified"
    r"|uten|utan|without)\b"
)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
"""What somebody else says, told in their words: the text that quotes it does not claim it."""
_UNANSWERED = re.compile(r"cannot be answered|\bkan\s+(?:ikke|ikkje)\b[^.]{0,20}svar")
_NARROWED: Final = (
    "critical",
    "major",
    "minor",
    "closed",
    "open",
    "disputed",
    "active",
    "extended",
    "unknown",
    "earlier",
    "new",
)
"""Those that, standing between number and noun, leave no other figure it could speak of."""


def contradictions(made: Summary) -> Iterator[Notice]:
    """What the own texts say against the figures: wrong numbers, mixed-up ones, and `no deviations` unfounded."""
    known = known_figures(made)
    for part in PARTS:
        text = _QUOTED.sub("«»", made.own_texts.get(part, ""))
        told = list(claims(text)) if text else []
        for claim in told:
            yield from _against(claim, part, known, made.goal.agreements)
        yield from _denied(text, part, told, made)


def _against(
    claim: Claim, part: Part, known: Mapping[Noun, Mapping[str, Figure]], goal: int | None
) -> Iterator[Notice]:
    figures = known[claim.noun]
    name = next((n for n in _NARROWED if n in figures and _CUES[n].search(claim.between)), ALL)
    if claim.value == figures[name].value or (name == ALL and _may_be(claim, figures, goal)):
        return
    if name == ALL and claim.share_of and claim.noun == "agreements":
        name = "active"  # the 145 of “4 of 145 agreements”
    code = "active" if claim.noun == "agreements" and name == "active" else claim.noun
    params: dict[str, str | int] = {"part": part, "written": claim.written, "figure": figures[name].value}
    params |= {"counts": code}
    yield Notice(code="text_contradicts_figure", params=params, records=figures[name].records)
    mixed: Mapping[str, Noun] = {"suppliers": "agreements", "agreements": "suppliers"}
    if code in mixed and claim.value == known[mixed[code]][ALL].value:
        yield Notice(code="suppliers_agreements_mixed", params=params, records=figures[name].records)


def _may_be(claim: Claim, figures: Mapping[str, Figure], goal: int | None) -> bool:
    """Is it another figure of the same kind, which the sentence gives a cue to?"""
    cued = {name for name in figures if name in _CUES and _CUES[name].search(claim.sentence)}
    if claim.noun == "agreements":
        cued |= {"active"} if claim.share_of else set()
        if claim.value == goal and _CUES["goal"].search(claim.sentence):
            return True
    if claim.noun == "self_reports":
        cued = set(figures)
    return claim.value in {figures[name].value for name in cued}


def _denied(text: str, part: Part, told: list[Claim], made: Summary) -> Iterator[Notice]:
    """`No deviations` where there are some, or where nothing was checked."""
    zero = next((c.written for c in told if c.noun == "deviations" and c.value == 0 and not c.between), "")
    denied = zero or _denial(text)
    figures = made.deviations
    if not denied:
        return
    if figures.deviations.value and not zero:
        params: dict[str, str | int] = {
            "part": part, "written": denied, "figure": figures.deviations.value, "counts": "deviations",
        }  # fmt: skip
        yield Notice(code="text_contradicts_figure", params=params, records=figures.deviations.records)
    unanswered = _UNANSWERED.search(text.casefold())
    if not figures.controls.value and not figures.deviations.value and not unanswered:
        reports = made.followed_up.self_reports.assessed
        yield Notice(
            code="no_deviations_without_controls",
            params={"part": part, "written": denied},
            records=reports.records,
        )


def _denial(text: str) -> str:
    """The words by which a text says that no deviations were found, without a number."""
    for sentence in sentences(text):
        found = _NOT_FOUND.search(sentence.casefold())
        if found and _FINDING.search(sentence.casefold()):
            return sentence[found.start() : found.end()]
    return ""
