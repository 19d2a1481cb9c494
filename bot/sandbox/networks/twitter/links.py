"""Where the links in a text are, and the t.co addresses X puts in their place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
SURE = frozenset(
    "com org net edu gov mil int info biz name pro museum aero app dev page blog shop store"
    " online site website tech cloud art news live media studio agency events social xyz top"
    " club zip mov"
    # country names, among them those that file names end in (py, md, sh, rs)
    " ac ad ae ai am at au ax az ba bd be bg br by ca cc ch cl cn co cr cu cy cz de dk do dz"
    " ec ee eg es eu fi fm fo fr gb ge gg gl gr gt hk hr hu id ie il im in io ir is it je jm"
    " jo jp ke kr kw kz la lb li lk lt lu lv ly ma mc md me mk mn mo mt mu mx my ng ni nl no"
    " np nu nz pa pe ph pk pl pr pt py qa re ro rs ru sa se sg sh si sk sm sn so sr st su sv"
    " sx sy tc th tk tl tn to tr tv tw ua ug uk us uy uz va vc ve vn ws za zw".split()
)
"""Top-level domains that make a link for certain; a sample, not the whole list."""

_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_ASCII = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_REST = r"(?::\d+)?(?:[/?#]\S*)?"
LINK = re.compile(
    rf"https?://(?P<host>(?:{_LABEL}\.)+(?P<tld>[^\W\d_]{{2,}}|xn--[a-z0-9-]+)){_REST}"
    rf"|(?<![\w@#$./-])(?:{_ASCII}\.)+(?P<bare>[A-Za-z]{{2,}}|xn--[a-z0-9-]+)(?![\w@-]){_REST}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text. ``is_sure`` is false when only the network's own list could tell."""

    start: int
    end: int
    text: str
    is_sure: bool

    @property
    def expanded(self) -> str:
        """The whole address."""
        return self.text if "://" in self.text else f"http://{self.text}"


def links(text: str) -> list[Link]:
    """Find the links, in order."""
    found = []
    for match in LINK.finditer(text):
        body = _without_tail(match.group())
        tld = (match["tld"] or match["bare"]).lower()
        sure = tld in SURE or tld.startswith("xn--")
        found.append(Link(match.start(), match.start() + len(body), body, sure))
    return found


@dataclass(frozen=True, slots=True)
class Shortened:
    """A text as the API returns it, with the entities that tell what the t.co links stand for."""

    text: str
    urls: tuple[dict[str, Any], ...]


def shortened(post_id: str, text: str, attached: Sequence[tuple[str, str]] = ()) -> Shortened:
    """
    Put t.co links in place of links and escape the text as the API does.

    ``attached`` holds the media key and page address of each file; they share one t.co link
    at the end of the text.
    """
    pieces: list[str] = []
    urls: list[dict[str, Any]] = []
    at = position = 0
    for number, link in enumerate(link for link in links(text) if link.is_sure):
        before = _escaped(text[position : link.start])
        short = _tco(post_id, str(number))
        at += len(before)
        urls.append(_entity(at, short, link.expanded))
        at += len(short)
        pieces += [before, short]
        position = link.end
    last = _escaped(text[position:])
    pieces.append(last)
    if attached:
        gap, short = (" " if text else ""), _tco(post_id, "media")
        at += len(last) + len(gap)
        pieces += [gap, short]
        urls += [_entity(at, short, page) | {"media_key": key} for key, page in attached]
    return Shortened("".join(pieces), tuple(urls))


def _entity(start: int, short: str, expanded: str) -> dict[str, Any]:
    return {
        "start": start,
        "end": start + len(short),
        "url": short,
        "expanded_url": expanded,
        "display_url": expanded.split("://", 1)[1].removeprefix("www.")[:27],
    }


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tco(post_id: str, name: str) -> str:
    digest = hashlib.sha256(f"{post_id}:{name}".encode()).digest()
    return "https://t.co/" + "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:10])


def _without_tail(link: str) -> str:
    """Leave out the punctuation that ends a sentence rather than an address."""
    while link and (link[-1] in ".,:;!?'\"”’…»*" or _closes_nothing(link)):
        link = link[:-1]
    return link


def _closes_nothing(link: str) -> bool:
    pairs = {")": "(", "]": "[", "}": "{"}
    return link[-1] in pairs and link.count(link[-1]) > link.count(pairs[link[-1]])
