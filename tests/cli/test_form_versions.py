"""Versions of forms on the command line: kept, published, told apart, used, upgraded to, retired."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run

from tui.config import config_file

ROOT = Path(__file__).resolve().parents[2]
SMALL = (ROOT / "tests" / "fixtures" / "forms" / "small_form.yaml").read_text(encoding="utf-8")
RENAMED = ("nb: Finnes retningslinjer?", "nb: Finnes skriftlige retningslinjer?")
OTHER_KEY = ("key: checked\n", "key: checked_on\n")


def written(file: Path, number: int, *changes: tuple[str, str]) -> str:
    text = SMALL.replace("version: 1", f"version: {number}", 1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The person's own folder of forms, named in the settings file."""
    made = tmp_path / "forms"
    made.mkdir()
    file = config_file()
    file.parent.mkdir(parents=True)
    file.write_text(f'forms_folder = "{made}"\n', encoding="utf-8")
    return made


def listed(aktsom: Run, *more: str) -> list[tuple[int, str]]:
    forms = aktsom("forms", "list", *more, "--json", code=None).json["forms"]
    return [(each["version"], each["status"]) for each in forms if each["id"] == "small_form"]


def begun(aktsom: Run, contract: str) -> str:
    """A follow-up on version 1 with five answers, when version 2 is published."""
    id = aktsom("followup", "start", contract, "small_form").out.strip()
    given = ("role=producer", "policy=yes", "workers=30", "checked=2026-01-02", "asked=union")
    aktsom("followup", "answer", id, *given)
    return id


# Kept, published, retired


def test_a_file_without_a_theme_is_published_with_the_one_that_is_given(aktsom: Run, tmp_path: Path) -> None:
    text = SMALL.replace("    theme: human_rights\n", "").replace("    theme: openness_governance\n", "")
    assert "theme:" not in text
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    refused = aktsom("forms", "publish", str(tmp_path / "a.yaml"), code=3).err
    assert "a.yaml:" in refused
    assert "--theme" in refused
    told = aktsom("forms", "publish", str(tmp_path / "a.yaml"), "--theme", "human_rights", "--json").json
    assert told["status"] == "published"


def test_what_is_wrong_in_a_file_is_told_by_its_lines_when_it_is_taken_in(
    aktsom: Run, tmp_path: Path
) -> None:
    file = written(tmp_path / "a.yaml", 1, ("key: checked\n", "key: workers\n"))
    lines = Path(file).read_text(encoding="utf-8").split("\n")
    second = [n for n, line in enumerate(lines, 1) if line.strip() == "- key: workers"][1]
    assert f"a.yaml:{second} [workers" in aktsom("forms", "import", file, code=1).out


def test_a_form_is_kept_as_a_draft_and_published(aktsom: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "a.yaml", 1)
    assert aktsom("forms", "import", file, "--json").json["status"] == "draft"
    assert listed(aktsom) == [(1, "draft")]
    told = aktsom("forms", "publish", "small_form", "--json").json
    assert (told["id"], told["version"], told["status"]) == ("small_form", 1, "published")
    assert told["published_by"] == "contract manager"
    assert listed(aktsom) == [(1, "published")]
    refused = aktsom("forms", "import", written(tmp_path / "b.yaml", 1, RENAMED), code=5)
    assert "Raise the version" in refused.err
    aktsom("forms", "import", written(tmp_path / "c.yaml", 2, RENAMED))
    assert listed(aktsom) == [(2, "draft")]
    assert listed(aktsom, "--all") == [(1, "published"), (2, "draft")]
    assert aktsom("journal", "verify", "--json").json["whole"]


def test_a_file_is_published_at_once_and_again_without_change(aktsom: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "a.yaml", 1)
    for _ in range(2):
        assert aktsom("forms", "publish", file, "--json").json["status"] == "published"
    assert listed(aktsom, "--all") == [(1, "published")]


