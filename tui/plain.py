"""Text as a terminal may show it: cleaned, cut and padded by cells. For the screens and for the command line."""

from __future__ import annotations

import unicodedata

from rich.cells import cell_len, set_cell_size


def visible(text: str) -> str:
    """`text` with everything that could steer a terminal drawn as a visible escape, on one line."""
    plain = (
        text.isprintable() or text.replace("\u00a0", " ").isprintable()
    )  # amounts have blanks that do not break
    if plain and unicodedata.is_normalized("NFC", text):
        return text
    return "".join(_shown(char) for char in unicodedata.normalize("NFC", text))


def inert(text: str) -> str:
    """`text` as a field may hold it: its lines and tabs, without anything that could steer the terminal."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", " ").replace("\u2029", " ")
    return "".join(char for char in whole if char in "\n\t" or len(_shown(char)) == 1)


def _shown(char: str) -> str:
    if char in "\n\t":
        return " "
    kind = unicodedata.category(char)
    if kind in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") or (kind == "Cf" and char not in "\u200c\u200d"):
        return f"<{ord(char):04X}>"
    return char


def fit(text: str, width: int, *, right: bool = False) -> str:
    """`text` in exactly `width` cells: padded, or cut with an ellipsis."""
    # Of a long text only its beginning can be seen. A letter may carry marks that take no cell of their own.
    text = visible(text[: 8 * max(width, 0) + 64])
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, max(0, width - 1)) + ("…" if width > 0 else "")
    blanks = " " * (width - length)
    return blanks + text if right else text + blanks


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken at blanks; longer words are cut through."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in visible(paragraph).split(" "):
            while cell_len(word) > width:
                head = set_cell_size(word, max(1, width - cell_len(line) - bool(line)))
                if not head.strip() or (line and cell_len(head) < 2):
                    lines.append(line)
                    line = ""
                    head = set_cell_size(word, max(1, width))
                lines.append(f"{line} {head}".strip() if line else head)
                word, line = word[len(head) :], ""
                if not head:
                    break
            if line and cell_len(line) + 1 + cell_len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return lines
