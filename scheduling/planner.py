"""The planner: every use case of planning, each in one transaction, for all doors."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from platforms.adapter import Adapter
from platforms.clock import Clock
from scheduling import (
    channels,
    deciding,
    editing,
    post_actions,
    proposing,
    reading,
    recovering,
    staging,
)
from scheduling.editing import NO_SETTINGS, Settings
from scheduling.finding import Criteria, Matches
from scheduling.proposing import Proposing
from scheduling.runner import Runner
from scheduling.staging import Staging
from scheduling.views import Connections, PostView, ProposalView, Staged, Upcoming
from scheduling.wishes import ANY_TIME, NO_CONSTRAINTS, Constraints, WhenWish
from store.database import Database
from store.words import Person, Project, State


class Planner:
    """
    What people can do with posts. Permission, versions and problems are decided here.

    Each method is one transaction: it does all of what it says, or raises a
    ``PlanningError`` and changes nothing. ``wake`` tells the timer that the schedule
    changed. ``by`` is who asks; nobody sees or changes another workspace's rows.
    """

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        adapters: Mapping[str, Adapter],
        has_public_address: bool,
        wake: Callable[[], None],
    ) -> None:
        self._run = Runner(database, clock, adapters, has_public_address, wake)
        self.labels = {name: adapter.rules.label for name, adapter in adapters.items()}

    # Channels and accounts

    async def project(self, by: Person, *, channel_id: str, channel_name: str) -> Project:
        """Return the channel's project, made at first use."""
        names = {"channel_id": channel_id, "channel_name": channel_name}
        return await self._run.write(by, channels.project_of, by, **names)

    async def project_by_id(self, workspace_id: str, project_id: str) -> Project:
        """Return a project of this workspace."""
        return await self._run.read(channels.get, workspace_id, project_id)

    async def change_project(self, by: Person, project_id: str, **changes: Any) -> Project:
        """Change settings by their names in ``Project``; ``BadValue`` names a wrong field."""
        return await self._run.write(by, channels.change, by, project_id, changes)

    async def failure_channel(self, workspace_id: str, post_id: str) -> str | None:
        """Return where failures of this post are also to be told."""
        return await self._run.read(channels.failure_channel, workspace_id, post_id)

    async def connections(self, by: Person) -> Connections:
        """Return the workspace's accounts."""
        return await self._run.read(reading.connections, by)

    # From staging to approval

    async def stage(
        self,
        by: Person,
        *,
        project: Project,
        channel_id: str,
        thread_ts: str,
        text: str = "",
        asset_ids: Sequence[str] = (),
        networks: Sequence[str] = (),
        caption: str | None = None,
        link: str | None = None,
        as_carousel: bool | None = None,
    ) -> Staged:
        """
        Add files, words and networks to the person's session in this thread.

        ``caption`` is what will be published; ``text`` is what was said, kept but never
        published. ``*`` among the networks means every connected one.
        """
        adding = Staging(
            channel_id=channel_id,
            thread_ts=thread_ts,
            text=text,
            asset_ids=tuple(asset_ids),
            networks=tuple(networks),
            caption=caption,
            link=link,
            as_carousel=as_carousel,
        )
        return await self._run.write(by, staging.stage, by, project, adding)

    async def propose(
        self,
        by: Person,
        session_id: str,
        *,
        when: WhenWish = ANY_TIME,
        strategy: str | None = None,
        constraints: Constraints = NO_CONSTRAINTS,
        zone: str | None = None,
        as_carousel: bool | None = None,
    ) -> ProposalView:
        """Make a plan of what is staged, waiting for approval."""
        asked = Proposing(when, strategy, constraints, zone, as_carousel)
        return await self._run.plan(by, proposing.propose, by, session_id, asked)

    async def accept(self, by: Person, proposal_id: str, *, version: int) -> ProposalView:
        """Approve exactly this version: all its drafts are scheduled."""
        view = await self._run.plan(by, deciding.accept, by, proposal_id, version=version)
        self._run.wake()
        return view

    async def discard(self, by: Person, proposal_id: str, *, version: int) -> ProposalView:
        """Throw a plan away; what was staged stays."""
        return await self._run.plan(by, deciding.discard, by, proposal_id, version=version)

    async def other_times(self, by: Person, proposal_id: str, *, version: int) -> ProposalView:
        """Offer moments that were not offered before."""
        return await self._run.plan(by, proposing.other_times, by, proposal_id, version=version)

    async def regroup(
        self, by: Person, proposal_id: str, *, version: int, as_carousel: bool
    ) -> ProposalView:
        """Make one post of all files, or one of each."""
        return await self._run.plan(
            by, proposing.regroup, by, proposal_id, version=version, as_carousel=as_carousel
        )

    async def edit(
        self,
        by: Person,
        proposal_id: str,
        *,
        version: int,
        texts: Mapping[str, str],
        settings: Settings = NO_SETTINGS,
    ) -> ProposalView:
        """
        Change texts by post id, and settings by network and name for all its posts.

        A setting of ``None`` goes back to the network's own way. ``HasProblems`` carries
        what networks would refuse.
        """
        return await self._run.plan(
            by, editing.edit, by, proposal_id, version=version, texts=texts, settings=settings
        )

    async def recaption(
        self, by: Person, post_ids: Sequence[str], *, text: str, networks: Sequence[str] = ()
    ) -> ProposalView:
        """Give the newest plan among these posts one new text."""
        return await self._run.plan(
            by, editing.recaption, by, post_ids, text=text, networks=networks
        )

    def may_edit(self, by: Person, shown: ProposalView, *, version: int) -> None:
        """Raise when the form of this plan must not be opened for this person."""
        editing.may_edit(by, shown, version=version)

    # Single posts

    async def reschedule(
        self,
        by: Person,
        post_id: str,
        *,
        when: WhenWish,
        strategy: str | None = None,
        version: int | None = None,
    ) -> PostView:
        """Move a post: a day keeps its time, a time keeps its day, a span lets us choose."""
        return await self._run.act(
            by, post_actions.reschedule, post_id, when=when, strategy=strategy, version=version
        )

    async def next_good_time(
        self, by: Person, post_id: str, *, version: int | None = None
    ) -> PostView:
        """Move a post to the next good moment of the coming days."""
        return await self.reschedule(
            by, post_id, when=ANY_TIME, strategy=proposing.USUAL_STRATEGY, version=version
        )

    async def publish_now(
        self, by: Person, post_id: str, *, version: int | None = None
    ) -> PostView:
        """Schedule a post for now."""
        return await self._run.act(by, post_actions.publish_now, post_id, version=version)

    async def cancel(self, by: Person, post_id: str, *, version: int | None = None) -> None:
        """Take a post out of the schedule; a draft is deleted."""
        await self._run.write(by, post_actions.cancel, by, post_id, version=version)
        self._run.wake()

    async def drop(self, by: Person, post_id: str, *, version: int | None = None) -> None:
        """Give up a failed post."""
        await self.cancel(by, post_id, version=version)

    async def restore(self, by: Person, post_id: str, *, version: int | None = None) -> PostView:
        """Undo a cancellation."""
        return await self._run.act(by, post_actions.restore, post_id, version=version)

    async def retry(
        self,
        by: Person,
        post_id: str,
        *,
        version: int | None = None,
        at: datetime | None = None,
    ) -> PostView:
        """Try a failed post again, now or at a later moment."""
        return await self._run.act(by, recovering.retry, post_id, version=version, at=at)

    async def publish_again(
        self, by: Person, post_id: str, *, version: int | None = None
    ) -> PostView:
        """Publish again what a person looked for and did not find on the network."""
        return await self._run.act(by, recovering.publish_again, post_id, version=version)

    async def confirm_live(
        self, by: Person, post_id: str, *, url: str | None, version: int | None = None
    ) -> PostView:
        """Take a person's word that a post is live."""
        return await self._run.act(by, recovering.confirm_live, post_id, url=url, version=version)

    # Looking

    async def view(self, workspace_id: str, proposal_id: str) -> ProposalView:
        """Return a proposal with all that its message shows."""
        return await self._run.read(reading.view, workspace_id, proposal_id)

    async def post(self, workspace_id: str, post_id: str) -> PostView:
        """Return one post with all that a notice or a row shows."""
        return await self._run.read(reading.post, workspace_id, post_id)

    async def upcoming(
        self,
        by: Person,
        *,
        start: datetime,
        end: datetime,
        project_id: str | None = None,
        platforms: Collection[str] = (),
        states: Collection[State] = (),
        offset: int = 0,
        limit: int = 100,
    ) -> Upcoming:
        """Return a page of a window's posts, soonest first."""
        return await self._run.read(
            reading.upcoming,
            by,
            start=start,
            end=end,
            project_id=project_id,
            platforms=platforms,
            states=states,
            offset=offset,
            limit=limit,
        )

    async def find(
        self, by: Person, criteria: Criteria, *, project_id: str | None = None
    ) -> Matches:
        """Find the posts that somebody's words mean."""
        return await self._run.read(reading.matching, by, criteria, project_id=project_id)

    async def expire_sessions(self) -> int:
        """Abandon staging sessions whose time is over; return how many."""
        return await self._run.write(None, staging.expire)
