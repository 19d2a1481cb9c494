"""
Who a member is, and which pages they look after.

https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-access-control-by-role
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.linkedin.answers import illegal, not_found, not_permitted
from bot.sandbox.networks.linkedin.scopes import ADMIN
from bot.sandbox.networks.linkedin.session import Caller


class Identity:
    """The calls that tell who somebody is."""

    async def userinfo(self, request: Request, caller: Caller) -> Response:
        """Tell whose token this is, as far as its scopes go."""
        _ = request
        caller.needs("userinfo.GET.NO_VERSION", "openid")
        account = caller.account
        facts: dict[str, Any] = {"sub": account.id}
        if caller.has("profile"):
            given, family = account.details["given_name"], account.details["family_name"]
            facts |= {
                "name": f"{given} {family}",
                "given_name": given,
                "family_name": family,
                "locale": {"country": "US", "language": "en"},
            }
        if caller.has("email"):
            facts |= {"email": f"{account.handle}@example.com", "email_verified": True}
        return JSONResponse(facts)

    async def pages(self, request: Request, caller: Caller) -> Response:
        """List the pages where the member has the wanted role."""
        caller.needs("organizationAcls.FINDER-roleAssignee", *ADMIN)
        query = request.query_params
        if query.get("q") != "roleAssignee":
            raise illegal("Invalid value for query parameter q")
        role = caller.account.details["role"]
        wanted = query.get("role", role) == role and query.get("state", "APPROVED") == "APPROVED"
        acl = {
            "organization": caller.organization,
            "organizationTarget": caller.organization,
            "roleAssignee": caller.person,
            "role": role,
            "state": "APPROVED",
        }
        elements = [acl] if caller.organization and wanted else []
        paging = {"start": 0, "count": 10, "total": len(elements), "links": []}
        return JSONResponse({"elements": elements, "paging": paging})

    async def page(self, request: Request, caller: Caller) -> Response:
        """Tell a page's name."""
        caller.needs("organizations.GET", *ADMIN)
        wanted = request.path_params["id"]
        if not wanted.isdigit():
            raise illegal(f"Invalid organization id {wanted}")
        details = caller.account.details
        if wanted != details["organization_id"]:
            raise not_found()
        if not caller.organization:
            raise not_permitted("organizations.GET")
        return JSONResponse(
            {
                "id": int(wanted),
                "localizedName": details["organization_name"],
                "vanityName": caller.account.handle.lower(),
                "name": {
                    "localized": {"en_US": details["organization_name"]},
                    "preferredLocale": {"country": "US", "language": "en"},
                },
                "logoV2": {"original": f"urn:li:digitalmediaAsset:{wanted}"},
            }
        )
