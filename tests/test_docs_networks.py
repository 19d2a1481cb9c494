"""Each network's page says of limits, scopes, settings and refusals what the code says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.networks.app import NETWORKS as STAND_INS
from platforms.adapter import Adapter
from platforms.content import Kind
from platforms.registry import ADAPTERS
from platforms.rules import ImageRules, Rules, VideoRules

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "networks"

HEADINGS = [
    "What to register",
    "Scopes",
    "Reviews, and what works without one",
    "Costs",
    "Limits",
    "What Callboard sends",
    "After a crash",
    "Likely refusals",
    "Check it",
]
STAND_IN = "has been run against a local stand-in only"

every_network = pytest.mark.parametrize("network", sorted(ADAPTERS))


def page_of(network: str) -> str:
    path = PAGES / f"{network}.md"
    assert path.exists(), f"{network} has no page: docs/networks/{network}.md is missing."
    return path.read_text()


def table(rows: list[list[str]]) -> str:
    """Write a table as the pages have it, head row first."""
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "|---" * len(rows[0]) + "|", *body])


def rows_below(text: str, heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading, without its head."""
    below = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in below.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


# What the code says, as tables


def limits(rules: Rules) -> str:
    """Write everything that ``rules`` limit."""
    found: list[tuple[str, str, str]] = [
        ("kinds of post", ", ".join(kind_names(rules)), "kinds"),
        ("longest text", f"{rules.max_text:,} {rules.text_unit}", "max_text"),
        ("files in a post", f"{rules.max_media}{_mixed(rules)}", "max_media"),
        ("pictures", _picture(rules.image, "scaled to"), "image"),
        ("animated GIFs", _picture(rules.gif, "at most"), "gif"),
        ("videos", _video(rules.video), "video"),
        ("a picture beside the video", _thumbnail(rules), "thumbnail"),
        ("description of a file", _description(rules), "max_alt_text"),
        ("hashtags", _count(rules.max_hashtags), "max_hashtags"),
        ("mentions", _count(rules.max_mentions), "max_mentions"),
        ("characters it takes nowhere", " ".join(rules.forbidden_characters), "max_text"),
        ("files it fetches from Callboard", _pulled(rules), "pulls"),
        ("posts that Callboard plans for a day", str(rules.posts_per_day), "posts_per_day"),
        ("time that Callboard leaves between two posts", _span(rules.min_gap.total_seconds()), ""),
        ("settings of a post", _options(rules), "options"),
    ]
    rows = [[name, limit, _source(rules, key)] for name, limit, key in found if limit]
    return table([["what", "limit", "source"], *rows])


def scopes(adapter: Adapter) -> str:
    """Write what each login asks for."""
    rows = [
        [login.label, _quoted(login.scopes), _quoted(login.needed), f"[source]({login.source})"]
        for login in adapter.logins.values()
    ]
    return table([["login", "asks for", "publishes nothing without", "source"], *rows])


def kind_names(rules: Rules) -> list[str]:
    several = "several files" if rules.mixes_media else "several pictures"
    names = {
        Kind.TEXT: "text",
        Kind.LINK: "link",
        Kind.IMAGE: "picture",
        Kind.CAROUSEL: several,
        Kind.VIDEO: "video",
    }
    return [name for kind, name in names.items() if kind in rules.kinds]


def _quoted(words: tuple[str, ...]) -> str:
    return " ".join(f"`{word}`" for word in words)


def _source(rules: Rules, key: str) -> str:
    if key in rules.sources:
        address, _, note = rules.sources[key].partition(" ")
        return f"[source]({address}) {note}".strip()
    return "" if key == "kinds" else "Callboard's own"


def _mixed(rules: Rules) -> str:
    return ", pictures and videos mixed" if rules.mixes_media else ""


def _description(rules: Rules) -> str:
    """Only networks that take descriptions name a source for their length."""
    return f"{rules.max_alt_text:,} characters" if "max_alt_text" in rules.sources else ""


def _picture(limits: ImageRules | None, bound: str) -> str:
    if limits is None:
        return ""
    sides = [
        f"{side} {px:,} px"
        for side, px in (("width", limits.max_width_px), ("height", limits.max_height_px))
        if px
    ]
    shape = _shape(limits.min_aspect, limits.max_aspect)
    parts = [f"as {_formats(limits.mimes)}", f"up to {_size(limits.max_bytes)}", *shape]
    return "; ".join([*parts, *([f"{bound} {', '.join(sides)}"] if sides else [])])


