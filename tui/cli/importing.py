"""`aktsom import`: registers, notices and whole databases taken in, each file all or nothing."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, get_args, overload

from checklists.formats import amount
from checklists.intake import Counted, ImportReport, Problem, Register, RegisterKind, RowReport
from checklists.library import requirement_sets
from checklists.values import InputRefused, Refused
from checklists.words import N_
from exchange.register.headings import HEADINGS, heading_of
from exchange.register.reading import is_database_export, open_register
from tui.cli.call import Call
from tui.cli.told import Json, Told
from tui.cli.wrong import DONE, FOUND, WRONG_INPUT, LineWrong, one_of
from tui.plain import visible
from tui.refusals import worded, worded_code

if TYPE_CHECKING:
    from db.database import Database
    from db.verify import JournalFinding

COUNTS: Final = ("read", "created", "updated", "unchanged", "skipped", "refused")
NOT_YET: Final = ("xlsx", "ocds")
"""Kinds of files that are known, but cannot be read."""
NAMED_PROBLEMS: Final = 20
"""Problems that the text answer tells of; `--json` has them all."""


@dataclass(frozen=True)
class Taken:
    """One file: what came of it, and the exit code that it alone would give."""

    file: str
    code: int
    report: ImportReport
    counted_in: Counted = "rows"
    problem: Refused | None = None
    """Why the file could not be read, or taken in, at all."""


def take_in(call: Call) -> Told:
    """Take each file in; the report says what came of every row."""
    args = call.args
    if args.headings:
        return _headings(call)
    if not args.files:
        raise LineWrong("field_missing_on_line", field="FILE")
    form = _kind(str(args.__dict__["from"]))
    taken = [_taken(call, Path(str(each)), form) for each in args.files]
    for each in taken:
        if each.problem is not None:
            call.say(worded(each.problem, call.language))
        elif each.code == WRONG_INPUT:
            call.say(_why(call, each))
    lines = [line for each in taken if each.problem is None for line in _lines(call, each)]
    return Told(
        lines, _data(call, taken), max((each.code for each in taken), key=lambda code: (code > FOUND, code))
    )


def _headings(call: Call) -> Told:
    data: list[Json] = [
        {"field": each.field, "heading": each.text(call.language), "description": call.text(each.description)}
        for each in HEADINGS
    ]
    return Told([";".join(each.text(call.language) for each in HEADINGS)], {"headings": data})


def _kind(asked: str) -> RegisterKind | None:
    """What `--from` says that the files are; None where it is left out."""
    if asked in NOT_YET:
        raise LineWrong("kind_not_read", kind=asked)
    if asked:
        one_of("--from", asked, dict.fromkeys(get_args(RegisterKind)))
    return next((each for each in get_args(RegisterKind) if each == asked), None)


def _taken(call: Call, file: Path, form: RegisterKind | None) -> Taken:
    args, name = call.args, visible(str(file))
    try:
        register = _register(call, file, form)
        if register is None:
            whole = _whole(call, file)
            return Taken(name, FOUND if whole.notes else DONE, whole, "contracts")
    except InputRefused as refused:
        return Taken(name, WRONG_INPUT, ImportReport(), problem=refused)
    with _database(call) as database:
        report = database.contracts.take_in(
            register, call.act(), dry_run=bool(args.dry_run), skip_bad=bool(args.skip_bad_rows)
        )
    if report.refused and (not args.skip_bad_rows or any(each.fatal for each in report.notes)):
        return Taken(name, WRONG_INPUT, report, register.counted_in)
    if not report.read and not report.notes:
        report = replace(report, notes=(Problem(code="nothing_in_file", fatal=False),))
    code = FOUND if report.refused or not report.contracts else DONE
    return Taken(name, code, report, register.counted_in)


def _register(call: Call, file: Path, form: RegisterKind | None) -> Register | None:
    """The register that the file is; None where it is a whole database."""
    if is_database_export(file):
        return None
    day = call.day(str(call.args.as_of))
    try:
        return open_register(file, format=form, day=day, sets=requirement_sets())
    except InputRefused as refused:
        if refused.code == "whole_database":  # with other parts before the one that tells it by
            return None
        raise


@contextmanager
def _database(call: Call) -> Generator[Database]:
    """The database; for a rehearsal where none has been made yet, an empty one that is thrown away after it."""
    there = call.database_if_there() if call.args.dry_run else call.database()
    if there is not None:
        yield there
        return
    from db.database import Database

    with TemporaryDirectory(prefix="aktsom-") as folder:
        aside = Database.open(str(Path(folder) / "rehearsal.db"), create=True, now=call.now)
        try:
            yield aside
        finally:
            aside.close()


def _whole(call: Call, file: Path) -> ImportReport:
    """A whole database, which needs an empty one to go into."""
    from db.whole import take_whole
    from exchange.archive import other_parameters, read_archive

    whole = read_archive(file)
    with _database(call) as database:
        found = take_whole(database, whole, call.act(), dry_run=bool(call.args.dry_run))
    count = len(whole.contracts)
    value: dict[str, Decimal] = {}
    for contract in whole.contracts:
        if contract.value:
            value[contract.value.currency] = (
                value.get(contract.value.currency, Decimal(0)) + contract.value.amount
            )
    return ImportReport(
        read=count,
        created=count,
        contracts=count,
        suppliers=len(whole.suppliers),
        value={key: f"{sum_:f}" for key, sum_ in value.items()},
        notes=(*other_parameters(whole.contracts, requirement_sets()), *_altered(found)),
        stored=not call.args.dry_run,
    )


def _altered(found: Sequence[JournalFinding]) -> Iterator[Problem]:
    """What of a whole database is not as its journal says: somebody changed the file, or what it was made from."""
    for each in found:
        params = {"subject": each.subject or f"#{each.seq}", "seq": str(each.seq)}
        yield Problem(code="export_altered", params=params, fatal=False)


def _lines(call: Call, taken: Taken) -> list[str]:
    report, text = taken.report, call.text
    told = N_(
        "{file}: {read} read: {created} created, {updated} updated, {unchanged} unchanged, {skipped} skipped, "
        "{refused} refused. Contracts: {contracts}, suppliers: {suppliers}{value}."
    )
    if taken.code == WRONG_INPUT:
        told = N_("{file}: {read} read, {refused} refused. Nothing was stored.")
    value = "".join(
        f", {amount(Decimal(total), currency, call.language)}" for currency, total in report.value.items()
    )
    counts = {name: getattr(report, name) for name in (*COUNTS, "contracts", "suppliers")}
    lines = [text(told, file=taken.file, value=value, **counts)]
    problems = [(row.line, each) for row in report.rows for each in row.problems]
    problems += [(each.line, each) for each in report.notes]
    for line, problem in problems[:NAMED_PROBLEMS]:
        lines.append(f"  {_place(call, taken, problem, line)}{_message(call, problem)}")
    if len(problems) > NAMED_PROBLEMS:
        lines.append(
            "  " + text(N_("… and {n} more; --json has them all."), n=len(problems) - NAMED_PROBLEMS)
        )
    if call.args.dry_run:
        lines.append(text(N_("This was a rehearsal: nothing was kept.")))
    return lines


def _why(call: Call, taken: Taken) -> str:
    """Why nothing of the file was kept: the first row that was refused, and what to do."""
    refused = [(row, each) for row in taken.report.rows if row.status == "refused" for each in row.problems]
    # That a row falls with another of its contract is no reason of its own.
    causes = (pair for pair in refused if pair[1].fatal and pair[1].code != "other_row_refused")
    row, first = next(causes, refused[0])
    whole = next((_message(call, each) + " " for each in taken.report.notes if each.fatal), "")
    told = f"{_place(call, taken, first, row.line)}{_message(call, first)} "
    end = N_("Nothing was kept. Correct the rows, or add --skip-bad-rows.")
    if whole:
        end = N_("Nothing was kept. Correct the rows.")
    return f"{taken.file}: {told}{whole}{call.text(end)}"


def _place(call: Call, taken: Taken, problem: Problem, line: int | None) -> str:
    """Where it is: line and heading; of a file that is not made of lines, the contract's number or the path."""
    field = heading_of(problem.field, call.language) if problem.field else ""
    where = N_("line {line}") if taken.counted_in == "rows" else N_("contract {line}")
    where = "" if not line or "[" in problem.field else call.text(where, line=line)
    told = ", ".join(part for part in (where, field) if part)
    return f"{told}: " if told else ""


