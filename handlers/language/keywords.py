"""What posts in a list are about: "what do we have about onboarding?"."""

from __future__ import annotations

from handlers.language.lexicon.words import ARTICLES, BREAKS, TAIL
from handlers.language.schema import Target
from handlers.language.skeleton import Skeleton
from handlers.language.targets import Found, Scope, status_of, words_of

_ABOUT = frozenset({"about", "mention", "mentions", "mentioning", "contain", "containing"})


def listed(skeleton: Skeleton, scope: Scope, found: Found) -> Found:
    """Return the filter of a question for a list: no names, but what posts are about."""
    keyword = _keyword(skeleton, scope)
    if keyword is None and (found.target is None or found.target.ref != "named"):
        return found
    status = status_of(words_of(skeleton, scope))
    if not (scope.platforms or scope.when or status or keyword):
        return Found(None)
    return Found(
        Target(
            ref="filter",
            platforms=scope.platforms,
            when=scope.when,
            status=status,
            keyword=keyword,
        )
    )


def _keyword(skeleton: Skeleton, scope: Scope) -> str | None:
    words = words_of(skeleton, scope)
    place = next((i + 1 for i, word in enumerate(words) if word in _ABOUT), len(words))
    while place < len(words) and words[place] in ARTICLES:
        place += 1
    last = place
    while last < len(words) and words[last][0].isalnum() and words[last] not in BREAKS:
        last += 1
    while last > place and words[last - 1] in TAIL:
        last -= 1
    return skeleton.words(scope.start + place, scope.start + last) if last > place else None
