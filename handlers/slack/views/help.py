"""Help, hints for words that were not understood, and plain answers."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.slack.text import Block, clip, context, escape, header, quote, section

COMMANDS = (
    ("/callboard schedule …", "plan what you staged: networks and times in your own words"),
    ("/callboard list", "what is planned; add `today`, `next week`, a network …"),
    ("/callboard connect", "connect accounts, or connect them again"),
    ("/callboard notify #channel", "where failures are reported besides their thread"),
    ("/callboard project", "this channel's zone, networks and who may approve"),
    ("/callboard help", "this page"),
)


def help_blocks(examples: Sequence[str], networks: Sequence[str]) -> list[Block]:
    """Draw the help page: how it works, sentences that work, and the commands."""
    connected = ", ".join(networks) if networks else "no account yet"
    said = "\n".join(f"• `{escape(example)}`" for example in examples)
    commands = "\n".join(f"• `{escape(command)}` {escape(what)}" for command, what in COMMANDS)
    return [
        header("How Callboard works"),
        section(
            "Drop pictures, a clip or text here and say where and when it should go out. "
            "You get one plan to approve; the same message then shows the links. "
            "In a thread of mine, in a direct message or after mentioning me you can just write."
        ),
        section(f"*Sentences that work*\n{said}"),
        section(f"*Commands*\n{commands}"),
        context(f"Connected: {escape(connected)}"),
    ]


def help_text(examples: Sequence[str]) -> str:
    """Say the same in plain words."""
    return clip(
        "Drop files or text here and say where and when it should go out, for example: "
        + "; ".join(examples),
        3000,
    )


def hint_blocks(heard: str, examples: Sequence[str]) -> list[Block]:
    """Answer words that were not understood: never silence, always a way on."""
    said = "\n".join(f"• `{escape(example)}`" for example in examples[:4])
    heard_lines = f"{quote(heard, 200)}\n" if heard.strip() else ""
    return [
        section(f"I did not understand this, so I changed nothing:\n{heard_lines}"),
        section(f"What works, for example:\n{said}\nMore with `/callboard help`."),
    ]


def hint_text(examples: Sequence[str]) -> str:
    """Say the same in plain words."""
    return (
        "I did not understand this, so I changed nothing. "
        f"Try for example: {'; '.join(examples[:3])}."
    )


def refusal(sentence: str, advice: str) -> tuple[str, list[Block]]:
    """Word a refusal: what happened and what to do now."""
    said = f"{sentence} {advice}".strip()
    return escape(said), [section(f":information_source: {escape(said)}")]
