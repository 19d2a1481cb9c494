"""One team's people, channels, messages, files and views, and how they are looked up."""

from __future__ import annotations

from pathlib import Path

from bot.sandbox.slack.documents import Documents, Shelf
from bot.sandbox.slack.manifest import Manifest
from bot.sandbox.slack.records import (
    Channel,
    Job,
    Json,
    Message,
    ResponseUrl,
    StoredFile,
    User,
    View,
)
from bot.sandbox.slack.world import Team, dm_id


class Workspace:
    """Everything one Slack team remembers; survives the process."""

    def __init__(
        self, team: Team, documents: Documents, files_dir: Path, manifest: Manifest
    ) -> None:
        self.team = team
        self._documents = documents
        self.files_dir = files_dir
        self.manifest = manifest
        self.users = Shelf(documents, "user", User)
        self.channels = Shelf(documents, "channel", Channel)
        self.files = Shelf(documents, "file", StoredFile)
        self.views = Shelf(documents, "view", View)
        self.response_urls = Shelf(documents, "response_url", ResponseUrl)
        self.jobs = Shelf(documents, "job", Job)
        self.notes: Shelf[Json] = Shelf(documents, "note", Json)
        self._messages = Shelf(documents, "message", Message)
        self._by_channel: dict[str, dict[str, Message]] = {}
        self._replies: dict[tuple[str, str], dict[str, Message]] = {}
        for message in sorted(self._messages.all(), key=lambda one: one.ts):
            self._index(message)
        self._last_ts_us = self._newest_ts_us()
        files_dir.mkdir(parents=True, exist_ok=True)
        if not self.users.all():
            self._populate()

    def reset(self) -> None:
        """Go back to the default world."""
        self._documents.clear()
        for shelf in (
            self.users, self.channels, self.files, self.views,
            self.response_urls, self.jobs, self.notes, self._messages,
        ):  # fmt: skip
            shelf.forget_all()
        self._by_channel.clear()
        self._replies.clear()
        for path in self.files_dir.iterdir():
            path.unlink()
        self._populate()

    def next_ts(self, now_s: float) -> str:
        """Return a message id for this moment that no message has and that sorts last."""
        self._last_ts_us = max(int(now_s * 1_000_000), self._last_ts_us + 1)
        return f"{self._last_ts_us // 1_000_000}.{self._last_ts_us % 1_000_000:06d}"

    def put_message(self, message: Message) -> Message:
        """Remember a new or changed message."""
        self._index(message)
        return self._messages.put(message.key, message)

    def drop_message(self, message: Message) -> None:
        """Forget a message altogether."""
        self._by_channel.get(message.channel, {}).pop(message.ts, None)
        if message.thread_ts:
            self._replies.get((message.channel, message.thread_ts), {}).pop(message.ts, None)
        self._messages.drop(message.key)

    def message(self, channel: str, ts: str) -> Message | None:
        """Return one message, ephemeral ones included; ``None`` when gone or never there."""
        return self._by_channel.get(channel, {}).get(ts)

    def messages_in(self, channel: str) -> list[Message]:
        """Return a channel's messages and replies, oldest first, ephemeral ones included."""
        return list(self._by_channel.get(channel, {}).values())

    def thread(self, channel: str, ts: str) -> list[Message]:
        """Return a parent, if it is still there, and its replies, oldest first."""
        parent = self.message(channel, ts)
        return ([parent] if parent is not None else []) + self.replies(channel, ts)

    def replies(self, channel: str, ts: str) -> list[Message]:
        """Return the replies below a parent, oldest first, ephemeral ones included."""
        return list(self._replies.get((channel, ts), {}).values())

    def bot(self) -> User:
        """Return the bot's user."""
        found = self.users.get(self.team.bot_user_id)
        assert found is not None, "the default world always holds the bot"  # noqa: S101 - invariant
        return found

    def has_bot(self, channel: Channel) -> bool:
        """Tell whether the bot is a member."""
        return self.team.bot_user_id in channel.members

    def dm_of(self, user_id: str) -> Channel | None:
        """Return a person's direct messages with the bot."""
        return self.channels.get(dm_id(user_id))

    def channel_named(self, name: str) -> Channel | None:
        """Return the channel of that name, with or without its hash sign."""
        plain = name.removeprefix("#")
        return next((c for c in self.channels.all() if not c.is_direct and c.name == plain), None)

    def modals_of(self, user_id: str) -> list[View]:
        """Return a person's open modals, the visible one last."""
        views = (one for one in self.views.all() if one.user == user_id and one.kind == "modal")
        return sorted(views, key=lambda one: one.depth)

    def home_of(self, user_id: str) -> View | None:
        """Return the App Home that was published for a person."""
        views = (one for one in self.views.all() if one.user == user_id and one.kind == "home")
        return next(views, None)

    def file_path(self, file_id: str) -> Path:
        """Return where a file's bytes lie."""
        return self.files_dir / file_id

    def knows(self, some_id: str) -> bool:
        """Tell whether an id of whatever kind belongs to this team."""
        shelves = (self.users, self.channels, self.files, self.views)
        return some_id == self.team.id or any(one.get(some_id) is not None for one in shelves)

    def close(self) -> None:
        """Give the database file back."""
        self._documents.close()

    def _index(self, message: Message) -> None:
        self._by_channel.setdefault(message.channel, {})[message.ts] = message
        if message.is_reply and message.thread_ts:
            self._replies.setdefault((message.channel, message.thread_ts), {})[message.ts] = message

    def _newest_ts_us(self) -> int:
        newest = max((one.ts for one in self._messages.all()), default="0.0")
        whole, _, fraction = newest.partition(".")
        return int(whole) * 1_000_000 + int(fraction)

    def _populate(self) -> None:
        for user in (*self.team.people, self.team.bot_user(self.manifest.name)):
            self.users.put(user.id, user)
        for channel in (*self.team.channels, *self.team.direct_messages()):
            self.channels.put(channel.id, channel)
