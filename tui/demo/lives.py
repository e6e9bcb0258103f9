"""The lives of deviations in the example municipality."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from checklists.deviation import Deviation, Extension, Sanction, Step
from checklists.evidence import Evidence
from checklists.measure import Measure
from tui.demo.story import MANAGER, SUBJECT, Story, act_on


def live(story: Story, deviation: Deviation, found: date) -> None:
    """The life of a deviation: what is old is corrected and closed, some of the others are on the way or disputed."""
    pace = story.random.choice((8, 12, 20, 30))
    walk = ["supplier_notified", "answered", "plan_agreed", "correcting", "verifying", "closed"]
    old = (story.today - found).days > 200
    how_far = 6 if old else story.random.choice((1, 2, 3, 4, 6))
    for number, status in enumerate(walk[:how_far], 1):
        day = found + timedelta(days=number * pace)
        story.on(day, lambda status=status, day=day: step(story, deviation.id, status, day))
    if how_far >= 2:
        position = "disputes" if story.random.random() < 0.12 else "agrees"
        story.on(
            found + timedelta(days=2 * pace),
            lambda: _answered(story, deviation.id, position, found + timedelta(days=2 * pace)),
        )


def step(story: Story, deviation_id: str, status: str, day: date) -> None:
    """Take a step; verification comes with evidence, and the measures are done by then."""
    held = story.db.deviations.get(deviation_id)
    seen: tuple[str, ...] = ()
    if status == "closed":
        facts = Evidence(
            title="Kontroll av retting", ref=f"{day.year}/77-{day.day}", dated=day, deviation=deviation_id
        )
        seen = (story.db.evidence.add(facts, None, act_on(day, 10, SUBJECT)).id,)
    if status == "verifying":
        for measure in story.db.deviations.measures(deviation_id):
            done = measure.value.done_on(day, (), today=day)
            story.db.deviations.change_measure(done, measure.version, act_on(day, 10))
    step = Step(status=status, day=day, by=SUBJECT if status == "closed" else MANAGER, evidence=seen)
    story.db.deviations.change(held.value.stepped(step, today=day), held.version, act_on(day, 11))


def _answered(story: Story, deviation_id: str, position: str, day: date) -> None:
    held = story.db.deviations.get(deviation_id)
    if position == "disputes":
        after = held.value.answered_by_supplier(
            "disputes", "Leverandøren mener at kravet ikke gjelder denne leveransen."
        )
    else:
        after = held.value.answered_by_supplier("agrees", "Leverandøren er enig og har startet retting.")
    story.db.deviations.change(after, held.version, act_on(day, 13))


def log(story: Story, deviation: Deviation, day: date, measure: str = "") -> list[str]:
    """A deviation found outside a form. The list gets its id when it happens."""
    held: list[str] = []
    measures = (
        (Measure(deviation="", text=measure, role="leverandør", due=deviation.deadline),) if measure else ()
    )
    story.on(day, lambda: held.append(story.db.deviations.add(deviation, act_on(day), measures).id))
    return held


def cancel_measures(story: Story, deviation_id: str, day: date, reason: str) -> None:
    """What will not be done any more is said to be so."""
    for measure in story.db.deviations.measures(deviation_id):
        story.db.deviations.change_measure(measure.value.cancelled(reason), measure.version, act_on(day, 14))


def change_deviation(
    story: Story, held: list[str], day: date, change: Callable[[Deviation], Deviation]
) -> None:
    def happens() -> None:
        found = story.db.deviations.get(held[0])
        story.db.deviations.change(change(found.value), found.version, act_on(day, 15))

    story.on(day, happens)


def prolonged(deadline: date, day: date) -> Callable[[Deviation], Deviation]:
    """The deadline moved, with a reason."""

    def change(held: Deviation) -> Deviation:
        facts = {
            "day": day,
            "earlier": held.deadline,
            "deadline": deadline,
            "reason": "Produsenten trenger mer tid.",
            "by": MANAGER,
        }
        return held.prolonged(Extension.model_validate(facts))

    return change


def penalised(day: date) -> Callable[[Deviation], Deviation]:
    """A penalty, approved by the contract owner."""
    facts = {"rung": 4, "day": day, "author": MANAGER, "approver": "kontraktseier"}
    sanction = Sanction.model_validate({**facts, "reason": "Dagmulkt etter gjentatt brudd."})
    return lambda held: held.sanctioned(sanction, today=day)
