"""Connecting accounts in the browser: to the network's page, and back with its answer."""

from __future__ import annotations

from html import escape

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from scheduling.consents import ANSWER_WITHIN, Consents
from scheduling.errors import PlanningError
from scheduling.views import Connected

COOKIE = "callboard_connect"
_SAFE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Frame-Options": "DENY",
}
_STYLE = (
    "body{font:17px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.5rem;"
    "color:#1d1c1d;background:#fff}h1{font-size:1.5rem}"
    "@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#1a1d21}}"
)


def connect_routes(consents: Consents, *, labels: dict[str, str]) -> APIRouter:
    """Return ``/connect/{network}`` and ``/connect/{network}/callback``."""
    router = APIRouter(include_in_schema=False)

    @router.get("/connect/{network}")
    async def connect(network: str, request: Request) -> Response:
        try:
            opened = await consents.open(network, request.query_params.get("ticket", ""))
        except PlanningError as fault:
            return _page("Not connected", f"{fault.sentence} {fault.advice}", 400)
        answer = RedirectResponse(opened.url, 303, headers=_SAFE)
        answer.set_cookie(
            COOKIE,
            opened.browser,
            max_age=int(ANSWER_WITHIN.total_seconds()),
            path=f"/connect/{network}/callback",
            secure=consents.is_public_over_tls,
            httponly=True,
            samesite="lax",
        )
        return answer

    @router.get("/connect/{network}/callback")
    async def callback(network: str, request: Request) -> Response:
        try:
            connected = await consents.finish(
                network,
                answer=dict(request.query_params),
                browser=request.cookies.get(COOKIE, ""),
            )
        except PlanningError as fault:
            return _page("Not connected", f"{fault.sentence} {fault.advice}", 400)
        return _page(_as_what(connected, labels), "You can close this page and go on in Slack.")

    return router


def _as_what(connected: Connected, labels: dict[str, str]) -> str:
    names = ", ".join(f"@{one.handle}" for one in connected.accounts)
    network = connected.request.network
    return f"Connected as {names} on {labels.get(network, network)}"


def _page(title: str, sentence: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(
        "<!doctype html><html lang=en><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width'>"
        f"<title>{escape(title)}</title><style>{_STYLE}</style>"
        f"<main><h1>{escape(title)}</h1><p>{escape(sentence)}</p></main></html>",
        status,
        headers=_SAFE,
    )
