"""How a command line is run: language, grammar, the command, its answer, and an exit code whatever happens."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checklists.words import Words, chosen_language, words
from tui.cli import streams
from tui.cli.commands import GLOBAL, database_of, expanded, found, not_there, parser_for
from tui.cli.parsing import scanned, speak
from tui.config import Config, read_config

if TYPE_CHECKING:
    import argparse

    from tui.cli.call import Call
    from tui.cli.told import Told

NAMES_OF_FILES = ("file", "files", "out", "keep")
"""Arguments that may hold any bytes: not every file system speaks UTF-8."""


def run(argv: Sequence[str]) -> int:
    """Run the command line and return its exit code. Never raises."""
    streams.prepare()
    language = "nb"
    try:
        config, refused = _config()
        before, _ = scanned(argv, GLOBAL)
        language = _language(before.get("--lang", ""), config)
        return _run(argv, words(language), config, refused)
    except SystemExit as ended:
        return _flushed(ended.code if isinstance(ended.code, int) else 0, words(language))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        streams.leave_alone()
        return 0
    except Exception:  # noqa: BLE001 - the last resort: one sentence, never a traceback
        from tui.cli.wrong import FAULT
        from tui.crash import kept_report

        streams.say(kept_report(language))
        return FAULT


def _flushed(code: int, said: Words) -> int:
    """The exit code, once what argparse printed is out."""
    from checklists.refused import Refused

    try:
        streams.answer("")
    except Refused as why:
        return _told_why(why, said)
    return code


def _config() -> tuple[Config, Exception | None]:
    """The person's file. What is wrong with it is told later: `--help` must come all the same."""
    try:
        return read_config(), None
    except Exception as refused:  # noqa: BLE001 - told before any command is run
        return Config(), refused


def _language(option: str, config: Config) -> str:
    """`--lang`, AKTSOM_LANG, the person's file, then the locale."""
    return chosen_language(option, os.environ, config.language)


def _run(argv: Sequence[str], said: Words, config: Config, refused: Exception | None) -> int:
    speak(said.language)
    given = expanded(argv)
    if lacking := not_there(given):
        return _told_why(lacking, said)
    args = parser_for(given, said).parse_args(given)
    from checklists.refused import Refused
    from tui.cli.call import Call

    signal.signal(signal.SIGTERM, _end)
    actor = str(args.actor) or os.environ.get("AKTSOM_ACTOR", "")
    call = Call(args, said, database_of(str(args.db)), actor, config)
    try:
        if refused is not None:
            raise refused
        _refuse_no_text(args, actor)
        return _answered(call)
    except Refused as why:
        return _told_why(why, said)
    except UnicodeEncodeError:
        # Bytes on the command line that are no text of the locale: they can be neither looked up nor kept.
        from tui.cli.wrong import LineWrong

        return _told_why(LineWrong("line_not_text"), said)
    finally:
        call.close()


def _refuse_no_text(args: argparse.Namespace, actor: str) -> None:
    """Raises UnicodeEncodeError for bytes that are no text, in anything that may be kept or looked up."""
    actor.encode()
    for name, given in vars(args).items():
        if name not in NAMES_OF_FILES:
            (" ".join(map(str, given)) if isinstance(given, list) else str(given)).encode()  # pyright: ignore[reportUnknownArgumentType] - argparse has no types


def _end(number: int, frame: object) -> None:
    del frame
    sys.exit(128 + number)


def _answered(call: Call) -> int:
    told = found(getattr(call.args, "run", "opening:open_app"))(call)
    if isinstance(told, int):
        return told
    call.close()
    streams.answer(_shown(told, as_json=bool(getattr(call.args, "json", False))))
    return told.code


def _shown(told: Told, *, as_json: bool) -> str:
    from tui.cli.told import json_text
    from tui.plain import visible

    if told.written is not None:
        return told.written
    if as_json:
        return json_text(told.data)
    return "".join(f"{visible(line)}\n" for line in told.lines)


def _told_why(why: Exception, said: Words) -> int:
    from checklists.refused import Refused
    from tui.cli.wrong import exit_code
    from tui.plain import visible
    from tui.refusals import worded

    if not isinstance(why, Refused):
        raise why
    streams.say(visible(worded(why, said.language)))
    return exit_code(why)
