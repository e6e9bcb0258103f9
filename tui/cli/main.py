"""Where `aktsom` begins. It loads next to nothing, so that asking for the version is quick."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (without the program's name) and return its exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given == ["--version"]:
        from tui.version import VERSION

        try:
            sys.stdout.write(f"aktsom {VERSION}\n")
            sys.stdout.flush()
            return 0
        except (OSError, AttributeError):
            pass  # a stream that is closed or full: told of like any other answer
    from tui.cli.running import run

    return run(given)
