"""What the doctor says about networks: settings, address, credentials and clock."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.commands.doctor_networks import (
    DEAD_CODE,
    Verdict,
    clock_verdict,
    drift_of,
    public_address,
)
from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks.app import build_networks
from bot.settings import told
from platforms.connections import open_client
from platforms.registry import ADAPTERS
from tests.bot.certificates import Certificate, made_for_this_machine
from tests.bot.doctoring import (
    APP_ID,
    PUBLIC,
    SECRET,
    WRONG,
    StandIns,
    about,
    bots_web,
    faults,
    found,
)
from tests.bot.processes import callboard, environment
from tests.contract.serving import free_port, served

TELLING = sorted(DEAD_CODE)
SILENT = sorted(ADAPTERS.keys() - DEAD_CODE.keys())


@pytest.fixture(name="stand_ins", scope="module")
def _stand_ins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIns]:
    folder = tmp_path_factory.mktemp("stand-ins")
    app = build_networks(data_dir=folder, clock=OffsetClock(folder / "clock.json"))
    with served(app) as url:
        stand_ins = StandIns(url)
        for network in ADAPTERS:
            stand_ins.register(network)
        yield stand_ins


@pytest.fixture(name="certificate", scope="module")
def _certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return made_for_this_machine(tmp_path_factory.mktemp("certificate"))


# The app's settings


async def test_without_settings_no_network_is_asked(stand_ins: StandIns) -> None:
    ((is_fine, sentence),) = await found(told({}))

    assert is_fine
    assert "docs/networks/" in sentence


@pytest.mark.parametrize("network", sorted(ADAPTERS))
async def test_what_is_missing_is_named_and_nobody_is_asked(
    stand_ins: StandIns, network: str
) -> None:
    before = stand_ins.asked(network)
    settings = told({network: {"api_url": f"{stand_ins.url}/{network}"}, "public_url": PUBLIC})

    bad = await faults(settings)

    name = f"CALLBOARD_{network.upper()}__CLIENT"
    assert any(f"{name}_ID" in said and f"docs/networks/{network}.md" in said for said in bad)
    assert any(f"{name}_SECRET" in said for said in bad) == (network != "twitter")
    assert stand_ins.asked(network) == before


async def test_an_app_of_x_may_have_no_secret(stand_ins: StandIns) -> None:
    verdicts = await found(stand_ins.settings("twitter", secret=""))

    assert about(verdicts, "the app's settings are there")[0]


# The credentials


@pytest.mark.parametrize("network", TELLING)
async def test_a_network_that_knows_the_app_is_believed(stand_ins: StandIns, network: str) -> None:
    verdicts = await found(stand_ins.settings(network))

    assert about(verdicts, "knows the app and takes its settings")[0]


@pytest.mark.parametrize("network", sorted(ADAPTERS))
async def test_a_wrong_secret_is_said_and_not_shown(stand_ins: StandIns, network: str) -> None:
    bad = await faults(stand_ins.settings(network, secret=WRONG))

    (said,) = [one for one in bad if f"CALLBOARD_{network.upper()}__CLIENT_SECRET" in one]
    assert f"CALLBOARD_{network.upper()}__CLIENT_ID" in said
    assert WRONG not in "".join(bad)


@pytest.mark.parametrize("network", SILENT)
async def test_a_network_that_tells_nothing_is_not_taken_for_one_that_says_yes(
    stand_ins: StandIns, network: str
) -> None:
    verdicts = await found(stand_ins.settings(network))

    verdict = about(verdicts, "only connecting an account shows")
    assert verdict[0]
    assert verdict[1].startswith(ADAPTERS[network].rules.label)


@pytest.mark.parametrize("network", sorted(ADAPTERS))
async def test_a_network_that_is_away_is_said_with_what_to_check(network: str) -> None:
    nowhere = StandIns(f"http://127.0.0.1:{free_port()}")

    bad = await faults(nowhere.settings(network))

    (said,) = [one for one in bad if "cannot be reached" in one]
    assert f"CALLBOARD_{network.upper()}__API_URL" in said


@pytest.mark.parametrize("network", sorted(ADAPTERS))
async def test_an_address_that_is_no_network_is_said(tmp_path: Path, network: str) -> None:
    with served(bots_web(tmp_path)) as url:
        bad = await faults(StandIns(url).settings(network))

    (said,) = [one for one in bad if ADAPTERS[network].rules.label in one]
    assert f"CALLBOARD_{network.upper()}__API_URL; if that is right" in said


@pytest.mark.parametrize(
    "address", ["localhost:8600", "http://localhost:eighty", "http://127.0.0.1:99999", "http://["]
)
async def test_an_address_that_is_none_is_said(address: str) -> None:
    bad = await faults(StandIns(address).settings("youtube"))

    assert any("CALLBOARD_YOUTUBE__API_URL is no address" in said for said in bad)


async def test_a_network_out_of_order_is_to_be_asked_later(stand_ins: StandIns) -> None:
    stand_ins.break_next_login("twitter")

    bad = await faults(stand_ins.settings("twitter"))

    assert any("Ask the doctor again in a while" in said for said in bad)


# The address that people come back to


async def test_the_address_to_register_is_said_to_the_letter(stand_ins: StandIns) -> None:
    verdicts = await found(stand_ins.settings("twitter"))

    assert about(verdicts, f"{PUBLIC}/connect/twitter/callback; register exactly")[0]


@pytest.mark.parametrize("public_url", ["", "http://callboard.example.com"])
async def test_without_https_nobody_can_connect(stand_ins: StandIns, public_url: str) -> None:
    bad = await faults(stand_ins.settings("twitter", public_url=public_url))

    (said,) = bad
    assert "Set CALLBOARD_PUBLIC_URL" in said
    assert "/connect/twitter/callback" in said


async def test_a_bot_that_answers_at_its_public_address_is_found(
    tmp_path: Path, certificate: Certificate
) -> None:
    is_fine, sentence = await _public_address(bots_web(tmp_path), certificate)

    assert is_fine
    assert sentence.endswith("/healthz.")


async def test_another_program_at_the_public_address_is_not_taken_for_thebots_web(
    tmp_path: Path, certificate: Certificate
) -> None:
    other = build_networks(data_dir=tmp_path, clock=OffsetClock(tmp_path / "clock.json"))

    is_fine, sentence = await _public_address(other, certificate)

    assert not is_fine
    assert "answers 404, and not as Callboard does" in sentence


async def test_nobody_at_the_public_address_is_said_with_what_to_do() -> None:
    settings = told({"public_url": f"https://127.0.0.1:{free_port()}"})
    async with open_client() as http:
        is_fine, sentence = await public_address(settings, http)

    assert not is_fine
    assert "Nobody answers" in sentence
    assert "127.0.0.1:8600" in sentence


async def test_a_public_address_that_is_none_is_said() -> None:
    async with open_client() as http:
        verdict = await public_address(told({"public_url": "https://:99999"}), http)

    assert verdict == (False, "CALLBOARD_PUBLIC_URL is no address. Write it anew.")


async def _public_address(app: Any, certificate: Certificate) -> Verdict:
    with served(
        app, ssl_certfile=str(certificate.public), ssl_keyfile=str(certificate.private)
    ) as url:
        settings = told({"public_url": url.replace("http://", "https://")})
        trusting = ssl.create_default_context(cafile=certificate.public)
        async with httpx.AsyncClient(verify=trusting) as http:
            return await public_address(settings, http)


# The clock


@pytest.mark.parametrize(("off_s", "is_fine"), [(0, True), (-300, False), (300, False)])
async def test_a_clock_that_is_off_is_a_fault(tmp_path: Path, off_s: int, *, is_fine: bool) -> None:
    theirs = format_datetime(datetime.now(UTC) + timedelta(seconds=off_s), usegmt=True)
    app = build_networks(data_dir=tmp_path, clock=OffsetClock(tmp_path / "clock.json"))
    with served(app, date_header=False, headers=[("date", theirs)]) as url:
        verdicts = await found(StandIns(url).settings("youtube"))

    verdict = about(verdicts, "This machine's clock differs")
    assert verdict[0] is is_fine
    assert ("Set the clock" in verdict[1]) is not is_fine


@pytest.mark.parametrize(("drift_s", "is_fine"), [(30, True), (-30, True), (30.1, False)])
def test_thirty_seconds_are_the_most(drift_s: float, *, is_fine: bool) -> None:
    assert clock_verdict("Slack", drift_s)[0] is is_fine


@pytest.mark.parametrize(
    ("date", "drift_s"),
    [
        ("Sun, 22 Nov 2026 12:00:00 GMT", 60),
        ("Sun, 22 Nov 2026 12:00:00 -0000", 60),
        ("Sun, 22 Nov 2026 13:00:00 +0100", 60),
        ("", None),
        ("yesterday", None),
    ],
)
def test_a_date_is_read_whatever_its_zone(date: str, drift_s: float | None) -> None:
    assert drift_of(date, datetime(2026, 11, 22, 12, 1, tzinfo=UTC)) == drift_s


# The command


@pytest.mark.slow
def test_a_good_installation_ends_with_0(
    stand_ins: StandIns, tmp_path: Path, certificate: Certificate
) -> None:
    files = {"ssl_certfile": str(certificate.public), "ssl_keyfile": str(certificate.private)}
    with served(bots_web(tmp_path), **files) as url:
        env = _environment(stand_ins, tmp_path, SECRET) | {
            "CALLBOARD_PUBLIC_URL": url.replace("http://", "https://"),
            "SSL_CERT_FILE": str(certificate.public),
        }
        done = callboard("doctor", env=env, cwd=tmp_path)

    assert done.returncode == 0, done.stdout
    assert {line[:5] for line in done.stdout.splitlines()} == {"ok   "}
    assert SECRET not in done.stdout + done.stderr


@pytest.mark.slow
def test_wrong_secrets_end_with_1_and_are_not_printed(stand_ins: StandIns, tmp_path: Path) -> None:
    done = callboard("doctor", env=_environment(stand_ins, tmp_path, WRONG), cwd=tmp_path)

    bad = [line for line in done.stdout.splitlines() if line.startswith("BAD  ")]
    assert done.returncode == 1
    assert done.stderr == ""
    for network in ADAPTERS:
        assert any(f"CALLBOARD_{network.upper()}__CLIENT_SECRET" in line for line in bad)
    assert WRONG not in done.stdout


def _environment(stand_ins: StandIns, folder: Path, secret: str) -> dict[str, str]:
    env = environment(data_dir=folder / "data")
    for network in ADAPTERS:
        name = f"CALLBOARD_{network.upper()}__"
        env |= {
            f"{name}CLIENT_ID": APP_ID,
            f"{name}CLIENT_SECRET": secret,
            f"{name}API_URL": f"{stand_ins.url}/{network}",
        }
    return env
