"""The gates every call passes: faults, token, scope, required arguments, then the method."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox.slack.api import (
    auth,
    blocks,
    chat,
    connections,
    conversations,
    files,
    membership,
    reactions,
    scheduled,
    users,
    views,
)
from bot.sandbox.slack.api.arguments import gather, token_of
from bot.sandbox.slack.api.call import Call, missing_scope
from bot.sandbox.slack.api.facts import MethodFacts, method_facts
from bot.sandbox.slack.breakage import CutShort
from bot.sandbox.slack.faults import Fault
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.refusal import Refusal, TooFast
from bot.sandbox.slack.sandbox import Sandbox
from bot.sandbox.slack.slack import Slack

Method = Callable[[Call], Awaitable[Json]]
APP_LEVEL = frozenset({"apps.connections.open", "apps.event.authorizations.list"})
WITHOUT_TOKEN = frozenset({"api.test"})
HANG_S = 60.0

METHODS: Mapping[str, Method] = {
    **auth.METHODS,
    **blocks.METHODS,
    **chat.METHODS,
    **connections.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **membership.METHODS,
    **reactions.METHODS,
    **scheduled.METHODS,
    **users.METHODS,
    **views.METHODS,
}


async def serve(slack: Slack, request: Request) -> Response:
    """Answer one call and write it down for the inspector."""
    method = request.path_params["method"]
    started_s = time.monotonic()
    shared = slack.first
    fault = shared.faults.strike(
        "api", method,
        "429", "500", "503", "timeout", "reset", "slow", "error", "dropped", "invalid_auth",
        "expired_trigger",
    )  # fmt: skip
    args: dict[str, Any] = {}
    try:
        if fault is not None and (broken := await _break(fault)) is not None:
            status, body, response = broken
        else:
            body = await _run(slack, request, method, args)
            status, response = 200, _answer(shared, method, body)
            if fault is not None and fault.fault == "dropped":
                status, response = None, CutShort()
    except TooFast as too_fast:
        body = too_fast.body()
        status, response = 429, _too_fast(body, too_fast.wait_s)
    except Refusal as refusal:
        body = refusal.body()
        status, response = 200, _answer(shared, method, body)
    shared.journal.note(
        "api",
        method,
        status=status,
        ms=round((time.monotonic() - started_s) * 1000),
        error=None if body.get("ok") else str(body.get("error")),
        request=args,
        response=body,
    )
    return response


async def _run(slack: Slack, request: Request, method: str, args: dict[str, Any]) -> Json:
    facts = method_facts().get(method)
    if facts is None or method not in METHODS:
        raise Refusal("unknown_method", req_method=method)
    args |= await gather(request, takes_json=facts.takes_json)
    token = token_of(request, args, only_header=method in APP_LEVEL)
    if method == "apps.connections.open" and request.method != "POST":
        raise Refusal("insecure_request")
    sandbox = slack.first if method in WITHOUT_TOKEN else _authorized(slack, method, token)
    _count(sandbox, facts, method, args)
    _check(facts, sandbox.workspace.manifest.scopes, args)
    base = sandbox.addresses.seen(request, by_bot=True)
    result = await METHODS[method](Call(sandbox, method, args, base))
    return {"ok": True, **result}


def _authorized(slack: Slack, method: str, token: str | None) -> Sandbox:
    """Return the workspace a token speaks for; refuse one that is missing, wrong or dead."""
    if not token:
        raise Refusal("not_authed")
    wants_app_token = method in APP_LEVEL
    if slack.is_app_token(token):
        if not wants_app_token:
            raise Refusal("not_allowed_token_type")
        return slack.first
    sandbox = slack.of_token(token)
    if sandbox is None:
        raise Refusal("invalid_auth")
    if wants_app_token:
        raise Refusal("not_allowed_token_type")
    sandbox.tokens.check()
    return sandbox


def _count(sandbox: Sandbox, facts: MethodFacts, method: str, args: Mapping[str, Any]) -> None:
    """Refuse a call that comes too soon after the last ones."""
    wait_s = sandbox.limits.wait_s(
        method=method,
        tier=facts.tier,
        team=sandbox.workspace.team.id,
        channel=str(args.get("channel") or "") or None,
    )
    if wait_s:
        raise TooFast(wait_s)


def _check(facts: MethodFacts, provided: tuple[str, ...], args: Mapping[str, Any]) -> None:
    if facts.scopes and not set(facts.scopes) & set(provided):
        raise missing_scope(",".join(facts.scopes), provided)
    missing = [name for name in facts.required if args.get(name) in (None, "")]
    if missing:
        raise Refusal("invalid_arguments", *(f"missing required field: {name}" for name in missing))


def _too_fast(body: Json, wait_s: int) -> Response:
    return JSONResponse(body, 429, headers={"Retry-After": str(wait_s)})


def _answer(sandbox: Sandbox, method: str, body: Json) -> Response:
    facts = method_facts().get(method)
    headers = {"x-oauth-scopes": ",".join(sandbox.workspace.manifest.scopes)}
    if facts is not None:
        headers["x-accepted-oauth-scopes"] = ",".join(facts.scopes)
    return JSONResponse(body, headers=headers)


async def _break(fault: Fault) -> tuple[int | None, Json, Response] | None:
    """Return the broken answer a fault demands, or ``None`` when the call may go on."""
    match fault.fault:
        case "429":
            raise TooFast(int(fault.seconds or 1))
        case "500" | "503":
            status = int(fault.fault)
            said = "server_error" if status == 500 else "service_unavailable"
            return status, {"ok": False, "error": said}, PlainTextResponse(said, status)
        case "timeout":
            await asyncio.sleep(fault.seconds or HANG_S)
            return None, {"ok": False, "error": "timeout"}, CutShort()
        case "reset":
            return None, {"ok": False, "error": "connection_reset"}, CutShort()
        case "slow":
            await asyncio.sleep(fault.seconds or 1.0)
            return None
        case "dropped":
            return None
        case "invalid_auth":
            raise Refusal("invalid_auth")
        case "expired_trigger":
            raise Refusal("expired_trigger_id")
    raise Refusal(fault.error or "internal_error")
