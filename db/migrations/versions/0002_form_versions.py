"""The versions of the organisation's own forms: drafts, published, retired.

Revision: 0002, form versions
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "form_version",
        sa.Column("form", WORDS, nullable=False, comment="Id of the form"),
        sa.Column("number", WHOLE, nullable=False, comment="Which version of the form"),
        sa.Column("version", WHOLE, nullable=False, comment="Rises with each change of this row"),
        sa.Column("status", WORDS, nullable=False, comment="Where it is in its life"),
        sa.Column("hash", WORDS, nullable=False, comment="The stored content"),
        sa.Column("file", WORDS, nullable=False, comment="Name of the file that it came from"),
        sa.Column(
            "published",
            WORDS,
            nullable=True,
            comment="Published; NULL for a draft and for a form that came with the program",
        ),
        sa.Column("published_by", WORDS, nullable=False, comment="Who published it"),
        sa.Column("retired", WORDS, nullable=True, comment="Retired: no new follow-up begins on it"),
        sa.Column("retired_by", WORDS, nullable=False, comment="Who retired it"),
        sa.Column("retired_reason", WORDS, nullable=False, comment="Why it was retired"),
        sa.CheckConstraint("length(published) = 10", name=op.f("ck_form_version_published")),
        sa.CheckConstraint("length(retired) = 10", name=op.f("ck_form_version_retired")),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'retired')", name=op.f("ck_form_version_status")
        ),
        sa.ForeignKeyConstraint(["hash"], ["form_copy.hash"], name=op.f("fk_form_version_hash_form_copy")),
        sa.PrimaryKeyConstraint("form", "number", name=op.f("pk_form_version")),
        comment="Versions of the organisation's own forms, and of shipped ones that it has retired",
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
