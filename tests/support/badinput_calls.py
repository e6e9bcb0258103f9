"""The command line run in this process, for the tests of bad input."""

from __future__ import annotations

import contextlib
import io

from command_line import Done

from tui.cli.main import main


def called(*argv: str) -> Done:
    """The command line run in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(argv)
    return Done(code, out.getvalue(), err.getvalue())


def done(*argv: str) -> str:
    """What it prints, where it must succeed."""
    ended = called(*argv)
    assert ended.code == 0, f"{argv}: {ended.err}"
    return ended.out.strip()
