"""Follow-ups: started on a form, answered, decided about, signed; or recorded when done elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from checklists.answer import Answer
from checklists.change import Act, Action
from checklists.clearing import Clearing, Persons, Rule
from checklists.contract import Contract
from checklists.deeper import Shown
from checklists.deviation import Deviation
from checklists.evidence import Attached
from checklists.followup import FollowUp
from checklists.form import Form
from checklists.measure import Measure
from checklists.possible import followup_faults, refuse_new
from checklists.proposals import Decision
from checklists.review import Review
from checklists.upgrade import Upgrade, refuse_upgrade, target, upgrade
from checklists.values import Refused
from db.chain import read_head
from db.rows import followup_row, followup_value
from db.store.answering import Answering
from db.store.asked_again import Earlier, asked_again
from db.store.clearing import deviations_of, kept_clearing, previewed, rule_in
from db.store.decisions import decided
from db.store.deeper import deeper_of
from db.store.evidence import added_ids
from db.store.form_copies import kept_form
from db.store.form_versions import in_use
from db.store.opening import Opened, opened
from db.store.records import Statements, version_of
from db.store.signing import refuse_changed, written_risk
from db.store.starting import with_first_rows
from db.store.upgrading import kept_upgrade
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
        self._ahead: tuple[str, int, str, Opened] | None = None
        """What was last opened, under its id and the end of the journal at that moment."""

    def start(self, followup: FollowUp, form: Form, act: Act) -> FollowUp:
        """Record a follow-up on a form, whose content is kept with it for ever.

        A form that was only a draft is published by that. Refused("form_retired"), and as `Forms.publish` says.
        """
        with self._writer.transaction(act) as write:
            in_use(write, form)
            kept_form(write, form)
            on_form = {"form": form.id, "form_version": form.version, "form_hash": form.content_hash}
            new = followup.model_copy(update=on_form)
            return _added(write, with_first_rows(write.connection, new, form))

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
        """Everything the review needs. Refused("unknown_followup"), ("without_form") for one recorded so.

        The latest one is kept: as long as the journal ends where it did, nothing of it has changed.
        """
        wanted = id.strip().upper()
        with self._reader.transaction() as connection:
            seq, hash, _ = read_head(connection)
            if self._ahead is not None and self._ahead[:3] == (wanted, seq, hash):
                return self._ahead[3]
            found = opened(connection, _FOLLOWUP.found(connection, wanted))
            self._ahead = (wanted, seq, hash, found)
            return found

    def deeper(self, standard: Review) -> Mapping[str, tuple[Shown, ...]]:
        """What other follow-ups of the supplier show of each clause that a standard form asks about."""
        with self._reader.transaction() as connection:
            return deeper_of(connection, standard)

    def answer(self, followup: FollowUp, answer: Answer, version: int, act: Act) -> int:
        """Keep an answer; its new version. `followup` is as it is after answering.

        `version` is the one the answer had, 0 for a new one. Refused("conflict") if somebody else changed it.
        """
        with self._writer.transaction(act) as write:
            return self._answering.keep(write, followup, answer, version)

    def answers(
        self,
        followup: FollowUp,
        answers: tuple[Answer, ...],
        versions: Mapping[str, int],
        act: Act,
        evidence: Mapping[str, tuple[Attached, ...]] | None = None,
    ) -> Mapping[str, int]:
        """Keep many answers at once, all or none; their new versions by question.

        `evidence` is new, by the question whose answer is to rest on it besides; it is kept with them or not at all.
        """
        new = evidence or {}
        with self._writer.transaction(act) as write:
            kept: dict[str, int] = {}
            for each in answers:
                rests_on = (*each.evidence, *added_ids(write, new.get(each.question, ())))
                answer = each.model_copy(update={"evidence": rests_on})
                version = versions.get(each.question, 0)
                kept[each.question] = self._answering.keep(write, followup, answer, version)
            return kept

    def change(self, followup: FollowUp, version: int, act: Act) -> int:
        """Keep a changed follow-up; its new version. Refused("conflict") unless it is still at `version`."""
        with self._writer.transaction(act) as write:
            before, today = followup_value(_FOLLOWUP.found(write.connection, followup.id)), act.today
            refuse_new(followup_faults(followup, today), followup_faults(before, today))
            return changed_followup(write, followup, version)

    def sign(
        self,
        id: str,
        signed: Callable[[Review], FollowUp],
        act: Act,
        *,
        seen: Review | None = None,
        contract: Contract | None = None,
    ) -> FollowUp:
        """Sign a follow-up as the database has it at this moment: `signed` judges that, and makes the signed one.

        The level of risk that it says is written on the contract along with it. `seen` is what the signer has read,
        and `contract` what the signer was told would change: Refused("sign_conflict") when an answer, a decision, the
        follow-up itself or that level is no longer so. Refused("unknown_followup"), and ("without_form") for one
        recorded so.
        """
        with self._writer.transaction(act) as write:
            standing = opened(write.connection, _FOLLOWUP.found(write.connection, id.strip().upper()))
            refuse_changed(standing, seen, contract)
            made = written_risk(write, standing, signed(standing.review))
            refuse_new(followup_faults(made, act.today))
            changed_followup(write, made, standing.version)
            return made

    def preview_upgrade(self, id: str, form: Form) -> Upgrade:
        """What taking a follow-up to `form` would do with each answer; nothing is changed.

        Refused("unknown_followup"), and as `checklists.upgrade.refuse_upgrade` says.
        """
        review = self.open(id).review
        to = target(review, form)
        refuse_upgrade(review, to)
        return upgrade(review, to)

    def asked_again(self, id: str) -> Mapping[str, Earlier]:
        """What was answered before the latest upgrade emptied it, by question."""
        with self._reader.transaction() as connection:
            return asked_again(connection, id.strip().upper())

    def upgrade(self, id: str, form: Form, act: Act, *, seen: Upgrade | None = None) -> Upgrade:
        """Take an open follow-up to a newer published version of its form, and keep its answers as they are there.

        `seen` is the preview that was confirmed: Refused("upgrade_conflict") when it would do something else by now.
        Refused as `preview_upgrade`, and ("upgrade_to_draft"), ("form_retired").
        """
        with self._writer.transaction(act) as write:
            standing = opened(write.connection, _FOLLOWUP.found(write.connection, id.strip().upper()))
            done, after = kept_upgrade(write, standing, form, seen)
            changed_followup(write, after.followup, standing.version)
            return done

    def preview_clear(self, id: str, today: date, why: str = "") -> tuple[Clearing, Rule]:
        """What deleting details about persons from a follow-up would do, and when it is to be done.

        Nothing is changed. Refused("unknown_followup"), ("without_form"), and as `refuse_clearing` says; `why` is the
        reason for doing it before its day.
        """
        with self._reader.transaction() as connection:
            return previewed(connection, self.open(id), today, why, Persons())

    def rule(self, id: str) -> Rule:
        """When details about persons are to be deleted from a follow-up with a form."""
        with self._reader.transaction() as connection:
            review = self.open(id).review
            return rule_in(connection, review, deviations_of(connection, review.followup.id))

    def clear(self, id: str, act: Act, why: str = "", *, seen: Clearing | None = None) -> FollowUp:
        """Delete details about persons, also from the journal: for good. The follow-up as it is then.

        `seen` is the preview that was confirmed: Refused("clear_conflict") when it would do something else by now.
        Refused as `preview_clear`.
        """
        with self._writer.transaction(act) as write:
            standing = opened(write.connection, _FOLLOWUP.found(write.connection, id.strip().upper()))
            return kept_clearing(write, standing, why, seen)

    def decide(
        self, decision: Decision, deviation: Deviation | None, measures: tuple[Measure, ...], act: Act
    ) -> tuple[Decision, Deviation | None]:
        """Keep a decision about a proposal, with the deviation and measures that confirming it gives."""
        with self._writer.transaction(act) as write:
            return decided(write, decision, deviation, measures)

    def decide_all(self, decisions: tuple[Decision, ...], act: Act) -> None:
        """Keep decisions that make no deviation, all or none."""
        with self._writer.transaction(act) as write:
            for each in decisions:
                decided(write, each, None, ())


def _added(write: Write, new: FollowUp) -> FollowUp:
    made = new.model_copy(update={"id": write.new_id("followup")})
    write.run(_FOLLOWUP.insert, followup_row(made))
    write.tell("followup", made.id, "created", None, made)
    return made


def changed_followup(write: Write, after: FollowUp, version: int, action: Action = "changed") -> int:
    """Keep a changed follow-up within a transaction; the version it has then."""
    row = _FOLLOWUP.found(write.connection, after.id)
    before = followup_value(row)
    if version_of(row) != version:
        raise Refused("conflict", subject=after.id, version=version)
    if before == after:
        return version
    new = write.changed(_FOLLOWUP.change, followup_row(after), at=after.id, version=version)
    write.tell("followup", after.id, action, before, after)
    return new
