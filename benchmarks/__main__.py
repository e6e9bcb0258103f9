"""`python -m benchmarks`: measure, print the table, and say what misses its limit."""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.figures import Failure, Figure, table
from benchmarks.scenarios import SCENARIOS
from benchmarks.sides import Wrong
from benchmarks.workshop import TINY, Sizes, Workshop, compile_all

ROUNDS, HEAVY = 7, 7
QUICK_ROUNDS, QUICK_HEAVY = 3, 1


def main(argv: list[str] | None = None) -> int:
    """0 when every figure is within its limit and every result right, else 1."""
    args = _arguments(argv)
    names = [name for name in SCENARIOS if not args.only or name in args.only]
    print(_machine(), flush=True)
    compile_all()
    with ExitStack() as stack:
        folder = args.folder or stack.enter_context(tempfile.TemporaryDirectory(prefix="aktsom-benchmarks-"))
        Path(folder).mkdir(exist_ok=True)
        rounds, heavy = (QUICK_ROUNDS, QUICK_HEAVY) if args.quick else (ROUNDS, HEAVY)
        shop = Workshop(Path(folder), TINY if args.tiny else Sizes(), rounds, heavy)
        figures, failures = measured(shop, names)
    _tell(figures, failures)
    return 1 if failures or any(each.verdict == "MISSED" for each in figures) else 0


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmarks/run", description="Measure the promised ratios on this machine."
    )
    parser.add_argument(
        "--quick", action="store_true", help="three rounds instead of seven, one of what takes long"
    )
    parser.add_argument(
        "--tiny", action="store_true", help="small sizes, to see that everything runs; no figures"
    )
    parser.add_argument(
        "--only", action="append", choices=tuple(SCENARIOS), help="only this group; may be repeated"
    )
    parser.add_argument("--folder", help="keep what is measured on here, for the next run")
    return parser.parse_args(argv)


def measured(shop: Workshop, names: Iterable[str]) -> tuple[list[Figure], list[Failure]]:
    """Every figure of the groups named, told as it comes, and what could not be measured."""
    figures: list[Figure] = []
    failures: list[Failure] = []
    for name in names:
        try:
            for figure in SCENARIOS[name](shop):
                figures.append(figure)
                print(f"  {figure.scenario}: {figure.value:.2f} {figure.verdict}", flush=True)
        except Exception as error:  # noqa: BLE001 - the other groups are measured all the same
            reason = str(error) if isinstance(error, Wrong) else f"{type(error).__name__}: {error}"
            failures.append(Failure(name, reason))
            print(f"  {name}: {reason}", flush=True)
    return figures, failures


def _machine() -> str:
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    busy = (
        f" The machine is busy (load {load:.1f}): figures of short times are unsure."
        if load > cores / 4
        else ""
    )
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.system()} {platform.machine()}, {cores} cores, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, Textual {version('textual')}, "
        f"SQLAlchemy {version('sqlalchemy')}, pydantic {version('pydantic')}.{busy}"
    )


def _tell(figures: list[Figure], failures: list[Failure]) -> None:
    print()
    if figures:
        print("\n".join(table(figures)))
    for each in failures:
        print(f"{each.scenario} could not be measured: {each.reason}")
    missed = [each.scenario for each in figures if each.verdict == "MISSED"]
    print(f"\n{len(missed)} of {len(figures)} miss their limit{': ' if missed else '.'}{'; '.join(missed)}")


if __name__ == "__main__":
    sys.exit(main())
