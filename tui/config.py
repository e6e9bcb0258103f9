"""The person's own file, `config.toml`: language, actor, theme, keys and the folder of forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checklists.values import InputRefused

KEYS: Final = ("language", "actor", "theme", "forms_folder", "keymap")
MOST_BYTES: Final = 100_000


@dataclass(frozen=True, slots=True)
class Config:
    """What the person has chosen for this machine. Empty is: nothing chosen."""

    language: str = ""
    actor: str = ""
    theme: str = ""
    forms_folder: Path | None = None
    keymap: Mapping[str, str] = field(default_factory=dict[str, str])
    """Id of a binding → its keys, joined by commas: `answer.no = "n,x"`."""


def config_file() -> Path:
    """Where the file is looked for."""
    from platformdirs import user_config_path

    return user_config_path("aktsom", appauthor=False) / "config.toml"


def read_config(file: Path | None = None) -> Config:
    """The person's choices; none without a file. Raises InputRefused naming the file and what to mend."""
    file = file or config_file()
    try:
        if not file.exists():
            return Config()
        raw = file.read_bytes()[: MOST_BYTES + 1]
    except OSError:
        raise _refusal("config_unreadable", file) from None
    if len(raw) > MOST_BYTES:
        raise _refusal("config_unreadable", file)
    return _config_of(_parsed(raw, file), file)


def _refusal(code: str, file: Path, **params: str | int) -> InputRefused:
    from checklists.values import InputRefused

    return InputRefused(code, file=str(file), **params)


def _parsed(raw: bytes, file: Path) -> Mapping[str, object]:
    import tomllib

    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason = str(error) if isinstance(error, tomllib.TOMLDecodeError) else type(error).__name__
        raise _refusal("config_not_toml", file, reason=reason[:200]) from None


def _config_of(given: Mapping[str, object], file: Path) -> Config:
    unknown = next((key for key in given if key not in KEYS), None)
    if unknown is not None:
        raise _refusal("config_unknown_key", file, key=unknown[:60], keys=", ".join(KEYS))
    texts = {key: _text(given, key, file) for key in ("language", "actor", "theme", "forms_folder")}
    if texts["language"] not in ("", "nb", "nn", "en"):
        raise _refusal("config_wrong_value", file, key="language", wanted="nb, nn, en")
    folder = Path(texts.pop("forms_folder")).expanduser() if texts["forms_folder"] else None
    texts.pop("forms_folder", None)
    return Config(**texts, forms_folder=folder, keymap=_keymap(given.get("keymap", {}), file))


def _text(given: Mapping[str, object], key: str, file: Path) -> str:
    value = given.get(key, "")
    if not isinstance(value, str):
        raise _refusal("config_wrong_value", file, key=key, wanted='"…"')
    return value.strip()


def _keymap(table: object, file: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    if not isinstance(table, dict):
        raise _refusal("config_wrong_value", file, key="keymap", wanted='[keymap] "answer.no" = "n"')
    for name, keys in _flat(table, ""):  # pyright: ignore[reportUnknownArgumentType]
        if not isinstance(keys, str):
            raise _refusal("config_wrong_value", file, key=f"keymap.{name}"[:80], wanted='"n"')
        found[name] = keys
    return found


def _flat(table: Mapping[str, object], before: str) -> list[tuple[str, object]]:
    """`answer.no` written without quotation marks is a table in a table."""
    found: list[tuple[str, object]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _flat(value, f"{before}{key}.")  # pyright: ignore[reportUnknownArgumentType]
        else:
            found.append((before + key, value))
    return found
