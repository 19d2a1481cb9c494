"""
What each login product calls the rights, and which call needs which.

https://developers.facebook.com/docs/instagram-platform/overview
"""

from __future__ import annotations

from collections.abc import Mapping

INSTAGRAM, FACEBOOK = "instagram", "facebook"
FLAVOURS = (INSTAGRAM, FACEBOOK)

NEEDED: Mapping[str, Mapping[str, tuple[str, ...] | None]] = {
    INSTAGRAM: {
        "read": ("instagram_business_basic",),
        "publish": ("instagram_business_basic", "instagram_business_content_publish"),
        "comment": ("instagram_business_basic", "instagram_business_manage_comments"),
        "insights": ("instagram_business_basic", "instagram_business_manage_insights"),
        "delete": None,
    },
    FACEBOOK: {
        "read": ("instagram_basic", "pages_read_engagement"),
        "publish": ("instagram_basic", "instagram_content_publish", "pages_read_engagement"),
        "comment": ("instagram_basic", "instagram_manage_comments", "pages_read_engagement"),
        "insights": ("instagram_basic", "instagram_manage_insights", "pages_read_engagement"),
        "delete": ("instagram_basic", "instagram_manage_contents"),
    },
}
"""Scopes of a call by login product; ``None`` where the product has no such call."""
GRANTED = {
    INSTAGRAM: (
        "instagram_business_basic",
        "instagram_business_content_publish",
        "instagram_business_manage_comments",
        "instagram_business_manage_insights",
    ),
    FACEBOOK: (
        *("instagram_basic", "instagram_content_publish", "pages_read_engagement"),
        *("pages_show_list", "instagram_manage_comments", "instagram_manage_insights"),
        *("instagram_manage_contents", "business_management"),
    ),
}
"""What the stand-in grants when an account is opened by hand."""
KNOWN = {
    INSTAGRAM: frozenset(GRANTED[INSTAGRAM]) | {"instagram_business_manage_messages"},
    FACEBOOK: frozenset(GRANTED[FACEBOOK])
    | {"public_profile", "email", "ads_management", "ads_read", "pages_manage_posts"},
}
