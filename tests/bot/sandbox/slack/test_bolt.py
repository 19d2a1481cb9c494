"""An unmodified slack-bolt app lives on the stand-in: only addresses and secrets differ."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.slack.actor import Actor
from bot.sandbox.slack.sandbox import Pace
from tests.bot.sandbox.slack.recording import SIGNING_SECRET
from tests.bot.sandbox.slack.rig import BOT_TOKEN, Rig, open_rig

SLOW_ENOUGH = Pace(file_ready_s=0.05)
Register = Callable[[AsyncApp], None]
MODAL = {
    "type": "modal",
    "callback_id": "edit",
    "title": {"type": "plain_text", "text": "Edit"},
    "submit": {"type": "plain_text", "text": "Save"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "copy",
            "label": {"type": "plain_text", "text": "Copy"},
            "element": {"type": "plain_text_input", "action_id": "words"},
        }
    ],
}


class LateBolt:
    """A bolt app whose API address is known only once the stand-in runs."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._handler: AsyncSlackRequestHandler | None = None

    def connect(self, slack_url: str) -> None:
        client = AsyncWebClient(token=BOT_TOKEN, base_url=f"{slack_url}/api/")
        app = AsyncApp(client=client, signing_secret=SIGNING_SECRET)
        self._register(app)
        self._handler = AsyncSlackRequestHandler(app)

    def app(self) -> Starlette:
        async def take(request: Request) -> Response:
            assert self._handler is not None
            return await self._handler.handle(request)

        return Starlette(routes=[Route("/slack/events", take, methods=["POST"])])


@asynccontextmanager
async def living(tmp_path: Path, register: Register) -> AsyncIterator[tuple[Rig, Actor]]:
    bolt = LateBolt(register)
    async with open_rig(tmp_path, bot_app=bolt.app(), pace=SLOW_ENOUGH) as rig:
        bolt.connect(rig.url)
        async with Actor(rig.url, "U0ANA") as ana:
            yield rig, ana


async def test_a_command_is_acknowledged_with_words_only_its_author_sees(tmp_path: Path) -> None:
    def register(app: AsyncApp) -> None:
        @app.command("/callboard")
        async def run(ack: Callable[..., Awaitable[None]], command: dict[str, Any]) -> None:
            await ack(f"You said {command['text']}")

    async with living(tmp_path, register) as (_rig, ana):
        outcome = await ana.command("plan for @ben")

        assert outcome["status"] == 200
        said = await ana.wait_for(lambda one: one.get("ephemeral", False))
        assert said["text"] == "You said plan for <@U0BEN|ben>"


async def test_a_mention_is_answered_in_its_thread(tmp_path: Path) -> None:
    def register(app: AsyncApp) -> None:
        @app.event("app_mention")
        async def mentioned(event: dict[str, Any], say: Any) -> None:
            await say("Hello", thread_ts=event["ts"])

        @app.event("message")
        async def message() -> None:
            return None

    async with living(tmp_path, register) as (_rig, ana):
        ts = await ana.say("@Callboard hi")

        await ana.wait_for(lambda one: one["text"] == "Hello", thread_ts=ts)


async def test_a_modal_opens_refuses_a_field_and_closes(tmp_path: Path) -> None:
    closed: asyncio.Queue[str] = asyncio.Queue()

    def register(app: AsyncApp) -> None:
        @app.shortcut("new_post")
        async def start(ack: Any, shortcut: dict[str, Any], client: AsyncWebClient) -> None:
            await ack()
            await client.views_open(trigger_id=shortcut["trigger_id"], view=MODAL)

        @app.view("edit")
        async def save(ack: Any, view: dict[str, Any]) -> None:
            words = view["state"]["values"]["copy"]["words"]["value"]
            if words == "bad":
                await ack(response_action="errors", errors={"copy": "Too bad"})
            else:
                await ack()

        @app.view_closed("edit")
        async def leave(ack: Any, view: dict[str, Any]) -> None:
            await ack()
            closed.put_nowait(view["id"])

    async with living(tmp_path, register) as (_rig, ana):
        await ana.shortcut("new_post")
        view = await ana.wait_for_view()

        refused = await ana.submit(view, {"words": {"value": "bad"}})
        assert refused == {"response_action": "errors", "errors": {"copy": "Too bad"}}
        assert await ana.submit(view, {"words": {"value": "good"}}) == {}
        assert await ana.views() == []

        await ana.shortcut("new_post")
        second = await ana.wait_for_view()
        await ana.close_view(second)
        assert await asyncio.wait_for(closed.get(), 5) == second["id"]


