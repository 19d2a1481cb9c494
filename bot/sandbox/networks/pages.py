"""The pages people see on a stand-in: a post behind its link, and the question for consent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from bot.sandbox.networks.posts import PostedMedia, RemotePost
from bot.sandbox.networks.world import World, base_of

HANDLE = re.compile(r"[A-Za-z0-9_.]{1,50}")
POLICY = "default-src 'self'; img-src 'self' data:; style-src 'unsafe-inline'"
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; background: #f3f4f6; color: #111827; margin: 0 }
main { max-width: 34rem; margin: 3rem auto; background: #fff; border: 1px solid #d1d5db;
  border-radius: .75rem; padding: 1.5rem }
h1 { font-size: 1.1rem; margin: 0 } small, .quiet { color: #4b5563 }
p.text { white-space: pre-wrap; overflow-wrap: anywhere }
img, video { width: 100%; border-radius: .5rem; margin-top: .5rem; background: #e5e7eb }
label { display: block; margin: .25rem 0; overflow-wrap: anywhere }
fieldset { border: 1px solid #d1d5db; border-radius: .5rem; margin: 1rem 0 0; min-width: 0 }
input:not([type]) { font: inherit; padding: .2rem .5rem; max-width: 100% }
button { font: inherit; padding: .5rem 1.1rem; margin: 1rem .5rem 0 0; cursor: pointer;
  border: 1px solid #9ca3af; border-radius: .5rem; color: inherit; background: none }
button[value=allow] { color: #fff; background: #0b7a5b; border-color: #0b7a5b }
@media (prefers-color-scheme: dark) {
  :root { color-scheme: dark } body { background: #15171b; color: #e8e8e8 }
  main { background: #1f2227; border-color: #3a3d45 } small, .quiet { color: #a6a9b3 }
  a { color: #74b7ec } fieldset { border-color: #3a3d45 } img, video { background: #2d3037 }
}
"""


def page(title: str, body: str, status: int = 200) -> HTMLResponse:
    """Return a plain page; ``body`` is HTML whose texts are escaped already."""
    return HTMLResponse(
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(title)}</title>"
        '<meta name=viewport content="width=device-width,initial-scale=1">'
        f'<link rel=icon href="data:,"><style>{STYLE}</style><main>{body}</main></html>',
        status_code=status,
        headers={"content-security-policy": POLICY},
    )


def nothing_here() -> HTMLResponse:
    """Say that there is no such post, or no longer."""
    return page("Not found", "<h1>This page isn’t available</h1><p>It may have been deleted.", 404)


def post_page(
    label: str, handle: str, post: RemotePost, request: Request, *, below: str = ""
) -> HTMLResponse:
    """
    Show one post with its files, as the bytes were received.

    ``below`` is HTML, escaped already, for what else the network shows with a post.
    """
    media = "".join(_shown(item, base_of(request)) for item in post.media)
    return page(
        f"{handle} on {label}",
        f"<h1>@{escape(handle)}</h1><small>{escape(label)} (local stand-in) · "
        f"{post.created_at:%d %B %Y, %H:%M} UTC</small>"
        f"<p class=text dir=auto>{escape(post.text)}</p>{media}{below}",
    )


def consent_page(
    label: str,
    client_id: str,
    handles: Iterable[str],
    scopes: Iterable[str],
    *,
    tickable: bool,
    several: bool = False,
) -> HTMLResponse:
    """Ask a person whether an app may act for one of the accounts here, or for several."""
    kind = "checkbox" if several else "radio"
    known = "".join(
        f"<label><input type={kind} name=handle value='{escape(handle)}'"
        f"{' checked' if position == 0 else ''}> @{escape(handle)}</label>"
        for position, handle in enumerate(handles)
    )
    rights = "".join(_right(scope, tickable=tickable) for scope in scopes)
    return page(
        f"{label}: allow access",
        f"<h1>{escape(label)} (local stand-in)</h1>"
        f"<p>The app <b>{escape(client_id)}</b> asks to act for one of your accounts."
        f"<form method=post><fieldset><legend>Account</legend>{known}"
        "<label>Another handle <input name=new_handle pattern='@?[A-Za-z0-9_.]{1,50}'></label>"
        f"</fieldset><fieldset><legend>It may</legend>{rights}</fieldset>"
        "<button name=decision value=allow>Allow</button>"
        "<button name=decision value=deny>Cancel</button></form>",
    )


def chosen_handle(form: FormData) -> str | None:
    """Return the account a person allowed on the consent page; ``None`` when they cancelled."""
    return next(iter(chosen_handles(form)), None)


def chosen_handles(form: FormData) -> list[str]:
    """Return all accounts a person allowed: a handle typed in, or else those that are ticked."""
    typed = form.get("new_handle")
    handles = [str(h).removeprefix("@") for h in ([typed] if typed else form.getlist("handle"))]
    allowed = form.get("decision") == "allow" and all(map(HANDLE.fullmatch, handles))
    return handles if allowed else []


def media_route(world: World) -> Route:
    """Serve stored bytes to the pages above."""

    async def serve(request: Request) -> Response:
        blob = world.blobs.get(request.path_params["sha256"])
        row = world.db.row(
            "SELECT mime FROM post_media WHERE sha256 = ?", request.path_params["sha256"]
        )
        if blob is None or row is None:
            return nothing_here()
        return FileResponse(
            blob.path, media_type=row["mime"], headers={"x-content-type-options": "nosniff"}
        )

    return Route("/_media/{sha256}", serve, methods=["GET"])


def media_url(media: PostedMedia, base: str) -> str:
    """Return where the stored bytes of a posted file can be seen."""
    return f"{base}/_media/{media.sha256}"


def _shown(media: PostedMedia, base: str) -> str:
    url, alt = escape(media_url(media, base)), escape(str(media.details.get("alt_text", "")))
    if media.kind == "video":
        return f'<video src="{url}" controls aria-label="{alt}"></video>'
    if media.kind == "document":
        title = escape(str(media.details.get("title") or "Document"))
        return f'<p><a href="{url}" type="{escape(media.mime)}">{title}</a></p>'
    return f'<img src="{url}" alt="{alt}">'


def _right(scope: str, *, tickable: bool) -> str:
    if not tickable:
        return f"<label>{escape(scope)}</label>"
    return (
        f"<label><input type=checkbox name=scope value='{escape(scope)}' checked>"
        f" {escape(scope)}</label>"
    )
