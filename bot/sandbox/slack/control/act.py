"""Acting as a person: what can be said and pressed in Slack's client, over HTTP."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.slack import sharing
from bot.sandbox.slack.control import running, views
from bot.sandbox.slack.control.fields import fields_of, text
from bot.sandbox.slack.control.running import Act
from bot.sandbox.slack.delivery.letters import Answer
from bot.sandbox.slack.interactions import (
    actions,
    commands,
    home,
    modals,
    shortcuts,
    suggestions,
    talking,
)
from bot.sandbox.slack.interactions.payloads import (
    person,
    place,
)
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.sandbox import Sandbox
from bot.sandbox.slack.sharing import Dropped
from bot.sandbox.slack.slack import Slack


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
    if outcome.code is None:
        return shown
    return {**shown, "code": outcome.code, "failure": outcome.failure}


async def action(sandbox: Sandbox, body: Json) -> Json:
    """Use an element of a message, a modal or App Home."""
    deed = actions.Deed(text(body, "block_id"), text(body, "action_id"), fields_of(body, "value"))
    if body.get("view_id"):
        answer = await actions.on_view(
            sandbox, user_id=text(body, "user"), view_id=text(body, "view_id"), deed=deed
        )
    else:
        answer = await actions.on_message(
            sandbox,
            user_id=text(body, "user"),
            channel_id=text(body, "channel"),
            message_ts=text(body, "message_ts"),
            deed=deed,
        )
    return _shown(answer)


async def view_submit(sandbox: Sandbox, body: Json) -> Json:
    """Submit a modal."""
    return await modals.submit(
        sandbox,
        user_id=text(body, "user"),
        view_id=text(body, "view_id"),
        state=fields_of(body, "state"),
    )


async def view_close(sandbox: Sandbox, body: Json) -> Json:
    """Close the visible modal, or with ``clear`` the whole stack."""
    modals.close(
        sandbox,
        user_id=text(body, "user"),
        view_id=text(body, "view_id"),
        whole_stack=bool(body.get("clear")),
    )
    return {}


async def shortcut(sandbox: Sandbox, body: Json) -> Json:
    """Use a shortcut, on a message when one is named."""
    user, callback_id = text(body, "user"), text(body, "callback_id")
    if not body.get("message_ts"):
        return _shown(await shortcuts.run_global(sandbox, user_id=user, callback_id=callback_id))
    answer = await shortcuts.run_on_message(
        sandbox,
        user_id=user,
        callback_id=callback_id,
        channel_id=text(body, "channel"),
        message_ts=text(body, "message_ts"),
    )
    return _shown(answer)


async def suggest(sandbox: Sandbox, body: Json) -> Json:
    """Ask the app for the options of a select."""
    return await suggestions.suggest(
        sandbox,
        user_id=text(body, "user"),
        view_id=text(body, "view_id"),
        block_id=text(body, "block_id"),
        action_id=text(body, "action_id"),
        typed=str(body.get("typed") or ""),
    )


def _shown(answer: Answer | None) -> Json:
    if answer is None:
        return {"delivered": False}
    shown: Json = {"delivered": True, "status": answer.status, "ms": answer.ms}
    return shown if answer.ok else {**shown, "failure": actions.silence(answer)}


async def open_home(sandbox: Sandbox, body: Json) -> Json:
    """Open the app's Home tab, or with ``tab`` its Messages tab."""
    look = home.open_messages if body.get("tab") == "messages" else home.open_home
    look(sandbox, user_id=text(body, "user"))
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


async def read(sandbox: Sandbox, body: Json) -> Json:
    """Look at a channel; what is in it now is no longer unread."""
    user = person(sandbox, text(body, "user"))
    views.mark_read(sandbox, place(sandbox, text(body, "channel"), user), user)
    return {}


async def delete_file(sandbox: Sandbox, body: Json) -> Json:
    """Delete a file everywhere."""
    talking.delete_file(sandbox, user_id=text(body, "user"), file_id=text(body, "file_id"))
    return {}


async def upload(slack: Slack, request: Request) -> Json:
    """Drop files into a channel or thread, or without a channel only into the workspace."""
    async with request.form() as form:
        given = [one for _, one in form.multi_items() if isinstance(one, UploadFile)]
        dropped = [Dropped(one.filename or "file", await one.read()) for one in given]
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
    sandbox = slack.of_ids(fields.get("user"))
    if not fields.get("channel"):
        kept = [await sharing.keep(sandbox, one, text(fields, "user")) for one in dropped]
        return {"files": [views.file_of(one) for one in kept]}
    posted = await talking.upload(
        sandbox,
        user_id=text(fields, "user"),
        channel_id=text(fields, "channel"),
        dropped=dropped,
        text=fields.get("text", ""),
        thread_ts=fields.get("thread_ts") or None,
    )
    return {"ts": posted.ts, "files": views.files_of(sandbox.workspace, posted)}


ACTS: Mapping[str, Act] = {
    "message": message,
    "edit": edit,
    "delete": delete,
    "command": command,
    "action": action,
    "view_submit": view_submit,
    "view_close": view_close,
    "shortcut": shortcut,
    "suggest": suggest,
    "home": open_home,
    "reaction": reaction,
    "read": read,
    "delete_file": delete_file,
    **running.ACTS,
}
