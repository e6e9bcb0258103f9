"""Forms on paper from the command line: blank with their code book, and as they were answered."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from command_line import Run
from docx import Document

REGISTER = "reference;title;supplier;type;from;to\n24/1;Renhold;Blank AS;services;2024-01-01;2028-01-01\n"


@pytest.fixture
def followup(aktsom: Run, tmp_path: Path) -> str:
    """A spot check with one answer."""
    register = tmp_path / "register.csv"
    register.write_text(REGISTER)
    aktsom("import", str(register))
    name = aktsom("followup", "start", "24/1", "wage_spot_check").out.strip()
    aktsom("followup", "answer", name, "risk_level=high", "selection_reason=random")
    return name


def test_an_answered_form_is_written_in_each_format(aktsom: Run, followup: str, tmp_path: Path) -> None:
    for kind in ("html", "md", "docx"):
        file = tmp_path / f"answered.{kind}"
        told = json.loads(aktsom("followup", "export", followup, "--out", str(file), "--json").out)
        assert told == {"file": str(file), "format": kind}
        content = file.read_bytes()
        text = (
            content.decode()
            if kind != "docx"
            else "\n".join(p.text for p in Document(BytesIO(content)).paragraphs)
        )
        assert "Chosen at random" in text


def test_what_was_not_asked_is_left_out_or_listed(aktsom: Run, followup: str, tmp_path: Path) -> None:
    file = tmp_path / "answered.md"
    aktsom("followup", "export", followup, "--out", str(file))
    assert "Not asked" not in file.read_text()
    aktsom("followup", "export", followup, "--skipped", "list", "--out", str(file), "--force")
    assert "Not asked" in file.read_text()


def test_a_blank_form_is_written_short_or_whole_with_its_code_book_or_alone(
    aktsom: Run, tmp_path: Path
) -> None:
    whole, short, codes = (tmp_path / name for name in ("whole.md", "short.md", "codes.md"))
    form = "self_report_due_diligence"
    aktsom("forms", "export", form, "--out", str(whole), "--to", "md", "--codebook")
    aktsom("forms", "export", form, "--out", str(short), "--to", "md", "--short")
    aktsom("forms", "export", form, "--out", str(codes), "--to", "md", "--only-codebook")
    assert len(short.read_text()) < len(whole.read_text())
    assert "policy\\_adopted" in whole.read_text()
    assert "policy\\_adopted" not in short.read_text()
    assert codes.read_text().startswith("# Code book")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--out", "answered.pdf"), "docx"),
        (("--to", "docx", "--out", "there.docx"), "there.docx"),
        (("--skipped", "some", "--out", "new.md"), "omit"),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_is_overwritten(
    aktsom: Run,
    followup: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    argv: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    there = tmp_path / "there.docx"
    there.write_text("mine")
    done = aktsom("followup", "export", followup, *argv, code=None)
    assert done.code in (2, 3)
    assert said in done.err
    assert there.read_text() == "mine"
    assert not (tmp_path / "new.md").exists()


def test_a_control_without_a_form_has_nothing_to_write_out(
    aktsom: Run, followup: str, tmp_path: Path
) -> None:
    del followup
    recorded = ("followup", "record", "24/1", "audit", "--date", "2025-01-01", "--themes", "integrity")
    name = aktsom(*recorded, "--outcome", "ok").out.strip()
    done = aktsom("followup", "export", name, "--out", str(tmp_path / "x.md"), code=5)
    assert done.err.count("\n") == 1


def test_names_as_long_as_they_may_be_fit_on_paper(aktsom: Run, followup: str, tmp_path: Path) -> None:
    aktsom("contract", "change", "24/1", "title=" + "Å" * 450)
    aktsom("supplier", "change", "L-1", "name=" + "Ø" * 450)
    for argv in (("followup", "export", followup), ("summary", "2026")):
        file = tmp_path / f"{argv[0]}.docx"
        done = aktsom(*argv, "--out", str(file))
        assert done.code == 0, done.err
        assert Document(str(file)).paragraphs
