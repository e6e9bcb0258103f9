"""What the commands about forms take."""

from __future__ import annotations

from checklists.words import N_
from tui.cli.parsing import Parser

FORM = N_("id of the form")


def forms(parser: Parser) -> None:
    _look(parser)
    _exchange(parser)
    _versions(parser)


def _look(parser: Parser) -> None:
    listed = parser.command("list", N_("every form, in its newest version"))
    listed.flag("--all", about=N_("every version"))
    listed.json()
    listed.runs("forms:list_forms")
    show = parser.command("show", N_("a form with its questions"))
    show.place("form", FORM, metavar="ID")
    show.value("--version", N_("which version; the newest if not given"), metavar="N")
    show.json()
    show.runs("forms_shown:show_form")
    check = parser.command("check", N_("everything that is wrong with form files; ends 1 on errors"))
    check.place("files", N_("form files"), metavar="FILE", many="+")
    check.json()
    check.runs("forms:check_forms")
    schema = parser.command("schema", N_("the JSON Schema of a form file"))
    schema.json()
    schema.runs("forms:form_schema")


def _exchange(parser: Parser) -> None:
    export = parser.command("export", N_("write a form to a file: for other tools, as YAML, or on paper"))
    export.place("form", FORM, metavar="ID")
    export.value("--version", N_("which version; the newest if not given"), metavar="N")
    export.chosen(
        "--to",
        N_(
            "the format; by the file's name if not given. xlsform: a workbook, CSV or Markdown table by the name"
        ),
        ("xlsform", "xlsx", "yaml", "docx", "html", "md"),
    )
    export.value("--out", N_("the file to write"), metavar="FILE", required=True)
    export.flag("--short", about=N_("on paper: only the short form"))
    export.flag("--codebook", about=N_("on paper: with the code book after it"))
    export.flag("--only-codebook", about=N_("on paper: the code book alone"))
    export.flag("--force", about=N_("replace the file if it is there"))
    export.json()
    export.runs("forms_exchange:export")
    keep = parser.command(
        "import", N_("keep the form in a file as a draft; a draft of that version is replaced")
    )
    keep.place("file", N_("a form file, or an XLSForm: workbook, CSV or Markdown table"), metavar="FILE")
    keep.value("--id", N_("another id for a form from another tool"), metavar="ID")
    keep.value("--theme", N_("theme of the sections that have none"), metavar="CODE")
    keep.flag("--dry-run", about=N_("say what came of it, but keep nothing"))
    keep.json()
    keep.runs("forms_exchange:take_in")


def _versions(parser: Parser) -> None:
    publish = parser.command("publish", N_("publish a draft: from then on that version never changes"))
    publish.place("form", N_("id of the form, or a form file"), metavar="ID|FILE.yaml")
    publish.value("--version", N_("which version; the newest draft if not given"), metavar="N")
    publish.value("--theme", N_("theme of the sections that have none"), metavar="THEME")
    publish.json()
    publish.runs("form_versions:publish")
    retire = parser.command("retire", N_("let no new follow-up begin on a form; those that have begun go on"))
    retire.place("form", FORM, metavar="ID")
    retire.value("--version", N_("which version; every published one if not given"), metavar="N")
    retire.value("--reason", N_("why"), metavar="TEXT")
    retire.json()
    retire.runs("form_versions:retire")
    diff = parser.command("diff", N_("what a newer version says otherwise, and what it touches"))
    diff.place("form", FORM, metavar="ID")
    diff.place("old", N_("the older version"), metavar="V1")
    diff.place("new", N_("the newer version, which may be a draft"), metavar="V2")
    diff.json()
    diff.runs("form_diff:show_diff")
