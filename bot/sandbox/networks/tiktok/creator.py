"""
What a creator may post right now, and the call that tells it.

https://developers.tiktok.com/doc/content-posting-api-reference-query-creator-info
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.tiktok.answers import failure, refused, success
from bot.sandbox.networks.tiktok.publication_store import Publications, Way
from bot.sandbox.networks.tiktok.session import NETWORK, Caller
from bot.sandbox.networks.world import World, base_of

PUBLIC, FOLLOWERS = "PUBLIC_TO_EVERYONE", "FOLLOWER_OF_CREATOR"
FRIENDS, SELF = "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"
DAY_S = 86_400
POSTS_A_DAY = 15
PENDING_SHARES = 5
UNAUDITED_USERS = 5


class Creators:
    """The limits of the people behind the accounts."""

    def __init__(self, world: World, publications: Publications) -> None:
        self._world = world
        self._publications = publications

    async def info(self, request: Request, caller: Caller) -> Response:
        """Tell what the creator may choose; "not today" comes with HTTP 200 here."""
        stop = self._stop(caller)
        if stop:
            return failure(stop, status=200)
        account, details = caller.account, caller.account.details
        return success(
            {
                "creator_avatar_url": f"{base_of(request)}/{NETWORK}/avatar/{account.id}",
                "creator_username": account.handle,
                "creator_nickname": account.handle.title(),
                "privacy_level_options": list(privacy_options(account)),
                "comment_disabled": bool(details.get("comment_disabled", False)),
                "duet_disabled": bool(details.get("duet_disabled", details.get("private", False))),
                "stitch_disabled": bool(
                    details.get("stitch_disabled", details.get("private", False))
                ),
                "max_video_post_duration_sec": max_video_s(account),
            }
        )

    def may_post(self, caller: Caller, privacy: str, *, branded: bool) -> None:
        """Raise ``Refused`` unless this post may be made directly now."""
        stop = self._stop(caller)
        if stop:
            raise refused(stop)
        if not self._is_audited() and not (caller.account.details["private"] and privacy == SELF):
            raise refused("unaudited_client_can_only_post_to_private_accounts")
        if privacy not in privacy_options(caller.account):
            raise refused("privacy_level_option_mismatch")
        if branded and privacy == SELF:
            raise refused(
                "privacy_level_option_mismatch",
                "Branded content cannot be visible to oneself only.",
            )

    def may_share(self, caller: Caller) -> None:
        """Raise ``Refused`` when too many shares wait in the person's inbox."""
        since = self._world.epoch_s() - DAY_S
        waiting = [
            one
            for one in self._publications.taken(caller.account.id, Way.INBOX, since)
            if not one.post_ids
        ]
        if self._is_used_up(len(waiting), PENDING_SHARES):
            raise refused("spam_risk_too_many_pending_share")

    def _stop(self, caller: Caller) -> str:
        """Return the code of what keeps this creator from posting today."""
        since = self._world.epoch_s() - DAY_S
        account_id = caller.account.id
        if caller.account.details.get("banned"):
            return "spam_risk_user_banned_from_posting"
        posted = self._publications.taken(account_id, Way.DIRECT, since)
        if self._is_used_up(len(posted), POSTS_A_DAY):
            return "spam_risk_too_many_posts"
        others = self._publications.publishing_accounts(caller.grant.client_id, since)
        others.discard(account_id)
        if not self._is_audited() and self._is_used_up(len(others), UNAUDITED_USERS):
            return "reached_active_user_cap"
        return ""

    def _is_used_up(self, used: int, limit: int) -> bool:
        quotas = self._world.quotas
        return used >= quotas.scaled(NETWORK, limit) and not quotas.is_lifted(NETWORK)

    def _is_audited(self) -> bool:
        return bool(self._world.switches.of(NETWORK)["audited"])


def privacy_options(account: RemoteAccount) -> tuple[str, ...]:
    """Return who a creator can choose to show a post to."""
    widest = FOLLOWERS if account.details["private"] else PUBLIC
    return (widest, FRIENDS, SELF)


def max_video_s(account: RemoteAccount) -> int:
    """Return how long a creator's films may be."""
    return int(account.details["max_video_post_duration_sec"])