def test_what_may_not_be_published_is_refused_in_one_sentence(aktsom: Run, tmp_path: Path) -> None:
    aktsom("forms", "publish", written(tmp_path / "two.yaml", 2))
    cases: list[tuple[int, tuple[tuple[str, str], ...], int, str]] = [
        (2, (RENAMED,), 5, "never changes"),
        (1, (), 5, "not above version 2"),
        (3, (("type: integer", "type: percent"),), 5, "workers"),
        (
            3,
            (("            text: {nb: I orden?", "            type: text\n            text: {nb: I orden?"),),
            3,
            "line",
        ),
        (3, (("{question: role,", "{question: rolle,"),), 3, "forms check"),
    ]
    for number, changes, code, told in cases:
        refused = aktsom("forms", "publish", written(tmp_path / "own.yaml", number, *changes), code=code)
        assert told in refused.err
        *found, _ = refused.err.strip().splitlines()
        assert all(each.startswith("own.yaml:") for each in found)
    assert listed(aktsom, "--all") == [(2, "published")]


def test_a_draft_with_errors_is_kept_and_told_and_cannot_be_published(aktsom: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "a.yaml", 1, ("{question: role,", "{question: rolle,"))
    kept = aktsom("forms", "import", file, "--json", code=1).json
    assert (kept["status"], kept["errors"]) == ("draft", 1)
    refused = aktsom("forms", "publish", "small_form", code=5)
    assert "rolle" in refused.err
    assert "cannot be published" in refused.err
    assert listed(aktsom) == [(1, "draft")]


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (("publish", "smal_form"), 2, "nearest"),
        (("publish", "small_form", "--version", "7"), 2, "has no version 7"),
        (("publish", "small_form", "--version", "two"), 2, "two"),
        (("publish", "small_form"), 5, "no draft to publish"),
        (("publish", "nowhere.yaml"), 3, "nowhere.yaml"),
        (("retire", "nowhere"), 2, "nowhere"),
        (("retire", "small_form", "--version", "3"), 5, "draft"),
        (("diff", "small_form", "1", "9"), 2, "has no version 9"),
        (("diff", "small_form", "1", "x"), 2, "x"),
        (("diff", "small_form", "1"), 2, "V2"),
        (("import", "nowhere.yaml"), 3, "nowhere.yaml"),
    ],
)
def test_what_was_typed_wrongly_is_told(
    aktsom: Run, tmp_path: Path, argv: tuple[str, ...], code: int, told: str
) -> None:
    aktsom("forms", "publish", written(tmp_path / "a.yaml", 1))
    if argv[0] == "retire":
        aktsom("forms", "import", written(tmp_path / "c.yaml", 3))
    assert told in aktsom("forms", *argv, code=code).err


def test_no_follow_up_begins_on_a_retired_form(aktsom: Run, tmp_path: Path, contract: str) -> None:
    aktsom("forms", "publish", written(tmp_path / "a.yaml", 1))
    id = begun(aktsom, contract)
    told = aktsom("forms", "retire", "small_form", "--reason", "Ny mal", "--json").json
    assert [(each["version"], each["status"], each["reason"]) for each in told["retired"]] == [
        (1, "retired", "Ny mal")
    ]
    assert "was retired" in aktsom("followup", "start", contract, "small_form", code=5).err
    aktsom("followup", "answer", id, "role=importer")
    aktsom("forms", "retire", "wage_spot_check")
    assert "was retired" in aktsom("followup", "start", contract, "wage_spot_check", code=5).err
    aktsom("forms", "retire", "wage_spot_check", code=5)


# The library


def test_a_bad_file_is_told_and_the_others_work(aktsom: Run, folder: Path, contract: str) -> None:
    written(folder / "good.yaml", 1)
    (folder / "bad.yaml").write_text("id: [", encoding="utf-8")
    (folder / "missing.yaml").symlink_to(folder / "nowhere")
    done = aktsom("forms", "list", "--json", code=1)
    assert ("small_form", "draft") in {(each["id"], each["status"]) for each in done.json["forms"]}
    assert len(done.json["refused"]) == 2
    assert "bad.yaml" in done.err
    assert "missing.yaml" in done.err
    assert "bad.yaml" in aktsom("followup", "start", contract, "small_form").err


