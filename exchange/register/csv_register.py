"""A register as CSV with our own headings. Read twice: once to see how it is written, once for the contracts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from checklists.intake import MOST_PROBLEMS, ContractDraft, Counted, Problem, RegisterKind, reading_stopped
from checklists.requirements import RequirementSets
from checklists.values import InputRefused, Refused, cleaned
from checklists.words import LANGUAGES
from exchange.register.amounts import Mark, mark_shown_by
from exchange.register.cells import NO_FIELD, CellReader, Conventions
from exchange.register.csvtext import CsvText, csv_text
from exchange.register.dates import Order, order_shown_by
from exchange.register.facts import Facts, draft_of, problem_of, put_together, refused_field
from exchange.register.headings import field_of, heading_of

MOST_ROWS = 200_000
_DATES = ("signed", "from", "to", "option_until", "notice_by")


@dataclass(slots=True)
class _Survey:
    """What a first look at the file shows: its columns, how they write, and which references come again."""

    columns: dict[str, int]
    """Our field → place in the row."""
    width: int
    header: int
    unknown: list[str]
    conventions: Conventions = field(default_factory=Conventions)
    times: dict[str, int] = field(default_factory=dict[str, int])
    """Rows of each reference that stands in more than one."""
    rows: int = 0


class CsvRegister:
    """One file, a `Register`; its drafts are made as they are asked for, so that none is held.

    Raises InputRefused when made, if the file as such cannot be read. `refused`, `skipped`, `notes` and
    `removed_characters` are complete when `drafts` has come to its end.
    """

    def __init__(self, raw: bytes, name: str, sets: RequirementSets, day: date) -> None:
        self._text = csv_text(raw, name)
        self._survey = _surveyed(self._text)
        self._reader = CellReader(self._survey.conventions, sets, day)
        self.format: RegisterKind = "csv"
        self.counted_in: Counted = "rows"
        self.read = self._survey.rows
        self.removed_characters = 0
        self._refused: list[Problem] = []
        self._skipped: list[Problem] = []
        self._stopped_at = 0

    @property
    def refused(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._refused, key=lambda problem: problem.line or 0))

    @property
    def skipped(self) -> tuple[Problem, ...]:
        return tuple(self._skipped)

    @property
    def stopped(self) -> bool:
        return self._stopped_at > 0

    @property
    def notes(self) -> tuple[Problem, ...]:
        """About the file as a whole."""
        header = self._survey.header
        told = [
            Problem(code="heading_unknown", params={"heading": heading}, line=header, fatal=False)
            for heading in self._survey.unknown
        ]
        if "reference" not in self._survey.columns:
            told.append(Problem(code="reference_from_title", line=header, fatal=False))
        if self._text.encoding == "mac_roman":
            told.append(Problem(code="csv_read_as_mac", fatal=False))
        if self.removed_characters:
            count = str(self.removed_characters)
            told.append(Problem(code="characters_removed", params={"count": count}, fatal=False))
        if self._stopped_at:
            told.append(reading_stopped(self._stopped_at))
        return tuple(told)

    @property
    def drafts(self) -> Iterator[ContractDraft]:
        """Every contract that holds together, from the first row on. What does not is refused or skipped."""
        self._refused, self._skipped, self.removed_characters, self._stopped_at = [], [], 0, 0
        waiting: dict[str, list[Facts]] = {}
        by_place = {place: name for name, place in self._survey.columns.items()}
        names = [by_place.get(place, NO_FIELD) for place in range(self._survey.width)]
        for line, row in _data_rows(self._text, self._survey):
            facts = self._reader.read(dict(zip(names, row, strict=True)), line)
            self.removed_characters += facts.removed
            reference = self._reference_of(facts)
            draft = None
            if reference not in self._survey.times:
                draft = self._one(facts, reference)
            else:
                rows = waiting.setdefault(reference, [])
                rows.append(facts)
                if len(rows) == self._survey.times[reference]:
                    draft = self._several(waiting.pop(reference), reference)
            if draft is not None:
                yield draft
            if len(self._refused) >= MOST_PROBLEMS:
                self._stopped_at = line
                return
        for reference, rows in waiting.items():
            if draft := self._several(rows, reference):
                yield draft

    def _reference_of(self, facts: Facts) -> str:
        """The reference; where the file has no such column, the title stands for it."""
        column = "reference" if "reference" in self._survey.columns else "title"
        return str(facts.fields.get(column, ""))

    def _one(self, facts: Facts, reference: str) -> ContractDraft | None:
        if not reference and not facts.fatal:
            facts.problems.append(Problem(code="reference_missing", line=facts.line, field="reference"))
        facts.fields.setdefault("reference", reference)
        return self._made(facts, (facts.line,))

    def _several(self, rows: list[Facts], reference: str) -> ContractDraft | None:
        if any(row.fatal for row in rows):
            self._refused += _with_the_others(rows, reference)
            return None
        whole, repeated, conflicts = put_together(rows, reference)
        if conflicts:
            told = {problem.line for problem in conflicts}
            bad = conflicts[0].line or 0
            self._refused += conflicts
            self._refused += [_other_row(row.line, reference, bad) for row in rows if row.line not in told]
            return None
        self._skipped += [
            Problem(code="row_repeated", params={"reference": reference}, line=line, fatal=False)
            for line in repeated
        ]
        whole.fields.setdefault("reference", reference)
        lines = tuple(row.line for row in rows if row.line not in repeated)
        draft = self._made(whole, lines)
        if draft is None:
            self._refused += [_other_row(line, reference, lines[0]) for line in lines[1:]]
        return draft

    def _made(self, facts: Facts, lines: tuple[int, ...]) -> ContractDraft | None:
        fatal = facts.fatal
        if not fatal:
            try:
                return draft_of(facts, lines)
            except Refused as refused:
                fatal = [problem_of(refused, facts.line, refused_field(facts, refused))]
        self._refused += fatal
        return None


def _with_the_others(rows: list[Facts], reference: str) -> list[Problem]:
    """The fatal problems of a contract's rows, and for its good rows that they fall with the bad one."""
    bad = next(row.line for row in rows if row.fatal)
    told = [problem for row in rows for problem in row.fatal]
    return told + [_other_row(row.line, reference, bad) for row in rows if not row.fatal]


