"""A follow-up on screen: opening its form, answering it, and the same answers without a screen."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import AsyncGenerator, Generator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.drawing import FPS, Desk
from benchmarks.figures import Figure, Limit, middle, p99
from benchmarks.listing import opened
from benchmarks.sides import Measured, Side, Wrong, alternated
from benchmarks.workshop import Workshop
from checklists.review import Review

FOLLOWUP = "O-1"


@asynccontextmanager
async def followup_list(database: str, size: list[int]) -> AsyncGenerator[Desk]:
    """The app with the list of follow-ups open, the cursor on its only one."""
    from tui.screens.followups import FollowUpsScreen
    from tui.widgets.lines import Lines

    async with opened(database, size) as desk:
        desk.send("3")
        await desk.until(
            lambda: (
                isinstance(desk.app.screen, FollowUpsScreen)
                and any(lines.key == FOLLOWUP for lines in desk.app.screen.query(Lines))
            )
        )
        yield desk


def _review(desk: Desk) -> Review | None:
    from tui.screens.review import ReviewScreen

    screen = desk.app.screen
    return screen.review if isinstance(screen, ReviewScreen) else None


async def opening(database: str, size: list[int], questions: int, times: int) -> AsyncGenerator[Measured]:
    """Enter on a follow-up until its form is shown, for the first time and again; medians of so many times.

    The line has been looked at for a moment, as anybody does who opens it.
    """
    from db.store.form_copies import form_of_text
    from tui.screens.followups import FollowUpsScreen
    from tui.screens.form_ahead import RESTING

    async with followup_list(database, size) as desk:
        here = desk.app.screen
        if not isinstance(here, FollowUpsScreen):
            raise Wrong("another place is shown")
        while True:
            seconds: dict[bool, list[float]] = {True: [], False: []}
            for first in (True, False) * times:
                if first:
                    form_of_text.cache_clear()
                    here.call_next(here.read_ahead_soon)  # a timer set from outside the app never ticks
                await asyncio.sleep(2 * RESTING)
                seconds[first].append(await desk.press("enter", until=lambda: _review(desk) is not None))
                review = _review(desk)
                if review is None or len(review.questions) != questions:
                    raise Wrong("another form was opened")
                await desk.press("q", until=lambda: desk.app.screen is here)
            yield {"first": median(seconds[True]), "again": median(seconds[False])}


async def answered(database: str, size: list[int], times: int) -> AsyncGenerator[Measured]:
    """An answer key until it is shown and until it is kept, and an arrow key after it; medians."""
    from tui.widgets.bars import KeyBar

    async with followup_list(database, size) as desk:
        await desk.press("enter", until=lambda: _review(desk) is not None)
        bar = desk.app.screen.query_one(KeyBar)
        for key, value in _answers():
            shown: list[float] = []
            kept: list[float] = []
            arrow: list[float] = []
            desk.send("home")
            await desk.until(lambda: True)
            for _ in range(times):
                bar.said = ("", "")
                await desk.until(lambda: True)
                drawn = await desk.drawn(
                    key, until=lambda: any("Kept" in data for _, data in desk.terminal.written)
                )
                shown.append(drawn[0][0])
                kept.append(next(at for at, data in drawn if "Kept" in data))
                arrow.append(await desk.press("down"))
            _refuse_unless_kept(Path(database), value, times)
            yield {"shown": median(shown), "kept": median(kept), "arrow": median(arrow)}


def _answers() -> Iterator[tuple[str, str]]:
    while True:
        yield "j", "yes"
        yield "d", "partly"


def _refuse_unless_kept(database: Path, value: str, times: int) -> None:
    """The answers are in the file, read past the program."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        (there,) = connection.execute(
            "SELECT count(*) FROM answer WHERE followup_id = ? AND json_extract(value, '$') = ?",
            (FOLLOWUP, value),
        ).fetchone()
    if there < times:
        raise Wrong(f"{there} of {times} answers were kept")


