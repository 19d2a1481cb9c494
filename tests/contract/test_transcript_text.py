"""A transcript is the same for the same calls, and another one for calls that differ at all."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from platforms.content import Media, MediaKind, Rendition
from tests.contract.overheard import Exchange
from tests.contract.recorded import ADVICE, FOLDER, differences, keep_or_compare
from tests.contract.stable_names import with_stable_names
from tests.contract.transcript import transcript

BOUNDARY = "4f1a6b"
DATA = bytes(range(256)) * 8
"""The bytes of a clip."""


@dataclass(frozen=True)
class Call:
    """A request and its answer as a test writes them down."""

    method: str = "POST"
    path: str = "/media/1790000000000001?fields=id"
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes | None = None
    body: Any = None
    form: dict[str, str] | None = None
    files: Any = None
    status: int = 200
    told: dict[str, str] = field(default_factory=dict)
    answer: Any = None

    def exchange(self, run: Run) -> Exchange:
        """Return it as it is overheard in a run."""
        request = httpx.Request(
            self.method,
            run.named(f"http://api{self.path}"),
            headers={name: run.named(value) for name, value in self.headers.items()},
            content=self.content,
            json=None if self.body is None else json.loads(run.named(json.dumps(self.body))),
            data=self.form and {name: run.named(value) for name, value in self.form.items()},
            files=self.files,
        )
        request.read()
        answer = httpx.Response(
            self.status,
            headers={name: run.named(value) for name, value in self.told.items()},
            json=None if self.answer is None else json.loads(run.named(json.dumps(self.answer))),
        )
        return Exchange(request, answer)


@dataclass(frozen=True)
class Run:
    """What a run of the tests has that others have not."""

    api: str = "127.0.0.1:40001"
    token: str = "a-token-of-this-run"
    first_id: str = "1790000000000001"
    second_id: str = "1790000000000002"
    at: str = "2026-11-22T20:13:03Z"

    def named(self, text: str) -> str:
        """Put what this run has into ``text``."""
        text = text.replace("http://api", f"http://{self.api}").replace("TOKEN", self.token)
        text = text.replace("1790000000000001", self.first_id).replace("TIME", self.at)
        return text.replace("1790000000000002", self.second_id)

    @property
    def known(self) -> dict[str, str]:
        return {f"http://{self.api}": "{api}", self.token: "{token}"}


UPLOAD = Call(
    method="PUT",
    headers={"authorization": "Bearer TOKEN", "content-range": "bytes 0-99/2048"},
    content=DATA[:100],
    status=308,
    told={"location": "http://api/upload?part=2", "range": "bytes=0-99"},
)
CREATE = Call(
    headers={"authorization": "Bearer TOKEN", "linkedin-version": "202607"},
    body={"text": "hello", "is_public": True, "media": ["1790000000000001", "1790000000000002"]},
    status=201,
    told={"x-restli-id": "urn:li:share:1790000000000001"},
    answer={"id": "1790000000000002", "created": "TIME"},
)
FORM = Call(form={"caption": "one\ntwo", "video_id": "1790000000000001"})
PARTS = Call(
    headers={"content-type": f"multipart/form-data; boundary={BOUNDARY}"},
    form={"category": "video"},
    files={"media": ("media", DATA, "video/mp4")},
)
MIXED_UP = ["1790000000000002", "1790000000000001"]
SABOTAGE: dict[str, tuple[Call, dict[str, Any]]] = {
    "another method": (UPLOAD, {"method": "POST"}),
    "another path": (UPLOAD, {"path": "/medias/1790000000000001?fields=id"}),
    "another id in the path": (FORM, {"path": "/media/1790000000000009?fields=id"}),
    "another query": (UPLOAD, {"path": "/media/1790000000000001?fields=id,url"}),
    "no query": (UPLOAD, {"path": "/media/1790000000000001"}),
    "another token": (UPLOAD, {"headers": UPLOAD.headers | {"authorization": "Bearer other"}}),
    "another scheme": (UPLOAD, {"headers": UPLOAD.headers | {"authorization": "OAuth TOKEN"}}),
    "no token": (UPLOAD, {"headers": {"content-range": "bytes 0-99/2048"}}),
    "another range": (UPLOAD, {"headers": UPLOAD.headers | {"content-range": "bytes 0-9/2048"}}),
    "another byte": (UPLOAD, {"content": b"\x01" + DATA[1:100]}),
    "another piece": (UPLOAD, {"content": DATA[1:101]}),
    "a byte less": (UPLOAD, {"content": DATA[:99]}),
    "no bytes": (UPLOAD, {"content": b""}),
    "another version": (CREATE, {"headers": CREATE.headers | {"linkedin-version": "202608"}}),
    "a header more": (CREATE, {"headers": CREATE.headers | {"x-new": "1"}}),
    "another content type": (CREATE, {"headers": CREATE.headers | {"content-type": "text/json"}}),
    "another value": (CREATE, {"body": CREATE.body | {"text": "hullo"}}),
    "another type of a value": (CREATE, {"body": CREATE.body | {"is_public": "true"}}),
    "a field more": (CREATE, {"body": CREATE.body | {"wings": None}}),
    "a field less": (CREATE, {"body": {"text": "hello"}}),
    "ids mixed up": (CREATE, {"body": CREATE.body | {"media": MIXED_UP}}),
    "another status": (CREATE, {"status": 200}),
    "another named id": (CREATE, {"told": {"x-restli-id": "urn:li:share:17"}}),
    "another answer": (CREATE, {"answer": {"id": "1790000000000001", "created": "TIME"}}),
    "an empty answer": (CREATE, {"answer": None}),
    "another address": (UPLOAD, {"told": UPLOAD.told | {"location": "http://api/upload"}}),
    "another form field": (FORM, {"form": {"caption": "one\ntwo", "video": "1790000000000001"}}),
    "another name of a part": (PARTS, {"form": {"media_category": "video"}}),
    "another type of a part": (PARTS, {"files": {"media": ("media", DATA, "video/quicktime")}}),
    "another byte in a part": (PARTS, {"files": {"media": ("media", DATA[1:], "video/mp4")}}),
    "another file name": (PARTS, {"files": {"media": ("clip", DATA, "video/mp4")}}),
}


@pytest.fixture
def clip(tmp_path: Path) -> Rendition:
    path = tmp_path / "prepared.mp4"
    path.write_bytes(DATA)
    mime, size_px = "video/mp4", (540, 960)
    media = Media(
        "media-1", MediaKind.VIDEO, mime, len(DATA), "0" * 64, *size_px, filename="clip.mp4"
    )
    return Rendition(media, path, mime, len(DATA), "f" * 64, *size_px)


def _text(clip: Rendition, *calls: Call, run: Run | None = None) -> str:
    run = run or Run()
    return transcript([call.exchange(run) for call in calls], [clip], run.known)


@pytest.mark.parametrize(("call", "changes"), SABOTAGE.values(), ids=SABOTAGE)
def test_whatever_changes_is_seen(clip: Rendition, call: Call, changes: dict[str, Any]) -> None:
    before = _text(clip, CREATE, call)

    assert differences(before, _text(clip, CREATE, replace(call, **changes)))
    assert not differences(before, _text(clip, CREATE, call))


def test_what_only_the_run_decides_makes_no_difference(clip: Rendition) -> None:
    later = Run("127.0.0.1:9", "t", "188000000000000011", "999000000000000", "2027-01-01T00:00:00Z")
    calls = (UPLOAD, CREATE, FORM, PARTS)

    assert _text(clip, *calls, run=later) == _text(clip, *calls)


def test_an_id_keeps_its_name_from_answer_to_request(clip: Rendition) -> None:
    found = replace(
        FORM, path="/start", form={"phase": "start"}, answer={"id": "17900000000000003"}
    )
    used = Call("GET", "/media/17900000000000003")

    text = _text(clip, found, used)

    assert '{"id": "{id-1}"}' in text
    assert "GET {api}/media/{id-1}\n" in text


def test_digits_inside_a_hash_are_no_id() -> None:
    hashed = "a1234567890123456789b, id 123456789012345678 or urn%3Ali%3Ashare%3A123456789012345678"

    text = with_stable_names(hashed, {})

    assert text == "a1234567890123456789b, id {id-1} or urn%3Ali%3Ashare%3A{id-1}"


def test_a_call_reads_like_this(clip: Rendition) -> None:
    assert _text(clip, UPLOAD, CREATE) == READS


def test_bytes_are_named_by_their_file(clip: Rendition) -> None:
    whole = replace(UPLOAD, content=DATA, headers={"content-range": "bytes 0-2047/2048"})

    text = _text(clip, whole)

    assert "content-range: bytes 0-{last byte of clip.mp4}/{size of clip.mp4}" in text
    assert "content-length: {size of clip.mp4}" in text
    assert "{bytes of clip.mp4}" in text


def test_bytes_of_no_file_are_told_by_their_hash(clip: Rendition) -> None:
    text = _text(clip, replace(UPLOAD, content=b"abc"))

    digest = (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-4's example
    )
    assert f"{{3 bytes, sha256 {digest}}}" in text


def test_a_request_without_an_answer_is_written_down_as_such(clip: Rendition) -> None:
    unanswered = replace(CREATE.exchange(Run()), answer=None)

    assert transcript([unanswered], [clip], {}).endswith("\n\n==> no answer\n")


def test_a_difference_is_shown_line_by_line(request: pytest.FixtureRequest) -> None:
    written = (FOLDER / "twitter-text.txt").read_text(encoding="utf-8")

    with pytest.raises(pytest.fail.Exception) as failed:
        keep_or_compare(written.replace("/2/", "/3/"), "twitter-text.txt", request.config)

    shown = str(failed.value)
    assert shown.startswith("twitter-text.txt\n")
    assert "\n-POST {api}/2/tweets\n+POST {api}/3/tweets\n" in shown


def test_a_transcript_that_was_never_written_down_is_a_difference(
    request: pytest.FixtureRequest,
) -> None:
    with pytest.raises(pytest.fail.Exception, match=re.escape(ADVICE)):
        keep_or_compare("POST {api}/posts\n", "nowhere-text.txt", request.config)


READS = """\
PUT {api}/media/{id-1}?fields=id
authorization: Bearer {token}
content-length: 100
content-range: bytes 0-99/{size of clip.mp4}

{bytes 0 to 99 of clip.mp4}

==> 308
location: {api}/upload?part=2
range: bytes=0-99

----------------------------------------------------------------------------------------------------
POST {api}/media/{id-1}?fields=id
authorization: Bearer {token}
content-type: application/json
linkedin-version: 202607

{
  "text": "hello",
  "is_public": true,
  "media": ["{id-1}", "{id-2}"]
}

==> 201
x-restli-id: urn:li:share:{id-1}

{"id": "{id-2}", "created": "{time}"}
"""
