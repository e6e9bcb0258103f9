"""Signing a follow-up in one transaction: what was read still stands, and what it says of the contract is written."""

from __future__ import annotations

from checklists.contract import Contract
from checklists.followup import FollowUp
from checklists.review import Review
from checklists.signing import contract_after, with_written
from checklists.values import Refused
from db.store.contracts import changed_contract
from db.store.opening import Opened
from db.store.records import Statements, version_of
from db.tables import contract
from db.writing import Write

_CONTRACT = Statements.of(contract, "unknown_contract")


def refuse_changed(standing: Opened, seen: Review | None, contract: Contract | None) -> None:
    """Nobody signs what somebody else changed after it was read. What nobody read is not held against anything."""
    now = standing.review
    of = now.followup.id
    if seen is not None:
        for before, after in ((seen.answers, now.answers), (seen.decisions, now.decisions)):
            for name in (*after, *before):
                if before.get(name) != after.get(name):
                    raise Refused("sign_conflict", followup=of, subject=f"{of}/{name}")
        if seen.followup != now.followup:
            raise Refused("sign_conflict", followup=of, subject=of)
    if (
        contract is not None
        and contract_after(now, contract).risk != contract_after(now, standing.contract).risk
    ):
        raise Refused("sign_conflict", followup=of, subject=standing.contract.id)


def written_risk(write: Write, standing: Opened, signed: FollowUp) -> FollowUp:
    """Write the level of risk on the contract; the signed follow-up with what was written kept in it."""
    before = standing.contract
    after = contract_after(standing.review, before)
    if after != before:
        changed_contract(write, after, version_of(_CONTRACT.found(write.connection, before.id)))
    return with_written(signed, before, after)
