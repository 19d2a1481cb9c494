"""Which filler reads the slots of which intent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from handlers.language.intents.choose import Choice
from handlers.language.roles import networks, times
from handlers.language.schema import Ask, Intent
from handlers.language.skeleton import Skeleton
from handlers.language.slots.existing import edited, existing_posts, paused
from handlers.language.slots.material import Draft, Filler, Material
from handlers.language.slots.moved import moved
from handlers.language.slots.new import new_content
from handlers.language.slots.swapped import swapped
from handlers.language.slots.topics import about_network, bare, connected, settings
from handlers.language.times.here import Here

FILLERS: Mapping[Intent, Filler] = MappingProxyType(
    {
        "stage": new_content,
        "schedule": new_content,
        "publish_now": new_content,
        "reschedule": moved,
        "cancel": existing_posts("new"),
        "retry": existing_posts("new", past=True),
        "duplicate": existing_posts("new"),
        "pause": paused,
        "resume": paused,
        "swap": swapped,
        "edit_caption": edited,
        "settings": settings,
        "undo": bare,
        "list": existing_posts("new"),
        "status": existing_posts("new"),
        "explain_failure": existing_posts("new", past=True),
        "analytics": existing_posts("new", past=True),
        "best_time": about_network,
        "preview": about_network,
        "validate": about_network,
        "connections": connected,
        "help": bare,
        "none": bare,
        "multi": bare,
    }
)


def fill(skeleton: Skeleton, choice: Choice, here: Here) -> Draft:
    """Return the slots of a sentence whose intent is known."""
    start = skeleton.index(_scope(choice)) if skeleton.items else 0
    material = Material(
        skeleton, choice, here, times(skeleton, choice), networks(skeleton, choice), start
    )
    filled = FILLERS[choice.intent](material)
    unknown = any(mention.unknown for _, mention in skeleton.mentions)
    asks: tuple[Ask, ...] = ("unsupported_platform",) if unknown else ()
    return replace(filled, asks=(*filled.asks, *asks))


def _scope(choice: Choice) -> int:
    return choice.start if choice.scope is None else choice.scope
