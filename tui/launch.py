"""Opening the app on a terminal, and leaving the terminal as it was."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from tui.signals import restore_terminal, take

if TYPE_CHECKING:
    from pathlib import Path

    from db.database import Database
    from tui.app import Aktsom, Glance

HIDDEN = (
    "TEXTUAL",
    "TEXTUAL_LOG",
    "TEXTUAL_DEBUG",
    "TEXTUAL_DEVTOOLS",
    "TEXTUAL_COLOR_SYSTEM",
    "TEXTUAL_DRIVER",
)
"""Variables that would log what is typed, or end the app with a traceback."""


def launch(
    opening: Callable[[], Database],
    *,
    glance: Glance | None = None,
    actor: str,
    language: str,
    theme: str = "",
    keymap: Mapping[str, str] | None = None,
    forms_folder: Path | None = None,
    heading: str = "",
    waiting: str = "",
) -> int:
    """Run the app on the database that `opening` gives; the exit code. Only on a terminal, before other threads."""
    for name in HIDDEN:
        os.environ.pop(name, None)
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    from tui.app import Aktsom

    look = {"light": "aktsom-light", "dark": "aktsom-dark"}.get(theme, "aktsom-dark")
    app = Aktsom(
        opening,
        glance=glance,
        actor=actor,
        language=language,
        clock=lambda: datetime.now(UTC),
        heading=heading,
        waiting=waiting,
        theme=look,
        keymap=dict(keymap or {}),
        forms_folder=forms_folder,
    )
    take(app.end_by_signal, partial(keep_at_last, app))
    try:
        app.run()
    finally:
        app.desk.close()
        gc.freeze()  # the process ends now: to look through all that it loaded takes longer than all the rest
        if app.signalled:
            restore_terminal()
    return 128 + app.signalled if app.signalled else (app.return_code or 0)


def keep_at_last(app: Aktsom) -> None:
    """Called from a thread when leaving takes too long, as where a terminal has stopped reading and drawing waits for
    it: what is being written is kept as a draft, and what was asked is written.
    """
    from tui.dialogs.writing import Writing

    if isinstance(app.screen, Writing):
        app.screen.draft_asked()
    app.desk.ask(lambda _: None).result(timeout=1)
