"""Versions of the organisation's own forms in the database: kept, published, used, retired, and never changed."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path

import office
import pytest
from rich_database import NOW

from checklists.answer import Answer
from checklists.change import Entry
from checklists.contract import Contract
from checklists.followup import FollowUp
from checklists.form import Form
from checklists.form_version import FormVersion
from checklists.library import FormRefused, Library
from checklists.standard_form import FORM_ID, standard_form
from checklists.values import Refused
from db import schema
from db.database import Database
from db.whole import everything, take_whole
from exchange.archive import archive_lines, whole_of

DAY = date(2026, 3, 2)


def version(number: int, **facts: object) -> Form:
    """The office's small form in another version."""
    return Form.model_validate({**json.loads(office.FORM.stored()), "version": number, **facts})


def asking(number: int, *keys: str, **facts: object) -> Form:
    questions = [{"key": key, "type": "yes_partly_no", "text": {"nb": f"{key}?"}, **facts} for key in keys]
    section = {"key": "all", "title": {"nb": "Alt"}, "theme": "human_rights", "questions": questions}
    return version(number, sections=[section])


def begun_on(db: Database, form: Form, contract: Contract | None = None) -> FollowUp:
    on = contract or office.agreed(db)
    planned = FollowUp(contract=on.id, supplier=on.suppliers[0], method="document_check", day=DAY)
    return db.followups.start(planned, form, office.act())


def answered(db: Database, id: str, *keys: str) -> None:
    for key in keys:
        office.answered(db, id, key, "yes")


def refused_by(db: Database, act: object) -> str:
    """Code of the refusal, after which nothing has changed and the journal is whole."""
    assert callable(act)
    before = everything(db, NOW)
    with pytest.raises(Refused) as refused:
        act()
    assert everything(db, NOW) == before
    return refused.value.code


def told(db: Database, subject: str) -> list[Entry]:
    return list(reversed(db.journal.entries(subject=subject)))


def statuses(db: Database) -> dict[str, str]:
    return {each.subject: each.status for each in db.forms.versions()}


# From draft to retired


def test_a_draft_may_be_replaced_until_it_is_published(db: Database) -> None:
    db.forms.keep_draft(version(1), "a.yaml", office.act())
    other = asking(1, "other")
    kept = db.forms.keep_draft(other, "b.yaml", office.act())
    assert (kept.status, kept.hash, kept.file) == ("draft", other.content_hash, "b.yaml")
    published = db.forms.publish(other, office.act(actor="Ola"))
    assert (published.status, published.published, published.published_by) == ("published", DAY, "Ola")
    assert (
        refused_by(db, lambda: db.forms.keep_draft(version(1), "c.yaml", office.act()))
        == "form_version_published"
    )
    assert [each.change.action for each in told(db, "small_check/1")] == ["created", "changed", "published"]
    assert db.journal.verify() == ()


def test_keeping_and_publishing_twice_changes_nothing(db: Database) -> None:
    for _ in range(2):
        db.forms.keep_draft(version(1), "a.yaml", office.act())
    for _ in range(2):
        db.forms.publish(version(1), office.act())
    head = db.journal.head()
    assert db.forms.keep_draft(version(1), "a.yaml", office.act()).status == "published"
    assert db.journal.head() == head
    assert [each.change.action for each in told(db, "small_check/1")] == ["created", "published"]


def test_a_form_file_is_kept_as_it_is_read(db: Database) -> None:
    db.forms.keep_draft(json.dumps(json.loads(version(2).stored())), "own.yaml", office.act())
    assert db.forms.library().form("small_check") == version(2)
    with pytest.raises(FormRefused):
        db.forms.keep_draft("id: half\n", "half.yaml", office.act())
    assert statuses(db) == {"small_check/2": "draft"}


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (asking(2, "other"), "form_version_published"),
        (version(1), "form_version_not_higher"),
        (version(3, method="coffee"), "form_has_faults"),
        (
            version(3, sections=json.loads(asking(3, "comment").stored())["sections"]),
            "form_key_type_changed",
        ),
    ],
)
def test_what_may_not_be_published_is_refused_whole(db: Database, form: Form, code: str) -> None:
    db.forms.publish(version(2), office.act())
    assert refused_by(db, lambda: db.forms.publish(form, office.act())) == code


def test_a_shipped_form_is_published_by_the_program(db: Database) -> None:
    shipped = Library().form("wage_spot_check")
    assert db.forms.publish(shipped, office.act()) == FormVersion.shipped(shipped)
    assert db.forms.versions() == ()
    other = Form.model_validate({**json.loads(shipped.stored()), "licence": "Egen"})
    assert refused_by(db, lambda: db.forms.publish(other, office.act())) == "form_version_published"
    higher = Form.model_validate({**json.loads(other.stored()), "version": shipped.version + 1})
    db.forms.publish(higher, office.act())
    assert db.forms.library().to_start("wage_spot_check") == higher


