"""A program of its own for the tests: adds marks to a contract's note, reading again after each conflict.

Usage: adds_to_note.py DATABASE CONTRACT MARK TIMES.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [
    str(Path(__file__).resolve().parents[1] / "support"),
    str(Path(__file__).resolve().parents[2]),
]

import office  # noqa: E402

from checklists.contract import Supplier  # noqa: E402
from checklists.values import Refused  # noqa: E402
from db.database import Database  # noqa: E402


def main() -> None:
    where, contract, mark, times = sys.argv[1:]
    db = Database.open(where, create=False, now=office.NOW)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    conflicts = 0
    for n in range(int(times)):
        db.contracts.add_supplier(Supplier(name=f"{mark} {n}"), office.act(n, actor=mark))
        kept = False
        while not kept:
            held = db.contracts.get(contract)
            more = held.value.model_copy(update={"note": held.value.note + mark})
            try:
                db.contracts.change(more, held.version, office.act(n, actor=mark))
                kept = True
            except Refused as refused:
                if refused.code != "conflict":
                    raise
                conflicts += 1
    sys.stdout.write(f"{conflicts}\n")
    db.close()


if __name__ == "__main__":
    main()
