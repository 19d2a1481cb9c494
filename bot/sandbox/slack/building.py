"""Puts the parts of a stand-in together: one set for each workspace, some shared by all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.sandbox.clock import OffsetClock
from bot.sandbox.slack.addresses import Addresses
from bot.sandbox.slack.delivery.courier import Courier
from bot.sandbox.slack.delivery.http_carrier import HttpCarrier
from bot.sandbox.slack.delivery.subscriptions import Subscriptions
from bot.sandbox.slack.documents import Documents, Shelf
from bot.sandbox.slack.errands import Errands
from bot.sandbox.slack.faults import Faults
from bot.sandbox.slack.journal import Journal
from bot.sandbox.slack.limits import LimitClock, RateLimits
from bot.sandbox.slack.manifest import read_manifest
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.sandbox import Pace, Sandbox
from bot.sandbox.slack.slack import Slack
from bot.sandbox.slack.sockets.hub import SocketHub
from bot.sandbox.slack.sockets.link import Lifetime
from bot.sandbox.slack.stream import Stream
from bot.sandbox.slack.timers import Timers
from bot.sandbox.slack.tokens import Tokens
from bot.sandbox.slack.triggers import Triggers
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.slack.world import TEAMS, Team
from platforms.clock import SystemClock

DATABASE = "slack.sqlite3"


def build(
    *,
    data_dir: Path,
    clock: OffsetClock,
    manifest: Mapping[str, Any],
    bot_url: str,
    signing_secret: str,
    bot_token: str,
    app_token: str,
    more_bot_tokens: Mapping[str, str],
    pace: Pace,
    rate_limits: LimitClock,
) -> Slack:
    """Build every workspace; the first one's database also keeps what all share."""
    app = read_manifest(manifest)
    documents = {team: Documents(_folder(data_dir, team) / DATABASE) for team in TEAMS}
    stream, faults, machine_clock = Stream(), Faults(), SystemClock()
    journal = Journal(documents[TEAMS[0]], stream, clock)
    sockets = SocketHub(
        lifetime=Lifetime(pace.socket_lives_s, pace.socket_warns_s),
        is_on=app.socket_mode,
        journal=journal,
    )
    requests = HttpCarrier(
        bot_url=bot_url, signing_secret=signing_secret, machine_clock=machine_clock
    )
    carrier = sockets if app.socket_mode else requests
    courier = Courier(carrier, ack_s=pace.ack_s, journal=journal, faults=faults)
    limits = RateLimits({"demo": clock, "machine": machine_clock}, rate_limits)
    subscriptions = Subscriptions(
        Shelf(documents[TEAMS[0]], "subscriptions", Json),
        pace.events,
    )
    bot_tokens = {**more_bot_tokens, TEAMS[0].id: bot_token}

    def workspace_of(team: Team) -> Sandbox:
        files = _folder(data_dir, team) / "slack_files"
        workspace = Workspace(team, documents[team], files, app)
        errands = Errands()
        return Sandbox(
            workspace=workspace,
            clock=clock,
            machine_clock=machine_clock,
            pace=pace,
            stream=stream,
            journal=journal,
            faults=faults,
            courier=courier,
            sockets=sockets,
            subscriptions=subscriptions,
            tokens=Tokens(bot=bot_tokens.get(team.id), notes=workspace.notes),
            addresses=Addresses(workspace.notes),
            limits=limits,
            triggers=Triggers(pace.trigger_s),
            errands=errands,
            timers=Timers(workspace.jobs, clock, errands),
        )

    return Slack(tuple(map(workspace_of, TEAMS)), app_token)


def _folder(data_dir: Path, team: Team) -> Path:
    """Return where a workspace keeps its things; the first one's lie in the folder itself."""
    return data_dir if team is TEAMS[0] else data_dir / f"slack_{team.domain}"
