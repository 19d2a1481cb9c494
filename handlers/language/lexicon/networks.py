"""Names people use for networks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from handlers.language.schema import Platform

NETWORKS: tuple[Platform, ...] = (
    "facebook",
    "instagram",
    "linkedin",
    "tiktok",
    "twitter",
    "youtube",
)
"""Every network a post can go to, in the order that answers use."""

ALIASES: Mapping[str, Platform] = MappingProxyType(
    {
        "fb": "facebook",
        "face book": "facebook",
        "facebook": "facebook",
        "ig": "instagram",
        "insta": "instagram",
        "instagram": "instagram",
        "insta gram": "instagram",
        "the gram": "instagram",
        "li": "linkedin",
        "linkedin": "linkedin",
        "linked in": "linkedin",
        "tt": "tiktok",
        "tiktok": "tiktok",
        "tik tok": "tiktok",
        "twitter": "twitter",
        "x": "twitter",
        "x.com": "twitter",
        "youtube": "youtube",
        "you tube": "youtube",
        "yt": "youtube",
    }
)

UNKNOWN: frozenset[str] = frozenset(
    {
        "bereal",
        "bluesky",
        "discord",
        "lemon8",
        "mastodon",
        "medium",
        "myspace",
        "pinterest",
        "quora",
        "reddit",
        "rumble",
        "snapchat",
        "substack",
        "telegram",
        "threads",
        "tumblr",
        "twitch",
        "vimeo",
        "vk",
        "wechat",
        "weibo",
        "whatsapp",
        "xing",
    }
)
"""Networks that people name and that cannot be published to from here."""

BY_WORD: Mapping[str, Platform] = MappingProxyType(
    {"reel": "instagram", "reels": "instagram", "short": "youtube", "shorts": "youtube"}
)
"""Formats that only one network has: they name it when nothing else does."""
