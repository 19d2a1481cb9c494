"""A demo is ready while it publishes, and says so when it does not."""

from __future__ import annotations

from pathlib import Path

import httpx

from bot.demo import running_demo
from bot.serving import listen


async def test_a_running_demo_is_ready_until_its_engine_stops(tmp_path: Path) -> None:
    async with (
        running_demo(tmp_path, listen("127.0.0.1", 0, hint="-")) as demo,
        httpx.AsyncClient(base_url=demo.url) as http,
    ):
        before = await http.get("/readyz")
        await demo.bot.engine.drain(5)
        after = await http.get("/readyz")

    assert before.status_code == 200
    assert after.status_code == 503
    assert "Nothing is being published" in after.json()["faults"]["publishing"]
