"""The gettext catalogues and the sources: `.venv/bin/python tools/catalogues.py` brings each .po up to date.

Extraction is Babel's, with the mapping and method of pyproject.toml. Messages are `N_("…")`, `words.text("…")` and
`words.count("one", "many", n)`. A translation of a like message is offered as fuzzy, which counts as missing.
"""

from __future__ import annotations

import ast
import re
import string
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("tui", "exchange", "checklists")
"""The rooms that speak to people; db has no words, and text() there is SQL or a column."""
LANGUAGES = ("nb", "nn")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"N_": None, "text": None, "count": (1, 2)}
Found = tuple[int, str, str | tuple[str, str], list[str]]
HEADER = (
    "# Translations for PROJECT.\n# This file is distributed under the same license as the PROJECT project."
)


def path_of(language: str) -> Path:
    """The catalogue of a language."""
    return ROOT / "checklists" / "locale" / language / "LC_MESSAGES" / "aktsom.po"


def literals(node: ast.expr) -> list[str]:
    """The texts an argument can be: a literal, marked or not, or either branch of a choice between literals."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.Call(func=ast.Name(id="N_"), args=[argument]):
            return literals(argument)
        case ast.IfExp(body=body, orelse=orelse):
            return literals(body) + literals(orelse)
        case _:
            return []


def called_messages(
    source: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[Found]:
    """Babel's interface for a method of extraction: the messages of one Python file, with their lines."""
    del keywords, comment_tags, options
    inside = set[ast.expr]()  # what a text or a count holds is that message, not one more
    for node in ast.walk(ast.parse(source.read())):
        match node:
            case ast.Call(func=ast.Name(id="N_"), args=[argument]) if node not in inside:
                yield from ((node.lineno, "N_", text, []) for text in literals(argument))
            case ast.Call(func=ast.Attribute(value=ast.Name(id="settings"), attr="text")):
                pass  # a setting's own text
            case ast.Call(
                func=ast.Attribute(attr="text") | ast.Name(id="text" | "translate"), args=[argument]
            ):
                inside.add(argument)
                told = (text for text in literals(argument) if text not in (*LANGUAGES, "en"))
                yield from ((node.lineno, "text", text, []) for text in told)
            case ast.Call(func=ast.Attribute(attr="count"), args=[one, many, *_]):
                inside |= {one, many}
                pairs = zip(literals(one), literals(many), strict=False)  # str.count() has no second text
                yield from ((node.lineno, "count", pair, []) for pair in pairs)
            case _:
                pass


def extracted() -> Catalog:
    """Every message in the sources, with the files it stands in."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"][
        "mappings"
    ]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    found = Catalog(project="aktsom", version="", charset="utf-8", header_comment=HEADER)
    for room in (room for room in ROOMS if (ROOT / room).is_dir()):
        for name, _, message, comments, _ in extract_from_dir(ROOT / room, methods, keywords=KEYWORDS):  # pyright: ignore[reportArgumentType]
            if message:
                # Files without line numbers: a catalogue changes only when its messages do.
                found.add(message, locations=[(f"{room}/{Path(name).as_posix()}", 0)], auto_comments=comments)
    return found


def read(language: str) -> Catalog:
    """A catalogue as it stands; an empty one if there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="aktsom", version="", charset="utf-8")
    return read_po(BytesIO(path.read_bytes()), locale=language, abort_invalid=True)


def key_of(message_id: str | tuple[str, ...] | list[str]) -> str:
    """A message's English; of a plural, its singular."""
    return message_id if isinstance(message_id, str) else message_id[0]


def texts(message: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """The forms of a message: one, or one for each number."""
    return [message or ""] if isinstance(message, str | None) else list(message)


def names_in(text: str) -> set[str]:
    """The parameters that a message is filled in with."""
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def problems(language: str) -> list[str]:
    """What stands between the sources and a complete catalogue: missing, unused, and wrong translations."""
    wanted = {key_of(message.id): message for message in extracted() if message.id}
    present = {key_of(message.id): message for message in read(language) if message.id}
    told = [f"{language}: not used in any source: {key!r}" for key in sorted(present.keys() - wanted.keys())]
    for key, message in sorted(wanted.items()):
        if key not in present or present[key].fuzzy:
            told.append(f"{language}: not translated: {key!r}")
            continue
        there = present[key]
        if there.pluralizable != message.pluralizable:
            told.append(f"{language}: singular in one place, plural in another: {key!r}")
            continue
        asked = set[str]().union(*(names_in(each) for each in texts(message.id)))
        for each in texts(there.string):
            told += problems_of(language, key, each, asked)
    return told


def problems_of(language: str, key: str, translated: str, asked: set[str]) -> list[str]:
    """What is wrong with one translation: nothing there, other parameters, other blanks at its ends."""
    if not translated:
        return [f"{language}: not translated: {key!r}"]
    try:
        given = names_in(translated)
    except ValueError:
        return [f"{language}: braces that do not match: {key!r}"]
    if given != asked and not (given < asked and asked - given == {"n"}):
        return [f"{language}: other parameters than the English ({sorted(asked)}): {key!r}"]
    if translated.strip() != translated and key.strip() == key:
        return [f"{language}: blanks at an end: {key!r}"]
    return []


def update() -> None:
    """Writes each catalogue anew: new messages empty, unused ones gone, the order that of the English."""
    template = extracted()
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.header_comment = f"# {language} translations of aktsom."
        catalogue.fuzzy = False
        catalogue.update(template, no_fuzzy_matching=False, update_creation_date=False)
        written = BytesIO()
        write_po(written, catalogue, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
        # Times and tools would make two people's catalogues differ for nothing.
        text = re.sub(
            rb'^"(POT-|PO-|Report-|Last-T|Language-T|Generated).*\n',
            b"",
            written.getvalue(),
            flags=re.MULTILINE,
        )
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)


def main() -> int:
    """Updates the catalogues, or with --check only says what is missing."""
    if "--check" not in sys.argv[1:]:
        update()
    told = [line for language in LANGUAGES for line in problems(language)]
    print("\n".join(told) or "every message is translated")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
