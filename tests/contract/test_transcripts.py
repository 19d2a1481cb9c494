"""What goes to a network and comes back is written down in a file for each kind of post."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from pathlib import Path

import pytest

from platforms.adapter import Delivery
from platforms.content import Kind
from tests.contract.recorded import ADVICE, FOLDER, keep_or_compare
from tests.contract.stage import EVERY_KIND, LOGINS, Stage, every_kind
from tests.contract.transcript import transcript

LONG_BYTES = {
    "twitter": 9_000_000,
    "youtube": 9_000_000,
    "linkedin": 9_000_000,
    "tiktok": 25_000_000,
}
"""How long a film is that these networks get in two or three pieces."""
IN_PIECES = [login for login in LOGINS if login.network in LONG_BYTES]


@every_kind
async def test_what_goes_over_the_wire_is_what_is_written_down(
    stage: Stage, kind: Kind, request: pytest.FixtureRequest
) -> None:
    heard = await _heard(stage, stage.deliver(*stage.made(kind)))

    keep_or_compare(heard, f"{stage.login}-{kind}.txt", request.config)


@pytest.mark.parametrize("login", IN_PIECES, indirect=True, ids=str)
async def test_a_long_film_goes_over_the_wire_in_the_pieces_that_are_written_down(
    stage: Stage, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    film = _lengthened(stage.deliver(*stage.made(Kind.VIDEO)), stage, tmp_path)

    heard = await _heard(stage, film)

    keep_or_compare(heard, f"{stage.login}-video-in-pieces.txt", request.config)


def test_each_kind_of_post_of_each_login_has_a_file_and_no_file_is_left_over() -> None:
    wanted = {f"{login}-{kind}.txt" for login, kind in EVERY_KIND}
    wanted |= {f"{login}-video-in-pieces.txt" for login in IN_PIECES}

    assert {file.name for file in FOLDER.iterdir()} == wanted, ADVICE


async def _heard(stage: Stage, delivery: Delivery) -> str:
    """Publish, and write down what was heard."""
    await stage.login.adapter.publish(delivery, stage.wire)

    text = transcript(stage.overheard.exchanges, delivery.files, _known_at(stage))
    assert stage.account.access_token not in text
    return text


def _known_at(stage: Stage) -> dict[str, str]:
    """Name what the stand-in gave this stage."""
    api_url = stage.endpoints.api_url
    return {
        stage.media_url: "{files}",
        api_url: "{api}",
        api_url.removesuffix(f"/{stage.login.network}"): "{stand-ins}",
        stage.account.remote_id: "{account}",
        stage.account.access_token: "{token}",
    }


def _lengthened(delivery: Delivery, stage: Stage, folder: Path) -> Delivery:
    """Add to a film what no player looks at; no piece of it is like another."""
    (file,) = delivery.files
    free_bytes = LONG_BYTES[stage.login.network] - file.size_bytes
    noise = random.Random(1).randbytes(free_bytes - 8)  # noqa: S311 - no secret
    data = file.path.read_bytes() + free_bytes.to_bytes(4, "big") + b"free" + noise
    path = folder / "long.mp4"
    path.write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    longer = replace(file, path=path, size_bytes=len(data), sha256=sha256)
    return replace(delivery, files=(longer,))
