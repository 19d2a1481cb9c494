"""A person at a consent page."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import parse_qsl, urlsplit

import httpx

REDIRECT = "http://127.0.0.1:8600/connect/callback"
VERIFIER = "a-verifier-that-is-long-enough-for-the-rules-0123456789"
CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
)


async def answer_consent(
    http: httpx.AsyncClient, path: str, asked: dict[str, str], **form: object
) -> httpx.Response:
    """Open the page as a browser would and press a button."""
    shown = await http.get(path, params=asked)
    assert shown.status_code == 200, shown.text
    ticked = re.findall(r"name=scope value='([^']+)'", shown.text)
    return await http.post(path, params=asked, data={"decision": "allow", "scope": ticked, **form})


def came_back(answer: httpx.Response) -> dict[str, str]:
    """Return what the redirect carries, as the app's web server would get it."""
    assert answer.status_code == 302, answer.text
    assert answer.headers["location"].startswith(REDIRECT)
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))
