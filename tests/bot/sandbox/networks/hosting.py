"""A web server with files, as the bot's own public address would be."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Hosted:
    """What an address answers; ``location`` sends whoever asks elsewhere."""

    data: bytes
    status: int = 200
    location: str = ""


@dataclass
class MediaHost:
    """The files and who asked for them."""

    base: str
    files: dict[str, Hosted] = field(default_factory=dict)
    agents: list[str] = field(default_factory=list)

    def put(self, name: str, data: bytes, *, status: int = 200) -> str:
        self.files[f"/{name}"] = Hosted(data, status)
        return f"{self.base}/{name}"

    def redirect(self, name: str, location: str) -> str:
        self.files[f"/{name}"] = Hosted(b"", 302, location)
        return f"{self.base}/{name}"


class Files(ThreadingHTTPServer):
    """The server behind ``MediaHost``."""

    daemon_threads = True
    host: MediaHost


class Answering(BaseHTTPRequestHandler):
    """What it says."""

    server: Files

    def do_GET(self) -> None:
        self.server.host.agents.append(self.headers["user-agent"])
        hosted = self.server.host.files.get(self.path, Hosted(b"", 404))
        self.send_response(hosted.status)
        self.send_header("content-length", str(len(hosted.data)))
        if hosted.location:
            self.send_header("location", hosted.location)
        self.end_headers()
        self.wfile.write(hosted.data)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output clean."""
