"""The addresses under ``/_sandbox``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.slack.control import act, troubles, views
from bot.sandbox.slack.control.fields import body_of, number
from bot.sandbox.slack.delivery import verification
from bot.sandbox.slack.interactions.payloads import CannotAct, person, place
from bot.sandbox.slack.limits import LIMIT_CLOCKS
from bot.sandbox.slack.records import Json, User
from bot.sandbox.slack.sandbox import Sandbox
from bot.sandbox.slack.slack import Slack
from bot.sandbox.slack.tokens import TOKEN_STATES

Handler = Callable[[Slack, Request], Awaitable[Json]]


async def state(slack: Slack, request: Request) -> Json:
    """Show the workspace as one person sees it."""
    sandbox, user = _asking(slack, request)
    return views.whole_state(slack, sandbox, user)


async def messages(slack: Slack, request: Request) -> Json:
    """Show a channel or thread as one person sees it."""
    sandbox, user = _asking(slack, request)
    channel = place(sandbox, request.query_params.get("channel", ""), user)
    thread_ts = request.query_params.get("thread_ts") or None
    return {"messages": views.messages_for(sandbox, channel, user, thread_ts)}


async def log(slack: Slack, request: Request) -> Json:
    """Show the newest requests in both directions."""
    asked = request.query_params.get("limit", "100")
    limit = int(asked) if asked.isdecimal() else 100
    return {"entries": [views.log_entry(one) for one in slack.first.journal.newest(limit)]}


async def acting(slack: Slack, request: Request) -> Json:
    """Do what a person would do in Slack's client."""
    name = request.path_params["name"]
    if name == "upload":
        return await act.upload(slack, request)
    if name not in act.ACTS:
        known = ", ".join(sorted((*act.ACTS, "upload")))
        raise CannotAct(f"Nobody can {name} here. What people can do: {known}.")
    body = await body_of(request)
    return await act.ACTS[name](slack.of_ids(body.get("channel"), body.get("user")), body)


async def add_fault(slack: Slack, request: Request) -> Json:
    """Let something go wrong a number of times."""
    await troubles.switch_on(slack, await body_of(request))
    return {"ok": True}


async def clear_faults(slack: Slack, request: Request) -> Json:
    """Let everything work again."""
    del request
    troubles.switch_off(slack)
    return {"ok": True}


async def read_subscriptions(slack: Slack, request: Request) -> Json:
    """Tell whether events are delivered, and how the app took those of the last hour."""
    del request
    return slack.first.subscriptions.shown()


async def verify_subscriptions(slack: Slack, request: Request) -> Json:
    """Save the request URL again, as in the app's settings; it must pass the challenge."""
    if wrong := await verification.verify(slack.first):
        raise CannotAct(wrong)
    return await read_subscriptions(slack, request)


async def read_limits(slack: Slack, request: Request) -> Json:
    """Tell by which clock calls are counted."""
    del request
    return {"counts_by": slack.first.limits.counts_by}


async def set_limits(slack: Slack, request: Request) -> Json:
    """Count calls by the demo's clock, by the machine's, or not at all."""
    wanted = str((await body_of(request)).get("counts_by"))
    if wanted not in LIMIT_CLOCKS:
        raise CannotAct(f"Choose what calls are counted by: {', '.join(LIMIT_CLOCKS)}.")
    slack.first.limits.count_by(wanted)  # type: ignore[arg-type] # checked against the literals
    slack.first.stream.tell(type="limits")
    return await read_limits(slack, request)


async def reset(slack: Slack, request: Request) -> Json:
    """Forget everything and start with the default world."""
    del request
    troubles.switch_off(slack)
    slack.first.subscriptions.switch_on()
    slack.first.journal.forget_all()
    for sandbox in slack.workspaces:
        sandbox.workspace.reset()
    slack.first.stream.tell(type="reset")
    return {"ok": True}


async def read_clock(slack: Slack, request: Request) -> Json:
    """Tell the shared clock's time."""
    del request
    now = slack.first.clock.now()
    offset_s = round((now - slack.first.machine_clock.now()).total_seconds())
    return {"now": now.isoformat(), "clock_offset_s": offset_s}


async def move_clock(slack: Slack, request: Request) -> Json:
    """Move the shared clock forward; what falls due happens at once."""
    body = await body_of(request)
    advance_s = number(body, "advance_s", 0)
    if advance_s < 0:
        raise CannotAct("The clock moves only forward; pass a positive number of seconds.")
    slack.first.clock.advance(advance_s)
    for sandbox in slack.workspaces:
        sandbox.timers.wake()
    slack.first.stream.tell(type="clock")
    return await read_clock(slack, request)


async def set_token(slack: Slack, request: Request) -> Json:
    """Let a workspace's bot token be revoked, expired or inactive, or valid again."""
    body = await body_of(request)
    wanted, sandbox = str(body.get("state")), slack.of_ids(body.get("team"))
    if wanted not in TOKEN_STATES:
        raise CannotAct(f"Choose one of these states: {', '.join(TOKEN_STATES)}.")
    sandbox.tokens.set_state(wanted)  # type: ignore[arg-type] # checked against the literals
    return {"ok": True}


def routes(slack: Slack) -> list[Route]:
    """Return the control routes of one stand-in."""

    async def stream(request: Request) -> Response:
        del request
        return StreamingResponse(
            slack.first.stream.lines(),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-cache"},
        )

    return [
        Route("/_sandbox/state", _endpoint(slack, state)),
        Route("/_sandbox/messages", _endpoint(slack, messages)),
        Route("/_sandbox/stream", stream),
        Route("/_sandbox/log", _endpoint(slack, log)),
        Route("/_sandbox/act/{name}", _endpoint(slack, acting), methods=["POST"]),
        Route("/_sandbox/faults", _endpoint(slack, add_fault), methods=["POST"]),
        Route("/_sandbox/faults", _endpoint(slack, clear_faults), methods=["DELETE"]),
        Route("/_sandbox/subscriptions", _endpoint(slack, read_subscriptions), methods=["GET"]),
        Route("/_sandbox/subscriptions", _endpoint(slack, verify_subscriptions), methods=["POST"]),
        Route("/_sandbox/limits", _endpoint(slack, read_limits), methods=["GET"]),
        Route("/_sandbox/limits", _endpoint(slack, set_limits), methods=["POST"]),
        Route("/_sandbox/reset", _endpoint(slack, reset), methods=["POST"]),
        Route("/_sandbox/clock", _endpoint(slack, read_clock), methods=["GET"]),
        Route("/_sandbox/clock", _endpoint(slack, move_clock), methods=["POST"]),
        Route("/_sandbox/token", _endpoint(slack, set_token), methods=["POST"]),
    ]


def _endpoint(slack: Slack, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        for sandbox in slack.workspaces:
            sandbox.addresses.seen(request, by_bot=False)
        try:
            return JSONResponse(await handler(slack, request))
        except CannotAct as refused:
            return JSONResponse({"error": str(refused)}, 400)

    return endpoint


def _asking(slack: Slack, request: Request) -> tuple[Sandbox, User]:
    user_id = request.query_params.get("user", "")
    sandbox = slack.of_ids(user_id)
    return sandbox, person(sandbox, user_id)
