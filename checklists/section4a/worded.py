"""Notices in words: one sentence each, with what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from checklists.formats import Counted
from checklists.section4a.values import Notice
from checklists.words import N_, Words, words

_CONTRADICTED: Final[Mapping[str, str]] = {
    "suppliers": N_("{part} says “{written}”, but the records show suppliers followed up: {figure}."),
    "agreements": N_("{part} says “{written}”, but the records show agreements followed up: {figure}."),
    "active": N_("{part} says “{written}”, but the records show active agreements: {figure}."),
    "deviations": N_("{part} says “{written}”, but the records show deviations: {figure}."),
    "controls": N_("{part} says “{written}”, but the records show completed controls: {figure}."),
    "observations": N_("{part} says “{written}”, but the records show observations: {figure}."),
    "self_reports": N_("{part} says “{written}”, but the records show self-reports in process: {figure}."),
}
_MIXED: Final[Mapping[str, str]] = {
    "suppliers": N_(
        "{part} says “{written}”, which is the number of agreements. Suppliers followed up: {figure}."
    ),
    "agreements": N_(
        "{part} says “{written}”, which is the number of suppliers. Agreements followed up: {figure}."
    ),
}
_PLAIN: Final[Mapping[str, str]] = {
    "no_deviations_without_controls": N_(
        "{part} says “{written}”, but no controls were completed. Say that it cannot be answered."
    ),
    "supplier_named_in_text": N_("{part} names a supplier ({written}). Take the name out before publishing."),
    "responsibility_missing": N_("4.A.1 does not say who is responsible. Set the roles."),
    "rhythm_missing": N_("4.A.1 does not say how often things are done. Set the rhythm."),
    "effect_missing": N_("4.A.1 does not say how the effect is measured. Set it."),
    "purchase_value_missing": N_("The purchase value of {year} is not stated. Set it with its source."),
    "goal_missed_without_reason": N_(
        "Goal for the year: {goal}; followed up: {done}; and no reason is given. Set the reason."
    ),
}


def worded(notice: Notice, language: str) -> str:
    """The notice as one sentence. An unknown code is told as it is."""
    spoken = words(language)
    params = {key: _shown(value, language) for key, value in notice.params.items()}
    counts = str(notice.params.get("counts", ""))
    if notice.code == "text_contradicts_figure" and counts in _CONTRADICTED:
        return spoken.text(_CONTRADICTED[counts], **params)
    if notice.code == "suppliers_agreements_mixed" and counts in _MIXED:
        return spoken.text(_MIXED[counts], **params)
    if notice.code in _PLAIN:
        return spoken.text(_PLAIN[notice.code], **params)
    told = {**_RECORDS, **_DEVIATIONS}.get(notice.code)
    return told(spoken, Counted.of(len(notice.records), language)) if told else notice.code


def _shown(value: str | int, language: str) -> str | int:
    return value if isinstance(value, str) else Counted.of(value, language)


_RECORDS: Final[Mapping[str, Callable[[Words, int], str]]] = {
    "risk_incomplete": lambda w, n: w.count(
        "{n} prioritised risk lacks its measure, its monitoring or the result of the year.",
        "{n} prioritised risks lack their measure, their monitoring or the result of the year.",
        n,
    ),
    "followup_without_evidence": lambda w, n: w.count(
        "{n} follow-up has neither evidence nor a reference to where it is archived.",
        "{n} follow-ups have neither evidence nor a reference to where it is archived.",
        n,
    ),
    "followup_not_assessed": lambda w, n: w.count(
        "{n} signed follow-up assessed no requirement and is not counted.",
        "{n} signed follow-ups assessed no requirement and are not counted.",
        n,
    ),
    "deviations_not_logged": lambda w, n: w.count(
        "{n} follow-up ended with deviations, but none is logged. Log them.",
        "{n} follow-ups ended with deviations, but none is logged. Log them.",
        n,
    ),
    "extended_without_reason": lambda w, n: w.count(
        "{n} agreement with extended follow-up does not say why it was chosen.",
        "{n} agreements with extended follow-up do not say why they were chosen.",
        n,
    ),
    "end_unknown": lambda w, n: w.count(
        "{n} agreement is counted as active though its end is not known.",
        "{n} agreements are counted as active though their end is not known.",
        n,
    ),
    "signing_date_unknown": lambda w, n: w.count(
        "{n} agreement that was followed up has no signing date.",
        "{n} agreements that were followed up have no signing date.",
        n,
    ),
    "signed_after_year": lambda w, n: w.count(
        "{n} agreement was followed up in the year, but is dated as signed after it.",
        "{n} agreements were followed up in the year, but are dated as signed after it.",
        n,
    ),
    "followed_up_not_active": lambda w, n: w.count(
        "{n} agreement was followed up though it was not active in the year.",
        "{n} agreements were followed up though they were not active in the year.",
        n,
    ),
    "high_risk_without_followup": lambda w, n: w.count(
        "{n} active agreement with high risk was not followed up, and no reason is given.",
        "{n} active agreements with high risk were not followed up, and no reason is given.",
        n,
    ),
}
_DEVIATIONS: Final[Mapping[str, Callable[[Words, int], str]]] = {
    "deviation_without_measure": lambda w, n: w.count(
        "{n} deviation has no measure.", "{n} deviations have no measure.", n
    ),
    "deviation_without_place": lambda w, n: w.count(
        "{n} deviation does not say where in the supply chain it was found.",
        "{n} deviations do not say where in the supply chain they were found.",
        n,
    ),
    "deviation_without_deadline": lambda w, n: w.count(
        "{n} open deviation has no deadline.", "{n} open deviations have no deadline.", n
    ),
    "deviation_without_supplier": lambda w, n: w.count(
        "{n} deviation does not say at which supplier.", "{n} deviations do not say at which supplier.", n
    ),
    "deviation_without_status": lambda w, n: w.count(
        "{n} deviation has ended, but no step says when.",
        "{n} deviations have ended, but no step says when.",
        n,
    ),
    "closed_without_evidence": lambda w, n: w.count(
        "{n} deviation was closed without verification evidence.",
        "{n} deviations were closed without verification evidence.",
        n,
    ),
    "harm_without_6a2": lambda w, n: w.count(
        "{n} deviation with actual harm has no entry in 6.A.2.",
        "{n} deviations with actual harm have no entry in 6.A.2.",
        n,
    ),
    "dispute_without_position": lambda w, n: w.count(
        "{n} disputed deviation does not tell the supplier's side.",
        "{n} disputed deviations do not tell the supplier's side.",
        n,
    ),
}
