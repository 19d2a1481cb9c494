"""The workspaces a fresh stand-in starts with: people in many time zones, and guests."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.slack.records import Channel, User

APP_ID = "A0CALLBOARD"
SLACKBOT_ID = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Team:
    """One workspace as it begins, and the ids that the app's installation has there."""

    id: str
    name: str
    domain: str
    bot_id: str
    bot_user_id: str
    people: tuple[User, ...]
    channels: tuple[Channel, ...]

    def bot_user(self, name: str) -> User:
        """Return the bot's own user, called as its manifest says."""
        called = name.lower().replace(" ", "_")
        return User(self.bot_user_id, called, name, "Etc/UTC", is_bot=True)

    def direct_messages(self) -> tuple[Channel, ...]:
        """Return the direct messages of each person with the bot."""
        return tuple(
            Channel(dm_id(one.id), "directmessage", "im", (one.id, self.bot_user_id), user=one.id)
            for one in self.people
        )


def dm_id(user_id: str) -> str:
    """Return the id of a person's direct messages with the bot."""
    return f"D0{user_id.removeprefix('U0')}"


def _acme() -> Team:
    people = (
        User("U0ANA", "ana", "Ana", "America/New_York", "ana@acme.test", is_admin=True),
        User("U0BEN", "ben", "Ben", "Europe/Berlin", "ben@acme.test"),
        User("U0CHI", "chika", "Chika", "Asia/Tokyo", "chika@acme.test"),
        User("U0GUS", "gus", "Gus", "Europe/London", "gus@partner.test", is_guest=True),
    )
    bot = "U0BOT"
    everybody = tuple(one.id for one in people)
    full = tuple(one.id for one in people if not one.is_guest)
    return Team(
        id="T0DEMO",
        name="Acme",
        domain="acme",
        bot_id="B0BOT",
        bot_user_id=bot,
        people=people,
        channels=(
            Channel("C0LAUNCH", "launch", "channel", (*everybody, bot)),
            Channel("C0GENERAL", "general", "channel", (*full, bot)),
            Channel("C0ALERTS", "alerts", "channel", (*full, bot)),
            Channel("C0RANDOM", "random", "channel", full),
            Channel("G0PRIVATE", "leadership", "private", ("U0ANA", "U0BEN")),
        ),
    )


def _globex() -> Team:
    people = (
        User("U0IDA", "ida", "Ida", "Europe/Stockholm", "ida@globex.test", is_admin=True),
        User("U0RAJ", "raj", "Raj", "Asia/Kolkata", "raj@globex.test"),
        User(
            "U0UMA", "uma", "Uma", "Australia/Sydney", "uma@agency.test",
            is_guest=True, in_one_channel_only=True,
        ),
        User("U0OLE", "ole", "Ole", "Europe/Oslo", "ole@globex.test", deleted=True),
    )  # fmt: skip
    bot = "U0GLOBOT"
    full = ("U0IDA", "U0RAJ")
    return Team(
        id="T0GLOBEX",
        name="Globex",
        domain="globex",
        bot_id="B0GLOBOT",
        bot_user_id=bot,
        people=people,
        channels=(
            Channel("C0PRESS", "press", "channel", (*full, "U0UMA", bot)),
            Channel("C0LOBBY", "general", "channel", full),
            Channel("G0BOARD", "board", "private", ("U0IDA",)),
        ),
    )


ACME, GLOBEX = _acme(), _globex()
TEAMS = (ACME, GLOBEX)
"""Ids are never the same in two workspaces, so an id alone says where it belongs."""
