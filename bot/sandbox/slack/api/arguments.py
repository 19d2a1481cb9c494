"""
Gathers a call's arguments from query, form and JSON body.

https://docs.slack.dev/apis/web-api/#basics
"""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from bot.sandbox.slack.refusal import Refusal

JSON_ARGUMENTS = ("blocks", "view", "files", "metadata", "attachments", "unfurls")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def gather(request: Request, *, takes_json: bool) -> dict[str, Any]:
    """Return all arguments; a JSON body is read only by methods that accept one."""
    args: dict[str, Any] = dict(request.query_params)
    if request.method == "POST":
        args |= await _body(request, takes_json=takes_json)
    for name in JSON_ARGUMENTS:
        if isinstance(args.get(name), str) and args[name]:
            args[name] = _decoded(name, args[name])
    return {name: value for name, value in args.items() if value is not None}


def token_of(request: Request, args: dict[str, Any], *, only_header: bool = False) -> str | None:
    """Take the token out of header or arguments, so that it is in neither log nor method."""
    argument = args.pop("token", None)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    if only_header and argument:
        raise Refusal("invalid_auth")
    return str(argument) if argument else None


async def _body(request: Request, *, takes_json: bool) -> dict[str, Any]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in _FORMS:
        async with request.form() as form:
            return {name: value for name, value in form.items() if isinstance(value, str)}
    content = await request.body()
    if not content:
        return {}
    if kind != "application/json":
        raise Refusal("invalid_post_type")
    if not takes_json:
        return {}
    try:
        body = json.loads(content)
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(body, dict):
        raise Refusal("json_not_object")
    return body


def _decoded(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        error = {"blocks": "invalid_blocks_format", "metadata": "invalid_metadata_format"}
        raise Refusal(
            error.get(name, "invalid_arguments"), f"invalid JSON in argument: {name}"
        ) from None
