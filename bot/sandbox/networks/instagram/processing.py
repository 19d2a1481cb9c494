"""How far a container is: every question moves it on."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.faults import armed
from bot.sandbox.networks.graph.answers import not_visible
from bot.sandbox.networks.graph.fields import Readers, chosen
from bot.sandbox.networks.instagram.container_store import (
    SAYING,
    Container,
    Containers,
    StatusCode,
)
from bot.sandbox.networks.instagram.session import NETWORK, Caller
from bot.sandbox.networks.world import World

UPLOAD_FAILED = "2207082"


class Processing:
    """``GET /{container-id}``."""

    def __init__(self, world: World, containers: Containers) -> None:
        self._world = world
        self._containers = containers

    def status(self, container: Container) -> StatusCode:
        """Tell a container's state without moving it on."""
        switch = "video_polls" if container.shape.is_video else "image_polls"
        needed = int(self._world.switches.number(NETWORK, switch))
        return container.status(self._world.epoch_s(), needed)

    def is_strict_about_layout(self) -> bool:
        """Tell whether videos must have their index first."""
        return bool(self._world.switches.of(NETWORK)["strict_video_layout"])

    async def read(self, request: Request, caller: Caller, container: Container) -> Response:
        """Tell a container's state."""
        if container.account_id != caller.account.id:
            raise not_visible(container.id)
        caller.needs("publish")
        if fault := armed(request, "container_error"):
            code = str(fault.details.get("code", UPLOAD_FAILED))
            container = replace(container, fault=code, polls=1_000, waits_for_bytes=False)
            self._containers.save(container)
        code = self.status(container)
        if code is StatusCode.IN_PROGRESS and not container.waits_for_bytes:
            self._containers.save(replace(container, polls=container.polls + 1))
        said = f"Error: Media upload has failed with error code {container.fault}"
        readers: Readers = {
            "id": lambda: container.id,
            "status_code": lambda: code.value,
            "status": lambda: SAYING.get(code, said),
        }
        return JSONResponse(chosen(caller.params, "IGContainer", readers))
