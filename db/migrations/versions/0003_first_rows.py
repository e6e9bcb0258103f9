"""What a follow-up was started with in its tables, and the level of risk that signing it wrote on the contract.

Revision: 0003, first rows
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    for name, comment in (
        ("first_rows", "Rows that its tables had from the start"),
        ("risk_written", "Each time that signing wrote the contract's level of risk"),
    ):
        op.add_column(
            "followup", sa.Column(name, WORDS, nullable=False, server_default="[]", comment=comment)
        )
