"""What is being written is a draft until it is a record: offered again, never lost, never in both places."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from checklists.answer import Answer
from checklists.contract import Contract
from checklists.refused import Refused
from db.database import Database
from tests.app import made
from tests.app.driver import (
    ACT,
    NOW,
    app_on,
    filled,
    press,
    screen_text,
    settled,
    the_app,
    until,
    until_shown,
    write,
)
from tui.dialogs.fields import Fields
from tui.dialogs.writing import Writing
from tui.screens.review import ReviewScreen

NUMBER = "01017010170"
"""Eleven digits that pass the check for a national identity number."""


def a_deviation(database: Path) -> str:
    with filled(database) as db:
        return made.deviation(
            db, made.workwear(db), "For lav lønn", NOW.date(), clause="human_rights/wages"
        ).id


def a_question(database: Path) -> tuple[str, str]:
    """A follow-up that has begun, and the key of its first question."""
    with filled(database) as db:
        name = made.followup(db, made.workwear(db), "wage_spot_check", NOW.date()).id
        return name, db.followups.open(name).review.questions[0].key


async def opened(pilot: Pilot[None], address: str, *keys: str) -> Writing[object]:
    """The dialog that these keys open in the place at this address."""
    the_app(pilot).open_found(address)
    await pilot.press(*keys)
    await until(lambda: isinstance(the_app(pilot).screen, Writing) and the_app(pilot).screen.is_mounted)
    await settled(pilot)
    dialog = the_app(pilot).screen
    assert isinstance(dialog, Writing)
    return dialog


def drafts(database: Path) -> dict[str, str]:
    with filled(database) as db:
        return dict(db.drafts.all())


@contextmanager
def refusing(database: Path, table: str) -> Iterator[None]:
    """While this lasts, nothing can be written to a table: as when the disk is full at that moment."""
    with sqlite3.connect(database, isolation_level=None) as raw:
        raw.execute(
            f"CREATE TRIGGER full_{table} BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        yield
        raw.execute(f"DROP TRIGGER full_{table}")


WRITINGS: tuple[tuple[str, str, str], ...] = (
    ("deviation", "a", "A-1/measure"),
    ("deviation", "e", "A-1/facts"),
    ("deviation", "m", "A-1/deadline"),
    ("deviation", "l", "A-1/sanction"),
    ("deviation", "o", "A-1/public_text"),
    ("contract", "e", "K-2026-001/facts"),
    ("contract", "v", "K-2026-001/L-1/deviation"),
    ("followup", "k", "O-1/{question}/comment"),
    ("followup", "e", "O-1/{question}/evidence"),
)


@pytest.mark.parametrize(("kind", "key", "draft"), WRITINGS, ids=[draft for _, _, draft in WRITINGS])
async def test_escape_leaves_a_draft_and_the_same_key_offers_it_again(
    database: Path, kind: str, key: str, draft: str
) -> None:
    _, question = a_question(database)
    with filled(database) as db:
        made.deviation(db, db.contracts.get("K-2026-001").value, "For lav lønn", NOW.date())
    address = {"deviation": "deviation/A-1", "contract": "contract/K-2026-001", "followup": "followup/O-1"}[
        kind
    ]
    async with app_on(database, language="en") as pilot:
        dialog = await opened(pilot, address, key)
        if isinstance(dialog, Fields):
            for field in dialog.fields:
                if field.kind == "text":
                    dialog.query_one(f"#field-{field.key}").focus()
                    break
            await pilot.pause()
        await write(pilot, "halvveis")
        await press(pilot, "dialog.cancel")
        await until_shown(pilot, "Draft kept. The same key opens it again.")
        assert list(drafts(database)) == [draft.format(question=question)]
        the_app(pilot).go_back()
        again = await opened(pilot, address, key)
        assert "halvveis" in screen_text(the_app(pilot))
        assert "halvveis" in str(again.written)
        await pilot.press("ctrl+r", "ctrl+r")
        await until(lambda: the_app(pilot).screen is not again)
        await settled(pilot)
        assert not drafts(database)


def signed(db: Database, held: Contract) -> None:
    """O-1: a follow-up on a form, signed."""
    name = made.followup(db, held, "self_report_due_diligence", NOW.date()).id
    opened = db.followups.open(name)
    answered = opened.review.answered(Answer(question="policy_adopted", value="yes"))
    after = answered.followup.signed_on(NOW.date(), "kari", ("human_rights",), "ok", today=NOW.date())
    db.followups.change(after, opened.version, ACT)


def planned(db: Database, held: Contract) -> None:
    made.followup(db, held, "self_report_due_diligence", NOW.date())


def out(db: Database, held: Contract) -> None:
    made.sent(db, held, date(2026, 10, 1), date(2026, 11, 12))


def recorded(db: Database, held: Contract) -> None:
    made.recorded(db, held, "audit", date(2026, 5, 5))


def corrected(db: Database, held: Contract) -> None:
    """O-1: a control done elsewhere that has been opened again."""
    recorded(db, held)
    now = db.followups.get("O-1")
    db.followups.change(now.value.reopened_on(NOW.date(), "kari", "feil dag"), now.version, ACT)


def proposing(db: Database, held: Contract) -> None:
    """O-1: a follow-up with a proposal on its first question."""
    name = made.followup(db, held, "self_report_due_diligence", NOW.date()).id
    opened = db.followups.open(name)
    after = opened.review.answered(Answer(question="policy_adopted", value="no"))
    db.followups.answer(after.followup, after.answers["policy_adopted"], 0, ACT)


def sampled(db: Database, held: Contract) -> None:
    """O-1: a spot check with one person in its sample."""
    made.followup(db, held, "wage_spot_check", NOW.date())
    review = db.followups.open("O-1").review
    after = review.answered(Answer(question="sample", value=({"person": "A1"},)))
    db.followups.answer(after.followup, after.answers["sample"], 0, ACT)


Filling = Callable[[Database, Contract], None]
AT_THE_END: tuple[tuple[str, Filling, str, tuple[str, ...]], ...] = (
    ("O-1/reopen", signed, "followup/O-1", ("O",)),
    ("O-1/reopen", recorded, "followup/O-1", ("O",)),
    ("O-1/facts", corrected, "followup/O-1", ("e",)),
    ("O-1/sent", planned, "mode/followups", ("m",)),
    ("O-1/due", out, "mode/followups", ("m",)),
    ("O-1/received", out, "mode/followups", ("R",)),
    ("O-1/missing_policy.human_rights.policy/dismiss", proposing, "followup/O-1 policy_adopted", ("x",)),
    ("O-1/sample/*/person", sampled, "followup/O-1 sample", ("space", "enter")),
    ("K-2026-001/*", planned, "contract/K-2026-001", ("p",)),
)
"""What is asked in one line or a few days: the draft it is kept as, how it comes about, the place and its keys."""


@pytest.mark.parametrize(
    ("draft", "filling", "address", "keys"),
    AT_THE_END,
    ids=[f"{d} {f.__name__}" for d, f, _, _ in AT_THE_END],
)
async def test_reasons_days_and_cells_are_kept_when_the_program_is_ended(
    database: Path, draft: str, filling: Filling, address: str, keys: tuple[str, ...]
) -> None:
    with filled(database) as db:
        filling(db, made.workwear(db))
    async with app_on(database, language="en") as pilot:
        address, _, question = address.partition(" ")
        if question:
            await on_question(pilot, address, question)
        await opened(pilot, "" if question else address, *keys)
        await pilot.press("end")
        await write(pilot, "17")
        assert not drafts(database), "nothing has waited for a pause"
        await the_app(pilot).action_leave()  # as when a signal ends it
        await until(lambda: not the_app(pilot).is_running)
    [(key, kept)] = drafts(database).items()
    assert fnmatch(key, draft)
    assert "17" in kept


async def on_question(pilot: Pilot[None], address: str, question: str) -> None:
    app = the_app(pilot)
    app.open_found(address)
    await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
    await settled(pilot)
    assert isinstance(app.screen, ReviewScreen)
    app.screen.go_to(question)
    await settled(pilot)


async def test_a_reason_that_was_begun_becomes_the_record_and_no_draft(database: Path) -> None:
    with filled(database) as db:
        signed(db, made.workwear(db))
    async with app_on(database, language="en") as pilot:
        await opened(pilot, "followup/O-1", "O")
        await write(pilot, "feil")
        await press(pilot, "dialog.cancel")
        await pilot.press("O")
        await until_shown(pilot, "This is your draft")
        await write(pilot, " dag")
        await pilot.press("enter")
        await settled(pilot)
    assert not drafts(database)
    with filled(database) as db:
        [reopening] = db.followups.get("O-1").value.reopened
        assert reopening.reason == "feil dag"


async def test_a_pause_and_another_field_keep_the_draft(database: Path) -> None:
    a_deviation(database)
    async with app_on(database, language="en") as pilot:
        await opened(pilot, "deviation/A-1", "a")
        await write(pilot, "Etterbetal")
        await until_shown(pilot, "Draft kept")
        assert "Etterbetal" in drafts(database)["A-1/measure"]
        await pilot.press("tab", "right")
        await pilot.press("tab")
        await until(lambda: '"kind"' in drafts(database)["A-1/measure"])


async def test_what_is_wrong_with_a_field_stays_when_the_draft_is_kept(database: Path) -> None:
    a_deviation(database)
    async with app_on(database, language="en") as pilot:
        await opened(pilot, "contract/K-2026-001", "r")
        await pilot.press("tab", "ctrl+u")
        await write(pilot, "31.2.2023")
        await pilot.press("ctrl+s")
        await until(lambda: "31.2.2023" in str(drafts(database)))
        await settled(pilot)
        assert "is not a date" in screen_text(the_app(pilot))


async def test_quitting_in_the_middle_of_a_form_keeps_it_and_a_new_run_offers_it(database: Path) -> None:
    async with app_on(database, language="en") as pilot:
        await pilot.press("2", "a")
        await until(lambda: isinstance(the_app(pilot).screen, Fields))
        await write(pilot, "Renhold av skoler")
        await pilot.press("ctrl+q")
        await until(lambda: not the_app(pilot).is_running)
    assert "Renhold av skoler" in drafts(database)["contract"]
    async with app_on(database, language="en") as pilot:
        await pilot.press("2", "a")
        await until_shown(pilot, "Renhold av skoler", "This is your draft")
        await pilot.press("tab")
        await write(pilot, "26/1")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "K-2026-001  Renhold av skoler")
    assert not drafts(database)


async def test_what_was_not_written_follows_the_record(database: Path) -> None:
    """A draft holds what was written, so that another's change to the rest is not undone by it."""
    with filled(database) as db:
        held = made.workwear(db)
    async with app_on(database, language="en") as pilot:
        await opened(pilot, f"contract/{held.id}", "e")
        await pilot.press("end")
        await write(pilot, " og sko")
        await press(pilot, "dialog.cancel")
        with filled(database) as db:
            now = db.contracts.get(held.id)
            db.contracts.change(now.value.model_copy(update={"case_reference": "26/99"}), now.version, ACT)
        the_app(pilot).go_back()
        await opened(pilot, f"contract/{held.id}", "e")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "Arbeidstøy og sko", "26/99")
    assert not drafts(database)


