"""The networks' stand-ins as one web application."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks import (
    accounts,
    clients,
    faults,
    grants,
    late,
    posts,
    quotas,
    requests_seen,
    sequences,
    switches,
)
from bot.sandbox.networks.accounts import Accounts
from bot.sandbox.networks.blobs import Blobs
from bot.sandbox.networks.clients import Clients
from bot.sandbox.networks.control import Control
from bot.sandbox.networks.database import Database
from bot.sandbox.networks.facebook import network as facebook
from bot.sandbox.networks.faults import Faults
from bot.sandbox.networks.fetching import Fetcher
from bot.sandbox.networks.gate import Gate
from bot.sandbox.networks.grants import Grants
from bot.sandbox.networks.instagram import network as instagram
from bot.sandbox.networks.late import LateRequests
from bot.sandbox.networks.linkedin import network as linkedin
from bot.sandbox.networks.pages import media_route
from bot.sandbox.networks.posts import Posts
from bot.sandbox.networks.quotas import Quotas
from bot.sandbox.networks.requests_seen import RequestsSeen
from bot.sandbox.networks.sequences import Sequences
from bot.sandbox.networks.switches import Switches
from bot.sandbox.networks.tiktok import network as tiktok
from bot.sandbox.networks.twitter import network as twitter
from bot.sandbox.networks.world import Network, World
from bot.sandbox.networks.youtube import network as youtube

NETWORKS = {
    "twitter": twitter,
    "instagram": instagram,
    "tiktok": tiktok,
    "linkedin": linkedin,
    "youtube": youtube,
    "facebook": facebook,
}
SHARED = (
    *(accounts, clients, faults, grants, late, posts, quotas, requests_seen, sequences, switches),
)


def build_networks(*, data_dir: Path, clock: OffsetClock) -> Starlette:
    """
    Return all stand-ins: ``/{network}/…`` for each and ``/_sandbox/…`` to hold them.

    Their state is in ``data_dir``, committed before every answer; a new application on the
    same folder goes on where the last one was killed.
    """
    world = build_world(data_dir, clock)
    networks = {name: part.build(world) for name, part in NETWORKS.items()}
    seen = RequestsSeen(world.db)
    return Starlette(
        routes=[
            *Control(world, networks, seen).routes(),
            media_route(world),
            *(_mounted(network) for network in networks.values()),
        ],
        middleware=[
            Middleware(Gate, world=world, networks=networks, seen=seen, late=LateRequests(world.db))
        ],
    )


def build_world(data_dir: Path, clock: OffsetClock) -> World:
    """Open the common ground of the stand-ins in ``data_dir``."""
    schemas = [part.SCHEMA for part in (*SHARED, *NETWORKS.values())]
    db = Database(data_dir / "networks.sqlite3", schemas)
    blobs = Blobs(data_dir / "networks-media")
    return World(
        db=db,
        clock=clock,
        accounts=Accounts(db),
        blobs=blobs,
        clients=Clients(db),
        faults=Faults(db),
        fetcher=Fetcher(blobs),
        grants=Grants(db, clock),
        posts=Posts(db),
        quotas=Quotas(db, clock),
        sequences=Sequences(db),
        switches=Switches(db, {name: part.SWITCHES for name, part in NETWORKS.items()}),
    )


def _mounted(network: Network) -> Mount:
    return Mount(f"/{network.name}", routes=list(network.routes()))
