"""The person's inbox: drafts that an app has sent and the person finishes in TikTok's app."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.sandbox.networks.pages import nothing_here, page
from bot.sandbox.networks.tiktok.creator import DAY_S, privacy_options
from bot.sandbox.networks.tiktok.publication_store import Publication, Publications, Status, Way
from bot.sandbox.networks.tiktok.publishing import Publishing
from bot.sandbox.networks.tiktok.session import NETWORK
from bot.sandbox.networks.world import World, base_of

DRAFTS_KEPT_S = 30 * DAY_S


class Inbox:
    """``/inbox/{handle}``, a page for people."""

    def __init__(self, world: World, publications: Publications, publishing: Publishing) -> None:
        self._world = world
        self._publications = publications
        self._publishing = publishing

    async def open(self, request: Request) -> Response:
        """Show the drafts, or post the one that the person chose."""
        account = self._world.accounts.by_handle(NETWORK, request.path_params["handle"])
        if account is None:
            return nothing_here()
        drafts = self._drafts(account.id)
        if request.method == "GET":
            shown = "".join(map(_shown, drafts)) or "<p>Nothing is waiting."
            return page(
                "TikTok: inbox",
                f"<h1>Inbox of @{escape(account.handle)} (local stand-in)</h1>{shown}",
            )
        chosen = (await request.form()).get("publish_id")
        draft = next((one for one in drafts if one.id == chosen), None)
        if draft is None:
            return nothing_here()
        self._publishing.post(draft, privacy_options(account)[0])
        return RedirectResponse(f"{base_of(request)}/{NETWORK}/inbox/{account.handle}", 303)

    def _drafts(self, account_id: str) -> list[Publication]:
        since = self._world.epoch_s() - DRAFTS_KEPT_S
        return [
            one
            for one in self._publications.taken(account_id, Way.INBOX, since)
            if one.status(0) is Status.SEND_TO_USER_INBOX
        ]


def _shown(one: Publication) -> str:
    title = escape(str(one.info.get("title") or "Draft"))
    files = "a video" if one.media[0].kind == "video" else f"{len(one.media)} photos"
    return (
        f"<form method=post><p>{title}, {files} "
        f"<button name=publish_id value='{escape(one.id)}'>Post</button></form>"
    )
