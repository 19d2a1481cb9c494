"""
How ``api.instagram.com`` says no.

https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
"""

from __future__ import annotations

from starlette.responses import JSONResponse


def basic_error(message: str, *, code: int = 400, kind: str = "OAuthException") -> JSONResponse:
    """Return an error of ``api.instagram.com``, which has a shape of its own."""
    return JSONResponse({"error_type": kind, "code": code, "error_message": message}, code)
