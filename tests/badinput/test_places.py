"""The place the program runs in: full, closed, locked, killed, without a home, with a clock that goes backwards."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from badinput_calls import called, done
from command_line import Run

from checklists.change import Act
from db.schema import HEAD

ROOT = Path(__file__).resolve().parents[2]
HEADING = "Referanse;Tittel;Leverandør\n"


def big_register(folder: Path, rows: int = 4000) -> Path:
    file = folder / "register.csv"
    file.write_text(
        HEADING + "".join(f"24/{n};Avtale {n};Firma {n} AS\n" for n in range(rows)), encoding="utf-8"
    )
    return file


def sentence(said: str) -> bool:
    return said.count("\n") == 1 and len(said) < 700


WRITING = (
    ("settings", "set", "rhythm", "x"),
    ("contract", "add", "reference=R-2", "title=x", "supplier=y"),
    ("backup", "copy.db"),
    ("export", "copy.json"),
    ("summary", "2026", "--out", "copy.md"),
    ("summary", "2026", "--out", "copy.docx"),
)


@pytest.mark.parametrize("argv", WRITING, ids=lambda argv: "-".join(argv)[:30])
def test_where_nothing_more_fits_nothing_changes(
    contract: str, tmp_path: Path, argv: tuple[str, ...]
) -> None:
    head, files = done("journal", "anchor"), {file.name for file in tmp_path.iterdir()}

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    ran = subprocess.run(
        [sys.executable, "-m", "tui", *argv],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=small,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 4, ran
    assert sentence(ran.stderr.decode())
    assert done("journal", "anchor") == head
    assert called("journal", "verify").code == 0
    assert {file.name for file in tmp_path.iterdir()} == files


PRINTING = (("contracts",), ("--version",), ("--help",), ("forms", "schema"), ("contracts", "--json"))


@pytest.mark.parametrize("argv", PRINTING)
def test_a_full_stdout_is_said(contract: str, program: Run, argv: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        ended = program(*argv, code=4, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert sentence(ended.err)


@pytest.mark.parametrize("argv", [("contracts",), ("--version",), ("--help",)])
def test_a_closed_stdout_is_lived_without(contract: str, program: Run, argv: tuple[str, ...]) -> None:
    ended = program(*argv, capture_output=False, stderr=subprocess.PIPE, preexec_fn=lambda: os.close(1))
    assert ended.err == ""


@pytest.mark.parametrize(
    ("argv", "code"), [(("contracts",), 0), (("nonsense",), 2), (("contract", "show", "x"), 2)]
)
def test_what_is_said_on_a_closed_stderr_does_not_become_the_answer(
    contract: str, program: Run, argv: tuple[str, ...], code: int
) -> None:
    ended = program(
        *argv, code=code, capture_output=False, stdout=subprocess.PIPE, preexec_fn=lambda: os.close(2)
    )
    assert (ended.out == "") is (code != 0)
    with Path("/dev/full").open("w") as full:
        program(*argv, code=code, capture_output=False, stdout=subprocess.PIPE, stderr=full)


def test_without_stdin_a_text_is_not_taken_away(contract: str, program: Run) -> None:
    done("summary", "text", "2026", "4.A.1", "--text", "Vår tekst")
    ended = program("summary", "text", "2026", "4.A.1", "--file", "-", code=3, preexec_fn=lambda: os.close(0))
    assert sentence(ended.err)
    assert done("summary", "text", "2026", "4.A.1") == "Vår tekst"


def test_without_a_home_it_runs_or_says_why(contract: str, program: Run) -> None:
    program("contracts", env={"HOME": "", "XDG_DATA_HOME": "", "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""})


@pytest.mark.parametrize(
    "where",
    ["postgresql://u:hemmelig@h/d", "mysql://a/b", "://", "sqlite://", "sqlite:///", ":memory:", "file:x?mode=memory",
     "/dev/null", "/proc/self/mem", "/", "x\0y"[:1] + "://y"],
)  # fmt: skip
def test_an_address_that_is_no_database_is_refused(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AKTSOM_LANG", "en")
    for argv in (
        ("contracts",),
        ("settings", "set", "rhythm", "x"),
        ("export", "x.json"),
        ("backup", "x.db"),
    ):
        ended = called("--db", where, *argv)
        assert ended.code == 4
        assert sentence(ended.err)
        assert "hemmelig" not in ended.err
    assert not list(tmp_path.iterdir())


UNKNOWN = (
    "contract show X", "contract change X title=y", "supplier show X", "supplier change X name=y", "forms show X",
    "followup start X wage_spot_check", "followup start R-1 X", "followup show X", "followup answer X a=b",
    "followup sign X", "followup proposals X", "followup confirm X P", "followup dismiss X P --reason r",
    "followup reopen X --reason r", "deviation show X", "deviation step X closed", "deviation change X tier=1",
    "deviation add X --type wages --severity minor", "deviation add R-1 --type X --severity minor",
    "deviation add R-1 --type wages --severity X", "deviation add R-1 --type wages --severity minor --followup X",
    "deviation add R-1 --type wages --severity minor --supplier X", "deviation extend X --deadline 2030-01-01",
    "deviation reopen X --reason r", "deviation sanction X 1", "deviation position X agrees",
    "measure add X --text t", "measure done X", "measure cancel X --reason r", "evidence add --title t --deviation X",
    "evidence add --title t --followup X", "evidence list X", "evidence list --contract X", "evidence save X --out o",
    "settings get X", "settings set X y", "risk add --title t --contract X", "summary X", "summary 2026 --format X",
    "summary text 2026 X", "summary 2026 --frozen", "contracts --supplier X", "contracts --category X",
    "contracts --year X", "journal --limit X", "journal --before X", "journal verify --anchor X", "import X",
    "followup record R-1 X --themes human_rights --outcome ok", "restore X --force", "X", "contract X",
    "followup record R-1 document_check --themes X --outcome ok",
    "followup record R-1 document_check --themes human_rights --outcome X",
)  # fmt: skip


@pytest.mark.parametrize("line", UNKNOWN)
def test_what_is_unknown_is_named_and_changes_nothing(contract: str, line: str) -> None:
    head = done("journal", "anchor")
    ended = called(*line.split())
    assert ended.code in (2, 3, 4, 5), ended
    assert sentence(ended.err), ended.err
    assert ended.out == ""
    assert done("journal", "anchor") == head


def test_a_clock_that_goes_backwards_leaves_the_journal_in_order(contract: str, database: Path) -> None:
    from datetime import UTC, datetime

    from checklists.settings import checked_setting
    from db.database import Database

    db = Database.open(str(database), create=False, now=datetime(1999, 1, 1, tzinfo=UTC))
    for year in (2030, 1999, 2031, 1970):
        db.settings.set(checked_setting("rhythm", str(year)), Act("kari", datetime(year, 1, 1, tzinfo=UTC)))
    times = [entry.at for entry in reversed(db.journal.entries(limit=100))]
    assert times == sorted(times)
    assert not db.journal.verify()
    db.close()
    assert called("journal", "verify").code == 0


def test_an_import_into_a_locked_database_waits_says_so_and_keeps_nothing(
    contract: str, database: Path, tmp_path: Path
) -> None:
    file = big_register(tmp_path, 20)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        before = time.monotonic()
        ended = called("import", str(file))
        assert time.monotonic() - before >= 4
    finally:
        other.rollback()
        other.close()
    assert ended.code == 4
    assert sentence(ended.err)
    assert len(json.loads(done("contracts", "--json"))["contracts"]) == 1


@pytest.mark.parametrize("seed", range(4))
def test_an_import_that_is_killed_is_whole_or_not_there(
    contract: str, database: Path, tmp_path: Path, seed: int
) -> None:
    file = big_register(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "import", str(file)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    journal = database.with_name(database.name + "-journal")
    while process.poll() is None and not journal.exists():
        time.sleep(0.002)
    time.sleep(random.Random(seed).random() * 0.6)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(json.loads(done("contracts", "--json"))["contracts"]) in (1, 4001)
    assert called("journal", "verify").code == 0
    done("import", str(file))
    assert len(json.loads(done("contracts", "--json"))["contracts"]) == 4001


def test_two_programs_on_one_file_lose_nothing(contract: str, database: Path) -> None:
    running = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tui",
                "contract",
                "add",
                f"reference=P-{n}",
                "title=x",
                "supplier=Felles AS",
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for n in range(6)
    ]
    ids = [process.communicate()[0].decode().strip() for process in running]
    assert all(process.returncode == 0 for process in running)
    assert len(set(ids)) == 6
    assert len(json.loads(done("contracts", "--json"))["contracts"]) == 7
    assert called("journal", "verify").code == 0


@pytest.mark.parametrize("harm", ["cut", "head", "page", "zero", "folder", "link", "newer", "foreign"])
def test_a_harmed_database_is_refused_by_every_command_and_left_as_it_is(
    contract: str, database: Path, tmp_path: Path, harm: str
) -> None:
    _harmed(database, harm)
    before = database.read_bytes() if database.is_file() else b""
    for argv in (("contracts",), ("settings", "set", "rhythm", "x"), ("export", str(tmp_path / "e.json")),
                 ("backup", str(tmp_path / "b.db")), ("journal", "verify"), ("summary", "2026")):  # fmt: skip
        ended = called(*argv)
        assert ended.code == 4, (argv, ended)
        assert sentence(ended.err)
    assert called("doctor").code == 1
    assert (database.read_bytes() if database.is_file() else b"") == before
    assert not (tmp_path / "e.json").exists()
    assert not (tmp_path / "b.db").exists()


def _harmed(database: Path, harm: str) -> None:
    raw = bytearray(database.read_bytes())
    if harm in ("newer", "foreign"):
        with sqlite3.connect(database) as connection:
            connection.execute(
                f"PRAGMA user_version={HEAD + 1}" if harm == "newer" else "PRAGMA application_id=7"
            )
        connection.close()
        return
    database.unlink()
    if harm == "folder":
        database.mkdir()
    elif harm == "link":
        elsewhere = database.with_name("elsewhere.db")
        elsewhere.write_bytes(raw)
        database.symlink_to(elsewhere)
    else:
        if harm == "head":
            raw[:100] = bytes(100)
        elif harm == "page":
            raw[4096 : 4096 * 12] = random.Random(1).randbytes(4096 * 11)
        database.write_bytes(raw[: {"cut": 9000, "zero": 0}.get(harm, len(raw))])


def test_a_file_is_never_written_over_a_database_by_mistake(
    contract: str, database: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    shutil.copyfile(database, copy)
    for argv in (
        ("backup", str(database)),
        ("export", str(database)),
        ("summary", "2026", "--out", str(database)),
        ("backup", str(database), "--force"),
        ("export", str(database), "--force"),
        ("summary", "2026", "--out", str(database), "--format", "md", "--force"),
        ("forms", "export", "wage_spot_check", "--to", "yaml", "--out", str(database), "--force"),
    ):
        ended = called(*argv)
        assert ended.code in (2, 5), (argv, ended)
        assert sentence(ended.err)
    assert database.read_bytes() == copy.read_bytes()
