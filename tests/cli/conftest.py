"""The program as a script meets it: run in this process where speed matters, or as a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command_line import Done, Run

from db.database import Database
from tui.cli.main import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "aktsom.db"


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database, made once and copied for each test: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    Database.open(str(path), create=True, now=datetime.now(UTC)).close()
    return path


@pytest.fixture
def aktsom(
    database: Path, empty_database: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Run]:
    """Runs a command line in this process, in English and against this test's database."""
    database.parent.mkdir(mode=0o700)
    shutil.copyfile(empty_database, database)
    database.chmod(0o600)
    monkeypatch.setenv("AKTSOM_DB", str(database))
    monkeypatch.setenv("AKTSOM_LANG", "en")
    monkeypatch.setenv("AKTSOM_ACTOR", "contract manager")
    monkeypatch.setenv("LANGUAGE", "en")
    before = signal.getsignal(signal.SIGTERM)

    def run(*argv: str, code: int | None = 0) -> Done:
        capfd.readouterr()
        ended = main(argv)
        said = capfd.readouterr()
        done = Done(ended, said.out, said.err)
        assert code is None or done.code == code, f"{argv} ended {done.code}: {done.err}"
        assert "Traceback" not in done.err
        return done

    yield run
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def program(database: Path) -> Run:
    """Runs the real program in a process of its own; the environment is this test's, with `env` added."""

    def run(*argv: str, code: int | None = 0, env: dict[str, str] | None = None, given: str = "") -> Done:
        ran = subprocess.run(
            [sys.executable, "-m", "tui", *argv],
            cwd=ROOT,
            env={**os.environ, "AKTSOM_DB": str(database), **(env or {})},
            input=given.encode(),
            capture_output=True,
            check=False,
        )
        done = Done(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
        assert code is None or done.code == code, f"{argv} ended {done.code}: {done.err}"
        assert "Traceback" not in done.err
        return done

    return run


@pytest.fixture
def contract(aktsom: Run) -> str:
    """Id of a contract on cleaning with one supplier, with the wage clauses in force."""
    added = aktsom(
        "contract", "add", "reference=R-1", "title=Renhold av skoler", "supplier=Rent AS", "number=923609016",
        "category=other", "type=services", "signed=2021-01-02", "from=2021-02-01", "to=2030-12-31", "--json",
    )  # fmt: skip
    return str(added.json["id"])
