"""An index of the few contracts that have clauses of their own.

Revision: 0006, own clauses
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_contract_own_clauses",
        "contract",
        ["id"],
        sqlite_where=sa.text("own_clauses != '[]'"),
        postgresql_where=sa.text("own_clauses != '[]'"),
    )
