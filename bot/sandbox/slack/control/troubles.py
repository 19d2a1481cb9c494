"""Switching troubles on and off: faults of calls and deliveries, and the ends of sockets."""

from __future__ import annotations

from typing import get_args

from bot.sandbox.slack.control.fields import number
from bot.sandbox.slack.faults import ANY_NAME, FAULT_NAMES, Fault, Side
from bot.sandbox.slack.interactions.payloads import CannotAct
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.slack import Slack
from bot.sandbox.slack.sockets.link import Reason

DROP = "drop"
SOCKET_FAULTS = (*get_args(Reason), DROP)


async def switch_on(slack: Slack, body: Json) -> None:
    """Let something go wrong: sockets at once, everything else at its next request."""
    kind, fault = body.get("kind"), str(body.get("fault"))
    if kind == "socket" and fault in SOCKET_FAULTS:
        await _end_sockets(slack, fault)
        return
    if kind not in get_args(Side) or fault not in FAULT_NAMES:
        raise CannotAct(
            f"Choose kind api or delivery and one of these faults: {', '.join(FAULT_NAMES)}; "
            f"or kind socket and one of these: {', '.join(SOCKET_FAULTS)}."
        )
    times, after = int(number(body, "times", 1)), int(number(body, "after", 0))
    if times < 1 or after < 0:
        raise CannotAct("A fault strikes at least once, after none or more that went well.")
    slack.first.faults.add(
        Fault(
            kind=kind,  # type: ignore[arg-type] # checked against the literals above
            fault=fault,  # type: ignore[arg-type] # checked against the literals above
            name=str(body.get("name") or ANY_NAME),
            times=times,
            after=after,
            seconds=number(body, "seconds", 0) or None,
            error=body.get("error"),
        )
    )


def switch_off(slack: Slack) -> None:
    """Let everything work again."""
    slack.first.faults.clear()
    slack.first.sockets.enable()


async def _end_sockets(slack: Slack, fault: str) -> None:
    if fault == DROP:
        slack.first.sockets.drop_all()
    else:
        await slack.first.sockets.part_all(fault)  # type: ignore[arg-type] # a Reason, as checked
