"""Reading posts and people back (https://docs.x.com/x-api/users/get-posts)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.twitter.answers import Fault, Refused, invalid, missing, not_found
from bot.sandbox.networks.twitter.rendering import (
    KNOWN_FIELDS,
    Viewed,
    hidden_fields,
    not_authorized,
    rendered,
    view,
)
from bot.sandbox.networks.twitter.session import NETWORK, Caller
from bot.sandbox.networks.world import World

POST_FIELDS = ("tweet.fields", "post.fields")
OTHER_FIELDS = ("expansions", "media.fields", "user.fields", "poll.fields", "place.fields")
TIMELINE = ("max_results", "start_time", "end_time", "since_id", "until_id", "exclude")
USER_FIELDS = frozenset(
    "id name username created_at description entities location pinned_tweet_id"
    " profile_image_url profile_banner_url protected public_metrics url verified verified_type"
    " subscription_type most_recent_tweet_id".split()
)
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")


class Reading:
    """The calls that only look."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def me(self, request: Request, caller: Caller) -> Response:
        """Tell whose token this is."""
        query = request.query_params
        _only(query, ("user.fields", "tweet.fields", "post.fields", "expansions"))
        wanted = _listed(query, "user.fields", USER_FIELDS)
        person = {**_person(caller.account), **caller.account.details}
        names = dict.fromkeys(("id", "name", "username", *wanted))
        return JSONResponse({"data": {name: person[name] for name in names if name in person}})

    async def timeline(self, request: Request, caller: Caller) -> Response:
        """List an account's posts, newest first."""
        query = request.query_params
        _only(query, (*POST_FIELDS, *OTHER_FIELDS, *TIMELINE, "pagination_token"))
        size = _size(query)
        account = self._world.accounts.by_id(NETWORK, request.path_params["id"])
        if account is None:
            return JSONResponse({"errors": missing("user", "id", [request.path_params["id"]])})
        posts = [post for post in self._listed(account) if _is_within(post, query)]
        page = [post for post in posts if _before(post, query.get("pagination_token"))][:size]
        data, errors = self._rendered(page, caller, query)
        if not data:
            return JSONResponse({"meta": {"result_count": 0}})
        meta: dict[str, Any] = {
            "result_count": len(data),
            "newest_id": data[0]["id"],
            "oldest_id": data[-1]["id"],
        }
        if posts[-1].id != page[-1].id:
            meta["next_token"] = page[-1].id
        return JSONResponse({"data": data, "meta": meta} | ({"errors": errors} if errors else {}))

    async def posts(self, request: Request, caller: Caller) -> Response:
        """Look several posts up."""
        query = request.query_params
        _only(query, ("ids", *POST_FIELDS, *OTHER_FIELDS))
        wanted = [part for part in query.get("ids", "").split(",") if part]
        if not 1 <= len(wanted) <= 100 or not all(part.isdigit() for part in wanted):
            fault = ({"ids": [query.get("ids", "")]}, "ids must be 1 to 100 numeric ids.")
            raise Refused(invalid(fault))
        found = [post for post in map(self._visible, wanted) if post]
        lost = [post_id for post_id in wanted if post_id not in {post.id for post in found}]
        data, errors = self._rendered(found, caller, query)
        errors += missing("tweet", "ids", lost)
        return JSONResponse(
            ({"data": data} if data else {}) | ({"errors": errors} if errors else {})
        )

    async def post(self, request: Request, caller: Caller) -> Response:
        """Look one post up."""
        _only(request.query_params, (*POST_FIELDS, *OTHER_FIELDS))
        post = self._visible(request.path_params["id"])
        if post is None:
            raise Refused(not_found("tweet", "id", request.path_params["id"]))
        data, errors = self._rendered([post], caller, request.query_params)
        return JSONResponse({"data": data[0]} | ({"errors": errors} if errors else {}))

    def _listed(self, account: RemoteAccount) -> list[RemotePost]:
        lag_s = self._world.switches.number(NETWORK, "read_lag_s")
        posts = self._world.posts
        return posts.listed(NETWORK, account.id, now=self._world.now(), lag_s=lag_s)

    def _visible(self, post_id: str) -> RemotePost | None:
        post = self._world.posts.get(NETWORK, post_id)
        return None if post is None or post.deleted else post

    def _rendered(
        self, posts: Iterable[RemotePost], caller: Caller, query: QueryParams
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        wanted = tuple(name for key in POST_FIELDS for name in _listed(query, key, KNOWN_FIELDS))
        data, errors = [], []
        for post in posts:
            viewed = self._view(post)
            owner = post.account_id == caller.account.id
            hidden = hidden_fields(viewed, wanted, owner=owner, now=self._world.now())
            data.append(rendered(viewed, tuple(name for name in wanted if name not in hidden)))
            errors += [not_authorized(post.id, name) for name in hidden]
        return data, errors

    def _view(self, post: RemotePost) -> Viewed:
        account = self._world.accounts.by_id(NETWORK, post.account_id)
        row = self._world.db.row(
            "SELECT count(*) AS replies FROM post WHERE network = ? AND deleted_at IS NULL"
            " AND json_extract(details, '$.in_reply_to') = ?",
            *(NETWORK, post.id),
        )
        replies = row["replies"] if row else 0
        had = self._world.engagement_of(post)
        return view(post, account.handle if account else "", had, replies=replies)


def _person(account: RemoteAccount) -> dict[str, object]:
    return {
        "id": account.id,
        "name": account.handle.title(),
        "username": account.handle,
        "verified": False,
        "verified_type": "none",
        "protected": False,
        "description": "",
    }


def _only(query: QueryParams, known: Iterable[str]) -> None:
    known = sorted(known)
    unknown = [name for name in query if name not in known]
    if unknown:
        faults: list[Fault] = [
            (
                {name: query.getlist(name)},
                f"The query parameter [{name}] is not one of [{','.join(known)}]",
            )
            for name in unknown
        ]
        raise Refused(invalid(*faults))


def _listed(query: QueryParams, key: str, known: Iterable[str]) -> tuple[str, ...]:
    names = tuple(name for name in query.get(key, "").split(",") if name)
    wrong = [name for name in names if name not in known]
    if wrong:
        text = (
            f"The `{key}` query parameter value [{wrong[0]}] is not one of"
            f" [{','.join(sorted(known))}]"
        )
        raise Refused(invalid(({key: wrong}, text)))
    return names


def _size(query: QueryParams) -> int:
    given = query.get("max_results", "10")
    if not given.isdigit() or not 5 <= int(given) <= 100:
        text = f"The `max_results` query parameter value [{given}] is not between 5 and 100"
        raise Refused(invalid(({"max_results": [given]}, text)))
    return int(given)


def _is_within(post: RemotePost, query: Mapping[str, str]) -> bool:
    start, end = _instant(query, "start_time"), _instant(query, "end_time")
    excluded = query.get("exclude", "").split(",")
    return (
        (start is None or post.created_at >= start)
        and (end is None or post.created_at < end)
        and ("since_id" not in query or int(post.id) > int(query["since_id"]))
        and ("until_id" not in query or int(post.id) < int(query["until_id"]))
        and not ("replies" in excluded and post.details.get("in_reply_to"))
    )


def _before(post: RemotePost, token: str | None) -> bool:
    return token is None or int(post.id) < int(token)


def _instant(query: Mapping[str, str], name: str) -> datetime | None:
    given = query.get(name)
    if given is None:
        return None
    if not INSTANT.fullmatch(given):
        text = f"The `{name}` query parameter value [{given}] must be like 2026-01-31T23:59:59Z"
        raise Refused(invalid(({name: [given]}, text)))
    return datetime.fromisoformat(given)
