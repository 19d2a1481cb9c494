"""Settings: where they come from, what they must look like, and every fault said at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import NETWORKS, Settings, SettingsFault, load, told
from platforms.registry import ADAPTERS


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Start in an empty folder, with nothing of this shell's."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CALLBOARD_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def faults(**values: object) -> list[str]:
    with pytest.raises(SettingsFault) as fault:
        told(values)
    first, *lines = str(fault.value).splitlines()
    assert first == "These settings need a look:"
    return [line.strip() for line in lines]


def test_every_network_can_be_set_and_no_other() -> None:
    assert set(NETWORKS) == ADAPTERS.keys()
    for name in NETWORKS:
        assert told({name: {"client_id": "mine"}}).network(name).client_id == "mine"
    with pytest.raises(KeyError):
        told({}).network("slots")


def test_the_environment_wins_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(
        "CALLBOARD_SLOTS=3\nCALLBOARD_LEASE_S=300\nCALLBOARD_TWITTER__CLIENT_ID=from-the-file\n"
    )
    monkeypatch.setenv("CALLBOARD_SLOTS", "7")

    settings = load()

    assert (settings.slots, settings.lease_s) == (7, 300)
    assert settings.twitter.client_id == "from-the-file"


def test_all_faults_are_said_at_once_each_with_its_name() -> None:
    found = faults(
        slots=0,
        lease_s=10,
        bind="somewhere",
        public_url="example.com",
        queue="redis",
        fetch_allow="media.internal",
        twitter={"cleint_id": "x"},
    )

    assert {line.partition(":")[0] for line in found} == {
        "CALLBOARD_SLOTS",
        "CALLBOARD_LEASE_S",
        "CALLBOARD_BIND",
        "CALLBOARD_PUBLIC_URL",
        "CALLBOARD_QUEUE",
        "CALLBOARD_FETCH_ALLOW",
        "CALLBOARD_TWITTER__CLEINT_ID",
    }


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("bind", "8600", "give it as host:port"),
        ("bind", "127.0.0.1:99999", "give it as host:port"),
        ("public_url", "callboard.example.com", "give the whole address"),
        ("fetch_allow", "a:1,b", "'b' is not host:port"),
    ],
)
def test_a_fault_says_what_to_write(name: str, value: str, says: str) -> None:
    (line,) = faults(**{name: value})

    assert line.startswith(f"CALLBOARD_{name.upper()}: {says}")


def test_a_fault_never_shows_a_secret() -> None:
    found = faults(slack_bot_token="xoxb-secret", slots="xoxb-secret")

    assert "xoxb-secret" not in "".join(found)


def test_settings_never_show_their_secrets() -> None:
    settings = told({"slack_app_token": "xapp-secret", "twitter": {"client_secret": "s3cret"}})

    assert "xapp-secret" not in repr(settings)
    assert "s3cret" not in repr(settings)


@pytest.mark.parametrize(
    ("bind", "host", "port"),
    [("127.0.0.1:8600", "127.0.0.1", 8600), ("[::1]:80", "::1", 80), ("0.0.0.0:0", "0.0.0.0", 0)],  # noqa: S104 - only read
)
def test_where_to_listen_is_read(bind: str, host: str, port: int) -> None:
    settings = told({"bind": bind})

    assert (settings.host, settings.port) == (host, port)


def test_addresses_are_tidied() -> None:
    settings = told(
        {
            "public_url": "https://callboard.example.com/",
            "slack_api_url": "http://127.0.0.1:1/api",
            "fetch_allow": " a:1, b:2 ,",
        }
    )

    assert settings.public_url == "https://callboard.example.com"
    assert settings.slack_api_url == "http://127.0.0.1:1/api/"
    assert settings.fetch_allow == ("a:1", "b:2")
