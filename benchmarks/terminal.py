"""A program on a terminal of its own, timed from outside: what it has drawn when, and how long it takes to quit."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.sides import ROOT, Measured, Wrong, environment

QUIET = 0.6
"""Seconds without a byte after which a screen has settled."""
PATIENCE = 60.0
QUIT = b"\x11"


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def timed(
    command: Sequence[str],
    marks: Mapping[str, str],
    home: Path,
    size: tuple[int, int] = (100, 30),
    patience: float = PATIENCE,
) -> Measured:
    """Seconds from the start until each mark was drawn, until the last byte (`settled`), and to `quit`."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment(home),
        cwd=ROOT,
        start_new_session=True,
        preexec_fn=_take_terminal,
    )
    os.close(slave)
    try:
        measured = _watched(master, begun, {name: mark.encode() for name, mark in marks.items()}, patience)
        return measured | {"quit": _quit(master, process)}
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(master)


def _watched(master: int, begun: float, marks: Mapping[str, bytes], patience: float) -> Measured:
    drawn, last = b"", begun
    found: Measured = {}
    while True:
        ready, _, _ = select.select([master], [], [], QUIET)
        now = time.perf_counter()
        if ready:
            more = _read(master)
            if not more:
                raise Wrong(f"it ended at once; the last of it: {drawn[-300:]!r}")
            drawn, last = drawn + more, now
            found |= {
                name: now - begun for name, mark in marks.items() if name not in found and mark in drawn
            }
        elif len(found) == len(marks):
            return found | {"settled": last - begun}
        elif now - begun > patience:
            missing = ", ".join(sorted(set(marks) - set(found)))
            raise Wrong(f"{missing} was not drawn; the last of it: {drawn[-300:]!r}")


def _read(master: int) -> bytes:
    try:
        return os.read(master, 1 << 16)
    except OSError:
        return b""  # the other side is closed


def _quit(master: int, process: subprocess.Popen[bytes]) -> float:
    begun = time.perf_counter()
    os.write(master, QUIT)
    while process.poll() is None:
        if select.select([master], [], [], 0.002)[0] and not _read(master):
            process.wait(PATIENCE)
        if time.perf_counter() - begun > PATIENCE:
            raise Wrong("it did not quit")
    if process.returncode != 0:
        raise Wrong(f"it ended with {process.returncode}")
    return time.perf_counter() - begun
