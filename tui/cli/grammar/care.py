"""What the commands about the database as a whole take."""

from __future__ import annotations

from checklists.words import N_
from tui.cli.parsing import Parser

FORCE = N_("replace a file that is there")


def export(parser: Parser) -> None:
    parser.place("file", N_("the file to write"), metavar="FILE.json")
    parser.flag("--force", about=FORCE)
    parser.json()
    parser.runs("care:export")


def journal(parser: Parser) -> None:
    show = parser.command("show", N_("the latest changes; “show” may be left out"))
    show.value("--subject", N_("only what happened to this id"), metavar="ID")
    show.value("--limit", N_("how many; 100 if not given"), metavar="N")
    show.value("--before", N_("only those before this number"), metavar="N")
    show.json()
    show.runs("journal:show")
    verify = parser.command(
        "verify", N_("is the trail whole, and does it lead to what is there? ends 1 if not")
    )
    verify.flag("--chain-only", about=N_("only the chain, without playing the changes again"))
    verify.value("--anchor", N_("a number and hash that were kept outside: 120:9f3c…"), metavar="N:HASH")
    verify.json()
    verify.runs("journal:verify")
    anchor = parser.command("anchor", N_("number and hash of the last entry, to be kept outside"))
    anchor.json()
    anchor.runs("journal:anchor")
    redact = parser.command(
        "redact",
        N_(
            "erase for good what entries tell, for a legal ground; the trail stays whole and says that it was done"
        ),
    )
    redact.place("seq", N_("number of the entry; several are erased all or none"), metavar="N", many="+")
    redact.value("--reason", N_("the legal ground: “GDPR art. 17”"), metavar="TEXT")
    redact.json()
    redact.runs("journal:redact")


def backup(parser: Parser) -> None:
    parser.place("file", N_("the file to write"), metavar="FILE")
    parser.flag("--force", about=FORCE)
    parser.json()
    parser.runs("care:back_up")


def restore(parser: Parser) -> None:
    parser.place("file", N_("the backup"), metavar="FILE")
    parser.flag("--force", about=N_("replace the database that is there; it is kept beside"))
    parser.json()
    parser.runs("care:put_back")


def doctor(parser: Parser) -> None:
    parser.json()
    parser.runs("care:doctor")


def migrate(parser: Parser) -> None:
    parser.json()
    parser.runs("care:migrate")
