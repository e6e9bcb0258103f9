"""Tampering shows: any cell changed behind the program's back is found, and the program's own work never is."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from rich_database import ACT, NOW, later, opened, rich

from checklists.contract import Contract, Supplier
from checklists.settings import Setting
from checklists.values import Frozen, Refused
from db.asof import values_at
from db.database import Database
from db.journal import JournalFinding

UNTOLD = {"draft", "sqlite_sequence"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rich") / "a.db"
    rich(path).close()
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "b.db"
    with closing(sqlite3.connect(whole)) as original, closing(sqlite3.connect(copy)) as made:
        original.backup(made)
    return copy


def findings(path: Path) -> tuple[JournalFinding, ...]:
    """What verify finds; the file is opened as it is, whatever has been done to it."""
    db = Database.open(str(path), create=False, now=NOW)
    try:
        return (*db.journal.verify(), *db.journal.verify_search())
    finally:
        db.close()


class Tamperer:
    """Writes past the program: triggers and checks out of the way, and back afterwards."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        triggers = self.connection.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'")
        self._triggers = triggers.fetchall()
        for name, _ in self._triggers:
            self.connection.execute(f"DROP TRIGGER {name}")

    @contextmanager
    def flipped(self, table: str, column: str, row: int, chance: random.Random) -> Iterator[str]:
        """One cell changed, and changed back: what was changed, or nothing if the table holds such a value off."""
        keys = [row[1] for row in self.connection.execute(f"PRAGMA table_info({table})") if row[5]]
        names = ", ".join([*keys, column])
        found = self.connection.execute(f"SELECT {names} FROM {table} LIMIT 1 OFFSET {row}").fetchone()
        before, where = found[-1], list(found[:-1])
        after = other(before, chance)
        at = " AND ".join(f"{key} = ?" for key in keys)
        change = f"UPDATE {table} SET {column} = ? WHERE {at}"
        try:
            self.connection.execute(change, (after, *where))
        except sqlite3.Error:
            yield ""
            return
        yield f"{table}.{column}: {before!r} → {after!r}"
        if column in keys:
            where[keys.index(column)] = after
        self.connection.execute(change, (before, *where))

    def done(self) -> None:
        for _, sql in self._triggers:
            self.connection.execute(sql)
        self.connection.close()


def change(path: Path, sql: str, *values: object) -> None:
    tamperer = Tamperer(path)
    assert tamperer.connection.execute(sql, values).rowcount > 0
    tamperer.done()


def test_what_the_program_did_is_whole(path: Path) -> None:
    assert findings(path) == ()