def test_no_follow_up_begins_on_a_retired_form_and_those_on_it_go_on(db: Database) -> None:
    held = begun_on(db, version(1))
    (gone,) = db.forms.retire("small_check", office.act(), reason="Ny mal")
    assert (gone.status, gone.retired, gone.retired_by, gone.retired_reason) == (
        "retired",
        DAY,
        "kari",
        "Ny mal",
    )
    assert (
        refused_by(db, lambda: begun_on(db, version(1), db.contracts.get(held.contract).value))
        == "form_retired"
    )
    answered(db, held.id, "policy")
    assert db.followups.open(held.id).review.progress().answered == 1
    assert refused_by(db, lambda: db.forms.retire("small_check", office.act())) == "form_retired"
    assert [each.change.why for each in told(db, "small_check/1")] == ["", "", "Ny mal"]
    assert db.journal.verify() == ()


def test_a_shipped_form_can_be_retired_and_taken_back(db: Database) -> None:
    for form_id in ("wage_spot_check", FORM_ID):
        db.forms.retire(form_id, office.act())
        with pytest.raises(Refused, match="form_retired"):
            db.forms.library().to_start(form_id)
    latest = db.undo.latest("kari", 0)
    contract = office.agreed(db)
    assert refused_by(db, lambda: begun_on(db, standard_form(()), contract)) == "form_retired"
    assert latest is not None
    db.undo.undo(latest, office.act())
    assert db.forms.library().to_start(FORM_ID).id == FORM_ID
    assert db.journal.verify() == ()


def test_one_version_is_retired_and_the_one_before_is_used_again(db: Database) -> None:
    for number in (1, 2):
        db.forms.publish(version(number), office.act())
    db.forms.retire("small_check", office.act(), number=2)
    assert db.forms.library().to_start("small_check").version == 1
    db.forms.keep_draft(version(3), "", office.act())
    assert refused_by(db, lambda: db.forms.retire("small_check", office.act(), number=3)) == "form_is_draft"
    assert (
        refused_by(db, lambda: db.forms.retire("small_check", office.act(), number=9))
        == "form_never_published"
    )
    assert refused_by(db, lambda: db.forms.retire("nowhere", office.act())) == "form_never_published"


# Used


def test_a_draft_is_published_by_the_first_follow_up_on_it(db: Database) -> None:
    db.forms.keep_draft(version(1), "a.yaml", office.act())
    begun_on(db, version(1))
    assert statuses(db) == {"small_check/1": "published"}
    contract = office.agreed(db, "24/8")
    other = asking(1, "other")
    assert refused_by(db, lambda: begun_on(db, other, contract)) == "form_version_published"
    assert db.journal.verify() == ()


def test_a_draft_with_errors_can_be_kept_but_not_used(db: Database) -> None:
    broken = asking(1, "a", when={"question": "nowhere", "equals": "yes"})
    db.forms.keep_draft(broken, "a.yaml", office.act())
    contract = office.agreed(db)
    assert refused_by(db, lambda: begun_on(db, broken, contract)) == "form_has_faults"


def test_the_standard_form_of_each_contract_has_its_own_content(db: Database) -> None:
    own = {"key": "own", "reference": "1", "text": "Krav", "theme": "integrity"}
    first, second = office.agreed(db, "24/1", own_clauses=[own]), office.agreed(db, "24/2", kind="services")
    forms: list[Form] = []
    for each in (first, second):
        held = begun_on(db, standard_form(()), each)
        forms.append(standard_form(db.followups.open(held.id).review.clauses))
    assert forms[0].content_hash != forms[1].content_hash
    for form, contract in zip(forms, (first, second), strict=True):
        begun_on(db, form, contract)
    assert db.forms.versions() == ()


def test_what_was_asked_is_shown_for_ever(db: Database) -> None:
    """Also when the version is retired, a newer one is there, and no file has the old one any more."""
    held = begun_on(db, asking(1, "a", "b"))
    db.forms.publish(asking(2, "c"), office.act())
    db.forms.retire("small_check", office.act(), number=1)
    review = db.followups.open(held.id).review
    assert [each.key for each in review.form.questions] == ["a", "b"]
    assert review.form == asking(1, "a", "b")


# Taken back


