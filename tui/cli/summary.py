"""`aktsom summary`: section 4.A of a year, its own texts, and the years that are frozen."""

from __future__ import annotations

import sys
from datetime import datetime, time
from pathlib import Path
from typing import Final

from checklists.change import OSLO
from checklists.section4a import PARTS, Summary, cutoff_of_freezing, summary
from checklists.settings import OwnText
from checklists.values import TEXT_LIMIT, InputRefused, Refused
from checklists.whole import HeldSummary
from checklists.words import LANGUAGES, N_
from exchange.files import read_given, write_file
from exchange.summary import BINARY, FORMATS, Format, written
from tui.cli import shown
from tui.cli.call import Call
from tui.cli.fields import year as year_of
from tui.cli.table import table
from tui.cli.told import Json, Told
from tui.cli.wrong import LineWrong, one_of, refuse_beside, valued
from tui.freezing import as_frozen, beside_frozen, still_running, to_freeze
from tui.freezing import freeze as kept_frozen
from tui.given import day_of
from tui.plain import visible

NOT_YET: Final = ("html", "xlsx", "pdf")
"""Formats that this version does not write."""
MOST_BYTES: Final = 4 * TEXT_LIMIT
"""Of a file with an own text: UTF-8 takes up to four bytes a character."""


def show(call: Call) -> Told:
    """Section 4.A in one of its formats, to the terminal or to a file. Warnings do not change the exit code."""
    args = call.args
    if args.frozen:
        refuse_beside(args, "--frozen", "--as-of", "--cutoff")
    form = _format(call)
    language = one_of("--lang", str(args.lang) or call.language, dict.fromkeys(LANGUAGES))
    made = _frozen(call) if args.frozen else _made(call, language)
    content = written(made, form, language, public=bool(args.public))
    if args.out:
        write_file(Path(str(args.out)), content, force=bool(args.force))
        return Told(
            [call.text(N_("Written: {file}"), file=str(args.out))], {"file": str(args.out), "format": form}
        )
    text = content.decode()
    if form != "json":
        text = "\n".join(visible(line) for line in text.split("\n"))
    return Told(written=text)


def _format(call: Call) -> Format:
    args = call.args
    asked = str(args.format) or ("json" if args.json and not args.out else _by_name(str(args.out)))
    for form in FORMATS:
        if form == asked:
            if args.json and form != "json" and not args.out:
                raise LineWrong("json_is_a_format", format=form)
            if form in BINARY and not args.out:
                raise LineWrong("format_needs_file", format=form)
            return form
    if asked in NOT_YET:
        raise LineWrong("not_in_this_version", asked=f"summary --format {asked}")
    raise LineWrong("not_one_of", name="--format", given=asked[:20], choices=", ".join(FORMATS))


def _by_name(file: str) -> str:
    """The format that a file's name tells of; text otherwise."""
    suffix = Path(file).suffix.lstrip(".").lower()
    return suffix if suffix in FORMATS else "text"


def _year(call: Call) -> int:
    year = year_of(str(call.args.year))
    if year is None:
        raise LineWrong("not_a_year", given=str(call.args.year)[:40])
    return year


def _made(call: Call, language: str) -> Summary:
    args, year = call.args, _year(call)
    cutoff, known_on = day_of(str(args.cutoff)), day_of(str(args.as_of))
    if known_on and known_on > call.today:
        raise Refused("date_in_future", date=known_on)
    if cutoff and cutoff.year != year:
        raise LineWrong("cutoff_in_another_year", date=cutoff, year=year)
    # What was known on a day is what had been written when it ended.
    as_of = datetime.combine(known_on, time.max, OSLO) if known_on else None
    facts = call.database().reports.facts(year, cutoff=cutoff, as_of=as_of)
    return beside_frozen(call.database(), summary(facts, language, call.today))


def _frozen(call: Call) -> Summary:
    held = call.database().reports.frozen(_year(call))
    if not held:
        raise LineWrong("year_not_frozen", year=_year(call))
    return as_frozen(held[-1])


def own_text(call: Call) -> Told:
    """The person's own text of a part: set from a file or option, else shown."""
    args, year = call.args, _year(call)
    part = one_of("PART", str(args.part), dict.fromkeys(PARTS))
    if args.file and args.text is not None:
        raise LineWrong("one_of_two_options", one="--file", other="--text")
    db = call.database()
    given = _given(str(args.file)) if args.file else None if args.text is None else str(args.text)
    if given is None:
        held = db.reports.texts(year).get(part)
        text = held.text if held else ""
        if not text:
            call.say(
                call.text(
                    N_(
                        "There is no text of your own for {part} in {year}; the draft from the records is used."
                    ),
                    part=part,
                    year=str(year),
                )
            )
        return Told(text.split("\n"), {"year": year, "part": part, "text": text})
    own = valued(OwnText, {"year": year, "part": part, "text": given})
    db.reports.set_text(own, call.act())
    line = call.text(N_("The text of {part} for {year} is kept."), part=part, year=str(year))
    return Told([line], {"year": year, "part": part, "text": own.text})


def _given(file: str) -> str:
    if file == "-":
        if not sys.stdin:
            raise InputRefused("file_missing", file="-")
        raw, name = sys.stdin.buffer.read(MOST_BYTES + 1), "-"
        if len(raw) > MOST_BYTES:
            raise InputRefused("input_too_large", file=name, limit=1)
    else:
        given = read_given(Path(file), limit=MOST_BYTES)
        raw, name = given.raw, given.name
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputRefused("text_not_utf8", file=name) from None


def freeze(call: Call) -> Told:
    """Keep the section as it is now; it can be exported as it was for ever. A year that runs is kept as of today."""
    year = _year(call)
    cutoff_of_freezing(year, call.today)
    db = call.database()
    made = to_freeze(db, year, call.language, call.today)
    held = kept_frozen(db, made, call.act())
    line = call.text(
        N_("{year} is frozen; fingerprint {fingerprint}."), year=str(year), fingerprint=held.fingerprint[:16]
    )
    data: dict[str, Json] = {"year": held.year, "frozen": held.frozen, "fingerprint": held.fingerprint}
    running = still_running(made, call.language)
    return Told([line, *([running] if running else [])], {**data, "cutoff": made.cutoff})


def list_frozen(call: Call) -> Told:
    """What has been frozen, the oldest first."""
    held = call.database().reports.frozen()
    text = call.text
    rows = [
        (str(each.year), shown.moment(datetime.fromisoformat(each.frozen)), each.fingerprint[:16])
        for each in held
    ]
    headings = [text(N_("Year")), text(N_("Frozen")), text(N_("Fingerprint"))]
    data: list[Json] = [_listed(each) for each in held]
    return Told(
        table(headings, rows) if rows else [text(N_("No year has been frozen."))], {"summaries": data}
    )


def _listed(held: HeldSummary) -> dict[str, Json]:
    told: dict[str, Json] = {"year": held.year, "frozen": held.frozen, "fingerprint": held.fingerprint}
    try:
        made = as_frozen(held)
    except InputRefused:
        return {**told, "cutoff": None, "program": None}
    return {**told, "cutoff": made.cutoff.isoformat(), "program": made.program or None}
