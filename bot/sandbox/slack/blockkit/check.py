"""Judges blocks and views when they arrive, with Slack's error codes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.sandbox.slack.blockkit.blocks import block_check
from bot.sandbox.slack.blockkit.completion import completed
from bot.sandbox.slack.blockkit.limits import Surface, block_limit, limit
from bot.sandbox.slack.blockkit.schema import Json, Problem
from bot.sandbox.slack.blockkit.together import repeated_ids, too_many_tables, unready_files
from bot.sandbox.slack.blockkit.views import view_problems
from bot.sandbox.slack.blockkit.words import all_words
from bot.sandbox.slack.records import StoredFile
from bot.sandbox.slack.refusal import Refusal

FileLookup = Callable[[str], StoredFile | None]


def checked_message_blocks(given: Any, files: FileLookup) -> tuple[Json, ...]:
    """Return the blocks of a message, completed; raises ``Refusal``."""
    if given in (None, "", []):
        return ()
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise Refusal("invalid_blocks_format")
    problems = list(block_problems(given, "message", files, "/blocks"))
    if problems:
        said = [str(one) for one in problems]
        raise Refusal("invalid_blocks", *said, errors=said)
    if sum(map(len, all_words(given))) > (limit("message.all_text").max_length or 0):
        raise Refusal("msg_blocks_too_long")
    return completed(given)


def checked_view(given: Any, files: FileLookup, *, surfaces: Sequence[Surface]) -> Json:
    """Return a view with completed blocks; raises ``Refusal``."""
    if not isinstance(given, dict):
        raise Refusal("invalid_arguments", "must provide an object [json-pointer:/view]")
    surface = given.get("type")
    if surface is None:
        raise Refusal("invalid_arguments", "missing required field: type [json-pointer:/view]")
    if surface not in surfaces:
        raise Refusal("invalid_arguments", f"unsupported type: {surface} [json-pointer:/view/type]")
    if len(json.dumps(given).encode()) > (limit("view.all_bytes").max_length or 0):
        raise Refusal("view_too_large")
    problems = list(view_problems(given, surface))
    if isinstance(given.get("blocks"), list):
        problems += block_problems(given["blocks"], surface, files, "/view/blocks")
    if problems:
        raise Refusal("invalid_arguments", *map(str, problems))
    return {**given, "blocks": list(completed(given["blocks"]))}


def block_problems(
    blocks: list[Any], surface: Surface, files: FileLookup, at: str
) -> Iterator[Problem]:
    """Yield everything that is wrong with the blocks of one surface."""
    allowed = block_limit(surface)
    if len(blocks) < allowed.min_items:
        yield Problem(f"must provide at least {allowed.min_items} items", at)
    if allowed.max_items is not None and len(blocks) > allowed.max_items:
        yield Problem(f"no more than {allowed.max_items} items allowed", at)
    check = block_check(surface)
    for place, block in enumerate(blocks):
        yield from check(block, f"{at}/{place}")
    yield from repeated_ids(blocks, at)
    yield from too_many_tables(blocks, at)
    yield from _too_much_markdown(blocks, at)
    yield from unready_files(blocks, lambda one: _is_ready(files(one)), at)


def _too_much_markdown(blocks: list[Any], at: str) -> Iterator[Problem]:
    texts = [
        block.get("text")
        for block in blocks
        if isinstance(block, dict) and block.get("type") == "markdown"
    ]
    most = limit("message.all_markdown").max_length or 0
    if sum(len(one) for one in texts if isinstance(one, str)) > most:
        yield Problem(f"markdown blocks must be less than {most + 1} characters together", at)


def _is_ready(file: StoredFile | None) -> bool:
    return file is not None and file.ready and not file.deleted
