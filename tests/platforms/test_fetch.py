"""Links given by people: only public machines, only media, only so much, only so long."""

from __future__ import annotations

from pathlib import Path

import pytest

from platforms.media.addresses import is_public
from platforms.media.fetch import Fetched, NotFetched, fetch
from tests.platforms import samples
from tests.platforms.listening import Listener, answer, listening


def _jpeg(tmp_path: Path) -> bytes:
    return samples.photo(tmp_path / "given.jpg").read_bytes()


def _host_port(listener: Listener) -> str:
    return listener.url.removeprefix("http://")


async def _fetched(listener: Listener, to: Path, url: str = "", **limits: float) -> Fetched:
    return await fetch(
        url or f"{listener.url}/a.jpg",
        to=to,
        allow=frozenset({_host_port(listener)}),
        max_bytes=int(limits.get("max_bytes", 1_000_000)),
        time_limit_s=limits.get("time_limit_s", 10.0),
    )


async def test_a_picture_is_fetched_and_known_by_its_bytes(tmp_path: Path) -> None:
    data = _jpeg(tmp_path)
    lying = answer("200 OK", data, "Content-Type: text/plain")

    async with listening(Listener(reply=lying)) as listener:
        fetched = await _fetched(listener, tmp_path / "got")

    assert (fetched.mime, fetched.size_bytes) == ("image/jpeg", len(data))
    assert (tmp_path / "got").read_bytes() == data


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "0.0.0.0",  # noqa: S104 - refused, not listened on
        "[::ffff:127.0.0.1]",
        "[fd00::1]",
        "100.64.0.1",
        "2130706433",
        "0x7f.1",
    ],
)
async def test_no_private_machine_is_ever_dialled(tmp_path: Path, host: str) -> None:
    async with listening(Listener()) as listener:
        port = listener.url.rpartition(":")[2]
        with pytest.raises(NotFetched):
            await fetch(f"http://{host}:{port}/a.jpg", to=tmp_path / "got")

    assert listener.connections == 0
    assert not (tmp_path / "got").exists()


async def test_a_public_name_with_a_private_address_is_refused(tmp_path: Path) -> None:
    async def resolve(_host: str, _port: int) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"]

    with pytest.raises(NotFetched, match="not on the public internet"):
        await fetch("http://pictures.example/a.jpg", to=tmp_path / "got", resolve=resolve)


async def test_the_checked_address_is_the_one_that_is_dialled(tmp_path: Path) -> None:
    asked: list[str] = []

    async with listening(Listener(reply=answer("200 OK", _jpeg(tmp_path)))) as listener:
        port = int(listener.url.rpartition(":")[2])

        async def resolve(host: str, _port: int) -> list[str]:
            asked.append(host)
            return ["127.0.0.1"]

        allow = frozenset({f"pictures.example:{port}"})
        await fetch(
            f"http://pictures.example:{port}/a.jpg",
            to=tmp_path / "got",
            allow=allow,
            resolve=resolve,
        )

    assert asked == ["pictures.example"]
    assert f"Host: pictures.example:{port}".encode() in listener.requests[0]


async def test_a_redirect_to_a_private_machine_is_refused(tmp_path: Path) -> None:
    async with listening(Listener()) as hidden:
        away = answer("302 Found", b"", f"Location: {hidden.url}/secret")
        async with listening(Listener(reply=away)) as listener:
            with pytest.raises(NotFetched, match="not on the public internet"):
                await _fetched(listener, tmp_path / "got")

    assert hidden.connections == 0


async def test_redirects_are_followed_but_not_for_ever(tmp_path: Path) -> None:
    async with listening(Listener(reply=answer("302 Found", b"", "Location: /again"))) as listener:
        with pytest.raises(NotFetched, match="without an end"):
            await _fetched(listener, tmp_path / "got")

    assert 1 < len(listener.requests) < 10


async def test_a_file_that_announces_too_much_is_not_downloaded(tmp_path: Path) -> None:
    with_length = answer("200 OK", b"\xff\xd8\xff" + b"x" * 5000)

    async with listening(Listener(reply=with_length)) as listener:
        with pytest.raises(NotFetched, match="larger than"):
            await _fetched(listener, tmp_path / "got", max_bytes=1000)

    assert not (tmp_path / "got").exists()


async def test_a_file_that_grows_too_large_is_cut_off(tmp_path: Path) -> None:
    endless = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\xff\xd8\xff" + b"x" * 50_000

    async with listening(Listener(reply=endless)) as listener:
        with pytest.raises(NotFetched, match="larger than"):
            await _fetched(listener, tmp_path / "got", max_bytes=10_000)

    assert not (tmp_path / "got").exists()


async def test_a_server_that_dawdles_is_given_up(tmp_path: Path) -> None:
    half = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n\xff\xd8\xff"

    async with listening(Listener(reply=half)) as listener:
        with pytest.raises(NotFetched, match="did not arrive within"):
            await _fetched(listener, tmp_path / "got", time_limit_s=0.3)


@pytest.mark.parametrize(
    ("reply", "word"),
    [
        (answer("200 OK", b"<!doctype html><title>Sign in</title>"), "web page"),
        (answer("200 OK", b"plain words"), "no picture or video"),
        (answer("200 OK"), "no picture or video"),
        (answer("401 Unauthorized"), "login"),
        (answer("404 Not Found"), "no file"),
        (answer("500 Internal Server Error"), "error 500"),
        (None, "could not be reached"),
    ],
)
async def test_what_is_no_media_is_refused_with_words(
    tmp_path: Path, reply: bytes | None, word: str
) -> None:
    async with listening(Listener(reply=reply)) as listener:
        with pytest.raises(NotFetched) as refused:
            await _fetched(listener, tmp_path / "got")

    assert word in refused.value.sentence
    assert refused.value.advice.endswith(".")
    assert not (tmp_path / "got").exists()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.b/c",
        "javascript:alert(1)",
        "http://",
        "nonsense",
        "http://[x",
        "http://user:word@example.com/a.jpg",
    ],
)
async def test_only_plain_web_links_are_tried(tmp_path: Path, url: str) -> None:
    with pytest.raises(NotFetched):
        await fetch(url, to=tmp_path / "got")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("224.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:0a00:0001::", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("fe80::1%eth0", False),
    ],
)
def test_wrapped_addresses_are_unwrapped_before_they_are_judged(address: str, public: bool) -> None:
    assert is_public(address) is public
