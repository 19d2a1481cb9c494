"""What the stand-in remembers: frozen records that know nothing of HTTP or SQLite."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
ChannelKind = Literal["channel", "private", "im", "mpim"]
Interaction = Literal["command", "action", "shortcut", "submission"]


@dataclass(frozen=True, slots=True)
class User:
    """A person, or the bot itself."""

    id: str
    name: str
    real_name: str
    tz: str
    email: str = ""
    is_admin: bool = False
    is_guest: bool = False
    in_one_channel_only: bool = False
    is_bot: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A public or private channel, or direct messages with the bot of one person or several."""

    id: str
    name: str
    kind: ChannelKind
    members: tuple[str, ...]
    user: str | None = None
    is_archived: bool = False
    is_ext_shared: bool = False

    @property
    def is_direct(self) -> bool:
        """Whether these are direct messages, which nobody joins, leaves or closes for others."""
        return self.kind in ("im", "mpim")

    @property
    def event_kind(self) -> str:
        """Slack's word for this kind in subscriptions, scopes and ``channel_type``."""
        return "group" if self.kind == "private" else self.kind


@dataclass(frozen=True, slots=True)
class Message:
    """One message; ``ts`` is its id inside the channel and its moment on the shared clock."""

    channel: str
    ts: str
    user: str
    text: str
    bot_id: str | None = None
    username: str | None = None
    thread_ts: str | None = None
    blocks: tuple[Json, ...] | None = None
    attachments: tuple[Json, ...] | None = None
    file_ids: tuple[str, ...] = ()
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited_ts: str | None = None
    deleted: bool = False
    ephemeral_to: str | None = None
    subtype: str | None = None
    metadata: Json | None = None
    client_msg_id: str | None = None
    pinged: tuple[str, ...] = ()
    failure: str | None = None
    reply_broadcast: bool = False
    state: dict[str, Json] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The message's id across channels."""
        return f"{self.channel}:{self.ts}"

    @property
    def is_reply(self) -> bool:
        """Whether it lives in a thread below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file's facts; its bytes lie in a folder beside the database."""

    id: str
    name: str
    title: str
    size: int
    user: str
    created_s: int
    mimetype: str = ""
    filetype: str = ""
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    alt_text: str | None = None
    upload_id: str | None = None
    uploaded: bool = False
    completed: bool = False
    ready: bool = False
    deleted: bool = False
    shares: tuple[tuple[str, str, str | None], ...] = ()
    pending_share: Json | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A modal of one person's stack, or their App Home."""

    id: str
    user: str
    kind: Literal["modal", "home"]
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    depth: int = 1
    state: dict[str, dict[str, Json]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResponseUrl:
    """A ticket to answer one interaction: five uses within thirty minutes."""

    id: str
    channel: str
    user: str
    issued_s: float
    kind: Interaction
    message_ts: str | None = None
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """Something due at a moment of the shared clock: a retry or a scheduled message."""

    id: str
    kind: str
    due_s: float
    body: Json


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One request in either direction, as the page's inspector shows it."""

    id: int
    at: str
    kind: str
    name: str
    status: int | None
    ms: int
    ok: bool
    error: str | None = None
    retry_num: int | None = None
    request: Any = None
    response: Any = None
