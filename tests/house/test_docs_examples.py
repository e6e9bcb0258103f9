"""The documents cannot fall behind: commands are parsed and lived through, forms are checked, nothing is left out."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shlex
import shutil
import signal
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
import rooms

from checklists.library import vocabulary
from checklists.lint import lint_form
from checklists.words import words
from tui.cli.commands import PLACES, expanded, found, parser_for
from tui.cli.main import main

README = rooms.ROOT / "README.md"
FORMS = rooms.ROOT / "docs" / "forms.md"
REGISTER = rooms.ROOT / "tests" / "fixtures" / "registers" / "contracts_nb.csv"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(aktsom [a-z][^`]*)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
AROUND = """id: example
version: 1
title: {nb: Eksempel, nn: Eksempel, en: Example}
purpose: {nb: Til prøve, nn: Til prøve, en: For trying}
filled_by: buyer
method: site_inspection
minutes: {full: 5}
source: Egen tekst
licence: Apache-2.0
sections:
  - key: only
    title: {nb: Del, nn: Del, en: Part}
    theme: human_rights
    questions:
"""
"""What makes a form of an example that shows some questions."""


def documents() -> tuple[Path, ...]:
    """The documents that people read."""
    docs = rooms.ROOT / "docs"
    return (README, rooms.ROOT / "CHANGELOG.md", *sorted(docs.glob("**/*.md")))


def blocks(path: Path, *languages: str) -> Iterator[tuple[int, str]]:
    """Line and text of each block of code in one of the languages."""
    text = path.read_text(encoding="utf-8")
    for block in BLOCK.finditer(text):
        if block[1] in languages:
            yield text.count("\n", 0, block.start(2)) + 1, block[2]


def commands(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line and arguments of each `aktsom …` that stands in a block."""
    for line, block in blocks(path, "sh", "console", "bash"):
        for number, command in enumerate(block.splitlines(), line):
            if command.startswith("aktsom"):
                yield number, shlex.split(command, comments=True)[1:]


def trouble_of(argv: list[str]) -> str:
    """What the real grammar says against a command line; empty if it takes it."""
    said = io.StringIO()
    given = expanded(argv)
    try:
        with redirect_stderr(said), redirect_stdout(said):
            args = parser_for(given, words("en")).parse_args(given)
    except SystemExit as ended:
        return said.getvalue() if ended.code else ""
    if argv and not callable(found(getattr(args, "run", ""))):
        return "it does nothing"
    return ""


def test_every_command_in_a_document_is_one() -> None:
    read = [(path, line, argv) for path in documents() for line, argv in commands(path)]
    assert len(read) > 50, "the blocks are not found any more"
    wrong = [f"{path.name}:{line}: {trouble}" for path, line, argv in read if (trouble := trouble_of(argv))]
    assert not wrong, "\n".join(wrong)


def test_every_command_named_in_passing_is_there() -> None:
    """In running text only the words before the first place or option are commands."""
    wrong: list[str] = []
    for path in documents():
        for named in INLINE.findall(path.read_text(encoding="utf-8")):
            plain = re.match(r"(?:[a-z]+ ?)+", named.removeprefix("aktsom "))
            argv = plain[0].split() if plain else []
            if trouble_of([*argv, "--help"]):
                wrong.append(f"{path.name}: {named}")
    assert not wrong, "\n".join(wrong)


def test_a_wrong_command_would_be_found() -> None:
    assert "unrecognized" in trouble_of(["contracts", "--serch", "bo"])
    assert trouble_of(["followup", "finish", "O-1"])
    assert trouble_of(["telegraph"])


def test_every_command_is_in_a_document() -> None:
    told = {argv[0] for path in documents() for _, argv in commands(path) if argv}
    text = "\n".join(path.read_text(encoding="utf-8") for path in documents())
    missing = [name for name in PLACES if name not in told and not re.search(rf"`aktsom {name}\b", text)]
    assert not missing, f"no document tells of: {', '.join(missing)}"


def form_examples() -> list[tuple[int, str]]:
    """Line and text of each form in the page about forms, made whole where it shows some questions only."""
    found = []
    for line, text in blocks(FORMS, "yaml"):
        whole = text if text.startswith("id:") else AROUND + re.sub(r"^", "      ", text, flags=re.MULTILINE)
        found.append((line, whole))
    return found


