"""What the commands about deviations, measures and evidence take."""

from __future__ import annotations

from checklists.words import N_
from tui.cli.grammar.followups import DATE, REASON
from tui.cli.grammar.register import CONTRACT, NEW_VALUES, WHY
from tui.cli.parsing import Parser

DEVIATION = N_("id of the deviation: A-8")


def deviation(parser: Parser) -> None:
    listed = parser.command("list", N_("the deviations"))
    listed.value("--status", N_("only those with the status; several with commas between"), metavar="STATUS")
    listed.value("--contract", N_("only those of the contract"), metavar="CONTRACT")
    listed.flag("--open", about=N_("only those that have not ended"))
    listed.json()
    listed.runs("deviations:list_deviations")
    _add(parser)
    show = _one(parser, "show", N_("everything about one deviation"))
    show.runs("deviation_shown:show")
    _steps(parser)
    change = _one(parser, "change", N_("change fields of a deviation: severity=minor suspected=no tier=1"))
    change.place("fields", NEW_VALUES, metavar="FIELD=VALUE", many="+")
    change.value("--why", WHY, metavar="TEXT")


def _add(parser: Parser) -> None:
    add = parser.command("add", N_("register a deviation; prints its id"))
    add.place("contract", CONTRACT, metavar="CONTRACT")
    add.value("--type", N_("type of deviation: wages, supply_chain_opacity …"), metavar="CODE", required=True)
    add.value("--severity", N_("observation, minor, major or critical"), metavar="CODE", required=True)
    add.value("--found", N_("the day it was found; today if not given"), metavar="DATE")
    add.value("--supplier", N_("id, number or name; needed where the contract has several"), metavar="S")
    add.value("--clause", N_("address of the clause: wages.hourly_pay"), metavar="CLAUSE")
    add.value("--tier", N_("0 the supplier, 1 its subcontractor, and so on"), metavar="N")
    add.value("--stage", N_("stage of the supply chain"), metavar="CODE")
    add.value("--country", N_("two letters"), metavar="CC")
    add.value("--site", N_("the place, without names of people"), metavar="TEXT")
    add.value("--company", N_("the company it was found at, if not the supplier"), metavar="NAME")
    add.value("--followup", N_("the follow-up that found it"), metavar="ID")
    add.value("--question", N_("key of the question"), metavar="KEY")
    add.value("--origin", N_("how it came to light: document_check, tip, media …"), metavar="CODE")
    add.flag("--suspected", about=N_("a suspicion, not established"))
    add.flag("--harm", about=N_("actual harm was done"))
    add.value("--title", N_("what it is called"), metavar="TEXT")
    add.value("--text", N_("what was found"), metavar="TEXT")
    add.value("--public-text", N_("what may be published, without names"), metavar="TEXT")
    add.value("--count", N_("how many of how many: 2/10"), metavar="N/N")
    add.value("--deadline", N_("when it must be closed; by severity if not given"), metavar="DATE")
    add.value("--comment-deadline", N_("until when the supplier may comment"), metavar="DATE")
    add.json()
    add.runs("deviations:add")


