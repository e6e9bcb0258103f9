"""The first pages of what may be searched for next, read while the search field waits for its first letter."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from checklists.listed import ContractLine, ContractQuery, Page

LARGE: Final = 5_000
"""Contracts from which a broad search is slow enough to be worth it."""
LETTERS: Final = "sbkrmtfhavelodgniupjøåcwyæqxz1203456789"
"""What a search begins with, the commonest first."""
FirstPage = Callable[[ContractQuery], Awaitable[Page[ContractLine]]]


class PagesAhead:
    """First pages by what they answer. Nothing is kept past `forget`, which follows every change of what they show."""

    def __init__(self, read: FirstPage) -> None:
        self._read = read
        self._pages: dict[ContractQuery, Page[ContractLine]] = {}

    async def page(self, query: ContractQuery) -> Page[ContractLine]:
        """The first page of `query`, read now unless it has been."""
        return self._pages.get(query) or await self._read(query)

    async def read(self, query: ContractQuery) -> None:
        """Read what `query` gives with each letter typed, one after the other, until forgotten."""
        pages = self._pages
        for letter in LETTERS:
            asked = replace(query, search=letter)
            if asked not in pages:
                page = await self._read(asked)
                if pages is not self._pages:
                    return
                pages[asked] = page

    def forget(self) -> None:
        """What has been read may no longer be so."""
        self._pages = {}
