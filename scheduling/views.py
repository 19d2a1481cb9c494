"""Frozen read models: everything a door shows, read in one go, nothing to look up after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from platforms.composition import Composition
from platforms.content import Content, Media
from platforms.login import Login
from platforms.rules import Option, Problem
from scheduling.ask import Unplaced
from store.words import Asset, ConsentRequest, Integration, Post, Project, Proposal, Session


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A network (or one content on it) that got no post, in words people read."""

    network: str
    label: str
    code: str
    """``no_account``, ``no_public_address``, ``refused`` or ``unknown``."""
    sentence: str
    advice: str


@dataclass(frozen=True, slots=True)
class StagedContent:
    """One content on one network before it has a moment."""

    number: int
    """1-based; the same content on several networks has the same number."""
    network: str
    label: str
    handle: str
    content: Content
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Staged:
    """What a staging session holds now."""

    session: Session
    project: Project
    media: tuple[Media, ...]
    networks: tuple[str, ...]
    contents: tuple[StagedContent, ...]
    left_out: tuple[LeftOut, ...]
    is_carousel: bool
    can_be_carousel: bool

    @property
    def is_empty(self) -> bool:
        """Nothing to publish has been staged yet."""
        return not self.contents


@dataclass(frozen=True, slots=True)
class Choice:
    """One setting of a post's network and what holds now; ``None`` is the network's own way."""

    name: str
    option: Option
    value: object


@dataclass(frozen=True, slots=True)
class PostView:
    """One post as a row of a message, a form or a calendar."""

    post: Post
    label: str
    handle: str
    zone: str
    """The zone in which this post's times are told."""
    number: int
    """1-based; the same content on several networks has the same number."""
    assets: tuple[Asset, ...]
    composition: Composition
    """Exactly what the network will get."""
    problems: tuple[Problem, ...]
    alternatives: tuple[datetime, ...] = ()
    choices: tuple[Choice, ...] = ()
    """The settings that make sense for this post."""


@dataclass(frozen=True, slots=True)
class ProposalView:
    """One proposal with all that its message shows."""

    proposal: Proposal
    project: Project
    posts: tuple[PostView, ...]
    left_out: tuple[LeftOut, ...]
    unplaced: tuple[Unplaced, ...]
    is_now: bool
    """The posts go out as soon as they are approved."""
    is_carousel: bool
    can_be_carousel: bool
    approvers_in_words: str
    is_late: bool = False
    """Planned moments have gone by while the plan waited for approval."""

    @property
    def has_problems(self) -> bool:
        """Something must be mended before this can be approved."""
        return any(not problem.is_warning for view in self.posts for problem in view.problems)


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A page of posts in a window, soonest first; ``total`` counts all of them."""

    posts: tuple[PostView, ...]
    total: int
    offset: int
    limit: int

    @property
    def has_more(self) -> bool:
        """There is another page."""
        return self.offset + len(self.posts) < self.total


@dataclass(frozen=True, slots=True)
class Connections:
    """A workspace's connected accounts, without their tokens."""

    accounts: tuple[Integration, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One login product that can be used here; ``obstacle`` says why it cannot."""

    network: str
    login: Login
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Connected:
    """The accounts that a person's answer opened."""

    request: ConsentRequest
    accounts: tuple[Integration, ...]
