"""What section 4.A of a year needs and what is written for it: facts, own texts, risks, frozen summaries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import bindparam, insert, select, update

from checklists.change import Act
from checklists.facts import Facts
from checklists.settings import OwnText, PrioritisedRisk
from checklists.values import Refused
from checklists.whole import HeldSummary
from db.rows import own_text_row, own_text_value, risk_row, risk_value, summary_row, summary_value
from db.store.facts import earlier_facts, present_facts
from db.store.records import Statements, row_of, version_of
from db.tables import own_text, risk, summary
from db.versioned import Versioned
from db.writing import Reader, Writer

_RISK = Statements.of(risk, "unknown_risk")
_RISKS = select(*risk.columns).order_by(risk.c.nr)
_TEXTS = select(*own_text.columns).where(own_text.c.year == bindparam("of_year")).order_by(own_text.c.part)
_TEXT = select(*own_text.columns).where(
    own_text.c.year == bindparam("of_year"), own_text.c.part == bindparam("of_part")
)
_INSERT_TEXT = insert(own_text)
_CHANGE_TEXT = update(own_text).where(
    own_text.c.year == bindparam("of_year"), own_text.c.part == bindparam("of_part")
)
_INSERT_SUMMARY = insert(summary)
_SUMMARIES = select(*summary.columns).order_by(summary.c.year, summary.c.frozen)
_OF_YEAR = _SUMMARIES.where(summary.c.year == bindparam("of_year"))


class Reports:
    """Section 4.A's records."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader

    def facts(self, year: int, *, cutoff: date | None = None, as_of: datetime | None = None) -> Facts:
        """Everything 4.A of `year` is computed from, up to `cutoff` (31 December); as it was known at `as_of`."""
        until = cutoff or date(year, 12, 31)
        with self._reader.transaction() as connection:
            if as_of is not None:
                return earlier_facts(connection, year, until, as_of)
            return present_facts(connection, year, until)

    def set_text(self, text: OwnText, act: Act) -> None:
        """Keep the person's own text for one part of one year."""
        at = {"of_year": text.year, "of_part": text.part}
        with self._writer.transaction(act) as write:
            row = write.connection.execute(_TEXT, at).mappings().first()
            before = own_text_value(row_of(row)) if row else None
            if before == text:
                return
            if before is None:
                write.run(_INSERT_TEXT, own_text_row(text))
            else:
                write.run(_CHANGE_TEXT, {"text": text.text, **at})
            action = "changed" if before else "created"
            write.tell("own_text", f"{text.year}/{text.part}", action, before, text)

    def texts(self, year: int) -> Mapping[str, OwnText]:
        """The year's own texts, by part."""
        with self._reader.transaction() as connection:
            rows = connection.execute(_TEXTS, {"of_year": year}).mappings()
            return {each.part: each for each in (own_text_value(row_of(row)) for row in rows)}

    def add_risk(self, risk: PrioritisedRisk, act: Act) -> PrioritisedRisk:
        with self._writer.transaction(act) as write:
            made = risk.model_copy(update={"id": write.new_id("risk")})
            write.run(_RISK.insert, risk_row(made))
            write.tell("risk", made.id, "created", None, made)
        return made

    def risks(self) -> tuple[Versioned[PrioritisedRisk], ...]:
        """Every prioritised risk, the oldest first."""
        with self._reader.transaction() as connection:
            rows = [row_of(row) for row in connection.execute(_RISKS).mappings()]
        return tuple(Versioned(risk_value(row), version_of(row)) for row in rows)

    def change_risk(self, risk: PrioritisedRisk, version: int, act: Act) -> int:
        """Keep a changed risk; its new version. Refused("conflict") unless it is still at `version`."""
        with self._writer.transaction(act) as write:
            row = _RISK.found(write.connection, risk.id)
            before = risk_value(row)
            if version_of(row) != version:
                raise Refused("conflict", subject=risk.id, version=version)
            if before == risk:
                return version
            new = write.changed(_RISK.change, risk_row(risk), at=risk.id, version=version)
            write.tell("risk", risk.id, "changed", before, risk)
            return new

    def freeze(self, year: int, json_text: str, fingerprint: str, act: Act) -> HeldSummary:
        """Keep a summary for ever, as it is."""
        with self._writer.transaction(act) as write:
            held = HeldSummary(year=year, frozen=write.at, json_text=json_text, fingerprint=fingerprint)
            there = write.connection.execute(_OF_YEAR, {"of_year": year}).mappings()
            if any(row["frozen"] == held.frozen for row in there):
                raise Refused("conflict", subject=str(year), version=0)
            write.run(_INSERT_SUMMARY, summary_row(held))
            write.tell("summary", f"{year}/{held.frozen}", "created", None, held)
        return held

    def frozen(self, year: int | None = None) -> tuple[HeldSummary, ...]:
        """Frozen summaries, the oldest first; of one year or of all."""
        with self._reader.transaction() as connection:
            if year is None:
                rows = connection.execute(_SUMMARIES).mappings()
            else:
                rows = connection.execute(_OF_YEAR, {"of_year": year}).mappings()
            return tuple(summary_value(row_of(row)) for row in rows)
