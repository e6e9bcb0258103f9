"""What stands on a version of a form, and what a newer one would touch of it. Loaded only when that is asked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, bindparam, select

from checklists.form import Form
from checklists.touched import Touched, figure_changes, on_version
from db.rows import followup_value
from db.store.facts import present_facts
from db.store.opening import opened
from db.store.records import row_of
from db.tables import followup

_ON_IT = (
    select(*followup.columns)
    .where(followup.c.form == bindparam("of_form"), followup.c.form_version == bindparam("of_number"))
    .order_by(followup.c.nr)
)


def touched(connection: Connection, form_id: str, number: int, to: Form, today: date) -> Touched:
    """The follow-ups on version `number`, and the figures that taking the open ones to `to` would change."""
    found = connection.execute(_ON_IT, {"of_form": form_id, "of_number": number}).mappings()
    rows = [row_of(row) for row in found]
    standing = on_version(followup_value(row) for row in rows)
    reviews = [opened(connection, row).review for row in rows if followup_value(row).is_open]
    years = sorted({each.followup.day.year for each in reviews})
    changes = [
        change
        for year in years
        for change in figure_changes(present_facts(connection, year, date(year, 12, 31)), reviews, to, today)
    ]
    return standing.model_copy(update={"figures": tuple(changes)})
