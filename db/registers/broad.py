"""The first lines of a search that much of the register answers: tested word by word, before all hits are gathered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, func, literal, or_, select, true

from db.columns import WHOLE, WORDS
from db.registers.paging import Fetched, Lines, Pages, Stretch, Values
from db.tables import contract

_TESTED: Final = 12
"""Rows tested for each line of a page: enough where more than every tenth row is a hit."""
_OTHER_SCRIPT: Final = "*[^ -~]*"
"""Matches text with anything beyond ASCII, whose words the index may divide in another way."""
_FIRST: Final[Lines] = select(contract.c.nr)


class BroadPages:
    """The first page of the hits in a stretch, without gathering all hits. Its statement is compiled once."""

    def __init__(self, lines: Lines, stretch: Stretch, indexed: ColumnElement[bool], words: int) -> None:
        """`indexed` is the condition by which the index tells the hits of so many `words`."""
        tested = bindparam("tested", type_=WHOLE)
        early = stretch.statement(_FIRST, goes_on=False).limit(tested).subquery()
        near = Stretch(
            tuple(case((true(), key)) for key in stretch.keys),
            (contract.c.nr.in_(select(early.c.nr)), *(_begins(n, indexed) for n in range(words))),
            stretch.descending,
        )
        self._pages = Pages(lines, (near,))

    def first(
        self, connection: Connection, words: Sequence[str], limit: int, values: Values
    ) -> Fetched | None:
        """The page, the same as by the index. None where it would not be full."""
        typed = {f"word_{n}": f" {word}" for n, word in enumerate(words)}
        page = self._pages.fetch(
            connection, None, limit, {**values, **typed, "tested": _TESTED * max(1, limit)}
        )
        return page if page.after else None


def _begins(n: int, indexed: ColumnElement[bool]) -> ColumnElement[bool]:
    """A word of the row begins with that of `word_n`. Folded text has its words, in lower case, with blanks between."""
    typed = bindparam(f"word_{n}", type_=WORDS)
    there = func.instr(literal(" ").concat(contract.c.folded), typed) > 0
    return or_(there, and_(contract.c.folded.op("GLOB")(_OTHER_SCRIPT), indexed))
