"""The kinds of columns, with the checks each kind carries: text, whole number, flag, day, JSON, reference."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)

WHOLE = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits in both databases; a STRICT table of SQLite only knows INTEGER."""
WORDS = Text().with_variant(Text(collation="C"), "postgresql")
"""Compared by code point in both databases, as sort keys need."""


def table(name: str, *items: SchemaItem, comment: str, with_rowid: bool = True) -> Table:
    """A STRICT table; without rowid where its key is what is always looked for."""
    made = Table(name, metadata, *items, comment=comment, sqlite_strict=True, sqlite_with_rowid=with_rowid)
    for column in made.columns:
        if rule := column.info.get("rule"):
            made.append_constraint(CheckConstraint(rule, name=column.name))
    return made


def text(name: str, comment: str, *, null: bool = False, key: bool = False) -> Column[str]:
    return Column(name, WORDS, nullable=null, primary_key=key, comment=comment)


def whole(name: str, comment: str, *, null: bool = False, key: bool = False) -> Column[int]:
    return Column(name, WHOLE, nullable=null, primary_key=key, autoincrement=False, comment=comment)


def octets(name: str, comment: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False, comment=comment)


def flag(name: str, comment: str) -> Column[int]:
    """0 or 1."""
    return Column(name, WHOLE, nullable=False, comment=comment, info={"rule": f"{name} IN (0, 1)"})


def day(name: str, comment: str, *, null: bool = True) -> Column[str]:
    """An ISO date."""
    return Column(name, WORDS, nullable=null, comment=comment, info={"rule": f"length({name}) = 10"})


def one_of(
    name: str, codes: tuple[str, ...], comment: str, *, null: bool = False, key: bool = False
) -> Column[str]:
    """One of a closed list of codes."""
    listed = ", ".join(f"'{code}'" for code in codes)
    rule = f"{name} IN ({listed})"
    return Column(name, WORDS, nullable=null, primary_key=key, comment=comment, info={"rule": rule})


def nested(name: str, comment: str) -> Column[str]:
    """Canonical JSON of something small that no list asks about."""
    rule = f"""substr({name}, 1, 1) IN ('[', '{{', '"')"""
    return Column(name, WORDS, nullable=False, comment=comment, info={"rule": rule})


def nested_later(name: str, comment: str) -> Column[str]:
    """A JSON list that a migration added: in rows of before it is empty."""
    return Column(name, WORDS, nullable=False, server_default="[]", comment=comment)


def refers(name: str, to: str, comment: str, *, null: bool = False, key: bool = False) -> Column[str]:
    """The id of another record; NULL where the value has an empty text."""
    return Column(name, WORDS, ForeignKey(to), nullable=null, primary_key=key, comment=comment)


def record() -> tuple[Column[int], Column[str], Column[int]]:
    """What every record with an id has: its number, its id and its version."""
    version = "Rises with each change; a change must name the one it saw"
    return (
        whole("nr", "The id as a number, so that ids sort by age", key=True),
        Column("id", WORDS, nullable=False, unique=True, comment="The id a person types"),
        Column("version", WHOLE, nullable=False, comment=version, info={"rule": "version >= 1"}),
    )