def _other_row(line: int, reference: str, bad: int) -> Problem:
    return Problem(code="other_row_refused", params={"reference": reference, "other": str(bad)}, line=line)


def _surveyed(text: CsvText) -> _Survey:
    rows = text.rows()
    line, header = next(rows, (0, list[str]()))
    survey = _columns(header, line, text.name)
    identity = survey.columns.get("reference", survey.columns.get("title", 0))
    nameless = [place for place in range(survey.width) if not header[place].strip()]
    seen: Counter[str] = Counter()
    marks: set[Mark] = set()
    orders: dict[str, set[Order]] = {name: set() for name in _DATES if name in survey.columns}
    dates = [(survey.columns[name], shown) for name, shown in orders.items()]
    value = survey.columns.get("value")
    for _line, row in _data_rows(text, survey):
        survey.rows += 1
        seen[row[identity]] += 1
        if value is not None and row[value]:
            _look_at_mark(row[value], marks)
        for place, shown in dates:
            cell = row[place]
            # With dots, or the year first, the form itself decides.
            if cell and "." not in cell and cell[4:5] != "-" and (order := order_shown_by(cell)):
                shown.add(order)
        for place in [place for place in nameless if row[place].strip()]:
            nameless.remove(place)
            survey.unknown.append(f"({place + 1})")
    if survey.rows > MOST_ROWS:
        raise InputRefused("csv_too_many_rows", file=text.name, limit=MOST_ROWS)
    survey.conventions = Conventions(
        mark=next(iter(marks)) if len(marks) == 1 else None,
        orders={name: next(iter(shown)) for name, shown in orders.items() if len(shown) == 1},
    )
    survey.times = _times(seen)
    return survey


def _look_at_mark(cell: str, marks: set[Mark]) -> None:
    if len(marks) == 1:
        mark = next(iter(marks))
        other = "." if mark == "," else ","
        # One mark of the kind already seen can show nothing new.
        if other not in cell and cell.count(mark) < 2:
            return
    if mark := mark_shown_by(cell):
        marks.add(mark)


def _times(seen: Counter[str]) -> dict[str, int]:
    """Counts by cleaned reference, only those above one."""
    counted: Counter[str] = Counter()
    for cell, times in seen.items():
        counted[cell.strip() if cell.isascii() and cell.isprintable() else cleaned(cell)[0]] += times
    return {reference: times for reference, times in counted.items() if times > 1 and reference}


def _data_rows(text: CsvText, survey: _Survey) -> Iterator[tuple[int, list[str]]]:
    for line, row in text.rows():
        if line == survey.header:
            continue
        if len(row) != survey.width:
            if len(row) < survey.width or any(cell.strip() for cell in row[survey.width :]):
                raise InputRefused(
                    "csv_ragged", file=text.name, line=line, found=len(row), expected=survey.width
                )
            row = row[: survey.width]
        yield line, row


def _columns(header: list[str], line: int, name: str) -> _Survey:
    columns: dict[str, int] = {}
    unknown: list[str] = []
    while header and not header[-1].strip():
        header.pop()
    for place, cell in enumerate(header):
        known = field_of(cell)
        if known in columns:
            raise InputRefused("heading_twice", file=name, heading=cleaned(cell)[0][:60], line=line)
        if known:
            columns[known] = place
        elif cleaned(cell)[0]:
            unknown.append(cleaned(cell)[0][:60])
    if not columns:
        found = ", ".join(unknown[:6])[:120]
        raise InputRefused("headings_not_known", file=name, found=found, line=line)
    if "reference" not in columns and "title" not in columns:
        raise _missing("reference", line, name)
    if "supplier" not in columns:
        raise _missing("supplier", line, name)
    return _Survey(columns, len(header), line, unknown)


def _missing(field: str, line: int, name: str) -> InputRefused:
    nb, nn, en = (heading_of(field, language) for language in LANGUAGES)
    return InputRefused("heading_missing", file=name, heading=nb, heading_nn=nn, heading_en=en, line=line)