def stored(database: str, copy: str, times: int) -> Generator[Measured]:
    """`FollowUps.answer` so many times: the median and the 99th of a hundred."""
    from checklists.answer import Answer
    from checklists.change import Act
    from db.database import Database

    shutil.copyfile(database, copy)
    db = Database.open(copy, create=False, now=datetime.now(UTC))
    try:
        seen = db.followups.open(FOLLOWUP)
        followup, keys = seen.review.followup.begun(), list(seen.review.form.by_key)
        versions: dict[str, int] = {}
        while True:
            seconds: list[float] = []
            for number in range(times):
                key = keys[number % len(keys)]
                version = versions.get(key, 0)
                answer = Answer(question=key, value=("yes", "partly")[version % 2])
                act = Act("bench", datetime.now(UTC))
                begun = time.perf_counter()
                versions[key] = db.followups.answer(followup, answer, version, act)
                seconds.append(time.perf_counter() - begun)
            yield _told(seconds)
    finally:
        db.close()


def _told(seconds: list[float]) -> Measured:
    return {"p50": median(seconds), "p99": p99(seconds)}


_STANDING = (
    "SELECT f.status, a.* FROM followup f LEFT JOIN answer a ON a.followup_id = f.id AND a.question = ? "
    "WHERE f.id = ?"
)
_CHANGE = (
    "UPDATE answer SET version = ?, value = ?, given = 1, counts = 1 "
    "WHERE followup_id = ? AND question = ? AND version = ?"
)
_INSERT = (
    "INSERT INTO answer (followup_id, question, version, value, comment, reason, reason_text, depth, evidence, carried,"
    " theme, given, counts) VALUES (?, ?, ?, ?, '', '', '', 'none', '[]', 0, 'human_rights', 1, 1)"
)
_ENTRY = (
    "INSERT INTO journal (seq, at, actor, kind, subject, action, payload, salt, payload_hash, previous_hash, "
    "entry_hash) VALUES (?, ?, ?, 'answer', ?, ?, ?, ?, ?, ?, ?)"
)
_HEAD = "UPDATE journal_head SET seq = ?, hash = ?, at = ? WHERE id = 1"


def raw(database: str, copy: str, times: int) -> Generator[Measured]:
    """The same statements through the standard library's sqlite3, in the same durable mode."""
    from db.engine import tune

    shutil.copyfile(database, copy)
    with closing(sqlite3.connect(copy, isolation_level=None, cached_statements=512)) as connection:
        tune(connection)
        versions: dict[str, int] = {}
        asked = connection.execute("SELECT json_text FROM form_copy").fetchone()[0]
        keys = [q["key"] for section in json.loads(asked)["sections"] for q in section["questions"]]
        connection.execute("UPDATE followup SET status = 'in_progress'")
        while True:
            seconds: list[float] = []
            for number in range(times):
                key = keys[number % len(keys)]
                begun = time.perf_counter()
                versions[key] = _raw_answer(connection, key, versions.get(key, 0))
                seconds.append(time.perf_counter() - begun)
            yield _told(seconds)


def _raw_answer(connection: sqlite3.Connection, key: str, version: int) -> int:
    value, at = json.dumps(("yes", "partly")[version % 2]), datetime.now(UTC).isoformat()
    connection.execute("BEGIN IMMEDIATE")
    seq, previous, _ = connection.execute("SELECT seq, hash, at FROM journal_head WHERE id = 1").fetchone()
    connection.execute(_STANDING, (key, FOLLOWUP)).fetchone()
    if version:
        connection.execute(_CHANGE, (version + 1, value, FOLLOWUP, key, version))
    else:
        connection.execute(_INSERT, (FOLLOWUP, key, 1, value))
    payload = json.dumps({"schema": 1, "before": None, "after": {"question": key, "value": value}, "why": ""})
    salt = os.urandom(16).hex()
    payload_hash = hashlib.sha256(f"{salt}{payload}".encode()).hexdigest()
    subject = f"{FOLLOWUP}/{key}"
    told = f"{seq + 1}\n{at}\nanswer\nchanged\n{payload_hash}\n{previous}\n5\nbench\n{subject}"
    hash = hashlib.sha256(told.encode()).hexdigest()
    entry = (seq + 1, at, "bench", subject, "changed", payload, salt, payload_hash, previous, hash)
    connection.execute(_ENTRY, entry)
    connection.execute(_HEAD, (seq + 1, hash, at))
    connection.execute("COMMIT")
    return version + 1


