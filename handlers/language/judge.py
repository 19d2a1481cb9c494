"""What stands in the way of carrying a command out: missing, doubtful or unexplained parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.language.intents.openings import point
from handlers.language.lexicon.calendar import MONTHS, WEEKDAYS
from handlers.language.schema import READ_ONLY, Ask
from handlers.language.situation import Situation
from handlers.language.skeleton import Skeleton
from handlers.language.slots.material import Draft

_ORDER: tuple[Ask, ...] = (
    "one_at_a_time",
    "unsupported_platform",
    "which_content",
    "which_post",
    "which_platform",
    "direction",
    "which_day",
    "past_time",
    "dst_gap",
    "dst_overlap",
    "which_time",
    "caption_text",
    "error",
)
"""What is asked first when several things are open."""
_NEW = ("stage", "schedule", "publish_now")
_TIME_ASKS: frozenset[Ask] = frozenset(
    {"which_time", "which_day", "past_time", "dst_gap", "dst_overlap", "direction"}
)
_DAYS = frozenset({*WEEKDAYS, *MONTHS} - {"may", "march"})
_HOLIDAYS = frozenset({"xmas", "christmas", "halloween", "easter", "thanksgiving"})
_NEGATIONS = frozenset(
    {"not", "never", "without", "nor", "neither", "except", "excluding", "besides"}
)
_DIGIT = re.compile(r"\d")


def questions(draft: Draft, skeleton: Skeleton, around: Situation) -> tuple[Ask, ...]:
    """Return what must be asked before the command may run, each code once."""
    asks = [*draft.asks, *_content(draft, around), *_missing(draft, around)]
    if draft.choice.intent not in READ_ONLY:
        asks += _unexplained(draft, skeleton)
    return tuple(sorted(dict.fromkeys(asks), key=_ORDER.index))


def _content(draft: Draft, around: Situation) -> Iterator[Ask]:
    """Ask what or which post is meant when words point to nothing."""
    intent, target = draft.choice.intent, draft.target
    if intent in ("undo", "settings", "connections", "help", "none", "list", "best_time"):
        return
    is_new = intent in _NEW and (
        target is None or target.ref in ("context", "named", "link", "all")
    )
    code: Ask = "which_content" if is_new else "which_post"
    if "unsupported_platform" in draft.asks and target is None:
        return
    if (
        draft.unsure
        or _points_nowhere(draft, around)
        or (target is None and not draft.caption and _needs_target(draft, around))
    ):
        yield code


def _points_nowhere(draft: Draft, around: Situation) -> bool:
    target = draft.target
    if target is None:
        return False
    if target.ref == "context":
        return not around.at_hand
    if target.ref == "ordinal":
        return any(abs(number) > around.listed for number in target.ordinals) and around.listed > 0
    return False


def _needs_target(draft: Draft, around: Situation) -> bool:
    """Whether nothing was said and nothing is at hand, or the order is too grave to suppose it."""
    intent = draft.choice.intent
    if intent in ("cancel", "swap", "duplicate"):
        return True
    if intent in READ_ONLY or intent in ("pause", "resume"):
        return False
    return not around.at_hand


def _missing(draft: Draft, around: Situation) -> Iterator[Ask]:
    intent = draft.choice.intent
    known = _TIME_ASKS & set(draft.asks)
    if intent in ("schedule", "publish_now"):
        if not known and not _is_timed(draft):
            yield "which_time"
        if not _is_placed(draft, around):
            yield "which_platform"
    if intent == "reschedule" and not known and draft.when is None and draft.strategy is None:
        yield "which_time"


def _is_timed(draft: Draft) -> bool:
    limits = draft.constraints
    return bool(draft.when or draft.strategy or (limits and (limits.days or limits.hours)))


def _is_placed(draft: Draft, around: Situation) -> bool:
    """Whether it is known where new content goes; posts that exist have their networks."""
    target = draft.target
    exists = target is not None and target.ref in ("filter", "ordinal")
    return bool(
        draft.platforms or around.has_networks or exists or "unsupported_platform" in draft.asks
    )


def _unexplained(draft: Draft, skeleton: Skeleton) -> Iterator[Ask]:
    """Ask about every number, day or negation that no rule took: dropping one would be a guess."""
    first, last = draft.used
    count = draft.target.count if draft.target else None
    start = skeleton.index(point(skeleton.text)) if skeleton.items else 0
    for index, item in enumerate(skeleton.items[start:], start):
        if item.part is not None or first <= index < last or item.sign.startswith("@"):
            continue
        if (
            item.sign in _DAYS
            or item.sign in _HOLIDAYS
            or (item.sign.endswith("s") and item.sign[:-1] in WEEKDAYS)
        ):
            yield "which_day"
        elif _DIGIT.search(item.sign) and item.sign != str(count):
            yield "which_time"
        elif _negates(skeleton, index) and not _only_stages(draft, skeleton, index):
            yield "which_content" if draft.choice.intent in _NEW else "which_post"


def _negates(skeleton: Skeleton, index: int) -> bool:
    """Whether a word takes something out ("not", "all but the x post")."""
    word, after = (item.sign for item in [*skeleton.items, *skeleton.items][index : index + 2])
    if word == "but" and index + 1 < len(skeleton.items):
        return after in ("@net", "the", "@ord", "my", "our")
    return word in _NEGATIONS


def _only_stages(draft: Draft, skeleton: Skeleton, index: int) -> bool:
    """Whether "don't publish yet" only says again that content is staged."""
    following = [item.sign for item in skeleton.items[index + 1 : index + 2]]
    return draft.choice.intent == "stage" and following in (["publish"], ["post"], ["schedule"])
