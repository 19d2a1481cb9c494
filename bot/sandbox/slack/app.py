"""
The stand-in for Slack as one ASGI application.

Alone, its lifespan starts and stops the background work. Mounted below another application
(whose lifespan does not reach it) the first request starts it, and the owner calls
``await app.state.slack.stop()`` when it shuts down; ``app.state.slack.start()`` before the
first request lets retries and scheduled messages of an earlier process go on at once.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox.clock import OffsetClock
from bot.sandbox.slack import files, pages
from bot.sandbox.slack.api import dispatch
from bot.sandbox.slack.building import build
from bot.sandbox.slack.control import routes as control
from bot.sandbox.slack.limits import LimitClock
from bot.sandbox.slack.sandbox import Pace
from bot.sandbox.slack.slack import Slack

SLACKS_OWN_PACE = Pace()


def build_slack(
    *,
    data_dir: Path,
    clock: OffsetClock,
    manifest: dict[str, Any],
    bot_url: str,
    signing_secret: str,
    bot_token: str,
    app_token: str = "xapp-1-A0CALLBOARD-sandbox",  # noqa: S107 - the stand-in's own sample
    more_bot_tokens: Mapping[str, str] | None = None,
    pace: Pace = SLACKS_OWN_PACE,
    rate_limits: LimitClock = "demo",
) -> Starlette:
    """
    Build the stand-in with one app, installed in the first workspace with ``bot_token``.

    ``manifest`` is the parsed app manifest; deliveries go to ``{bot_url}/slack/events``.
    ``more_bot_tokens`` are those of other workspaces, by team id; in a workspace without a
    token the app is not installed. ``rate_limits`` is the clock by which calls are counted.
    """
    slack = build(
        data_dir=data_dir, clock=clock, manifest=manifest, bot_url=bot_url,
        signing_secret=signing_secret, bot_token=bot_token, app_token=app_token,
        more_bot_tokens=more_bot_tokens or {}, pace=pace,
        rate_limits=rate_limits,
    )  # fmt: skip

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        slack.start()
        yield
        await slack.stop()

    app = Starlette(
        routes=_routes(slack),
        middleware=[Middleware(_StartsWithFirstRequest, slack=slack)],
        lifespan=lifespan,
    )
    app.state.slack = slack
    app.state.sandbox = slack.first
    return app


def _routes(slack: Slack) -> list[BaseRoute]:
    async def api(request: Request) -> Response:
        return await dispatch.serve(slack, request)

    async def response(request: Request) -> Response:
        return await pages.take_response(slack, request)

    async def archive(request: Request) -> Response:
        return pages.lead_to_message(slack, request)

    return [
        Route("/api/{method}", api, methods=["GET", "POST"]),
        WebSocketRoute("/link", slack.first.sockets.serve),
        Route("/response/{ticket_id}", response, methods=["POST"]),
        Route("/archives/{channel}/{message}", archive),
        *files.routes(slack),
        *control.routes(slack),
        Route("/", pages.front_page),
        Route("/_page/{path:path}", pages.page_file),
        Route("/healthz", _healthy),
    ]


async def _healthy(_request: Request) -> Response:
    return JSONResponse({"ok": True})


class _StartsWithFirstRequest:
    def __init__(self, app: ASGIApp, slack: Slack) -> None:
        self._app = app
        self._slack = slack

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            self._slack.start()
        await self._app(scope, receive, send)