def _thumbnail(rules: Rules) -> str:
    return (
        ""
        if rules.thumbnail is None
        else f"its thumbnail; {_picture(rules.thumbnail, 'scaled to')}"
    )


def _video(limits: VideoRules | None) -> str:
    if limits is None:
        return ""
    parts = [
        _formats(limits.mimes),
        f"up to {_size(limits.max_bytes)}",
        *([f"at least {_size(limits.min_bytes)}"] if limits.min_bytes else []),
        f"{_span(limits.min_duration_s)} to {_span(limits.max_duration_s)}",
        *_shape(limits.min_aspect, limits.max_aspect),
        *([f"at least {limits.min_width_px:,} × {limits.min_height_px:,} px"] * _has_least(limits)),
        *([f"at most {limits.max_side_px:,} px a side"] if limits.max_side_px else []),
    ]
    return "; ".join(parts)


def _has_least(limits: VideoRules) -> int:
    return int(bool(limits.min_width_px or limits.min_height_px))


def _shape(low: float | None, high: float | None) -> list[str]:
    if low is None or high is None:
        return []
    return [f"width by height {low:.4g}{f' to {high:.4g}' if high != low else ''}"]


def _formats(mimes: tuple[str, ...]) -> str:
    names = {"video/quicktime": "MOV"}
    return ", ".join(names.get(mime, mime.partition("/")[2].upper()) for mime in mimes)


def _size(count: int) -> str:
    for unit, size in (("GB", 1e9), ("MB", 1e6)):
        if count >= size:
            return f"{count / size:g} {unit}"
    return f"{count / 1e3:.3g} kB"


def _span(seconds: float) -> str:
    for unit, length in (("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1))):
        count = seconds / length.total_seconds()
        if count >= 1 and count == int(count):
            return f"{count:.0f} {unit}{'s' if count > 1 else ''}"
    return f"{seconds:g} s"


def _count(most: int | None) -> str:
    return "" if most is None else str(most)


def _pulled(rules: Rules) -> str:
    names = {"image": "pictures", "gif": "GIFs", "video": "videos"}
    return ", ".join(name for kind, name in names.items() if kind in rules.pulls)


def _options(rules: Rules) -> str:
    return "; ".join(option.label for option in rules.options.values())


def sentences_of(network: str) -> set[str]:
    """Return every text in a network's own modules and in those that Meta's networks share."""
    folders = (ROOT / "platforms" / network, ROOT / "platforms" / "graph")
    return {text for folder in folders for text in _texts(folder)}


def _texts(folder: Path) -> Iterator[str]:
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


# The pages


@every_network
def test_every_registered_network_has_a_page_with_the_same_parts(network: str) -> None:
    page = page_of(network)

    assert page.startswith(f"# {ADAPTERS[network].rules.label}\n")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == HEADINGS
    assert STAND_IN in " ".join(page.split())


@every_network
def test_limits_on_the_page_are_those_of_the_code(network: str) -> None:
    expected = limits(ADAPTERS[network].rules)

    assert expected in page_of(network), f"The table below Limits has to be:\n\n{expected}"


@every_network
def test_scopes_on_the_page_are_those_of_the_code(network: str) -> None:
    expected = scopes(ADAPTERS[network])

    assert expected in page_of(network), f"The table below Scopes has to be:\n\n{expected}"


@every_network
def test_the_page_names_the_settings_and_the_address_to_register(network: str) -> None:
    page = page_of(network)

    assert f"`{{CALLBOARD_PUBLIC_URL}}/connect/{network}/callback`" in page
    for part in ("CLIENT_ID", "CLIENT_SECRET"):
        assert f"`CALLBOARD_{network.upper()}__{part}`" in page


@every_network
def test_the_page_says_of_each_kind_what_is_sent_and_of_no_other(network: str) -> None:
    kinds = [kind for kind, _ in rows_below(page_of(network), "What Callboard sends")]

    assert kinds == kind_names(ADAPTERS[network].rules)


@every_network
def test_refusals_on_the_page_are_the_sentences_people_see(network: str) -> None:
    rows = rows_below(page_of(network), "Likely refusals")

    assert len(rows) >= 6
    assert {said for said, _ in rows} <= sentences_of(network)
    assert all(todo.endswith(".") for _, todo in rows)


@every_network
def test_the_page_leads_to_the_networks_own_documentation(network: str) -> None:
    links = re.findall(r"\]\((https://[^)]+)\)", page_of(network))

    assert len(set(links)) >= 4


def test_every_page_is_one_of_a_network() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} <= STAND_INS.keys()