def test_a_kept_draft_is_undone(db: Database) -> None:
    db.forms.keep_draft(asking(1, "a"), "a.yaml", office.act())
    db.forms.keep_draft(asking(1, "b"), "b.yaml", office.act())
    for expected in (asking(1, "a").content_hash, None):
        latest = db.undo.latest("kari", 0)
        assert latest is not None
        db.undo.undo(latest, office.act())
        assert [each.hash for each in db.forms.versions()] == ([expected] if expected else [])
    assert db.journal.verify() == ()
    db.forms.keep_draft(asking(1, "c"), "c.yaml", office.act())
    assert db.journal.verify() == ()


def test_publishing_is_never_undone(db: Database) -> None:
    db.forms.publish(version(1), office.act())
    for entry in told(db, "small_check/1"):
        assert refused_by(db, lambda entry=entry: db.undo.undo(entry, office.act())) == "cannot_undo"


# Upgraded


def test_an_upgrade_is_one_change_of_the_follow_up_and_of_each_answer(db: Database) -> None:
    held = begun_on(db, asking(1, "keeps", "changes", "goes"))
    answered(db, held.id, "keeps", "changes", "goes")
    form = asking(2, "keeps", "comes")
    facts = json.loads(form.stored())
    facts["sections"][0]["theme"] = "integrity"
    facts["sections"][0]["questions"].append(
        {"key": "changes", "type": "yes_partly_no", "text": {"nb": "Ny?"}}
    )
    form = db.forms.library().with_form(Form.model_validate(facts), "").form("small_check", 2)
    db.forms.publish(form, office.act())
    preview = db.followups.preview_upgrade(held.id, form)
    head = db.journal.head()
    assert db.followups.preview_upgrade(held.id.lower(), form) == preview
    assert db.journal.head() == head
    done = db.followups.upgrade(held.id, form, office.act(), seen=preview)
    assert done == preview
    opened = db.followups.open(held.id)
    assert opened.review.form == form
    assert {key: answer.value for key, answer in opened.review.answers.items()} == {
        "keeps": "yes",
        "changes": "",
    }
    since = [each.change for each in db.journal.entries() if each.seq > head[0]]
    assert {(each.subject, each.action) for each in since} == {
        (held.id, "changed"),
        (f"{held.id}/changes", "changed"),
        (f"{held.id}/goes", "removed"),
    }
    gone = next(each for each in since if each.action == "removed")
    assert gone.before is not None
    assert gone.before["value"] == "yes"
    assert db.journal.verify() == ()
    assert refused_by(db, lambda: db.followups.upgrade(held.id, form, office.act())) == "upgrade_same_form"
    office.answered(db, held.id, "changes", "no")
    office.answered(db, held.id, "comes", "yes")
    assert db.journal.verify() == ()


def test_a_key_that_comes_back_begins_anew(db: Database) -> None:
    held = begun_on(db, asking(1, "a", "b"))
    answered(db, held.id, "a", "b")
    for number, keys in ((2, ("a",)), (3, ("a", "b"))):
        db.forms.publish(asking(number, *keys), office.act())
        db.followups.upgrade(held.id, asking(number, *keys), office.act())
    assert set(db.followups.open(held.id).review.answers) == {"a"}
    answered(db, held.id, "b")
    assert db.journal.verify() == ()


def test_an_upgrade_that_somebody_else_has_overtaken_does_nothing(db: Database) -> None:
    held = begun_on(db, asking(1, "a", "b"))
    answered(db, held.id, "a")
    db.forms.publish(asking(2, "b"), office.act())
    seen = db.followups.preview_upgrade(held.id, asking(2, "b"))
    answered(db, held.id, "b")
    refusal = refused_by(db, lambda: db.followups.upgrade(held.id, asking(2, "b"), office.act(), seen=seen))
    assert refusal == "upgrade_conflict"


def test_a_signed_follow_up_stays_on_its_version(db: Database) -> None:
    held = begun_on(db, asking(1, "a"))
    answered(db, held.id, "a")
    db.followups.sign(held.id, lambda read: read.signed_on(DAY, "kari", today=DAY), office.act())
    db.forms.publish(asking(2, "b"), office.act())
    for act in (
        lambda: db.followups.preview_upgrade(held.id, asking(2, "b")),
        lambda: db.followups.upgrade(held.id, asking(2, "b"), office.act()),
    ):
        assert refused_by(db, act) == "followup_signed"


def test_a_follow_up_is_taken_to_what_is_published_only(db: Database) -> None:
    held = begun_on(db, asking(1, "a"))
    second = asking(2, "b")
    assert refused_by(db, lambda: db.followups.upgrade(held.id, second, office.act())) == "upgrade_to_draft"
    db.forms.keep_draft(second, "", office.act())
    assert refused_by(db, lambda: db.followups.upgrade(held.id, second, office.act())) == "upgrade_to_draft"
    db.forms.publish(second, office.act())
    db.forms.retire("small_check", office.act(), number=2)
    assert refused_by(db, lambda: db.followups.upgrade(held.id, second, office.act())) == "form_retired"


