"""``callboard accounts`` as a process, against the networks' stand-in as another one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.bot.processes import Running, environment, free_port
from tests.bot.test_cli import NOBODYS_ID, Shell

pytestmark = pytest.mark.slow

ADD = "accounts add --workspace T1 --user U1 --network twitter --handle acme"


class Networks:
    """The stand-in, its accounts, and a shell whose bot reaches it."""

    def __init__(self, url: str, shell: Shell) -> None:
        self.url = url
        self.shell = shell
        shell.settings |= {"twitter__api_url": f"{url}/twitter", "twitter__client_id": "callboard"}
        shell.settings |= {"instagram__api_url": f"{url}/instagram"}
        shell.settings |= {"linkedin__api_url": f"{url}/linkedin"}

    def opened(self, handle: str = "acme", network: str = "twitter", **more: str) -> dict[str, Any]:
        """Open an account there and return its tokens."""
        body = {"network": network, "handle": handle, **more}
        answer = httpx.post(f"{self.url}/_sandbox/accounts", json=body)
        answer.raise_for_status()
        return dict(answer.json())


@pytest.fixture(name="networks", scope="module")
def _networks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("networks"), free_port()
    place = ("--port", port, "--data", folder / "data")
    with Running("sandbox", "networks", *place, env=environment(), cwd=folder) as running:
        running.until("answers at")
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(name="there")
def _there(networks: str, tmp_path: Path) -> Networks:
    return Networks(networks, Shell(tmp_path))


def id_of(line: str) -> str:
    return line.split(maxsplit=1)[0]


def test_tokens_come_from_stdin_and_are_never_echoed(there: Networks) -> None:
    account = there.opened()
    secrets = [account["access_token"], account["refresh_token"]]

    added = there.shell(f"{ADD} --refresh-token - --expires-in 7200", stdin="\n".join(secrets))
    listed = there.shell("accounts list --workspace T1")
    checked = there.shell("accounts check --workspace T1")

    assert (added.returncode, listed.returncode, checked.returncode) == (0, 0, 0)
    assert added.stdout.startswith("Connected twitter @acme (")
    assert "  twitter  @acme  active  token until " in listed.stdout
    assert checked.stdout.rstrip().endswith("works")
    printed = "".join(one.stdout + one.stderr for one in (added, listed, checked))
    assert not any(secret in printed for secret in secrets)
    stored = b"".join(path.read_bytes() for path in there.shell.folder.rglob("*") if path.is_file())
    assert not any(secret.encode() in stored for secret in secrets)


def test_tokens_come_from_the_environment(there: Networks) -> None:
    account = there.opened()
    env = {
        "CALLBOARD_ACCESS_TOKEN": account["access_token"],
        "CALLBOARD_REFRESH_TOKEN": account["refresh_token"],
    }

    added = there.shell(f"{ADD} --refresh-token -", env=env)

    assert added.returncode == 0
    assert account["access_token"] not in added.stdout + added.stderr


def test_a_login_of_several_is_named(there: Networks) -> None:
    page = there.opened(network="linkedin", flavour="organization")
    words = "accounts add --workspace T1 --user U1 --network linkedin --handle acme"

    added = there.shell(f"{words} --flavour organization", stdin=page["access_token"])

    assert added.stdout.startswith("Connected linkedin @acme (")


def test_a_login_that_a_network_lacks_is_refused_with_those_it_has(there: Networks) -> None:
    words = "accounts add --workspace T1 --user U1 --network linkedin --handle acme"

    done = there.shell(f"{words} --flavour facebook", stdin="token")

    assert done.returncode == 1
    assert "linkedin has no login called facebook." in done.stderr
    assert "member, organization" in done.stderr


def test_a_token_that_is_not_there_is_asked_for(there: Networks) -> None:
    done = there.shell(ADD)

    assert done.returncode == 1
    assert done.stderr == (
        "There is no access token. Set CALLBOARD_ACCESS_TOKEN or write it on a line of stdin.\n"
    )


def test_a_token_of_another_account_is_refused_and_nothing_is_kept(there: Networks) -> None:
    other = there.opened("somebody")["access_token"]

    done = there.shell(ADD, stdin=other)

    assert done.returncode == 1
    assert "This token belongs to @somebody, not to @acme." in done.stderr
    assert other not in done.stderr
    assert "No account is connected" in there.shell("accounts list --workspace T1").stdout


def test_a_network_that_is_away_is_said_in_one_sentence(there: Networks) -> None:
    there.shell.settings["twitter__api_url"] = f"http://127.0.0.1:{free_port()}"

    done = there.shell(ADD, stdin="some-token")

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "some-token" not in done.stderr


def test_a_token_that_no_longer_works_is_told_by_the_check(there: Networks) -> None:
    there.shell(ADD, stdin=there.opened()["access_token"])
    there.shell.settings["twitter__api_url"] = f"http://127.0.0.1:{free_port()}"

    checked = there.shell("accounts check --workspace T1")

    assert checked.returncode == 1
    assert "@acme" in checked.stdout
    assert "works" not in checked.stdout


@pytest.mark.parametrize("what", ["list", "check"])
def test_a_workspace_without_accounts_is_told_how_to_connect_one(
    there: Networks, what: str
) -> None:
    done = there.shell(f"accounts {what} --workspace T1")

    assert done.returncode == 0
    assert done.stdout.startswith("No account is connected in the workspace T1. Connect one with")


def test_a_removed_account_is_gone_with_its_tokens(there: Networks) -> None:
    there.shell(ADD, stdin=there.opened()["access_token"])
    account = id_of(there.shell("accounts list --workspace T1").stdout)

    elsewhere = there.shell("accounts remove --workspace T2", account)
    removed = there.shell("accounts remove --workspace T1", account)

    assert (elsewhere.returncode, removed.returncode) == (1, 0)
    assert removed.stdout == f"Removed {account}; its tokens are gone.\n"
    assert "No account is connected" in there.shell("accounts list --workspace T1").stdout


@pytest.mark.parametrize("account", [NOBODYS_ID, "nonsense"])
def test_removing_what_is_not_there_says_so(there: Networks, account: str) -> None:
    done = there.shell("accounts remove --workspace T1", account)

    assert done.returncode == 1
    assert f"with the id '{account}'" in done.stderr
