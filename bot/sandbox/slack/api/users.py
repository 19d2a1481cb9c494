"""
People of the workspace.

https://docs.slack.dev/reference/methods?family=users
"""

from __future__ import annotations

from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.api.paging import metadata, page
from bot.sandbox.slack.records import Json, User
from bot.sandbox.slack.refusal import Refusal
from bot.sandbox.slack.rendering import user_json


async def info(call: Call) -> Json:
    """Describe one person."""
    user = call.workspace.users.get(call.required("user"))
    if user is None:
        raise Refusal("user_not_found")
    return {"user": _shown(call, user)}


async def list_all(call: Call) -> Json:
    """List everybody, the bot included."""
    some, cursor = page(call, call.workspace.users.all())
    return {
        "members": [_shown(call, one) for one in some],
        "cache_ts": int(call.sandbox.now_s()),
        **metadata(cursor),
    }


async def lookup_by_email(call: Call) -> Json:
    """Find a person by address."""
    wanted = call.required("email").lower()
    found = next((one for one in call.workspace.users.all() if one.email == wanted), None)
    if found is None:
        raise Refusal("users_not_found")
    return {"user": _shown(call, found)}


def _shown(call: Call, user: User) -> Json:
    shown = user_json(
        call.team,
        user,
        call.sandbox.clock.now(),
        with_email=call.has_scope("users:read.email"),
    )
    return {**shown, "locale": "en-US"} if call.flag("include_locale") else shown


METHODS = {
    "users.info": info,
    "users.list": list_all,
    "users.lookupByEmail": lookup_by_email,
}
