"""What a refusal says: one sentence per code, with what, where and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from checklists.refused import Refused
from checklists.words import words
from tui import (
    form_findings,
    refusals_answers,
    refusals_care,
    refusals_command,
    refusals_database,
    refusals_domain,
    refusals_import,
    refusals_workbook,
)

SENTENCES: dict[str, str] = {
    **form_findings.PROBLEMS,
    **form_findings.REMEDIES,
    **refusals_import.SENTENCES,
    **refusals_workbook.SENTENCES,
    **refusals_database.SENTENCES,
    **refusals_care.SENTENCES,
    **refusals_command.SENTENCES,
    **refusals_domain.SENTENCES,
    **refusals_answers.SENTENCES,
}
"""Every code of every room and its sentence."""

_NAMED = re.compile(r"{(question|field|parameter)}")
"""In a sentence that says itself which field it is about."""
_STATUSES = {
    "followup": "followup_statuses",
    "deviation": "deviation_statuses",
    "measure": "measure_statuses",
}
"""What a refusal is about, and the list that its status is a code of."""


def worded(refused: Refused, language: str) -> str:
    """The refusal in the language: what and where, and what to do."""
    told = worded_code(refused.code, refused.params, language)
    if "place" in refused.params:
        return f"{refused.params['place']}: {told}"
    if not refused.code.startswith("yaml_") or "file" not in refused.params:
        return told
    from checklists.finding import REMEDY_OF

    # What the linter says of a line has its place and its remedy apart.
    place = ":".join(str(refused.params[name]) for name in ("file", "line") if name in refused.params)
    remedy = worded_code(REMEDY_OF[refused.code][0], refused.params, language)
    return f"{place}: {told} {remedy}"


def worded_of(refused: Refused, label: str, language: str) -> str:
    """The refusal of what was written in a field: told of the field's label, where `worded` tells of a key."""
    told = worded(Refused(refused.code, **{**refused.params, "question": label}), language)
    if _NAMED.search(SENTENCES.get(refused.code, "")):
        return told
    return f"{label} {told}" if label.endswith("?") else f"{label}: {told}"


def worded_code(code: str, params: Mapping[str, object], language: str) -> str:
    """A code and its parameters as one sentence. Dates are written as the language does.

    Of a parameter in several languages (`message`, `message_nn`, `message_en`) the one in this language is told.
    """
    told = {key: _shown(value, language) for key, value in params.items()}
    told |= {key: told[own] for key in params if (own := f"{key}_{language}") in told}
    told |= _statuses(params, language)
    if code == "dates_out_of_order":
        told |= _named(params, language)
    if code in refusals_care.ROWS:
        told |= _of_journal(params, language)
    if code == "proposal_decided":
        told["outcome"] = words(language).text(refusals_domain.DECIDED[str(params["outcome"])])
    if "duration" in told:
        told["duration"] = refusals_import.duration(str(told["duration"]), language)
    msgid = SENTENCES.get(code)
    if msgid is None:
        return f"{code}: " + ", ".join(f"{key}={value}" for key, value in told.items())
    return words(language).text(msgid, **told)


def _statuses(params: Mapping[str, object], language: str) -> dict[str, str]:
    """The statuses among the parameters in words."""
    listed = next((name for about, name in _STATUSES.items() if about in params), None)
    given = {key: str(params[key]) for key in ("status", "wanted") if key in params}
    if listed is None or not given:
        return {}
    from checklists.codelists import codes, label

    return {key: label(listed, code, language) for key, code in given.items() if code in codes(listed)}


def _named(params: Mapping[str, object], language: str) -> dict[str, str]:
    """Names of fields among the parameters, as the journal tells them."""
    from tui import journal_words

    of = str(params["kind"])
    return {key: journal_words.field(of, str(params[key]), language) for key in ("first", "then")}


def _of_journal(params: Mapping[str, object], language: str) -> dict[str, str]:
    """Kinds and fields of records among the parameters of what `journal verify` finds, in words."""
    from tui import journal_words

    of = str(params.get("kind", ""))
    told = {"kind": journal_words.kind(of, language)} if of else {}
    if names := str(params.get("fields", "")):
        told["fields"] = ", ".join(journal_words.field(of, name, language) for name in names.split(", "))
    for key in ("subject", "counter"):  # of an index or a counter: the kind that it is of
        first, dot, rest = str(params.get(key, "")).partition(".")
        if first:
            told[key] = journal_words.kind(first, language) + dot + rest
    return told


def _shown(value: object, language: str) -> object:
    if not isinstance(value, date):
        return value
    from checklists.formats import day

    return day(value, language)
