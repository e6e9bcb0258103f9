"""The part of XPath that XLSForms are written in, as a tree: operators, functions, `${name}` and `.`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

LONGEST: Final = 4_000
DEEPEST: Final = 25
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>-?(?:\d+(?:\.\d*)?|\.\d+))
    | (?P<text>'[^']*'|"[^"]*")
    | \$\{\s*(?P<ref>[^{}\s]+)\s*\}
    | (?P<operator>!=|<=|>=|=|<|>|\(|\)|,)
    | (?P<word>[A-Za-z_][\w.-]*)
    | (?P<here>\.)(?![.\w/])
    )""",
    re.VERBOSE,
)
_COMPARED: Final = ("=", "!=", "<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Ref:
    """`${name}`, or `.` with no name."""

    name: str


@dataclass(frozen=True, slots=True)
class Value:
    """A text or a number as written."""

    text: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name by itself: in a choice filter, a column of the sheet choices."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    given: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    sign: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Joined:
    """Several parts with `and` or `or` between them."""

    word: str
    parts: tuple[Tree, ...]


Tree: TypeAlias = "Ref | Value | Name | Call | Compared | Joined"


class NotRead(Exception):
    """The expression, or a part of it, is not of the part of XPath that we read. `at` is that part."""

    def __init__(self, at: str) -> None:
        super().__init__(at)
        self.at = at


def parsed(expression: str, *, names: bool = False) -> Tree:
    """The tree of an expression; with `names`, a name may stand by itself in it. Raises `NotRead`."""
    if len(expression) > LONGEST:
        raise NotRead(expression[:40])
    reader = _Reader(_tokens(expression), names=names)
    tree = reader.joined("or", 0)
    if reader.next:
        raise NotRead(reader.next)
    return tree


def _tokens(expression: str) -> list[str]:
    found: list[str] = []
    at = 0
    end = len(expression.rstrip())
    while at < end:
        match = _TOKEN.match(expression, at)
        if not match:
            raise NotRead(expression[at:].strip()[:40])
        ref = match["ref"]
        found.append("${" + ref + "}" if ref else match[0].strip())
        at = match.end()
    return found


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[str], *, names: bool) -> None:
        self._tokens = tokens
        self._names = names
        self._at = 0

    @property
    def next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        token = self.next
        self._at += 1
        return token

    def joined(self, word: str, depth: int) -> Tree:
        """Parts with `or` between them, each of parts with `and` between them."""
        if depth > DEEPEST:
            raise NotRead(self.next)
        parts = [self._part(word, depth)]
        while self.next == word:
            self._take()
            parts.append(self._part(word, depth))
        return Joined(word, tuple(parts)) if len(parts) > 1 else parts[0]

    def _part(self, word: str, depth: int) -> Tree:
        return self.joined("and", depth) if word == "or" else self._compared(depth)

    def _compared(self, depth: int) -> Tree:
        left = self._single(depth)
        if self.next not in _COMPARED:
            return left
        sign = self._take()
        found = Compared(sign, left, self._single(depth))
        if self.next in _COMPARED:
            raise NotRead(self.next)
        return found

    def _single(self, depth: int) -> Tree:
        token = self._take()
        if token == "(":
            inner = self.joined("or", depth + 1)
            self._close()
            return inner
        if token == ".":
            return Ref("")
        if token.startswith("${"):
            return Ref(token[2:-1])
        if token[:1] in ("'", '"'):
            return Value(token[1:-1])
        if token.lstrip("-.")[:1].isdigit():
            return Value(token, number=True)
        if token[:1].isalpha() and self.next == "(":
            return self._call(token, depth)
        if self._names and (token[:1].isalpha() or token[:1] == "_") and token not in ("and", "or"):
            return Name(token)
        raise NotRead(token or "…")

    def _call(self, name: str, depth: int) -> Tree:
        self._take()
        given: list[Tree] = []
        while self.next != ")":
            if given:
                if self.next != ",":
                    raise NotRead(self.next or name)
                self._take()
            given.append(self.joined("or", depth + 1))
        self._take()
        return Call(name, tuple(given))

    def _close(self) -> None:
        if self._take() != ")":
            raise NotRead("(")
