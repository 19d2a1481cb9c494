"""
What went over the wire while one post was published, as text that people read and compare.

The answer follows its request. Bytes of media are named by the file they come from: its
length and hash depend on the encoder of the machine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from textwrap import indent
from urllib.parse import parse_qsl

import httpx

from platforms.content import Rendition
from tests.contract.overheard import Exchange
from tests.contract.stable_names import with_stable_names

Origins = Mapping[str, bytes]
"""The files of a post by name."""

_OF_THE_CLIENT = frozenset({"accept", "accept-encoding", "connection", "host", "user-agent"})
"""Headers that the HTTP library adds to every request; all others are ours and are written."""
_TELLING = (
    *("content-range", "etag", "location", "range", "retry-after"),
    *("x-linkedin-id", "x-restli-id"),
)
"""Headers of answers that say where the post stands; the others are about limits and tracing."""
_SURE_BYTES = 64
"""Fewer bytes may stand anywhere in a file."""
_LINE = "-" * 100


def transcript(
    exchanges: Iterable[Exchange], files: Sequence[Rendition], known: Mapping[str, str]
) -> str:
    """
    Write down ``exchanges`` so that every run gives the same text.

    ``files`` are those of the post; ``known`` names values that are known to vary.
    """
    origins = {name_of(file): file.path.read_bytes() for file in files}
    text = f"\n\n{_LINE}\n".join(_exchange(one, origins) for one in exchanges)
    return with_stable_names(f"{text}\n", {**_measures(files), **known})


def name_of(file: Rendition) -> str:
    """Return what a file of a post is called here."""
    return file.media.filename


def _measures(files: Sequence[Rendition]) -> dict[str, str]:
    """Name the figures of the files."""
    named = {}
    if len(files) > 1:
        named[str(sum(file.size_bytes for file in files))] = "{size of all files}"
    for file in files:
        name = name_of(file)
        named[str(file.size_bytes - 1)] = f"{{last byte of {name}}}"
        named[str(file.size_bytes)] = f"{{size of {name}}}"
        named[file.sha256] = f"{{sha256 of {name}}}"
    return named


def _exchange(exchange: Exchange, origins: Origins) -> str:
    request, answer = exchange.request, exchange.answer
    asked = _message(
        f"{request.method} {request.url}", _asked_headers(request), _asked_body(request, origins)
    )
    if answer is None:
        return f"{asked}\n\n==> no answer"
    headers = [f"{name}: {answer.headers[name]}" for name in _TELLING if name in answer.headers]
    return f"{asked}\n\n" + _message(f"==> {answer.status_code}", headers, _answered(answer))


def _message(start: str, headers: Iterable[str], body: str) -> str:
    head = "\n".join([start, *headers])
    return f"{head}\n\n{body}" if body else head


def _asked_headers(request: httpx.Request) -> list[str]:
    """List our headers; lengths of bodies only where no id makes them longer or shorter."""
    left_out = _OF_THE_CLIENT | ({"content-length"} if _holds_names(request) else set())
    boundary = _boundary(request)
    return [
        f"{name}: {value.replace(boundary, '{boundary}') if boundary else value}"
        for name, value in sorted(request.headers.items())
        if name not in left_out
    ]


def _mime(message: httpx.Request | httpx.Response) -> str:
    return str(message.headers.get("content-type", "")).partition(";")[0]


def _holds_names(request: httpx.Request) -> bool:
    described = {"application/json", "application/x-www-form-urlencoded", "multipart/form-data"}
    return bool(request.content) and _mime(request) in described


def _boundary(request: httpx.Request) -> str:
    if _mime(request) != "multipart/form-data":
        return ""
    return str(request.headers["content-type"]).partition("boundary=")[2]


def _asked_body(request: httpx.Request, origins: Origins) -> str:
    content = request.content
    match _mime(request):
        case _ if not content:
            return ""
        case "application/json":
            return written_json(json.loads(content))
        case "application/x-www-form-urlencoded":
            fields = parse_qsl(content.decode(), keep_blank_values=True, strict_parsing=True)
            return "\n".join(indent(f"{name} = {value}", "  ")[2:] for name, value in fields)
        case "multipart/form-data":
            return _parts(content, _boundary(request), origins)
    return _bytes(content, origins)


def _parts(content: bytes, boundary: str, origins: Origins) -> str:
    """Write a form of several parts, each with its headers."""
    _, *parts, _ = content.split(b"--" + boundary.encode())
    written = []
    for part in parts:
        head, _, body = part.removeprefix(b"\r\n").removesuffix(b"\r\n").partition(b"\r\n\r\n")
        is_file = b"filename=" in head
        value = _bytes(body, origins) if is_file else body.decode()
        written.append("\n".join(["--{boundary}", *head.decode().split("\r\n"), "", value]))
    return "\n".join([*written, "--{boundary}--"])


def _answered(answer: httpx.Response) -> str:
    if not answer.content:
        return ""
    if _mime(answer) == "application/json":
        return written_json(answer.json())
    return answer.text


def _bytes(content: bytes, origins: Origins) -> str:
    """Say which file some bytes are, or which piece of it."""
    for name, data in origins.items():
        if content == data:
            return f"{{bytes of {name}}}"
        if len(content) > _SURE_BYTES and (first := data.find(content)) >= 0:
            return f"{{bytes {first} to {first + len(content) - 1} of {name}}}"
    return f"{{{len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}}}"


def written_json(value: object, margin: str = "") -> str:
    """
    Write JSON in the order it has, small things in one line.

    What is small is counted and not measured: the length of ids and addresses varies.
    """
    if not isinstance(value, dict | list) or _is_small(value):
        return json.dumps(value, ensure_ascii=False)
    deeper = f"{margin}  "
    if isinstance(value, dict):
        first, last = "{}"
        rows = [f"{json.dumps(name)}: {written_json(one, deeper)}" for name, one in value.items()]
    else:
        first, last = "[]"
        rows = [written_json(one, deeper) for one in value]
    return f"{first}\n" + ",\n".join(f"{deeper}{row}" for row in rows) + f"\n{margin}{last}"


def _is_small(value: dict[str, object] | list[object]) -> bool:
    inside = value.values() if isinstance(value, dict) else value
    return len(value) <= 3 and not any(isinstance(one, dict | list) and one for one in inside)
