"""The files in the person's folder of forms, and whether one of them was changed."""

from __future__ import annotations

from pathlib import Path

from checklists.refused import InputRefused


class FolderWatch:
    """Looks at the folder of forms now and then."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._before: tuple[tuple[str, int, int], ...] | None = None

    def changed(self) -> bool:
        """Was a form file changed, added or taken away since the last look? The first look only remembers."""
        before, self._before = self._before, self._state()
        return before is not None and before != self._before

    def _state(self) -> tuple[tuple[str, int, int], ...]:
        """Name, time and size of each form file."""
        try:
            found = [(file.name, file.stat()) for file in form_files(self._folder)] if self._folder else []
        except (InputRefused, OSError):
            return ()  # whoever reads the folder is told why it cannot be read
        return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)


def form_files(folder: Path) -> tuple[Path, ...]:
    """The form files in a folder, sorted by name."""
    try:
        found = sorted(folder.iterdir())
    except OSError:
        raise InputRefused("forms_folder_missing", folder=str(folder)) from None
    return tuple(file for file in found if file.suffix in (".yaml", ".yml") and not file.name.startswith("."))
