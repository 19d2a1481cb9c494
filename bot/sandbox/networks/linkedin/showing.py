"""A post's public page: its text as far as LinkedIn shows it, its files, and what is below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.linkedin.comments import Comments
from bot.sandbox.networks.linkedin.finding import Finding
from bot.sandbox.networks.linkedin.scopes import ORGANIZATION
from bot.sandbox.networks.linkedin.session import NETWORK
from bot.sandbox.networks.linkedin.urns import kind_of
from bot.sandbox.networks.pages import nothing_here, post_page
from bot.sandbox.networks.world import World


class Showing:
    """``/feed/update/{urn}/``."""

    def __init__(self, world: World, finding: Finding, comments: Comments) -> None:
        self._world = world
        self._finding = finding
        self._comments = comments

    async def page(self, request: Request) -> Response:
        """Show a post to people."""
        post = self._finding.visible(request.path_params["urn"])
        account = self._world.accounts.by_id(NETWORK, post.account_id) if post else None
        if post is None or account is None:
            return nothing_here()
        by_page = kind_of(post.details["author"]) == ORGANIZATION
        label = f"LinkedIn page {account.details['organization_name']}" if by_page else "LinkedIn"
        below = "".join(_below(post.details, self._comments.texts(post)))
        return post_page(label, account.handle, post, request, below=below)


def _below(details: Mapping[str, Any], comments: Iterable[str]) -> Iterable[str]:
    content = details.get("content", {})
    if article := content.get("article"):
        source, title = escape(article["source"]), escape(article["title"])
        about = escape(article.get("description", ""))
        yield f'<p><a href="{source}" rel=noopener>{title}</a><br><small>{about}</small></p>'
    if poll := content.get("poll"):
        options = "".join(f"<li>{escape(option['text'])}" for option in poll["options"])
        yield f"<p>{escape(poll['question'])}</p><ul>{options}</ul>"
    if reshared := details.get("reshareContext"):
        yield f"<p>Reshared from {escape(reshared['parent'])}</p>"
    if details["lost"]:
        yield (
            "<p class=quiet>LinkedIn cut this text at a reserved character without a backslash."
            f" Not shown: <code>{escape(details['lost'])}</code></p>"
        )
    if shown := [f"<li>{escape(text)}" for text in comments]:
        yield f"<p class=quiet>Comments</p><ul>{''.join(shown)}</ul>"
