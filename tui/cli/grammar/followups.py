"""What the commands about follow-ups take."""

from __future__ import annotations

from checklists.words import N_
from tui.cli.grammar.register import CONTRACT, NEW_VALUES
from tui.cli.parsing import Parser

FOLLOWUP = N_("id of the follow-up: O-31")
DATE = N_("the day it was done; today if not given")
REASON = N_("why")


def followup(parser: Parser) -> None:
    _begin(parser)
    _answer(parser)
    _look(parser)
    _decide(parser)
    _life(parser)


def _begin(parser: Parser) -> None:
    start = parser.command("start", N_("begin a follow-up with a form; prints its id"))
    start.place("contract", CONTRACT, metavar="CONTRACT")
    start.place("form", N_("id of the form; requirements_review is made from the clauses"), metavar="FORM")
    _about_it(start)
    start.value(
        "--method", N_("what requirements_review counts as; status_meeting if not given"), metavar="METHOD"
    )
    start.flag("--short", about=N_("the short form"))
    start.flag("--full", about=N_("all questions, also where the contract's value suggests the short form"))
    start.json()
    start.runs("followup_begin:start")
    record = parser.command("record", N_("record a control done elsewhere, without a form; prints its id"))
    record.place("contract", CONTRACT, metavar="CONTRACT")
    record.place("method", N_("how it was done: document_check, site_inspection …"), metavar="METHOD")
    _about_it(record)
    record.value("--themes", N_("themes assessed, with commas between"), metavar="T,T", required=True)
    record.value("--outcome", N_("ok, remarks or deviations"), metavar="OUTCOME", required=True)
    record.value("--ref", N_("where it is archived"), metavar="REF")
    record.value("--participants", N_("roles that took part"), metavar="TEXT")
    record.value("--reused-from", N_("another buyer whose control it was"), metavar="NAME")
    record.json()
    record.runs("followup_begin:record")


def _about_it(parser: Parser) -> None:
    parser.value("--supplier", N_("id, number or name; needed where the contract has several"), metavar="S")
    parser.value("--date", N_("the day it was or will be done; today if not given"), metavar="DATE")
    parser.value("--reason", N_("why this contract and this method"), metavar="TEXT")


def _answer(parser: Parser) -> None:
    answer = parser.command("answer", N_("answer questions: all of them, or none if one is refused"))
    answer.place("followup", FOLLOWUP, metavar="ID")
    answer.place(
        "answers",
        N_(
            "KEY=yes, KEY.comment=…, KEY.depth=document, KEY.evidence=B-9; an empty value takes the answer away"
        ),
        metavar="KEY=VALUE",
        many="+",
    )
    answer.value(
        "--reason",
        N_("why it is not applicable: not_in_contract, followed_up_already, documented_elsewhere, or words"),
        metavar="REASON",
    )
    answer.json()
    answer.runs("answering:answer")
    keep = parser.command("keep", N_("keep last year's answer, or the one that the form suggests"))
    keep.place("followup", FOLLOWUP, metavar="ID")
    keep.place("questions", N_("the questions to keep it for"), metavar="KEY", many="+")
    keep.json()
    keep.runs("answering:keep")
    fill = parser.command(
        "fill", N_("answer questions from a YAML file: all of them, or none if one is refused")
    )
    fill.place("followup", FOLLOWUP, metavar="ID")
    fill.place("file", N_("the file with `answers:`"), metavar="FILE.yaml")
    fill.json()
    fill.runs("answering:fill")


def _look(parser: Parser) -> None:
    show = parser.command("show", N_("the questions, the answers and what is missing"))
    show.place("followup", FOLLOWUP, metavar="ID")
    show.json()
    show.runs("followup_shown:show")
    listed = parser.command("list", N_("the follow-ups"))
    listed.value("--status", N_("only those with the status; several with commas between"), metavar="STATUS")
    listed.value("--contract", N_("only those of the contract"), metavar="CONTRACT")
    listed.value("--year", N_("only those of the year"), metavar="YEAR")
    listed.flag("--to-clear", about=N_("only those whose details about persons are to be deleted by now"))
    listed.json()
    listed.runs("followup_list:list_followups")
    export = parser.command("export", N_("write the form as it was answered to a file"))
    export.place("followup", FOLLOWUP, metavar="ID")
    export.value("--to", N_("docx, html or md; by the name of the file if not given"), metavar="FORMAT")
    export.value("--skipped", N_("questions that were not asked: omit or list"), metavar="WHICH")
    export.value("--out", N_("the file to write"), metavar="FILE", required=True)
    export.flag("--force", about=N_("replace the file if it is there"))
    export.json()
    export.runs("paper:export_answered")
    proposals = parser.command("proposals", N_("what the answers propose"))
    proposals.place("followup", FOLLOWUP, metavar="ID")
    proposals.json()
    proposals.runs("deciding:list_proposals")