async def test_a_button_replaces_its_message_five_times_and_then_no_more(tmp_path: Path) -> None:
    statuses: asyncio.Queue[int] = asyncio.Queue()

    def register(app: AsyncApp) -> None:
        @app.action("go")
        async def go(ack: Any, respond: Any) -> None:
            await ack()
            for turn in range(6):
                answer = await respond(text=f"Turn {turn}", replace_original=True)
                statuses.put_nowait(answer.status_code)

    async with living(tmp_path, register) as (rig, ana):
        await rig.api(
            "chat.postMessage",
            channel="C0LAUNCH",
            text="Go?",
            blocks=[
                {
                    "type": "actions",
                    "elements": [
                        {
                            "type": "button",
                            "action_id": "go",
                            "text": {"type": "plain_text", "text": "Go"},
                        }
                    ],
                }
            ],
        )
        [message] = await ana.messages()

        answer = await ana.click(message, "go")

        assert answer["status"] == 200
        got = [await asyncio.wait_for(statuses.get(), 5) for _ in range(6)]
        assert got == [200, 200, 200, 200, 200, 404]
        [after] = await ana.messages()
        assert after["text"] == "Turn 4"


async def test_app_home_is_published_when_it_is_opened(tmp_path: Path) -> None:
    def register(app: AsyncApp) -> None:
        @app.event("app_home_opened")
        async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
            block = {"type": "section", "text": {"type": "mrkdwn", "text": "*Plans*"}}
            await client.views_publish(
                user_id=event["user"], view={"type": "home", "blocks": [block]}
            )

    async with living(tmp_path, register) as (_rig, ana):
        await ana.open_home()

        home = await ana.wait_until(ana.home)
        assert home["blocks"][0]["text"]["text"] == "*Plans*"


async def test_a_dropped_file_is_downloaded_with_the_token_and_answered_with_another(
    tmp_path: Path,
) -> None:
    got: asyncio.Queue[bytes] = asyncio.Queue()

    def register(app: AsyncApp) -> None:
        @app.event({"type": "message", "subtype": "file_share"})
        async def dropped(event: dict[str, Any], client: AsyncWebClient) -> None:
            async with httpx.AsyncClient() as http:
                answer = await http.get(
                    event["files"][0]["url_private_download"],
                    headers={"Authorization": f"Bearer {BOT_TOKEN}"},
                )
            got.put_nowait(answer.content)
            await client.files_upload_v2(
                channel=event["channel"],
                thread_ts=event["ts"],
                filename="sheet.txt",
                content="contact sheet",
                initial_comment="Here it is",
            )

        @app.event("message")
        async def other() -> None:
            return None

        @app.event("file_shared")
        async def shared() -> None:
            return None

    async with living(tmp_path, register) as (_rig, ana):
        dropped = await ana.upload({"cat.txt": b"a cat"}, "look")

        assert await asyncio.wait_for(got.get(), 5) == b"a cat"
        answer = await ana.wait_for(
            lambda one: one["text"] == "Here it is", thread_ts=dropped["ts"]
        )
        assert answer["files"][0]["name"] == "sheet.txt"


async def test_wrong_blocks_reach_the_app_as_an_error_with_a_pointer(rig: Rig) -> None:
    client = AsyncWebClient(token=BOT_TOKEN, base_url=f"{rig.url}/api/")
    blocks = [{"type": "header", "text": {"type": "mrkdwn", "text": "no"}}]

    try:
        await client.chat_postMessage(channel="C0LAUNCH", text="x", blocks=blocks)
    except SlackApiError as error:
        said = error.response["response_metadata"]["messages"]
    else:
        raise AssertionError("mrkdwn in a header was accepted")

    assert said == ["[ERROR] unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"]


async def test_a_failing_listener_is_retried_with_the_same_event_id(tmp_path: Path) -> None:
    seen: asyncio.Queue[tuple[str, str | None]] = asyncio.Queue()

    def register(app: AsyncApp) -> None:
        @app.middleware
        async def count(req: Any, body: dict[str, Any], next: Any) -> None:
            number = req.headers.get("x-slack-retry-num", [None])[0]
            seen.put_nowait((body["event_id"], number))
            await next()

    async with living(tmp_path, register) as (_rig, ana):
        await ana.say("nobody listens for this")

        first = await asyncio.wait_for(seen.get(), 5)
        second = await asyncio.wait_for(seen.get(), 5)

    assert first[0] == second[0]
    assert (first[1], second[1]) == (None, "1")
