"""YAML from outside, read so that nothing in it can hurt: one document of plain mappings, lists and scalars.

Tags, anchors, aliases and merges are refused (they hide bombs), and size, depth and number of values are
bounded. Scalars are read as in YAML 1.2: only `true`, `false`, `null`, whole and decimal numbers are anything
but text, so an unquoted `no`, `12:30` or `2026-02-30` stays what was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias, Union

import yaml
from yaml import events

from checklists.values import InputRefused, Refused, cleaned, refuse_identity_number

Yaml: TypeAlias = Union["dict[str, Yaml]", "list[Yaml]", str, int, Decimal, bool, None]
"""What a guarded file can hold."""
Path: TypeAlias = tuple[str | int, ...]
"""Where in the file: keys of mappings and positions in lists, from the top."""

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
MOST_BYTES = 1_000_000
MOST_VALUES = 60_000
DEEPEST = 30
MOST_TRAPS = 2_001  # that are no errors; one more than the linter tells


@dataclass(frozen=True, slots=True)
class Trap:
    """Something in the file that is not, or may not be, what its author meant."""

    code: str
    line: int
    path: Path
    error: bool
    """An error is refused by `load_yaml`; the rest is only told."""
    params: Mapping[str, str | int] = field(default_factory=dict[str, str | int])


@dataclass(frozen=True, slots=True)
class YamlText:
    """A file's content, the line of every key and list item (from 1), and the traps found on the way."""

    content: Yaml
    lines: Mapping[Path, int]
    traps: tuple[Trap, ...]

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing around it that has one; 1 for the file as a whole."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1


def read_yaml(raw: bytes | str, file: str) -> YamlText:
    """Everything in `raw`, with all traps.

    Raises `InputRefused` (code `yaml_…`, file, line) for what cannot be read on.
    """
    text = _decoded(raw, file)
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        raise _refusal(error, text, file) from None
    if not builder.documents:
        raise InputRefused("yaml_empty", file=file)
    return YamlText(builder.root, builder.lines, tuple(builder.traps))


def load_yaml(raw: bytes | str, file: str) -> dict[str, Yaml]:
    """The mapping in `raw`. Raises `InputRefused` for the first error in it."""
    found = read_yaml(raw, file)
    for trap in found.traps:
        if trap.error:
            # A rule that holds for every text says nothing of files itself.
            own = {} if trap.code.startswith("yaml_") else {"place": f"{file}:{trap.line}"}
            raise InputRefused(trap.code, file=file, line=trap.line, **own, **trap.params)
    if not isinstance(found.content, dict):
        raise InputRefused("yaml_not_mapping", file=file)
    return found.content


def _decoded(raw: bytes | str, file: str) -> str:
    try:
        octets = raw.encode("utf-8") if isinstance(raw, str) else raw
        text = octets[: MOST_BYTES + 1].decode("utf-8-sig") if len(octets) <= MOST_BYTES else ""
    except UnicodeEncodeError:
        raise InputRefused("yaml_not_utf8", file=file, line=1) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputRefused("yaml_not_utf8", file=file, line=line) from None
    if len(octets) > MOST_BYTES:
        raise InputRefused("yaml_too_large", file=file, limit=MOST_BYTES)
    # The parser compares every tag directive with all before it: thousands of them would take minutes.
    if found := re.search(r"^%TAG\b", text, re.MULTILINE):
        raise InputRefused("yaml_tag", file=file, line=text.count("\n", 0, found.start()) + 1)
    return text


_SYNTAX: Mapping[str, str] = {
    "cannot start any token": "yaml_sign",
    "mapping values are not allowed": "yaml_colon_too_many",
    "could not find expected ':'": "yaml_colon_missing",
    "unexpected end of stream": "yaml_quote_open",
    "did not find expected ','": "yaml_bracket_open",
    "did not find expected key": "yaml_indent",
    "did not find expected '-'": "yaml_indent",
}
"""A part of what the parser says of the mistakes that people make → our code. Any other is `yaml_syntax`."""


def _refusal(error: yaml.YAMLError, text: str, file: str) -> InputRefused:
    mark, said = getattr(error, "problem_mark", None), str(getattr(error, "problem", None))
    octets = text.encode()[: getattr(error, "position", None) or 0]  # which the reader in C counts
    at = mark.index if mark is not None else len(octets.decode(errors="replace"))
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    known = next((part for part in _SYNTAX if part in said), "")
    code = "yaml_tab" if text[at : at + 1] == "\t" else _SYNTAX.get(known, "yaml_syntax")
    return InputRefused(code, file=file, line=line, column=column)


_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,12}")
_CORE: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_OTHERS_READ_AS_BOOLEAN = frozenset(
    spelt
    for word in ("yes", "no", "on", "off", "true", "false", "null")
    for spelt in (word, word.capitalize(), word.upper())
) - frozenset(_CORE)
_CURLY = "“”‘’„‟"
# Letters and punctuation that need no cleaning, so that ordinary texts cost one match.
_ORDINARY = re.compile("[\n -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")
_DIGITS = re.compile(r"\d{6}[ \u00a0-]?\d{5}")


_Container: TypeAlias = "dict[str, Yaml] | list[Yaml]"


@dataclass(slots=True)
class _Open:
    """A mapping or list that has begun and not ended."""

    container: _Container
    path: Path
    key: str | None = None
    """The key whose value comes next; None when a key comes next."""


