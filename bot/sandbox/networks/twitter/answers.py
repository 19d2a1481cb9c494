"""X's ways to say no (https://docs.x.com/x-api/fundamentals/response-codes-and-errors)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

PROBLEMS = "https://api.twitter.com/2/problems/"
INVALID = "One or more parameters to your request was invalid."
Fault = tuple[Mapping[str, list[str]], str]


class Refused(Exception):
    """The request is refused; ``answer`` is what X says."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


def problem(
    status: int, title: str, detail: str, *, kind: str = "about:blank", **extra: Any
) -> JSONResponse:
    """Return a problem document; ``kind`` is the last part of its ``type``."""
    name = kind if kind == "about:blank" else PROBLEMS + kind
    body = {"title": title, "detail": detail, "type": name, "status": status, **extra}
    return JSONResponse(body, status, media_type="application/problem+json")


def forbidden(detail: str, *, kind: str = "about:blank") -> JSONResponse:
    """Return 403 with a reason."""
    return problem(403, "Forbidden", detail, kind=kind)


def invalid(*faults: Fault) -> JSONResponse:
    """Return 400 that names each wrong parameter."""
    errors = [{"parameters": dict(parameters), "message": text} for parameters, text in faults]
    return problem(400, "Invalid Request", INVALID, kind="invalid-request", errors=errors)


def not_found(kind: str, name: str, value: str) -> JSONResponse:
    """Return 404 for something that is not there or no longer."""
    return problem(
        404,
        "Not Found Error",
        f"Could not find {kind} with {name}: [{value}].",
        kind="resource-not-found",
        resource_type=kind,
        parameter=name,
        resource_id=value,
        value=value,
    )


def missing(kind: str, name: str, values: Iterable[str]) -> list[dict[str, str]]:
    """Return the partial errors of a reading call that found only some of what was asked."""
    return [
        {
            "title": "Not Found Error",
            "detail": f"Could not find {kind} with {name}: [{value}].",
            "type": PROBLEMS + "resource-not-found",
            "resource_type": kind,
            "parameter": name,
            "resource_id": value,
            "value": value,
        }
        for value in values
    ]


def unauthorized() -> JSONResponse:
    """Return 401: no token, an unknown one, or one that is over."""
    return problem(401, "Unauthorized", "Unauthorized")


def too_many(resets_at: float, limit: int = 0) -> JSONResponse:
    """Return 429 with the moment when calls are taken again."""
    answer = problem(429, "Too Many Requests", "Too Many Requests")
    answer.headers["x-rate-limit-limit"] = str(limit)
    answer.headers["x-rate-limit-remaining"] = "0"
    answer.headers["x-rate-limit-reset"] = str(int(resets_at))
    return answer


def oauth_error(status: int, error: str, description: str) -> JSONResponse:
    """Return an error of the token endpoint, which has a shape of its own."""
    return JSONResponse({"error": error, "error_description": description}, status)


def partial_error() -> dict[str, str]:
    """Return an error that stands beside the data of a call that worked all the same."""
    return {
        "title": "Invalid Request",
        "detail": "A part of the post could not be expanded.",
        "type": PROBLEMS + "invalid-request",
    }