def test_the_standard_form_is_taken_to_the_clauses_that_are_in_force_now(db: Database) -> None:
    contract = office.agreed(db)
    held = begun_on(db, standard_form(()), contract)
    standing = db.contracts.get(contract.id)
    own = {"key": "own", "reference": "1", "text": "Krav", "theme": "integrity"}
    changed = Contract.model_validate({**standing.value.model_dump(), "own_clauses": [own]})
    db.contracts.change(changed, standing.version, office.act())
    general = db.forms.library().form(FORM_ID)
    done = db.followups.upgrade(held.id, general, office.act())
    review = db.followups.open(held.id).review
    assert review.form == standard_form(review.clauses)
    assert {each.question for each in done.new} <= set(review.form.by_key)
    assert db.journal.verify() == ()


# What a new version touches


def test_follow_ups_and_figures_that_a_new_version_touches(db: Database) -> None:
    contract = office.agreed(db)
    first, second = begun_on(db, asking(1, "a"), contract), begun_on(db, asking(1, "a"), contract)
    answered(db, first.id, "a")
    facts = json.loads(asking(2, "a").stored())
    facts["sections"][0]["theme"] = "integrity"
    found = db.forms.touched("small_check", 1, Form.model_validate(facts), DAY)
    assert found.followups == {"in_progress": (first.id,), "planned": (second.id,)}
    assert found.running == ()
    assert {(each.year, each.figure, each.before, each.after) for each in found.figures} == {
        (2026, "by_theme.human_rights", "1", "0"),
        (2026, "by_theme.integrity", "0", "1"),
    }
    assert db.forms.touched("small_check", 7, Form.model_validate(facts), DAY).followups == {}


# The whole database


def test_versions_come_through_an_export_without_loss(db: Database, tmp_path: Path) -> None:
    held = begun_on(db, asking(1, "a"))
    db.forms.publish(asking(2, "b"), office.act())
    db.followups.upgrade(held.id, asking(2, "b"), office.act())
    db.forms.keep_draft(asking(3, "c"), "c.yaml", office.act())
    db.forms.retire("wage_spot_check", office.act(), reason="Egen")
    whole = everything(db, NOW)
    assert [each.status for each in whole.form_versions] == ["published", "published", "draft", "retired"]
    read = whole_of("\n".join(archive_lines(whole)).encode(), "x.json")
    assert read == whole
    other = office.opened(tmp_path / "b.db")
    take_whole(other, read, office.act())
    assert everything(other, NOW) == whole
    assert other.journal.verify() == ()
    other.close()


def test_an_export_from_before_there_were_versions_is_read(db: Database, tmp_path: Path) -> None:
    office.agreed(db)
    document = json.loads("\n".join(archive_lines(everything(db, NOW))))
    del document["form_versions"]
    document["aktsom"]["schema"] = 1
    read = whole_of(json.dumps(document).encode(), "x.json")
    assert read.form_versions == ()
    other = office.opened(tmp_path / "b.db")
    take_whole(other, read, office.act())
    assert other.journal.verify() == ()
    other.close()


def test_a_version_altered_behind_the_journal_is_found(db: Database, path: Path) -> None:
    db.forms.publish(version(1), office.act())
    db.close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE form_version SET status = 'draft'")
    connection.commit()
    connection.close()
    again = office.opened(path, create=False)
    assert [(each.code, each.subject) for each in again.journal.verify()] == [
        ("row_altered", "small_check/1")
    ]
    again.close()


def test_a_database_of_the_first_version_is_brought_up_to_this_one(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    office.of_revision(path, "0001")
    schema.migrate(path)
    db = office.opened(path, create=False)
    db.forms.publish(version(1), office.act())
    assert statuses(db) == {"small_check/1": "published"}
    assert db.journal.verify() == ()
    db.close()


def test_an_answer_that_only_says_something_beside_is_upgraded_too(db: Database) -> None:
    held = begun_on(db, asking(1, "a"))
    seen = db.followups.open(held.id)
    after = seen.review.answered(Answer(question="a", comment="Se sak"))
    db.followups.answer(after.followup, after.answers["a"], 0, office.act())
    db.forms.publish(asking(2, "b"), office.act())
    done = db.followups.upgrade(held.id, asking(2, "b"), office.act())
    assert [each.question for each in done.dropped] == ["a"]
