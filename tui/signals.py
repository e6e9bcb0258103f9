"""SIGTERM and SIGHUP, and a terminal that has gone: the process ends in time, with what was written kept."""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable

TAKEN = {signal.SIGTERM, signal.SIGHUP}
AS_IT_WAS = b"\x1b[?1049l\x1b[?25h\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[<u\x1b[0m"
PATIENCE = 1.5
"""Seconds that an orderly end may take before the process is ended all the same."""


def take(ending: Callable[[int], None], last: Callable[[], None]) -> None:
    """Let a thread wait for the signals and call `ending` with the number. Before any other thread is started.

    `last` is called from a thread when the app has not ended in time, before the process is ended all the same.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, TAKEN)
    before = _settings()
    for name, wait in (("signals", _wait), ("terminal", _watch)):
        threading.Thread(target=wait, args=(ending, last, before), name=name, daemon=True).start()


Settings = list[int | list[bytes | int]]
"""What `termios` knows of a terminal."""


def _settings() -> Settings | None:
    try:
        return termios.tcgetattr(0)
    except (OSError, termios.error):
        return None


def _watch(ending: Callable[[int], None], last: Callable[[], None], before: Settings | None) -> None:
    """A terminal that has gone ends the app like SIGHUP, which nohup and some shells keep from it."""
    if not _is_there():
        return  # no controlling terminal, so its end cannot be told this way
    while _is_there():
        time.sleep(1)
    _told(signal.SIGHUP, ending, last, before)


def _is_there() -> bool:
    try:
        return os.tcgetpgrp(0) >= 0
    except OSError:
        return False


def _wait(ending: Callable[[int], None], last: Callable[[], None], before: Settings | None) -> None:
    _told(signal.sigwait(TAKEN), ending, last, before)


def _told(
    number: int, ending: Callable[[int], None], last: Callable[[], None], before: Settings | None
) -> None:
    timer = threading.Timer(PATIENCE, _end, args=(number, last, before))
    timer.daemon = True
    timer.start()
    ending(number)


def _end(number: int, last: Callable[[], None], before: Settings | None) -> None:
    try:
        last()
    finally:
        restore_terminal(before)
        os._exit(128 + number)


def restore_terminal(before: Settings | None = None) -> None:
    """Leave the alternate screen, show the cursor, stop mouse reports: written straight to the terminal.

    Never waits for a terminal that has stopped reading. `before` are the settings that it had.
    """
    number = sys.__stdout__.fileno() if sys.__stdout__ else 1
    try:
        if not select.select([], [number], [], 0)[1]:
            termios.tcflush(number, termios.TCOFLUSH)
        if select.select([], [number], [], 0)[1]:
            os.write(number, AS_IT_WAS)
        if before is not None:
            termios.tcsetattr(0, termios.TCSANOW, before)
    except (OSError, termios.error):
        return  # the terminal is gone, so there is nothing to restore
