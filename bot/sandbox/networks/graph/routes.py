"""Paths of the Graph API."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from bot.sandbox.networks.graph.answers import graph_error

VERSION = re.compile(r"^/v\d+\.\d+(?=/)")


class GraphRoute(Route):
    """A path of the Graph API, with or without a version in front."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match as if the version were not there."""
        root = scope.get("root_path", "")
        rest = VERSION.sub("", scope["path"].removeprefix(root))
        return super().matches({**scope, "path": root + rest})


async def unknown_path(request: Request) -> Response:
    """Refuse a path that the Graph API does not have."""
    return graph_error(2500, f"Unknown path components: /{request.path_params['rest']}")
