"""Where a network's calls go."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a network's calls go and who we are there; overridden by settings."""

    api_url: str
    auth_url: str = ""
    """The host of the login page where it is not the network's own, or the whole page."""
    client_id: str = ""
    client_secret: str = ""

    def __repr__(self) -> str:
        """Leave the secret out."""
        return f"Endpoints(api_url={self.api_url!r}, client_id={self.client_id!r})"

    def beside(self, api_url: str, host: str) -> str:
        """
        Return ``host``, another host of the network whose usual address is ``api_url``.

        Where settings name an address, it answers for all of the network's hosts.
        """
        return host if self.api_url == api_url else self.api_url
