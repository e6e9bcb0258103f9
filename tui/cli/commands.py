"""Every command, what it is for, and where its grammar is. Only the one that was asked for is loaded."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from checklists.words import N_, Words
from tui.cli.parsing import Parser, scanned

if TYPE_CHECKING:
    from checklists.refused import Refused
    from tui.cli.call import Call
    from tui.cli.told import Told

GLOBAL: Final = ("--db", "--lang", "--actor")
PLACES: Final[Mapping[str, tuple[str, str]]] = {
    "demo": ("register:demo", N_("open the app on an example municipality")),
    "import": ("register:importing", N_("take contracts and suppliers in from files")),
    "contracts": ("register:contracts", N_("list the contracts")),
    "contract": ("register:contract", N_("show, add or change a contract")),
    "supplier": ("register:supplier", N_("show or change a supplier")),
    "forms": ("forms:forms", N_("the forms and their format")),
    "followup": ("followups:followup", N_("follow-ups, their answers and proposals")),
    "deviation": ("deviations:deviation", N_("deviations and their steps")),
    "measure": ("deviations:measure", N_("measures against deviations")),
    "evidence": ("deviations:evidence", N_("evidence and its files")),
    "settings": ("report:settings", N_("what the organisation decides for itself")),
    "risk": ("report:risk", N_("prioritised risks")),
    "summary": ("report:summary", N_("section 4.A of a year")),
    "export": ("care:export", N_("write the whole database to one open file")),
    "journal": ("care:journal", N_("the trail of changes")),
    "backup": ("care:backup", N_("copy the database to a file")),
    "restore": ("care:restore", N_("put a backup in the database's place")),
    "doctor": ("care:doctor", N_("see whether the database is well")),
    "migrate": ("care:migrate", N_("bring an older database up to this version")),
}
"""Name of a command → where its arguments are declared, and what it is for."""
NOT_YET: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        ("triage", "plan", "selfreport", "sample", "check", "calendar", "letter", "archive"), ("",)
    ),
    "import": ("--map", "--suggest-map"),
    "summary": ("--template",),
}
"""What this version does not have: options of a command, or the whole of it."""
EXIT_CODES: Final = N_(
    "exit codes:\n"
    "  0   done\n"
    "  1   done, but something was found: warnings, rows refused, forms with errors\n"
    "  2   the command line was wrong\n"
    "  3   the input could not be read, or is not what it says\n"
    "  4   the database: missing, locked, newer, damaged, refused, no space\n"
    "  5   a rule of the field refused it, or somebody else changed it meanwhile\n"
    "  70  a fault in aktsom itself; the message says where the report of it lies"
)
ENVIRONMENT: Final = N_(
    "environment:\n"
    "  AKTSOM_DB, AKTSOM_LANG, AKTSOM_ACTOR   in place of --db, --lang and --actor; an empty one counts as not set\n"
    "  NO_COLOR                               no colours"
)
UNDER: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "summary": (("text", "freeze", "list"), "show"),
    "journal": (("show", "verify", "anchor", "redact"), "show"),
}
"""Groups whose usual command goes without a name of its own: `summary 2025`."""


def parser_for(argv: Sequence[str], words: Words) -> Parser:
    """The whole grammar, of which only the command in `argv` is filled in."""
    from tui.version import VERSION

    parser = Parser("aktsom", words, N_("Follow up the sustainability requirements of public contracts."))
    parser.value("--db", N_("the database: a file, or a sqlite: address of one"), metavar="PATH|URL")
    parser.add_argument(
        "--lang", choices=("nb", "nn", "en"), default="", help=words.text(N_("language of the interface"))
    )
    parser.value("--actor", N_("who does it, for the journal; a role rather than a name"), metavar="NAME")
    parser.add_argument(
        "--version",
        action="version",
        version=f"aktsom {VERSION}",
        help=words.text(N_("show program's version number and exit")),
    )
    _, place = scanned(argv, GLOBAL)
    asked = argv[place] if place < len(argv) else ""
    for name, (where, about) in PLACES.items():
        command = parser.command(name, about)
        if name == asked:
            _filling(where)(command)
    parser.not_required()
    parser.afterwards(EXIT_CODES, ENVIRONMENT)
    return parser


def expanded(argv: Sequence[str]) -> list[str]:
    """`argv` with the usual command of a group written out: `summary 2025` → `summary show 2025`."""
    given = list(argv)
    _, place = scanned(argv, GLOBAL)
    if place < len(given) and given[place] in UNDER:
        known, usual = UNDER[given[place]]
        after = given[place + 1] if place + 1 < len(given) else ""
        if after not in (*known, usual, "-h", "--help"):
            given.insert(place + 1, usual)
    return given


def not_there(argv: Sequence[str]) -> Refused | None:
    """Why what is asked for is not there: it is no command, or none of this version's; None where it may be."""
    from checklists.refused import Refused

    _, place = scanned(argv, GLOBAL)
    asked = argv[place] if place < len(argv) else ""
    given = {part.partition("=")[0] for part in argv[place + 1 :]}
    for lacking in NOT_YET.get(asked, ()):
        if not lacking or lacking in given:
            return Refused("not_in_this_version", asked=f"{asked} {lacking}".strip())
    if not asked or asked in PLACES:
        return None
    from checklists.finding import nearest

    meant = nearest(asked, PLACES)
    return Refused("command_mistyped" if meant else "command_unknown", given=asked[:60], nearest=meant)


def _filling(where: str) -> Callable[[Parser], None]:
    module, _, function = where.partition(":")
    fill: Callable[[Parser], None] = getattr(importlib.import_module(f"tui.cli.grammar.{module}"), function)
    return fill


def found(where: str) -> Callable[[Call], Told | int]:
    """The function that does what a command says: `contracts:show_contract`."""
    module, _, name = where.partition(":")
    function: Callable[[Call], Told | int] = getattr(importlib.import_module(f"tui.cli.{module}"), name)
    return function


def database_of(option: str, environment: Mapping[str, str] = os.environ) -> str:
    """`--db`, else AKTSOM_DB unless it is empty, else `aktsom.db` in the platform's folder for a user's data."""
    if (named := option or environment.get("AKTSOM_DB", "")).strip():
        return named
    from platformdirs import user_data_path

    return str(user_data_path("aktsom", appauthor=False) / "aktsom.db")
