"""What people, and files, may write: text that steers terminals, markup, templates, formulas, wide letters."""

from __future__ import annotations

from typing import Final

HOSTILE: Final = {
    "markup": "[bold]fet[/bold] [red on blue]x[/]",
    "closing": "[/]",
    "half_closing": "[/",
    "half_attribute": '[x="y',
    "link_markup": "[link=http://ond.example]her",
    "action": "[@click=app.quit]trykk her[/]",
    "colour": "\x1b[31mrød\x1b[0m",
    "screen": "\x1b[2J\x1b[Htom skjerm",
    "window_title": "\x1b]0;tittel\x07etter",
    "clipboard": "\x1b]52;c;aGVp\x07etter",
    "hyperlink": "\x1b]8;;http://ond.example\x1b\\lenke\x1b]8;;\x1b\\",
    "c1": "\x9b31mrød \x9d0;tittel\x9c \x90dcs\x9c",
    "control": "a\x08b\x0ec\x7fd\x07",
    "bidi": "\u202eegnev\u202c \u2066inne\u2069 \u200fslutt",
    "zero_width": "us\u200byn\ufefflig\u2060 \U000e0041",
    "many_marks": "e" + "\u0301" * 500 + "o",
    "family": "👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍🔧 🇳🇴 1️⃣",
    "wide": "株式会社テスト 漢字",
    "composed": "Bærum Ålesund",
    "decomposed": "Bærum A\u030alesund",
    "template": "{{ 7*7 }} {% for x in y %}",
    "braces": "{file} {0} {reason!r} %s %(x)d $HOME",
    "script": "<script>alert(1)</script> &amp; <b>",
    "formula": "=cmd|' /C calc'!A0",
    "other_formula": '@SUM(1+1)*cmd|" /C calc"!A0',
    "workbook_escape": "_x001B_[31m",
    "separators": "en\u2028to\u2029tre\x85fire",
    "smiley": ":smile: :warning:",
    "path": "../../etc/passwd",
    "sql": "'; DROP TABLE contract; --",
    "option": "--force",
    "markdown": "# | `x` | [a](http://b) ![c](d) *e*",
}
"""By what it tries."""
STEERING: Final = tuple(
    chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n"
) + tuple("\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
"""Characters that may never reach a terminal, a document or a script."""


def steering_in(text: str) -> list[str]:
    """Those that did."""
    return sorted(
        {f"{ord(char):04X}" for char in text if char in STEERING or 0xE0000 <= ord(char) <= 0xE007F}
    )
