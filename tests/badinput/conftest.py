"""A database in which every name and note is hostile, and the program as scripts run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from badinput_calls import done
from command_line import Done, Run
from hostile import HOSTILE

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = (
    "--title",
    "--text",
    "--public-text",
    "--site",
    "--company",
    "--role",
    "--ref",
    "--note",
    "--reason",
)


def fill(name: str, text: str) -> None:
    """One contract with everything that belongs to one; every name and note is `text`."""
    told = {option: f"{option}={text}" for option in OPTIONS}
    contract = done(
        "contract", "add", f"reference={name} {text}", f"title={text}", f"supplier={text}", f"note={text}", "risk=high",
        f"responsible={text}", f"category_note={text}", f"risk_reason={text}", f"case_reference={text}",
        "type=goods", "signed=2024-01-01", "from=2024-01-01", "to=2030-12-31", "value=1234567.5",
    )  # fmt: skip
    started = done(
        "followup", "start", contract, "self_report_due_diligence", told["--reason"], "--date", "2026-02-03"
    )
    done("followup", "answer", started, "policy_adopted=no", f"policy_adopted.comment={text}")
    done(
        "followup", "record", contract, "document_check", "--themes", "human_rights", "--outcome", "remarks",
        told["--ref"], f"--participants={text}", f"--reused-from={text}", "--date", "2026-02-04",
    )  # fmt: skip
    deviation = done(
        "deviation", "add", contract, "--type", "wages", "--severity", "major", "--found", "2026-03-01",
        *(told[option] for option in ("--title", "--text", "--public-text", "--site", "--company")),
    )  # fmt: skip
    done("deviation", "step", deviation, "supplier_notified", told["--reason"], "--date", "2026-03-02")
    done("deviation", "position", deviation, "disputes", told["--text"])
    done("measure", "add", deviation, told["--text"], told["--role"])
    done("evidence", "add", told["--title"], told["--ref"], told["--note"], "--deviation", deviation)
    done(
        "risk", "add", told["--title"], told["--reason"], f"--sources={text}", f"--goal={text}", told["--role"],
        f"--measures={text}", f"--indicator={text}", f"--monitored-by={text}", f"--result=2026={text}",
        "--contract", contract,
    )  # fmt: skip


@pytest.fixture(scope="session")
def _hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "data" / "aktsom.db"
    before = dict(os.environ)
    os.environ |= {"AKTSOM_DB": str(path), "AKTSOM_LANG": "en", "AKTSOM_ACTOR": HOSTILE["markup"]}
    try:
        for name, text in HOSTILE.items():
            fill(name, text)
        every = " ".join(HOSTILE.values())
        done("settings", "set", "organisation.name", HOSTILE["markup"])
        for key in ("rhythm", "effect", "reported_to", "role.overall", "weaknesses.2026", "next_step.2026"):
            done("settings", "set", key, every)
        for part in ("4.A.1", "4.A.2", "4.A.3"):
            done("summary", "text", "2026", part, f"--text={every}")
    finally:
        os.environ.clear()
        os.environ |= before
    return path


@pytest.fixture
def hostile_database(_hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy for this test alone; the command line finds it."""
    path = tmp_path / "data" / "aktsom.db"
    path.parent.mkdir(mode=0o700)
    shutil.copyfile(_hostile, path)
    path.chmod(0o600)
    monkeypatch.setenv("AKTSOM_DB", str(path))
    monkeypatch.setenv("AKTSOM_LANG", "en")
    return path


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's database will lie; the command line finds it."""
    path = tmp_path / "data" / "aktsom.db"
    monkeypatch.setenv("AKTSOM_DB", str(path))
    monkeypatch.setenv("AKTSOM_LANG", "en")
    return path


@pytest.fixture
def contract(database: Path) -> str:
    """Id of the one contract in the database."""
    return done(
        "contract", "add", "reference=R-1", "title=Renhold", "supplier=Rent AS", "type=services", "from=2021-02-01"
    )  # fmt: skip


@pytest.fixture
def program(database: Path) -> Run:
    """The real program in a process of its own."""

    def run(
        *argv: str | bytes, code: int | None = 0, env: dict[str, str] | None = None, **streams: object
    ) -> Done:
        ran = subprocess.run(
            [sys.executable, "-m", "tui", *argv],
            cwd=ROOT,
            env={**os.environ, "AKTSOM_DB": str(database), **(env or {})},
            **({"capture_output": True} | streams),  # type: ignore[call-overload]
            timeout=120,
            check=False,
        )
        ended = Done(ran.returncode, (ran.stdout or b"").decode(), (ran.stderr or b"").decode())
        assert code is None or ended.code == code, f"{argv} ended {ended.code}: {ended.err}"
        assert "Traceback" not in ended.err
        return ended

    return run


@pytest.fixture(autouse=True)
def no_fault(own_home: Path) -> Iterator[Callable[[], list[Path]]]:
    """No test may leave a report of a fault in the program."""

    def faults() -> list[Path]:
        return list(own_home.rglob("fault-*.log"))

    yield faults
    assert not faults(), [file.read_text() for file in faults()]
