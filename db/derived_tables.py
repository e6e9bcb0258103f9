"""Tables that hold nothing of their own: each row can be counted anew from the records, and `journal verify` does."""

from __future__ import annotations

from sqlalchemy import Index

from db.columns import day, table, text, whole

derived_contract = table(
    "derived_contract",
    whole("nr", "Number of the contract", key=True),
    day("task_day", "Earliest day of an open follow-up, deviation or measure"),
    text("task_what", "What that is: a method, self_report, deviation or measure; empty when there is none"),
    text("depths", "A letter per theme, in the order of the themes"),
    Index(None, "task_day"),
    comment="What lists show of a contract's follow-ups and deviations; a contract without any has no row",
)
