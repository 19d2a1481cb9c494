"""What a post says, decided once for the preview and for the request."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from platforms.composition import Composition, Part
from platforms.content import Content, Kind, Rendition
from platforms.linkedin.little_text import escaped
from platforms.linkedin.rules import MAX_CARD_TITLE, NETWORK
from platforms.text import final_text, shortened

Body = dict[str, object]


def compose(content: Content) -> Composition:
    """Decide exactly what LinkedIn gets; it looks at no link itself, so the card is made here."""
    options: Body = {"visibility": "PUBLIC", "no_reshare": False, **content.options}
    if content.kind is Kind.LINK and content.link:
        options["link"] = content.link
        if not str(options.get("link_title") or "").strip():
            options["link_title"] = _card_title(content.text, content.link)
    return Composition(NETWORK, (Part(final_text(content), content.media),), options)


def body_of(
    composition: Composition, author: str, files: Sequence[Rendition], urns: Sequence[str]
) -> Body:
    """
    Return the body of the create call; the same post always gives the same body.

    https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
    """
    options = composition.options
    body: Body = {
        "author": author,
        "commentary": escaped(composition.parts[0].text),
        "visibility": options["visibility"],
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": options["no_reshare"],
    }
    if content := _content(composition, files, urns):
        body["content"] = content
    return body


def _content(composition: Composition, files: Sequence[Rendition], urns: Sequence[str]) -> Body:
    named = [_named(file, urn) for file, urn in zip(files, urns, strict=True)]
    if len(named) > 1:
        return {"multiImage": {"images": named}}
    if named:
        return {"media": named[0]}
    if link := composition.options.get("link"):
        return {"article": {"source": link, "title": composition.options["link_title"]}}
    return {}


def _named(file: Rendition, urn: str) -> Body:
    alt_text = file.media.alt_text
    return {"id": urn, **({"altText": alt_text} if alt_text else {})}


def _card_title(text: str, link: str) -> str:
    """Take the first line that says more than the link, or else the link's host."""
    lines = (line.replace(link, " ").strip(" \t:–—-") for line in text.splitlines())
    host = (urlsplit(link).hostname or link).removeprefix("www.")
    return shortened(next(filter(None, lines), host), MAX_CARD_TITLE)