@pytest.mark.parametrize("kind", ["comment", "measure", "public_text", "report"])
async def test_a_store_that_fails_at_that_moment_offers_the_text_again(database: Path, kind: str) -> None:
    _, question = a_question(database)
    with filled(database) as db:
        made.deviation(db, db.contracts.get("K-2026-001").value, "For lav lønn", NOW.date())
    way: dict[str, tuple[str, tuple[str, ...]]] = {
        "comment": ("followup/O-1", ("k",)),
        "measure": ("deviation/A-1", ("a",)),
        "public_text": ("deviation/A-1", ("o",)),
        "report": ("mode/report", ("e", "1")),
    }
    address, keys = way[kind]
    async with app_on(database, language="en") as pilot:
        await opened(pilot, address, *keys)
        with refusing(database, "journal"):
            await write(pilot, "viktig")
            await pilot.press("ctrl+s")
            await until(lambda: not the_app(pilot).screen.is_modal)
            await settled(pilot)
        assert "viktig" in str(drafts(database))
        dialog = await opened(pilot, address if kind != "report" else "mode/report", *keys)
        assert "viktig" in str(dialog.written)
        await pilot.press("ctrl+s")
        await until(lambda: not the_app(pilot).screen.is_modal)
        await settled(pilot)
    assert not drafts(database), "it is a record now"
    with filled(database) as db:
        assert not db.journal.verify()
        if kind == "comment":
            assert db.followups.open("O-1").review.answers[question].comment == "viktig"


