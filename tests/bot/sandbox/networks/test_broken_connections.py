"""What a broken connection looks like from outside, under a real server."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from fastapi import FastAPI
from starlette.applications import Starlette

from tests.bot.sandbox.networks.conftest import served
from tests.bot.sandbox.networks.hands import account, arm, posts


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "late_commit"])
async def test_the_server_hangs_up_without_a_single_byte(app: Starlette, fault: str) -> None:
    async with served(app) as base, httpx.AsyncClient(base_url=base) as http:
        acme = await account(http, "twitter")
        await arm(http, "twitter", fault, step="create", seconds=3_600 if "late" in fault else None)
        body = b'{"text": "Hello"}'
        head = (
            "POST /twitter/2/tweets HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {acme.access_token}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        reader, writer = await asyncio.open_connection("127.0.0.1", int(base.rpartition(":")[2]))

        writer.write(head.encode() + body)
        answer = await reader.read()

        writer.close()
        await writer.wait_closed()
        assert answer == b""
        assert len(await posts(http)) == (1 if fault == "drop_after" else 0)


@pytest.mark.parametrize(("fault", "live"), [("drop_before", 0), ("drop_after", 1)])
async def test_httpx_sees_a_protocol_error_and_no_status(
    app: Starlette, fault: str, live: int
) -> None:
    async with served(app) as base, httpx.AsyncClient(base_url=base) as http:
        acme = await account(http, "twitter")
        await arm(http, "twitter", fault, step="create")

        with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
            await http.post("/twitter/2/tweets", json={"text": "Hello"}, headers=acme.auth)

        seen = (await http.get("/_sandbox/requests")).json()[-1]
        assert len(await posts(http)) == live
        assert (seen["status"], seen["fault"]) == (None, fault)


async def test_it_breaks_the_same_when_mounted_in_another_app(app: Starlette) -> None:
    whole = FastAPI()
    whole.mount("/_networks", app)
    async with served(whole) as base, httpx.AsyncClient(base_url=f"{base}/_networks") as http:
        acme = await account(http, "twitter")
        await arm(http, "twitter", "drop_after", step="create")

        with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
            await http.post("/twitter/2/tweets", json={"text": "Hello"}, headers=acme.auth)

        assert len(await posts(http)) == 1


async def test_a_caller_without_patience_times_out_and_the_post_is_live(app: Starlette) -> None:
    async with served(app) as base, httpx.AsyncClient(base_url=base) as http:
        acme = await account(http, "twitter")
        await arm(http, "twitter", "slow", step="create", seconds=1)

        with pytest.raises(httpx.ReadTimeout):
            await http.post(
                "/twitter/2/tweets", json={"text": "Hello"}, headers=acme.auth, timeout=0.2
            )

        assert len(await posts(http)) == 1


async def test_a_big_body_is_taken_whole_before_the_connection_breaks(app: Starlette) -> None:
    async with served(app) as base, httpx.AsyncClient(base_url=base) as http:
        acme = await account(http, "twitter")
        await arm(http, "twitter", "drop_before", step="upload")

        with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
            await http.post(
                "/twitter/2/media/upload", files={"media": b"x" * 4_000_000}, headers=acme.auth
            )