def on_screen(shop: Workshop) -> Iterator[Figure]:
    """Opening a form, and answering it with one key."""
    sizes, size = shop.sizes, list(shop.sizes.screens[0])
    many, few = shop.review(sizes.questions), shop.review(sizes.few_questions)
    where = "benchmarks.answering:opening"
    found = alternated(
        {
            name: shop.child(where, fps=FPS, database=database, size=size, questions=n, times=sizes.opened)
            for name, database, n in (("many", many, sizes.questions), ("few", few, sizes.few_questions))
        },
        shop.rounds,
    )
    name, against = f"open a form of {sizes.questions} questions", f"of {sizes.few_questions}"
    took, theirs = (middle(found[side], "first") for side in ("many", "few"))
    yield Figure(name, against, took, theirs, Limit(1.2, 1.05))
    copy = shop.folder / "answered.db"
    shutil.copyfile(many, copy)
    times = min(sizes.given, sizes.questions - 2)
    found = alternated(
        {
            "ours": shop.child(
                "benchmarks.answering:answered", fps=FPS, database=copy, size=size, times=times
            ),
            "static": shop.child("benchmarks.bare_lists:replaced", fps=FPS, size=size, times=times),
        },
        shop.rounds,
    )
    ours = found["ours"]
    yield Figure(
        "answer key → shown", "Static update", middle(ours, "shown"), middle(found["static"]), Limit(4, 2.5)
    )
    arrow = middle(ours, "arrow")
    yield Figure("answer key → shown as kept", "own arrow key", middle(ours, "kept"), arrow, Limit(1.6, 1.25))


def large(shop: Workshop) -> Iterator[Figure]:
    """A questionnaire of hundreds of questions against one of twenty: opened, moved in, answered."""
    sizes, size = shop.sizes, list(shop.sizes.screens[0])
    counts = (sizes.large_questions, sizes.usual_questions)
    name, against = f"a form of {counts[0]} questions", f"of {counts[1]}"
    opened = "benchmarks.answering:opening"
    sides: dict[str, Side] = {
        str(n): shop.child(
            opened, fps=FPS, database=shop.review(n), size=size, questions=n, times=sizes.opened
        )
        for n in counts
    }
    found = alternated(sides, shop.rounds)
    for measure, how in (("first", "open for the first time"), ("again", "open again")):
        took, theirs = (middle(found[str(n)], measure) for n in counts)
        yield Figure(f"{how}: {name}", against, took, theirs, Limit(1.2, 1.05))
    times = min(sizes.given, sizes.usual_questions - 2)
    sides = {}
    for n in counts:
        copy = shop.folder / f"answered_{n}.db"
        shutil.copyfile(shop.review(n), copy)
        where = "benchmarks.answering:answered"
        sides[str(n)] = shop.child(where, fps=FPS, database=copy, size=size, times=times)
    found = alternated(sides, shop.rounds)
    for measure, what in (("arrow", "arrow key"), ("shown", "answer key → shown")):
        took, theirs = (middle(found[str(n)], measure) for n in counts)
        yield Figure(f"{what} in {name}", against, took, theirs, Limit(1.2, 1.05))


def without_screen(shop: Workshop) -> Iterator[Figure]:
    """The write that every answer key makes, against the same SQL."""
    database, times = shop.review(shop.sizes.questions), shop.sizes.answers
    found = alternated(
        {
            name: shop.child(
                f"benchmarks.answering:{name}",
                database=database,
                copy=shop.folder / f"{name}_answers.db",
                times=times,
            )
            for name in ("stored", "raw")
        },
        shop.rounds,
    )
    for measure, must, aim in (("p50", 1.7, 1.3), ("p99", 2.5, 1.3)):
        ours, theirs = middle(found["stored"], measure), middle(found["raw"], measure)
        yield Figure(
            f"FollowUps.answer, {measure}", "the same SQL in sqlite3", ours, theirs, Limit(must, aim)
        )
