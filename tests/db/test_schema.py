"""The tables as they are said to be, and the rules the database itself keeps."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import office
import pytest
from rich_database import rich
from sqlalchemy import create_engine

from db import schema, tables
from db.database import Database
from db.problems import DatabaseRefused


def made_by(path: Path) -> dict[tuple[str, str], str]:
    """(type, name) → SQL with its blanks evened out, of our own tables and indexes."""
    connection = sqlite3.connect(path)
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
        " AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE 'alembic%'"
    ).fetchall()
    connection.close()
    return {(kind, name): " ".join(sql.split()) for kind, name, sql in found}


def parts(sql: str) -> list[str]:
    """What a statement says, whatever the order of its columns and rules."""
    body, _, kind = " ".join(sql.replace(" )", ")").split()).rpartition(")")
    return [*sorted(body.replace("( ", "(").split(", ")), kind]


def test_the_migrations_make_the_tables_that_the_program_knows(path: Path, tmp_path: Path) -> None:
    schema.created(path)
    engine = create_engine(f"sqlite:///{tmp_path / 'direct.db'}")
    tables.metadata.create_all(engine)
    engine.dispose()
    migrated, direct = made_by(path), made_by(tmp_path / "direct.db")
    assert migrated.keys() == direct.keys()
    for key, sql in direct.items():
        assert parts(migrated[key]) == parts(sql), key


@pytest.mark.parametrize("revision", ["0002", "0003", "0004", "0005"])
def test_a_database_brought_up_is_as_a_new_one_and_holds_what_it_held(tmp_path: Path, revision: str) -> None:
    new, old = tmp_path / "new.db", tmp_path / "old.db"
    rich(new).close()
    office.of_revision(old, revision)
    _fill(old, new)
    schema.migrate(old)
    assert as_made(old) == as_made(new)
    assert office.everything_in(old) == office.everything_in(new)
    connection = sqlite3.connect(old)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    db = office.opened(old, create=False)
    assert db.journal.verify() == ()
    assert [hit.id for hit in db.registers.find("a-1") if hit.kind == "deviation"] == ["A-1"]
    held = db.deviations.get("A-1")
    assert held.value.origin == "document_check"
    db.deviations.change(held.value.model_copy(update={"origin": ""}), held.version, office.act())
    assert db.deviations.get("A-1").value.origin == ""
    db.close()


def _fill(old: Path, new: Path) -> None:
    """Everything that `new` holds, in the columns that `old` has."""
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS new", (str(new),))
        for table in tables.metadata.sorted_tables:
            named = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table.name})")]
            columns = ", ".join(f'"{name}"' for name in named)
            connection.execute(
                f"INSERT OR REPLACE INTO main.{table.name} SELECT {columns} FROM new.{table.name}"
            )
        for name in ("contract", "supplier", "deviation"):
            connection.execute(f"INSERT INTO main.{name}_fts({name}_fts) VALUES ('rebuild')")


def as_made(path: Path) -> set[tuple[str, str, str]]:
    """Every table, index and trigger with its SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def test_a_database_whose_records_do_not_hang_together_is_not_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    office.of_revision(path, "0003")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO contract_supplier VALUES ('K-1', 0, 'L-1')")
    before = path.read_bytes()
    with pytest.raises(DatabaseRefused) as refused:
        schema.migrate(path)
    assert refused.value.code == "database_damaged"
    assert path.read_bytes() == before


def test_every_table_is_strict_and_every_column_commented() -> None:
    for table in tables.metadata.sorted_tables:
        assert table.comment, table.name
        assert table.dialect_options["sqlite"]["strict"], table.name
        for column in table.columns:
            assert column.comment, f"{table.name}.{column.name}"


def test_every_rule_has_the_name_of_the_convention(path: Path) -> None:
    schema.created(path)
    for (kind, name), sql in made_by(path).items():
        if kind == "table":
            rules = re.findall(r"(\S+ \S+) (CHECK|PRIMARY KEY|UNIQUE|FOREIGN KEY)\b", sql)
            starts = {"CHECK": "ck_", "PRIMARY KEY": "pk_", "UNIQUE": "uq_", "FOREIGN KEY": "fk_"}
            assert rules
            assert all(named.startswith(f"CONSTRAINT {starts[rule]}{name}") for named, rule in rules), sql
        else:
            assert name.startswith("ix_"), name


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET actor = 'nobody' WHERE seq = 1",
        "UPDATE journal SET payload = '{}' WHERE seq = 1",
        "UPDATE journal SET payload = NULL WHERE seq = 1",
        "UPDATE journal SET payload = NULL, salt = NULL, at = 'now' WHERE seq = 1",
        "UPDATE journal SET seq = 100 WHERE seq = 1",
        "DELETE FROM journal WHERE seq = 1",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 1",
        "REPLACE INTO journal SELECT seq, at, 'x', kind, subject, action, payload, salt, payload_hash,"
        " previous_hash, entry_hash FROM journal WHERE seq = 1",
        "DELETE FROM journal_head",
    ],
)
def test_the_journal_refuses_to_be_changed(db: Database, path: Path, statement: str) -> None:
    office.agreed(db)
    connection = sqlite3.connect(path)
    before = connection.execute("SELECT * FROM journal ORDER BY seq").fetchall()
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    connection.rollback()
    assert connection.execute("SELECT * FROM journal ORDER BY seq").fetchall() == before
    connection.close()


def test_a_payload_can_be_erased_once(db: Database, path: Path) -> None:
    office.agreed(db)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE journal SET payload = NULL, salt = NULL WHERE seq = 1")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE journal SET payload = '{}', salt = 'x' WHERE seq = 1")
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contract SET value = 'a lot'",
        "UPDATE contract SET framework = 2",
        "UPDATE contract SET risk = 'enormous'",
        "UPDATE contract SET ends = '2026'",
        "UPDATE contract SET value = 1, currency = NULL",
        "UPDATE contract SET options = ''",
        "UPDATE contract SET title = NULL",
        "UPDATE contract SET version = 0",
    ],
)
def test_a_row_cannot_hold_what_it_must_not(db: Database, path: Path, statement: str) -> None:
    office.agreed(db)
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    connection.close()


def test_every_connection_is_strict_and_durable(db: Database) -> None:
    asked = ("foreign_keys", "trusted_schema", "synchronous", "journal_mode", "secure_delete", "query_only")

    def settings(connection: object) -> list[object]:
        assert isinstance(connection, sqlite3.Connection)
        return [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]

    safe = sqlite3.sqlite_version_info >= (3, 51, 3)
    writing = db.writer.connection.connection.driver_connection
    assert settings(writing) == [1, 0, 2 if safe else 3, "wal" if safe else "delete", 1, 0]
    with db.reader.transaction() as connection:
        reading = connection.connection.driver_connection
        assert settings(reading)[-1] == 1


def test_no_statement_or_parameter_leaves_with_an_error(db: Database) -> None:
    with pytest.raises(DatabaseRefused) as told, db.writer.unjournalled() as connection:
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("a whistle-blower's name",))
    assert "nowhere" not in str(told.value)
    assert "whistle" not in repr(told.value)
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__


def test_opening_a_database_needs_no_orm_and_no_migrations(path: Path) -> None:
    office.opened(path).close()
    program = (
        "import sys; from datetime import datetime, UTC; from db.database import Database\n"
        f"db = Database.open({str(path)!r}, create=False, now=datetime.now(UTC)); db.contracts.suppliers(['L-1'])\n"
        "print(*[name for name in ('sqlalchemy.orm', 'alembic') if name in sys.modules])"
    )
    root = Path(schema.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
