"""The networks: one line each."""

from __future__ import annotations

from platforms.adapter import Adapter
from platforms.instagram.adapter import Instagram
from platforms.twitter.adapter import Twitter
from platforms.youtube.adapter import YouTube

ADAPTERS: dict[str, Adapter] = {
    "instagram": Instagram(),
    "twitter": Twitter(),
    "youtube": YouTube(),
}
