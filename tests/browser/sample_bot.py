"""A small real bot: slack-bolt behind signed HTTP, which tells the tests what it was sent."""

from __future__ import annotations

import queue
import re
from typing import Any

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import Response

from tests.browser import gallery

SIGNING_SECRET = "browser-signing-secret"
BOT_TOKEN = "xoxb-browser-token"
HEARS_WITHIN_S = 8
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Callboard"},
    "features": {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Callboard", "always_online": True},
        "slash_commands": [
            {
                "command": "/callboard",
                "description": "Stage, schedule and publish posts",
                "usage_hint": "help | list | notify #channel",
                "should_escape": True,
            },
            {"command": "/gallery", "description": "Show every block", "should_escape": True},
        ],
        "shortcuts": [
            {
                "name": "Stage this",
                "type": "message",
                "callback_id": "stage_this",
                "description": "Stage this message and its files",
            }
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "commands", "chat:write", "app_mentions:read", "im:history", "im:write",
                "channels:history", "channels:read", "files:read", "files:write", "users:read",
                "reactions:write",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_mention", "message.im", "message.channels", "file_shared", "app_home_opened",
            ]
        },
        "interactivity": {"is_enabled": True},
    },
}  # fmt: skip


class SampleBot:
    """Answers a few commands and remembers every payload; ``heard`` waits for one."""

    def __init__(self, api_url: str) -> None:
        self._heard: queue.Queue[tuple[str, dict[str, Any]]] = queue.Queue()
        self._clicks = 0
        client = AsyncWebClient(token=BOT_TOKEN, base_url=api_url)
        self.app = AsyncApp(client=client, signing_secret=SIGNING_SECRET)
        self._listen()

    async def handle(self, request: Request) -> Response:
        """Answer a delivery; bolt checks its signature."""
        return await AsyncSlackRequestHandler(self.app).handle(request)

    def heard(self, kind: str) -> dict[str, Any]:
        """Return the next payload of this kind; others before it are dropped."""
        while True:
            name, payload = self._heard.get(timeout=HEARS_WITHIN_S)
            if name == kind:
                return payload

    def _tell(self, kind: str, payload: dict[str, Any]) -> None:
        self._heard.put((kind, payload))

    def _listen(self) -> None:
        self.app.command("/callboard")(self._callboard)
        self.app.command("/gallery")(self._gallery)
        self.app.action("deeper")(self._deeper)
        self.app.action("home-click")(self._home_click)
        self.app.action("approve")(self._approve)
        self.app.action(re.compile(".*"))(self._any_action)
        self.app.view("form")(self._submitted)
        self.app.view_closed("form")(self._closed)
        self.app.shortcut("stage_this")(self._shortcut)
        self.app.event("app_home_opened")(self._home)
        self.app.event("message")(self._message)
        self.app.event("app_mention")(self._mention)
        self.app.event("file_shared")(self._file_shared)

    async def _callboard(
        self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, say: AsyncSay
    ) -> None:
        self._tell("command", body)
        words = body["text"].split(" ", 1)
        match words[0]:
            case "form":
                await ack()
                await client.views_open(
                    trigger_id=body["trigger_id"], view=gallery.form(body["channel_id"])
                )
            case "plan":
                await ack()
                await say(blocks=gallery.plan(int(words[1])), text="A plan for 2 posts")
            case _:
                await ack(text=f"Only for you: {body['text']}")

    async def _gallery(
        self, ack: AsyncAck, body: dict[str, Any], say: AsyncSay, client: AsyncWebClient
    ) -> None:
        await ack()
        await say(blocks=gallery.layout_blocks(body["text"]), text="Everything at once")
        # Past the SDK's own methods, which warn of a missing notification text.
        await client.api_call(
            "chat.postMessage",
            json={"channel": body["channel_id"], "blocks": gallery.controls()},
        )

    async def _any_action(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        self._tell("action", body)

    async def _approve(self, ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        self._tell("action", body)
        await respond(text=f"Approved by <@{body['user']['id']}>", replace_original=True)

    async def _deeper(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        self._tell("action", body)
        await client.views_push(trigger_id=body["trigger_id"], view=gallery.deeper())

    async def _submitted(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        values = body["view"]["state"]["values"]
        self._tell("submission", body)
        if "bad" in values["copy"]["value"]["value"]:
            await ack(response_action="errors", errors={"copy": "Please choose kinder words."})
            return
        await ack()
        await client.chat_postMessage(channel=body["view"]["private_metadata"], text="Saved")

    async def _closed(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        self._tell("closed", body)

    async def _shortcut(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        self._tell("shortcut", body)

    async def _home(self, event: dict[str, Any], client: AsyncWebClient) -> None:
        if event["tab"] == "home":
            await self._publish_home(event["user"], client)

    async def _home_click(
        self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        self._clicks += 1
        self._tell("action", body)
        await self._publish_home(body["user"]["id"], client)

    async def _publish_home(self, user: str, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=user, view=gallery.home(user, self._clicks))

    async def _message(self, event: dict[str, Any], say: AsyncSay) -> None:
        self._tell("message", event)
        if event.get("text") == "hello in a thread":
            await say("Answered here", thread_ts=event["ts"])

    async def _mention(self, event: dict[str, Any]) -> None:
        self._tell("mention", event)

    async def _file_shared(self, event: dict[str, Any]) -> None:
        self._tell("file_shared", event)
