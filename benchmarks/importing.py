"""Taking a register in, and the same file again, against a bare executemany of the rows that come of it."""

from __future__ import annotations

import gc
import resource
import shutil
import sqlite3
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure, Limit, middle
from benchmarks.listing import resident
from benchmarks.sides import Measured, Once, Wrong, alternated
from benchmarks.workshop import Workshop, run_program

TABLES = ("supplier", "contract", "contract_supplier", "journal")
SEARCHED = ("contract", "supplier")


def taken_in(register: str, database: str, contracts: int) -> Generator[Measured]:
    """`aktsom import` into an empty database: its seconds, those of the same file again, and the peak in megabytes."""
    Path(database).unlink(missing_ok=True)
    run_program("--db", database, "contracts")  # makes the database, and loads what every command loads
    start = resident()
    first = _timed(database, register)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - start
    again = _timed(database, register)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        (there,) = connection.execute("SELECT count(*) FROM contract").fetchone()
        (entries,) = connection.execute("SELECT count(*) FROM journal WHERE kind = 'contract'").fetchone()
    if (there, entries) != (contracts, contracts):
        raise Wrong(f"{there} contracts and {entries} entries of {contracts}")
    yield {"seconds": first, "again": again, "peak": peak}


def _timed(database: str, register: str) -> float:
    gc.collect()
    begun = time.perf_counter()
    run_program("--db", database, "import", register)
    return time.perf_counter() - begun


def written_raw(filled: str, database: str) -> Generator[Measured]:
    """The rows of a filled database, at hand, written to an empty one in one transaction."""
    from db.database import Database
    from db.engine import tune

    Path(database).unlink(missing_ok=True)
    Database.open(database, create=True, now=datetime.now(UTC)).close()
    rows = {name: _rows(filled, f"SELECT * FROM {name}") for name in TABLES}  # noqa: S608 - names of ours
    words = {name: _rows(filled, f"SELECT nr, folded FROM {name}") for name in SEARCHED}  # noqa: S608
    head = _rows(filled, "SELECT seq, hash, at FROM journal_head")[0]
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        tune(connection)
        gc.collect()
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for name, held in rows.items():
            marks = ", ".join("?" * len(held[0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", held)  # noqa: S608
        for name, held in words.items():
            connection.executemany(f"INSERT INTO {name}_fts (rowid, folded) VALUES (?, ?)", held)  # noqa: S608
        connection.execute("UPDATE journal_head SET seq = ?, hash = ?, at = ?", head)
        connection.execute("COMMIT")
        seconds = time.perf_counter() - begun
    yield {"seconds": seconds}


def _rows(database: str, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def imports(shop: Workshop) -> Iterator[Figure]:
    """The whole way from the file to the database."""
    contracts = shop.sizes.contracts
    register, filled = shop.register(contracts), shop.contracts(contracts)
    folder = shop.folder / "imports"
    folder.mkdir(exist_ok=True)
    found = alternated(
        {
            "ours": Once(
                lambda: shop.child(
                    "benchmarks.importing:taken_in",
                    register=register,
                    database=folder / "ours.db",
                    contracts=contracts,
                )
            ),
            "raw": Once(
                lambda: shop.child(
                    "benchmarks.importing:written_raw", filled=filled, database=folder / "raw.db"
                )
            ),
        },
        shop.heavy,
        warm=False,
    )
    shutil.rmtree(folder)
    measured = found["ours"]
    seconds = middle(measured)
    name = f"import {contracts:,} contracts"
    yield Figure(name, "raw executemany", seconds, middle(found["raw"]), Limit(2.5, 1.7))
    yield Figure(f"{name}: peak", "its start", middle(measured, "peak"), 0, Limit(120, 90), "MB over")
    yield Figure(
        "the same file again", "its first import", middle(measured, "again"), seconds, Limit(0.6, 0.3)
    )
