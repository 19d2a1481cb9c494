"""
Taking the app out of the workspace, or its token away.

https://docs.slack.dev/reference/events/app_uninstalled
https://docs.slack.dev/reference/events/tokens_revoked
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.slack import events

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox


def revoke_token(sandbox: Sandbox) -> None:
    """Make the bot token useless and tell the app; it hears of nothing more."""
    _tokens_revoked(sandbox)
    sandbox.tokens.set_state("revoked")


def uninstall(sandbox: Sandbox) -> None:
    """Remove the app; its token dies with it, and it is told both."""
    events.announce(sandbox, {"type": "app_uninstalled", "event_ts": sandbox.next_ts()})
    _tokens_revoked(sandbox)
    sandbox.tokens.set_state("inactive")


def install(sandbox: Sandbox) -> None:
    """Put the app back; the token that it had is good again."""
    sandbox.tokens.set_state("valid")


def _tokens_revoked(sandbox: Sandbox) -> None:
    events.announce(
        sandbox,
        {
            "type": "tokens_revoked",
            "tokens": {"oauth": [], "bot": [sandbox.workspace.team.bot_user_id]},
            "event_ts": sandbox.next_ts(),
        },
    )
