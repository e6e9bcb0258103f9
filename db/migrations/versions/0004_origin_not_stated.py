"""How a deviation came to light may be unknown.

Revision: 0004, origin not stated
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAS, IS = "origin TEXT NOT NULL", "origin TEXT"


def upgrade() -> None:
    """SQLite cannot let go of NOT NULL: the table is made anew as it was, its rows and indexes with it."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.alter_column("deviation", "origin", nullable=True)
        return
    made = "SELECT sql FROM sqlite_master WHERE tbl_name = 'deviation' AND type = '{}' AND sql IS NOT NULL"
    table = connection.exec_driver_sql(made.format("table")).scalar_one()
    indexes = connection.exec_driver_sql(made.format("index")).scalars().all()
    op.execute("CREATE TABLE deviation_kept AS SELECT * FROM deviation")
    op.execute("DROP TABLE deviation")
    op.execute(table.replace(WAS, IS))
    op.execute("INSERT INTO deviation SELECT * FROM deviation_kept")
    op.execute("DROP TABLE deviation_kept")
    for index in indexes:
        op.execute(index)