def _steps(parser: Parser) -> None:
    step = _one(parser, "step", N_("take a deviation a step on"))
    step.place(
        "status",
        N_(
            "the new status: supplier_notified, verifying, closed … or a mark: disputed, suspected, escalated"
        ),
        metavar="STATUS",
    )
    step.value("--date", DATE, metavar="DATE")
    step.value("--reason", REASON, metavar="TEXT")
    step.value("--by", N_("who verified it; needed to close"), metavar="NAME")
    step.values(
        "--evidence", N_("id of evidence (B-9), or the title of new evidence; may be repeated"), metavar="E"
    )
    step.value("--until", N_("until when it is accepted"), metavar="DATE")
    step.value(
        "--rung", N_("escalated: the rung of the sanctions; the next one if not given"), metavar="RUNG"
    )
    step.value("--approver", N_("who approves it; needed from rung 4"), metavar="NAME")
    reopen = _one(parser, "reopen", N_("open one that has ended again"))
    reopen.value("--reason", REASON, metavar="TEXT")
    reopen.value("--date", DATE, metavar="DATE")
    extend = _one(parser, "extend", N_("move the deadline"))
    extend.value("--deadline", N_("the new deadline"), metavar="DATE", required=True)
    extend.value("--reason", REASON, metavar="TEXT")
    sanction = _one(parser, "sanction", N_("take a rung of the sanctions, 1 to 5"))
    sanction.place(
        "rung",
        N_(
            "1 demand correction, 2 action plan, 3 hear the supplier, 4 penalty or withholding, 5 termination"
        ),
        metavar="RUNG",
    )
    sanction.value("--approver", N_("who approves it; needed from rung 4"), metavar="NAME")
    sanction.value("--date", DATE, metavar="DATE")
    sanction.value("--reason", REASON, metavar="TEXT")
    position = _one(parser, "position", N_("what the supplier says of it"))
    position.place("position", N_("agrees, partly_agrees, disputes or no_answer"), metavar="POSITION")
    position.value("--text", N_("in the supplier's words"), metavar="TEXT")


def measure(parser: Parser) -> None:
    add = parser.command("add", N_("add a measure against a deviation; prints its id"))
    add.place("deviation", DEVIATION, metavar="DEVIATION")
    add.value(
        "--kind", N_("immediate, corrective, preventive or remediation"), metavar="KIND", default="corrective"
    )
    add.value("--text", N_("what is to be done"), metavar="TEXT", required=True)
    add.value("--due", N_("when"), metavar="DATE")
    add.value("--role", N_("the role responsible"), metavar="ROLE")
    add.json()
    add.runs("measures:add")
    done = parser.command("done", N_("a measure has been carried out"))
    done.place("measure", N_("id of the measure: T-5"), metavar="MEASURE")
    done.value("--date", DATE, metavar="DATE")
    done.values(
        "--evidence", N_("id of evidence (B-9), or the title of new evidence; may be repeated"), metavar="E"
    )
    done.json()
    done.runs("measures:done")
    cancel = parser.command("cancel", N_("a measure is given up"))
    cancel.place("measure", N_("id of the measure: T-5"), metavar="MEASURE")
    cancel.value("--reason", REASON, metavar="TEXT")
    cancel.json()
    cancel.runs("measures:cancel")


def evidence(parser: Parser) -> None:
    add = parser.command("add", N_("add evidence; prints its id"))
    add.value("--title", N_("what it is"), metavar="TEXT", required=True)
    add.value("--ref", N_("where it is archived"), metavar="REF")
    add.value("--dated", N_("the day it is dated"), metavar="DATE")
    add.value("--valid-until", N_("the day it expires"), metavar="DATE")
    add.value("--page", N_("page in the document"), metavar="N")
    add.value("--file", N_("a file to keep with it, at most 50 MB"), metavar="FILE")
    add.value("--note", N_("a note"), metavar="TEXT")
    for name in ("--followup", "--question", "--deviation", "--measure", "--supplier"):
        add.value(name, N_("what it belongs to"), metavar="ID")
    add.json()
    add.runs("evidence:add")
    listed = parser.command("list", N_("evidence of a follow-up, a deviation or a contract"))
    for name in ("--followup", "--deviation", "--contract"):
        listed.value(name, N_("what it belongs to"), metavar="ID")
    listed.place("ids", N_("ids of evidence"), metavar="ID", many="*")
    listed.json()
    listed.runs("evidence:list_evidence")
    save = parser.command("save", N_("write the file kept with evidence"))
    save.place("evidence", N_("id of the evidence: B-9"), metavar="ID")
    save.value("--out", N_("the file to write"), metavar="FILE", required=True)
    save.flag("--force", about=N_("replace a file that is there"))
    save.json()
    save.runs("evidence:save")


def _one(parser: Parser, name: str, about: str) -> Parser:
    command = parser.command(name, about)
    command.place("deviation", DEVIATION, metavar="ID")
    command.json()
    command.runs(f"deviation_life:{name}")
    return command
