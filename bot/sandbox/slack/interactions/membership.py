"""Who is where: people and the bot come and go, and channels are closed and opened again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.sandbox.slack import events, posting
from bot.sandbox.slack.ids import fresh_id
from bot.sandbox.slack.interactions.payloads import CannotAct, person
from bot.sandbox.slack.records import Channel, Message, User

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.slack.sandbox import Sandbox

GENERAL = "general"
MOST_IN_A_GROUP = 8
"""People besides the bot; https://docs.slack.dev/reference/methods/conversations.open."""


def invite(sandbox: Sandbox, *, channel_id: str, user_id: str) -> Channel:
    """Bring somebody, or the bot, into a channel."""
    channel, user = _channel(sandbox, channel_id, "to invite to"), _somebody(sandbox, user_id)
    if user_id in channel.members:
        raise CannotAct(f"{user.real_name} is already in #{channel.name}.")
    if channel.is_archived:
        raise CannotAct(f"#{channel.name} is archived; nobody can come in.")
    return enter(sandbox, channel, user_id)


def join(sandbox: Sandbox, *, channel_id: str, user_id: str) -> Channel:
    """Come into a public channel without being asked."""
    user = person(sandbox, user_id)
    if user.is_guest or _channel(sandbox, channel_id, "to join").kind != "channel":
        raise CannotAct(f"{user.real_name} can come in only when somebody invites them.")
    return invite(sandbox, channel_id=channel_id, user_id=user_id)


def leave(sandbox: Sandbox, *, channel_id: str, user_id: str) -> Channel:
    """Go out of a channel, or be removed from it."""
    channel, user = _channel(sandbox, channel_id, "to leave"), _somebody(sandbox, user_id)
    if user_id not in channel.members:
        raise CannotAct(f"{user.real_name} is not in #{channel.name}.")
    if channel.name == GENERAL and not user.is_bot:
        raise CannotAct(f"Nobody can leave #{channel.name}; it is everybody's.")
    return go_out(sandbox, channel, user_id)


def enter(sandbox: Sandbox, channel: Channel, user_id: str) -> Channel:
    """Make somebody a member, and show and announce it."""
    joined = replace(channel, members=(*channel.members, user_id))
    sandbox.workspace.channels.put(channel.id, joined)
    _say(sandbox, joined, user_id, "join", "has joined the channel")
    events.membership_changed(sandbox, "member_joined_channel", joined, user_id)
    return joined


def go_out(sandbox: Sandbox, channel: Channel, user_id: str) -> Channel:
    """End a membership; the bot hears of its own end by an event of another name."""
    members = tuple(one for one in channel.members if one != user_id)
    left = sandbox.workspace.channels.put(channel.id, replace(channel, members=members))
    _say(sandbox, left, user_id, "leave", "has left the channel")
    if user_id == sandbox.workspace.team.bot_user_id:
        _announce(sandbox, left, "left", user_id)
    elif sandbox.workspace.has_bot(left):
        events.membership_changed(sandbox, "member_left_channel", left, user_id)
    return left


def archive(sandbox: Sandbox, *, channel_id: str) -> None:
    """Close a channel for writing."""
    channel = _channel(sandbox, channel_id, "to archive")
    if channel.name == GENERAL:
        raise CannotAct(f"#{channel.name} cannot be archived; it is everybody's.")
    if channel.is_archived:
        raise CannotAct(f"#{channel.name} is archived already.")
    close(sandbox, channel, is_archived=True)


def unarchive(sandbox: Sandbox, *, channel_id: str) -> None:
    """Open an archived channel again."""
    channel = _channel(sandbox, channel_id, "to open again")
    if not channel.is_archived:
        raise CannotAct(f"#{channel.name} is not archived.")
    close(sandbox, channel, is_archived=False)


def close(sandbox: Sandbox, channel: Channel, *, is_archived: bool) -> None:
    """Archive a channel or take it back, and tell the app where it is a member."""
    after = sandbox.workspace.channels.put(channel.id, replace(channel, is_archived=is_archived))
    sandbox.stream.tell(type="messages", channel=channel.id)
    if sandbox.workspace.has_bot(after):
        _announce(sandbox, after, "archive" if is_archived else "unarchive", None)


def connect(sandbox: Sandbox, *, channel_id: str) -> None:
    """Share a channel with another company, which changes what events tell of files."""
    channel = _channel(sandbox, channel_id, "to share with another company")
    sandbox.workspace.channels.put(channel.id, replace(channel, is_ext_shared=True))


def group(sandbox: Sandbox, *, user_id: str, others: Sequence[str]) -> Channel:
    """Open direct messages of several people with the bot."""
    people = [person(sandbox, one) for one in dict.fromkeys((user_id, *others))]
    if len(people) < 2 or len(people) > MOST_IN_A_GROUP:
        raise CannotAct(f"Choose between one and {MOST_IN_A_GROUP - 1} others.")
    return group_of(sandbox, people)


def group_of(sandbox: Sandbox, people: Sequence[User]) -> Channel:
    """Return the direct messages of exactly these people and the bot, opened if they never were."""
    bot = sandbox.workspace.bot()
    members = {one.id for one in people} | {bot.id}
    for channel in sandbox.workspace.channels.all():
        if channel.kind == "mpim" and set(channel.members) == members:
            return channel
    name = "mpdm-" + "--".join((*(one.name for one in people), bot.name)) + "-1"
    made = Channel(fresh_id("G"), name, "mpim", (*(one.id for one in people), bot.id))
    sandbox.stream.tell(type="messages", channel=made.id)
    return sandbox.workspace.channels.put(made.id, made)


def deactivate(sandbox: Sandbox, *, user_id: str) -> None:
    """Close somebody's account; they stay in the list as deleted."""
    user = person(sandbox, user_id)
    sandbox.workspace.users.put(user.id, replace(user, deleted=True))
    for channel in sandbox.workspace.channels.all():
        if user.id in channel.members and not channel.is_direct:
            members = tuple(one for one in channel.members if one != user.id)
            sandbox.workspace.channels.put(channel.id, replace(channel, members=members))


def _channel(sandbox: Sandbox, channel_id: str, what_for: str) -> Channel:
    channel = sandbox.workspace.channels.get(channel_id)
    if channel is None or channel.is_direct:
        raise CannotAct(f"Choose a channel {what_for}.")
    return channel


def _somebody(sandbox: Sandbox, user_id: str) -> User:
    user = sandbox.workspace.users.get(user_id)
    if user is None or user.deleted:
        raise CannotAct("Choose somebody of this workspace.")
    return user


def _say(sandbox: Sandbox, channel: Channel, user_id: str, what: str, words: str) -> None:
    prefix = "channel" if channel.kind == "channel" else "group"
    posting.post(
        sandbox,
        Message(
            channel=channel.id,
            ts=sandbox.next_ts(),
            user=user_id,
            text=f"<@{user_id}> {words}",
            subtype=f"{prefix}_{what}",
        ),
    )


def _announce(sandbox: Sandbox, channel: Channel, what: str, user_id: str | None) -> None:
    prefix = "channel" if channel.kind == "channel" else "group"
    event = {"type": f"{prefix}_{what}", "channel": channel.id, "event_ts": sandbox.next_ts()}
    events.announce(sandbox, event if user_id is None else {**event, "actor_id": user_id})
