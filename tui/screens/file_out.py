"""Writing a file that a person named; one that is there already is replaced only when the person says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from checklists.values import Refused
from checklists.words import N_
from tui.dialogs.ask import AskLine, Confirm
from tui.refusals import worded

if TYPE_CHECKING:
    from tui.screens.place import Place


async def write_out(place: Place, name: str, content: Callable[[], bytes]) -> None:
    """Ask where to, `name` unless another is written; write it and say so, or why not."""
    title = place.text(N_("Write to which file?"))
    given = await place.ask(AskLine(title, place.aktsom.language, name, needed=True))
    if given and await _put(place, path := Path(given).expanduser(), content):
        place.tell(place.text(N_("Written to {file}"), file=str(path)))


async def _put(place: Place, path: Path, content: Callable[[], bytes]) -> bool:
    from exchange.files import write_file

    for force in (False, True):
        try:
            await place.read(lambda _, force=force: write_file(path, content(), force=force))
        except Refused as refused:
            if refused.code != "output_exists":
                place.tell(worded(refused, place.aktsom.language), bad=True)
                return False
            if not await _may_replace(place, path):
                return False
        else:
            return True
    return False


async def _may_replace(place: Place, path: Path) -> bool:
    title = place.text(N_("Overwrite {file}?"), file=path.name)
    told = place.text(N_("The file is there already. What it holds will be gone."))
    return bool(await place.ask(Confirm(title, told, place.aktsom.language, key="O")))
