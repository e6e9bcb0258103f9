"""Starting and quitting the app on a real terminal, and the two shortest command lines."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bare import DRAWN
from benchmarks.figures import Figure, Limit, middle
from benchmarks.made import FIRST_DUE
from benchmarks.sides import ROOT, Call, Measured, Wrong, alternated, environment
from benchmarks.terminal import timed
from benchmarks.workshop import PROGRAM, Workshop

BARE = "from benchmarks.bare import main; main()"
_APP = "a bare Textual app"


def python(program: str, *arguments: str) -> tuple[str, ...]:
    """The command of a short program in this Python."""
    return (sys.executable, "-c", program, *arguments)


def starts(shop: Workshop) -> Iterator[Figure]:
    """First paint, first data, settled, and quitting; with many contracts and with few."""
    few, many = shop.contracts(shop.sizes.few), shop.contracts(shop.sizes.contracts)
    sides = {
        "bare": Call(lambda: timed(python(BARE), {"paint": DRAWN}, shop.home)),
        "few": Call(lambda: _app(few, shop.home)),
        "many": Call(lambda: _app(many, shop.home)),
    }
    found = alternated(sides, shop.rounds)
    bare, ours, large = found["bare"], found["few"], found["many"]
    yield _row("start: first paint", _APP, middle(ours, "paint"), middle(bare, "paint"), Limit(1.35, 1.15))
    data = middle(ours, "data")
    yield _row(
        f"start: first data, {shop.sizes.few} contracts", _APP, data, middle(bare, "paint"), Limit(1.6, 1.25)
    )
    yield _row("start: settled", _APP, middle(ours, "settled"), middle(bare, "settled"), Limit(2.2, 1.5))
    name = f"start: first data, {shop.sizes.contracts:,} contracts"
    yield _row(name, f"the same with {shop.sizes.few}", middle(large, "data"), data, Limit(1.08, 1.03))
    yield _row("quitting", _APP, middle(ours, "quit"), middle(bare, "quit"), Limit(1.3, 1.1))


def _row(scenario: str, against: str, ours: float, theirs: float, limit: Limit) -> Figure:
    return Figure(scenario, against, ours, theirs, limit)


def _app(database: Path, home: Path) -> Measured:
    command = python(PROGRAM, "--db", str(database), "--lang", "nb", "--actor", "bench")
    return timed(command, {"paint": "4.A", "data": FIRST_DUE, "figures": "▁▁▁▁"}, home)


def command_lines(shop: Workshop) -> Iterator[Figure]:
    """`aktsom --version` and `aktsom --help`, until they have ended."""
    sides = {
        "argparse": Call(lambda: _run(shop, python("import argparse"), "")),
        "version": Call(lambda: _run(shop, python(PROGRAM, "--version"), "aktsom ")),
        "help": Call(lambda: _run(shop, python(PROGRAM, "--help"), "import")),
    }
    found = alternated(sides, 3 * shop.rounds)
    theirs, against = middle(found["argparse"]), "python -c 'import argparse'"
    yield _row("aktsom --version", against, middle(found["version"]), theirs, Limit(2.5, 1.5))
    yield _row("aktsom --help", against, middle(found["help"]), theirs, Limit(6, 3))


def _run(shop: Workshop, command: tuple[str, ...], expected: str) -> Measured:
    begun = time.perf_counter()
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment(shop.home)
    )
    seconds = time.perf_counter() - begun
    if done.returncode != 0 or expected not in done.stdout:
        raise Wrong(f"{command[-1]} ended with {done.returncode}: {done.stderr[-200:]}")
    return {"seconds": seconds}
