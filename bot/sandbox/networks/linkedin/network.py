"""The local LinkedIn put together: which path is which call."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.faults import Refusal
from bot.sandbox.networks.linkedin import comments, media_store
from bot.sandbox.networks.linkedin.answers import EXPIRED, oauth_error, rest_error, too_many
from bot.sandbox.networks.linkedin.comments import Comments
from bot.sandbox.networks.linkedin.consent import Consent
from bot.sandbox.networks.linkedin.contents import Contents
from bot.sandbox.networks.linkedin.finding import Finding
from bot.sandbox.networks.linkedin.identity import Identity
from bot.sandbox.networks.linkedin.media import COLLECTIONS, Media
from bot.sandbox.networks.linkedin.media_store import Assets
from bot.sandbox.networks.linkedin.metrics import Metrics
from bot.sandbox.networks.linkedin.oauth import ACCESS_LIVES_S, CLIENT_REJECTED, OAuth
from bot.sandbox.networks.linkedin.posting import Posting
from bot.sandbox.networks.linkedin.reading import Reading
from bot.sandbox.networks.linkedin.refusals import REFUSALS
from bot.sandbox.networks.linkedin.scopes import FLAVOURS, GRANTED, MEMBER, USUAL_PRODUCTS
from bot.sandbox.networks.linkedin.session import DAY_S, NETWORK, Guarded, Reception, traced
from bot.sandbox.networks.linkedin.showing import Showing
from bot.sandbox.networks.linkedin.uploading import Uploading
from bot.sandbox.networks.linkedin.urns import organization_of, person_of
from bot.sandbox.networks.world import Defaults, Wanted, World
from platforms.errors import Step

SCHEMA = media_store.SCHEMA + comments.SCHEMA
SWITCHES: Defaults = {
    "products": USUAL_PRODUCTS,
    "partner": False,
    "scope_separator": ",",
    "oldest_version": 202_601,
    "newest_version": 202_611,
    "image_polls": 1,
    "document_polls": 1,
    "video_polls": 3,
    "upload_url_lives_s": 30 * DAY_S,
    "quoted_etags": True,
    "post_urn": "share",
    "duplicate_window_s": 600,
    "duplicate_ghosts": False,
    "comment_misses": 0,
    "comments_need_feed_scope": False,
    "read_lag_s": 0,
    "read_lag_reads": 0,
}
DAILY_FROM_S = 3_600
"""A wait from which on the words name the day's limit."""
NAME = r"[^/]+"
STEPS = (
    ("POST", r"/oauth/v2/(accessToken|introspectToken|revoke)", Step.OAUTH),
    ("GET", r"/v2/userinfo", Step.OAUTH),
    ("GET", rf"/rest/(organizationAcls|organizations/{NAME})", Step.OAUTH),
    ("POST", r"/rest/(images|documents|videos)", Step.PREPARE),
    ("PUT", r"/dms-uploads/.+", Step.UPLOAD),
    ("GET", rf"/rest/(images|documents|videos)/{NAME}", Step.STATUS),
    ("POST", rf"/rest/(posts(/{NAME})?|reactions|socialActions/{NAME}/comments)", Step.CREATE),
    ("DELETE", rf"/rest/posts/{NAME}", Step.CREATE),
    ("GET", rf"/rest/(posts(/{NAME})?|socialActions/{NAME}/comments)", Step.READ_BACK),
    ("GET", rf"/rest/(socialActions|socialMetadata)/{NAME}", Step.METRICS),
    ("GET", r"/rest/\w+(Analytics|Statistics)", Step.METRICS),
)


def build(world: World) -> LinkedIn:
    """Return the local LinkedIn."""
    return LinkedIn(world)


