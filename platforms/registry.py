"""The networks: one line each."""

from __future__ import annotations

from platforms.adapter import Adapter
from platforms.facebook.adapter import Facebook
from platforms.instagram.adapter import Instagram
from platforms.linkedin.adapter import LinkedIn
from platforms.tiktok.adapter import TikTok
from platforms.twitter.adapter import Twitter
from platforms.youtube.adapter import YouTube

ADAPTERS: dict[str, Adapter] = {
    "facebook": Facebook(),
    "instagram": Instagram(),
    "linkedin": LinkedIn(),
    "tiktok": TikTok(),
    "twitter": Twitter(),
    "youtube": YouTube(),
}
