"""What the commands about contracts, suppliers and files of them take."""

from __future__ import annotations

from checklists.words import N_
from tui.cli.parsing import Parser

CONTRACT = N_("id or reference of the contract")
NEW_VALUES = N_("fields and their new values; an empty value takes it away")
WHY = N_("why, for the journal")


def demo(parser: Parser) -> None:
    parser.value("--keep", N_("keep the example in this new file"), metavar="PATH")
    parser.runs("opening:open_demo")


def importing(parser: Parser) -> None:
    parser.place("files", N_("files of contracts, or one whole database as JSON"), metavar="FILE", many="*")
    parser.value(
        "--from", N_("what kind of file it is: csv, eforms or json; found out if not given"), metavar="KIND"
    )
    parser.value("--as-of", N_("the day that the file tells of; today if not given"), metavar="DATE")
    parser.flag("--dry-run", about=N_("do everything but keep it"))
    parser.flag("--skip-bad-rows", about=N_("take the good rows in although others are refused"))
    parser.flag("--headings", about=N_("print our own column headings"))
    parser.json()
    parser.runs("importing:take_in")


def contracts(parser: Parser) -> None:
    parser.value(
        "--search",
        N_("words in the title, reference or supplier; bo, bø and boe are the same"),
        metavar="TEXT",
    )
    parser.flag("--due", about=N_("only those with a deadline within 45 days, or passed"))
    parser.value("--year", N_("only those active in the year"), metavar="YEAR")
    parser.value("--category", N_("only those of the category"), metavar="CODE")
    parser.value("--supplier", N_("only those of the supplier"), metavar="ID")
    parser.json()
    parser.runs("contracts:list_contracts")


def contract(parser: Parser) -> None:
    show = parser.command("show", N_("everything about one contract"))
    show.place("contract", CONTRACT, metavar="CONTRACT")
    show.json()
    show.runs("contracts:show_contract")
    add = parser.command(
        "add", N_("add a contract: reference=… title=… supplier=… number=… and other fields")
    )
    add.place(
        "fields",
        N_("fields and their values: category=textiles value=1000000"),
        metavar="FIELD=VALUE",
        many="+",
    )
    add.json()
    add.runs("contracts:add_contract")
    change = parser.command(
        "change", N_("change fields of a contract; requirement_set=confirmed confirms the assumed ones")
    )
    change.place("contract", CONTRACT, metavar="CONTRACT")
    _new_values(change, "contracts:change_contract")


def supplier(parser: Parser) -> None:
    show = parser.command("show", N_("a supplier and its contracts"))
    show.place("supplier", N_("id of the supplier: L-12"), metavar="SUPPLIER")
    show.json()
    show.runs("suppliers:show_supplier")
    change = parser.command("change", N_("change name, number, country, contact or note"))
    change.place("supplier", N_("id of the supplier: L-12"), metavar="SUPPLIER")
    _new_values(change, "suppliers:change_supplier")


def _new_values(parser: Parser, runs: str) -> None:
    parser.place("fields", NEW_VALUES, metavar="FIELD=VALUE", many="+")
    parser.value("--why", WHY, metavar="TEXT")
    parser.json()
    parser.runs(runs)
