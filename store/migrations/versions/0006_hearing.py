"""The inbox of requests, claims on notices, and workspaces that are out of reach."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.columns import Id, JsonObject, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", Id, nullable=False),
        sa.Column("workspace_id", sa.Text, nullable=False),
        sa.Column("body", JsonObject, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("heard_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_heard_at", "inbox", ["heard_at"])
    op.create_table(
        "disconnections",
        sa.Column("workspace_id", sa.Text, nullable=False),
        sa.Column("since", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_disconnections"),
    )
    op.add_column("notices", sa.Column("claimed_until", UtcDateTime))


def downgrade() -> None:
    op.drop_column("notices", "claimed_until")
    op.drop_table("disconnections")
    op.drop_index("ix_inbox_heard_at", table_name="inbox")
    op.drop_table("inbox")
