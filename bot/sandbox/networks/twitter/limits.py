"""
Which scopes a call needs and how often it may be made.

https://docs.x.com/x-api/fundamentals/rate-limits
https://docs.x.com/fundamentals/authentication/guides/v2-authentication-mapping
"""

from __future__ import annotations

from dataclasses import dataclass

QUARTER_S = 15 * 60
DAY_S = 24 * 60 * 60

READ = ("tweet.read", "users.read")
WRITE = ("tweet.read", "tweet.write", "users.read")
MEDIA = ("media.write",)
ALL = ("tweet.read", "tweet.write", "users.read", "offline.access", "media.write")
"""What the stand-in grants when an account is opened by hand."""
KNOWN = (
    *ALL,
    *("tweet.moderate.write", "follows.read", "follows.write", "like.read", "like.write"),
    *("bookmark.read", "bookmark.write", "list.read", "list.write", "space.read", "users.email"),
    *("mute.read", "mute.write", "block.read", "block.write", "dm.read", "dm.write"),
)


@dataclass(frozen=True, slots=True)
class Window:
    """At most ``limit`` calls in ``window_s`` seconds."""

    limit: int
    window_s: int


@dataclass(frozen=True, slots=True)
class Call:
    """One kind of call."""

    scopes: tuple[str, ...]
    per_user: Window | None = None
    per_app: Window | None = None


CALLS = {
    "create_post": Call(WRITE, Window(100, QUARTER_S), Window(10_000, DAY_S)),
    "delete_post": Call(WRITE, Window(50, QUARTER_S)),
    "hide_reply": Call(("tweet.moderate.write", "tweet.read", "users.read"), Window(50, QUARTER_S)),
    "user_posts": Call(READ, Window(900, QUARTER_S), Window(10_000, QUARTER_S)),
    "posts": Call(READ, Window(5_000, QUARTER_S)),
    "post": Call(READ, Window(900, QUARTER_S)),
    "me": Call(READ, Window(75, QUARTER_S)),
    "upload": Call(MEDIA, Window(500, QUARTER_S), Window(50_000, DAY_S)),
    "initialize": Call(MEDIA, Window(1_875, QUARTER_S), Window(180_000, DAY_S)),
    "append": Call(MEDIA, Window(1_875, QUARTER_S), Window(180_000, DAY_S)),
    "finalize": Call(MEDIA, Window(1_875, QUARTER_S), Window(180_000, DAY_S)),
    "status": Call(MEDIA, Window(1_000, QUARTER_S)),
    "metadata": Call(MEDIA, Window(500, QUARTER_S)),
}
