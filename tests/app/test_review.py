"""A contract manager answers a form: one key an answer, everything kept, a deviation from the question."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.widgets import TextArea

from tests.app.driver import app_on, filled, press, screen_text, settled, the_app, until, until_shown, write
from tests.app.made import TODAY, UGLY, contract, followup, workwear
from tui.screens.review import ReviewScreen


def spot_check(database: Path, form: str = "self_report_due_diligence") -> str:
    """A follow-up of workwear that has been started; its id."""
    with filled(database) as db:
        return followup(db, workwear(db), form, TODAY).id


async def opened(pilot: object, followup_id: str) -> ReviewScreen:
    app = the_app(pilot)  # type: ignore[arg-type]
    app.open_found(f"followup/{followup_id}")
    await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.review is not None)
    await settled(pilot)  # type: ignore[arg-type]
    screen = app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


async def stand_on(pilot: object, screen: ReviewScreen, key: str) -> None:
    screen.go_to(key)
    await settled(pilot)  # type: ignore[arg-type]


async def test_the_answer_key_saves_at_once_and_says_so(database: Path) -> None:
    name = spot_check(database)
    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        await press(pilot, "answer.yes")
        await until_shown(pilot, "13:00:00")
    with filled(database) as db:
        assert db.followups.open(name).review.answers["policy_adopted"].value == "yes"
        assert db.followups.get(name).value.status == "in_progress"


async def test_enter_goes_to_the_next_unanswered_question(database: Path) -> None:
    name = spot_check(database)
    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        await press(pilot, "answer.yes")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.question is not None
        assert screen.question.key == "policy_responsible"


async def test_undo_brings_the_answer_before_back_and_the_journal_keeps_both(database: Path) -> None:
    name = spot_check(database)
    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        await press(pilot, "answer.yes", "answer.no")
        assert screen.review is not None
        assert screen.review.answers["policy_adopted"].value == "no"
        await press(pilot, "undo")
        assert screen.review.answers["policy_adopted"].value == "yes"
    with filled(database) as db:
        assert db.followups.open(name).review.answers["policy_adopted"].value == "yes"
        seen = db.journal.entries(subject=f"{name}/policy_adopted")
        assert [entry.change.action for entry in seen] == ["undone", "changed", "created"]
        assert not db.journal.verify()


async def test_a_deviation_is_logged_from_the_question_filled_in(database: Path) -> None:
    name = spot_check(database)
    async with app_on(database, size=(120, 40)) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        await press(pilot, "answer.no", "review.deviation")
        await until_shown(pilot, "2.1")
        await press(pilot, "fields.keep")
        await until(lambda: bool(screen.review and screen.review.decisions))
    with filled(database) as db:
        [held] = db.deviations.of_followup(name)
        assert (held.type, held.severity, held.clause) == ("missing_policy", "major", "human_rights.policy")
        assert (held.question, held.origin) == ("policy_adopted", "self_report")
        assert held.deadline is not None
        assert db.followups.open(name).review.undecided == ()


async def test_a_proposal_is_dismissed_only_with_a_reason_which_stands_beside_it(database: Path) -> None:
    name = spot_check(database)
    async with app_on(database, size=(120, 40)) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        await press(pilot, "answer.no", "review.dismiss")
        await until_shown(pilot, "Hvorfor følges ikke forslaget?")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "Skriv noe, eller trykk Esc.")
        await write(pilot, "Vedtatt i går")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "Avvist: ", "Vedtatt i går")
    with filled(database) as db:
        assert [each.reason for each in db.followups.open(name).review.decisions.values()] == [
            "Vedtatt i går"
        ]


async def test_a_follow_up_with_a_proposal_undecided_cannot_be_signed(database: Path) -> None:
    name = spot_check(database, "requirements_review")
    async with app_on(database, size=(120, 40)) as pilot:
        screen = await opened(pilot, name)
        assert screen.review is not None
        first = screen.review.questions[0].key
        await stand_on(pilot, screen, first)
        await press(pilot, "answer.no")
        if screen.review.undecided:
            await press(pilot, "review.sign")
            assert "1" in screen.key_bar.said[0]
            assert screen.key_bar.said[1] == "bad"
    with filled(database) as db:
        assert db.followups.get(name).value.status == "in_progress"


async def test_a_comment_being_written_is_a_draft_when_the_app_is_quit(database: Path) -> None:
    name = spot_check(database)
    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        await press(pilot, "review.comment")
        await until(lambda: isinstance(the_app(pilot).screen.focused, TextArea))
        await write(pilot, "halvveis")
        await pilot.press("ctrl+q")
        await until(lambda: not the_app(pilot).is_running)
    with filled(database) as db:
        assert db.drafts.get(f"{name}/policy_adopted/comment") == "halvveis"


async def test_text_that_looks_like_markup_is_shown_as_it_was_written(database: Path) -> None:
    with filled(database) as db:
        held = contract(db, UGLY, "Verne AS", kind="goods")
        name = followup(db, held, "self_report_due_diligence", TODAY).id
    async with app_on(database, size=(140, 40)) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "policy_adopted")
        drawn = await until_shown(pilot, "[bold]fet[/] [/")
        assert "\x1b" not in drawn
        assert len(screen_text(the_app(pilot)).split("\n")) == 40


async def test_last_years_answer_stands_beside_and_is_kept_with_one_key(database: Path) -> None:
    with filled(database) as db:
        held = workwear(db)
        old = followup(db, held, "requirements_review", date(2025, 11, 3)).id
        review = db.followups.open(old).review
        key = review.questions[0].key
        from checklists.answer import Answer
        from tests.app.driver import ACT

        after = review.answered(Answer(question=key, value="partly", depth="document", comment="i fjor"))
        db.followups.answer(after.followup, after.answers[key], 0, ACT)
        again = db.followups.open(old)
        from checklists.proposals import dismissed

        for proposal in again.review.undecided:
            db.followups.decide(dismissed(again.review, proposal.id, "tatt opp", "kari"), None, (), ACT)
        ready = db.followups.open(old)
        db.followups.change(ready.review.signed_on(TODAY, "kari", today=TODAY), ready.version, ACT)
        new = followup(db, held, "requirements_review", TODAY).id
    async with app_on(database, size=(120, 40)) as pilot:
        screen = await opened(pilot, new)
        await stand_on(pilot, screen, key)
        await press(pilot, "review.keep-last")
        assert screen.review is not None
        kept = screen.review.answers[key]
        assert (kept.value, kept.carried, kept.depth) == ("partly", True, "claim")


async def test_digits_choose_and_a_written_number_is_checked(database: Path) -> None:
    name = spot_check(database)
    async with app_on(database) as pilot:
        screen = await opened(pilot, name)
        await stand_on(pilot, screen, "supplier_role")
        await pilot.press("2")
        await settled(pilot)
        assert screen.review is not None
        choices = screen.review.form.by_key["supplier_role"].choices
        assert screen.review.answers["supplier_role"].value == choices[1].code
        await stand_on(pilot, screen, "traceable_share")
        await pilot.press("enter")
        await settled(pilot)
        await write(pilot, "abc")
        await pilot.press("enter")
        await settled(pilot)
        assert the_app(pilot).screen.is_modal, "it is mended where it stands"
        assert "traceable_share" not in screen.review.answers


async def test_a_review_is_answered_and_signed_by_keys_alone_before_the_day_it_was_planned_for(
    database: Path,
) -> None:
    with filled(database) as db:
        name = followup(db, workwear(db), "requirements_review", date(2026, 12, 7)).id
    async with app_on(database, size=(80, 24)) as pilot:
        screen = await opened(pilot, name)
        assert screen.review is not None
        asked = screen.review.progress().total
        for _ in range(asked):
            await pilot.press("j", "enter")
        drawn = await until_shown(pilot, "Alt er besvart. S signerer.", f"{asked} av {asked} besvart")
        assert "S signer" in drawn.split("\n")[-1], "told of however narrow the window is"
        await pilot.press("S")
        await until_shown(pilot, f"{name} er planlagt til 7.12.2026. Ny dag", "22.11.2026")
        await pilot.press("enter")
        await until_shown(pilot, f"Signere {name}?", "Oppfylt: 100 %")
        await pilot.press("S")
        await until_shown(pilot, "signert · ")
        await pilot.press("enter")
        await until_shown(pilot, "Signert 22.11.2026. O åpner den på nytt, med begrunnelse.")
        await pilot.press("n")
        await until_shown(pilot, "ble signert 22.11.2026")
    with filled(database) as db:
        kept = db.followups.get(name).value
        assert (kept.status, kept.day, kept.signed) == ("signed", TODAY, TODAY)


async def test_a_text_that_is_only_read_does_not_tell_of_a_key_that_opens(database: Path) -> None:
    name = spot_check(database)
    async with app_on(database, size=(100, 30)) as pilot:
        await opened(pilot, name)
        await pilot.press("tab")
        await settled(pilot)
        drawn = screen_text(the_app(pilot)).split("\n")
        assert not any("Enter åpne" in line for line in drawn[-3:])
