"""
Creating, changing and deleting posts.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.linkedin.answers import (
    Refused,
    blank_field,
    denied,
    duplicate,
    illegal,
    not_found,
    too_long,
    wrong_urn,
    wrong_value,
)
from bot.sandbox.networks.linkedin.bodies import PatchAsked, PostAsked, read
from bot.sandbox.networks.linkedin.contents import Contents
from bot.sandbox.networks.linkedin.finding import Finding
from bot.sandbox.networks.linkedin.little_text import Displayed, displayed
from bot.sandbox.networks.linkedin.session import NETWORK, Caller, Reception
from bot.sandbox.networks.linkedin.urns import POST_KINDS, kind_of
from bot.sandbox.networks.posts import PostedMedia, RemotePost
from bot.sandbox.networks.world import World

MAX_COMMENTARY = 3_000
POSTS_A_DAY = 150
"""Of one member."""
FIRST_ID = 7_300_000_000_000_000_000
CHOICES = {
    "visibility": frozenset({"PUBLIC", "CONNECTIONS", "LOGGED_IN"}),
    "lifecycleState": frozenset({"PUBLISHED"}),
    "distribution/feedDistribution": frozenset({"MAIN_FEED", "NONE"}),
}


class Posting:
    """The calls that change what is public."""

    def __init__(
        self, world: World, reception: Reception, contents: Contents, finding: Finding
    ) -> None:
        self._world = world
        self._reception = reception
        self._contents = contents
        self._finding = finding

    async def create(self, request: Request, caller: Caller) -> Response:
        """Publish a post; its name is in the headers and the body stays empty."""
        self._reception.count(f"member:{caller.account.id}", "posts", POSTS_A_DAY)
        asked = await read(request, PostAsked)
        caller.writes_as(asked.author, "author", "posts.CREATE")
        _check_choices(asked)
        shown = _checked(asked.commentary)
        self._check_parent(asked)
        if not (asked.content or asked.reshare_context or asked.commentary.strip()):
            raise blank_field("commentary")
        self._is_new(asked, caller)
        files = self._contents.files(asked.content, asked.author)
        post = self._publish(asked, shown, files, caller)
        named = {"x-restli-id": post.id, "x-linkedin-id": post.id}
        return Response(status_code=201, headers=named)

    async def change(self, request: Request, caller: Caller) -> Response:
        """Change a post's text; nothing else of it can be changed."""
        if request.headers.get("x-restli-method", "").upper() != "PARTIAL_UPDATE":
            raise illegal("X-RestLi-Method must be PARTIAL_UPDATE")
        post = self._finding.visible(request.path_params["urn"])
        if post is None:
            raise not_found()
        caller.writes_as(post.details["author"], "author", "posts.PARTIAL_UPDATE")
        commentary = (await read(request, PatchAsked)).patch.set.commentary
        shown = _checked(commentary)
        changed = {"changed_at": self._world.epoch_s(), "edited": True}
        details = {**post.details, **_text_details(commentary, shown), **changed}
        self._world.posts.change(replace(post, text=shown.text, details=details))
        return Response(status_code=204)

    async def delete(self, request: Request, caller: Caller) -> Response:
        """Take a post away; one that is not there is as good as deleted."""
        urn = request.path_params["urn"]
        if kind_of(urn) not in POST_KINDS:
            raise wrong_urn("id", urn, "share or ugcPost")
        post = self._finding.visible(urn)
        if post is not None:
            caller.writes_as(post.details["author"], "author", "posts.DELETE")
            self._world.posts.delete(post, self._world.now())
        return Response(status_code=204)

    def _check_parent(self, asked: PostAsked) -> None:
        if asked.reshare_context is None:
            return
        urn = asked.reshare_context.parent
        if asked.content is not None:
            raise illegal("A reshare takes no content")
        if kind_of(urn) not in POST_KINDS:
            raise wrong_urn("reshareContext/parent", urn, "share or ugcPost")
        parent = self._finding.visible(urn)
        if parent is None:
            raise not_found()
        if parent.details["isReshareDisabledByAuthor"]:
            raise denied("The author of the parent does not allow reshares")

    def _is_new(self, asked: PostAsked, caller: Caller) -> None:
        """Refuse what was posted lately: the same words by the same author with the same URNs."""
        window_s = self._world.switches.number(NETWORK, "duplicate_window_s")
        ghosts = bool(self._world.switches.of(NETWORK)["duplicate_ghosts"])
        since = self._world.now() - timedelta(seconds=window_s)
        told = _told(asked)
        for post in self._finding.since(caller.account, since, with_deleted=ghosts):
            if post.details["told"] == told:
                raise Refused(duplicate(post.id))

    def _publish(
        self, asked: PostAsked, shown: Displayed, files: Sequence[PostedMedia], caller: Caller
    ) -> RemotePost:
        now = self._world.now()
        is_film = any(file.kind == "video" for file in files)
        usual = self._world.switches.word(NETWORK, "post_urn")
        urn = f"urn:li:{'ugcPost' if is_film else usual}:{self._next_id()}"
        post = RemotePost(
            network=NETWORK,
            id=urn,
            account_id=caller.account.id,
            path=f"/{NETWORK}/feed/update/{urn}/",
            text=shown.text,
            created_at=now,
            media=tuple(files),
            details={
                **asked.model_dump(by_alias=True, exclude_none=True, exclude={"commentary"}),
                **_text_details(asked.commentary, shown),
                "activity": f"urn:li:activity:{self._next_id()}",
                "told": _told(asked),
                "changed_at": now.timestamp(),
                "edited": False,
                "comment_misses": int(self._world.switches.number(NETWORK, "comment_misses")),
            },
        )
        unseen = int(self._world.switches.number(NETWORK, "read_lag_reads"))
        self._world.posts.add(post, unseen_reads=unseen)
        return post

    def _next_id(self) -> int:
        return FIRST_ID + self._world.sequences.next("linkedin")


def _checked(commentary: str) -> Displayed:
    shown = displayed(commentary)
    if shown.length > MAX_COMMENTARY:
        raise too_long("commentary", shown.length, MAX_COMMENTARY)
    return shown


def _check_choices(asked: PostAsked) -> None:
    given = {
        "visibility": asked.visibility,
        "lifecycleState": asked.lifecycle_state,
        "distribution/feedDistribution": asked.distribution.feed_distribution,
    }
    for name, value in given.items():
        if value not in CHOICES[name]:
            raise wrong_value(name, value)


def _told(asked: PostAsked) -> dict[str, Any]:
    """Return what two posts must share to be the same."""
    wanted = {"author", "commentary", "content", "reshare_context"}
    return asked.model_dump(by_alias=True, exclude_none=True, include=wanted, mode="json")


def _text_details(commentary: str, shown: Displayed) -> dict[str, Any]:
    return {
        "commentary": commentary,
        "lost": shown.lost,
        "hashtags": list(shown.hashtags),
        "mentions": list(shown.mentions),
    }
