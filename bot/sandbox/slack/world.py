"""The workspace a fresh stand-in starts with: people in three time zones, and a guest."""

from __future__ import annotations

from bot.sandbox.slack.records import Channel, User

TEAM_ID = "T0DEMO"
TEAM_NAME = "Acme"
TEAM_DOMAIN = "acme"
APP_ID = "A0CALLBOARD"
BOT_ID = "B0BOT"
BOT_USER_ID = "U0BOT"
SLACKBOT_ID = "USLACKBOT"

PEOPLE = (
    User("U0ANA", "ana", "Ana", "America/New_York", "ana@acme.test", is_admin=True),
    User("U0BEN", "ben", "Ben", "Europe/Berlin", "ben@acme.test"),
    User("U0CHI", "chika", "Chika", "Asia/Tokyo", "chika@acme.test"),
    User("U0GUS", "gus", "Gus", "Europe/London", "gus@partner.test", is_guest=True),
)
FULL_MEMBERS = tuple(person.id for person in PEOPLE if not person.is_guest)
EVERYBODY = tuple(person.id for person in PEOPLE)

CHANNELS = (
    Channel("C0LAUNCH", "launch", "channel", (*EVERYBODY, BOT_USER_ID)),
    Channel("C0GENERAL", "general", "channel", (*FULL_MEMBERS, BOT_USER_ID)),
    Channel("C0ALERTS", "alerts", "channel", (*FULL_MEMBERS, BOT_USER_ID)),
    Channel("C0RANDOM", "random", "channel", FULL_MEMBERS),
    Channel("G0PRIVATE", "leadership", "private", ("U0ANA", "U0BEN")),
)


def bot_user(name: str) -> User:
    """Return the bot's own user."""
    return User(BOT_USER_ID, name.lower().replace(" ", "_"), name, "Etc/UTC", is_bot=True)


def dm_id(user_id: str) -> str:
    """Return the id of a person's direct messages with the bot."""
    return f"D0{user_id.removeprefix('U0')}"


def direct_messages() -> tuple[Channel, ...]:
    """Return one direct-message channel for each person."""
    return tuple(
        Channel(dm_id(person.id), "directmessage", "im", (person.id, BOT_USER_ID), user=person.id)
        for person in PEOPLE
    )
