"""The program as a process: quick to answer, quiet when nobody reads, clear when something is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run

from tui.version import VERSION

ROOT = Path(__file__).resolve().parents[2]


def test_the_version_is_the_projects() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION


def loaded(*argv: str) -> set[str]:
    """Modules loaded after a command line, in a process of its own."""
    program = (
        "import sys; from tui.cli.main import main; code = main(sys.argv[1:]); "
        "sys.stderr.write('\\n' + ' '.join(sys.modules)); sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *argv], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(ran.stderr.splitlines()[-1].split())


def test_asking_for_the_version_loads_next_to_nothing() -> None:
    found = loaded("--version")
    assert not found & {
        "argparse",
        "gettext",
        "pathlib",
        "platformdirs",
        "pydantic",
        "yaml",
        "checklists.words",
    }


@pytest.mark.parametrize("argv", [("--help",), ("followup", "start", "--help"), ("summary", "--help")])
def test_help_loads_no_models_and_no_database(argv: tuple[str, ...]) -> None:
    assert not loaded(*argv) & {"pydantic", "yaml", "sqlalchemy", "textual", "rich", "tui.cli.summary"}


def test_no_command_ever_loads_the_screens(database: Path) -> None:
    found = loaded("--db", str(database), "contracts", "--json")
    assert "sqlalchemy" in found
    assert not found & {"textual", "openpyxl", "docx", "lxml"}


@pytest.mark.parametrize("argv", [(), ("demo",)])
def test_without_a_terminal_the_app_says_so_at_once(
    program: Run, argv: tuple[str, ...], database: Path
) -> None:
    done = program(*argv, code=2)
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert not database.exists()


def test_a_new_database_is_private_and_said_on_stderr(program: Run, database: Path) -> None:
    done = program("contracts", "--json")
    assert done.json == {"contracts": []}
    assert str(database) in done.err
    assert database.stat().st_mode & 0o777 == 0o600
    assert database.parent.stat().st_mode & 0o777 == 0o700
    assert program("contracts").err == ""


def test_the_usual_database_lies_in_the_users_own_folder(program: Run, own_home: Path) -> None:
    env = {"AKTSOM_DB": ""}
    assert program("journal", code=4, env=env).err.count("\n") == 1
    program("contracts", env=env)
    assert (own_home / ".local" / "share" / "aktsom" / "aktsom.db").is_file()


def test_nobody_reading_any_more_is_no_fault(program: Run, database: Path) -> None:
    program("contracts")
    script = f"{sys.executable} -m tui settings list --json | head -c 1; echo ${{PIPESTATUS[0]}}"
    env = {**os.environ, "AKTSOM_DB": str(database)}
    ran = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert ran.stderr == ""
    assert ran.stdout == "{0\n"


def test_a_full_disk_behind_stdout_is_said(database: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "tui", "--db", str(database), "forms", "list"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 4
    assert "Traceback" not in ran.stderr
    assert ran.stderr.strip().count("\n") == 0


@pytest.mark.parametrize("locale", ["C", "POSIX", "nb_NO.ISO-8859-1", "xx"])
def test_every_locale_gets_utf8(program: Run, locale: str) -> None:
    env = {"LANG": locale, "LC_ALL": locale, "PYTHONIOENCODING": "latin-1"}
    added = program("contract", "add", "reference=ø", "title=Blåbær 漢字", "supplier=Æ AS", "--json", env=env)
    assert "Blåbær 漢字" in program("contract", "show", added.json["id"], env=env).out


@pytest.mark.parametrize(
    ("env", "argv", "language"),
    [
        ({"LANG": "C"}, (), "nb"),
        ({"LANG": "no_NO.UTF-8"}, (), "nb"),
        ({"LANG": "nn_NO.UTF-8"}, (), "nn"),
        ({"LANG": "de_DE.UTF-8"}, (), "en"),
        ({"LANG": "C", "LC_ALL": "sv_SE"}, (), "en"),
        ({"LANG": "en_US", "AKTSOM_LANG": "nn"}, (), "nn"),
        ({"LANG": "en_US", "AKTSOM_LANG": "no"}, (), "nb"),
        ({"LANG": "en_US", "AKTSOM_LANG": "nn_NO.UTF-8"}, (), "nn"),
        ({"LANG": "en_US", "AKTSOM_LANG": "nn"}, ("--lang", "nb"), "nb"),
        ({"LANG": "en_US", "AKTSOM_LANG": "nn"}, ("--lang=nb",), "nb"),
    ],
)
def test_the_language_is_chosen_by_option_environment_and_locale(
    program: Run, env: dict[str, str], argv: tuple[str, ...], language: str
) -> None:
    headings = {"nb": "Fra", "nn": "Frå", "en": "From"}
    said = program(*argv, "import", "--headings", env=env).out
    assert headings[language] in said.strip().split(";")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_help_and_errors_speak_the_language(program: Run, language: str) -> None:
    from checklists.words import words

    told = words(language)
    said = program("--lang", language, "--help").out
    for message in (
        "usage: ",
        "options",
        "take contracts and suppliers in from files",
        "show this help message and exit",
    ):
        assert (
            told.text(message) in " ".join(said.split("\n")).replace("  ", " ") or told.text(message) in said
        )
    wrong = program("--lang", language, "contracts", "--nothing", code=2).err
    assert told.text("unrecognized arguments: %s") % "--nothing" in wrong


@pytest.mark.parametrize(
    "argv",
    [
        ("nothing",),
        ("contract",),
        ("contract", "show"),
        ("contracts", "--year"),
        ("contracts", "--year", "soon"),
        ("--lang", "se", "contracts"),
        ("import", "--from", "word", "x"),
        ("followup", "start", "K-1"),
        ("summary", "yes"),
        ("summary", "2025", "--format", "pdf"),
        ("summary", "2025", "--format", "docx"),
        ("contract", "show", "K-2024-999"),
        ("supplier", "show", "L-99"),
        ("followup", "show", "O-99"),
        ("deviation", "show", "A-99"),
        ("measure", "done", "T-99"),
        ("evidence", "list", "B-99"),
        ("evidence", "list"),
        ("settings", "get", "colour"),
        ("settings", "set", "goal.2025", "many"),
        ("forms", "show", "nothing"),
        ("contract", "show", "\udcff"),
        ("forms", "show", "wage_spot_check", "--version", "99"),
    ],
)
def test_a_wrong_command_line_ends_two_with_one_sentence(aktsom: Run, argv: tuple[str, ...]) -> None:
    aktsom("contracts")
    done = aktsom(*argv, code=2)
    assert done.out == ""
    assert len(done.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("triage", "triage"),
        ("plan 2025 --deep 3", "plan"),
        ("selfreport send K-1 --out x.xlsx", "selfreport"),
        ("sample K-1 --frame x.csv --size 3", "sample"),
        ("check 2025 --json", "check"),
        ("calendar --out x.ics", "calendar"),
        ("letter reminder O-1 --out x.docx", "letter"),
        ("archive K-1 2025 --out x.zip", "archive"),
        ("import x.csv --map x.yaml", "import --map"),
        ("import x.csv --suggest-map=x.yaml", "import --suggest-map"),
        ("summary 2025 --format docx --template x.docx", "summary --template"),
        ("summary 2025 --format pdf --out x.pdf", "summary --format pdf"),
    ],
)
def test_what_this_version_does_not_have_is_said(aktsom: Run, line: str, asked: str) -> None:
    done = aktsom(*line.split(), code=2)
    assert (done.out, done.err) == (
        "",
        f"This version of aktsom does not have “{asked}” yet. `aktsom --help` lists what it has.\n",
    )


def test_a_command_that_is_none_is_answered_with_the_nearest(aktsom: Run) -> None:
    assert (
        aktsom("folowup", "list", code=2).err == "There is no command “folowup”. The nearest is followup.\n"
    )
    assert "lists the commands" in aktsom("xyzzy", code=2).err


def test_the_doctor_says_that_it_looks_at_files_only(aktsom: Run) -> None:
    done = aktsom("--db", "postgresql://u:hemmelig@h/d", "doctor", "--json", code=4)
    assert done.out == ""
    assert "hemmelig" not in done.err


def test_an_example_is_never_put_over_a_file(aktsom: Run, tmp_path: Path) -> None:
    held = tmp_path / "held.db"
    held.write_text("mitt", encoding="utf-8")
    assert "Choose another name" in aktsom("demo", "--keep", str(held), code=2).err
    assert "--force" not in aktsom("demo", "--keep", str(held), code=2).err
    assert held.read_text(encoding="utf-8") == "mitt"


def test_a_fault_in_the_program_is_one_sentence_and_a_private_report(
    aktsom: Run, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret words of a person")

    monkeypatch.setattr("tui.cli.contracts.every", broken)
    done = aktsom("contracts", code=70)
    assert len(done.err.strip().splitlines()) <= 2
    assert "secret" not in done.err
    (report,) = own_home.rglob("fault-*.log")
    assert "secret" not in report.read_text(encoding="utf-8")
    assert report.stat().st_mode & 0o777 == 0o600


def test_the_actor_is_kept_in_the_journal(aktsom: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    aktsom("--actor", "innkjøpssjef", "settings", "set", "organisation.name", "Eksempel kommune")
    aktsom("settings", "set", "rhythm", "Hvert kvartal")
    monkeypatch.delenv("AKTSOM_ACTOR")
    aktsom("settings", "set", "effect", "Andel lukket i tide")
    actors = [each["actor"] for each in aktsom("journal", "--json").json["entries"]]
    assert actors[1:] == ["contract manager", "innkjøpssjef"]
    assert actors[0] not in ("", *actors[1:])


def test_every_command_that_prints_gives_one_json_document(
    aktsom: Run, contract: str, tmp_path: Path
) -> None:
    followup = aktsom("followup", "start", contract, "wage_spot_check", "--date", "2026-01-05").out.strip()
    for argv in (
        ("contracts",), ("contract", "show", contract), ("supplier", "show", "L-1"), ("forms", "list"),
        ("forms", "show", "wage_spot_check"), ("forms", "schema"), ("followup", "show", followup),
        ("followup", "list"), ("followup", "proposals", followup), ("deviation", "list"),
        ("evidence", "list", "--contract", contract), ("settings", "list"), ("settings", "get", "rhythm"),
        ("settings", "set", "rhythm", "Årlig"), ("risk", "list"),
        ("risk", "add", "--title", "Arbeidstøy", "--contract", contract, "--result", "2025=Færre avvik"),
        ("summary", "2026"), ("summary", "text", "2026", "4.A.1"), ("summary", "list"), ("summary", "freeze", "2026"),
        ("journal",), ("journal", "verify"), ("journal", "anchor"), ("import", "--headings"),
        ("export", str(tmp_path / "out.json")), ("followup", "change", followup, "participants=roller"),
    ):  # fmt: skip
        out = aktsom(*argv, "--json").out
        assert isinstance(json.loads(out), dict), argv
        assert out.endswith("}\n")


def test_the_journal_can_be_anchored_outside(aktsom: Run, contract: str) -> None:
    anchor = aktsom("journal", "anchor").out.strip()
    aktsom("contract", "change", contract, "risk=low")
    assert aktsom("journal", "verify", "--anchor", anchor, "--json").json["whole"] is True
    number, _, hash = anchor.partition(":")
    other = f"{number}:{hash[::-1]}"
    assert aktsom("journal", "verify", "--anchor", other, "--json", code=1).json["findings"]


def test_a_database_that_is_none_is_refused_and_left(program: Run, database: Path) -> None:
    database.parent.mkdir(parents=True)
    database.write_bytes(b"this is no database, but somebody's own notes\n" * 100)
    before = database.read_bytes()
    for argv in (("contracts",), ("journal", "verify"), ("export", "x.json")):
        assert program(*argv, code=4).err.count("\n") == 1
    assert database.read_bytes() == before


def test_what_needs_a_database_ends_four_without_one(program: Run, tmp_path: Path, database: Path) -> None:
    for argv in (
        ("journal",),
        ("export", str(tmp_path / "x.json")),
        ("backup", str(tmp_path / "x.db")),
        ("migrate",),
    ):
        assert str(database.parent) in program(*argv, code=4).err
        assert not database.parent.exists()
    assert program("doctor").out
