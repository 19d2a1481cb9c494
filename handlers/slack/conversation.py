"""What somebody said, whichever way they said it, and what is answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from handlers.language import Command, parse
from handlers.language.choices import Around, Offer, offers_for
from handlers.language.examples import examples_for
from handlers.language.rereading import Sentence, candidates
from handlers.language.say import question
from handlers.language.schema import Caption
from handlers.slack.answers import Answer, Place, Reply
from handlers.slack.changing import Changing
from handlers.slack.downloads import FileRefused
from handlers.slack.hearing import Heard, Said
from handlers.slack.intake import Intake, Taken, leads_to_media
from handlers.slack.questions import Choice, Questions, in_choices
from handlers.slack.reading import Reading
from handlers.slack.staging import Staging
from handlers.slack.text import unescape
from handlers.slack.threads import Threads
from handlers.slack.views.help import help_blocks, help_text, hint_blocks, hint_text, refusal
from platforms.clock import Clock
from scheduling.errors import PlanningError
from scheduling.planner import Planner
from scheduling.staged import StagedData
from store.words import Person, Project, Session

log = structlog.get_logger(__name__)

NEW = frozenset({"stage", "schedule", "publish_now", "preview", "validate"})
"""Intents that are about something new to publish."""

Flow = Callable[[Heard], Awaitable[Sequence[Reply]]]


@dataclass(frozen=True, slots=True)
class Conversation:
    """Understands an utterance and lets the flow that fits answer it."""

    planner: Planner
    clock: Clock
    threads: Threads
    intake: Intake
    questions: Questions
    staging: Staging
    changing: Changing
    reading: Reading

    async def hear(self, said: Said) -> list[Reply]:
        """Answer an utterance; an empty list means that it was not for us."""
        project = await self.planner.project(
            said.by, channel_id=said.place.channel_id, channel_name=said.channel_name
        )
        taken = await self.intake.take(said.by.workspace_id, said.by.user_id, said.files)
        session = await self.threads.session(said, project)
        refused = _refused(taken)
        if said.files and not taken.assets:
            return refused  # words about files that are not there would say something else
        focus = await self.threads.focus(said)
        sentence = self._sentence(said, project, session, taken, focus)
        heard = Heard(
            said, project, session, _understood(sentence, taken), taken, focus, sentence=sentence
        )
        try:
            return [*refused, *await self._answer(heard)]
        except PlanningError as error:
            if not refused:
                raise
            return [*refused, Answer(*refusal(error.sentence, error.advice))]

    async def choose(self, value: object, by: Person, channel_name: str) -> list[Reply]:
        """Carry out what a pressed button of one of our questions stands for."""
        session, choice = await self.questions.chosen(value, by)
        project = await self.planner.project(
            by, channel_id=session.channel_id, channel_name=channel_name
        )
        said = Said(by, Place(session.channel_id, session.thread_ts), channel_name, "")
        command = Command.model_validate(choice.args.get("command") or {"intent": "none"})
        heard = Heard(said, project, session, command, focus=await self.threads.focus(said))
        if choice.do == "command":
            return [*await self._answer(heard)]
        return [*await self.changing.decided(heard, choice)]

    async def stage_message(self, said: Said) -> list[Reply]:
        """Stage somebody's message: its files, and its words as the text to publish."""
        project = await self.planner.project(
            said.by, channel_id=said.place.channel_id, channel_name=said.channel_name
        )
        taken = await self.intake.take(said.by.workspace_id, said.by.user_id, said.files)
        session = await self.threads.session(said, project)
        refused = _refused(taken)
        words = unescape(said.text).strip()
        if said.files and not taken.assets:
            return refused
        caption = Caption(op="set", text=words) if words else None
        heard = Heard(said, project, session, Command(intent="stage", caption=caption), taken)
        return [*refused, *await self.staging.stage(heard)]

    async def turn_page(self, said: Said, offset: int) -> Answer:
        """Show another page of the list that these words ask for."""
        project = await self.planner.project(
            said.by, channel_id=said.place.channel_id, channel_name=said.channel_name
        )
        session = await self.threads.session(said, project)
        nothing = Taken((), ())
        sentence = self._sentence(said, project, session, nothing, ())
        heard = Heard(said, project, session, _understood(sentence, nothing), sentence=sentence)
        return await self.reading.page(heard, offset)

    def _sentence(
        self, said: Said, project: Project, session: Session, taken: Taken, focus: Sequence[str]
    ) -> Sentence:
        zone = said.by.zone
        staged = StagedData.from_json(session.data)
        context: dict[str, Any] = {
            "selection": len(taken.assets) or len(staged.asset_ids) or int(not staged.is_empty),
            "focus": len(focus),
            "list": len(self.reading.last_list(session)),
            "locale": "en-US" if zone.startswith("America/") else "en-GB",
        }
        if project.networks:
            context["platforms"] = list(project.networks)
        now = self.clock.now().astimezone(ZoneInfo(zone))
        return Sentence(said.text, now, zone, context)

    async def _answer(self, heard: Heard) -> Sequence[Reply]:
        command = heard.command
        log.info(
            "command.heard",
            workspace=heard.said.by.workspace_id,
            user=heard.said.by.user_id,
            channel=heard.said.place.channel_id,
            intent=command.intent,
            ask=list(command.ask),
        )
        heard, refused = await self._with_link(heard)
        if refused:
            return refused
        if heard.taken.assets or heard.link:
            await self.staging.keep(heard)
        if command.ask:
            return [await self._ask_back(heard)]
        return await self._run(heard)

    async def _with_link(self, heard: Heard) -> tuple[Heard, list[Reply]]:
        """Take what a link in a new post leads to: a file, or the page itself."""
        target = heard.command.target
        if heard.command.intent not in NEW or not target or target.ref != "link" or not target.url:
            return heard, []
        if not leads_to_media(target.url):
            return replace(heard, link=target.url), []
        by = heard.said.by
        found = await self.intake.take_link(by.workspace_id, by.user_id, target.url)
        if isinstance(found, FileRefused):
            return heard, [Answer(*refusal(found.sentence, found.advice))]
        return replace(heard, taken=Taken((*heard.taken.assets, found), ())), []

    async def _run(self, heard: Heard) -> Sequence[Reply]:
        flows: Mapping[str, Flow] = {
            "stage": self.staging.stage,
            "schedule": self.staging.schedule,
            "publish_now": self._publish_now,
            "edit_caption": self.staging.recaption,
            "preview": self.staging.stage,
            "validate": self.staging.stage,
            "reschedule": self.changing.reschedule,
            "cancel": self.changing.cancel,
            "retry": self.changing.retry,
            "list": self.reading.list_posts,
            "status": self.reading.list_posts,
            "connections": self.reading.accounts,
            "help": self._help,
        }
        return await flows.get(heard.command.intent, self._hint)(heard)

    async def _publish_now(self, heard: Heard) -> Sequence[Reply]:
        target = heard.command.target
        is_about_posts = target is not None and (
            target.ref in ("ordinal", "filter", "all")
            or (target.ref == "context" and not self.staging.has_content(heard))
        )
        if is_about_posts:
            return await self.changing.publish_now(heard)
        return await self.staging.schedule(heard)

    async def _ask_back(self, heard: Heard) -> Answer:
        """Ask what is open, with a button for each way to close it."""
        command, zone = heard.command, heard.said.by.zone
        now = self.clock.now().astimezone(ZoneInfo(zone))
        sentence = question(command, now=now, tz=zone)
        choices = [
            *self._readings(heard),
            *await self.changing.posts_to_choose(heard),
            *in_choices(offers_for(command, await self._around(heard))),
        ]
        return await self.questions.ask(heard.session, sentence, choices)

    def _readings(self, heard: Heard) -> list[Choice]:
        if heard.sentence is None:
            return []
        found = candidates(heard.command.ask[0], heard.sentence)
        return in_choices(Offer(label, command) for label, command in found)

    async def _around(self, heard: Heard) -> Around:
        connected = (await self.planner.connections(heard.said.by)).accounts
        labels = self.planner.labels
        networks = {one.platform: labels.get(one.platform, one.platform) for one in connected}
        return Around(self.clock.now(), heard.said.by.zone, networks)

    async def _help(self, heard: Heard) -> Sequence[Reply]:
        accounts = (await self.planner.connections(heard.said.by)).accounts
        labels = self.planner.labels
        names = [f"{labels.get(one.platform, one.platform)} @{one.handle}" for one in accounts]
        examples = examples_for(labels)
        return [Answer(help_text(examples), help_blocks(examples, names))]

    async def _hint(self, heard: Heard) -> Sequence[Reply]:
        if not heard.said.text.strip():
            return await self._help(heard)  # a bare mention
        if heard.said.files and not heard.said.is_addressed:
            return []
        examples = examples_for(self.planner.labels)
        return [Answer(hint_text(examples), hint_blocks(heard.said.text, examples))]


def _refused(taken: Taken) -> list[Reply]:
    """Say of every file that is of no use why, all in one answer."""
    if not taken.refusals:
        return []
    said = "\n".join(f"{one.sentence} {one.advice}".strip() for one in taken.refusals)
    return [Answer(*refusal(said, ""))]


def _understood(sentence: Sentence, taken: Taken) -> Command:
    """Read the sentence; files with words that are no order are staged."""
    command = parse(sentence.text, now=sentence.now, tz=sentence.zone, context=sentence.context)
    return Command(intent="stage") if command.intent == "none" and taken.assets else command
