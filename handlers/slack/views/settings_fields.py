"""The part of the form that holds a network's own settings, one group a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.slack.text import Block, clip, context, escape, option, plain
from scheduling.views import Choice, PostView

FIELD, FLAGS = "set:", "flags:"
INPUT = "setting"
State = Mapping[str, Mapping[str, Mapping[str, object]]]
Values = dict[str, dict[str, object]]


def settings_blocks(posts: Sequence[PostView]) -> list[Block]:
    """Draw the settings of each network among ``posts``; they hold for all its posts here."""
    blocks: list[Block] = []
    for first in _firsts(posts):
        fields = [_field(first, choice) for choice in first.choices if not _is_flag(choice)]
        flags = [choice for choice in first.choices if _is_flag(choice)]
        if flags:
            fields.append(_flags(first, flags))
        if fields:
            blocks.append({"type": "divider"})
            blocks.append(context(f"*{escape(first.label)}*: settings of all its posts here"))
            blocks.extend(fields)
    return blocks


def flags_shown(posts: Sequence[PostView]) -> dict[str, list[str]]:
    """Return the yes-or-no settings that the form shows: Slack tells only of ticked ones."""
    return {
        first.post.platform: [choice.name for choice in first.choices if _is_flag(choice)]
        for first in _firsts(posts)
        if any(_is_flag(choice) for choice in first.choices)
    }


def read_settings(state: State, shown: Mapping[str, Sequence[str]]) -> Values:
    """Return network → name → value from a submitted form; ``None`` is the network's own way."""
    found: Values = {}
    for block_id, fields in state.items():
        held = fields.get(INPUT)
        if held is None:
            continue
        if block_id.startswith(FIELD):
            network, _, name = block_id.removeprefix(FIELD).partition(":")
            found.setdefault(network, {})[name] = _value(held)
        elif block_id.startswith(FLAGS):
            network = block_id.removeprefix(FLAGS)
            ticked = _ticked(held)
            flags = {name: name in ticked for name in shown.get(network, ())}
            found.setdefault(network, {}).update(flags)
    return found


def place_of(network: str, name: str, shown: Mapping[str, Sequence[str]]) -> str:
    """Return the block where a setting's problem is shown."""
    return f"{FLAGS}{network}" if name in shown.get(network, ()) else f"{FIELD}{network}:{name}"


def _firsts(posts: Sequence[PostView]) -> list[PostView]:
    """Return the post with the most settings of each network: some kinds have fewer."""
    richest: dict[str, PostView] = {}
    for view in posts:
        known = richest.get(view.post.platform)
        if known is None or len(view.choices) > len(known.choices):
            richest[view.post.platform] = view
    return list(richest.values())


def _is_flag(choice: Choice) -> bool:
    return not choice.option.choices and choice.option.max_text is None


def _field(view: PostView, choice: Choice) -> Block:
    block: Block = {
        "type": "input",
        "block_id": f"{FIELD}{view.post.platform}:{choice.name}",
        "optional": not choice.option.is_required,
        "label": plain(choice.option.label, 150),
        "element": _text(view, choice) if choice.option.max_text else _select(view, choice),
    }
    if choice.option.hint:
        block["hint"] = plain(choice.option.hint, 150)
    return block


def _text(view: PostView, choice: Choice) -> Block:
    own = view.post.content.options.get(choice.name)
    element: Block = {
        "type": "plain_text_input",
        "action_id": INPUT,
        "max_length": choice.option.max_text,
    }
    if own:
        element["initial_value"] = str(own)
    elif choice.value:
        element["placeholder"] = plain(clip(str(choice.value), 150), 150)
    return element


def _select(view: PostView, choice: Choice) -> Block:
    options = {value: option(label, value) for value, label in choice.option.choices.items()}
    own_way = f"{view.label}'s own way" if not choice.option.is_required else "Choose one"
    element: Block = {
        "type": "static_select",
        "action_id": INPUT,
        "placeholder": plain(own_way, 150),
        "options": list(options.values()),
    }
    if choice.value in options:
        element["initial_option"] = options[str(choice.value)]
    return element


def _flags(view: PostView, flags: Sequence[Choice]) -> Block:
    options = {flag.name: option(flag.option.label, flag.name) for flag in flags}
    element: Block = {
        "type": "checkboxes",
        "action_id": INPUT,
        "options": list(options.values()),
    }
    ticked = [options[flag.name] for flag in flags if flag.value]
    if ticked:
        element["initial_options"] = ticked
    return {
        "type": "input",
        "block_id": f"{FLAGS}{view.post.platform}",
        "optional": True,
        "label": plain(f"{view.label} options", 150),
        "element": element,
    }


def _value(held: Mapping[str, object]) -> object:
    chosen = held.get("selected_option")
    if isinstance(chosen, Mapping):
        return chosen.get("value")
    text = str(held.get("value") or "").strip()
    return text or None


def _ticked(held: Mapping[str, object]) -> set[str]:
    chosen = held.get("selected_options")
    rows = chosen if isinstance(chosen, Sequence) else ()
    return {str(row.get("value")) for row in rows if isinstance(row, Mapping)}
