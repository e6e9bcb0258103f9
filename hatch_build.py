"""Compiles the gettext catalogues, when the project is built or installed and by `python hatch_build.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "checklists/locale"


def compile_catalogues(root: Path) -> list[Path]:
    """Writes a .mo beside each .po that is newer than it, and returns every .mo. A broken .po is an error."""
    compiled: list[Path] = []
    for source in sorted((root / CATALOGUES).rglob("*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns <= source.stat().st_mtime_ns:
            with source.open("rb") as text:
                catalogue = read_po(text, locale=source.parts[-3], abort_invalid=True)
            beside = target.with_suffix(".mo-new")
            with beside.open("wb") as binary:
                write_mo(binary, catalogue)
            beside.replace(target)
        compiled.append(target)
    return compiled


class CatalogueHook(BuildHookInterface[Any]):
    """Runs before hatchling collects the files, for wheels and for editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        del version
        # .mo is ignored by git, and so by hatchling, unless it is named.
        build_data["artifacts"] += [
            path.relative_to(self.root).as_posix() for path in compile_catalogues(Path(self.root))
        ]


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
