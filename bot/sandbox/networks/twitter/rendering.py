"""Posts as the API returns them: only the fields that were asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.networks.engagement import NOTHING, Engagement
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.twitter.answers import PROBLEMS
from bot.sandbox.networks.twitter.links import Shortened, shortened
from bot.sandbox.networks.twitter.weight import weighted_length

ALWAYS = ("id", "text", "edit_history_tweet_ids")
PRIVATE = ("non_public_metrics", "organic_metrics")
PRIVATE_FOR = timedelta(days=30)
NEWER_NAMES = {
    "referenced_posts": "referenced_tweets",
    "note_post": "note_tweet",
    "edit_history_post_ids": "edit_history_tweet_ids",
}
SHORT_WEIGHT = 280


@dataclass(frozen=True, slots=True)
class Viewed:
    """A post together with what its rendering needs to know."""

    post: RemotePost
    handle: str
    had: Engagement
    replies: int
    short: Shortened


def created(post: RemotePost, handle: str) -> dict[str, Any]:
    """Return the answer to a post's creation."""
    viewed = view(post, handle, NOTHING, replies=0)
    return {name: FIELDS[name](viewed) for name in ALWAYS}


def view(post: RemotePost, handle: str, had: Engagement, *, replies: int) -> Viewed:
    """Shorten a post's links and gather its facts."""
    page = f"https://x.com/{handle}/status/{post.id}"
    attached = [
        (media.details["media_key"], f"{page}/{_page(media.kind)}/{number}")
        for number, media in enumerate(post.media, 1)
    ]
    return Viewed(post, handle, had, replies, shortened(post.id, _cut(post.text), attached))


def rendered(viewed: Viewed, wanted: tuple[str, ...]) -> dict[str, Any]:
    """Return the post with the wanted fields, without those that have no value."""
    names = dict.fromkeys((*ALWAYS, *wanted))
    values = {name: FIELDS[NEWER_NAMES.get(name, name)](viewed) for name in names}
    return {name: value for name, value in values.items() if value is not None}


def hidden_fields(
    viewed: Viewed, wanted: tuple[str, ...], *, owner: bool, now: datetime
) -> tuple[str, ...]:
    """List the wanted fields this caller may not see: metrics of others and of older posts."""
    if owner and now - viewed.post.created_at <= PRIVATE_FOR:
        return ()
    return tuple(name for name in wanted if name in PRIVATE)


def not_authorized(post_id: str, name: str) -> dict[str, Any]:
    """Return the partial error about a field that may not be seen."""
    return {
        "title": "Field Authorization Error",
        "detail": f"Sorry, you are not authorized to see the Field with name [{name}].",
        "type": PROBLEMS + "not-authorized-for-field",
        "resource_type": "tweet",
        "resource_id": post_id,
        "parameter": "ids",
        "section": "data",
        "field": name,
        "value": post_id,
    }


def public_metrics(viewed: Viewed) -> dict[str, int]:
    """Return the counters everybody sees."""
    had = viewed.had
    return {
        "retweet_count": had.shares,
        "reply_count": had.comments + viewed.replies,
        "like_count": had.likes,
        "quote_count": viewed.post.counters.get("quotes", 0),
        "bookmark_count": had.saves,
        "impression_count": had.views,
    }


def _non_public_metrics(viewed: Viewed) -> dict[str, int]:
    had, counters = viewed.had, viewed.post.counters
    return {
        "impression_count": had.views,
        "url_link_clicks": had.clicks,
        "user_profile_clicks": counters.get("profile_clicks", 0),
        "engagements": had.interactions + had.clicks + counters.get("engagements", 0),
    }


def _organic_metrics(viewed: Viewed) -> dict[str, int]:
    public, private = public_metrics(viewed), _non_public_metrics(viewed)
    kept = ("retweet_count", "reply_count", "like_count")
    return {name: public[name] for name in kept} | {
        name: value for name, value in private.items() if name != "engagements"
    }


def _referenced(viewed: Viewed) -> list[dict[str, str]] | None:
    parent = viewed.post.details.get("in_reply_to")
    return [{"type": "replied_to", "id": parent}] if parent else None


def _attachments(viewed: Viewed) -> dict[str, list[str]] | None:
    keys = [media.details["media_key"] for media in viewed.post.media]
    return {"media_keys": keys} if keys else None


def _note(viewed: Viewed) -> dict[str, Any] | None:
    text = viewed.post.text
    if weighted_length(text) <= SHORT_WEIGHT:
        return None
    whole = shortened(viewed.post.id, text)
    return {"text": whole.text, "entities": {"urls": list(whole.urls)}}


FIELDS: Mapping[str, Callable[[Viewed], Any]] = {
    "id": lambda viewed: viewed.post.id,
    "text": lambda viewed: viewed.short.text,
    "edit_history_tweet_ids": lambda viewed: viewed.post.details["history"],
    "author_id": lambda viewed: viewed.post.account_id,
    "created_at": lambda viewed: _instant(viewed.post.created_at),
    "conversation_id": lambda viewed: viewed.post.details["conversation_id"],
    "in_reply_to_user_id": lambda viewed: viewed.post.details.get("in_reply_to_user"),
    "referenced_tweets": _referenced,
    "attachments": _attachments,
    "entities": lambda viewed: {"urls": list(viewed.short.urls)} if viewed.short.urls else None,
    "note_tweet": _note,
    "public_metrics": public_metrics,
    "non_public_metrics": _non_public_metrics,
    "organic_metrics": _organic_metrics,
    "reply_settings": lambda viewed: viewed.post.details.get("reply_settings") or "everyone",
    "lang": lambda _: "en",
    "possibly_sensitive": lambda _: False,
    "made_with_ai": lambda viewed: viewed.post.details.get("made_with_ai", False),
    "paid_partnership": lambda viewed: viewed.post.details.get("paid_partnership", False),
}
KNOWN_FIELDS = frozenset({*FIELDS, *NEWER_NAMES})


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _page(kind: str) -> str:
    return "photo" if kind == "image" else "video"


def _cut(text: str) -> str:
    """Return what the plain text field holds of a long post."""
    if weighted_length(text) <= SHORT_WEIGHT:
        return text
    kept = text[:SHORT_WEIGHT]
    while weighted_length(kept) > SHORT_WEIGHT - 2:
        kept = kept[:-1]
    return kept + "…"
