"""Reading what the control interface is sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from bot.sandbox.slack.interactions.payloads import CannotAct
from bot.sandbox.slack.records import Json


def text(body: Mapping[str, Any], name: str) -> str:
    """Return a field that must be there."""
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise CannotAct(f"The field {name} is missing; send it as text.")
    return value


def fields_of(body: Json, name: str) -> Json:
    """Return a field that must be an object where it is given."""
    value = body.get(name) or {}
    if not isinstance(value, dict):
        raise CannotAct(f"Send {name} as an object.")
    return value


def number(body: Json, name: str, otherwise: float) -> float:
    """Return a field that must be a number where it is given."""
    value = body.get(name, otherwise)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CannotAct(f"Pass {name} as a number.")
    return float(value)


async def body_of(request: Request) -> Json:
    """Return a JSON object that was sent."""
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        raise CannotAct("Send the fields as one JSON object.") from None
    if not isinstance(body, dict):
        raise CannotAct("Send the fields as one JSON object.")
    return body
