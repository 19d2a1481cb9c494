"""The command line as its users have it: processes, what they print, and their exit codes."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from store.database import open_database
from store.schema_version import HEAD, KNOWN
from tests.bot.processes import callboard, environment, free_port

pytestmark = pytest.mark.slow

NOBODYS_ID = "0190f5b0-0000-7000-8000-000000000001"

Done = subprocess.CompletedProcess[str]


class Shell:
    """A folder in which commands are run, with settings of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings: dict[str, object] = {"data_dir": folder / "data"}

    def __call__(
        self, line: str, *more: object, stdin: str = "", env: Mapping[str, str] | None = None
    ) -> Done:
        given = {**environment(**self.settings), **(env or {})}
        done = callboard(*line.split(), *more, env=given, cwd=self.folder, stdin=stdin)
        assert "Traceback" not in done.stderr
        return done


@pytest.fixture(name="shell")
def _shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture(name="taken_port")
def _taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


# Words that lead nowhere


def test_help_lists_every_command(shell: Shell) -> None:
    done = shell("--help")

    assert done.returncode == 0
    assert all(f"{name} " in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("line", ["", "pubilsh", "run --role captain", "sandbox slack", "parse"])
def test_words_that_are_no_command_end_with_2_and_the_usage(shell: Shell, line: str) -> None:
    done = shell(line)

    assert done.returncode == 2
    assert done.stderr.startswith("usage: callboard")
    assert done.stdout == ""


def test_an_unknown_command_is_answered_with_the_known_ones(shell: Shell) -> None:
    done = shell("pubilsh")

    assert "'pubilsh'" in done.stderr
    assert "doctor" in done.stderr


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("demo --port {port}", "make demo PORT={next}"),
        ("sandbox networks --port {port}", "callboard sandbox networks --port {next}"),
    ],
)
def test_a_port_that_is_taken_is_said_with_the_command_that_helps(
    shell: Shell, taken_port: int, line: str, hint: str
) -> None:
    done = shell(line.format(port=taken_port))

    assert done.returncode == 1
    said = f"Port {taken_port} is in use by another program. Try: {hint}\n"
    assert done.stderr == said.format(next=taken_port + 1)


def test_the_bots_own_port_too(shell: Shell, taken_port: int) -> None:
    shell.settings["bind"] = f"127.0.0.1:{taken_port}"

    done = shell("run")

    assert done.returncode == 1
    assert f"CALLBOARD_BIND=127.0.0.1:{taken_port + 1} callboard run" in done.stderr


def test_all_wrong_settings_are_said_together(shell: Shell) -> None:
    shell.settings |= {"slots": "many", "bind": "nowhere", "public_url": "example.com"}

    done = shell("run")

    assert done.returncode == 1
    first, *faults = done.stderr.splitlines()
    assert first == "These settings need a look:"
    named = [fault.strip().partition(":")[0] for fault in faults]
    assert sorted(named) == ["CALLBOARD_BIND", "CALLBOARD_PUBLIC_URL", "CALLBOARD_SLOTS"]


# parse


def test_every_line_is_answered_in_its_place_the_bad_ones_with_why(shell: Shell) -> None:
    good = {"id": 1, "text": "help", "reference": "2026-03-04T15:30:00+01:00", "tz": "Europe/Paris"}
    lines = [
        json.dumps(good),
        "no json",
        json.dumps({"id": 2, "text": "help"}),
        json.dumps({**good, "reference": "2026-03-04T15:30:00"}),
        json.dumps({**good, "tz": "Mars/Olympus"}),
        "",
        json.dumps(good),
    ]

    done = shell("parse --jsonl", stdin="\n".join(lines))

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, "")
    assert [one["intent"] for one in answers] == ["help", "none", "none", "none", "none", "help"]
    assert [one["error"] for one in answers[1:4]] == [
        "this line is no JSON",
        "reference is missing or unknown",
        "reference needs an offset, as in 2026-03-04T15:30-05:00",
    ]
    assert "Mars/Olympus" in answers[4]["error"]


# tokens


