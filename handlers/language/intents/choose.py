"""The intent of a sentence, from the first rule that claims it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from handlers.language.intents.openings import is_negated, point
from handlers.language.intents.orders import order
from handlers.language.intents.questions import clear_wish, question, wish
from handlers.language.intents.talk import is_chatter, is_talk
from handlers.language.lexicon.words import DEMONSTRATIVES, FRAME, POSTS, PRONOUNS, TAIL
from handlers.language.schema import Action, Intent, View
from handlers.language.skeleton import Skeleton

_SECOND = re.compile(
    r"(?:^| )(?:,|\.|and|then|also|;|-|but|plus)(?: (?:,|\.|and|then|also|please|after that|"
    r"now|just|next|can you|could you))* "
    r"(?P<verb>(?:re)?schedule|publish|post|share|tweet|stage|cancel|delete|remove|move|push|"
    r"shift|postpone|delay|"
    r"retry|resend|pause|resume|swap|duplicate|clone|copy|undo|edit|change|rewrite|shorten|"
    r"translate|connect|"
    r"disconnect|unschedule|kill|scrap|bump|send|put|drop|make|set|queue|show|list|preview|add) "
    r"(?=(?:it|this|that|these|those|them|the|my|our|a|an|all|everything|me|@net|@ord|@t|@link|"
    r"@quote|@tag|#)(?!\S)|$)"
)
_VERBS = (
    r"(?:schedule|publish|post|share|tweet|put|send|stage|cancel|delete|remove|move|retry|pause|"
    r"resume|swap|duplicate|@strategy|queue|get|drop|run|spread|program|upload|release|reschedule|"
    r"postpone|prepare|push|change|shift)\b"
)
_OBJECTS = r"(?:the|this|that|these|those|it|them|my|our|all|a|an|@link|@quote|@ord|everything)"
_EMBEDDED = re.compile(
    r"(?:^| )(?:(?:,|\.|:|and|so|then|otherwise|please|that|to)(?: please| then| just| can you)? "
    rf"|(?:@t|@net|@strategy|@limit) (?={_VERBS} {_OBJECTS}(?!\S)))(?P<rest>{_VERBS}.*)"
)
_MOVES = re.compile(r"@t\b.*(?:@instead|\binstead(?: please)?(?: \?)?$)|@shift\b")
_RULE = re.compile(r"(?:never|do not|not) .*@limit")
_OBJECT = re.compile(r"@(?:net|unknown|t|now|strategy)\b")
_TIMED = re.compile(r"@(?:t|now|strategy|limit)\b")
_PRONOUN = re.compile(r"(?:^| )(?:this|these|that|those|it|them)(?: |$)")
_SAYS_MORE = re.compile(rf"{_OBJECT.pattern}|{_PRONOUN.pattern}")
_LED_BY_TIME = re.compile(
    r"@t(?: ,)?(?: please)? (?P<rest>(?:post|publish|share|tweet|put|send|schedule|stage|"
    r"upload|release|run) "
    r"(?:the|this|these|it|my|our|a|an|@link|@quote)(?!\S).*)"
)
_POINTING = DEMONSTRATIVES | PRONOUNS | POSTS
_FIELD = re.compile(
    r"(?:^| )(?:platforms?|networks?|channels?|content|time|date|when|where|what) :"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """An intent, the rule that chose it, and where in the skeleton its words end."""

    intent: Intent
    rule: str
    start: int
    end: int
    action: Action | None = None
    view: View | None = None
    several: bool = False
    """Whether a second order follows."""
    scope: int | None = None
    """Where the words about posts begin, when that is before the order."""


_NONE = Choice("none", "none", 0, 0)
_ACTIONS: dict[str, Action] = {
    "connect": "connect",
    "disconnect": "disconnect",
    "status": "status",
    "remove": "remove",
}


def choose(skeleton: Skeleton) -> Choice:
    """Return the intent of a sentence; ``none`` for talk and for what nothing claims."""
    text = skeleton.text
    start = point(text)
    rest = text[start:].rstrip(" .,")
    if not rest or (is_negated(rest) and not _RULE.match(rest)):
        return _NONE
    for reading in (_filled_in, _ordered, _led_by_time, _asked, _wished):
        if found := reading(rest, start):
            return found
    return _NONE


def _filled_in(rest: str, start: int) -> Choice | None:
    """Read a form ("platforms: …, time: …") that no order stands above."""
    claim = order(rest)
    if not _FIELD.search(rest) or "@net" not in rest or (claim and claim[0] != "edit_caption"):
        return None
    return Choice("schedule", "order.fields", start, start)


def _ordered(rest: str, start: int) -> Choice | None:
    claim = order(rest)
    if claim is None:
        return None
    name, match = claim
    if name in ("schedule", "publish") and _is_fragment(name, rest, match):
        return None
    if name in ("schedule", "publish") and match.group() != "schedule" and _MOVES.search(rest):
        name = "reschedule"
    second = _SECOND.search(rest, match.end())
    if second and match.group() in _LOOSE and not _SAYS_MORE.search(rest[: second.start()]):
        return _ordered(rest[second.start("verb") :], start + second.start("verb"))
    return _choice(name, match, start, rest, several=bool(second) and _differs(name, second, rest))


def _differs(name: str, second: re.Match[str] | None, rest: str) -> bool:
    """Whether the second verb is an order of its own, not the first one said again."""
    if second is None:
        return False
    tail = rest[second.start("verb") :]
    claim = order(tail)
    if claim is None or claim[0] in ("list", "preview", "help"):
        return claim is not None and name not in ("list", "preview")
    if name in ("edit_caption", "settings") and claim[0] == name:
        return bool(re.match(r"(?:make|set|add|change)", tail)) and "@quote" not in rest
    return True


_LOOSE = frozenset(
    "need make do have let give use go get set time start begin keep add hit run fill place "
    "air plan "
    "skip avoid rapid book slot program announce".split()
)


def _is_fragment(name: str, rest: str, match: re.Match[str]) -> bool:
    """Whether a word that is often no order ("plan", "go", "time") stands without its object."""
    if name not in ("schedule", "publish") or match.group().split()[0] not in _LOOSE:
        return False
    return is_chatter(rest) or not _OBJECT.search(rest)


def _led_by_time(rest: str, start: int) -> Choice | None:
    """Read "on the 5th at noon post the chart": a time, then an order with its object."""
    led = _LED_BY_TIME.match(rest)
    claim = order(led["rest"]) if led else None
    return _embedded(claim[0], led, start, rest) if led and claim else None


def _asked(rest: str, start: int) -> Choice | None:
    claim = question(rest)
    if claim is None or (claim[0] != "best_time" and is_chatter(rest)):
        return None
    return _choice(claim[0], claim[1], start, rest)


def _wished(rest: str, start: int) -> Choice | None:
    if "@t" in rest and (claim := clear_wish(rest)):
        return _choice(claim[0], claim[1], start, rest, whole=True)
    if is_talk(rest):
        return None
    if claim := wish(rest):
        return _choice(claim[0], claim[1], start, rest, whole=True)
    embedded = _EMBEDDED.search(rest)
    if embedded and (claim := order(embedded["rest"])):
        return _embedded(claim[0], embedded, start, rest)
    return Choice("schedule", "order.unsaid", start, start) if _is_plan(rest) else None


def _is_plan(rest: str) -> bool:
    """Whether content, a network and a time stand together without a verb."""
    if not _names_something(rest):
        return False
    placed = "@net" in rest or _PRONOUN.search(rest)
    return bool(_FIELD.search(rest) or (placed and _TIMED.search(rest)))


def _names_something(rest: str) -> bool:
    """Whether the words beside networks and times name content, point to it, or are none."""
    words = [word for word in rest.split() if word[0] != "@" and word[0].isalpha()]
    words = [word for word in words if word not in TAIL or word in _POINTING]
    return not words or any(word not in FRAME or word in _POINTING for word in words)


def _embedded(name: str, embedded: re.Match[str], start: int, rest: str) -> Choice:
    inner = start + embedded.start("rest")
    match = order(embedded["rest"])
    assert match is not None  # noqa: S101  the caller has just found it
    second = _SECOND.search(embedded["rest"], match[1].end())
    several = bool(second) and _differs(name, second, embedded["rest"])
    choice = _choice(name, match[1], inner, rest, several=several)
    return replace(choice, scope=start)


def _choice(
    name: str,
    match: re.Match[str],
    start: int,
    rest: str,
    *,
    several: bool = False,
    whole: bool = False,
) -> Choice:
    base, _, detail = name.partition(":")
    intent = _intent(base, rest)
    words = start if whole else start + match.start()
    end = start if whole else start + match.end()
    view = match.groupdict().get("view") if "view" in match.re.groupindex else None
    return Choice(
        intent=intent,
        rule=f"order.{name}",
        start=words,
        end=end,
        action=_ACTIONS.get(detail),
        view=_view(view, rest) if intent == "list" else None,
        several=several,
    )


def _view(named: str | None, rest: str) -> View | None:
    found = named or (re.search(r"\b(month|week|list)(?:ly)?(?:-| )view\b|\bas a (list)\b", rest))
    if isinstance(found, re.Match):
        found = found[1] or found[2]
    views: dict[str, View] = {"month": "month", "week": "week", "list": "list"}
    return views.get(found or "")


def _intent(base: str, rest: str) -> Intent:
    """Publishing verbs publish with "now", schedule with a time, and otherwise ask when."""
    if base not in ("publish", "schedule"):
        return _KNOWN[base]
    if "@now" in rest.split():
        return "publish_now"
    if base == "schedule" or _TIMED.search(rest):
        return "schedule"
    return "publish_now"


_KNOWN: dict[str, Intent] = {
    "undo": "undo",
    "help": "help",
    "connections": "connections",
    "settings": "settings",
    "list": "list",
    "stage": "stage",
    "edit_caption": "edit_caption",
    "retry": "retry",
    "duplicate": "duplicate",
    "pause": "pause",
    "resume": "resume",
    "reschedule": "reschedule",
    "swap": "swap",
    "cancel": "cancel",
    "preview": "preview",
    "validate": "validate",
    "explain_failure": "explain_failure",
    "analytics": "analytics",
    "status": "status",
    "best_time": "best_time",
}
