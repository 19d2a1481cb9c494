"""Hands that upload and drop files."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from tests.bot.sandbox.slack.rig import BOT_TOKEN, Rig

BEARER = {"Authorization": f"Bearer {BOT_TOKEN}"}


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "teal").save(out, "JPEG")
    return out.getvalue()


async def announce(rig: Rig, name: str = "a.txt", length: int = 3, **more: Any) -> dict[str, Any]:
    return await rig.form("files.getUploadURLExternal", filename=name, length=length, **more)


async def uploaded(rig: Rig, name: str = "a.txt", content: bytes = b"abc") -> str:
    announced = await announce(rig, name, len(content))
    sent = await rig.http.post(announced["upload_url"], content=content)
    assert sent.text == f"OK - {len(content)}"
    return str(announced["file_id"])


async def dropped(rig: Rig, files: dict[str, bytes], channel: str = "C0LAUNCH") -> dict[str, Any]:
    answer = await rig.http.post(
        "/_sandbox/act/upload",
        data={"user": "U0ANA", "channel": channel, "text": "look"},
        files=[("files", (name, content)) for name, content in files.items()],
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())
