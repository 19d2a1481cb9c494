"""One line an event, and never a secret in it, whoever wrote the line."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs

SECRETS = {
    "a bot token": "xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy",
    "an app token": "xapp-1-A0CALLBOARD-5502-9f8e7d6c5b4a",
    "a rotated token": "xoxe.xoxp-1-Mi0yLTEyMzQ1Njc4OTA",
    "a token of ours": "cb_Q2xhdWRlIHdhcyBoZXJl_long",
    "a signed medium": "v1.cmVuZGl0aW9uLnBuZw.1790000000.c2lnbmF0dXJlLW9mLWl0",
    "Google": "ya29.a0AfH6SMBx-y_z",
    "Google, refreshing": "1//04dEfGhIjKlMnOpQrStUvWxYz",
    "TikTok": "act.example12345Example12345Example!6524.va",
    "TikTok, refreshing": "rft.example12345Example12345Example!5872.va",
    "Facebook": "EAABwzLixnjYBO1234567890abcdefGHIJ",
    "Instagram": "IGQVJXabcdefghijklmnop1234567890",
    "LinkedIn": "AQXNnd2kXITHELmWblJigbHEuoFdfRhOwGA0QNnumBI8X",
    "a web token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
}
IN_TEXT = {
    "a response_url": ("https://hooks.slack.com/commands/T1/29/Nk0pXyz", "Nk0pXyz"),
    "a response_url of the stand-in": ("http://127.0.0.1:8600/_slack/response/Nk0pXyz", "Nk0pXyz"),
    "an upload ticket": ("https://files.slack.com/upload/v1/ABC123456", "ABC123456"),
    "a login that comes back": ("GET /connect/done?state=s3cr3tstate&code=c0dec0de", "c0dec0de"),
    "the state of a login": ("GET /connect/done?state=s3cr3tstate&code=c0dec0de", "s3cr3tstate"),
    "a form": ("code=c0dec0de&grant_type=authorization_code", "c0dec0de"),
    "a one-time link": ("open /connect/Zm9yLXlvdS1vbmx5LW9uY2U", "Zm9yLXlvdS1vbmx5LW9uY2U"),
    "a link signed for Amazon": ("https://s3/x?X-Amz-Signature=feedbeef&b=1", "feedbeef"),
    "a link with a signature": ("https://cdn/x.jpg?oh=1&sig=feedbeef", "feedbeef"),
    "a bearer": ("sent Authorization: Bearer AAAAxyz/+=", "AAAAxyz"),
    "a header of a dictionary": ("{'authorization': 'Basic dXNlcjpwYXNz'}", "dXNlcjpwYXNz"),
    "OAuth 1": ("OAuth oauth_consumer_key=feedbeef", "feedbeef"),
    "an answer's body": ('{"access_token": "AAAAfeed", "ok": true}', "AAAAfeed"),
    "a client's secret": ("client_secret=feedbeef&x=1", "feedbeef"),
}


@pytest.fixture(name="written")
def _written() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    stream = io.StringIO()
    logs.configure(form="json", stream=stream)
    yield stream
    root.handlers[:], level = before
    root.setLevel(level)
    structlog.reset_defaults()


def lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_an_event_is_one_line_of_json_with_its_ids(written: io.StringIO) -> None:
    structlog.get_logger("x").info("post.published", post="p1", url="https://x.com/a/status/1")

    (line,) = lines(written)
    assert line["event"] == "post.published"
    assert line["level"] == "info"
    assert line["post"] == "p1"
    assert line["url"] == "https://x.com/a/status/1"
    assert str(line["timestamp"]).endswith("Z")


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS.keys())
def test_what_looks_like_a_secret_is_hidden_wherever_it_stands(
    written: io.StringIO, secret: str
) -> None:
    structlog.get_logger("x").info(
        f"in words {secret}", said=secret, deep={"a": [secret, (secret,)]}
    )
    logging.getLogger("a.library").warning("calling with %s", secret)

    assert len(lines(written)) == 2
    assert secret not in written.getvalue()
    assert logs.HIDDEN in written.getvalue()


@pytest.mark.parametrize(("text", "secret"), IN_TEXT.values(), ids=IN_TEXT.keys())
def test_what_is_a_secret_by_where_it_stands_is_hidden(
    written: io.StringIO, text: str, secret: str
) -> None:
    structlog.get_logger("x").info("http.request", what=text)

    assert secret not in written.getvalue()
    assert logs.HIDDEN in written.getvalue()


@pytest.mark.parametrize(
    "key", ["access_token", "Authorization", "client_secret", "response_url", "cookie", "password"]
)
def test_a_value_is_hidden_by_its_name(written: io.StringIO, key: str) -> None:
    structlog.get_logger("x").info("http.request", **{key: "plain", "headers": {key: "plain too"}})

    assert "plain" not in written.getvalue()


def test_an_error_and_its_traceback_are_written_without_the_secret(written: io.StringIO) -> None:
    secret = SECRETS["a bot token"]
    try:
        int(secret)
    except ValueError as error:
        structlog.get_logger("x").exception("it.failed", error=error)

    (line,) = lines(written)
    assert "ValueError" in str(line["exception"])
    assert secret not in written.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "Copy it from OAuth & Permissions of your Slack app.",
        "Slack: Basic Information, Signing Secret",
        "store.upgraded from=0005 to=0006",
        "post.failed code=duplicate_content",
        "https://x.com/acme/status/1790000000000000001",
        "https://www.instagram.com/p/DBx0aAQrstuv/",
        "the state is published",
    ],
)
def test_ordinary_words_stay_readable(text: str) -> None:
    assert logs.without_secrets(text) == text
