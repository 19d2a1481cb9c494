"""
Messages to be posted later.

https://docs.slack.dev/reference/methods/chat.scheduleMessage
"""

from __future__ import annotations

from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.api.paging import metadata, page
from bot.sandbox.slack.api.places import thread_root, to_write
from bot.sandbox.slack.content import read_content
from bot.sandbox.slack.ids import fresh_id
from bot.sandbox.slack.records import Job, Json
from bot.sandbox.slack.refusal import Refusal

FARTHEST_S = 120 * 24 * 3600
MOST_PER_WINDOW = 30
WINDOW_S = 5 * 60


async def schedule(call: Call) -> Json:
    """Promise a message for a moment within 120 days."""
    post_at = call.number("post_at", 0)
    now_s = call.sandbox.now_s()
    if post_at <= now_s:
        raise Refusal("time_in_past")
    if post_at - now_s > FARTHEST_S:
        raise Refusal("time_too_far")
    channel = to_write(call, call.required("channel"))
    content = read_content(call.workspace, call.args)
    window = post_at // WINDOW_S
    near = [one for one in _waiting(call, channel.id) if one.due_s // WINDOW_S == window]
    if len(near) >= MOST_PER_WINDOW:
        raise Refusal("restricted_too_many")
    body = {
        "channel": channel.id,
        "text": content.text,
        "blocks": list(content.blocks) if content.blocks else None,
        "thread_ts": thread_root(call, channel),
        "metadata": content.metadata,
        "created_s": int(now_s),
    }
    job = Job(id=fresh_id("Q"), kind="post", due_s=post_at, body=body)
    call.sandbox.timers.add(job)
    return {
        "channel": channel.id,
        "scheduled_message_id": job.id,
        "post_at": post_at,
        "message": {"type": "delayed_message", "text": content.text},
    }


async def delete(call: Call) -> Json:
    """Take a scheduled message back."""
    job = call.workspace.jobs.get(call.required("scheduled_message_id"))
    if job is None or job.kind != "post" or job.body["channel"] != call.required("channel"):
        raise Refusal("invalid_scheduled_message_id")
    call.workspace.jobs.drop(job.id)
    return {}


async def list_all(call: Call) -> Json:
    """List what waits, soonest first."""
    waiting = sorted(_waiting(call, call.text("channel")), key=lambda one: one.due_s)
    some, cursor = page(call, waiting)
    shown = [
        {
            "id": job.id,
            "channel_id": job.body["channel"],
            "post_at": int(job.due_s),
            "date_created": job.body["created_s"],
            "text": job.body["text"],
        }
        for job in some
    ]
    return {"scheduled_messages": shown, **metadata(cursor)}


def _waiting(call: Call, channel: str | None) -> list[Job]:
    return [
        job
        for job in call.workspace.jobs.all()
        if job.kind == "post" and channel in (None, job.body["channel"])
    ]


METHODS = {
    "chat.scheduleMessage": schedule,
    "chat.deleteScheduledMessage": delete,
    "chat.scheduledMessages.list": list_all,
}