class _Builder:
    """Builds values from parser events without recursion, so that depth is ours to refuse."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Yaml = None
        self.lines: dict[Path, int] = {}
        self.traps: list[Trap] = []
        self.documents = 0
        self._open: list[_Open] = []
        self._values = 0

    def take(self, event: events.Event) -> None:
        """One parser event. Raises `InputRefused` where reading on would be dangerous or pointless."""
        if isinstance(event, events.NodeEvent):
            line = _line(event)
            self._values += 1
            if self._values > MOST_VALUES:
                raise InputRefused("yaml_too_many", file=self.file, limit=MOST_VALUES)
            self._take_node(event, line)
        elif isinstance(event, events.MappingEndEvent | events.SequenceEndEvent):
            self._open.pop()
        elif isinstance(event, events.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise InputRefused("yaml_several_documents", file=self.file, line=_line(event))

    def _take_node(self, event: events.NodeEvent, line: int) -> None:
        if isinstance(event, events.ScalarEvent):
            self._refuse_names(event, line)
            self._take_scalar(event, line)
        elif isinstance(event, events.AliasEvent):
            self._trap("yaml_alias", line, error=True)
            if self._awaits_key:
                raise InputRefused("yaml_alias", file=self.file, line=line)
            self._put(None, line)
        else:
            self._refuse_names(event, line)
            if self._awaits_key:
                raise InputRefused("yaml_key_not_text", file=self.file, line=line)
            container: _Container = {} if isinstance(event, events.MappingStartEvent) else []
            self._open.append(_Open(container, self._put(container, line)))
            if len(self._open) > DEEPEST:
                raise InputRefused("yaml_too_deep", file=self.file, line=line, limit=DEEPEST)

    def _refuse_names(self, event: events.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            self._trap("yaml_anchor", line, error=True)
        if getattr(event, "tag", None) is not None:
            self._trap("yaml_tag", line, error=True)

    @property
    def _awaits_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].container, dict) and self._open[-1].key is None

    def _take_scalar(self, event: events.ScalarEvent, line: int) -> None:
        plain: bool = event.implicit[0]
        if self._awaits_key:
            self._take_key(event.value, line, plain=plain)
            return
        value = _resolved(event.value) if plain else event.value
        path = self._put(value, line)
        if isinstance(value, str):
            self._replace(path, self._text(value, line, path, plain=plain, style=event.style))

    def _take_key(self, written: str, line: int, *, plain: bool) -> None:
        top = self._open[-1]
        if plain and written == "<<":
            raise InputRefused("yaml_merge_key", file=self.file, line=line)
        if plain and not isinstance(_resolved(written), str):
            self._trap("yaml_key_not_text", line, (*top.path, written), error=True, key=written[:60])
        key = self._text(written, line, (*top.path, written), plain=plain, style=None)
        path = (*top.path, key)
        if key in top.container:
            self._trap("yaml_duplicate_key", line, path, error=True, key=key[:60], first=self.lines[path])
        else:
            self.lines[path] = line
        top.key = key

    def _put(self, value: Yaml, line: int) -> Path:
        """Place `value` where one is awaited; its path."""
        if not self._open:
            self.root = value
            return ()
        top = self._open[-1]
        if isinstance(top.container, list):
            path: Path = (*top.path, len(top.container))
            top.container.append(value)
            self.lines[path] = line
            return path
        key = top.key or ""
        top.container[key] = value
        top.key = None
        return (*top.path, key)

    def _replace(self, path: Path, text: str) -> None:
        if not path:
            self.root = text
            return
        container, last = self._open[-1].container, path[-1]
        if isinstance(container, list):
            container[-1] = text
        else:
            container[str(last)] = text

    def _text(self, text: str, line: int, path: Path, *, plain: bool, style: str | None) -> str:
        """`text` as it may be kept; what was removed, or is easily misread, is trapped."""
        if plain and text in _OTHERS_READ_AS_BOOLEAN:
            self._trap("yaml_bare_word", line, path, word=text)
        elif plain and text[:1] in _CURLY and text[-1:] in _CURLY and len(text) > 1:
            self._trap("yaml_curly_quotes", line, path, text=text[:40])
        elif style in ("'", '"') and text != text.strip():
            self._trap("yaml_blanks_around", line, path)
        kept, removed = (text, 0) if _ORDINARY.fullmatch(text) else cleaned(text, lines=True)
        if removed:
            self._trap("yaml_characters_removed", line, path, count=removed)
        if _DIGITS.search(kept):
            try:
                refuse_identity_number(kept)
            except Refused as refused:
                self._trap(refused.code, line, path, error=True)
        return kept

    def _trap(
        self, code: str, line: int, path: Path = (), *, error: bool = False, **params: str | int
    ) -> None:
        if error or len(self.traps) < MOST_TRAPS:
            self.traps.append(Trap(code, line, path, error, params))


def _line(event: events.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _resolved(written: str) -> str | int | Decimal | bool | None:
    """A plain scalar by YAML 1.2's rules; anything else stays text."""
    if written in _CORE:
        return _CORE[written]
    if written[0] in "-0123456789":
        if _INTEGER.fullmatch(written):
            return int(written)
        if _DECIMAL.fullmatch(written):
            return Decimal(written)
    return written
