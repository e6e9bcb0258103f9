"""A choice filter of an XLSForm as a condition of each choice: what stands in its row is put into the expression."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from checklists.conditions import Condition
from exchange.xlsform.asked import Asked
from exchange.xlsform.choices import ChoiceList
from exchange.xlsform.conditions_in import NotOurs, condition_in
from exchange.xlsform.xpath import Call, Compared, Joined, Name, Ref, Tree, Value, parsed

Cells = Mapping[str, str]
Folded: TypeAlias = "Tree | bool"
"""What is left of an expression: a part that hangs on answers, or always true or false."""


def names_in(expression: str) -> frozenset[str]:
    """The columns of the sheet choices that the filter looks at. Raises NotRead."""
    return frozenset(_names(parsed(expression, names=True)))


def filtered(
    expression: str, listed: ChoiceList, asked: Mapping[str, Asked]
) -> Mapping[str, Condition | None]:
    """The condition of each choice by its code, None for one that is always offered.

    Choices that are never offered are left out. Raises NotRead, NotOurs or NoSuchAnswer.
    """
    tree = parsed(expression, names=True)
    if missing := sorted({*_names(tree)} - listed.columns):
        raise NotOurs(missing[0])
    found: dict[str, Condition | None] = {}
    for code, cells in listed.cells.items():
        left = _folded(tree, cells, asked)
        if left is not False:
            found[code] = None if left is True else condition_in(left, asked)
    return found


def _names(tree: Tree) -> Iterator[str]:
    match tree:
        case Name(name):
            yield name.lower()
        case Joined(_, parts) | Call(_, parts):
            for part in parts:
                yield from _names(part)
        case Compared(_, left, right):
            yield from (*_names(left), *_names(right))
        case _:
            return


def _folded(tree: Tree, cells: Cells, asked: Mapping[str, Asked]) -> Folded:
    match tree:
        case Joined(word, parts):
            return _joined(word, [_folded(part, cells, asked) for part in parts])
        case Call("true", ()) | Call("false", ()):
            return tree.name == "true"
        case Call("not", (inner,)):
            left = _folded(inner, cells, asked)
            return not left if isinstance(left, bool) else Call("not", (left,))
        case Call("selected", (among, one)):
            return _selected(_filled(among, cells), _filled(one, cells), asked)
        case Compared(sign, left, right):
            return _compared(sign, _filled(left, cells), _filled(right, cells), asked)
        case _:
            return _filled(tree, cells)


def _filled(tree: Tree, cells: Cells) -> Tree:
    return Value(cells.get(tree.name.lower(), "")) if isinstance(tree, Name) else tree


def _joined(word: str, parts: list[Folded]) -> Folded:
    """`and` or `or` of parts of which some are true or false whatever is answered."""
    decides = word == "or"
    if any(part is decides for part in parts):
        return decides
    left = [part for part in parts if not isinstance(part, bool)]
    if not left:
        return not decides
    return left[0] if len(left) == 1 else Joined(word, tuple(left))


def _selected(among: Tree, one: Tree, asked: Mapping[str, Asked]) -> Folded:
    if isinstance(among, Value) and isinstance(one, Value):
        return one.text in among.text.split()
    if isinstance(among, Value):
        parts = [_compared("=", one, Value(text), asked) for text in among.text.split()]
        return _joined("or", parts)
    if isinstance(one, Value) and not _can_be(among, one.text, asked):
        return False
    return Call("selected", (among, one))


def _compared(sign: str, left: Tree, right: Tree, asked: Mapping[str, Asked]) -> Folded:
    if isinstance(left, Value) and isinstance(right, Value):
        return _known(sign, left, right)
    for looked, value in ((left, right), (right, left)):
        if isinstance(value, Value) and sign in ("=", "!=") and not _can_be(looked, value.text, asked):
            return sign == "!="
    return Compared(sign, left, right)


def _can_be(looked: Tree, text: str, asked: Mapping[str, Asked]) -> bool:
    """Can that be the answer? A question with choices is answered with one of their names, or not at all."""
    if not isinstance(looked, Ref) or looked.name not in asked:
        return True
    codes = asked[looked.name].codes
    return not codes or not text or text in codes or asked[looked.name].type == "many"


def _known(sign: str, left: Value, right: Value) -> bool:
    if sign in ("=", "!=") and not (left.number or right.number):
        return (left.text == right.text) == (sign == "=")
    try:
        first, second = Decimal(left.text), Decimal(right.text)
    except InvalidOperation:
        return sign == "!="  # what is no number is neither equal, nor above or below
    return {
        "=": first == second,
        "!=": first != second,
        "<": first < second,
        "<=": first <= second,
        ">": first > second,
        ">=": first >= second,
    }[sign]
