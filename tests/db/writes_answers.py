"""A program of its own for the tests: answers one question over and over and tells of each answer that was kept.

Usage: writes_answers.py DATABASE FOLLOWUP QUESTION. It is killed by whoever started it.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

sys.path[:0] = [
    str(Path(__file__).resolve().parents[1] / "support"),
    str(Path(__file__).resolve().parents[2]),
]

import office  # noqa: E402

from checklists.answer import Answer  # noqa: E402
from db.database import Database  # noqa: E402


def main() -> None:
    where, followup, question = sys.argv[1:]
    db = Database.open(where, create=False, now=office.NOW)
    seen = db.followups.open(followup)
    version = seen.answer_versions.get(question, 0)
    for n in count(version + 1):
        answer = Answer(question=question, value="yes", comment=f"nr {n}")
        after = seen.review.answered(answer).followup
        version = db.followups.answer(after, answer, version, office.act(n))
        os.write(1, f"{n}\n".encode())


if __name__ == "__main__":
    main()
