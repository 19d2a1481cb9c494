"""
Where bytes go in and out: the upload address, private downloads and thumbnails.

https://docs.slack.dev/messaging/working-with-files
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.slack import sharing
from bot.sandbox.slack.filetypes import thumbnail
from bot.sandbox.slack.records import StoredFile
from bot.sandbox.slack.sandbox import Sandbox
from bot.sandbox.slack.slack import Slack

Handler = Callable[[Sandbox, Request], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]
PAGE_THUMB_PX = 720
LOGIN_PAGE = (
    "<!DOCTYPE html><html><head><title>Slack</title></head>"
    "<body><h1>Sign in</h1><p>Sign in to see this file.</p></body></html>"
)


async def take_upload(sandbox: Sandbox, request: Request) -> Response:
    """Accept the bytes of an announced file: raw or as a form, of exactly the announced length."""
    upload_id = request.path_params["upload_id"]
    known = (one for one in sandbox.workspace.files.all() if one.upload_id == upload_id)
    file = next(known, None)
    if file is None or file.completed:
        return PlainTextResponse("This upload address is unknown or used up.", 404)
    content = await _uploaded_bytes(request)
    if len(content) != file.size:
        return PlainTextResponse(
            f"Announced {file.size} bytes but received {len(content)}; upload the whole file.", 400
        )
    await sharing.store_bytes(sandbox, file.id, content)
    sandbox.workspace.files.put(file.id, replace(file, uploaded=True))
    return PlainTextResponse(f"OK - {len(content)}")


async def _uploaded_bytes(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        parts = [one for _, one in form.multi_items() if isinstance(one, UploadFile)]
        return await parts[0].read() if parts else b""


async def download(sandbox: Sandbox, request: Request) -> Response:
    """Hand out a file to the app's token; anybody else gets a login page with status 200."""
    file = _file_of(sandbox, request.path_params["key"])
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    may = scheme.lower() == "bearer" and sandbox.tokens.opens_files(token.strip())
    if not may or "files:read" not in sandbox.workspace.manifest.scopes:
        return HTMLResponse(LOGIN_PAGE)
    if sandbox.faults.strike("api", "download", "html_download"):
        return HTMLResponse(LOGIN_PAGE)
    if file is None or file.deleted or not file.uploaded:
        return HTMLResponse("<!DOCTYPE html><title>Slack</title>File not found", 404)
    name = file.name if "/download/" in request.url.path else None
    return _bytes_of(sandbox, file, name)


async def private_thumbnail(sandbox: Sandbox, request: Request) -> Response:
    """Hand out a thumbnail under the same rule as the file itself."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not sandbox.tokens.opens_files(token.strip()):
        return HTMLResponse(LOGIN_PAGE)
    stem = request.path_params["name"].rpartition(".")[0]
    size = stem.rpartition("_")[2]
    file = _file_of(sandbox, request.path_params["key"])
    return await _thumbnail(sandbox, file, int(size) if size.isdigit() else 360)


async def open_file(sandbox: Sandbox, request: Request) -> Response:
    """Show a file to the people at the page, who are signed in."""
    file = sandbox.workspace.files.get(request.path_params["file_id"])
    if file is None or file.deleted or not file.uploaded:
        return PlainTextResponse("This file was deleted or never existed.", 404)
    return _bytes_of(sandbox, file, None)


async def open_thumbnail(sandbox: Sandbox, request: Request) -> Response:
    """Show a small picture of a file to the people at the page."""
    file = sandbox.workspace.files.get(request.path_params["file_id"])
    return await _thumbnail(sandbox, file, PAGE_THUMB_PX)


async def _thumbnail(sandbox: Sandbox, file: StoredFile | None, size_px: int) -> Response:
    if file is None or file.deleted or not file.uploaded:
        return PlainTextResponse("This file was deleted or never existed.", 404)
    path = sandbox.workspace.file_path(file.id)
    small = await asyncio.to_thread(thumbnail, path, min(max(size_px, 16), 1024))
    if small is None:
        return PlainTextResponse("There is no picture to be made of this file.", 404)
    return Response(small, media_type="image/png")


def _note(
    sandbox: Sandbox, request: Request, response: Response, name: str, started_s: float
) -> None:
    """Write a file request down; a login page counts as a refusal although its status is 200."""
    is_login_page = isinstance(response, HTMLResponse) and response.status_code == 200
    failed = f"http_{response.status_code}" if response.status_code >= 400 else None
    sandbox.journal.note(
        "file",
        name,
        status=response.status_code,
        ms=round((time.monotonic() - started_s) * 1000),
        error="login_page" if is_login_page else failed,
        request={"name": request.path_params.get("name"), "file": request.path_params.get("key")},
        response={"content_type": response.headers.get("content-type")},
    )


def _bytes_of(sandbox: Sandbox, file: StoredFile, download_name: str | None) -> Response:
    return FileResponse(
        sandbox.workspace.file_path(file.id),
        media_type=file.mimetype or "application/octet-stream",
        filename=download_name,
    )


def _file_of(sandbox: Sandbox, key: str) -> StoredFile | None:
    return sandbox.workspace.files.get(key.partition("-")[2])


def _sandbox_of(slack: Slack, request: Request) -> Sandbox:
    where = request.path_params
    if "upload_id" in where:
        return slack.of_upload(where["upload_id"])
    return slack.of_ids(where.get("file_id"), where.get("key", "").partition("-")[2])


def routes(slack: Slack) -> list[Route]:
    """Return the file routes of one stand-in."""

    def bound(handler: Handler) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            return await handler(_sandbox_of(slack, request), request)

        return endpoint

    def logged(handler: Handler, name: str) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            started_s = time.monotonic()
            sandbox = _sandbox_of(slack, request)
            response = await handler(sandbox, request)
            _note(sandbox, request, response, name, started_s)
            return response

        return endpoint

    return [
        Route("/upload/v1/{upload_id}", logged(take_upload, "upload"), methods=["POST", "PUT"]),
        Route("/files-pri/{key}/download/{name}", logged(download, "download")),
        Route("/files-pri/{key}/{name}", logged(download, "download")),
        Route("/files-tmb/{key}/{name}", logged(private_thumbnail, "thumbnail")),
        Route("/_sandbox/files/{file_id}", bound(open_file)),
        Route("/_sandbox/files/{file_id}/thumb", bound(open_thumbnail)),
        Route("/_sandbox/files/{file_id}/{name}", bound(open_file)),
    ]