def _message(call: Call, problem: Problem) -> str:
    return worded_code(problem.code, problem.params, call.language)


def _data(call: Call, taken: Sequence[Taken]) -> Json:
    """One file's report; of several, the sums, and each file's own under `files`."""
    reports = [_report(call, each) for each in taken]
    if len(reports) == 1:
        return reports[0]
    summed: dict[str, Json] = {
        name: sum(getattr(each.report, name) for each in taken)
        for name in (*COUNTS, "contracts", "suppliers")
    }
    value: dict[str, Decimal] = {}
    for currency, total in (part for each in taken for part in each.report.value.items()):
        value[currency] = value.get(currency, Decimal(0)) + Decimal(total)
    return {**summed, "value": value, "files": reports}


def _report(call: Call, taken: Taken) -> dict[str, Json]:
    report, problem = taken.report, taken.problem
    notes: list[Json] = [_problem(call, each, each.line) for each in report.notes]
    if problem is not None:
        message = worded(problem, call.language)
        notes.append({"code": problem.code, "message": message, "field": None, "line": None})
    return {
        "file": taken.file,
        **{name: getattr(report, name) for name in (*COUNTS, "contracts", "suppliers")},
        "value": {currency: Decimal(total) for currency, total in report.value.items()},
        "rows": _Rows(call, report.rows),
        "notes": notes,
        "removed_characters": report.removed_characters,
        "stored": report.stored,
        "dry_run": bool(call.args.dry_run),
    }


class _Rows(Sequence[Json]):
    """What came of every row, each made into JSON when it is written: most often nobody asks for it."""

    def __init__(self, call: Call, rows: Sequence[RowReport]) -> None:
        self._call = call
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Json: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Json]: ...
    def __getitem__(self, place: int | slice) -> Json:
        if isinstance(place, slice):
            return _Rows(self._call, self._rows[place])
        row = self._rows[place]
        return {
            "line": row.line,
            "status": row.status,
            "contract": row.contract or None,
            "problems": [_problem(self._call, each, row.line) for each in row.problems],
        }


def _problem(call: Call, problem: Problem, line: int | None) -> Json:
    return {
        "code": problem.code,
        "message": _message(call, problem),
        "field": problem.field or None,
        "line": problem.line or line,
        "fatal": problem.fatal,
    }
