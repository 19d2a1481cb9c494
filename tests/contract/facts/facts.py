"""The form in which a network tells the contract tests about itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from platforms.composition import Composition
from platforms.content import Kind
from platforms.errors import PlatformError, Step
from tests.contract.overheard import Overheard

Refusals = Mapping[str, tuple[Step, type[PlatformError]]]


@dataclass(frozen=True)
class Facts:
    """
    One network as its contract tests see it.

    ``texts`` reads every text of a post from what went over the wire, ``option_sent`` the
    value of the option named in ``option``, which is a name, a value of ours and the value
    as it is sent. ``choices`` are the settings without which the network takes no post.
    """

    network: str
    steps_before: Mapping[Kind, tuple[Step, ...]]
    """The steps before anything is public, by kind."""
    refusals: Refusals
    """The network's own refusals: where each is armed and what it asks for."""
    texts: Callable[[Overheard], list[str]]
    option: tuple[str, object, object]
    option_sent: Callable[[Overheard], object]
    shown: Callable[[Composition], str] = lambda composed: composed.parts[0].text
    """What people read at the network."""
    option_kind: Kind | None = None
    """The kind of post that has the option, where the simplest one lacks it."""
    flavours: tuple[str, ...] = ("",)
    handles: Mapping[str, str] = field(default_factory=dict)
    """What the network calls the account ``acme``, by flavour, where it has another name."""
    simplest: Kind = Kind.IMAGE
    choices: Mapping[str, object] = field(default_factory=dict)
    tried_elsewhere: frozenset[str] = frozenset()
    """Refusals that this network's own test file tries."""
    tokens_end: bool = True
    """Whether the token that publishes has an end that is known."""
    renews: bool = True
    """Whether a token that ends can be renewed without a person."""
    one_use_refresh: bool = False
    needs_client_id: bool = True
    ends_one_grant: bool = True
    """Whether access to one account can be given back to the network."""
    refuses_unknown_options: bool = False
