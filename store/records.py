"""The tables of record: decisions, the publish journal, notices, and what was seen and done."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Table, Text, UniqueConstraint

from store.columns import JsonObject, UtcDateTime
from store.table_parts import (
    json_list,
    json_object,
    link,
    metadata,
    moment,
    number,
    partial_index,
    required_text,
    row_id,
    workspace,
)

approvals = Table(
    "approvals",
    metadata,
    row_id(),
    workspace(),
    link("proposal_id", "proposals", part_of=True),
    required_text("user_id"),
    required_text("decision"),
    number("version"),
    required_text("content_hash"),
    moment("created_at"),
    Index("ix_approvals_proposal_id", "proposal_id"),
)

publish_journal = Table(
    "publish_journal",
    metadata,
    row_id(),
    workspace(),
    link("post_id", "social_posts", part_of=True),
    number("seq"),
    number("fence"),
    required_text("step"),
    required_text("send_state"),
    required_text("request_hash"),
    Column("send_by", UtcDateTime),
    Column("intended_at", UtcDateTime),
    CheckConstraint("send_state IN ('ready', 'sending', 'unknown')", name="known_send_state"),
    UniqueConstraint("post_id", "seq"),
)
partial_index(
    "uq_publish_journal_open", publish_journal.c.post_id, where="send_state <> 'ready'", unique=True
)

publish_checkpoints = Table(
    "publish_checkpoints",
    metadata,
    row_id(),
    workspace(),
    link("post_id", "social_posts", part_of=True),
    required_text("name"),
    required_text("value"),
    number("fence"),
    UniqueConstraint("post_id", "name"),
)

notices = Table(
    "notices",
    metadata,
    row_id(),
    workspace(),
    link("post_id", "social_posts", part_of=True),
    required_text("kind"),
    json_object("payload"),
    moment("created_at"),
    Column("claimed_until", UtcDateTime),
    Column("sent_at", UtcDateTime),
    Index("ix_notices_post_id", "post_id"),
)
partial_index(
    "ix_notices_pending",
    notices.c.created_at,
    where="sent_at IS NULL",
)

seen_events = Table(
    "seen_events",
    metadata,
    Column("key", Text, primary_key=True),
    required_text("workspace_id"),
    moment("seen_at"),
    Index("ix_seen_events_seen_at", "seen_at"),
)

inbox = Table(
    "inbox",
    metadata,
    row_id(),
    required_text("workspace_id"),
    json_object("body"),
    number("tries"),
    moment("heard_at"),
    Index("ix_inbox_heard_at", "heard_at"),
)

disconnections = Table(
    "disconnections",
    metadata,
    Column("workspace_id", Text, primary_key=True),
    moment("since"),
)

consent_requests = Table(
    "consent_requests",
    metadata,
    row_id(),
    workspace(),
    required_text("user_id"),
    required_text("platform"),
    required_text("flavour"),
    json_object("reply_to"),
    required_text("ticket_hash"),
    Column("state_hash", Text),
    Column("browser_hash", Text),
    Column("verifier", Text),
    moment("created_at"),
    moment("expires_at"),
    Column("used_at", UtcDateTime),
    UniqueConstraint("ticket_hash"),
    UniqueConstraint("state_hash"),
    Index("ix_consent_requests_expires_at", "expires_at"),
)

events = Table(
    "events",
    metadata,
    row_id(),
    required_text("workspace_id"),
    required_text("name"),
    json_object("properties"),
    moment("created_at"),
    Index("ix_events_name", "workspace_id", "name", "created_at"),
)

audit_log = Table(
    "audit_log",
    metadata,
    row_id(),
    required_text("workspace_id"),
    required_text("who"),
    required_text("what"),
    required_text("subject"),
    Column("before", JsonObject),
    Column("after", JsonObject),
    moment("created_at"),
    Index("ix_audit_log_subject", "workspace_id", "subject", "created_at"),
)

api_tokens = Table(
    "api_tokens",
    metadata,
    row_id(),
    workspace(),
    required_text("user_id"),
    json_list("scopes"),
    required_text("secret_hash"),
    moment("created_at"),
    Column("revoked_at", UtcDateTime),
    UniqueConstraint("secret_hash"),
)

post_metrics = Table(
    "post_metrics",
    metadata,
    row_id(),
    workspace(),
    link("post_id", "social_posts", part_of=True),
    json_object("metrics"),
    moment("collected_at"),
    Index("ix_post_metrics_post_id", "post_id", "collected_at"),
)
