"""Where a plan and its posts stand, in a few words."""

from __future__ import annotations

from collections import Counter

from scheduling.views import ProposalView
from store.words import FailureKind, Post, ProposalStatus, State

_STATES = {
    State.SCHEDULED: "scheduled",
    State.PUBLISHING: "going out",
    State.PUBLISHED: "live",
    State.CANCELLED: "cancelled",
}
_FAILURES = {
    FailureKind.RETRY_WAITING: "waiting to be tried again",
    FailureKind.OUTCOME_UNKNOWN: "may be live",
    FailureKind.MISSED: "missed its time",
}
FAILED = "failed"
_WORST_FIRST = (FAILED, *(_FAILURES[kind] for kind in reversed(_FAILURES)))


def title(view: ProposalView) -> str:
    """Say where the plan stands; what wants a person comes first."""
    count = len(view.posts)
    if view.proposal.status is ProposalStatus.DISCARDED:
        return "Plan discarded"
    if view.proposal.status is ProposalStatus.OPEN:
        return f"Plan for {posts_in_words(count)}" if count else "Nothing to plan"
    posts = [one.post for one in view.posts]
    states = Counter(post.state for post in posts)
    if states[State.PUBLISHING]:
        return f"Publishing: {states[State.PUBLISHED]} of {count} live"
    failures = Counter(failure_in_words(post) for post in posts if post.state is State.FAILED)
    for words in _WORST_FIRST:
        if failures[words]:
            return f"{failures[words]} of {posts_in_words(count)} {words}"
    return _in_order(states, count)


def _in_order(states: Counter[State], count: int) -> str:
    live = states[State.PUBLISHED]
    if states[State.CANCELLED] == count:
        return f"{posts_in_words(count)} cancelled"
    if states[State.SCHEDULED]:
        scheduled = f"{posts_in_words(states[State.SCHEDULED])} scheduled"
        return f"{scheduled}, {live} live" if live else scheduled
    return f"{posts_in_words(live)} live"


def standing(post: Post) -> str:
    """Say where one post stands, with its link when it is live."""
    if post.state is State.FAILED:
        return failure_in_words(post)
    link = f" {post.permalink}" if post.permalink else ""
    return f"{_STATES.get(post.state, '')}{link}"


def failure_in_words(post: Post) -> str:
    """Say what "failed" means for this post."""
    return _FAILURES.get(post.failure_kind or FailureKind.CONTENT, FAILED)


def posts_in_words(count: int) -> str:
    """Count posts."""
    return "1 post" if count == 1 else f"{count} posts"
