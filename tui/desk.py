"""The one place with threads: a clerk who writes in the order things were asked, and one who only reads."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from db.database import Database

T = TypeVar("T")


TURN = 0.0001
"""Seconds until a thread that waits for the interpreter gets it. By default it is as long as two whole writes."""


class Desk:
    """Opens the database away from the screen; first in is first written, and leaving early undoes nothing."""

    def __init__(self, opening: Callable[[], Database]) -> None:
        sys.setswitchinterval(TURN)
        self._opening = opening
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-write")
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-read")
        self._opened: Future[Database] | None = None
        self._closed = False

    def open(self) -> Future[Database]:
        """Start opening the database; asked again, the same opening."""
        if self._opened is None:
            self._opened = self._writer.submit(self._opening)
        return self._opened

    async def write(self, call: Callable[[Database], T]) -> T:
        """Do `call` after everything asked before it. The await may be left; the call is still done."""
        return await asyncio.shield(asyncio.wrap_future(self.ask(call)))

    async def read(self, call: Callable[[Database], T]) -> T:
        """Do `call`, which only reads, beside the writing."""
        opened = self.open()
        return await asyncio.wrap_future(self._reader.submit(lambda: call(opened.result())))

    async def read_after_writes(self, call: Callable[[Database], T]) -> T:
        """Read in the writer's thread: everything asked before is written by then."""
        return await self.write(call)

    def ask(self, call: Callable[[Database], T]) -> Future[T]:
        """Ask for `call` to be done after everything before it, and go on: it is done even if the app ends now."""
        opened = self.open()
        return self._writer.submit(lambda: call(opened.result()))

    def close(self) -> None:
        """Finish what was asked, close the database, stop. Asked again, nothing."""
        if self._closed:
            return
        self._closed = True
        self._reader.shutdown(wait=True, cancel_futures=True)
        if self._opened is not None:
            self._writer.submit(_close, self._opened)
        self._writer.shutdown(wait=True)


def _close(opened: Future[Database]) -> None:
    if opened.exception() is None:  # what could not be opened needs no closing; who asked for it was told
        opened.result().close()
