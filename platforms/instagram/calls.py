"""The requests to Instagram's API, one function each, for both login products."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from platforms.adapter import Wire
from platforms.content import Account
from platforms.errors import NeedsReconnect, Step, Unavailable
from platforms.graph.calls import FACEBOOK_URL, Graph, rows_of
from platforms.http import no_clear_answer
from platforms.instagram.errors import classify
from platforms.instagram.rules import NETWORK

INSTAGRAM_URL = "https://graph.instagram.com"
INSTAGRAM, FACEBOOK = "instagram", "facebook"
"""The flavours: logged in with Instagram itself, or with Facebook and a Page."""

_MEDIA_FIELDS = "id,caption,timestamp,media_type,permalink"
_PAGE_FIELDS = "access_token,instagram_business_account{id,username}"


def api_url(account: Account, wire: Wire) -> str:
    """Return the host of the account's login product, unless settings name one for both."""
    if wire.endpoints.api_url != INSTAGRAM_URL:
        return wire.endpoints.api_url
    return FACEBOOK_URL if account.flavour == FACEBOOK else INSTAGRAM_URL


class Calls:
    """Instagram's API as one account sees it. The token travels in a header, never in a URL."""

    def __init__(self, wire: Wire, account: Account) -> None:
        self._account = account
        url, token = api_url(account, wire), account.access_token
        self._graph = Graph(wire, NETWORK, classify, url, token)

    async def create_container(self, fields: Mapping[str, str]) -> str:
        """Create a container, which nobody sees before it is published; return its id."""
        answer = await self._graph.ask(
            "POST", f"/{self._account.remote_id}/media", Step.PREPARE, fields
        )
        if not answer.get("id"):
            raise no_clear_answer(NETWORK, Step.PREPARE)
        return str(answer["id"])

    async def container_status(self, container: str) -> tuple[str, str]:
        """Return a container's status code and, when it failed, Instagram's words for it."""
        fields = {"fields": "id,status_code,status"}
        answer = await self._graph.ask("GET", f"/{container}", Step.STATUS, fields)
        if not answer.get("status_code"):
            reason = "Instagram does not say how far it is."
            raise Unavailable(reason, network=NETWORK, step=Step.STATUS)
        return str(answer["status_code"]), str(answer.get("status") or "")

    async def publish_container(self, container: str) -> str:
        """Make the container public and return the post's id."""
        path, fields = f"/{self._account.remote_id}/media_publish", {"creation_id": container}
        answer = await self._graph.ask("POST", path, Step.CREATE, fields)
        if not answer.get("id"):
            raise no_clear_answer(NETWORK, Step.CREATE)
        return str(answer["id"])

    async def permalink(self, media_id: str) -> str | None:
        """Return the post's address."""
        fields = {"fields": "permalink"}
        answer = await self._graph.ask("GET", f"/{media_id}", Step.READ_BACK, fields)
        return str(answer["permalink"]) if answer.get("permalink") else None

    async def recent_media(self) -> list[dict[str, Any]]:
        """List the account's latest posts, newest first."""
        fields = {"fields": _MEDIA_FIELDS, "limit": "25"}
        path = f"/{self._account.remote_id}/media"
        return rows_of(await self._graph.ask("GET", path, Step.READ_BACK, fields))

    async def me(self) -> tuple[str, str]:
        """Return id and user name of the professional account the token is for."""
        if self._account.flavour != FACEBOOK:
            fields = {"fields": "user_id,username"}
            answer = await self._graph.ask("GET", "/me", Step.OAUTH, fields)
            return _identity(answer.get("user_id"), answer.get("username"))
        if self._account.remote_id:
            fields = {"fields": "id,username"}
            answer = await self._graph.ask("GET", f"/{self._account.remote_id}", Step.OAUTH, fields)
            return _identity(answer.get("id"), answer.get("username"))
        remote_id, handle, _ = (await self.accounts())[0]
        return remote_id, handle

    async def accounts(self) -> list[tuple[str, str, str]]:
        """Return id, name and Page token of each account that a person's Pages lead to."""
        pages = await self._pages()
        linked = [
            (*_identity(account.get("id"), account.get("username")), str(page["access_token"]))
            for page in pages
            if (account := page["instagram_business_account"])
        ]
        return linked or [(*_identity(None, None), "")]

    async def granted(self) -> tuple[str, ...]:
        """Return what a person let Callboard do."""
        return await self._graph.granted()

    async def page_token(self) -> str:
        """Return the token of the Page behind the account; asked with the person's token."""
        for page in await self._pages():
            if str(page["instagram_business_account"].get("id")) == self._account.remote_id:
                return str(page.get("access_token") or self._account.access_token)
        raise NeedsReconnect(
            "This login no longer leads to the account's Facebook Page.",
            network=NETWORK,
            step=Step.OAUTH,
        )

    async def _pages(self) -> list[dict[str, Any]]:
        """List the person's Pages that have an Instagram account."""
        fields = {"fields": _PAGE_FIELDS, "limit": "100"}
        pages = await self._graph.listed("/me/accounts", fields)
        return [page for page in pages if _is_linked(page)]


def _is_linked(page: Mapping[str, Any]) -> bool:
    return isinstance(page.get("instagram_business_account"), dict)


def _identity(remote_id: object, username: object) -> tuple[str, str]:
    if remote_id and username:
        return str(remote_id), str(username)
    raise NeedsReconnect(
        "This login leads to no professional Instagram account.",
        network=NETWORK,
        step=Step.OAUTH,
        advice="Switch the account to Business or Creator in the Instagram app, then connect it.",
    )
