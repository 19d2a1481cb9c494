"""From a message to a command: mask, normalise, scan, resolve, judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.language.intents.choose import Choice, choose
from handlers.language.judge import questions
from handlers.language.schema import READ_ONLY, Ask, Command, Target
from handlers.language.situation import here, situation
from handlers.language.skeleton import Skeleton, bones
from handlers.language.slots.fill import fill
from handlers.language.slots.material import Draft
from handlers.language.tokens import read

MAX_TOKENS = 400
"""Longer messages, quotes left out, are texts and no orders."""

MAX_CHARS = 40_000
"""What Slack lets a message hold."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One step of understanding: the rule that matched, and the words it matched."""

    rule: str
    source: str


def parse(
    text: str, *, now: datetime, tz: str, context: Mapping[str, Any] | None = None
) -> Command:
    """
    Return what ``text`` asks for, at the aware instant ``now``, for a person in the zone ``tz``.

    ``context`` says what is at hand: ``{"selection": contents chosen, "focus": posts in focus,
    "list": posts in the last list shown, "platforms": […], "locale": "en-US"}``. Never raises for
    a text; raises ``ZoneInfoNotFoundError`` for an unknown zone.
    """
    return parse_traced(text, now=now, tz=tz, context=context)[0]


def parse_traced(
    text: str, *, now: datetime, tz: str, context: Mapping[str, Any] | None = None
) -> tuple[Command, tuple[Reading, ...]]:
    """Return the command of :func:`parse` and how it was read, step by step."""
    around = situation(context)
    place = here(now, tz, around)
    sentence = read(text[:MAX_CHARS])
    if len(sentence.tokens) > MAX_TOKENS:
        return Command(intent="none"), ()
    skeleton = bones(sentence)
    choice = choose(skeleton)
    if choice.several:
        return Command(intent="multi", ask=("one_at_a_time",)), _trace(skeleton, choice)
    draft = fill(skeleton, choice, place)
    asks = questions(draft, skeleton, around)
    return _command(draft, asks), _trace(skeleton, choice)


def _command(draft: Draft, asks: tuple[Ask, ...]) -> Command:
    choice = draft.choice
    return Command(
        intent=choice.intent,
        platforms=draft.platforms,
        target=_one_or_many(draft),
        other=draft.other,
        when=draft.when,
        constraints=draft.constraints,
        strategy=draft.strategy,
        caption=draft.caption,
        format=draft.format,
        action="remove_platform" if draft.removes_network else choice.action,
        view=choice.view,
        timezone=draft.timezone,
        ask=asks,
    )


def _one_or_many(draft: Draft) -> Target | None:
    """Return the target; to a question it is all the same how many posts answer it."""
    if draft.target is None or draft.choice.intent not in READ_ONLY:
        return draft.target
    return draft.target.model_copy(update={"many": False})


def _trace(skeleton: Skeleton, choice: Choice) -> tuple[Reading, ...]:
    """Return the rule of the intent, then those of the parts, in the order of the sentence."""
    readings = [Reading(choice.rule, _said(skeleton, choice))]
    for item in skeleton.items:
        if item.part is None:
            continue
        source = skeleton.sentence.quoted(item.start, item.end)
        spans = getattr(item.part, "spans", ())
        rules = "+".join(span.rule for span in spans) or type(item.part).__name__.lower()
        readings.append(Reading(rules, source))
    readings += [
        Reading("typo." + token.text, skeleton.sentence.source[token.start : token.end])
        for token in skeleton.sentence.tokens
        if token.meant
    ]
    return tuple(readings)


def _said(skeleton: Skeleton, choice: Choice) -> str:
    if choice.end <= choice.start or not skeleton.items:
        return ""
    return skeleton.words(skeleton.index(choice.start), skeleton.index(choice.end - 1) + 1)
