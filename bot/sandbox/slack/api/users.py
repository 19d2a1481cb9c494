"""
People of the workspace.

https://docs.slack.dev/reference/methods?family=users
"""

from __future__ import annotations

from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.api.paging import metadata, page
from bot.sandbox.slack.records import Json, User
from bot.sandbox.slack.refusal import Refusal
from bot.sandbox.slack.rendering import profile_json, user_json
from bot.sandbox.slack.world import SLACKBOT_ID

SLACKBOT = User(SLACKBOT_ID, "slackbot", "Slackbot", "America/Los_Angeles")
"""Slack's own helper; it counts as no bot, which has surprised many an app."""


async def info(call: Call) -> Json:
    """Describe one person."""
    return {"user": _shown(call, _found(call, call.required("user")))}


async def get_profile(call: Call) -> Json:
    """Return what somebody tells of themselves, by default the bot."""
    user = _found(call, call.text("user") or call.team.bot_user_id)
    with_email = call.has_scope("users:read.email")
    return {"profile": profile_json(call.team, user, with_email=with_email)}


def _found(call: Call, user_id: str) -> User:
    user = SLACKBOT if user_id == SLACKBOT.id else call.workspace.users.get(user_id)
    if user is None:
        raise Refusal("user_not_found")
    return user


async def list_all(call: Call) -> Json:
    """List everybody, the bot included."""
    some, cursor = page(call, [*call.workspace.users.all(), SLACKBOT])
    return {
        "members": [_shown(call, one) for one in some],
        "cache_ts": int(call.sandbox.now_s()),
        **metadata(cursor),
    }


async def lookup_by_email(call: Call) -> Json:
    """Find a person by address."""
    wanted = call.required("email").lower()
    found = next((one for one in call.workspace.users.all() if one.email == wanted), None)
    if found is None or found.deleted:
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
    "users.profile.get": get_profile,
    "users.list": list_all,
    "users.lookupByEmail": lookup_by_email,
}