class LinkedIn:
    """The local LinkedIn, for members and for the pages they look after."""

    name = NETWORK
    flavours: tuple[str, ...] = FLAVOURS
    refusals: Mapping[str, Refusal] = REFUSALS

    def __init__(self, world: World) -> None:
        self._world = world
        self._oauth = OAuth(world)
        self._reception = Reception(world)

    def routes(self) -> Sequence[BaseRoute]:
        """Return LinkedIn's paths, those of all its hosts."""
        oauth, guard = self._oauth, self._reception.guard
        finding, assets = Finding(self._world), Assets(self._world.db)
        uploading = Uploading(self._world, assets, self._reception)
        media = Media(self._world, assets, uploading)
        said = Comments(self._world, finding)
        page = Showing(self._world, finding, said).page
        guarded = (
            *_media_calls(media),
            *self._post_calls(finding, Contents(assets, media)),
            *self._reading_calls(finding, said),
        )
        return [
            Route(
                "/oauth/v2/authorization",
                Consent(self._world, self).authorize,
                methods=["GET", "POST"],
            ),
            Route("/oauth/v2/accessToken", oauth.token, methods=["POST"]),
            Route("/oauth/v2/introspectToken", oauth.introspect, methods=["POST"]),
            Route("/oauth/v2/revoke", oauth.revoke, methods=["POST"]),
            Route("/v2/userinfo", guard(Identity().userinfo, versioned=False), methods=["GET"]),
            Route("/dms-uploads/{token}", uploading.put, methods=["PUT"]),
            *(Route(path, guard(call), methods=[way]) for way, path, call in guarded),
            Route("/feed/update/{urn}/", page, methods=["GET"]),
            Route("/feed/update/{urn}", page, methods=["GET"]),
            Route("/{host}/{rest:path}", self.unknown_path),
        ]

    def step_of(self, request: Request, path: str) -> Step | None:
        """Tell which part of publishing a call is."""
        if path == "/rest/videos" and request.query_params.get("action") == "finalizeUpload":
            return Step.UPLOAD
        for method, pattern, step in STEPS:
            if request.method == method and re.fullmatch(pattern, path):
                return step
        return None

    def throttled(self, request: Request, retry_after_s: float) -> Response:
        """Say "too many calls"; how long that lasts is at most to be read from the words."""
        _ = request
        return traced(too_many(for_the_day=retry_after_s >= DAILY_FROM_S))

    def unavailable(self, request: Request) -> Response:
        """Say "not now"."""
        if _is_token_call(request):
            return oauth_error(503, "temporarily_unavailable", "Service Unavailable")
        return traced(rest_error(503, "SERVICE_UNAVAILABLE", "Service Unavailable"))

    def unauthorized(self, request: Request) -> Response:
        """Say "this token is not taken"."""
        if _is_token_call(request):
            return oauth_error(401, "invalid_client", CLIENT_REJECTED)
        return traced(rest_error(*EXPIRED))

    def open_account(self, wanted: Wanted) -> dict[str, Any]:
        """Open the account, or find it, and return fresh tokens for the member or their page."""
        account = self.new_account(wanted.handle)
        flavour = wanted.flavour or MEMBER
        scopes = wanted.scopes or GRANTED[flavour]
        lives_s = ACCESS_LIVES_S if wanted.expires_in_s is None else wanted.expires_in_s
        by_member = flavour == MEMBER
        tokens = {
            **self._oauth.fresh(account.id, scopes, "sandbox", lives_s),
            **self._oauth.fresh_refresh(account.id, scopes, "sandbox"),
        }
        return {
            "account_id": account.id if by_member else account.details["organization_id"],
            "handle": account.handle,
            "flavour": flavour,
            "author": person_of(account) if by_member else organization_of(account),
            "member_id": account.id,
            "organization_id": account.details["organization_id"],
            "access_token": tokens["access_token"],
            "refresh_token": tokens.get("refresh_token", ""),
            "expires_in": int(lives_s),
            "scopes": list(scopes),
        }

    def new_account(self, handle: str) -> RemoteAccount:
        """Open the account, or find it: a member who looks after a page of their own."""

        def make() -> tuple[str, dict[str, Any]]:
            number = self._world.sequences.next("linkedin_page")
            return secrets.token_hex(5), {
                "given_name": handle.title(),
                "family_name": "Example",
                "organization_id": str(90_000_000 + number),
                "organization_name": f"{handle.title()} Company",
                "role": "ADMINISTRATOR",
            }

        return self._world.accounts.open(NETWORK, handle, make)

    async def unknown_path(self, request: Request) -> Response:
        """Refuse a path that LinkedIn does not have."""
        _ = request
        return traced(rest_error(404, "RESOURCE_NOT_FOUND", "No virtual resource found"))

    def _post_calls(self, finding: Finding, contents: Contents) -> Sequence[Call]:
        posting = Posting(self._world, self._reception, contents, finding)
        reading = Reading(self._world, finding)
        one = "/rest/posts/{urn}"
        return (
            ("POST", "/rest/posts", posting.create),
            ("GET", "/rest/posts", reading.listing),
            ("POST", one, posting.change),
            ("GET", one, reading.one),
            ("DELETE", one, posting.delete),
        )

    def _reading_calls(self, finding: Finding, said: Comments) -> Sequence[Call]:
        metrics, identity = Metrics(self._world, finding), Identity()
        actions = "/rest/socialActions/{urn}"
        return (
            ("POST", f"{actions}/comments", said.add),
            ("GET", f"{actions}/comments", said.all),
            ("POST", "/rest/reactions", said.react),
            ("GET", actions, metrics.actions),
            ("GET", "/rest/socialMetadata/{urn}", metrics.metadata),
            ("GET", "/rest/memberCreatorPostAnalytics", metrics.member),
            ("GET", "/rest/organizationalEntityShareStatistics", metrics.shares),
            ("GET", "/rest/organizationAcls", identity.pages),
            ("GET", "/rest/organizations/{id}", identity.page),
        )


Call = tuple[str, str, Guarded]


def _media_calls(media: Media) -> list[Call]:
    calls: list[Call] = []
    for name in COLLECTIONS:
        calls.append(("POST", f"/rest/{name}", partial(media.act, name)))
        calls.append(("GET", f"/rest/{name}/{{urn}}", partial(media.status, name)))
    return calls


def _is_token_call(request: Request) -> bool:
    return f"/{NETWORK}/oauth/v2/" in request.url.path
