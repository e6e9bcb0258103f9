"""Tables of the organisation's own words: settings, texts of section 4.A, prioritised risks, frozen summaries."""

from __future__ import annotations

from db.columns import day, nested, one_of, record, table, text, whole

setting = table(
    "setting",
    text("key", "Key; a yearly one ends with its year", key=True),
    text("value", "Value as text"),
    comment="What the organisation decides for itself",
    with_rowid=False,
)
own_text = table(
    "own_text",
    whole("year", "The year", key=True),
    one_of("part", ("4.A.1", "4.A.2", "4.A.3"), "Part of section 4.A", key=True),
    text("text", "The person's own text"),
    comment="Own texts of section 4.A",
    with_rowid=False,
)
risk = table(
    "risk",
    *record(),
    text("title", "The prioritised risk"),
    text("reason", "Why it is prioritised"),
    text("sources", "What the assessment rests on"),
    text("goal", "Goal"),
    text("measures", "Measures"),
    text("indicator", "How progress is seen"),
    text("responsible_role", "The role responsible"),
    text("monitored_by", "Who monitors the effect, and how"),
    nested("contracts", "Ids of contracts"),
    nested("results", "What came of it, a year each"),
    day("ended", "No longer prioritised from"),
    comment="Prioritised risks",
)
summary = table(
    "summary",
    whole("year", "The year", key=True),
    text("frozen", "When it was frozen, ISO instant", key=True),
    text("json_text", "The summary as it was"),
    text("fingerprint", "SHA-256 of the summary"),
    comment="Frozen summaries; they never change",
    with_rowid=False,
)
