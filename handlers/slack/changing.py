"""Changing what is planned, by words: reschedule, cancel, retry, publish now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.slack.answers import Answer, Reply
from handlers.slack.hearing import Heard
from handlers.slack.questions import Choice, Questions
from handlers.slack.reading import Reading
from handlers.slack.text import clip, escape, moment_in_words, section, when
from platforms.clock import Clock
from scheduling.errors import Nothing, PlanningError
from scheduling.finding import Matches, read_criteria
from scheduling.planner import Planner
from scheduling.views import PostView
from scheduling.wishes import read_when
from store.words import Post

NEVER_MIND = Choice("Never mind", "nothing", {})
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Changing:
    """
    Finds the posts that words mean and changes them.

    One post with one meaning is changed at once and the answer says what happened; several
    posts, and whatever cannot be taken back, are confirmed with a list first.
    """

    planner: Planner
    questions: Questions
    reading: Reading
    clock: Clock

    async def reschedule(self, heard: Heard) -> Sequence[Reply]:
        """Move posts to another time."""
        return await self._change(heard, "reschedule", "Move", "moved")

    async def cancel(self, heard: Heard) -> Sequence[Reply]:
        """Take posts out of the schedule, after a look at which."""
        return await self._change(heard, "cancel", "Cancel", "cancelled", always_confirms=True)

    async def retry(self, heard: Heard) -> Sequence[Reply]:
        """Try failed posts again."""
        return await self._change(heard, "retry", "Retry", "tried again")

    async def publish_now(self, heard: Heard) -> Sequence[Reply]:
        """Publish planned posts at once, after a look at which."""
        return await self._change(
            heard, "publish_now", "Publish", "published now", always_confirms=True
        )

    async def posts_to_choose(self, heard: Heard) -> list[Choice]:
        """Return the posts that a question about "which post" can offer, soonest first."""
        command = heard.command
        if command.ask[:1] != ("which_post",) or command.intent not in self._flows():
            return []
        anything = read_criteria({"ref": "all"}, intent=command.intent, zone=heard.said.by.zone)
        found = await self.planner.find(heard.said.by, anything, project_id=heard.project.id)
        workspace_id = heard.said.by.workspace_id
        shown = [await self.planner.post(workspace_id, one.id) for one in found.posts[:MOST_NAMED]]
        return [_choice(heard, command.intent, _named(view), [view]) for view in shown]

    async def decided(self, heard: Heard, choice: Choice) -> Sequence[Reply]:
        """Carry out a confirmed change, or say that nothing was changed."""
        flow = self._flows().get(choice.do)
        if flow is None:
            return [_plain("Nothing was changed.")]
        posts = [(str(one[0]), int(one[1])) for one in choice.args["posts"]]
        results = [await flow(heard, post_id, version) for post_id, version in posts]
        return [_plain("\n".join(results))]

    async def _change(
        self,
        heard: Heard,
        do: str,
        verb: str,
        done: str,
        *,
        always_confirms: bool = False,
    ) -> Sequence[Reply]:
        found = await self._find(heard, do)
        if not found.posts:
            raise Nothing(
                f"I found no post that could be {done}.",
                advice="Say `list` to see what is planned, then for example `#2`.",
            )
        shown = [
            await self.planner.post(heard.said.by.workspace_id, post.id) for post in found.posts
        ]
        if found.is_ambiguous:
            return [await self._which(heard, do, verb, shown)]
        if always_confirms or len(shown) > 1:
            return [await self._confirm(heard, do, verb, shown)]
        return await self.decided(heard, _choice(heard, do, verb, shown))

    async def _find(self, heard: Heard, do: str) -> Matches:
        target = heard.command.target
        criteria = read_criteria(
            target.model_dump(mode="json") if target else None,
            intent=do,
            zone=heard.said.by.zone,
            context=heard.focus,
            listed=self.reading.last_list(heard.session),
        )
        return await self.planner.find(heard.said.by, criteria, project_id=heard.project.id)

    async def _which(self, heard: Heard, do: str, verb: str, shown: Sequence[PostView]) -> Answer:
        one_each = [_choice(heard, do, _named(view), [view]) for view in shown[:MOST_NAMED]]
        sentence = f"Several posts fit. {verb} which one?"
        return await self.questions.ask(heard.session, sentence, [*one_each, NEVER_MIND])

    async def _confirm(self, heard: Heard, do: str, verb: str, shown: Sequence[PostView]) -> Answer:
        count = f"{len(shown)} posts" if len(shown) > 1 else "this post"
        named = "\n".join(f"• {_named(view)}" for view in shown[:MOST_NAMED])
        more = f"\n… and {len(shown) - MOST_NAMED} more" if len(shown) > MOST_NAMED else ""
        yes = _choice(heard, do, f"{verb} {count}", shown)
        return await self.questions.ask(
            heard.session, f"{verb} {count}?\n{named}{more}", [yes, NEVER_MIND]
        )

    def _flows(self) -> Mapping[str, Callable[[Heard, str, int], Awaitable[str]]]:
        return {
            "reschedule": self._told(self._reschedule_one),
            "cancel": self._told(self._cancel_one),
            "retry": self._told(self._retry_one),
            "publish_now": self._told(self._publish_one),
        }

    def _told(
        self, change: Callable[[Heard, str, int], Awaitable[str]]
    ) -> Callable[[Heard, str, int], Awaitable[str]]:
        """Of several changes one that is refused must not hide the others."""

        async def told(heard: Heard, post_id: str, version: int) -> str:
            try:
                return await change(heard, post_id, version)
            except PlanningError as error:
                return f":information_source: {escape(f'{error.sentence} {error.advice}')}"

        return told

    async def _reschedule_one(self, heard: Heard, post_id: str, version: int) -> str:
        said: Mapping[str, Any] = heard.command.model_dump(mode="json")
        view = await self.planner.reschedule(
            heard.said.by,
            post_id,
            when=read_when(said["when"]),
            strategy=heard.command.strategy,
            version=version,
        )
        return f"{_where(view)} moved to {_time(view)}."

    async def _cancel_one(self, heard: Heard, post_id: str, version: int) -> str:
        before = await self.planner.post(heard.said.by.workspace_id, post_id)
        await self.planner.cancel(heard.said.by, post_id, version=version)
        return f"{_where(before)} of {_time(before)} is cancelled."

    async def _retry_one(self, heard: Heard, post_id: str, version: int) -> str:
        view = await self.planner.retry(heard.said.by, post_id, version=version)
        return f"{_where(view)} is tried again now."

    async def _publish_one(self, heard: Heard, post_id: str, version: int) -> str:
        view = await self.planner.publish_now(heard.said.by, post_id, version=version)
        return f"{_where(view)} goes out now."


def _choice(heard: Heard, do: str, label: str, shown: Sequence[PostView]) -> Choice:
    return Choice(
        clip(label, 75),
        do,
        {
            "posts": [[view.post.id, view.post.version] for view in shown],
            "command": heard.command.model_dump(mode="json"),
        },
        style="danger" if do == "cancel" else "",
    )


def _named(view: PostView) -> str:
    at = moment_in_words(view.post.publish_date, view.zone) if view.post.publish_date else "no time"
    return f"{view.label} {at}: {clip(_about(view.post), 40)}"


def _about(post: Post) -> str:
    names = ", ".join(media.filename for media in post.content.media[:2])
    return post.content.text.strip().replace("\n", " ") or names or "no text"


def _where(view: PostView) -> str:
    return f"*{escape(view.label)}* @{escape(view.handle)}"


def _time(view: PostView) -> str:
    return when(view.post.publish_date, view.zone) if view.post.publish_date else "no time"


def _plain(text: str) -> Answer:
    return Answer(text, [section(text)])
