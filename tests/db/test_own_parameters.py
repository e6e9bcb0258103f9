"""The numbers that a contract has of its own decide in its follow-ups."""

import office

from checklists.settings import Setting
from db.database import Database


def own(set_id: str, **parameters: int) -> dict[str, object]:
    return {"set_id": set_id, "version": 1, "parameters": parameters}


def test_a_stricter_contract_is_followed_up_by_its_own_tiers_also_beside_another_set(db: Database) -> None:
    sets = [own("wages_working_conditions", max_tiers=1), own("integrity_construction")]
    held = office.agreed(db, requirement_sets=sets)
    parameters = db.followups.open(office.begun(db, held).id).review.parameters
    assert (parameters["max_tiers"], parameters["apprentice_share"]) == (1, 7)


def test_how_old_evidence_may_be_is_the_contracts_own_number_then_the_organisations(db: Database) -> None:
    usual = office.begun(db, office.agreed(db, "1", requirement_sets=[own("human_rights")]))
    stricter = office.begun(
        db, office.agreed(db, "2", requirement_sets=[own("human_rights", evidence_months=12)])
    )
    db.settings.set(Setting(key="evidence_months", value="18"), office.act())
    months = [db.followups.open(each.id).review.evidence_months for each in (usual, stricter)]
    assert months == [18, 12]


def test_a_form_is_judged_by_the_set_of_its_family_then_by_the_contracts_first(db: Database) -> None:
    """The form asks about integrity; the set of wages stands first and has the same number."""
    sets = [own("wages_working_conditions", document_days=5), own("integrity_services", max_tiers=0)]
    held = office.agreed(db, requirement_sets=sets)
    parameters = db.followups.open(office.begun(db, held).id).review.parameters
    assert (parameters["document_days"], parameters["max_tiers"], parameters["permanent_share"]) == (5, 0, 0)
