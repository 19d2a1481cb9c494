"""The specification's events of planning, with its field names and ours beside them."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from scheduling.desk import Desk
from scheduling.views import Staged
from store import events
from store.words import Post


def track_staged(db: Connection, desk: Desk, staged: Staged) -> None:
    """Count something new that was staged."""
    kinds = sorted({one.content.kind.value for one in staged.contents})
    events.track(
        db,
        workspace_id=staged.session.workspace_id,
        name="post.staged",
        properties={
            "contentType": kinds[0] if len(kinds) == 1 else kinds,
            "platforms": list(staged.networks),
        },
        now=desk.now,
    )


def track_scheduled(db: Connection, desk: Desk, post: Post, *, strategy: str) -> None:
    """Count a post that was handed to the timer."""
    events.track(
        db,
        workspace_id=post.workspace_id,
        name="post.scheduled",
        properties={
            "scheduledDate": post.publish_date.isoformat() if post.publish_date else None,
            "strategy": strategy,
            "platform": post.platform,
        },
        now=desk.now,
    )
