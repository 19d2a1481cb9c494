"""Indexes for finding a thread's sessions, and a post's notices when it is deleted."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_staging_sessions_thread",
        "staging_sessions",
        ["workspace_id", "channel_id", "thread_ts"],
    )
    op.create_index("ix_notices_post_id", "notices", ["post_id"])


def downgrade() -> None:
    op.drop_index("ix_notices_post_id", table_name="notices")
    op.drop_index("ix_staging_sessions_thread", table_name="staging_sessions")
