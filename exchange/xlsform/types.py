"""The types of XLSForm's rows, by all their names, and what each is answered with here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["question", "choice", "group", "repeat", "end", "metadata", "calculation", "unknown"]


@dataclass(frozen=True, slots=True)
class RowType:
    """What a row of the survey is."""

    kind: Kind
    written: str
    type: str = ""
    """Answer type of ours, for a question."""
    exact: bool = True
    """Is it answered there and here in the same way?"""
    list: str = ""
    """Name of the list of choices."""
    other: bool = False
    """`or_other`: another choice may be written in."""
    from_file: bool = False
    """The choices lie in another file."""


_EXACT: Final[Mapping[str, str]] = {
    **dict.fromkeys(("text", "string", "q string", "add text prompt"), "text"),
    **dict.fromkeys(("integer", "int", "q int", "add integer prompt"), "integer"),
    **dict.fromkeys(("decimal", "q decimal", "add decimal prompt"), "number"),
    "percentage": "percent",
    **dict.fromkeys(("date", "q date", "add date prompt"), "date"),
    **dict.fromkeys(("note", "q note", "add note prompt"), "note"),
    **dict.fromkeys(("file", "add file prompt"), "evidence"),
}
_NEAREST: Final[Mapping[str, str]] = {
    **dict.fromkeys(("image", "photo", "q image", "q picture", "add image prompt"), "evidence"),
    **dict.fromkeys(("audio", "q audio", "add audio prompt"), "evidence"),
    **dict.fromkeys(("video", "q video", "add video prompt"), "evidence"),
    **dict.fromkeys(
        ("time", "datetime", "date time", "q date time", "q datetime", "add datetime prompt"), "text"
    ),
    **dict.fromkeys(
        ("geopoint", "geotrace", "geoshape", "gps", "location", "q location", "q geopoint"), "text"
    ),
    **dict.fromkeys(("barcode", "q barcode", "add barcode prompt"), "text"),
    **dict.fromkeys(("acknowledge", "trigger", "q acknowledge", "add acknowledge prompt"), "acknowledge"),
    "range": "range",
}
_METADATA: Final = frozenset(
    "start end today deviceid subscriberid simserial imei phonenumber username email audit hidden osm "
    "start-geopoint background-geopoint background-audio xml-external csv-external entity".split()
)
_BEGINS = re.compile(r"(begin|end)[ _](group|repeat|loop|lgroup|looped group)")
_CHOICE = re.compile(
    r"(?P<how>select_one_from_file|select_multiple_from_file|select one from file|select multiple from file"
    r"|select_one_external|select one external"
    r"|select_one|select one from|select one using|select one|select1|add select one prompt using|q select1"
    r"|select_multiple|select all that apply from|select all that apply|select multiple from"
    r"|select multiple using|add select multiple prompt using|q select|rank)"
    r"\s+(?P<list>\S+)(?P<other>\s+or[ _](?:specify[ _])?other)?",
    re.IGNORECASE,
)


def type_of(written: str) -> RowType:
    """What a cell of the column `type` says."""
    told = " ".join(written.split())
    low = told.lower()
    if begins := _BEGINS.fullmatch(low):
        if begins[1] == "end":
            return RowType("end", told)
        return RowType("group" if begins[2] == "group" else "repeat", told)
    if chosen := _CHOICE.fullmatch(told):
        return _choice(chosen, told)
    if low in ("calculate", "calculation", "q calculate", "add calculate prompt"):
        return RowType("calculation", told)
    if low in _METADATA or low.startswith(("uri:", "get ")):
        return RowType("metadata", told)
    if low in _EXACT:
        return RowType("question", told, _EXACT[low])
    if low in _NEAREST:
        return RowType("question", told, _NEAREST[low], exact=False)
    return RowType("unknown", told)


def _choice(chosen: re.Match[str], told: str) -> RowType:
    how, name, other = chosen["how"].lower(), chosen["list"], bool(chosen["other"])
    if "file" in how or "external" in how:
        return RowType("question", told, "text", exact=False, list=name, from_file=True)
    if how == "rank":
        return RowType("choice", told, "rank", exact=False, list=name, other=other)
    many = "multiple" in how or "all that" in how or how == "q select"
    return RowType("choice", told, "many" if many else "one", list=name, other=other)
