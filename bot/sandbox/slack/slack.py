"""The whole stand-in: every workspace, and what all of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.sandbox.slack.sandbox import Sandbox
from bot.sandbox.slack.tokens import same


@dataclass(frozen=True, slots=True)
class Slack:
    """
    Finds the workspace that a request is about.

    Ids and secrets are never the same in two workspaces, so one of them is enough.
    """

    workspaces: tuple[Sandbox, ...]
    app_token: str

    @property
    def first(self) -> Sandbox:
        """The workspace that is meant where nothing says another; it also holds the shared log."""
        return self.workspaces[0]

    def start(self) -> None:
        """Start what runs in the background; called again in the same loop it does nothing."""
        for sandbox in self.workspaces:
            sandbox.start()

    async def stop(self) -> None:
        """End streams, background work and connections, and give the databases back."""
        for sandbox in self.workspaces:
            await sandbox.stop()

    def of_team(self, team_id: str | None) -> Sandbox | None:
        """Return the workspace of that id."""
        return self._first_where(lambda one: one.workspace.team.id == team_id)

    def of_token(self, token: str) -> Sandbox | None:
        """Return the workspace whose installation got this bot token."""
        return self._first_where(lambda one: one.tokens.knows(token))

    def is_app_token(self, token: str) -> bool:
        """Tell whether this is the app-level token, which belongs to no workspace."""
        return same(token, self.app_token)

    def of_ids(self, *ids: object) -> Sandbox:
        """Return the workspace that knows one of these ids, of whatever kind; else the first."""
        for known in ids:
            if isinstance(known, str) and (found := self._knowing(known)) is not None:
                return found
        return self.first

    def of_response(self, ticket_id: str) -> Sandbox:
        """Return the workspace that issued a response address."""
        found = self._first_where(
            lambda one: one.workspace.response_urls.get(ticket_id) is not None
        )
        return found or self.first

    def of_upload(self, upload_id: str) -> Sandbox:
        """Return the workspace that issued an upload address."""

        def issued(sandbox: Sandbox) -> bool:
            files: Iterable[str | None] = (one.upload_id for one in sandbox.workspace.files.all())
            return upload_id in files

        return self._first_where(issued) or self.first

    def _knowing(self, some_id: str) -> Sandbox | None:
        return self._first_where(lambda one: one.workspace.knows(some_id))

    def _first_where(self, fits: Callable[[Sandbox], bool]) -> Sandbox | None:
        return next(filter(fits, self.workspaces), None)
