"""A small office's database for a test: a contract, its supplier, a follow-up on a form, in a few words."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from checklists.answer import Answer
from checklists.change import Act
from checklists.contract import Contract, Supplier
from checklists.deviation import Deviation
from checklists.followup import FollowUp
from checklists.form import Form
from db import schema
from db.database import Database
from db.place import APPLICATION_ID

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FORM = Form.model_validate(
    {
        "id": "small_check",
        "version": 1,
        "title": {"nb": "Liten kontroll"},
        "purpose": {"nb": "Prøve"},
        "filled_by": "buyer",
        "method": "document_check",
        "minutes": {"full": 5},
        "source": "own",
        "licence": "CC0",
        "sections": [
            {
                "key": "all",
                "title": {"nb": "Alt"},
                "theme": "human_rights",
                "questions": [
                    {"key": "policy", "type": "yes_partly_no", "text": {"nb": "Policy?"}, "required": True},
                    {
                        "key": "pay",
                        "type": "yes_partly_no",
                        "text": {"nb": "Lønn?"},
                        "theme": "working_conditions",
                    },
                    {"key": "comment", "type": "text", "text": {"nb": "Annet?"}},
                ],
            }
        ],
    }
)


def act(minutes: int = 0, actor: str = "kari", why: str = "") -> Act:
    """Somebody does something, so many minutes after half past nine on 2 March 2026."""
    return Act(actor, NOW + timedelta(minutes=minutes), why)


def opened(path: Path, *, create: bool = True) -> Database:
    return Database.open(str(path), create=create, now=NOW)


def agreed(db: Database, reference: str = "24/17", *firms: str, **facts: object) -> Contract:
    """A recorded contract with suppliers of these names."""
    known: dict[str, object] = {"reference": reference, "title": f"Avtale {reference}", "kind": "goods"}
    suppliers = tuple(Supplier(name=name) for name in firms or ("Bø Hansker AS",))
    return db.contracts.add(Contract.model_validate(known | facts), suppliers, act())


def begun(db: Database, contract: Contract, **facts: object) -> FollowUp:
    """A follow-up of the contract's first supplier on the small form."""
    known: dict[str, object] = {
        "contract": contract.id,
        "supplier": contract.suppliers[0],
        "method": "document_check",
        "day": date(2026, 3, 2),
    }
    return db.followups.start(FollowUp.model_validate(known | facts), FORM, act())


def answered(db: Database, followup: str, key: str, value: str, **facts: object) -> int:
    """The question answered as the app does it; the answer's version."""
    seen = db.followups.open(followup)
    after = seen.review.answered(Answer.model_validate({"question": key, "value": value} | facts))
    version = seen.answer_versions.get(key, 0)
    return db.followups.answer(after.followup, after.answers[key], version, act())


def breach(contract: Contract, **facts: object) -> Deviation:
    known: dict[str, object] = {
        "contract": contract.id,
        "supplier": contract.suppliers[0],
        "type": "wages",
        "severity": "major",
        "title": "For lav lønn",
        "found": date(2026, 3, 1),
        "deadline": date(2026, 5, 30),
    }
    return Deviation.model_validate(known | facts)


def of_revision(path: Path, revision: str) -> None:
    """An empty database as the program of that revision of the tables made it, readable by its owner only."""
    path.touch(mode=0o600)
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={int(revision)}")
    engine.dispose()


def everything_in(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, read past the program."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\' ORDER BY name"
        ).fetchall()
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for (name,) in tables
        }
    finally:
        connection.close()