def _decide(parser: Parser) -> None:
    confirm = parser.command("confirm", N_("make a proposal a deviation; prints the deviation's id"))
    confirm.place("followup", FOLLOWUP, metavar="ID")
    confirm.place("proposal", N_("id of the proposal"), metavar="PROPOSAL")
    confirm.value(
        "--rows",
        N_("only these rows of it, with commas between; the others are left to decide"),
        metavar="ROWS",
    )
    confirm.value("--to", N_("add it to this open deviation instead"), metavar="A-8")
    confirm.value("--type", N_("another type of deviation"), metavar="CODE")
    confirm.value("--severity", N_("another severity: observation, minor, major, critical"), metavar="CODE")
    confirm.flag("--suspected", about=N_("a suspicion, not established"))
    confirm.flag("--established", about=N_("established, not only suspected"))
    confirm.value(
        "--found", N_("the day it was found; the day of the follow-up if not given"), metavar="DATE"
    )
    confirm.value("--deadline", N_("when it must be closed; by severity if not given"), metavar="DATE")
    confirm.value("--text", N_("what was found"), metavar="TEXT")
    confirm.value("--public-text", N_("what may be published, without names"), metavar="TEXT")
    confirm.value("--tier", N_("0 the supplier, 1 its subcontractor, and so on"), metavar="N")
    confirm.value("--stage", N_("stage of the supply chain"), metavar="CODE")
    confirm.value("--country", N_("two letters"), metavar="CC")
    confirm.value("--measure", N_("what is to be done, instead of what is proposed"), metavar="TEXT")
    confirm.value("--role", N_("the role responsible for the measure"), metavar="ROLE")
    confirm.value("--due", N_("when the measure is due"), metavar="DATE")
    confirm.json()
    confirm.runs("deciding:confirm")
    dismiss = parser.command("dismiss", N_("do not follow a proposal"))
    dismiss.place("followup", FOLLOWUP, metavar="ID")
    dismiss.place("proposal", N_("id of the proposal"), metavar="PROPOSAL", many="?")
    dismiss.flag("--all", about=N_("every proposal that is not decided, for the same reason"))
    dismiss.value("--reason", REASON, metavar="TEXT")
    dismiss.json()
    dismiss.runs("deciding:dismiss")


def _life(parser: Parser) -> None:
    sign = _step(parser, "sign", N_("sign it: it is done"))
    sign.value("--date", DATE, metavar="DATE")
    sign.value("--overall", N_("the overall assessment"), metavar="TEXT")
    sign.value("--next-date", N_("the next follow-up"), metavar="DATE")
    reopen = _step(parser, "reopen", N_("open a signed one again"))
    reopen.value("--reason", REASON, metavar="TEXT")
    reopen.value("--date", DATE, metavar="DATE")
    send = _step(parser, "send", N_("the self-report has gone to the supplier"))
    send.value("--date", DATE, metavar="DATE")
    send.value("--due", N_("when it must be answered; by the form if not given"), metavar="DATE")
    receive = _step(parser, "receive", N_("the supplier has answered"))
    receive.value("--date", DATE, metavar="DATE")
    extend = _step(parser, "extend", N_("give the supplier more time"))
    extend.value("--due", N_("the new deadline"), metavar="DATE", required=True)
    upgrade = _step(
        parser, "upgrade", N_("see what a newer version of its form does with it, and take it there")
    )
    upgrade.value("--to", N_("which version; the newest published if not given"), metavar="V")
    upgrade.flag("--confirm", about=N_("do it"))
    upgrade.runs("followup_upgrade:upgrade")
    clear = _step(
        parser, "clear", N_("see what deleting details about persons from a closed one would do, and do it")
    )
    clear.value("--why", N_("why, where it is done before its day"), metavar="TEXT")
    clear.flag("--confirm", about=N_("do it"))
    clear.runs("followup_clear:clear")
    withdraw = _step(parser, "withdraw", N_("give it up"))
    withdraw.value("--reason", REASON, metavar="TEXT")
    change = _step(
        parser,
        "change",
        N_(
            "change reason, participants, overall, reference, next_date or date; "
            "themes and outcome of one without a form"
        ),
    )
    change.place("fields", NEW_VALUES, metavar="FIELD=VALUE", many="+")


def _step(parser: Parser, name: str, about: str) -> Parser:
    command = parser.command(name, about)
    command.place("followup", FOLLOWUP, metavar="ID")
    command.json()
    command.runs(f"followup_life:{name}")
    return command
