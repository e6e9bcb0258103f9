"""The app on a real terminal: signals, sizes, and the terminal left as it was."""

from __future__ import annotations

import os
import select
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.driver import filled
from tests.app.made import TODAY, deviation, followup, workwear
from tests.terminal.conftest import ROOT, Terminal

LEFT = (b"\x1b[?1049l", b"\x1b[?25h")
"""Out of the alternate screen, with the cursor shown."""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "own" / "aktsom.db"


def a_review(database: Path) -> str:
    with filled(database) as db:
        return followup(db, workwear(db), "self_report_due_diligence", TODAY).id


def opened(terminals: list[Terminal], database: Path, **given: object) -> Terminal:
    size = given.pop("size", (100, 30))
    assert isinstance(size, tuple)
    environment = {str(key): str(value) for key, value in given.items()}
    terminal = Terminal("--db", str(database), "--lang", "nb", size=size, **environment)
    terminals.append(terminal)
    return terminal


def writing_a_comment(terminals: list[Terminal], database: Path, name: str) -> Terminal:
    """On the terminal, in the middle of a comment, before any pause."""
    terminal = opened(terminals, database)
    terminal.until("4.A")
    terminal.press("3")
    terminal.until(name)
    terminal.press("\r")
    terminal.until("░░░░", "Trinn 1")
    terminal.press("k")
    terminal.until("Ctrl+S")
    terminal.press("halvskrevet")
    terminal.until("halvskrevet")
    return terminal


def test_the_first_picture_shows_the_modes(terminals: list[Terminal], database: Path) -> None:
    terminal = opened(terminals, database)
    terminal.until("aktsom", "4.A")
    terminal.press("\x11")
    assert terminal.ended() == 0
    assert all(part in terminal.raw for part in LEFT)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_of_a_comment_keeps_it_as_a_draft(
    terminals: list[Terminal], database: Path, number: signal.Signals
) -> None:
    name = a_review(database)
    terminal = writing_a_comment(terminals, database, name)
    terminal.signal(number)
    assert terminal.ended() == 128 + number
    assert all(part in terminal.raw for part in LEFT)
    with filled(database) as db:
        kept = db.drafts.all()
        assert list(kept.values()) == ["halvskrevet"]
        assert not db.journal.verify()


def writing_a_measure(terminals: list[Terminal], database: Path) -> Terminal:
    """On the terminal, in the middle of a field of a deviation's next measure."""
    terminal = opened(terminals, database)
    terminal.until("4.A")
    terminal.press("4")
    terminal.until("For lav lønn")
    terminal.press("\r")
    terminal.until("Tiltak", "A-1")
    terminal.press("a")
    terminal.until("Ctrl+S")
    return terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_of_a_field_keeps_it_and_it_is_offered_again(
    terminals: list[Terminal], database: Path, number: signal.Signals
) -> None:
    with filled(database) as db:
        deviation(db, workwear(db), "For lav lønn", TODAY)
    terminal = writing_a_measure(terminals, database)
    terminal.press("Etterbetal halvp")
    terminal.until("Etterbetal halvp")
    terminal.signal(number)
    assert terminal.ended() == 128 + number
    with filled(database) as db:
        assert db.drafts.fields("A-1/measure") == {"text": "Etterbetal halvp"}
        assert not db.deviations.measures("A-1")
        assert not db.journal.verify()
    again = writing_a_measure(terminals, database)
    again.until("Etterbetal halvp")
    again.press("arten\x13")
    again.until("T-1")
    again.press("\x11")
    assert again.ended() == 0
    with filled(database) as db:
        assert [each.value.text for each in db.deviations.measures("A-1")] == ["Etterbetal halvparten"]
        assert not db.drafts.all()


def test_killed_while_the_comment_is_being_kept_it_is_an_answer_or_a_draft(
    terminals: list[Terminal], database: Path
) -> None:
    name = a_review(database)
    terminal = writing_a_comment(terminals, database, name)
    with sqlite3.connect(database, isolation_level=None) as other:
        terminal.press("\x13")  # kept as a draft, then as an answer
        while not _drafts(other):
            terminal.read()
        terminal.signal(signal.SIGKILL)
    assert terminal.ended() == -signal.SIGKILL
    with filled(database) as db:
        comments = [answer.comment for answer in db.followups.open(name).review.answers.values()]
        assert [*comments, *db.drafts.all().values()] == ["halvskrevet"]
        assert not db.journal.verify()


def _drafts(other: sqlite3.Connection) -> list[tuple[str]]:
    """The drafts or, once they are dropped, the answers."""
    return other.execute("SELECT text FROM draft UNION SELECT comment FROM answer").fetchall()


@pytest.mark.parametrize("size", [(20, 5), (300, 100), (80, 24)])
def test_any_size_of_terminal_is_lived_with(
    terminals: list[Terminal], database: Path, size: tuple[int, int]
) -> None:
    terminal = opened(terminals, database, size=size)
    terminal.until("60×15" if size == (20, 5) else "4.A")
    terminal.press("2")
    terminal.press("\x11")
    assert terminal.ended() == 0


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"LANG": "C", "LC_ALL": "C"}, {"NO_COLOR": "1"}])
def test_poor_terminals_are_drawn_on(
    terminals: list[Terminal], database: Path, environment: dict[str, str]
) -> None:
    terminal = opened(terminals, database, **environment)
    terminal.until("4.A")
    terminal.press("\x11")
    assert terminal.ended() == 0


def test_without_a_terminal_it_says_so_at_once(database: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tui", "--db", str(database)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )
    assert told.returncode == 2
    assert told.stdout == b""
    assert told.stderr.count(b"\n") == 1
    assert not database.exists()


def test_a_terminal_that_is_gone_ends_the_app(terminals: list[Terminal], database: Path) -> None:
    terminal = opened(terminals, database)
    terminal.until("4.A")
    os.close(terminal.master)
    terminal.master = os.open(os.devnull, os.O_RDONLY)
    try:
        terminal.process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        pytest.fail("it goes on without a terminal")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_terminal_that_has_stopped_reading_hinders_neither_the_draft_nor_the_end(
    terminals: list[Terminal], database: Path, number: signal.Signals
) -> None:
    name = a_review(database)
    terminal = writing_a_comment(terminals, database, name)
    while select.select([], [terminal.master], [], 2)[1]:  # until nobody takes what is typed any more
        os.write(terminal.master, b"abc " + b"\x7f" * 4)
    terminal.signal(number)
    try:
        assert terminal.process.wait(timeout=20) == 128 + number
    except subprocess.TimeoutExpired:
        pytest.fail("it waits for the terminal")
    with filled(database) as db:
        (kept,) = db.drafts.all().values()
        assert kept.startswith("halvs")


def test_text_that_steers_terminals_never_reaches_this_one(terminals: list[Terminal], database: Path) -> None:
    with filled(database) as db:
        workwear(db)
    with sqlite3.connect(database) as raw:  # as if another program had written it
        raw.execute("UPDATE contract SET title = ?", ("evil\x1b]52;c;aGVp\x07\x1b[2J\u202etxet",))
    terminal = opened(terminals, database)
    terminal.until("4.A")
    terminal.press("2")
    terminal.until("evil<001B>")
    assert b"\x1b]52" not in terminal.raw
    terminal.press("\x11")
    assert terminal.ended() == 0
