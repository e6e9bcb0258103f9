"""The first lines of a search that much of the register answers: tested word by word, before all hits are gathered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, or_, select, true

from db.folding import search_words
from db.registers.paging import After, Fetched, Lines, Stretch, fetch
from db.tables import contract

MANY: Final = 20_000
"""Hits that take longer to gather than it takes to test the first rows of the register."""
_TESTED: Final = 12
"""Rows tested for each line of a page: enough where more than every tenth row is a hit."""
_OTHER_SCRIPT: Final = "*[^ -~]*"
"""Matches text with anything beyond ASCII, whose words the index may divide in another way."""


@dataclass(frozen=True)
class BroadHits:
    """What was typed, how many contracts have it, and the condition by which the index tells them."""

    typed: str
    n: int
    indexed: ColumnElement[bool]


def broad_page(
    connection: Connection, lines: Lines, stretch: Stretch, hits: BroadHits, after: After | None, limit: int
) -> Fetched | None:
    """A page of the hits in the first `stretch`, from `after` on, the same as by the index.

    None where it cannot be had without gathering all hits, or would not be full.
    """
    words = search_words(hits.typed)
    if (after and after[0]) or hits.n < MANY or not all(map(str.isascii, words)):
        return None
    limit = max(1, limit)
    early = stretch.statement(_NUMBERS, after[1:] if after else None).limit(_TESTED * limit).subquery()
    near = Stretch(
        tuple(case((true(), key)) for key in stretch.keys),
        (contract.c.nr.in_(select(early.c.nr)), *(_begins(word, hits.indexed) for word in words)),
        stretch.descending,
    )
    page = fetch(connection, lines, (near,), None, limit)
    return page if page.after else None


_NUMBERS: Final[Lines] = select(contract.c.nr)


def _begins(word: str, indexed: ColumnElement[bool]) -> ColumnElement[bool]:
    """A word of the row begins with `word`. Folded text has its words, in lower case, with blanks between."""
    there = func.instr(literal(" ").concat(contract.c.folded), f" {word}") > 0
    return or_(there, and_(contract.c.folded.op("GLOB")(_OTHER_SCRIPT), indexed))
