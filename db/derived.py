"""What lists show of a contract's follow-ups and deviations: its next task and a depth per theme.

Kept in the transaction that changes them, and counted anew by `journal verify`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from sqlalchemy import Connection, and_, bindparam, case, delete, insert, literal, select, union_all

from checklists.codelists import codes
from db.chain import Told
from db.columns import WORDS
from db.ids import number_in
from db.problems import RowUnreadable
from db.tables import answer, derived_contract, deviation, followup, form_copy, measure

NOT_ASKED, ASKED, OPEN_DEVIATION = "n", "q", "x"
_LADDER: Final = "nqcdkt"
"""Weakest first: not asked, asked, claim, document, checked by us, third party."""
_OF_DEPTH: Final = {"none": "n", "claim": "c", "document": "d", "checked": "k", "third_party": "t"}
_OF_METHOD: Final = {
    "document_check": "d",
    "product_sample": "k",
    "wage_spot_check": "k",
    "site_inspection": "k",
    "audit": "k",
    "third_party_control": "t",
}
"""What a signed follow-up's themes rest on where no answer says; any other method rests on what was told."""
_AT_ONCE: Final = 500


@dataclass
class Derived:
    """One contract's row. `letters` are by theme."""

    tasks: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    letters: dict[str, str] = field(default_factory=dict[str, str])

    def deepen(self, theme: str, letter: str) -> None:
        """Raise the theme to `letter` unless it stands higher; an open deviation stands above all."""
        known = self.letters.get(theme, NOT_ASKED)
        if known != OPEN_DEVIATION and (
            letter == OPEN_DEVIATION or _LADDER.index(letter) > _LADDER.index(known)
        ):
            self.letters[theme] = letter

    def row(self, contract: str) -> dict[str, str | int | None]:
        day, what = min(self.tasks, default=(None, ""))
        return {
            "nr": number_in(contract),
            "task_day": day,
            "task_what": what,
            "depths": "".join(self.letters.get(theme, NOT_ASKED) for theme in themes()),
        }


@cache
def themes() -> tuple[str, ...]:
    """Codes of the themes, in their order."""
    return tuple(codes("themes"))


def nothing_asked() -> str:
    """The depths of a contract that nothing has been done about."""
    return NOT_ASKED * len(themes())


def refresh_after(connection: Connection, changes: Iterable[Told]) -> None:
    """Keep the rows of the contracts that `changes` touch; called when the records have been written."""
    touched: set[str] = set()
    of_measures: set[str] = set()
    for change in changes:
        for value in (change.before, change.after):
            if value and change.kind in ("followup", "deviation"):
                touched.add(str(value.get("contract", "")))
            elif value and change.kind == "measure":
                of_measures.add(str(value.get("deviation", "")))
    if of_measures:
        found = select(deviation.c.contract_id).where(deviation.c.id.in_(of_measures))
        touched.update(connection.execute(found).scalars())
    touched.discard("")  # a redaction tells of no contract
    if touched:
        refresh(connection, sorted(touched))


_DELETE = delete(derived_contract).where(derived_contract.c.nr == bindparam("contract_nr"))


def refresh(connection: Connection, contracts: Sequence[str]) -> None:
    """Count the rows of these contracts anew."""
    for start in range(0, len(contracts), _AT_ONCE):
        some = contracts[start : start + _AT_ONCE]
        rows = list(counted(connection, some).values())
        connection.execute(_DELETE, [{"contract_nr": number_in(contract)} for contract in some])
        if rows:
            connection.execute(insert(derived_contract), rows)


def counted(connection: Connection, contracts: Sequence[str]) -> Mapping[int, dict[str, str | int | None]]:
    """The rows these contracts should have, by number; a contract without follow-ups and deviations has none."""
    found: defaultdict[str, Derived] = defaultdict(Derived)
    _tasks(connection, contracts, found)
    _asked(connection, contracts, found)
    _assessed(connection, contracts, found)
    _open_deviations(connection, contracts, found)
    return {number_in(contract): derived.row(contract) for contract, derived in found.items()}


