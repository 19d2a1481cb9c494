"""
Questions with buttons: what was not clear is asked back, and a press says the rest.

What each button would do is kept in the person's staging session; the button itself carries
only the session's id, the question's number and the choice's position.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from handlers.language.choices import Offer
from handlers.slack.answers import Answer
from handlers.slack.text import Block, actions, button, clip, escape, section
from platforms.clock import Clock
from scheduling.errors import Gone, Stale
from store import sessions
from store.database import Database
from store.words import Person, Session, SessionStatus

CHOOSE = "question_choose_"
"""Prefix of the action ids; each button of a message needs its own."""
KEY = "question"
MOST_CHOICES = 10
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it says, and what is then done (a flow's name and its arguments)."""

    label: str
    do: str
    args: Mapping[str, Any]
    style: str = ""


def in_choices(offers: Iterable[Offer]) -> list[Choice]:
    """Turn the language's offers into buttons that carry out their commands."""
    return [
        Choice(offer.label, "command", {"command": offer.command.model_dump(mode="json")})
        for offer in offers
    ]


@dataclass(frozen=True, slots=True)
class Questions:
    """Asks, and finds again what a pressed button meant."""

    database: Database
    clock: Clock

    async def ask(self, session: Session, sentence: str, choices: Sequence[Choice]) -> Answer:
        """Put a question to the session's person; a newer one takes its place."""
        offered = choices[:MOST_CHOICES]
        earlier = session.data.get(KEY)
        number = int(earlier["number"]) + 1 if isinstance(earlier, Mapping) else 1
        kept = {
            "number": number,
            "choices": [{"label": c.label, "do": c.do, "args": dict(c.args)} for c in offered],
        }
        await self._keep(session, kept)
        text = escape(sentence)
        blocks: list[Block] = [section(text)]
        if offered:
            blocks.append(
                actions(
                    f"question:{number}",
                    [
                        button(
                            choice.label,
                            f"{CHOOSE}{position}",
                            f"{session.id}:{number}:{position}",
                            style=choice.style,
                        )
                        for position, choice in enumerate(offered)
                    ],
                )
            )
        offer = f" ({' · '.join(escape(clip(choice.label, 75)) for choice in offered)})"
        return Answer(text + (offer if offered else ""), blocks)

    async def chosen(self, value: object, by: Person) -> tuple[Session, Choice]:
        """
        Return the session and the choice that a button stands for, and close the question.

        Raises ``Gone`` for somebody else's or unknown sessions and ``Stale`` when a newer
        question took its place or it was answered before.
        """
        session_id, number, position = [*str(value).split(":"), "", ""][:3]
        session = await self.database.read(lambda db: sessions.get(db, session_id))
        if (
            session.workspace_id != by.workspace_id
            or session.user_id != by.user_id
            or session.status is SessionStatus.ABANDONED
        ):
            raise Gone("This question is not open for you.")
        asked = session.data.get(KEY)
        choices = asked["choices"] if isinstance(asked, Mapping) else []
        if (
            not isinstance(asked, Mapping)
            or str(asked["number"]) != number
            or not position.isdigit()
            or int(position) >= len(choices)
        ):
            raise Stale("This question was answered already.", advice="Just say it again.")
        await self._keep(session, {"number": asked["number"], "choices": []})
        chosen = choices[int(position)]
        return session, Choice(chosen["label"], chosen["do"], chosen["args"])

    async def _keep(self, session: Session, question: Mapping[str, Any]) -> None:
        expires_at = max(session.expires_at, self.clock.now() + KEPT_FOR)

        def work(db: Any) -> None:
            data = {**sessions.get(db, session.id).data, KEY: question}
            sessions.save(db, session.id, data, expires_at=expires_at)

        await self.database.write(work)
