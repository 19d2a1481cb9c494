"""What people open in a browser, and the address that apps answer interactions at."""

from __future__ import annotations

import json
import time
from pathlib import Path

from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)

from bot.sandbox.slack import responses
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.refusal import Refusal
from bot.sandbox.slack.slack import Slack

PAGE_DIR = Path(__file__).parent / "page"
# Some systems register other types, and browsers refuse modules that are not called scripts.
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".woff2": "font/woff2",
}
_GONE = ("invalid_url", "expired_url", "used_url")


async def front_page(_request: Request) -> Response:
    """Serve the page, which uses relative addresses only."""
    return _page(PAGE_DIR / "index.html")


async def page_file(request: Request) -> Response:
    """Serve one of the page's own files, and nothing outside their folder."""
    wanted = (PAGE_DIR / request.path_params["path"]).resolve()
    if not wanted.is_relative_to(PAGE_DIR.resolve()):
        return PlainTextResponse("There is no such file here.", 404)
    return _page(wanted)


def _page(path: Path) -> Response:
    if not path.is_file():
        return PlainTextResponse(
            "This file of the page is missing; the control interface under _sandbox/ works "
            "without it. Install the package again to get the page back.",
            404,
        )
    return FileResponse(
        path, media_type=_TYPES.get(path.suffix), headers={"Cache-Control": "no-cache"}
    )


def lead_to_message(slack: Slack, request: Request) -> Response:
    """Lead a permalink to the page, which shows the message."""
    digits = request.path_params["message"].removeprefix("p")
    channel, ts = request.path_params["channel"], f"{digits[:-6]}.{digits[-6:]}"
    message = slack.of_ids(channel).workspace.message(channel, ts)
    if message is None:
        return PlainTextResponse("This message was deleted or never existed.", 404)
    prefix = request.scope.get("root_path", "")
    place = f"{channel}/p{digits}"
    if message.is_reply:
        place += f"?thread_ts={message.thread_ts}"
    return RedirectResponse(f"{prefix}/#/{place}")


async def _payload(request: Request) -> Json:
    try:
        body = json.loads(await request.body())
    except ValueError:
        raise Refusal("invalid_payload") from None
    if not isinstance(body, dict):
        raise Refusal("invalid_payload")
    return body


async def take_response(slack: Slack, request: Request) -> Response:
    """Accept an app's answer to an interaction; used-up addresses are gone."""
    started_s = time.monotonic()
    ticket_id = request.path_params["ticket_id"]
    sandbox = slack.of_response(ticket_id)
    body: Json | None = None
    try:
        body = await _payload(request)
        responses.answer(sandbox, ticket_id, body)
        status, said = 200, {"ok": True}
    except Refusal as refusal:
        status, said = 404 if refusal.error in _GONE else 400, refusal.body()
    sandbox.journal.note(
        "response_url",
        "respond",
        status=status,
        ms=round((time.monotonic() - started_s) * 1000),
        error=None if status == 200 else str(said.get("error")),
        request=body,
        response=said,
    )
    return JSONResponse(said, status)