def test_a_file_that_says_other_than_what_is_published_is_never_used(
    aktsom: Run, folder: Path, contract: str
) -> None:
    written(folder / "own.yaml", 1)
    aktsom("forms", "publish", "small_form")
    written(folder / "own.yaml", 1, RENAMED)
    done = aktsom("forms", "list", "--json", code=1)
    assert "Raise its version" in done.err
    id = aktsom("followup", "start", contract, "small_form").out.strip()
    texts = [each["text"] for each in aktsom("followup", "show", id, "--json").json["questions"]]
    assert "Are there guidelines?" in texts
    found = aktsom("forms", "check", str(folder / "own.yaml"), "--json", code=1).json["findings"]
    assert [each["code"] for each in found] == ["form_differs"]


def test_a_draft_is_used_only_where_nothing_is_published(aktsom: Run, folder: Path, contract: str) -> None:
    written(folder / "own.yaml", 1)
    first = aktsom("followup", "start", contract, "small_form")
    assert "small_form version 1 is published by being used" in first.err
    assert listed(aktsom) == [(1, "published")]
    written(folder / "newer.yaml", 2, RENAMED)
    second = aktsom("followup", "start", contract, "small_form")
    assert "published by being used" not in second.err
    shown = aktsom("followup", "show", second.out.strip(), "--json").json
    assert (shown["form"], shown["form_version"]) == ("small_form", 1)


