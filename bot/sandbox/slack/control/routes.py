"""The addresses under ``/_sandbox``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import get_args

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.slack.control import act, views
from bot.sandbox.slack.faults import ANY_NAME, FAULT_NAMES, Fault, Side
from bot.sandbox.slack.interactions.payloads import CannotAct, person, place
from bot.sandbox.slack.records import Json, User
from bot.sandbox.slack.sandbox import Sandbox
from bot.sandbox.slack.tokens import TOKEN_STATES

Handler = Callable[[Sandbox, Request], Awaitable[Json]]


async def state(sandbox: Sandbox, request: Request) -> Json:
    """Show the workspace as one person sees it."""
    return views.whole_state(sandbox, _asking(sandbox, request))


async def messages(sandbox: Sandbox, request: Request) -> Json:
    """Show a channel or thread as one person sees it."""
    user = _asking(sandbox, request)
    channel = place(sandbox, request.query_params.get("channel", ""), user)
    thread_ts = request.query_params.get("thread_ts") or None
    return {"messages": views.messages_for(sandbox, channel, user, thread_ts)}


async def log(sandbox: Sandbox, request: Request) -> Json:
    """Show the newest requests in both directions."""
    asked = request.query_params.get("limit", "100")
    limit = int(asked) if asked.isdecimal() else 100
    return {"entries": [views.log_entry(one) for one in sandbox.journal.newest(limit)]}


async def acting(sandbox: Sandbox, request: Request) -> Json:
    """Do what a person would do in Slack's client."""
    name = request.path_params["name"]
    if name == "upload":
        return await act.upload(sandbox, request)
    if name not in act.ACTS:
        known = ", ".join(sorted((*act.ACTS, "upload")))
        raise CannotAct(f"Nobody can {name} here. What people can do: {known}.")
    return await act.ACTS[name](sandbox, await act.body_of(request))


async def add_fault(sandbox: Sandbox, request: Request) -> Json:
    """Let something go wrong a number of times."""
    body = await act.body_of(request)
    kind, fault = body.get("kind"), str(body.get("fault"))
    if kind not in get_args(Side) or fault not in FAULT_NAMES:
        raise CannotAct(
            f"Choose kind api or delivery and one of these faults: {', '.join(FAULT_NAMES)}."
        )
    sandbox.faults.add(
        Fault(
            kind=kind,  # type: ignore[arg-type] # checked against the literals above
            fault=fault,  # type: ignore[arg-type] # checked against the literals above
            name=str(body.get("name") or ANY_NAME),
            times=int(number(body, "times", 1)),
            seconds=number(body, "seconds", 0) or None,
            error=body.get("error"),
        )
    )
    return {"ok": True}


def number(body: Json, name: str, otherwise: float) -> float:
    """Return a field that must be a number where it is given."""
    value = body.get(name, otherwise)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CannotAct(f"Pass {name} as a number.")
    return float(value)


async def clear_faults(sandbox: Sandbox, request: Request) -> Json:
    """Let everything work again."""
    del request
    sandbox.faults.clear()
    return {"ok": True}


async def reset(sandbox: Sandbox, request: Request) -> Json:
    """Forget everything and start with the default world."""
    del request
    sandbox.faults.clear()
    sandbox.journal.forget_all()
    sandbox.workspace.reset()
    sandbox.stream.tell(type="reset")
    return {"ok": True}


async def read_clock(sandbox: Sandbox, request: Request) -> Json:
    """Tell the shared clock's time."""
    del request
    now = sandbox.clock.now()
    offset_s = round((now - sandbox.machine_clock.now()).total_seconds())
    return {"now": now.isoformat(), "clock_offset_s": offset_s}


async def move_clock(sandbox: Sandbox, request: Request) -> Json:
    """Move the shared clock forward; what falls due happens at once."""
    body = await act.body_of(request)
    advance_s = number(body, "advance_s", 0)
    if advance_s < 0:
        raise CannotAct("The clock moves only forward; pass a positive number of seconds.")
    sandbox.clock.advance(advance_s)
    sandbox.timers.wake()
    sandbox.stream.tell(type="clock")
    return await read_clock(sandbox, request)


async def set_token(sandbox: Sandbox, request: Request) -> Json:
    """Let the bot token be revoked, expired or inactive, or valid again."""
    wanted = str((await act.body_of(request)).get("state"))
    if wanted not in TOKEN_STATES:
        raise CannotAct(f"Choose one of these states: {', '.join(TOKEN_STATES)}.")
    sandbox.tokens.set_state(wanted)  # type: ignore[arg-type] # checked against the literals
    return {"ok": True}


def routes(sandbox: Sandbox) -> list[Route]:
    """Return the control routes of one stand-in."""

    async def stream(request: Request) -> Response:
        del request
        return StreamingResponse(
            sandbox.stream.lines(),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-cache"},
        )

    return [
        Route("/_sandbox/state", _endpoint(sandbox, state)),
        Route("/_sandbox/messages", _endpoint(sandbox, messages)),
        Route("/_sandbox/stream", stream),
        Route("/_sandbox/log", _endpoint(sandbox, log)),
        Route("/_sandbox/act/{name}", _endpoint(sandbox, acting), methods=["POST"]),
        Route("/_sandbox/faults", _endpoint(sandbox, add_fault), methods=["POST"]),
        Route("/_sandbox/faults", _endpoint(sandbox, clear_faults), methods=["DELETE"]),
        Route("/_sandbox/reset", _endpoint(sandbox, reset), methods=["POST"]),
        Route("/_sandbox/clock", _endpoint(sandbox, read_clock), methods=["GET"]),
        Route("/_sandbox/clock", _endpoint(sandbox, move_clock), methods=["POST"]),
        Route("/_sandbox/token", _endpoint(sandbox, set_token), methods=["POST"]),
    ]


def _endpoint(sandbox: Sandbox, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        sandbox.addresses.seen(request, by_bot=False)
        try:
            return JSONResponse(await handler(sandbox, request))
        except CannotAct as refused:
            return JSONResponse({"error": str(refused)}, 400)

    return endpoint


def _asking(sandbox: Sandbox, request: Request) -> User:
    return person(sandbox, request.query_params.get("user", ""))
