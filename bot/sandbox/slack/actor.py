"""A person at the stand-in, as an HTTP client: for tests and the scripted tour."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from types import TracebackType
from typing import Any, TypeVar

import httpx

Json = dict[str, Any]
Found = TypeVar("Found")
PATIENCE_S = 10.0


class Refused(Exception):
    """The stand-in would not let this person do that; the message says why."""


class NeverHappened(Exception):
    """What was waited for did not come in time; the message tells what was there instead."""


class Actor:
    """
    One person: ``async with Actor("http://127.0.0.1:8600/_slack", "U0ANA") as ana: …``.

    Everything goes over real HTTP, and waiting listens to the stream instead of sleeping.
    """

    def __init__(self, base_url: str, user: str, *, channel: str = "C0LAUNCH") -> None:
        self.user = user
        self.channel = channel
        self._http = httpx.AsyncClient(
            base_url=base_url.rstrip("/") + "/_sandbox/",
            timeout=30.0,
            trust_env=False,
            verify=base_url.startswith("https://"),
        )

    async def __aenter__(self) -> Actor:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Leave."""
        await self._http.aclose()

    async def say(
        self, text: str, *, channel: str | None = None, thread_ts: str | None = None
    ) -> str:
        """Post a message and return its ``ts``."""
        answer = await self._act(
            "message", channel=channel or self.channel, text=text, thread_ts=thread_ts
        )
        return str(answer["ts"])

    async def upload(
        self,
        files: Mapping[str, bytes],
        text: str = "",
        *,
        channel: str | None = None,
        thread_ts: str | None = None,
    ) -> Json:
        """Drop files, by name, as one message; returns ``ts`` and ``files``."""
        fields = {"user": self.user, "channel": channel or self.channel, "text": text}
        if thread_ts is not None:
            fields["thread_ts"] = thread_ts
        parts = [("files", (name, content)) for name, content in files.items()]
        return _read(await self._http.post("act/upload", data=fields, files=parts))

    async def command(
        self, text: str = "", *, command: str = "/callboard", channel: str | None = None
    ) -> Json:
        """Run a slash command; returns ``status``, ``ms``, ``body`` and ``failure`` if any."""
        return await self._act(
            "command", channel=channel or self.channel, command=command, text=text
        )

    async def click(
        self,
        surface: Json,
        action_id: str,
        *,
        button_value: str | None = None,
        chosen: Json | None = None,
    ) -> Json:
        """
        Use an element of a message, modal or App Home that this person was shown.

        ``button_value`` tells apart buttons of one action id in several blocks; ``chosen`` is what
        a select or picker holds afterwards, such as ``{"selected_date": "2026-12-01"}``.
        """
        block_id = _block_of(surface, action_id, button_value)
        if "private_metadata" in surface:
            place = {"view_id": surface["id"]}
        else:
            place = {"channel": surface["channel"], "message_ts": surface["ts"]}
        value = chosen or {}
        return await self._act(
            "action", **place, block_id=block_id, action_id=action_id, value=value
        )

    async def submit(
        self,
        view: Json,
        inputs: Mapping[str, Json] | None = None,
        *,
        blocks: Mapping[str, Json] | None = None,
    ) -> Json:
        """
        Submit a modal; ``inputs`` maps action ids to values such as ``{"value": "words"}``.

        ``blocks`` names the block too (block id → action id → value), for action ids that
        stand in several blocks.
        """
        state: Json = {block_id: dict(held) for block_id, held in (blocks or {}).items()}
        for action_id, value in (inputs or {}).items():
            state.setdefault(_block_of(view, action_id, None), {})[action_id] = value
        return await self._act("view_submit", view_id=view["id"], state=state)

    async def close_view(self, view: Json) -> None:
        """Close the visible modal."""
        await self._act("view_close", view_id=view["id"])

    async def shortcut(self, callback_id: str, *, message: Json | None = None) -> Json:
        """Use a shortcut, from a message's menu when one is given."""
        place = {"channel": message["channel"], "message_ts": message["ts"]} if message else {}
        return await self._act("shortcut", callback_id=callback_id, **place)

    async def open_home(self) -> None:
        """Look at the app's Home tab."""
        await self._act("home")

    async def delete_file(self, file_id: str) -> None:
        """Delete a file everywhere."""
        await self._act("delete_file", file_id=file_id)

    async def react(self, message: Json, name: str) -> None:
        """React to a message, or take the reaction back."""
        await self._act("reaction", channel=message["channel"], ts=message["ts"], name=name)

    async def state(self) -> Json:
        """Return everything around the messages."""
        return _read(await self._http.get("state", params={"user": self.user}))

    async def views(self) -> list[Json]:
        """Return this person's open modals, the visible one last."""
        return list((await self.state())["views"])

    async def home(self) -> Json | None:
        """Return what the app published on this person's Home tab."""
        found: Json | None = (await self.state())["home"]
        return found

    async def messages(
        self, *, channel: str | None = None, thread_ts: str | None = None
    ) -> list[Json]:
        """Return what this person sees in a channel, or in a thread, oldest first."""
        where = channel or self.channel
        query = {"user": self.user, "channel": where}
        if thread_ts is not None:
            query["thread_ts"] = thread_ts
        found = _read(await self._http.get("messages", params=query))["messages"]
        return [{**message, "channel": where} for message in found]

    async def wait_for(
        self,
        predicate: Callable[[Json], bool],
        timeout_s: float = PATIENCE_S,
        *,
        channel: str | None = None,
        thread_ts: str | None = None,
    ) -> Json:
        """Return the first message that fits, as soon as it does."""
        seen: list[Json] = []

        async def look() -> Json | None:
            seen[:] = await self.messages(channel=channel, thread_ts=thread_ts)
            return next((one for one in seen if predicate(one)), None)

        try:
            return await self.wait_until(look, timeout_s)
        except NeverHappened:
            texts = [one["text"] for one in seen]
            raise NeverHappened(
                f"No such message within {timeout_s:g} s. What was there: {texts}"
            ) from None

    async def wait_for_view(
        self, predicate: Callable[[Json], bool] = lambda _view: True, timeout_s: float = PATIENCE_S
    ) -> Json:
        """Return the visible modal once it fits."""

        async def look() -> Json | None:
            stack = await self.views()
            return stack[-1] if stack and predicate(stack[-1]) else None

        return await self.wait_until(look, timeout_s)

    async def wait_until(
        self, look: Callable[[], Awaitable[Found | None]], timeout_s: float = PATIENCE_S
    ) -> Found:
        """Return what ``look`` finds, looking again at every change in the workspace."""
        try:
            async with asyncio.timeout(timeout_s), aclosing(self._changes()) as changes:
                async for _change in changes:
                    if (found := await look()) is not None:
                        return found
        except TimeoutError:
            pass
        raise NeverHappened(f"It did not happen within {timeout_s:g} s.")

    async def _changes(self) -> AsyncGenerator[str, None]:
        """Yield at once when listening, then at every change."""
        async with self._http.stream("GET", "stream", timeout=None) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data:") and '"type": "log"' not in line:
                    yield line

    async def _act(self, act: str, /, **fields: Any) -> Json:
        body = {"user": self.user, **{k: v for k, v in fields.items() if v is not None}}
        return _read(await self._http.post(f"act/{act}", json=body))


def _read(answer: httpx.Response) -> Json:
    body: Json = answer.json()
    if answer.status_code != 200:
        raise Refused(body.get("error", f"The stand-in answered {answer.status_code}."))
    return body


def _block_of(surface: Json, action_id: str, button_value: str | None) -> str:
    """Return the block that holds an element; raises ``Refused`` when there is none."""
    for block in surface.get("blocks") or ():
        for element in _elements(block):
            same_value = button_value is None or element.get("value") == button_value
            if element.get("action_id") == action_id and same_value:
                return str(block["block_id"])
    raise Refused(f"There is no {action_id} on this surface.")


def _elements(block: Any) -> list[Json]:
    if isinstance(block, dict):
        inner = [found for value in block.values() for found in _elements(value)]
        return [block, *inner] if "action_id" in block else inner
    if isinstance(block, list):
        return [found for value in block for found in _elements(value)]
    return []
