"""Opening the app: on the database, or on the example municipality. Only here are the screens loaded."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from checklists.words import N_
from tui.cli.call import Call
from tui.cli.told import Told

if TYPE_CHECKING:
    from db.database import Database
    from db.first_today import AtOnce
    from tui.app import Glance

SEED = 1
"""Of the example municipality: the same for everybody."""


def open_app(call: Call) -> int:
    """The app on the database, which is made if there is none."""
    _refuse_without_terminal()
    return _opened(call, lambda: _database(call.where), "", glance=_glance(call.where))


def _glance(where: str) -> Glance | None:
    """A look into a file that is there; another kind of place is opened first."""
    if "://" in where or where.startswith("sqlite:"):
        return None

    def glance() -> AtOnce:
        from db.first_today import AtOnce

        return AtOnce(Path(where))

    return glance


def open_demo(call: Call) -> Told | int:
    """The app on an example, in a database that is thrown away afterwards or kept where it was asked for."""
    keep = str(call.args.keep)
    if keep:
        return _kept(call, keep)
    _refuse_without_terminal()
    with tempfile.TemporaryDirectory(prefix="aktsom-demo-", ignore_cleanup_errors=True) as folder:
        where = str(Path(folder) / "demo.db")
        return _opened(
            call, lambda: _example(where), call.text(N_("Example: thrown away at the end")), _making(call)
        )


def _kept(call: Call, keep: str) -> Told | int:
    from tui.cli.wrong import LineWrong

    file = Path(keep)
    if os.path.lexists(file):
        raise LineWrong("example_exists", file=keep)
    if not _has_terminal():
        _example(keep).close()
        return Told([call.text(N_("Written: {file}"), file=keep)], {"file": keep})
    return _opened(
        call, lambda: _example(keep), call.text(N_("Example: {file}"), file=file.name), _making(call)
    )


def _making(call: Call) -> str:
    return call.text(N_("Making an example municipality with 145 contracts and three years of follow-ups …"))


def _database(where: str) -> Database:
    from db.database import Database

    return Database.open(where, create=True, now=datetime.now(UTC))


def _example(where: str) -> Database:
    from checklists.change import OSLO
    from tui.demo.build import build

    database = _database(where)
    build(database, datetime.now(OSLO).date(), SEED)
    return database


def _opened(
    call: Call,
    opening: Callable[[], Database],
    heading: str,
    waiting: str = "",
    glance: Glance | None = None,
) -> int:
    gc.disable()  # until the first picture: what is loaded for it stays, and would be looked through in vain
    from tui.launch import launch

    return launch(
        opening,
        glance=glance,
        actor=call.actor,
        language=call.language,
        theme=call.config.theme,
        keymap=call.config.keymap,
        forms_folder=call.config.forms_folder,
        heading=heading,
        waiting=waiting,
    )


def _refuse_without_terminal() -> None:
    if not _has_terminal():
        from tui.cli.wrong import LineWrong

        raise LineWrong("no_terminal")


def _has_terminal() -> bool:
    try:
        return os.isatty(0) and os.isatty(1)
    except OSError:
        return False