@pytest.mark.parametrize("key", ["ctrl+s", "escape"])
async def test_where_no_draft_can_be_kept_the_text_stays_in_its_field(database: Path, key: str) -> None:
    a_question(database)
    async with app_on(database, language="en") as pilot:
        await opened(pilot, "followup/O-1", "k")
        with refusing(database, "draft"):
            await write(pilot, "viktig")
            await pilot.press(key)
            await settled(pilot)
            assert the_app(pilot).screen.query_one(TextArea).text == "viktig"
        await pilot.press("ctrl+s")
        await until(lambda: not the_app(pilot).screen.is_modal)
        await settled(pilot)
    with filled(database) as db:
        assert [each.comment for each in db.followups.open("O-1").review.answers.values()] == ["viktig"]


@pytest.mark.parametrize(
    ("address", "key", "field"),
    [("deviation/A-1", "a", Input), ("deviation/A-1", "o", TextArea)],
)
async def test_a_national_identity_number_is_never_a_draft(
    database: Path, address: str, key: str, field: type[Input | TextArea]
) -> None:
    a_deviation(database)
    async with app_on(database, language="en", size=(120, 30)) as pilot:
        dialog = await opened(pilot, address, key)
        assert dialog.query(field)
        await write(pilot, f"Gjelder {NUMBER}")
        await until_shown(pilot, "national identity number")
        await pilot.press("escape")
        await until_shown(pilot, "national identity number", "Esc once more leaves it.")
        await pilot.press("escape")
        await until(lambda: not the_app(pilot).screen.is_modal)
    assert not drafts(database)
    assert NUMBER.encode() not in database.read_bytes()


