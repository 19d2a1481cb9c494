"""An utterance, before and after it was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.language import Command
from handlers.language.rereading import Sentence
from handlers.slack.answers import Place
from handlers.slack.intake import Taken
from store.words import Person, Project, Session


@dataclass(frozen=True, slots=True)
class Said:
    """
    One utterance. ``text`` is as Slack sends it, without the bot's mention; ``files`` maps
    the ids of its files to their names, empty where Slack does not tell them.

    ``is_addressed`` says that it was meant for the bot (a command, a mention, a direct
    message, a reply in one of its threads); a mere file drop is not, and may carry words
    for the colleagues.
    """

    by: Person
    place: Place
    channel_name: str
    text: str
    files: Mapping[str, str] = field(default_factory=dict)
    is_addressed: bool = True


@dataclass(frozen=True, slots=True)
class Heard:
    """An utterance with everything needed to answer it."""

    said: Said
    project: Project
    session: Session
    command: Command
    taken: Taken = field(default_factory=lambda: Taken((), ()))
    focus: tuple[str, ...] = ()
    """The posts of this thread's plans, newest plan first."""
    link: str | None = None
    """A page to be shared; a link to a picture or clip is among what was taken instead."""
    sentence: Sentence | None = None
    """The words and all they depend on; ``None`` after a button, which has no words."""


def files_of(message: Mapping[str, Any]) -> dict[str, str]:
    """Return the files of one of Slack's messages: their ids and names."""
    files = message.get("files") or []
    return {str(one["id"]): str(one.get("name") or "") for one in files if one.get("id")}