@pytest.mark.parametrize(
    ("line", "text"), [pytest.param(*each, id=f"line-{each[0]}") for each in form_examples()]
)
def test_every_example_of_a_form_is_without_fault(line: int, text: str) -> None:
    findings = lint_form(text, f"docs/forms.md, the block at line {line}", vocabulary())
    assert not findings, "\n".join(f"{each.field}: {each.code} {dict(each.params)}" for each in findings)


def test_a_fault_in_an_example_would_be_found() -> None:
    assert len(form_examples()) >= 6
    _, text = form_examples()[0]
    codes = {each.code for each in lint_form(text.replace("lead: true", "led: true"), "x", vocabulary())}
    assert "unknown_key" in codes


def test_every_link_leads_somewhere() -> None:
    wrong = [
        f"{path.name}: {target}"
        for path in documents()
        for target in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a register, the README's answers and the example form in two versions; no database yet."""
    folder = tmp_path / "office"
    (folder / "forms").mkdir(parents=True)
    shutil.copyfile(REGISTER, folder / "register.csv")
    _, answers = next(blocks(README, "yaml"))
    (folder / "answers.yaml").write_text(answers, encoding="utf-8")
    _, form = next(blocks(FORMS, "yaml"))
    (folder / "forms" / "workwear_visit.yaml").write_text(form, encoding="utf-8")
    shutil.copyfile(folder / "forms" / "workwear_visit.yaml", folder / "workwear_visit.yaml")
    newer = form.replace("version: 1", "version: 2").replace("Hva ellers kom fram?", "Hva annet kom fram?")
    (folder / "workwear_visit_2.yaml").write_text(newer, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("AKTSOM_LANG", "en")
    monkeypatch.setenv("LANGUAGE", "en")
    before = signal.getsignal(signal.SIGTERM)
    yield folder
    signal.signal(signal.SIGTERM, before)


def lived(path: Path, capfd: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Everything that the commands of a document say, by command, each of which must end well."""
    said: dict[str, str] = {}
    for line, argv in commands(path):
        if not argv:
            continue  # opens the app
        capfd.readouterr()
        code = main(argv)
        out, err = capfd.readouterr()
        assert code == 0, f"{path.name}:{line}: {shlex.join(argv)} ended {code}: {out}{err}"
        said[shlex.join(argv)] = out
    return said


def test_the_year_in_the_readme_can_be_lived(office: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = lived(README, capfd)
    assert "wages.wages.hourly_pay.under-as" in said["followup proposals O-4"]
    assert "2/3" in said["followup proposals O-4"]
    assert "closed" in said["deviation show A-1"]
    section = said["summary 2025"]
    assert "Yes: 1 deviation at 1 supplier" in section
    assert "the records show suppliers followed up: 3" in section
    assert "To mend before reporting" in section
    assert (office / "seksjon-4a.docx").stat().st_size > 10_000
    assert "Under AS" not in (office / "publisert.md").read_text(encoding="utf-8")
    assert "whole" in said["journal verify"]
    assert "WRONG" not in said["doctor"]


def test_the_journal_can_be_verified_from_its_description_alone(office: Path) -> None:
    assert main(["import", "register.csv"]) == 0
    assert main(["contract", "change", "A-2", "requirement_set=confirmed"]) == 0
    assert main(["export", "whole.json"]) == 0
    previous = "0" * 64
    entries = json.loads((office / "whole.json").read_text(encoding="utf-8"))["journal"]
    assert len(entries) > 5
    for each in entries:
        assert each["payload_hash"] == sha256(each["salt"] + each["payload"])
        parts = [each["seq"], each["at"], each["kind"], each["action"], each["payload_hash"], previous]
        parts += [len(each["actor"]), each["actor"], each["subject"]]
        assert each["previous_hash"] == previous
        assert each["entry_hash"] == sha256("\n".join(map(str, parts)))
        previous = each["entry_hash"]


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_form_of_ones_own_is_used_as_the_page_says(
    office: Path, own_home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    config = own_home / ".config" / "aktsom" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'forms_folder = "{office / "forms"}"\n', encoding="utf-8")
    assert main(["import", "register.csv"]) == 0
    said = lived(FORMS, capfd)
    assert "workwear_visit" in said["forms list"]
    assert said["followup start A-1 workwear_visit"].strip() == "O-1"
    assert "Hva annet kom fram?" in said["forms diff workwear_visit 1 2"]
    assert "O-1 is now on version 2" in said["followup upgrade O-1 --confirm"]
