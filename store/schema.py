"""
The tables of work: the specification's three by their names and columns, and what they hang on.

Every row carries its workspace. ``social_posts.wake_at`` is the one thing the timer looks at:
when this row next needs attention (due time, retry time, end of a lease), in microseconds since
1970; ``NULL`` when nothing is to be done, and only what is not ``NULL`` is in its index.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Index, Table, Text, UniqueConstraint

from store.columns import UtcDateTime
from store.table_parts import (
    json_list,
    json_object,
    link,
    metadata,
    moment,
    number,
    one_of,
    partial_index,
    required_text,
    row_id,
    workspace,
)
from store.words import AccountStatus, FailureKind, ProposalStatus, SessionStatus, State

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Text, primary_key=True),
    required_text("name"),
    json_object("settings"),
    moment("created_at"),
)

projects = Table(
    "projects",
    metadata,
    row_id(),
    workspace(),
    required_text("channel_id"),
    required_text("name"),
    required_text("zone"),
    json_list("networks"),
    required_text("approvers"),
    json_list("approver_ids"),
    Column("notify_channel_id", Text),
    json_object("settings"),
    moment("created_at"),
    UniqueConstraint("workspace_id", "channel_id"),
)

assets = Table(
    "assets",
    metadata,
    row_id(),
    workspace(),
    required_text("user_id"),
    required_text("sha256"),
    required_text("kind"),
    required_text("mime"),
    Column("size_bytes", BigInteger, nullable=False),
    number("width_px"),
    number("height_px"),
    Column("duration_s", Float),
    required_text("filename"),
    required_text("alt_text"),
    Column("slack_file_id", Text),
    Column("source_url", Text),
    moment("created_at"),
    UniqueConstraint("workspace_id", "slack_file_id"),
)

social_integrations = Table(
    "social_integrations",
    metadata,
    row_id(),
    workspace(),
    required_text("user_id"),
    required_text("platform"),
    required_text("handle"),
    required_text("remote_id"),
    required_text("flavour"),
    json_list("scopes"),
    Column("access_token", Text),
    Column("refresh_token", Text),
    Column("expires_at", UtcDateTime),
    required_text("status"),
    moment("created_at"),
    moment("updated_at"),
    one_of("status", AccountStatus),
    UniqueConstraint("workspace_id", "platform", "remote_id"),
)

staging_sessions = Table(
    "staging_sessions",
    metadata,
    row_id(),
    workspace(),
    link("project_id", "projects"),
    required_text("channel_id"),
    required_text("thread_ts"),
    required_text("user_id"),
    json_object("session_data"),
    required_text("status"),
    moment("created_at"),
    moment("expires_at"),
    one_of("status", SessionStatus),
    Index("ix_staging_sessions_thread", "workspace_id", "channel_id", "thread_ts"),
)
partial_index(
    "uq_staging_sessions_active",
    staging_sessions.c.workspace_id,
    staging_sessions.c.channel_id,
    staging_sessions.c.thread_ts,
    staging_sessions.c.user_id,
    unique=True,
    where="status = 'active'",
)

proposals = Table(
    "proposals",
    metadata,
    row_id(),
    workspace(),
    link("project_id", "projects"),
    link("session_id", "staging_sessions", nullable=True),
    required_text("user_id"),
    required_text("channel_id"),
    Column("thread_ts", Text),
    Column("message_ts", Text),
    required_text("strategy"),
    json_object("ask"),
    json_list("notes"),
    required_text("status"),
    number("version"),
    number("revision"),
    number("shown_revision"),
    Column("decided_by", Text),
    Column("decided_at", UtcDateTime),
    moment("created_at"),
    one_of("status", ProposalStatus),
    Index("ix_proposals_thread", "workspace_id", "channel_id", "thread_ts"),
    Index("ix_proposals_message", "workspace_id", "channel_id", "message_ts"),
)
partial_index(
    "ix_proposals_behind",
    proposals.c.created_at,
    where="message_ts IS NOT NULL AND shown_revision < revision",
)

social_posts = Table(
    "social_posts",
    metadata,
    row_id(),
    workspace(),
    required_text("user_id"),
    link("project_id", "projects"),
    link("integration_id", "social_integrations"),
    link("proposal_id", "proposals", nullable=True),
    number("position"),
    required_text("platform"),
    required_text("content"),
    json_list("media_urls"),
    json_list("media"),
    Column("link", Text),
    json_object("options"),
    json_list("hashtags"),
    Column("publish_date", UtcDateTime),
    required_text("state"),
    required_text("why"),
    json_object("settings"),
    number("version"),
    number("fence"),
    number("attempts"),
    Column("wake_at", BigInteger),
    Column("error_message", Text),
    Column("advice", Text),
    Column("failure_kind", Text),
    Column("retry_at", UtcDateTime),
    Column("remote_id", Text),
    Column("permalink", Text),
    Column("published_at", UtcDateTime),
    json_object("engagement_metrics"),
    Column("progress", Float),
    Column("progress_saying", Text),
    Column("approved_by", Text),
    Column("approved_hash", Text),
    moment("created_at"),
    moment("updated_at"),
    one_of("state", State),
    one_of("failure_kind", FailureKind),
    Index("ix_social_posts_proposal_id", "proposal_id"),
    Index("ix_social_posts_account_moment", "integration_id", "publish_date"),
    Index("ix_social_posts_calendar", "workspace_id", "publish_date"),
)
partial_index(
    "ix_social_posts_wake_at",
    social_posts.c.wake_at,
    where="wake_at IS NOT NULL",
)
partial_index(
    "ix_social_posts_in_flight",
    social_posts.c.integration_id,
    where="state = 'publishing'",
)
