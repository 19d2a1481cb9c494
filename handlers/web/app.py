"""The bot's own HTTP application; other doors are mounted beside it by the root."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Response
from fastapi.responses import FileResponse, JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from scheduling.media_links import BadMediaLink, MediaLinks

Check = Callable[[], Awaitable[str | None]]
"""Answers ``None`` when fine, otherwise a sentence saying what is wrong."""


def build_web(*, links: MediaLinks, renditions: Path, checks: dict[str, Check]) -> FastAPI:
    """Build the application; ``checks`` are what readiness depends on."""
    app = FastAPI(title="Callboard", version="1", docs_url=None, redoc_url=None)

    @app.get("/healthz", include_in_schema=False)
    async def health() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz", include_in_schema=False)
    async def ready() -> JSONResponse:
        found = {name: await check() for name, check in checks.items()}
        faults = {name: sentence for name, sentence in found.items() if sentence}
        return JSONResponse(
            {"status": "not ready" if faults else "ready", "faults": faults},
            status_code=503 if faults else 200,
        )

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    @app.get("/media/{signed}", include_in_schema=False)
    async def media(signed: str) -> Response:
        try:
            path = renditions / links.open(signed)
        except BadMediaLink as fault:
            return JSONResponse({"detail": f"{fault} {fault.advice}"}, status_code=404)
        if not path.is_file():
            return JSONResponse({"detail": "This file is no longer kept."}, status_code=404)
        return FileResponse(path, headers={"Cache-Control": "private, max-age=3600"})

    return app
