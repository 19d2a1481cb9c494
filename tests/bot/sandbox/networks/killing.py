"""The stand-ins as a process of their own, to be killed."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

PROGRAM = """
import sys
from pathlib import Path
import uvicorn
from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks.app import build_networks
folder, fd = Path(sys.argv[1]), int(sys.argv[2])
app = build_networks(data_dir=folder, clock=OffsetClock(folder / "clock.json"))
uvicorn.run(app, fd=fd, log_level="critical")
"""


@asynccontextmanager
async def doomed(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Run the stand-ins on ``folder`` and kill them at the end, without any warning."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        os.set_inheritable(listening.fileno(), True)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM, str(folder), str(listening.fileno())),
            pass_fds=[listening.fileno()],
        )
        base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        try:
            async with httpx.AsyncClient(base_url=base, timeout=30) as http:
                yield http
        finally:
            process.kill()
            await process.wait()
