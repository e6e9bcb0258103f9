"""That details about persons were deleted from a follow-up, and when a form says that they are to be.

Revision: 0005, clearing
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column(
        "followup",
        sa.Column(
            "cleared",
            WORDS,
            nullable=False,
            server_default="[]",
            comment="That details about persons were deleted from it",
        ),
    )
    op.add_column(
        "form_copy",
        sa.Column(
            "delete_days",
            WHOLE,
            nullable=True,
            comment="Derived: days from closing until details about persons are to be deleted",
        ),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE form_copy SET delete_days = json_extract(json_text, '$.delete_days')")
    op.create_index("ix_form_copy_delete_days", "form_copy", ["delete_days"])
    op.create_index("ix_followup_form_hash_status", "followup", ["form_hash", "status"])
