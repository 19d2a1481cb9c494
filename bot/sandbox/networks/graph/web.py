"""What people see of a post on the web."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.pages import nothing_here, post_page
from bot.sandbox.networks.world import World


def shown_at(world: World, network: str, label: str, request: Request) -> Response:
    """Show the post whose address was asked for."""
    path = f"/{network}{request.url.path.split(f'/{network}', 1)[1]}"
    row = world.db.row("SELECT id FROM post WHERE network = ? AND path = ?", network, path)
    post = world.posts.get(network, row["id"]) if row else None
    if post is None or post.deleted:
        return nothing_here()
    account = world.accounts.by_id(network, post.account_id)
    return post_page(label, account.handle if account else "", post, request)
