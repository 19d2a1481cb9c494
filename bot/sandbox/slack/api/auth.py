"""
Who the token is, and giving it back.

https://docs.slack.dev/reference/methods/auth.test
"""

from __future__ import annotations

from bot.sandbox.slack import installation, world
from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.delivery import queueing
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.refusal import Refusal


async def api_test(call: Call) -> Json:
    """Echo the arguments, or fail on demand."""
    if error := call.text("error"):
        raise Refusal(error, args=dict(call.args))
    return {"args": dict(call.args)}


async def auth_test(call: Call) -> Json:
    """Tell whose token this is."""
    bot, team = call.workspace.bot(), call.team
    return {
        "url": f"{call.base}/",
        "team": team.name,
        "user": bot.name,
        "team_id": call.team.id,
        "user_id": bot.id,
        "bot_id": call.team.bot_id,
        "is_enterprise_install": False,
    }


async def auth_revoke(call: Call) -> Json:
    """Make the token useless, unless it is only a test."""
    if call.flag("test"):
        return {"revoked": False}
    installation.revoke_token(call.sandbox)
    return {"revoked": True}


async def apps_uninstall(call: Call) -> Json:
    """Remove the app from the workspace; its tokens die with it."""
    installation.uninstall(call.sandbox)
    return {}


async def event_authorizations(call: Call) -> Json:
    """List the installations that see an event; here it is always the one of its workspace."""
    team_id = queueing.team_of_context(call.required("event_context"))
    team = next((one for one in world.TEAMS if one.id == team_id), None)
    if team is None:
        raise Refusal("invalid_arguments", "invalid `event_context`")
    return {"authorizations": [queueing.authorization(team)]}


async def team_info(call: Call) -> Json:
    """Describe the workspace."""
    if call.text("team") not in (None, call.team.id):
        raise Refusal("team_not_found")
    return {
        "team": {
            "id": call.team.id,
            "name": call.team.name,
            "domain": call.team.domain,
            "email_domain": f"{call.team.domain}.test",
            "icon": {"image_default": True},
        }
    }


async def bots_info(call: Call) -> Json:
    """Describe the app's bot."""
    if call.text("bot") not in (None, call.team.bot_id):
        raise Refusal("bot_not_found")
    bot = call.workspace.bot()
    return {
        "bot": {
            "id": call.team.bot_id,
            "deleted": False,
            "name": bot.real_name,
            "updated": 1700000000,
            "app_id": world.APP_ID,
            "user_id": bot.id,
            "icons": {},
        }
    }


METHODS = {
    "api.test": api_test,
    "auth.test": auth_test,
    "auth.revoke": auth_revoke,
    "apps.uninstall": apps_uninstall,
    "apps.event.authorizations.list": event_authorizations,
    "team.info": team_info,
    "bots.info": bots_info,
}
