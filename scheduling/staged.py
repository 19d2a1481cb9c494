"""What a staging session holds: the typed form of ``Session.data``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class StagedData:
    """
    Files, words and destinations of one person in one thread.

    ``caption`` is what is published; ``texts`` are a network's own words instead of it.
    ``said`` are the words of the latest message as typed: kept to show, never published.
    """

    asset_ids: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    caption: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    link: str | None = None
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    carousel_wish: bool | None = None
    said: str = ""

    @property
    def is_empty(self) -> bool:
        """There is nothing to publish."""
        return not (self.asset_ids or self.caption.strip() or self.link or self.texts)

    def text_for(self, network: str) -> str:
        """Return what is published on one network."""
        return self.texts.get(network, self.caption)

    def adding(self, asset_ids: Sequence[str], networks: Sequence[str]) -> StagedData:
        """Return it with more files (each once, in the order they came) and new destinations."""
        return replace(
            self,
            asset_ids=tuple(dict.fromkeys((*self.asset_ids, *asset_ids))),
            networks=tuple(dict.fromkeys(networks)) or self.networks,
        )

    def to_json(self) -> dict[str, Any]:
        """Write it for the database."""
        return {
            "asset_ids": list(self.asset_ids),
            "networks": list(self.networks),
            "caption": self.caption,
            "texts": dict(self.texts),
            "link": self.link,
            "options": {network: dict(options) for network, options in self.options.items()},
            "carousel_wish": self.carousel_wish,
            "said": self.said,
        }

    @classmethod
    def from_json(cls, said: Mapping[str, object]) -> StagedData:
        """Read what ``to_json`` wrote."""
        found = cast("Mapping[str, Any]", said)
        return cls(
            asset_ids=tuple(found.get("asset_ids", ())),
            networks=tuple(found.get("networks", ())),
            caption=found.get("caption", ""),
            texts=dict(found.get("texts", {})),
            link=found.get("link"),
            options=dict(found.get("options", {})),
            carousel_wish=found.get("carousel_wish"),
            said=found.get("said", ""),
        )
