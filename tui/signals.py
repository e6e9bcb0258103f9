"""SIGTERM and SIGHUP, and a terminal that has gone: the process ends in time, with what was written kept."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable

TAKEN = {signal.SIGTERM, signal.SIGHUP}
AS_IT_WAS = b"\x1b[?1049l\x1b[?25h\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[<u\x1b[0m"
PATIENCE = 1.5
"""Seconds that an orderly end may take before the process is ended all the same."""


def take(ending: Callable[[int], None]) -> None:
    """Let a thread wait for the signals and call `ending` with the number. Before any other thread is started."""
    signal.pthread_sigmask(signal.SIG_BLOCK, TAKEN)
    threading.Thread(target=_wait, args=(ending,), name="signals", daemon=True).start()
    threading.Thread(target=_watch, args=(ending,), name="terminal", daemon=True).start()


def _watch(ending: Callable[[int], None]) -> None:
    """A terminal that has gone ends the app like SIGHUP, which nohup and some shells keep from it."""
    if not _is_there():
        return  # no controlling terminal, so its end cannot be told this way
    while _is_there():
        time.sleep(1)
    _told(signal.SIGHUP, ending)


def _is_there() -> bool:
    try:
        return os.tcgetpgrp(0) >= 0
    except OSError:
        return False


def _wait(ending: Callable[[int], None]) -> None:
    _told(signal.sigwait(TAKEN), ending)


def _told(number: int, ending: Callable[[int], None]) -> None:
    timer = threading.Timer(PATIENCE, _end, args=(number,))
    timer.daemon = True
    timer.start()
    ending(number)


def _end(number: int) -> None:
    restore_terminal()
    os._exit(128 + number)


def restore_terminal() -> None:
    """Leave the alternate screen, show the cursor, stop mouse reports: written straight to the terminal."""
    try:
        os.write(sys.__stdout__.fileno() if sys.__stdout__ else 1, AS_IT_WAS)
    except OSError:
        return  # the terminal is gone, so there is nothing to restore
