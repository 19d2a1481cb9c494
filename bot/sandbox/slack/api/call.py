"""One call of a Web API method, as the method sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.refusal import Refusal

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox
    from bot.sandbox.slack.workspace import Workspace
    from bot.sandbox.slack.world import Team


@dataclass(frozen=True, slots=True)
class Call:
    """Arguments of a checked call, and what to carry it out on."""

    sandbox: Sandbox
    method: str
    args: Mapping[str, Any]
    base: str

    @property
    def workspace(self) -> Workspace:
        """The workspace that the token belongs to."""
        return self.sandbox.workspace

    @property
    def team(self) -> Team:
        """The team of that workspace, and the ids of the bot in it."""
        return self.workspace.team

    def text(self, name: str) -> str | None:
        """Return an argument as text; ``None`` when absent or empty."""
        value = self.args.get(name)
        return str(value) if value not in (None, "") else None

    def required(self, name: str) -> str:
        """Return an argument that the dispatcher found to be there."""
        return str(self.args[name])

    def flag(self, name: str) -> bool:
        """Return a boolean argument in any of the spellings that forms allow."""
        return str(self.args.get(name, "")).lower() in ("1", "true")

    def number(self, name: str, otherwise: int) -> int:
        """Return a whole number; raises ``Refusal`` when it is none."""
        value = self.text(name)
        if value is None:
            return otherwise
        try:
            return int(value)
        except ValueError:
            raise Refusal("invalid_arguments", f"invalid value for {name}") from None

    def has_scope(self, scope: str) -> bool:
        """Tell whether the installed app holds a scope."""
        return scope in self.workspace.manifest.scopes

    def require_scope(self, scope: str) -> None:
        """Refuse the call when the installed app lacks a scope."""
        if not self.has_scope(scope):
            raise missing_scope(scope, self.workspace.manifest.scopes)


def missing_scope(needed: str, provided: tuple[str, ...]) -> Refusal:
    """Return the refusal that names what is needed and what the token has."""
    return Refusal("missing_scope", needed=needed, provided=",".join(provided))
