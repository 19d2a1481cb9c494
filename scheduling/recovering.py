"""What people do about a failed post: retry it, publish it again, or say that it is live."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy.engine import Connection

from scheduling.approval import approve_again
from scheduling.desk import Desk
from scheduling.errors import BadValue
from scheduling.post_guards import (
    Action,
    begin,
    record,
    refuse_open_outcome,
    refuse_past,
    refuse_unfit,
)
from store import posts
from store.words import Person, Post, State

LONGEST_URL = 2000


def retry(
    db: Connection,
    desk: Desk,
    by: Person,
    post_id: str,
    *,
    version: int | None,
    at: datetime | None,
) -> Post:
    """Try a failed post again, now or later; not while nobody knows whether it is live."""
    action = begin(db, by, post_id, version=version, doing="retry posts")
    refuse_open_outcome(action.post)
    return _try_again(db, desk, action, at or desk.now, "post.retried")


def publish_again(
    db: Connection, desk: Desk, by: Person, post_id: str, *, version: int | None
) -> Post:
    """Publish a post again because a person looked and it is not there."""
    action = begin(db, by, post_id, version=version, doing="publish posts")
    return _try_again(db, desk, action, desk.now, "post.published_again")


def confirm_live(
    db: Connection,
    desk: Desk,
    by: Person,
    post_id: str,
    *,
    url: str | None,
    version: int | None,
) -> Post:
    """Take a person's word that a failed post is on the network, with its address if known."""
    action = begin(db, by, post_id, version=version, doing="confirm posts")
    address = _address(url)
    confirmed = posts.confirm_live(db, post_id, url=address, now=desk.now, expected_version=version)
    record(db, desk, action, "post.confirmed_live", {"url": address})
    return confirmed


def _try_again(db: Connection, desk: Desk, action: Action, at: datetime, what: str) -> Post:
    refuse_past(desk, action, at)
    if action.post.state is State.FAILED:
        refuse_unfit(db, desk, action.post)
    tried = posts.retry(
        db,
        action.post.id,
        publish_date=at,
        approved_hash=approve_again(db, desk, action.by, action.post),
        now=desk.now,
        expected_version=action.version,
    )
    record(db, desk, action, what)
    return tried


def _address(url: str | None) -> str | None:
    """Return a web address people can open, ``None`` for none; refuse anything else."""
    text = (url or "").strip()
    if not text:
        return None
    try:
        parts = urlsplit(text)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web or len(text) > LONGEST_URL or any(char.isspace() for char in text):
        raise BadValue(
            "That is not the address of a post.",
            field="url",
            advice="Copy it from the browser's address bar; it begins with https://.",
        )
    return text
