"""Acting as a person: everything that can be done in Slack's client, over HTTP."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.slack.control import views
from bot.sandbox.slack.interactions import commands, home, talking
from bot.sandbox.slack.interactions.payloads import CannotAct
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.sandbox import Sandbox
from bot.sandbox.slack.sharing import Dropped

Act = Callable[[Sandbox, Json], Awaitable[Json]]


async def message(sandbox: Sandbox, body: Json) -> Json:
    """Say something."""
    posted = talking.say(
        sandbox,
        user_id=text(body, "user"),
        channel_id=text(body, "channel"),
        text=str(body.get("text") or ""),
        thread_ts=body.get("thread_ts") or None,
        file_ids=body.get("file_ids") or (),
    )
    return {"ts": posted.ts}


async def edit(sandbox: Sandbox, body: Json) -> Json:
    """Change one's own message."""
    talking.edit(
        sandbox,
        user_id=text(body, "user"),
        channel_id=text(body, "channel"),
        ts=text(body, "ts"),
        text=text(body, "text"),
    )
    return {}


async def delete(sandbox: Sandbox, body: Json) -> Json:
    """Delete one's own message."""
    talking.take_back(
        sandbox,
        user_id=text(body, "user"),
        channel_id=text(body, "channel"),
        ts=text(body, "ts"),
    )
    return {}


async def command(sandbox: Sandbox, body: Json) -> Json:
    """Run a slash command and wait for the app's acknowledgement."""
    outcome = await commands.run(
        sandbox,
        user_id=text(body, "user"),
        channel_id=text(body, "channel"),
        command=text(body, "command"),
        text=str(body.get("text") or ""),
    )
    shown: Json = {"status": outcome.status, "ms": outcome.ms, "body": outcome.body}
    return {**shown, "failure": outcome.failure} if outcome.failure else shown


async def open_home(sandbox: Sandbox, body: Json) -> Json:
    """Open the app's Home tab."""
    home.open_home(sandbox, user_id=text(body, "user"))
    return {}


async def reaction(sandbox: Sandbox, body: Json) -> Json:
    """React to a message, or take the reaction back."""
    talking.react(
        sandbox,
        user_id=text(body, "user"),
        channel_id=text(body, "channel"),
        ts=text(body, "ts"),
        name=text(body, "name"),
    )
    return {}


async def invite(sandbox: Sandbox, body: Json) -> Json:
    """Bring somebody or the bot into a channel."""
    talking.invite(sandbox, channel_id=text(body, "channel"), user_id=text(body, "user"))
    return {}


async def delete_file(sandbox: Sandbox, body: Json) -> Json:
    """Delete a file everywhere."""
    talking.delete_file(sandbox, user_id=text(body, "user"), file_id=text(body, "file_id"))
    return {}


async def upload(sandbox: Sandbox, request: Request) -> Json:
    """Drop files into a channel or thread; a multipart form."""
    async with request.form() as form:
        given = [one for _, one in form.multi_items() if isinstance(one, UploadFile)]
        dropped = [Dropped(one.filename or "file", await one.read()) for one in given]
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
    posted = await talking.upload(
        sandbox,
        user_id=text(fields, "user"),
        channel_id=text(fields, "channel"),
        dropped=dropped,
        text=fields.get("text", ""),
        thread_ts=fields.get("thread_ts") or None,
    )
    return {"ts": posted.ts, "files": views.files_of(sandbox.workspace, posted)}


def text(body: Mapping[str, Any], name: str) -> str:
    """Return a field that must be there."""
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise CannotAct(f"The field {name} is missing; send it as text.")
    return value


async def body_of(request: Request) -> Json:
    """Return a JSON object that was sent."""
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        raise CannotAct("Send the fields as one JSON object.") from None
    if not isinstance(body, dict):
        raise CannotAct("Send the fields as one JSON object.")
    return body


ACTS: Mapping[str, Act] = {
    "message": message,
    "edit": edit,
    "delete": delete,
    "command": command,
    "home": open_home,
    "reaction": reaction,
    "invite": invite,
    "delete_file": delete_file,
}
