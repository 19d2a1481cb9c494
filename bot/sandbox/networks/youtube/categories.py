"""
The shelves that videos stand on.

https://developers.google.com/youtube/v3/docs/videoCategories/list
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.youtube.answers import bad_parameter
from bot.sandbox.networks.youtube.parameters import etag, parts_of
from bot.sandbox.networks.youtube.session import Caller

DEFAULT_CATEGORY = "22"
CATEGORIES = {
    "1": "Film & Animation",
    "2": "Autos & Vehicles",
    "10": "Music",
    "15": "Pets & Animals",
    "17": "Sports",
    "18": "Short Movies",
    "19": "Travel & Events",
    "20": "Gaming",
    "21": "Videoblogging",
    "22": "People & Blogs",
    "23": "Comedy",
    "24": "Entertainment",
    "25": "News & Politics",
    "26": "Howto & Style",
    "27": "Education",
    "28": "Science & Technology",
    "29": "Nonprofits & Activism",
    "30": "Movies",
    "43": "Shows",
    "44": "Trailers",
}
CLOSED = frozenset({"18", "21", "30", "43", "44"})
"""Categories that YouTube lists and lets nobody choose."""
ASSIGNABLE = frozenset(CATEGORIES) - CLOSED


async def list_categories(request: Request, caller: Caller) -> Response:
    """List the categories of a region; here all regions have the same."""
    _ = caller
    parts_of(request, frozenset({"id", "snippet"}))
    if not request.query_params.get("regionCode"):
        text = "No filter selected. Expected one of: id, regionCode"
        raise bad_parameter("parameters.", "missingRequiredParameter", text)
    items = [
        {
            "kind": "youtube#videoCategory",
            "etag": etag(number, title),
            "id": number,
            "snippet": {
                "title": title,
                "assignable": number in ASSIGNABLE,
                "channelId": "UCBR8-60-B28hp2BmDPdntcQ",
            },
        }
        for number, title in CATEGORIES.items()
    ]
    answer = {"kind": "youtube#videoCategoryListResponse", "etag": etag(*CATEGORIES)}
    return JSONResponse({**answer, "items": items})
