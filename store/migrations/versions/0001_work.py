"""The tables of work: workspaces, projects, files, accounts, sessions, proposals, posts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.columns import Id, JsonList, JsonObject, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _workspaces()
    _projects()
    _assets()
    _social_integrations()
    _staging_sessions()
    _proposals()
    _social_posts()


def downgrade() -> None:
    for table in (
        "social_posts",
        "proposals",
        "staging_sessions",
        "social_integrations",
        "assets",
        "projects",
        "workspaces",
    ):
        op.drop_table(table)


def _workspaces() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("settings", JsonObject(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
    )


def _projects() -> None:
    op.create_table(
        "projects",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("networks", JsonList(), nullable=False),
        sa.Column("approvers", sa.Text(), nullable=False),
        sa.Column("approver_ids", JsonList(), nullable=False),
        sa.Column("notify_channel_id", sa.Text(), nullable=True),
        sa.Column("settings", JsonObject(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_projects_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_projects"),
        sa.UniqueConstraint("workspace_id", "channel_id", name="uq_projects_workspace_id"),
    )


def _assets() -> None:
    op.create_table(
        "assets",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("width_px", sa.Integer(), nullable=False),
        sa.Column("height_px", sa.Integer(), nullable=False),
        sa.Column("duration_s", sa.Float(), nullable=True),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("alt_text", sa.Text(), nullable=False),
        sa.Column("slack_file_id", sa.Text(), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_assets_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_assets"),
        sa.UniqueConstraint("workspace_id", "slack_file_id", name="uq_assets_workspace_id"),
    )


def _social_integrations() -> None:
    op.create_table(
        "social_integrations",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=False),
        sa.Column("flavour", sa.Text(), nullable=False),
        sa.Column("scopes", JsonList(), nullable=False),
        sa.Column("access_token", sa.Text(), nullable=True),
        sa.Column("refresh_token", sa.Text(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "status IN ('active', 'expired', 'revoked')",
            name=op.f("ck_social_integrations_known_status"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_social_integrations_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_social_integrations"),
        sa.UniqueConstraint(
            "workspace_id", "platform", "remote_id", name="uq_social_integrations_workspace_id"
        ),
    )


def _staging_sessions() -> None:
    op.create_table(
        "staging_sessions",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("project_id", Id(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("thread_ts", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("session_data", JsonObject(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "status IN ('active', 'completed', 'abandoned')",
            name=op.f("ck_staging_sessions_known_status"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name="fk_staging_sessions_project_id"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_staging_sessions_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_staging_sessions"),
    )
    op.create_index(
        "uq_staging_sessions_active",
        "staging_sessions",
        ["workspace_id", "channel_id", "thread_ts", "user_id"],
        unique=True,
        sqlite_where=sa.text("status = 'active'"),
        postgresql_where=sa.text("status = 'active'"),
    )


def _proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("project_id", Id(), nullable=False),
        sa.Column("session_id", Id(), nullable=True),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("thread_ts", sa.Text(), nullable=True),
        sa.Column("message_ts", sa.Text(), nullable=True),
        sa.Column("strategy", sa.Text(), nullable=False),
        sa.Column("ask", JsonObject(), nullable=False),
        sa.Column("notes", JsonList(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("shown_revision", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'accepted', 'discarded')", name=op.f("ck_proposals_known_status")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_proposals_project_id"),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["staging_sessions.id"],
            name="fk_proposals_session_id",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_proposals_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
    )
    op.create_index(
        "ix_proposals_behind",
        "proposals",
        ["created_at"],
        sqlite_where=sa.text("message_ts IS NOT NULL AND shown_revision < revision"),
        postgresql_where=sa.text("message_ts IS NOT NULL AND shown_revision < revision"),
    )
    op.create_index(
        "ix_proposals_message", "proposals", ["workspace_id", "channel_id", "message_ts"]
    )
    op.create_index("ix_proposals_thread", "proposals", ["workspace_id", "channel_id", "thread_ts"])


def _social_posts() -> None:
    op.create_table(
        "social_posts",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("project_id", Id(), nullable=False),
        sa.Column("integration_id", Id(), nullable=False),
        sa.Column("proposal_id", Id(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("media_urls", JsonList(), nullable=False),
        sa.Column("media", JsonList(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("options", JsonObject(), nullable=False),
        sa.Column("hashtags", JsonList(), nullable=False),
        sa.Column("publish_date", UtcDateTime(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("settings", JsonObject(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("wake_at", sa.BigInteger(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("failure_kind", sa.Text(), nullable=True),
        sa.Column("retry_at", UtcDateTime(), nullable=True),
        sa.Column("remote_id", sa.Text(), nullable=True),
        sa.Column("permalink", sa.Text(), nullable=True),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("engagement_metrics", JsonObject(), nullable=False),
        sa.Column("progress", sa.Float(), nullable=True),
        sa.Column("progress_saying", sa.Text(), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "failure_kind IN ('retry_waiting', 'outcome_unknown', 'auth', 'owner',"
            " 'content', 'unavailable', 'missed')",
            name=op.f("ck_social_posts_known_failure_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'scheduled', 'publishing', 'published', 'failed', 'cancelled')",
            name=op.f("ck_social_posts_known_state"),
        ),
        sa.ForeignKeyConstraint(
            ["integration_id"], ["social_integrations.id"], name="fk_social_posts_integration_id"
        ),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_social_posts_project_id"),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name="fk_social_posts_proposal_id",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_social_posts_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_social_posts"),
    )
    op.create_index(
        "ix_social_posts_account_moment", "social_posts", ["integration_id", "publish_date"]
    )
    op.create_index("ix_social_posts_calendar", "social_posts", ["workspace_id", "publish_date"])
    op.create_index("ix_social_posts_proposal_id", "social_posts", ["proposal_id"])
    op.create_index(
        "ix_social_posts_wake_at",
        "social_posts",
        ["wake_at"],
        sqlite_where=sa.text("wake_at IS NOT NULL"),
        postgresql_where=sa.text("wake_at IS NOT NULL"),
    )
