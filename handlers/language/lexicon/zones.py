"""Names of time zones: codes, and cities people put behind a clock time.

A letter code means the wall time of its region, in summer and winter ("EST" in July is New York
time); codes that mean different places to different people are listed as ambiguous.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CODES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("est", "edt", "et", "eastern"), "America/New_York"),
        **dict.fromkeys(("cdt", "ct", "central"), "America/Chicago"),
        **dict.fromkeys(("mst", "mdt", "mt", "mountain"), "America/Denver"),
        **dict.fromkeys(("pst", "pdt", "pt", "pacific"), "America/Los_Angeles"),
        **dict.fromkeys(("akst", "akdt"), "America/Anchorage"),
        "hst": "Pacific/Honolulu",
        **dict.fromkeys(("cet", "cest"), "Europe/Paris"),
        **dict.fromkeys(("eet", "eest"), "Europe/Athens"),
        **dict.fromkeys(("bst", "uk"), "Europe/London"),
        **dict.fromkeys(("wet", "west"), "Europe/Lisbon"),
        "msk": "Europe/Moscow",
        "jst": "Asia/Tokyo",
        "kst": "Asia/Seoul",
        "hkt": "Asia/Hong_Kong",
        "sgt": "Asia/Singapore",
        **dict.fromkeys(("aest", "aedt"), "Australia/Sydney"),
        "awst": "Australia/Perth",
        **dict.fromkeys(("nzst", "nzdt"), "Pacific/Auckland"),
        "sast": "Africa/Johannesburg",
        "brt": "America/Sao_Paulo",
        **dict.fromkeys(("utc", "zulu"), "UTC"),
        "gmt": "UTC",
    }
)

NEEDS_TIME_WORD = frozenset({"central", "mountain", "west", "uk", "mt", "ct"})
"""Codes that are ordinary words: they count only before "time" or (two letters) after a clock."""

AMBIGUOUS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "ist": {"Asia/Kolkata": "Asia/Kolkata", "Asia/Calcutta": "Asia/Kolkata"},
        "cst": {
            **dict.fromkeys(
                (
                    "America/Chicago",
                    "America/New_York",
                    "America/Denver",
                    "America/Los_Angeles",
                    "America/Toronto",
                    "America/Winnipeg",
                ),
                "America/Chicago",
            ),
            "Asia/Shanghai": "Asia/Shanghai",
        },
        "gst": {"Asia/Dubai": "Asia/Dubai"},
        "sst": {"Asia/Singapore": "Asia/Singapore"},
    }
)
"""Codes with two meanings, and the zones of people for whom they have one."""

CITIES: Mapping[str, str] = MappingProxyType(
    {
        "amsterdam": "Europe/Amsterdam",
        "athens": "Europe/Athens",
        "auckland": "Pacific/Auckland",
        "bangkok": "Asia/Bangkok",
        "barcelona": "Europe/Madrid",
        "beijing": "Asia/Shanghai",
        "berlin": "Europe/Berlin",
        "boston": "America/New_York",
        "brisbane": "Australia/Brisbane",
        "brussels": "Europe/Brussels",
        "bucharest": "Europe/Bucharest",
        "budapest": "Europe/Budapest",
        "buenos aires": "America/Argentina/Buenos_Aires",
        "cairo": "Africa/Cairo",
        "cape town": "Africa/Johannesburg",
        "chicago": "America/Chicago",
        "copenhagen": "Europe/Copenhagen",
        "dallas": "America/Chicago",
        "delhi": "Asia/Kolkata",
        "denver": "America/Denver",
        "dubai": "Asia/Dubai",
        "dublin": "Europe/Dublin",
        "hamburg": "Europe/Berlin",
        "helsinki": "Europe/Helsinki",
        "hong kong": "Asia/Hong_Kong",
        "honolulu": "Pacific/Honolulu",
        "india": "Asia/Kolkata",
        "istanbul": "Europe/Istanbul",
        "jakarta": "Asia/Jakarta",
        "japan": "Asia/Tokyo",
        "johannesburg": "Africa/Johannesburg",
        "karachi": "Asia/Karachi",
        "kyiv": "Europe/Kyiv",
        "lagos": "Africa/Lagos",
        "lima": "America/Lima",
        "lisbon": "Europe/Lisbon",
        "london": "Europe/London",
        "los angeles": "America/Los_Angeles",
        "la": "America/Los_Angeles",
        "madrid": "Europe/Madrid",
        "manila": "Asia/Manila",
        "melbourne": "Australia/Melbourne",
        "mexico city": "America/Mexico_City",
        "miami": "America/New_York",
        "milan": "Europe/Rome",
        "montreal": "America/Toronto",
        "moscow": "Europe/Moscow",
        "mumbai": "Asia/Kolkata",
        "munich": "Europe/Berlin",
        "nairobi": "Africa/Nairobi",
        "new york": "America/New_York",
        "nyc": "America/New_York",
        "oslo": "Europe/Oslo",
        "paris": "Europe/Paris",
        "perth": "Australia/Perth",
        "prague": "Europe/Prague",
        "rio": "America/Sao_Paulo",
        "rome": "Europe/Rome",
        "san francisco": "America/Los_Angeles",
        "sf": "America/Los_Angeles",
        "sao paulo": "America/Sao_Paulo",
        "seattle": "America/Los_Angeles",
        "seoul": "Asia/Seoul",
        "shanghai": "Asia/Shanghai",
        "singapore": "Asia/Singapore",
        "stockholm": "Europe/Stockholm",
        "sydney": "Australia/Sydney",
        "taipei": "Asia/Taipei",
        "tel aviv": "Asia/Jerusalem",
        "tokyo": "Asia/Tokyo",
        "toronto": "America/Toronto",
        "vancouver": "America/Vancouver",
        "vienna": "Europe/Vienna",
        "warsaw": "Europe/Warsaw",
        "zurich": "Europe/Zurich",
    }
)
