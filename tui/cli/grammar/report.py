"""What the commands about settings, risks and section 4.A take."""

from __future__ import annotations

from checklists.words import N_
from tui.cli.parsing import Parser


def settings(parser: Parser) -> None:
    listed = parser.command("list", N_("every setting"))
    listed.json()
    listed.runs("settings:list_settings")
    get = parser.command("get", N_("one setting"))
    get.place("key", N_("key of the setting: organisation.name, purchase_value.2025"), metavar="KEY")
    get.json()
    get.runs("settings:get_setting")
    change = parser.command("set", N_("change a setting; an empty value takes it back"))
    change.place("key", N_("key of the setting: organisation.name, purchase_value.2025"), metavar="KEY")
    change.place("value", N_("the new value"), metavar="VALUE")
    change.json()
    change.runs("settings:set_setting")


def risk(parser: Parser) -> None:
    add = parser.command("add", N_("add a prioritised risk; prints its id"))
    add.value("--title", N_("what it is called"), metavar="TEXT", required=True)
    add.value("--reason", N_("why it is prioritised"), metavar="TEXT")
    add.value("--sources", N_("what the assessment rests on"), metavar="TEXT")
    add.value("--goal", N_("the goal"), metavar="TEXT")
    add.value("--measures", N_("what is done"), metavar="TEXT")
    add.value("--indicator", N_("how progress is seen"), metavar="TEXT")
    add.value("--role", N_("the role responsible"), metavar="ROLE")
    add.value("--monitored-by", N_("who monitors the effect, and how"), metavar="TEXT")
    add.values("--contract", N_("a contract it is about; may be repeated"), metavar="CONTRACT")
    add.values("--result", N_("what came of it in a year; may be repeated"), metavar="YEAR=TEXT")
    add.json()
    add.runs("risks:add")
    listed = parser.command("list", N_("the prioritised risks"))
    listed.json()
    listed.runs("risks:list_risks")


def summary(parser: Parser) -> None:
    show = parser.command("show", N_("section 4.A of a year; “show” may be left out"))
    _year(show)
    show.value("--format", N_("text, md, json or docx"), metavar="FORMAT")
    show.value("--lang", N_("language of the section"), metavar="LANG")
    show.flag("--public", about=N_("only what may be published"))
    show.value("--as-of", N_("what was known on this day"), metavar="DATE")
    show.value("--cutoff", N_("last day that counts; 31 December if not given"), metavar="DATE")
    show.flag("--frozen", about=N_("as it was when the year was frozen last"))
    show.value("--out", N_("the file to write"), metavar="FILE")
    show.flag("--force", about=N_("replace a file that is there"))
    show.json()
    show.runs("summary:show")
    text = parser.command("text", N_("your own text of one part, shown or set"))
    _year(text)
    text.place("part", N_("4.A.1, 4.A.2 or 4.A.3"), metavar="PART")
    text.value("--file", N_("take the text from this file; - reads standard input"), metavar="FILE")
    text.text_or_nothing(
        "--text", N_("the text itself; an empty one takes it back to the draft"), metavar="TEXT"
    )
    text.json()
    text.runs("summary:own_text")
    freeze = parser.command(
        "freeze", N_("keep the section as it is today, for ever; while the year runs, as of today")
    )
    _year(freeze)
    freeze.json()
    freeze.runs("summary:freeze")
    listed = parser.command("list", N_("what has been frozen"))
    listed.json()
    listed.runs("summary:list_frozen")


def _year(parser: Parser) -> None:
    parser.place("year", N_("the reporting year"), metavar="YEAR")
