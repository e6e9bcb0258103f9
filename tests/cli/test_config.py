"""The person's own settings file."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run

from checklists.values import InputRefused
from tui.config import Config, config_file, read_config


def written(text: str) -> Path:
    file = config_file()
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_nothing_is_chosen() -> None:
    assert read_config() == Config()


def test_everything_a_person_may_choose(tmp_path: Path) -> None:
    written(
        'language = "nn"\nactor = "innkjøpar"\ntheme = "aktsom-light"\nforms_folder = "/forms"\n'
        '[keymap]\nquit = "ctrl+x"\nanswer.no = "n,x"\n'
    )
    found = read_config()
    assert (found.language, found.actor, found.theme) == ("nn", "innkjøpar", "aktsom-light")
    assert found.forms_folder == Path("/forms")
    assert found.keymap == {"quit": "ctrl+x", "answer.no": "n,x"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("language = ", "config_not_toml"),
        ('language = "se"', "config_wrong_value"),
        ('colour = "red"', "config_unknown_key"),
        ("actor = 3", "config_wrong_value"),
        ("keymap = 3", "config_wrong_value"),
        ("[keymap]\nquit = 3", "config_wrong_value"),
        ("x = " + "[" * 50_000, "config_not_toml"),
        ("#" * 200_000, "config_unreadable"),
    ],
)
def test_a_bad_file_is_one_sentence(aktsom: Run, text: str, code: str) -> None:
    file = written(text)
    with pytest.raises(InputRefused) as refused:
        read_config()
    assert refused.value.code == code
    done = aktsom("contracts", code=3)
    assert str(file) in done.err
    assert done.err.count("\n") == 1
    assert aktsom("--help").out, "help comes all the same"


def test_the_language_of_the_file_counts_before_the_locale(program: Run) -> None:
    written('language = "nn"\n')
    assert "Frå" in program("import", "--headings", env={"LANG": "en_US"}).out
    assert "From" in program("import", "--headings", env={"AKTSOM_LANG": "en"}).out