def cells(connection: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    """Every table, column and row that is told of or derived."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE '%_fts%' AND name NOT LIKE 'alembic%'"
    ).fetchall()
    for (table,) in tables:
        if table in UNTOLD:
            continue
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for column in columns:
            yield from ((table, column, row) for row in range(count))


def other(cell: object, chance: random.Random) -> object:
    """A value that differs, of the same type where there is one."""
    if cell is None:
        return chance.choice(["2026-01-01", 7])
    if isinstance(cell, int):
        return cell ^ (1 << chance.randrange(0, 12))
    if isinstance(cell, bytes):
        place = chance.randrange(len(cell))
        return cell[:place] + bytes([cell[place] ^ (1 << chance.randrange(8))]) + cell[place + 1 :]
    text = str(cell)
    if not text:
        return "x"
    place = chance.randrange(len(text))
    return text[:place] + chr(ord(text[place]) ^ (1 << chance.randrange(4))) + text[place + 1 :]


def test_any_cell_changed_is_found(path: Path) -> None:
    """Every column of every table, one row of it by chance each."""
    chance = random.Random(20260302)
    db = Database.open(str(path), create=False, now=NOW)
    tamperer = Tamperer(path)
    columns: dict[tuple[str, str], list[int]] = {}
    for table, column, row in cells(tamperer.connection):
        columns.setdefault((table, column), []).append(row)
    missed: list[str] = []
    for (table, column), rows in columns.items():
        with tamperer.flipped(table, column, chance.choice(rows), chance) as told:
            if told and not db.journal.verify():
                missed.append(told)
    assert len(columns) > 150
    assert not missed, "\n".join(missed)
    tamperer.done()
    assert db.journal.verify() == ()
    db.close()


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        (
            "UPDATE journal SET payload = replace(payload, 'Renhold', 'Reinhald') WHERE seq = 3",
            "journal_payload_altered",
        ),
        ("UPDATE journal SET actor = 'andre' WHERE seq = 2", "journal_entry_altered"),
        ("UPDATE journal SET salt = '00' WHERE seq = 2", "journal_payload_altered"),
        ("UPDATE journal SET payload = NULL, salt = NULL WHERE seq = 2", "journal_redaction_unaccounted"),
        ("DELETE FROM journal WHERE seq = 3", "journal_gap"),
        ("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", "journal_head_differs"),
        ("UPDATE contract SET title = 'Annet' WHERE id = 'K-2026-001'", "row_altered"),
        ("UPDATE contract SET title_key = 'a' WHERE id = 'K-2026-001'", "derived_altered"),
        ("UPDATE contract SET folded = 'a' WHERE id = 'K-2026-001'", "search_differs"),
        ("UPDATE contract SET options = '[1]' WHERE id = 'K-2026-001'", "row_unreadable"),
        ("UPDATE contract SET version = 9 WHERE id = 'K-2026-001'", "row_altered"),
        ("UPDATE contract_supplier SET supplier_id = 'L-3' WHERE position = 1", "row_altered"),
        ("UPDATE derived_contract SET depths = 'kkkkkkk'", "derived_altered"),
        ("DELETE FROM derived_contract", "derived_altered"),
        ("UPDATE counter SET last = last + 1 WHERE name = 'deviation'", "counter_differs"),
        ("UPDATE attachment SET content = x'00'", "file_altered"),
        ("DELETE FROM attachment", "file_taken_away"),
        ("DELETE FROM answer WHERE question = 'pay'", "entry_without_row"),
        ("DELETE FROM setting", "entry_without_row"),
        ("UPDATE setting SET key = 'role.overall'", "row_without_entry"),
        ("UPDATE contract SET note = CAST(x'ff' AS TEXT) WHERE id = 'K-2026-001'", "text_unreadable"),
    ],
)
def test_tampering_is_called_by_its_name(path: Path, sql: str, code: str) -> None:
    change(path, sql)
    assert code in {found.code for found in findings(path)}


def test_a_row_slipped_in_is_found(path: Path) -> None:
    change(path, "INSERT INTO setting (key, value) VALUES ('role.overall', 'meg')")
    assert [(found.code, found.subject) for found in findings(path)] == [
        ("row_without_entry", "role.overall")
    ]


def test_the_chain_alone_does_not_look_at_rows(path: Path) -> None:
    change(path, "UPDATE contract SET note = 'Annet' WHERE id = 'K-2026-001'")
    db = Database.open(str(path), create=False, now=NOW)
    assert db.journal.verify(replay=False) == ()
    assert [found.params["fields"] for found in db.journal.verify() if found.code == "row_altered"] == [
        "note"
    ]
    db.close()


def test_the_journal_cannot_be_rewritten_by_slip(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for sql in (
            "UPDATE journal SET actor = 'x'",
            "DELETE FROM journal",
            "UPDATE journal SET payload = 'x'",
            "REPLACE INTO journal SELECT * FROM journal WHERE seq = 1",
            "DELETE FROM journal_head",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(sql)


def test_entries_come_newest_first_and_by_subject(path: Path) -> None:
    db = Database.open(str(path), create=False, now=NOW)
    head, _ = db.journal.head()
    newest = db.journal.entries(limit=3)
    assert [entry.seq for entry in newest] == [head, head - 1, head - 2]
    assert [entry.seq for entry in db.journal.entries(before=head - 2, limit=2)] == [head - 3, head - 4]
    subjects = {entry.change.subject for entry in db.journal.entries(subject="O-1", limit=500)}
    assert {"O-1", "O-1/pay", "O-1/pay:wages"} <= subjects
    assert all(each == "O-1" or each.startswith("O-1/") for each in subjects)
    db.close()


def test_an_erased_entry_leaves_the_chain_whole(tmp_path: Path) -> None:
    db = opened(tmp_path / "x.db")
    made = db.contracts.add(
        Contract(reference="1", title="Avtale", note="noe om en person"), (Supplier(name="A"),), ACT
    )
    (first,) = db.journal.entries(subject=made.id)
    with pytest.raises(Refused) as refused:
        db.journal.redact([first.seq], "GDPR art. 17", ACT)
    assert refused.value.code == "entry_still_true"
    version = db.contracts.change(made.model_copy(update={"note": ""}), 1, later(1))
    second = db.journal.entries(subject=made.id)[0]
    for entry in (first, second):
        db.journal.redact([entry.seq], "GDPR art. 17", later(2))
    assert db.journal.verify() == ()
    db.close()
    raw = (tmp_path / "x.db").read_bytes()
    assert b"noe om en person" not in raw
    db = opened(tmp_path / "x.db")
    erased = [entry for entry in db.journal.entries(subject=made.id) if entry.redacted]
    assert {entry.seq for entry in erased} == {first.seq, second.seq}
    assert all(entry.change.after is None for entry in erased)
    with pytest.raises(Refused) as refused:
        db.journal.redact([first.seq], "GDPR art. 17", ACT)
    assert refused.value.code == "entry_redacted"
    with pytest.raises(Refused) as refused:
        db.journal.redact([999], "GDPR art. 17", ACT)
    assert refused.value.code == "unknown_entry"
    # The record goes on as before, and what was known then is still told without what was erased.
    held = db.contracts.get(made.id)
    assert held.version > version
    db.contracts.change(held.value.model_copy(update={"title": "Ny"}), held.version, later(3))
    assert db.journal.verify() == ()
    db.close()


def test_earlier_moments_are_told_as_they_were(tmp_path: Path) -> None:
    db = opened(tmp_path / "x.db")
    made = db.contracts.add(Contract(reference="1", title="Først"), (Supplier(name="A"),), ACT)
    db.settings.set(Setting(key="rhythm", value="Hvert år"), ACT)
    db.contracts.change(made.model_copy(update={"title": "Siden"}), 1, later(2))
    db.settings.set(Setting(key="rhythm", value=""), later(3))

    def known(days: float) -> dict[str, dict[str, Frozen]]:
        with db.reader.transaction() as connection:
            return values_at(connection, NOW + timedelta(days=days))

    def title(days: float) -> str:
        return str(known(days)["contract"][made.id].model_dump()["title"])

    assert not any(known(-1).values())
    assert (title(0), title(1.9), title(2)) == ("Først", "Først", "Siden")
    assert ("rhythm" in known(2.9)["setting"], "rhythm" in known(3)["setting"]) == (True, False)
    assert known(9)["contract"][made.id] == db.contracts.get(made.id).value
    # What was erased since is told by what stood before the next change.
    db.journal.redact([2], "GDPR art. 17", later(4))
    assert (title(0), title(2), title(5)) == ("Først", "Siden", "Siden")
    db.close()
