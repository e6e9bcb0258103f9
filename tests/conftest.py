"""What every test stands on: a home of its own, no settings from outside, the shared data where it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = Path(os.environ.get("AKTSOM_SHARED_DATA", ROOT.parent / "shared" / "data"))
SET_BY_PEOPLE = ("AKTSOM_", "LC_", "TEXTUAL", "XDG_", "PG")
XDG = {"XDG_CONFIG_HOME": ".config", "XDG_DATA_HOME": ".local/share", "XDG_STATE_HOME": ".local/state"}

# Textual reads these once, when it is imported.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["COLORTERM"] = "truecolor"
os.environ["TERM"] = "xterm-256color"
for variable in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "LANGUAGE"):
    os.environ.pop(variable, None)

slow_machine = [HealthCheck.too_slow]
settings.register_profile("dev", deadline=None, suppress_health_check=slow_machine)
settings.register_profile(
    "ci", parent=settings.get_profile("dev"), derandomize=True, print_blob=True, database=None
)
settings.register_profile("long", parent=settings.get_profile("dev"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))

_told: list[str] = []


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder for this test alone, and no settings, language or database of whoever runs it."""
    for variable in [name for name in os.environ if name.startswith(SET_BY_PEOPLE)]:
        if variable != "TEXTUAL_ANIMATIONS":
            monkeypatch.delenv(variable)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for variable, folder in XDG.items():
        monkeypatch.setenv(variable, str(home / folder))
    monkeypatch.setenv("LANG", "C.UTF-8")
    return home


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real registers, notices and questionnaires: not part of this repository."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"the shared data is not there ({SHARED_DATA}); AKTSOM_SHARED_DATA names another folder")
    return SHARED_DATA


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call":
        _told.extend(str(value) for name, value in report.user_properties if name == "told")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Lines that a test wants read even when it passes: `record_property("told", "…")`."""
    if _told:
        terminalreporter.section("told by the tests")
        for line in _told:
            terminalreporter.write_line(line)
