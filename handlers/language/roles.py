"""Who is who: which time and which networks say where a post goes, and which find existing ones."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.language.intents.choose import Choice
from handlers.language.lexicon.words import KINDS, POSTS
from handlers.language.networks import Mention
from handlers.language.phrases import Phrase
from handlers.language.schema import Intent
from handlers.language.skeleton import Item, Skeleton
from handlers.language.spans.atoms import ClockSpan, DaySpan, Length, Limit, RightNow
from handlers.language.spans.atoms import Times as Rounds
from handlers.language.spans.rule import Span

_DESTINED: frozenset[Intent] = frozenset({"stage", "schedule", "publish_now", "duplicate"})
_TOPICAL: frozenset[Intent] = frozenset(
    {"connections", "best_time", "validate", "preview", "settings"}
)
_FOUND_BY_TIME: frozenset[Intent] = frozenset(
    {
        "list",
        "status",
        "explain_failure",
        "analytics",
        "cancel",
        "swap",
        "edit_caption",
        "preview",
        "validate",
        "undo",
    }
)
_BEFORE_NOUN = frozenset(
    "the all my our 's any every this that these those of both each one failed scheduled "
    "queued".split()
)
_PARTICLES = frozenset({"on", "to", "for", "onto", "in", "via", "into", "a", "an"})


@dataclass(frozen=True, slots=True)
class Times:
    """Phrases that find posts, and phrases that say when."""

    finding: tuple[Phrase, ...] = ()
    saying: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Networks:
    """Networks that find posts, and those that posts go to."""

    finding: tuple[Mention, ...] = ()
    destined: tuple[Mention, ...] = ()
    removed: bool = False
    """Whether they are taken off a post that stays on others."""


def times(skeleton: Skeleton, choice: Choice) -> Times:
    """Return the roles of the time phrases."""
    found = [(i, one) for i, one in skeleton.phrases if one.lead != "instead"]
    limits = [one for _, one in found if _is_limit(one)]
    timed = [(i, one) for i, one in found if not _is_limit(one)]
    if choice.intent == "reschedule":
        finding, saying = _moved(skeleton, timed)
    elif choice.intent in _FOUND_BY_TIME:
        finding, saying = [one for _, one in timed], []
    else:
        finding = [one for i, one in timed if _finds(skeleton, i, choice.intent)]
        saying = [one for _, one in timed if one not in finding]
    return Times(tuple(finding), (*saying, *limits))


def _is_limit(phrase: Phrase) -> bool:
    return phrase.lead == "except" or isinstance(phrase.atoms[0], (Limit, Rounds))


def _finds(skeleton: Skeleton, index: int, intent: Intent) -> bool:
    phrase = skeleton.items[index].part
    if isinstance(phrase, Phrase) and isinstance(phrase.atoms[0], RightNow):
        return False
    if intent == "publish_now":
        return True
    return _is_attribute(skeleton, index)


def _is_attribute(skeleton: Skeleton, index: int) -> bool:
    """Whether a time stands before its post like an adjective: "friday's post", "the 9am tweet"."""
    phrase = skeleton.items[index].part
    if isinstance(phrase, Phrase) and phrase.spans[0].rule == "day.weekday-possessive":
        return True
    following = _sign(skeleton, index + 1)
    if following == "'s":
        return True
    noun = following == "@net" or following in POSTS or following in KINDS
    return noun and _sign(skeleton, index - 1) in _BEFORE_NOUN


def _sign(skeleton: Skeleton, index: int) -> str:
    return skeleton.items[index].sign if 0 <= index < len(skeleton.items) else ""


def _moved(
    skeleton: Skeleton, timed: list[tuple[int, Phrase]]
) -> tuple[list[Phrase], list[Phrase]]:
    """Split the times of a move into the old and the new ones."""
    marked = [n for n, (i, one) in enumerate(timed) if _leads_to(skeleton, i, one)]
    if marked:
        first = marked[0]
        saying = [
            replace(one, lead="to") if one.lead == "until" else one for _, one in timed[first:]
        ]
        return [one for _, one in timed[:first]], saying
    if len(timed) == 1 and (halves := _halves(timed[0][1])):
        return [halves[0]], [halves[1]]
    lengths = [one for _, one in timed if isinstance(one.atoms[0], Length)]
    if lengths:
        return [one for _, one in timed if one not in lengths], lengths
    attributes = [one for i, one in timed if _is_attribute(skeleton, i) or _is_of(skeleton, i)]
    rest = [one for _, one in timed if one not in attributes]
    if len(rest) > 1 and not attributes:
        return rest[:-1], rest[-1:]
    if not rest and not skeleton.manners and len(attributes) == 1 and len(timed) == 1:
        return attributes, []
    return attributes, rest


def _leads_to(skeleton: Skeleton, index: int, phrase: Phrase) -> bool:
    if isinstance(phrase.atoms[0], Length):
        return False
    return phrase.lead in ("to", "until") or _sign(skeleton, index - 1) == "→"


def _is_of(skeleton: Skeleton, index: int) -> bool:
    """Whether a time says which posts: "everything on thursday", "the posts of friday"."""
    before, word = _sign(skeleton, index - 1), _sign(skeleton, index - 2)
    return before in ("on", "of", "from") and (word in POSTS or word in ("everything", "all"))


def _halves(phrase: Phrase) -> tuple[Phrase, Phrase] | None:
    """Split "from thursday to saturday 9am", which is a move here and no span."""
    first = phrase.spans[0]
    if first.rule not in ("range.days", "range.from", "range.clock"):
        return None
    if not isinstance(first.atom, (DaySpan, ClockSpan)):
        return None
    old = Span(first.start, first.end, first.rule, first.atom.start)
    new = Span(first.start, first.end, first.rule, first.atom.end)
    rest = phrase.spans[1:]
    return (
        replace(phrase, lead="", spans=(old,)),
        replace(phrase, lead="to", spans=(new, *rest)),
    )


def networks(skeleton: Skeleton, choice: Choice) -> Networks:
    """Return the roles of the networks named."""
    intent = choice.intent
    found = skeleton.mentions
    if intent == "cancel" and _is_taken_off(skeleton, found):
        return Networks(destined=tuple(one for _, one in found), removed=True)
    if intent in _TOPICAL:
        return Networks(destined=tuple(one for _, one in found))
    if intent in _DESTINED:
        finding = [one for i, one in found if _is_adjective(skeleton, i, one)]
    elif intent == "edit_caption":
        finding = [one for i, one in found if _is_post(skeleton, i)]
    elif intent == "retry":
        finding = [one for i, one in found if not _is_sent_to(skeleton, i)]
    else:
        finding = [one for _, one in found]
    destined = tuple(one for _, one in found if one not in finding)
    return Networks(tuple(finding), destined)


def _is_adjective(skeleton: Skeleton, index: int, mention: Mention) -> bool:
    """Whether a network describes a post that exists: "friday's tiktok", "the linkedin draft"."""
    before, after = _sign(skeleton, index - 1), _sign(skeleton, index + 1)
    if before == "'s":
        return True
    if before not in _BEFORE_NOUN and _sign(skeleton, index - 1) != "@t":
        return mention.noun and before not in _PARTICLES and before not in ("this", "these")
    if mention.noun:
        return before not in ("this", "these", "that", "those")
    return before in _BEFORE_NOUN - {"this", "that", "these", "those"} and (
        after in POSTS or after in ("draft", "drafts")
    )


def _is_post(skeleton: Skeleton, index: int) -> bool:
    after = _sign(skeleton, index + 1)
    mention = skeleton.items[index].part
    if isinstance(mention, Mention) and mention.noun:
        return True
    return after in POSTS or after in ("draft", "drafts") or _sign(skeleton, index - 1) == "'s"


def _is_sent_to(skeleton: Skeleton, index: int) -> bool:
    """Whether a retry goes there ("retry it on x") rather than being found by it."""
    before, word = _sign(skeleton, index - 1), _sign(skeleton, index - 2)
    if before not in ("on", "to", "for", "only"):
        return False
    return word in ("it", "this", "that", "these", "those", "them", "only", "just", "@ord", "but")


_TAKING = frozenset({"remove", "take", "drop", "delete", "pull", "strip"})


def _is_taken_off(skeleton: Skeleton, found: list[tuple[int, Mention]]) -> bool:
    """Whether a network is removed from a post ("remove linkedin from the launch video")."""
    for index, mention in found:
        before, after = _sign(skeleton, index - 1), _sign(skeleton, index + 1)
        if mention.noun:
            continue
        if before in _TAKING and after in ("from", "off"):
            return True
        if before in ("off", "from", "of") and _is_off_a_post(skeleton.items, index):
            return True
    return False


def _is_off_a_post(items: tuple[Item, ...], index: int) -> bool:
    """Whether "… off facebook" follows a post and not a list of posts ("everything from x")."""
    words = [item.sign for item in items[:index]]
    if {"all", "everything", "posts", "tweets", "drafts", "post"} & set(words):
        return False
    return any(word in _TAKING for word in words) and bool({"off", "from"} & set(words))
