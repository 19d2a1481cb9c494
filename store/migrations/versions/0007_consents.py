"""Questions to people whether Callboard may act for their accounts, until they are answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.columns import Id, JsonObject, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_requests",
        sa.Column("id", Id, nullable=False),
        sa.Column("workspace_id", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("flavour", sa.Text, nullable=False),
        sa.Column("reply_to", JsonObject, nullable=False),
        sa.Column("ticket_hash", sa.Text, nullable=False),
        sa.Column("state_hash", sa.Text),
        sa.Column("browser_hash", sa.Text),
        sa.Column("verifier", sa.Text),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("used_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_consent_requests"),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name="fk_consent_requests_workspace_id_workspaces",
        ),
        sa.UniqueConstraint("ticket_hash", name="uq_consent_requests_ticket_hash"),
        sa.UniqueConstraint("state_hash", name="uq_consent_requests_state_hash"),
    )
    op.create_index("ix_consent_requests_expires_at", "consent_requests", ["expires_at"])


def downgrade() -> None:
    op.drop_index("ix_consent_requests_expires_at", table_name="consent_requests")
    op.drop_table("consent_requests")
