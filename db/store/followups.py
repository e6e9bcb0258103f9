"""Follow-ups: started on a form, answered, decided about, signed; or recorded when done elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from checklists.answer import Answer
from checklists.change import Act
from checklists.deviation import Deviation
from checklists.followup import FollowUp
from checklists.form import Form
from checklists.measure import Measure
from checklists.proposals import Decision
from checklists.values import Refused
from db.rows import followup_row, followup_value
from db.store.answering import Answering
from db.store.decisions import decided
from db.store.forms import kept_form
from db.store.opening import Opened, opened
from db.store.records import Statements, version_of
from db.tables import followup
from db.versioned import Versioned
from db.writing import Reader, Write, Writer

__all__ = ["FollowUps", "Opened"]
_FOLLOWUP = Statements.of(followup, "unknown_followup")


class FollowUps:
    """The register of follow-ups."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader
        self._answering = Answering()

    def start(self, followup: FollowUp, form: Form, act: Act) -> FollowUp:
        """Record a follow-up on a form, whose content is kept with it for ever."""
        with self._writer.transaction(act) as write:
            kept_form(write, form)
            on_form = {"form": form.id, "form_version": form.version, "form_hash": form.content_hash}
            return _added(write, followup.model_copy(update=on_form))

    def record(self, followup: FollowUp, act: Act) -> FollowUp:
        """Record a control that was done elsewhere, without a form."""
        with self._writer.transaction(act) as write:
            return _added(write, followup)

    def get(self, id: str) -> Versioned[FollowUp]:
        """Refused("unknown_followup")."""
        with self._reader.transaction() as connection:
            row = _FOLLOWUP.found(connection, id.strip().upper())
            return Versioned(followup_value(row), version_of(row))

    def open(self, id: str) -> Opened:
        """Everything the review needs. Refused("unknown_followup"), ("without_form") for one recorded so."""
        with self._reader.transaction() as connection:
            return opened(connection, _FOLLOWUP.found(connection, id.strip().upper()))

    def answer(self, followup: FollowUp, answer: Answer, version: int, act: Act) -> int:
        """Keep an answer; its new version. `followup` is as it is after answering.

        `version` is the one the answer had, 0 for a new one. Refused("conflict") if somebody else changed it.
        """
        with self._writer.transaction(act) as write:
            return self._answering.keep(write, followup, answer, version)

    def answers(
        self, followup: FollowUp, answers: tuple[Answer, ...], versions: Mapping[str, int], act: Act
    ) -> Mapping[str, int]:
        """Keep many answers at once, all or none; their new versions by question."""
        with self._writer.transaction(act) as write:
            return {
                each.question: self._answering.keep(write, followup, each, versions.get(each.question, 0))
                for each in answers
            }

    def change(self, followup: FollowUp, version: int, act: Act) -> int:
        """Keep a changed follow-up; its new version. Refused("conflict") unless it is still at `version`."""
        with self._writer.transaction(act) as write:
            return changed_followup(write, followup, version)

    def decide(
        self, decision: Decision, deviation: Deviation | None, measures: tuple[Measure, ...], act: Act
    ) -> tuple[Decision, Deviation | None]:
        """Keep a decision about a proposal, with the deviation and measures that confirming it gives."""
        with self._writer.transaction(act) as write:
            return decided(write, decision, deviation, measures)


def _added(write: Write, new: FollowUp) -> FollowUp:
    made = new.model_copy(update={"id": write.new_id("followup")})
    write.run(_FOLLOWUP.insert, followup_row(made))
    write.tell("followup", made.id, "created", None, made)
    return made


def changed_followup(write: Write, after: FollowUp, version: int) -> int:
    """Keep a changed follow-up within a transaction; the version it has then."""
    row = _FOLLOWUP.found(write.connection, after.id)
    before = followup_value(row)
    if version_of(row) != version:
        raise Refused("conflict", subject=after.id, version=version)
    if before == after:
        return version
    new = write.changed(_FOLLOWUP.change, followup_row(after), at=after.id, version=version)
    write.tell("followup", after.id, "changed", before, after)
    return new
