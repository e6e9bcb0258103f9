"""The journal as people read it, and what is erased from it for good."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from command_line import Run

from checklists.change import Action, SubjectKind
from checklists.codelists import codes
from checklists.form_version import FormVersion
from db.asof import MODELS
from tui import journal_words

SECRET = "Ola ringte om lønnen sin"


@pytest.fixture
def told_too_much(aktsom: Run, contract: str) -> str:
    """A contract whose note told of somebody, until it was emptied."""
    aktsom("contract", "change", contract, f"note={SECRET}")
    aktsom("contract", "change", contract, "responsible=fag", "risk=high")
    aktsom("contract", "change", contract, "note=")
    return contract


def numbers(aktsom: Run, contract: str) -> list[int]:
    entries = aktsom("journal", "show", "--subject", contract, "--json").json["entries"]
    return sorted(int(each["seq"]) for each in entries)


def test_what_entries_told_is_erased_and_the_journal_stays_whole(
    aktsom: Run, told_too_much: str, database: Path, tmp_path: Path
) -> None:
    created, written, changed, emptied = numbers(aktsom, told_too_much)
    done = aktsom("journal", "redact", str(written), "--reason", "GDPR art. 17", "--json").json
    assert done == {"erased": [written], "told_in": [emptied + 1], "still_told_in": [changed, emptied]}
    assert "Some of it is still told in" not in aktsom(
        "journal", "redact", str(emptied), str(changed), "--reason", "GDPR art. 17"
    ).out  # fmt: skip
    assert SECRET.encode() not in database.read_bytes()
    assert aktsom("journal", "verify", "--json").json["whole"] is True
    whole = tmp_path / "whole.json"
    aktsom("export", str(whole))
    assert SECRET not in whole.read_text(encoding="utf-8")
    other = ("--db", str(tmp_path / "other.db"))
    aktsom(*other, "import", str(whole))
    assert aktsom(*other, "journal", "verify", "--json").json["whole"] is True
    assert aktsom(*other, "journal", "anchor").out == aktsom("journal", "anchor").out
    aktsom("contract", "change", told_too_much, "note=Vanlig merknad")
    assert aktsom("journal", "verify", "--json").json["whole"] is True
    assert aktsom("summary", "2026", "--as-of", "2026-01-01").out
    entries = {int(each["seq"]): each for each in aktsom("journal", "--json").json["entries"]}
    assert [seq for seq, each in sorted(entries.items()) if each["redacted"]] == [written, changed, emptied]
    assert entries[emptied + 1]["erases"] == [written]
    assert entries[emptied + 1]["why"] == "GDPR art. 17"
    assert entries[created]["redacted"] is False


def test_an_erasure_that_is_itself_erased_leaves_nothing_unaccounted_for(
    aktsom: Run, told_too_much: str
) -> None:
    _, written, changed, emptied = numbers(aktsom, told_too_much)
    aktsom("journal", "redact", str(written), str(changed), str(emptied), "--reason", "GDPR art. 17")
    aktsom("journal", "redact", str(emptied + 1), "--reason", "GDPR art. 17")
    assert aktsom("journal", "verify", "--json").json["whole"] is True
    assert aktsom("journal", "--json", "--limit", "1").json["entries"][0]["erases"] == [emptied + 1, written]


def test_what_is_not_erased_says_why_and_nothing_changes(aktsom: Run, told_too_much: str) -> None:
    before = aktsom("journal", "anchor").out
    written = numbers(aktsom, told_too_much)[1]
    reason = ("--reason", "GDPR art. 17")
    assert "legal ground" in aktsom("journal", "redact", str(written), code=5).err
    assert "--reason" in aktsom("journal", "redact", str(written), "--reason", "", code=2).err
    assert "999" in aktsom("journal", "redact", "999", *reason, code=2).err
    assert "999" in aktsom("journal", "redact", str(written), "999", *reason, code=2).err
    for wrong in ("x", "0", "1.5", "99999999999"):
        assert wrong in aktsom("journal", "redact", wrong, *reason, code=2).err
    assert "Change L-1 first" in aktsom("journal", "redact", "1", *reason, code=5).err
    aktsom("--db", "/nowhere/none.db", "journal", "redact", "1", *reason, code=4)
    assert aktsom("journal", "anchor").out == before
    aktsom("journal", "redact", str(written), *reason)
    assert "already" in aktsom("journal", "redact", str(written), *reason, code=5).err
    nb = aktsom("--lang", "nb", "journal", "redact", str(written), *reason, code=5).err
    assert "allerede slettet" in nb


def test_an_import_can_never_be_erased(aktsom: Run, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text("Referanse;Tittel;Leverandør\nA;T;Firma AS\n", encoding="utf-8")
    aktsom("import", str(file))
    entries = aktsom("journal", "--json").json["entries"]
    seq = next(each["seq"] for each in entries if each["kind"] == "import")
    assert "never changes" in aktsom("journal", "redact", str(seq), "--reason", "GDPR", code=5).err


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", ("kontrakt", "leverandør", "opprettet", "endret: merknad", "ansvarlig, risiko")),
        ("nn", ("kontrakt", "leverandør", "oppretta", "endra: merknad", "ansvarleg, risiko")),
        ("en", ("contract", "supplier", "created", "changed: note", "responsible, risk")),
    ],
)
def test_the_journal_is_shown_in_the_words_of_the_language(
    aktsom: Run, told_too_much: str, language: str, told: tuple[str, ...]
) -> None:
    shown = aktsom("--lang", language, "journal").out
    for words in told:
        assert words in shown
    if language != "en":
        for code in ("contract K-", "supplier L-", "created", "changed", "note", "risk,", "title"):
            assert code not in shown
    seq = str(numbers(aktsom, told_too_much)[1])
    aktsom("journal", "redact", seq, "--reason", "GDPR art. 17")
    shown = aktsom("--lang", language, "journal").out
    erased = {"nb": "er slettet", "nn": "er sletta", "en": "erased"}[language]
    assert shown.count(erased) == 2, "the entry, and the one that tells of it"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_everything_that_the_journal_tells_of_has_words(language: str) -> None:
    for kind, model in {**MODELS, "form_version": FormVersion}.items():
        assert journal_words.kind(kind, language) == codes("journal_kinds")[kind].label.own(language)
        for name in model.model_fields:
            known = codes("journal_fields").keys() & {name, f"{kind}.{name}"}
            assert known, f"{kind}.{name} has no label in checklists/codes/journal_fields.yaml"
            assert journal_words.field(kind, name, language)
    assert set(get_args(Action)) == set(codes("journal_actions"))
    assert set(get_args(SubjectKind)) == set(codes("journal_kinds"))


def test_what_verify_finds_is_told_in_the_words_of_the_language(
    aktsom: Run, contract: str, database: Path
) -> None:
    import sqlite3

    with sqlite3.connect(database) as raw:
        raw.execute("UPDATE contract SET risk_reason = 'i smug'")
        raw.execute("INSERT INTO setting (key, value) VALUES ('rhythm', 'i smug')")
    raw.close()
    found = aktsom("--lang", "nb", "journal", "verify", code=1).out
    assert "begrunnelse for risikoen" in found
    assert "innstilling" in found
    assert "risk_reason" not in found
    assert "setting" not in found
