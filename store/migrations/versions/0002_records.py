"""The tables of record: approvals, journal, notices, events, audit, tokens, metrics."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.columns import Id, JsonList, JsonObject, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _approvals()
    _publish_journal()
    _publish_checkpoints()
    _notices()
    _seen_events()
    _events()
    _audit_log()
    _api_tokens()
    _post_metrics()


def downgrade() -> None:
    for table in (
        "post_metrics",
        "api_tokens",
        "audit_log",
        "events",
        "seen_events",
        "notices",
        "publish_checkpoints",
        "publish_journal",
        "approvals",
    ):
        op.drop_table(table)


def _approvals() -> None:
    op.create_table(
        "approvals",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("proposal_id", Id(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name="fk_approvals_proposal_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_approvals_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_approvals"),
    )
    op.create_index("ix_approvals_proposal_id", "approvals", ["proposal_id"])


def _publish_journal() -> None:
    op.create_table(
        "publish_journal",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("post_id", Id(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("send_state", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("send_by", UtcDateTime(), nullable=True),
        sa.Column("intended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "send_state IN ('ready', 'sending', 'unknown')",
            name=op.f("ck_publish_journal_known_send_state"),
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["social_posts.id"], name="fk_publish_journal_post_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_publish_journal_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_publish_journal"),
        sa.UniqueConstraint("post_id", "seq", name="uq_publish_journal_post_id"),
    )
    op.create_index(
        "uq_publish_journal_open",
        "publish_journal",
        ["post_id"],
        unique=True,
        sqlite_where=sa.text("send_state <> 'ready'"),
        postgresql_where=sa.text("send_state <> 'ready'"),
    )


def _publish_checkpoints() -> None:
    op.create_table(
        "publish_checkpoints",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("post_id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["social_posts.id"],
            name="fk_publish_checkpoints_post_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_publish_checkpoints_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_publish_checkpoints"),
        sa.UniqueConstraint("post_id", "name", name="uq_publish_checkpoints_post_id"),
    )


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("post_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", JsonObject(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["post_id"], ["social_posts.id"], name="fk_notices_post_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_notices_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.create_index(
        "ix_notices_pending",
        "notices",
        ["created_at"],
        sqlite_where=sa.text("sent_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL"),
    )


def _seen_events() -> None:
    op.create_table(
        "seen_events",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_seen_events"),
    )
    op.create_index("ix_seen_events_seen_at", "seen_events", ["seen_at"])


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("properties", JsonObject(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_name", "events", ["workspace_id", "name", "created_at"])


def _audit_log() -> None:
    op.create_table(
        "audit_log",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("before", JsonObject(), nullable=True),
        sa.Column("after", JsonObject(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_log"),
    )
    op.create_index("ix_audit_log_subject", "audit_log", ["workspace_id", "subject", "created_at"])


def _api_tokens() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("scopes", JsonList(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_api_tokens_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_api_tokens"),
        sa.UniqueConstraint("secret_hash", name="uq_api_tokens_secret_hash"),
    )


def _post_metrics() -> None:
    op.create_table(
        "post_metrics",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("post_id", Id(), nullable=False),
        sa.Column("metrics", JsonObject(), nullable=False),
        sa.Column("collected_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["social_posts.id"], name="fk_post_metrics_post_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_post_metrics_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_post_metrics"),
    )
    op.create_index("ix_post_metrics_post_id", "post_metrics", ["post_id", "collected_at"])