_IDS = bindparam("contracts", expanding=True, type_=WORDS)
_TASKS = union_all(
    select(
        followup.c.contract_id,
        followup.c.due_day,
        case((followup.c.status == "sent", literal("self_report")), else_=followup.c.method).label("what"),
    ).where(followup.c.contract_id.in_(_IDS), followup.c.due_day.is_not(None)),
    select(deviation.c.contract_id, deviation.c.due_day, literal("deviation").label("what")).where(
        deviation.c.contract_id.in_(_IDS), deviation.c.is_open == 1, deviation.c.due_day.is_not(None)
    ),
    select(deviation.c.contract_id, measure.c.due_day, literal("measure").label("what"))
    .join(measure, measure.c.deviation_id == deviation.c.id)
    .where(deviation.c.contract_id.in_(_IDS), measure.c.due_day.is_not(None)),
)


def _tasks(connection: Connection, contracts: Sequence[str], found: defaultdict[str, Derived]) -> None:
    for contract, day, what in connection.execute(_TASKS, {"contracts": contracts}):
        found[contract].tasks.append((day, what))


_ASKED = (
    select(followup.c.contract_id, followup.c.form_hash)
    .where(
        followup.c.contract_id.in_(_IDS),
        followup.c.status.in_(("sent", "received", "in_progress")),
        followup.c.form_hash.is_not(None),
    )
    .distinct()
)


def _asked(connection: Connection, contracts: Sequence[str], found: defaultdict[str, Derived]) -> None:
    for contract, form_hash in connection.execute(_ASKED, {"contracts": contracts}).all():
        for theme in _themes_of_form(connection, form_hash):
            found[contract].deepen(theme, ASKED)


_FORM_THEMES: dict[str, frozenset[str]] = {}
"""By the form's hash, so that it can never be another's."""


def _themes_of_form(connection: Connection, form_hash: str) -> frozenset[str]:
    if form_hash not in _FORM_THEMES:
        text = connection.execute(
            select(form_copy.c.json_text).where(form_copy.c.hash == form_hash)
        ).scalar_one()
        try:
            asked = {
                str(question.get("theme") or section.get("theme", ""))
                for section in json.loads(text)["sections"]
                for question in section["questions"]
                if question["type"] != "note"
            }
        except (ValueError, KeyError, TypeError):
            raise RowUnreadable(f"form {form_hash[:12]}") from None
        _FORM_THEMES[form_hash] = frozenset(asked - {""})
    return _FORM_THEMES[form_hash]


_SIGNED = select(followup.c.id, followup.c.contract_id, followup.c.method, followup.c.themes).where(
    followup.c.contract_id.in_(_IDS), followup.c.status == "signed"
)
_DEPTHS = (
    select(followup.c.id, answer.c.theme, answer.c.depth)
    .join(answer, answer.c.followup_id == followup.c.id)
    .where(
        followup.c.contract_id.in_(_IDS),
        followup.c.status == "signed",
        answer.c.counts == 1,
        answer.c.depth != "none",
    )
    .distinct()
)


def _assessed(connection: Connection, contracts: Sequence[str], found: defaultdict[str, Derived]) -> None:
    answered: dict[tuple[str, str], list[str]] = {}
    for id, theme, depth in connection.execute(_DEPTHS, {"contracts": contracts}):
        answered.setdefault((id, theme), []).append(_OF_DEPTH[depth])
    for id, contract, method, assessed in connection.execute(_SIGNED, {"contracts": contracts}):
        for theme in json.loads(assessed):
            depths = answered.get((id, theme)) or [_OF_METHOD.get(method, "c")]
            found[contract].deepen(theme, max(depths, key=_LADDER.index))


_OPEN = (
    select(deviation.c.contract_id, deviation.c.type, answer.c.theme)
    .outerjoin(
        answer,
        and_(answer.c.followup_id == deviation.c.followup_id, answer.c.question == deviation.c.question),
    )
    .where(
        deviation.c.contract_id.in_(_IDS),
        deviation.c.is_open == 1,
        deviation.c.suspected == 0,
        deviation.c.severity != "observation",
    )
)


def _open_deviations(
    connection: Connection, contracts: Sequence[str], found: defaultdict[str, Derived]
) -> None:
    types = codes("deviation_types")
    for contract, type_code, asked in connection.execute(_OPEN, {"contracts": contracts}):
        entry = types.get(type_code)
        theme = asked or (entry.theme if entry else "")
        if theme:
            found[contract].deepen(theme, OPEN_DEVIATION)
