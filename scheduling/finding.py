"""Which posts somebody means: from the target of a command, as plain values, to posts. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from rapidfuzz import fuzz

from platforms.content import Content, Kind
from scheduling.local_time import local
from scheduling.wishes import WhenWish, read_when
from store.words import Post, State

SAME_MINUTE = timedelta(minutes=1)
ALIKE = 85
"""How similar a name and the words of a post must be, of 100."""

EXACT = 101.0

GENERIC = frozenset(
    "a about album an article carousel clip for from image of one photo pic picture post reel "
    "series short story the thing thread video with".split()
)
"""Words that say what a thing is and not which one: "the birthday reel" is about a birthday."""

EVERYWHERE = "*"

KINDS: Mapping[str, Callable[[Content], bool]] = {
    "clip": lambda content: content.kind is Kind.VIDEO,
    "video": lambda content: content.kind is Kind.VIDEO,
    "image": lambda content: content.kind is Kind.IMAGE,
    "carousel": lambda content: content.kind is Kind.CAROUSEL,
    "article": lambda content: content.kind is Kind.LINK,
    "thread": lambda content: content.kind is Kind.TEXT,
    "story": lambda content: "story" in {str(value).lower() for value in content.options.values()},
}

STATES: Mapping[str, frozenset[State]] = {
    "cancel": frozenset({State.DRAFT, State.SCHEDULED, State.FAILED}),
    "reschedule": frozenset({State.DRAFT, State.SCHEDULED, State.FAILED}),
    "publish_now": frozenset({State.DRAFT, State.SCHEDULED, State.FAILED, State.CANCELLED}),
    "retry": frozenset({State.FAILED}),
    "undo": frozenset({State.CANCELLED}),
    "edit_caption": frozenset({State.DRAFT, State.SCHEDULED, State.FAILED}),
}
"""Which posts an intent can be about; any other intent looks at all of them."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """
    What was said about the posts: the fields of a command's target and where it was said.

    ``context`` are the posts in focus of the thread, ``listed`` the posts of the last list
    shown, in its order. ``zone`` is the person's; ``states`` narrows by what is asked.
    """

    ref: str = "all"
    name: str | None = None
    url: str | None = None
    ordinals: tuple[int, ...] = ()
    platforms: tuple[str, ...] = ()
    when: WhenWish | None = None
    status: str | None = None
    keyword: str | None = None
    kind: str | None = None
    count: int | None = None
    many: bool = False
    zone: str = "UTC"
    states: frozenset[State] = field(default_factory=frozenset)
    context: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matches:
    """
    The posts that fit, soonest first (an ordinal's in the order said).

    ``is_ambiguous``: one post was spoken of and several fit, so a person must choose.
    """

    posts: tuple[Post, ...]
    is_ambiguous: bool = False


def read_criteria(
    target: Mapping[str, Any] | None,
    *,
    intent: str,
    zone: str,
    context: Sequence[str] = (),
    listed: Sequence[str] = (),
) -> Criteria:
    """Read the ``target`` of a command as JSON; without one, the posts in focus are meant."""
    said = target or {"ref": "context"}
    return Criteria(
        ref=said["ref"],
        name=said.get("name"),
        url=said.get("url"),
        ordinals=tuple(said.get("ordinals") or ()),
        platforms=tuple(said.get("platforms") or ()),
        when=read_when(said["when"]) if said.get("when") else None,
        status=said.get("status"),
        keyword=said.get("keyword"),
        kind=said.get("kind"),
        count=said.get("count"),
        many=bool(said.get("many")),
        zone=zone,
        states=STATES.get(intent, frozenset()),
        context=tuple(context),
        listed=tuple(listed),
    )


def find(posts: Sequence[Post], criteria: Criteria, *, now: datetime) -> Matches:
    """Return the posts that the words mean."""
    if criteria.ref == "ordinal":
        return Matches(tuple(_by_position(posts, criteria)))
    pool = _pointed_at(posts, criteria)
    found = [post for post in pool if _fits(post, criteria, now=now)]
    found.sort(key=lambda post: (post.publish_date is None, post.publish_date or now, post.id))
    found = _best_named(found, criteria)
    is_one = criteria.ref in {"filter", "named", "link"} and not criteria.many
    expected = criteria.count or 1
    return Matches(tuple(found), is_ambiguous=is_one and len(found) > expected)


def _by_position(posts: Sequence[Post], criteria: Criteria) -> list[Post]:
    """Return posts by their numbers in the last list shown; -1 is its last."""
    by_id = {post.id: post for post in posts}
    found = []
    for ordinal in criteria.ordinals:
        spot = ordinal - 1 if ordinal > 0 else len(criteria.listed) + ordinal
        if 0 <= spot < len(criteria.listed) and criteria.listed[spot] in by_id:
            found.append(by_id[criteria.listed[spot]])
    return [post for post in found if _is_state(post, criteria) and _is_network(post, criteria)]


def _pointed_at(posts: Sequence[Post], criteria: Criteria) -> list[Post]:
    if criteria.ref != "context":
        return list(posts)
    return [post for post in posts if post.id in criteria.context]


def _fits(post: Post, criteria: Criteria, *, now: datetime) -> bool:
    return (
        _is_state(post, criteria)
        and _is_network(post, criteria)
        and (criteria.kind is None or KINDS.get(criteria.kind, _any_kind)(post.content))
        and (criteria.when is None or _is_when(post, criteria.when, criteria.zone, now))
        and (criteria.keyword is None or _mentions(post, criteria.keyword))
        and (criteria.ref != "named" or _similarity(post, criteria.name or "") >= ALIKE)
        and (criteria.ref != "link" or _has_link(post, criteria.url or ""))
    )


def _is_state(post: Post, criteria: Criteria) -> bool:
    """A named status decides; otherwise what the intent can be about."""
    if criteria.status is not None:
        return post.state.value == criteria.status
    return not criteria.states or post.state in criteria.states


def _is_network(post: Post, criteria: Criteria) -> bool:
    return (
        not criteria.platforms
        or EVERYWHERE in criteria.platforms
        or post.platform in criteria.platforms
    )


def _is_when(post: Post, when: WhenWish, zone: str, now: datetime) -> bool:
    if post.publish_date is None:
        return False
    there = local(post.publish_date, zone)
    if when.date is not None:
        return there.date() == when.date
    if when.time is not None:
        return (there.hour, there.minute) == (when.time.hour, when.time.minute)
    if when.at is not None:
        return abs(post.publish_date - when.at) < SAME_MINUTE
    start = now if when.type == "by" else when.start
    return (start is None or start <= post.publish_date) and (
        when.end is None or post.publish_date < when.end
    )


def _any_kind(_: Content) -> bool:
    return True


def _mentions(post: Post, keyword: str) -> bool:
    return _plain(keyword) in _plain(_words_of(post))


def _best_named(found: list[Post], criteria: Criteria) -> list[Post]:
    """Of posts that resemble a name keep the closest: one exact hit outweighs five near ones."""
    if criteria.ref != "named" or criteria.many or len(found) < 2:
        return found
    scores = [_similarity(post, criteria.name or "") for post in found]
    return [post for post, score in zip(found, scores, strict=True) if score == max(scores)]


def _similarity(post: Post, name: str) -> float:
    """Compare a name with the post's text and file names, word by word, in any order."""
    wanted, words = _plain(name), _plain(_words_of(post))
    if not wanted or not words:
        return 0.0
    if wanted in words:
        return EXACT
    told = [word for word in wanted.split() if word not in GENERIC] or wanted.split()
    best = [max(fuzz.ratio(word, other) for other in words.split()) for word in told]
    return float(sum(best) / len(best))


def _has_link(post: Post, url: str) -> bool:
    wanted = url.rstrip("/")
    known = (post.permalink, post.content.link)
    return any(one is not None and one.rstrip("/") == wanted for one in known) or (
        bool(wanted) and wanted in post.content.text
    )


def _words_of(post: Post) -> str:
    files = (re.sub(r"\.\w{2,4}$", "", media.filename) for media in post.content.media)
    alts = (media.alt_text for media in post.content.media)
    return " ".join((post.content.text, *files, *alts))


def _plain(text: str) -> str:
    """Lower case, with everything but letters and digits as single blanks."""
    return " ".join(re.findall(r"\w+", text.lower().replace("_", " ")))
