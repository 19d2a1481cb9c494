"""What exactly a refresh sends, and how token answers are read."""

from __future__ import annotations

import base64
import json
from urllib.parse import parse_qs

import httpx
import pytest

from platforms.adapter import Wire
from platforms.clock import SystemClock
from platforms.connections import open_client
from platforms.content import Account, Tokens
from platforms.endpoints import Endpoints
from platforms.errors import NeedsReconnect, Unavailable
from platforms.instagram.calls import api_url
from platforms.oauth import tokens_of
from platforms.registry import ADAPTERS
from tests.contract.notebook import Notebook
from tests.platforms.listening import Listener, answer, listening

FRESH = {"access_token": "new", "refresh_token": "next", "expires_in": 7200, "scope": "a b"}
ACCOUNT = Account("1", "twitter", "acme", "42", "old")


def _wire(http: httpx.AsyncClient, url: str, secret: str = "") -> Wire:
    clock = SystemClock()
    return Wire(http, Endpoints(url, client_id="id", client_secret=secret), clock, Notebook(clock))


async def _refreshed(listener: Listener, secret: str = "") -> Tokens:
    async with listening(listener), open_client() as http:
        wire = _wire(http, listener.url, secret)
        return await ADAPTERS["twitter"].refresh(ACCOUNT, "r3fresh", wire)


def _form(request: bytes) -> dict[str, list[str]]:
    return parse_qs(request.partition(b"\r\n\r\n")[2].decode())


async def test_an_app_with_a_secret_proves_itself_in_the_header() -> None:
    listener = Listener(reply=answer("200 OK", json.dumps(FRESH).encode()))

    tokens = await _refreshed(listener, secret="word")

    (request,) = listener.requests
    assert request.startswith(b"POST /2/oauth2/token ")
    assert base64.b64encode(b"id:word") in request
    assert _form(request) == {"grant_type": ["refresh_token"], "refresh_token": ["r3fresh"]}
    assert (tokens.access_token, tokens.refresh_token) == ("new", "next")


async def test_an_app_without_a_secret_names_itself_in_the_form() -> None:
    listener = Listener(reply=answer("200 OK", json.dumps(FRESH).encode()))

    await _refreshed(listener)

    assert _form(listener.requests[0])["client_id"] == ["id"]
    assert b"Authorization" not in listener.requests[0]


@pytest.mark.parametrize("body", [b"{}", b"[]", b"<html>"])
async def test_an_answer_without_a_token_changes_nothing(body: bytes) -> None:
    with pytest.raises(Unavailable):
        await _refreshed(Listener(reply=answer("200 OK", body)))


async def test_a_dead_grant_is_for_a_person() -> None:
    body = b'{"error": "invalid_request", "error_description": "Value passed was invalid."}'

    with pytest.raises(NeedsReconnect):
        await _refreshed(Listener(reply=answer("400 Bad Request", body)))


@pytest.mark.parametrize(
    ("given", "scopes"),
    [
        ({"scope": "a b"}, ("a", "b")),
        ({"permissions": "a,b"}, ("a", "b")),
        ({"permissions": ["a", "b"]}, ("a", "b")),
        ({}, ()),
    ],
)
async def test_scopes_come_in_many_shapes(given: dict[str, object], scopes: tuple[str]) -> None:
    async with open_client() as http:
        tokens = tokens_of({"access_token": "new", **given}, _wire(http, "http://unused"))

    assert tokens.scopes == scopes
    assert tokens.refresh_token == ""
    assert tokens.expires_at is None


async def test_lifetimes_become_moments() -> None:
    async with open_client() as http:
        wire = _wire(http, "http://unused")
        tokens = tokens_of({"access_token": "new", "expires_in": "3600"}, wire)

    assert tokens.expires_at is not None
    lives_s = (tokens.expires_at - wire.clock.now()).total_seconds()
    assert lives_s == pytest.approx(3600, abs=5)


@pytest.mark.parametrize(
    ("flavour", "override", "url"),
    [
        ("instagram", "", "https://graph.instagram.com"),
        ("facebook", "", "https://graph.facebook.com"),
        ("instagram", "http://here/instagram", "http://here/instagram"),
        ("facebook", "http://here/instagram", "http://here/instagram"),
    ],
)
async def test_each_instagram_login_has_its_own_host(flavour: str, override: str, url: str) -> None:
    account = Account("1", "instagram", "acme", "42", "old", flavour=flavour)
    default = ADAPTERS["instagram"].default_endpoints

    async with open_client() as http:
        assert api_url(account, _wire(http, override or default.api_url)) == url
