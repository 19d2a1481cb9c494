"""
Which scopes come with which product of the developer portal.

https://learn.microsoft.com/en-us/linkedin/marketing/increasing-access
"""

from __future__ import annotations

from collections.abc import Mapping

MEMBER, ORGANIZATION = "member", "organization"
FLAVOURS = (MEMBER, ORGANIZATION)

PRODUCTS: Mapping[str, tuple[str, ...]] = {
    "share": ("w_member_social",),
    "sign_in": ("openid", "profile", "email"),
    "community_management": (
        *("w_organization_social", "r_organization_social", "rw_organization_admin"),
        *("r_organization_admin", "r_member_postAnalytics", "w_member_social_feed"),
        *("w_organization_social_feed", "r_organization_social_feed", "r_member_social_feed"),
    ),
    "member_reading": ("r_member_social",),
}
"""The first two are self-serve, the third is vetted, the last is closed to new apps."""
USUAL_PRODUCTS = "share sign_in community_management"
GRANTED = {
    MEMBER: ("openid", "profile", "email", "w_member_social"),
    ORGANIZATION: (
        *("openid", "profile", "w_organization_social", "r_organization_social"),
        "rw_organization_admin",
    ),
}
"""What the stand-in grants when an account is opened by hand."""
WRITE = {MEMBER: "w_member_social", ORGANIZATION: "w_organization_social"}
READ = {MEMBER: "r_member_social", ORGANIZATION: "r_organization_social"}
ADMIN = ("rw_organization_admin", "r_organization_admin")
ANALYTICS = "r_member_postAnalytics"


def held(products: str) -> frozenset[str]:
    """Return all scopes of an app's products."""
    return frozenset(scope for name in products.split() for scope in PRODUCTS.get(name, ()))
