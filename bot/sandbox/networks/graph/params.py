"""Parameters as the Graph API takes them: in the query, in a form or in JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.networks.graph.answers import bad_parameter


class Params(dict[str, str]):
    """All parameters of a request as text, and the files that came in a form."""

    files: Mapping[str, bytes] = MappingProxyType({})

    def is_false(self, name: str) -> bool:
        """Tell whether a flag is there and off."""
        return self.get(name, "").lower() in {"false", "0"}

    def is_true(self, name: str) -> bool:
        """Read a flag."""
        return self.get(name, "").lower() in {"true", "1"}

    def listed(self, name: str) -> list[str]:
        """Read a list: a JSON array, or parts joined by commas."""
        value = self.get(name, "").strip()
        if value.startswith("["):
            return [str(part) for part in self._json(name)]
        return [part.strip() for part in value.split(",") if part.strip()]

    def objects(self, name: str) -> list[dict[str, Any]]:
        """Read a JSON array of objects."""
        found = self._json(name) if name in self else []
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise bad_parameter(f"Param {name} must be an array of objects")
        return found

    def object(self, name: str) -> dict[str, Any]:
        """Read a JSON object."""
        found = self._json(name)
        if not isinstance(found, dict):
            raise bad_parameter(f"Param {name} must be a JSON object")
        return found

    def number(self, name: str, default: int) -> int:
        """Read a whole number."""
        value = self.get(name)
        if value is None:
            return default
        if not value.isdigit():
            raise bad_parameter(f"Param {name} must be a whole number")
        return int(value)

    def _json(self, name: str) -> Any:
        try:
            return json.loads(self[name])
        except ValueError:
            raise bad_parameter(f"Param {name} is not valid JSON") from None


async def read_params(request: Request) -> Params:
    """Gather what the request carries, whichever way it carries it."""
    params = Params(request.query_params)
    kind = request.headers.get("content-type", "").split(";")[0]
    if kind == "application/json":
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            raise bad_parameter("The request body is not valid JSON") from None
        if not isinstance(body, dict):
            raise bad_parameter("The request body must be a JSON object")
        params |= {key: _text(value) for key, value in body.items() if value is not None}
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        async with request.form() as form:
            params |= {key: value for key, value in form.items() if isinstance(value, str)}
            sent = {k: await v.read() for k, v in form.items() if isinstance(v, UploadFile)}
            params.files = MappingProxyType(sent)
    return params


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