async def test_one_key_by_mistake_throws_nothing_away(database: Path) -> None:
    a_question(database)
    async with app_on(database, language="en") as pilot:
        await opened(pilot, "followup/O-1", "k")
        await write(pilot, "viktig")
        await pilot.press("ctrl+r")
        await until_shown(pilot, "Ctrl+R once more throws away")
        await write(pilot, "!")
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert the_app(pilot).screen.query_one(TextArea).text == "viktig!"


async def test_leaving_what_is_as_it_was_leaves_no_draft(database: Path) -> None:
    a_deviation(database)
    async with app_on(database, language="en") as pilot:
        await opened(pilot, "deviation/A-1", "e")
        await pilot.press("tab", "right", "left", "escape")
        await until(lambda: not the_app(pilot).screen.is_modal)
        await settled(pilot)
        assert "Draft kept" not in screen_text(the_app(pilot))
    assert not drafts(database)


def test_a_record_and_its_draft_change_together_or_not_at_all(database: Path) -> None:
    """The act drops the draft in the transaction that keeps the record; undone, both are as they were."""
    name = a_deviation(database)
    with filled(database) as db:
        held = db.deviations.get(name)
        act = replace(ACT, draft="A-1/public_text")
        db.drafts.keep(act.draft, "Lønn under tariff", NOW)
        after = held.value.model_copy(update={"public_text": "Lønn under tariff"})
        with pytest.raises(Refused, match="conflict"):
            db.deviations.change(after, held.version + 1, act)
        assert db.drafts.get(act.draft) == "Lønn under tariff"
        db.deviations.change(after, held.version, act)
        assert db.drafts.get(act.draft) is None
        assert db.deviations.get(name).value.public_text == "Lønn under tariff"
