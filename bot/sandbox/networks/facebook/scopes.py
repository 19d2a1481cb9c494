"""
What Facebook calls the rights, and which call needs which.

https://developers.facebook.com/docs/permissions
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

GRANTED = (
    *("pages_show_list", "pages_manage_posts", "pages_read_engagement"),
    *("pages_manage_engagement", "read_insights", "business_management"),
    "pages_read_user_content",
)
"""What the stand-in grants when an account is opened by hand."""
KNOWN = frozenset(GRANTED) | {"public_profile", "email", "publish_video", "pages_manage_metadata"}
TASKS = ("ANALYZE", "ADVERTISE", "MODERATE", "CREATE_CONTENT", "MANAGE")
"""What a person may do on a Page unless it is said otherwise."""


@dataclass(frozen=True, slots=True)
class Right:
    """The scopes of a kind of call, the task on the Page, and the code of the refusal."""

    scopes: frozenset[str]
    task: str = ""
    code: int = 10


RIGHTS: Mapping[str, Right] = {
    "read": Right(frozenset({"pages_read_engagement"})),
    "read_people": Right(frozenset({"pages_read_engagement", "pages_read_user_content"})),
    "publish": Right(
        frozenset({"pages_manage_posts", "pages_read_engagement"}), "CREATE_CONTENT", 200
    ),
    "comment": Right(
        frozenset({"pages_manage_engagement", "pages_read_engagement"}), "MODERATE", 200
    ),
    "insights": Right(frozenset({"read_insights", "pages_read_engagement"}), "ANALYZE"),
}
