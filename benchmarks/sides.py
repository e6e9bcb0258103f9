"""The two sides of a comparison, each in a process of its own, taken in turns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parent.parent
Measured = dict[str, float]
"""Measures of one round by name; `seconds` where there is one."""


class Wrong(Exception):
    """A side did not do its work, or did it wrongly."""


class Side(Protocol):
    """One side of a comparison."""

    def round(self) -> Measured:
        """Do the work once, and what it took."""
        ...

    def close(self) -> None:
        """Take down what was set up."""
        ...


def environment(home: Path, **more: str) -> dict[str, str]:
    """What both sides see of the surroundings: nothing of whoever runs it."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    own = {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONPATH": str(ROOT),
        "TEXTUAL_ANIMATIONS": "none",
    }
    return {**kept, **own, **more}


class Child:
    """A side that is a generator of ours, `module:function`, in a process of its own."""

    def __init__(self, where: str, home: Path, *, fps: str = "", **options: object) -> None:
        self.where = where
        more = {"TEXTUAL_FPS": fps} if fps else {}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.child", where, json.dumps(options)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(home, **more),
            cwd=ROOT,
            text=True,
        )

    def round(self) -> Measured:
        if self.process.stdin is None or self.process.stdout is None:
            raise Wrong(f"{self.where} cannot be talked to")
        try:
            self.process.stdin.write("go\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise Wrong(f"{self.where} ended")
        told = json.loads(line)
        if "wrong" in told:
            raise Wrong(f"{self.where}: {told['wrong']}")
        return told

    def close(self) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


class Once:
    """A side that begins anew in every round: `make` gives one that is used once."""

    def __init__(self, make: Callable[[], Side]) -> None:
        self._make = make

    def round(self) -> Measured:
        made = self._make()
        try:
            return made.round()
        finally:
            made.close()

    def close(self) -> None:
        pass


class Call:
    """A side that is measured from here."""

    def __init__(self, measure: Callable[[], Measured]) -> None:
        self._measure = measure

    def round(self) -> Measured:
        return self._measure()

    def close(self) -> None:
        pass


def alternated(sides: Mapping[str, Side], rounds: int, *, warm: bool = True) -> dict[str, list[Measured]]:
    """Each side's measures of `rounds` rounds, taken in turns and every other round in reverse.

    With `warm` a first round is not counted.
    """
    found: dict[str, list[Measured]] = {name: [] for name in sides}
    try:
        for number in range(-1 if warm else 0, rounds):
            names = list(sides) if number % 2 else list(sides)[::-1]
            for name in names:
                measured = sides[name].round()
                if number >= 0:
                    found[name].append(measured)
    finally:
        for side in sides.values():
            side.close()
    return found