def test_a_token_is_shown_once_listed_without_its_secret_and_revoked(shell: Shell) -> None:
    made = shell("tokens create --workspace T1 --user U1 --scopes read,write")
    words, secret = made.stdout.splitlines()
    token_id = words.split()[1]
    listed = shell("tokens list --workspace T1")
    revoked = shell("tokens revoke --workspace T1", token_id)
    after = shell("tokens list --workspace T1")

    assert secret.startswith("cb_")
    assert listed.stdout == f"{token_id}  U1  read,write  active\n"
    assert revoked.stdout == f"Token {token_id} is revoked.\n"
    assert after.stdout == f"{token_id}  U1  read,write  revoked\n"
    assert secret not in listed.stdout + after.stdout
    assert {one.returncode for one in (made, listed, revoked, after)} == {0}


def test_another_workspaces_token_is_unknown_here(shell: Shell) -> None:
    token_id = shell("tokens create --workspace T1 --user U1").stdout.split()[1]

    done = shell("tokens revoke --workspace T2", token_id)

    assert done.returncode == 1
    assert done.stderr.startswith("There is no API token with the id")


@pytest.mark.parametrize("scopes", ["everything", ","])
def test_unknown_scopes_are_answered_with_the_known_ones(shell: Shell, scopes: str) -> None:
    done = shell("tokens create --workspace T1 --user U1 --scopes", scopes)

    assert done.returncode == 2
    assert "scopes are read, write, publish" in done.stderr


def test_a_workspace_without_tokens_is_said(shell: Shell) -> None:
    done = shell("tokens list --workspace T1")

    assert done.returncode == 0
    assert "There is no token of the HTTP API in the workspace T1" in done.stdout


# db


def test_the_schema_goes_up_is_told_and_goes_down(shell: Shell) -> None:
    said = [
        shell(f"db {what}").stdout.strip()
        for what in ("current", "upgrade", "current", f"downgrade {KNOWN[0]}", "downgrade base")
    ]

    assert said == ["no schema yet", HEAD, HEAD, KNOWN[0], "no schema yet"]


@pytest.mark.parametrize("revision", ["9999", "-x"])
def test_a_schema_that_does_not_exist_is_refused(shell: Shell, revision: str) -> None:
    shell("db upgrade")

    done = shell("db downgrade --", revision)

    assert done.returncode == 1
    assert f"There is no schema {revision!r} that this database could go back to" in done.stderr
    assert f"{KNOWN[0]} to {HEAD}, or base" in done.stderr
    assert shell("db current").stdout.strip() == HEAD


def test_an_empty_database_cannot_go_back(shell: Shell) -> None:
    done = shell("db downgrade", KNOWN[0])

    assert done.returncode == 1
    assert "It is empty already" in done.stderr


@pytest.mark.parametrize("what", ["upgrade", "downgrade base"])
def test_the_schema_is_not_changed_under_a_running_bot(shell: Shell, what: str) -> None:
    with open_database("", data_dir=shell.folder / "data"):
        done = shell(f"db {what}")

    assert done.returncode == 1
    assert "is in use by process" in done.stderr
    assert shell("db current").stdout.strip() == HEAD


# doctor


def test_the_doctor_finds_a_plain_installation_well(shell: Shell) -> None:
    done = shell("doctor")

    assert done.returncode == 0
    assert {line[:4] for line in done.stdout.splitlines()} == {"ok  "}


def test_the_doctor_names_everything_that_is_wrong(shell: Shell) -> None:
    shell("db upgrade")
    shell.settings |= {"public_url": "http://example.com", "secret_keys": "not-a-key"}

    done = shell("doctor")

    bad = [line for line in done.stdout.splitlines() if line.startswith("BAD ")]
    assert done.returncode == 1
    assert len(bad) == 2
    assert "CALLBOARD_SECRET_KEYS is kid:base64" in bad[0]
    assert "no public https address" in bad[1]


def test_the_doctor_says_when_slack_cannot_be_asked(shell: Shell) -> None:
    nothing_set = shell("doctor --slack")
    shell.settings |= {
        "slack_bot_token": "xoxb-nobody",
        "slack_signing_secret": "none",
        "slack_api_url": f"http://127.0.0.1:{free_port()}/api/",
    }

    away = shell("doctor --slack")

    assert (nothing_set.returncode, away.returncode) == (1, 1)
    assert "There is no CALLBOARD_SLACK_BOT_TOKEN to ask Slack with" in nothing_set.stdout
    assert "BAD  Slack cannot be reached (ClientConnectorError)." in away.stdout
    assert "xoxb-nobody" not in away.stdout + away.stderr
