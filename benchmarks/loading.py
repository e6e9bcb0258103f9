"""A form from the database and from its file, and the journal verified."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from datetime import UTC, datetime

from benchmarks import made
from benchmarks.figures import Figure, Limit, middle
from benchmarks.sides import Measured, Wrong, alternated
from benchmarks.workshop import Workshop

TIMES = 5
"""Forms read in one round."""


def form_stored(database: str) -> Generator[Measured]:
    """The stored copy of a form, read as a value."""
    from db.database import Database
    from db.store.form_copies import form_of_text

    db = Database.open(database, create=False, now=datetime.now(UTC))
    try:
        (held,) = db.forms.used()

        def read() -> bool:
            form_of_text.cache_clear()
            return db.forms.stored(held.hash).content_hash == held.hash

        yield from _repeated(read)
    finally:
        db.close()


def form_validated(database: str) -> Generator[Measured]:
    """Only the validation, of the text at hand."""
    from checklists.form import Form

    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        (text,) = connection.execute("SELECT json_text FROM form_copy").fetchone()
    wanted = hashlib.sha256(text.encode()).hexdigest()
    yield from _repeated(lambda: Form.model_validate_json(text).content_hash == wanted)


def form_file(questions: int) -> Generator[Measured]:
    """The form read from its YAML text, every trap of YAML looked for."""
    from checklists.library import read_form

    text = made.form_yaml(questions)
    yield from _repeated(lambda: len(read_form(text, "measured_form.yaml").questions) == questions)


def form_loaded(questions: int) -> Generator[Measured]:
    """The fastest loader of the library, and the validation."""
    import yaml

    from checklists.form import Form

    text = made.form_yaml(questions)
    yield from _repeated(
        lambda: len(Form.model_validate(yaml.load(text, yaml.CSafeLoader)).questions) == questions
    )


def _repeated(read: Callable[[], bool]) -> Generator[Measured]:
    while True:
        begun = time.perf_counter()
        right = [read() for _ in range(TIMES)]
        seconds = (time.perf_counter() - begun) / TIMES
        if not all(right):
            raise Wrong("another form was read")
        yield {"seconds": seconds}


def forms(shop: Workshop) -> Iterator[Figure]:
    """A form of a hundred questions."""
    questions = shop.sizes.questions
    database = shop.review(questions)
    found = alternated(
        {
            "stored": shop.child("benchmarks.loading:form_stored", database=database),
            "validated": shop.child("benchmarks.loading:form_validated", database=database),
            "file": shop.child("benchmarks.loading:form_file", questions=questions),
            "loaded": shop.child("benchmarks.loading:form_loaded", questions=questions),
        },
        shop.rounds,
    )
    took = {name: middle(each) for name, each in found.items()}
    name = f"form of {questions} questions"
    limit, other = Limit(1.5, 1.1), "model_validate_json"
    yield Figure(f"{name} from the database", other, took["stored"], took["validated"], limit)
    limit, other = Limit(1.3, 1.1), "CSafeLoader and validation"
    yield Figure(f"{name} from YAML", other, took["file"], took["loaded"], limit)


def verified(database: str, replay: bool) -> Generator[Measured]:
    """`journal verify`, which finds nothing."""
    from db.database import Database
    from tui.cli.journal import verified as looked_through

    db = Database.open(database, create=False, now=datetime.now(UTC))
    try:
        while True:
            begun = time.perf_counter()
            found = looked_through(db, replay=replay)
            seconds = time.perf_counter() - begun
            if found:
                raise Wrong(f"{len(found)} findings, the first {found[0]}")
            yield {"seconds": seconds}
    finally:
        db.close()


_ROWS = (
    "SELECT seq, at, actor, kind, subject, action, payload, salt, payload_hash, previous_hash, entry_hash "
    "FROM journal ORDER BY seq"
)


def hashed(database: str) -> Generator[Measured]:
    """Two hashes an entry over the same rows, and nothing else."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        while True:
            begun = time.perf_counter()
            right = _hashes_hold(connection)
            seconds = time.perf_counter() - begun
            if not right:
                raise Wrong("the chain does not hold")
            yield {"seconds": seconds}


def _hashes_hold(connection: sqlite3.Connection) -> bool:
    last, right = "0" * 64, True
    sha256 = hashlib.sha256
    for seq, at, actor, kind, subject, action, payload, salt, told, previous, entry in connection.execute(
        _ROWS
    ):
        content = sha256(f"{salt}{payload}".encode()).hexdigest()
        parts = f"{seq}\n{at}\n{kind}\n{action}\n{content}\n{previous}\n{len(actor)}\n{actor}\n{subject}"
        right = right and content == told and previous == last and sha256(parts.encode()).hexdigest() == entry
        last = entry
    return right


def journal(shop: Workshop) -> Iterator[Figure]:
    """The chain alone, and the rows held against it."""
    contracts = shop.sizes.contracts
    database = shop.contracts(contracts)
    where = "benchmarks.loading:verified"
    found = alternated(
        {
            "chain": shop.child(where, database=database, replay=False),
            "replay": shop.child(where, database=database, replay=True),
            "hashlib": shop.child("benchmarks.loading:hashed", database=database),
        },
        shop.heavy,
    )
    theirs, name = middle(found["hashlib"]), f"journal verify, {contracts:,} entries"
    yield Figure(f"{name}: chain", "a hashlib loop", middle(found["chain"]), theirs, Limit(1.5, 1.1))
    yield Figure(f"{name}: replay", "a hashlib loop", middle(found["replay"]), theirs, Limit(5, 4))
