"""The command line's grammar: argparse with our words, in the language chosen, also in its own sentences."""

from __future__ import annotations

import argparse
import gettext
import os
import re
from collections.abc import Sequence
from typing import NoReturn

from checklists.words import LOCALES, N_, Words

ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("ignored explicit argument %r"),
    N_("not allowed with argument %s"),
)
"""What argparse itself says; it looks these up in the catalogue that `speak` names."""
EMPTY = N_("it is given, but empty. Write a value after it, or leave the option out")
"""Of an option: an empty one is most often a variable that was never set, and is never taken for one left out."""


def speak(language: str) -> None:
    """Let argparse say its own words in the language. It asks gettext's default domain."""
    gettext.bindtextdomain("aktsom", str(LOCALES))
    gettext.textdomain("aktsom")
    os.environ["LANGUAGE"] = language


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, and whose texts are English messages to be translated."""

    def __init__(self, prog: str, words: Words, about: str) -> None:
        super().__init__(
            prog=prog,
            description=_literal(words.text(about)),
            allow_abbrev=False,
            add_help=False,
            formatter_class=_Wide,
        )
        self.words = words
        self._groups: argparse._SubParsersAction[Parser] | None = None  # pyright: ignore[reportPrivateUsage]
        self.flag("-h", "--help", about=N_("show this help message and exit"), action="help")

    def value(
        self, name: str, about: str, *, metavar: str, default: str = "", required: bool = False
    ) -> None:
        """An option with one value, which cannot be empty."""
        self.add_argument(
            name, help=self._about(about), metavar=metavar, default=default, required=required, action=_One
        )

    def text_or_nothing(self, name: str, about: str, *, metavar: str) -> None:
        """An option with one value that may be empty: None where it was left out."""
        self.add_argument(name, help=self._about(about), metavar=metavar)

    def values(self, name: str, about: str, *, metavar: str) -> None:
        """An option that may be given several times, never empty."""
        self.add_argument(name, help=self._about(about), metavar=metavar, action=_Several, default=[])

    def flag(self, *names: str, about: str, action: str = "store_true") -> None:
        """An option without a value."""
        self.add_argument(*names, help=self._about(about), action=action)

    def place(self, name: str, about: str, *, metavar: str, many: str = "") -> None:
        """A positional argument; `many` is argparse's `nargs`, `*` or `+` or `?`."""
        if many:
            self.add_argument(name, help=self._about(about), metavar=metavar, nargs=many)
        else:
            self.add_argument(name, help=self._about(about), metavar=metavar)

    def chosen(self, name: str, about: str, choices: Sequence[str]) -> None:
        """An option with one of a few words."""
        self.add_argument(name, help=self._about(about), choices=choices, default="")

    def runs(self, function: str) -> None:
        """The function that does it: `module:name` of this package, loaded when the command is run."""
        self.set_defaults(run=function)

    def json(self) -> None:
        """`--json`: the answer as one JSON document."""
        self.flag("--json", about=N_("answer with one JSON document"))

    def command(self, name: str, about: str) -> Parser:
        """A command under this one."""
        if self._groups is None:
            self._groups = self.add_subparsers(
                metavar=self.words.text(N_("COMMAND")),
                required=True,
                dest=f"command of {self.prog}",
                prog=self.prog,
                parser_class=Parser,
            )
        return self._groups.add_parser(name, help=self._about(about), words=self.words, about=about)

    def not_required(self) -> None:
        """The command may be left out."""
        if self._groups is not None:
            self._groups.required = False

    def afterwards(self, *about: str) -> None:
        """What the help ends with, a paragraph each."""
        self.epilog = _literal("\n\n".join(self.words.text(each) for each in about))

    def error(self, message: str) -> NoReturn:
        from tui.plain import visible

        message = re.sub(r"\S{100,}", lambda found: f"{found[0][:60]}…", message)
        hint = self.words.text(N_("See `{program} --help`."), program=self.prog)
        self.exit(2, f"{self.prog}: {visible(message).rstrip('.')}. {hint}\n")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """A command that is not there is told of in our words, with those that are."""
        if action is not self._groups or action.choices is None or value in action.choices:
            super()._check_value(action, value)  # pyright: ignore[reportPrivateUsage, reportUnknownMemberType]
            return
        told = N_("there is no command {name} here. The commands: {commands}")
        self.error(self.words.text(told, name=value, commands=", ".join(action.choices)))

    def _about(self, about: str) -> str:
        return _literal(self.words.text(about))


class _One(argparse.Action):
    """The value of an option, refused where it is empty."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        del option_string
        if not str(values).strip():
            assert isinstance(parser, Parser)
            raise argparse.ArgumentError(self, parser.words.text(EMPTY))
        self.keep(namespace, str(values))

    def keep(self, namespace: argparse.Namespace, value: str) -> None:
        """Put it where the command finds it."""
        setattr(namespace, self.dest, value)


class _Several(_One):
    """The values of an option that may be given several times."""

    def keep(self, namespace: argparse.Namespace, value: str) -> None:
        setattr(namespace, self.dest, [*getattr(namespace, self.dest), value])


class _Wide(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal, at most 110 columns, with room for long commands."""

    def __init__(self, prog: str) -> None:
        columns = os.environ.get("COLUMNS", "")
        width = int(columns) if columns.isdigit() and int(columns) else _terminal_width()
        super().__init__(prog, max_help_position=30, width=min(110, max(40, width)) - 2)


def _terminal_width() -> int:
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def _literal(text: str) -> str:
    """argparse fills in help texts with `%`."""
    return text.replace("%", "%%")


def scanned(argv: Sequence[str], options: Sequence[str]) -> tuple[dict[str, str], int]:
    """Values of the options that stand before the command, and the place of the command in `argv`."""
    found: dict[str, str] = {}
    place = 0
    while place < len(argv) and argv[place].startswith("-"):
        name, equals, value = argv[place].partition("=")
        if name in options and not equals and place + 1 < len(argv):
            place += 1
            value = argv[place]
        found[name] = value
        place += 1
    return found, place