def test_without_a_database_nothing_is_made_by_looking(aktsom: Run, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere.db"
    for argv in (("list",), ("show", "wage_spot_check"), ("diff", "wage_spot_check", "1", "1")):
        aktsom("--db", str(nowhere), "forms", *argv)
    assert not nowhere.exists()


# What was asked


def test_an_old_follow_up_shows_exactly_what_was_asked(aktsom: Run, folder: Path, contract: str) -> None:
    """The file changed, a newer version published, the old one retired, the file gone."""
    written(folder / "own.yaml", 1)
    id = begun(aktsom, contract)
    before = aktsom("followup", "show", id, "--json").json
    lines = aktsom("followup", "show", id).out
    written(folder / "own.yaml", 2, RENAMED, OTHER_KEY)
    aktsom("forms", "publish", "small_form")
    assert aktsom("followup", "show", id, "--json").json == before
    aktsom("forms", "retire", "small_form")
    (folder / "own.yaml").unlink()
    assert aktsom("followup", "show", id, "--json").json == before
    assert aktsom("followup", "show", id).out == lines


# Differences


def test_the_difference_is_told_with_what_it_touches(aktsom: Run, tmp_path: Path, contract: str) -> None:
    aktsom("forms", "publish", written(tmp_path / "a.yaml", 1))
    id = begun(aktsom, contract)
    aktsom("forms", "import", written(tmp_path / "b.yaml", 2, RENAMED, OTHER_KEY))
    found = aktsom("forms", "diff", "small_form", "1", "2", "--json").json
    assert (found["questions_new"], found["questions_dropped"]) == (["checked_on"], ["checked"])
    assert [each["key"] for each in found["questions_changed"]] == ["policy"]
    assert found["same"] is False
    assert found["touched"]["followups"] == {"in_progress": [id]}
    assert [(each["figure"], each["before"], each["after"]) for each in found["touched"]["figures"]] == [
        ("by_theme.openness_governance", "1", "0")
    ]
    lines = aktsom("forms", "diff", "small_form", "1", "2").out
    assert "small_form 1 (published) → small_form 2 (draft)" in lines
    assert "Finnes skriftlige retningslinjer?" in lines
    assert id in lines
    assert aktsom("forms", "diff", "small_form", "1", "1", "--json").json["same"] is True


# Upgraded


def test_an_upgrade_is_shown_and_nothing_changes_before_it_is_confirmed(
    aktsom: Run, tmp_path: Path, contract: str
) -> None:
    aktsom("forms", "publish", written(tmp_path / "a.yaml", 1))
    id = begun(aktsom, contract)
    aktsom("forms", "publish", written(tmp_path / "b.yaml", 2, RENAMED, OTHER_KEY))
    before = aktsom("followup", "show", id, "--json").json
    head = aktsom("journal", "anchor").out
    told = aktsom("followup", "upgrade", id, "--json").json
    assert {key: told[key] for key in ("carried", "ask_again", "dropped", "new", "confirmed")} == {
        "carried": ["role", "workers", "asked"],
        "ask_again": ["policy"],
        "dropped": ["checked"],
        "new": ["checked_on"],
        "confirmed": False,
    }
    assert "Nothing is changed" in aktsom("followup", "upgrade", id).out
    assert aktsom("followup", "show", id, "--json").json == before
    assert aktsom("journal", "anchor").out == head
    done = aktsom("followup", "upgrade", id, "--to", "2", "--confirm", "--json").json
    assert done == {**told, "confirmed": True}
    after = aktsom("followup", "show", id, "--json").json
    assert after["form_version"] == 2
    answers = {each["key"]: each["answer"]["value"] for each in after["questions"] if each["answer"]}
    assert answers == {"role": "producer", "policy": None, "workers": 30, "asked": ["union"]}
    assert aktsom("journal", "verify", "--json").json["whole"]


def test_an_upgrade_that_may_not_be_is_refused(aktsom: Run, tmp_path: Path, contract: str) -> None:
    aktsom("forms", "publish", written(tmp_path / "a.yaml", 1))
    id = begun(aktsom, contract)
    aktsom("forms", "import", written(tmp_path / "b.yaml", 2, RENAMED))
    assert "already" in aktsom("followup", "upgrade", id, code=5).err
    assert "has no version 9" in aktsom("followup", "upgrade", id, "--to", "9", code=2).err
    aktsom("followup", "upgrade", id, "--to", "2")
    assert "is a draft" in aktsom("followup", "upgrade", id, "--to", "2", "--confirm", code=5).err
    aktsom("followup", "upgrade", "O-99", code=2)
    aktsom("forms", "publish", "small_form")
    aktsom("followup", "answer", id, "policy.depth=document")
    aktsom("followup", "sign", id)
    assert "signed" in aktsom("followup", "upgrade", id, "--confirm", code=5).err
    done = ("--supplier", "L-1", "--themes", "human_rights", "--outcome", "ok")
    recorded = aktsom("followup", "record", contract, "document_check", *done).out.strip()
    assert "without a form" in aktsom("followup", "upgrade", recorded, code=5).err


def test_a_form_from_elsewhere_is_given_a_theme_when_it_is_published(aktsom: Run, tmp_path: Path) -> None:
    file = tmp_path / "visit.csv"
    file.write_text("survey,type,name,label::bokmål (nb)\n,text,why,Hvorfor?\n", encoding="utf-8")
    aktsom("forms", "import", str(file), code=1)
    assert "--theme" in aktsom("forms", "publish", "visit", code=5).err
    assert "theme_missing" in aktsom("forms", "check", "visit", "--json", code=1).out
    assert "working_conditions" in aktsom("forms", "publish", "visit", "--theme", "wages", code=2).err
    assert (
        aktsom("forms", "publish", "visit", "--theme", "working_conditions", "--json").json["status"]
        == "published"
    )
    (section,) = aktsom("forms", "show", "visit", "--json").json["sections"]
    assert section["theme"] == "working_conditions"


def test_that_comments_stay_in_the_file_is_said(aktsom: Run, tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    assert "#" not in aktsom("forms", "import", str(file)).out
    file.write_text(f"# Avklart med innkjøp\n{SMALL}", encoding="utf-8")
    assert "(#)" in aktsom("forms", "import", str(file)).out
