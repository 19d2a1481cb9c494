"""From files and words to a plan: stage, schedule, publish now, and new copy for an open plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.language import Command
from handlers.language.choices import Around, when_offers
from handlers.slack.answers import Answer, Proposed, Reply
from handlers.slack.hearing import Heard
from handlers.slack.questions import Questions, in_choices
from handlers.slack.text import clip, escape, unescape
from platforms.clock import Clock
from scheduling.errors import Nothing
from scheduling.planner import Planner
from scheduling.staged import StagedData
from scheduling.views import Staged
from scheduling.wishes import read_constraints, read_when

JOINED_FORMATS = frozenset({"carousel"})


@dataclass(frozen=True, slots=True)
class Staging:
    """Stages what somebody brought and proposes when it goes out."""

    planner: Planner
    questions: Questions
    clock: Clock

    def has_content(self, heard: Heard) -> bool:
        """Whether there is something new to publish in this session."""
        caption = heard.command.caption
        return bool(
            heard.taken.assets
            or heard.link
            or (caption and caption.text)
            or not StagedData.from_json(heard.session.data).is_empty
        )

    async def keep(self, heard: Heard) -> Staged:
        """Remember the files and words without planning anything yet."""
        command = heard.command
        caption = command.caption
        return await self.planner.stage(
            heard.said.by,
            project=heard.project,
            channel_id=heard.session.channel_id,
            thread_ts=heard.session.thread_ts,
            text=unescape(heard.said.text),
            asset_ids=[asset.id for asset in heard.taken.assets],
            networks=list(command.platforms),
            caption=caption.text if caption and caption.op == "set" else None,
            link=heard.link,
            as_carousel=True if command.format in JOINED_FORMATS else None,
        )

    async def stage(self, heard: Heard) -> Sequence[Reply]:
        """Say what is staged now and offer times."""
        staged = await self.keep(heard)
        if staged.is_empty and not staged.left_out:
            raise Nothing("There is nothing staged here yet.")
        sentence = _in_words(staged)
        around = Around(self.clock.now(), heard.said.by.zone, self.planner.labels)
        offers = when_offers(Command(intent="schedule"), around)
        return [await self.questions.ask(staged.session, sentence, in_choices(offers))]

    async def schedule(self, heard: Heard) -> Sequence[Reply]:
        """Plan what is staged and put the plan up for approval."""
        staged = await self.keep(heard)
        command = heard.command
        said: Mapping[str, Any] = command.model_dump(mode="json")
        when = {"type": "now"} if command.intent == "publish_now" else said["when"]
        view = await self.planner.propose(
            heard.said.by,
            staged.session.id,
            when=read_when(when),
            strategy=command.strategy,
            constraints=read_constraints(said["constraints"]),
        )
        return [Proposed(view)]

    async def recaption(self, heard: Heard) -> Sequence[Reply]:
        """Give every post of this thread's open plan a new text."""
        caption = heard.command.caption
        if caption is None or caption.op != "set" or not caption.text:
            return [
                Answer(
                    "I can set a whole new text by words, not reword one. "
                    "Write caption: and the text, or press Edit under the plan."
                )
            ]
        if not heard.focus:
            await self.keep(heard)
            return await self.stage(heard)
        await self.planner.recaption(
            heard.said.by, heard.focus, text=caption.text, networks=heard.command.platforms
        )
        return [Answer(f"The plan has the new text now: {escape(clip(caption.text, 200))}")]


def _in_words(staged: Staged) -> str:
    count = len(staged.media)
    files = f"{count} file{'' if count == 1 else 's'}" if count else "Your text"
    networks = ", ".join(dict.fromkeys(content.label for content in staged.contents))
    lines = [f"{files} staged{f' for {networks}' if networks else ''}. When should it go out?"]
    lines += [
        f"{content.label}: {problem.sentence} {problem.fix}"
        for content in staged.contents
        for problem in content.problems
    ]
    lines += [f"{left.sentence} {left.advice}" for left in staged.left_out]
    return "\n".join(dict.fromkeys(lines))
