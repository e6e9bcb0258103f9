"""A CSV file as rows of text: its encoding and separator found out or refused, never guessed."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from checklists.values import InputRefused
from exchange.files import unmarked_utf16
from exchange.register.headings import field_of

MOST_COLUMNS = 200
_MOST_LINE = 1_000_000
_MOST_LINES = 10_000
_DELIMITERS = ";\t,|"
_SEP_LINE = re.compile(r'^"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_START = 65_536
_UTF8_LETTER = re.compile(rb"\xc3[\x80-\xbf]")

# Letters and signs that Norwegian registers hold. Bytes that mean one of them in both encodings decide nothing.
_LETTERS = "æøåÆØÅéÉèüÜöÖäÄñç"
_SIGNS = "“”‘’–—…§°«»•€½\u00a0"
_OF_WINDOWS = frozenset(
    (_LETTERS + _SIGNS + "ÀÁÂÃÇÈÊËÌÍÎÏÐÑÒÓÔÕÙÚÛÝÞßàáâãêëìíîïðòóôõùúûýþÿŠšŽž´·¨").encode("cp1252")
)
_OF_MAC = frozenset((_LETTERS + _SIGNS.replace("½", "")).encode("mac_roman"))


@dataclass(frozen=True, slots=True)
class CsvText:
    """The file with what was found out about it."""

    name: str
    raw: bytes
    encoding: str
    delimiter: str
    has_sep_line: bool

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Rows with their number, the first being 1; a `sep=` line is not one, and empty rows are left out.

        Raises InputRefused with the line for an unclosed quotation mark or a field without end.
        """
        text = io.TextIOWrapper(io.BytesIO(self.raw), encoding=self.encoding, newline="")
        if self.has_sep_line:
            text.readline()
        number = taken = 0

        def lines() -> Iterator[str]:
            nonlocal taken
            for line in text:
                taken += 1
                # A row may neither be one endless line nor go on over lines without end.
                if len(line) > _MOST_LINE or taken > _MOST_LINES:
                    raise InputRefused("csv_field_too_long", file=self.name, line=number + 1)
                yield line

        try:
            for row in csv.reader(lines(), delimiter=self.delimiter, strict=True):
                number += 1
                taken = 0
                if len(row) > MOST_COLUMNS:
                    raise InputRefused(
                        "csv_too_many_columns", file=self.name, line=number, limit=MOST_COLUMNS
                    )
                if any(row) and not all(cell.isspace() or not cell for cell in row):
                    yield number, row
        except csv.Error as error:
            code = "csv_field_too_long" if "limit" in str(error) else "csv_quotes"
            raise InputRefused(code, file=self.name, line=number + 1) from None


def csv_text(raw: bytes, name: str) -> CsvText:
    """How this file is to be read. Raises InputRefused where its encoding or headings cannot be made out."""
    raw = raw.rstrip(b"\x1a\x00") if raw.endswith(b"\x1a") else raw
    encoding = _encoding(raw, name)
    start = raw[:_START].decode(encoding, "ignore")
    sep = _SEP_LINE.match(start)
    if sep:
        return CsvText(name, raw, encoding, sep[1], has_sep_line=True)
    return CsvText(name, raw, encoding, _delimiter(start), has_sep_line=False)


def _delimiter(start: str) -> str:
    """The separator that gives most headings of ours, and of those most cells."""

    def told_by(delimiter: str) -> tuple[int, int]:
        lines = io.StringIO(start, newline="")
        try:
            row = next((row for row in csv.reader(lines, delimiter=delimiter) if any(row)), list[str]())
        except csv.Error:
            row = []
        return sum(field_of(cell) is not None for cell in row), len(row)

    return max(_DELIMITERS, key=told_by)


def _encoding(raw: bytes, name: str) -> str:
    wide = unmarked_utf16(raw)
    if wide:
        _refuse_undecodable(raw, wide, name)
        return wide
    nul = raw.find(b"\x00")
    if nul >= 0:
        raise InputRefused("csv_nul", file=name, line=_line(raw, nul))
    fault = _first_not_utf8(raw)
    if fault is None:
        return "utf-8-sig"
    if raw.startswith(codecs.BOM_UTF8) or _UTF8_LETTER.search(raw):
        raise InputRefused("csv_encoding_mixed", file=name, line=_line(raw, fault))
    high = set(raw[fault:]) - set(range(128))
    windows, mac = high <= _OF_WINDOWS, high <= _OF_MAC
    if windows and mac:
        raise InputRefused("csv_encoding_ambiguous", file=name, line=_line(raw, fault))
    if not windows and not mac:
        raise InputRefused("csv_encoding_unreadable", file=name, line=_line(raw, fault))
    return "cp1252" if windows else "mac_roman"


def _refuse_undecodable(raw: bytes, encoding: str, name: str) -> None:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].decode(encoding, "ignore").count("\n") + 1
        raise InputRefused("csv_encoding_unreadable", file=name, line=line) from None
    if "\x00" in text:
        raise InputRefused("csv_nul", file=name, line=text.count("\n", 0, text.index("\x00")) + 1)


def _first_not_utf8(raw: bytes) -> int | None:
    """Where the bytes stop being UTF-8, looked at a megabyte at a time; None if they never do."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    size = 1 << 20
    for at in range(0, len(raw), size):
        try:
            decoder.decode(raw[at : at + size], final=at + size >= len(raw))
        except UnicodeDecodeError:
            try:
                raw.decode("utf-8")
            except UnicodeDecodeError as error:
                return error.start
    return None


def _line(raw: bytes, at: int) -> int:
    return len(re.findall(rb"\r\n|\r|\n", raw[:at])) + 1
