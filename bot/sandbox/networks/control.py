"""`/_sandbox/…`: the handle by which tests, the demo and curious people hold the stand-ins."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.networks.asking import (
    AccountAsked,
    ClientAsked,
    ClockAsked,
    CountersAsked,
    FaultAsked,
    QuotaAsked,
    SwitchAsked,
    Unclear,
)
from bot.sandbox.networks.audience import audience_of
from bot.sandbox.networks.faults import General
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.requests_seen import RequestsSeen
from bot.sandbox.networks.world import Network, Wanted, World, base_of
from platforms.errors import Step

Asked = TypeVar("Asked", bound=BaseModel)
Handler = Callable[[Request], Awaitable[Response]]


class Control:
    """The control interface's answers."""

    def __init__(self, world: World, networks: Mapping[str, Network], seen: RequestsSeen) -> None:
        self._world = world
        self._networks = networks
        self._seen = seen

    def routes(self) -> Sequence[Route]:
        """Return the control paths."""
        table: dict[tuple[str, str], Handler] = {
            ("POST", "accounts"): self.open_account,
            ("GET", "accounts"): self.list_accounts,
            ("POST", "clients"): self.register_client,
            ("GET", "audience"): self.show_audience,
            ("GET", "posts"): self.list_posts,
            ("POST", "counters"): self.set_counters,
            ("GET", "requests"): self.list_requests,
            ("POST", "faults"): self.arm_fault,
            ("GET", "faults"): self.list_faults,
            ("DELETE", "faults"): self.clear_faults,
            ("POST", "quotas"): self.scale_quotas,
            ("POST", "switches"): self.turn_switch,
            ("GET", "switches"): self.list_switches,
            ("POST", "reset"): self.reset,
            ("POST", "clock"): self.move_clock,
            ("GET", "clock"): self.read_clock,
        }
        return [
            Route(f"/_sandbox/{name}", plainly(handler), methods=[method])
            for (method, name), handler in table.items()
        ]

    async def open_account(self, request: Request) -> Response:
        """Open an account, or find it, and hand out fresh tokens."""
        asked = await self._read(request, AccountAsked)
        network = self._network(asked.network)
        if asked.flavour is not None and asked.flavour not in network.flavours:
            raise Unclear(
                f"{asked.network} has no login called {asked.flavour!r};"
                f" it has {_listed(network.flavours) or 'only one'}."
            )
        self._world.accounts.describe(network.new_account(asked.handle), **asked.details)
        wanted = Wanted(asked.handle, asked.flavour, tuple(asked.scopes), asked.expires_in)
        return JSONResponse({"network": network.name, **network.open_account(wanted)}, 201)

    async def list_accounts(self, request: Request) -> Response:
        """List all accounts, without tokens."""
        _ = request
        return JSONResponse(
            [
                {"network": account.network, "account_id": account.id, "handle": account.handle}
                for name in self._networks
                for account in self._world.accounts.of(name)
            ]
        )

    async def register_client(self, request: Request) -> Response:
        """Register an app; from then on this network takes only registered ones."""
        asked = await self._read(request, ClientAsked)
        network = self._network(asked.network)
        self._world.clients.register(
            network.name, asked.client_id, asked.client_secret, asked.redirect_uris
        )
        return JSONResponse({"network": network.name, "client_id": asked.client_id}, 201)

    async def show_audience(self, request: Request) -> Response:
        """Tell the truth about who follows an account: ``?network=…&account=handle``."""
        query = request.query_params
        network = self._network(query.get("network", ""))
        account = self._world.accounts.by_handle(
            network.name, query.get("account", "").removeprefix("@")
        )
        if account is None:
            raise Unclear(f"{network.name} has no account {query.get('account', '')!r}.")
        truth = audience_of(account).shown(self._world.now())
        return JSONResponse({"network": network.name, "account": account.handle, **truth})

    async def list_posts(self, request: Request) -> Response:
        """List what is live, one row a post; ``details`` tell who may see what is not public."""
        base, wanted = base_of(request), request.query_params.get("network")
        handles = {
            (account.network, account.id): account.handle
            for name in self._networks
            for account in self._world.accounts.of(name)
        }
        return JSONResponse(
            [
                _shown(post, handles[post.network, post.account_id], base)
                for post in self._world.posts.all()
                if wanted in {None, post.network}
            ]
        )

    async def set_counters(self, request: Request) -> Response:
        """Set likes, comments and the like of one post."""
        asked = await self._read(request, CountersAsked)
        post = self._world.posts.get(self._network(asked.network).name, asked.id)
        if post is None:
            raise Unclear(f"{asked.network} has no post {asked.id}.")
        self._world.posts.count(post, asked.counters)
        return JSONResponse({"id": post.id, "counters": {**post.counters, **asked.counters}})

    async def list_requests(self, request: Request) -> Response:
        """List the latest requests, oldest first: ``?network=…&limit=…``."""
        limit = request.query_params.get("limit", "1000")
        if not limit.isdigit():
            raise Unclear("limit must be a whole number.")
        network = request.query_params.get("network")
        return JSONResponse(self._seen.all(network, int(limit)))

    async def arm_fault(self, request: Request) -> Response:
        """Arm a fault for one step of one network."""
        asked = await self._read(request, FaultAsked)
        network = self._network(asked.network)
        step = self._step(network, asked)
        if asked.times is None and asked.probability is None:
            asked = asked.model_copy(update={"times": 1})
        number = self._world.faults.arm(
            network.name,
            step,
            asked.fault,
            times=asked.times,
            probability=asked.probability,
            seed=str(asked.seed),
            details=asked.details(),
        )
        return JSONResponse(
            {"id": number, "network": network.name, "step": step, "fault": asked.fault}, 201
        )

    async def list_faults(self, request: Request) -> Response:
        """List what is armed and what could be."""
        _ = request
        known = {
            name: {
                **{general.value: sorted(Step) for general in General},
                **{key: sorted(refusal.steps) for key, refusal in network.refusals.items()},
            }
            for name, network in self._networks.items()
        }
        return JSONResponse({"armed": self._world.faults.armed(), "known": known})

    async def clear_faults(self, request: Request) -> Response:
        """Disarm everything."""
        _ = request
        self._world.faults.clear()
        return Response(status_code=204)

    async def scale_quotas(self, request: Request) -> Response:
        """Multiply a network's limits, or lift them with ``null``."""
        asked = await self._read(request, QuotaAsked)
        self._world.quotas.scale(self._network(asked.network).name, asked.factor)
        return JSONResponse({"network": asked.network, "factor": asked.factor})

    async def turn_switch(self, request: Request) -> Response:
        """Set one of the places where the real network varies."""
        asked = await self._read(request, SwitchAsked)
        name = self._network(asked.network).name
        try:
            self._world.switches.turn(name, asked.name, asked.value)
        except KeyError:
            known = _listed(self._world.switches.of(name))
            raise Unclear(f"{name} has no switch {asked.name!r}; it has {known}.") from None
        except TypeError:
            now = self._world.switches.of(name)[asked.name]
            raise Unclear(f"{asked.name} takes values like {json.dumps(now)}.") from None
        return JSONResponse(self._world.switches.of(name))

    async def list_switches(self, request: Request) -> Response:
        """List all switches as they stand."""
        _ = request
        return JSONResponse({name: self._world.switches.of(name) for name in self._networks})

    async def reset(self, request: Request) -> Response:
        """Forget everything except the time."""
        _ = request
        self._world.db.wipe()
        self._world.blobs.wipe()
        return Response(status_code=204)

    async def move_clock(self, request: Request) -> Response:
        """Move the shared clock forward."""
        asked = await self._read(request, ClockAsked)
        return JSONResponse({"now": self._world.clock.advance(asked.advance_s).isoformat()})

    async def read_clock(self, request: Request) -> Response:
        """Tell the shared time."""
        _ = request
        return JSONResponse({"now": self._world.now().isoformat()})

    def _network(self, name: str) -> Network:
        if name not in self._networks:
            raise Unclear(f"There is no network {name!r} here; there is {_listed(self._networks)}.")
        return self._networks[name]

    def _step(self, network: Network, asked: FaultAsked) -> Step:
        known = [*(general.value for general in General), *network.refusals]
        if asked.fault not in known:
            raise Unclear(f"{network.name} has no fault {asked.fault!r}; it has {_listed(known)}.")
        steps = frozenset(Step)
        if asked.fault in network.refusals:
            steps = network.refusals[asked.fault].steps
        if asked.step is None and len(steps) == 1:
            return next(iter(steps))
        if asked.step is None or asked.step not in steps:
            raise Unclear(f"{asked.fault} of {network.name} happens at {_listed(sorted(steps))}.")
        return asked.step

    async def _read(self, request: Request, model: type[Asked]) -> Asked:
        return model.model_validate_json(await request.body())


def plainly(handler: Handler) -> Handler:
    """Turn a misunderstanding into a sentence."""

    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except Unclear as unclear:
            return JSONResponse({"error": str(unclear)}, 422)
        except ValidationError as wrong:
            return JSONResponse({"error": _sentence(wrong)}, 422)

    return answered


def _sentence(wrong: ValidationError) -> str:
    faults = [
        f"{'.'.join(map(str, error['loc'])) or 'the body'}: {error['msg']}"
        for error in wrong.errors()
    ]
    return "; ".join(faults) + "."


def _listed(names: Sequence[str] | Mapping[str, Any]) -> str:
    return ", ".join(names)


def _shown(post: RemotePost, handle: str, base: str) -> dict[str, Any]:
    return {
        "network": post.network,
        "account": handle,
        "id": post.id,
        "url": base + post.path,
        "text": post.text,
        "media": [{"sha256": media.sha256, "kind": media.kind} for media in post.media],
        "created_at": post.created_at.isoformat(),
        **({"details": {"privacy": post.details["privacy"]}} if "privacy" in post.details else {}),
    }
