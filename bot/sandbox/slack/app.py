"""
The stand-in for Slack as one ASGI application.

Alone, its lifespan starts and stops the background work. Mounted below another application
(whose lifespan does not reach it) the first request starts it, and the owner calls
``await app.state.sandbox.stop()`` when it shuts down; ``app.state.sandbox.start()`` before the
first request lets retries and scheduled messages of an earlier process go on at once.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox.clock import OffsetClock
from bot.sandbox.slack import files, pages
from bot.sandbox.slack.addresses import Addresses
from bot.sandbox.slack.api import dispatch
from bot.sandbox.slack.control import routes as control
from bot.sandbox.slack.courier import Courier
from bot.sandbox.slack.documents import Documents
from bot.sandbox.slack.errands import Errands
from bot.sandbox.slack.faults import Faults
from bot.sandbox.slack.journal import Journal
from bot.sandbox.slack.manifest import read_manifest
from bot.sandbox.slack.sandbox import Pace, Sandbox
from bot.sandbox.slack.stream import Stream
from bot.sandbox.slack.timers import Timers
from bot.sandbox.slack.tokens import Tokens
from bot.sandbox.slack.triggers import Triggers
from bot.sandbox.slack.workspace import Workspace
from platforms.clock import SystemClock

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
    pace: Pace = SLACKS_OWN_PACE,
) -> Starlette:
    """
    Build the stand-in for one workspace with one app installed.

    ``manifest`` is the parsed app manifest; deliveries go to ``{bot_url}/slack/events``.
    """
    sandbox = _build_sandbox(
        data_dir=data_dir, clock=clock, manifest=manifest, bot_url=bot_url,
        signing_secret=signing_secret, bot_token=bot_token, app_token=app_token, pace=pace,
    )  # fmt: skip

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        sandbox.start()
        yield
        await sandbox.stop()

    app = Starlette(
        routes=_routes(sandbox),
        middleware=[Middleware(_StartsWithFirstRequest, sandbox=sandbox)],
        lifespan=lifespan,
    )
    app.state.sandbox = sandbox
    return app


def _build_sandbox(
    *,
    data_dir: Path,
    clock: OffsetClock,
    manifest: dict[str, Any],
    bot_url: str,
    signing_secret: str,
    bot_token: str,
    app_token: str,
    pace: Pace,
) -> Sandbox:
    documents = Documents(data_dir / "slack.sqlite3")
    workspace = Workspace(documents, data_dir / "slack_files", read_manifest(manifest))
    stream, faults, errands, machine_clock = Stream(), Faults(), Errands(), SystemClock()
    journal = Journal(documents, stream, clock)
    courier = Courier(
        bot_url=bot_url, signing_secret=signing_secret, ack_s=pace.ack_s,
        journal=journal, faults=faults, machine_clock=machine_clock,
    )  # fmt: skip
    return Sandbox(
        workspace=workspace,
        clock=clock,
        machine_clock=machine_clock,
        pace=pace,
        stream=stream,
        journal=journal,
        faults=faults,
        courier=courier,
        tokens=Tokens(bot=bot_token, app=app_token, notes=workspace.notes),
        addresses=Addresses(workspace.notes),
        triggers=Triggers(pace.trigger_s),
        errands=errands,
        timers=Timers(workspace.jobs, clock, errands),
    )


def _routes(sandbox: Sandbox) -> list[Route]:
    async def api(request: Request) -> Response:
        return await dispatch.serve(sandbox, request)

    async def response(request: Request) -> Response:
        return await pages.take_response(sandbox, request)

    async def archive(request: Request) -> Response:
        return pages.lead_to_message(sandbox, request)

    return [
        Route("/api/{method}", api, methods=["GET", "POST"]),
        Route("/response/{ticket_id}", response, methods=["POST"]),
        Route("/archives/{channel}/{message}", archive),
        *files.routes(sandbox),
        *control.routes(sandbox),
        Route("/", pages.front_page),
        Route("/_page/{path:path}", pages.page_file),
        Route("/healthz", _healthy),
    ]


async def _healthy(_request: Request) -> Response:
    return JSONResponse({"ok": True})


class _StartsWithFirstRequest:
    def __init__(self, app: ASGIApp, sandbox: Sandbox) -> None:
        self._app = app
        self._sandbox = sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self._sandbox.start()
        await self._app(scope, receive, send)
