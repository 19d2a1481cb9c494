"""Which addresses may be dialled for a stranger's URL, and dialling exactly the checked one."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable

import httpcore

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[list[str]]]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateAddress(Exception):
    """The host leads to a machine that is not on the public internet."""


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """
    Resolves a host once, checks every address it got, and connects to one of those.

    Checking a name and then letting the client resolve it again would leave a gap in
    which the name can change its meaning. ``allowed`` holds ``host:port`` exceptions.
    """

    def __init__(self, allowed: frozenset[str], resolve: Resolve | None = None) -> None:
        self._allowed = allowed
        self._resolve = resolve or _resolve
        self._dialler = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the name httpcore gives it
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to ``host``'s checked address; raise ``PrivateAddress`` instead of dialling."""
        try:
            addresses = await self._resolve(host, port)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} has no address") from error
        if f"{host}:{port}" not in self._allowed:
            for address in addresses:
                if not is_public(address):
                    raise PrivateAddress(host)
        return await self._dialler.connect_tcp(
            addresses[0], port, timeout, local_address, socket_options
        )

    async def sleep(self, seconds: float) -> None:
        """Wait between httpcore's own connection attempts."""
        await self._dialler.sleep(seconds)


def is_public(address: str) -> bool:
    """Tell whether ``address`` is one of the public internet's, looking inside wrapped ones."""
    ip = _unwrapped(ipaddress.ip_address(address.partition("%")[0]))
    return ip.is_global and not ip.is_multicast


def _unwrapped(ip: IPAddress) -> IPAddress:
    """Return the IPv4 address that an IPv6 one carries (mapped, 6to4, NAT64), or itself."""
    if not isinstance(ip, ipaddress.IPv6Address):
        return ip
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


async def _resolve(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]
