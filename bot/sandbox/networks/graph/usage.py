"""
How much of the allowed calls is used, told in headers.

https://developers.facebook.com/docs/graph-api/overview/rate-limiting
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from starlette.responses import Response

from bot.sandbox.networks.graph.answers import Refused, graph_error, refused
from bot.sandbox.networks.world import World

CALLS_A_DAY, DAY_S = 4_800, 86_400
"""The real number is 4,800 times the account's engaged people of the last day; here: times one."""
CALLS_AN_HOUR, HOUR_S = 200, 3_600
"""The real number is 200 times the app's users of the day; here: times one."""
BUSINESS_HEADER, APP_HEADER = "x-business-use-case-usage", "x-app-usage"


@dataclass(frozen=True, slots=True)
class Usage:
    """Counts the calls of one network; ``kind`` and ``code`` are its name and its throttle."""

    world: World
    network: str
    kind: str
    code: int

    def count_business(self, account_id: str, headers: dict[str, str]) -> None:
        """Count a call on an account; raises ``Refused``."""
        used = self.world.quotas.count(
            self.network, account_id, "calls", limit=CALLS_A_DAY, window_s=DAY_S
        )
        left_s = used.resets_at - self.world.epoch_s()
        wait = math.ceil(left_s / 60) if used.is_exceeded else 0
        headers[BUSINESS_HEADER] = self.told(account_id, 100 * used.used // used.limit, wait)
        if used.is_exceeded:
            text = f"(#{self.code}) There have been too many calls to this account."
            raise refused(self.code, text)

    def count_app(self, person_id: str, headers: dict[str, str]) -> None:
        """Count a call on a person's own data; raises ``Refused``."""
        used = self.world.quotas.count(
            self.network, person_id, "app", limit=CALLS_AN_HOUR, window_s=HOUR_S
        )
        percent = 100 * used.used // used.limit
        headers[APP_HEADER] = json.dumps(
            {"call_count": percent, "total_time": percent, "total_cputime": percent}
        )
        if used.is_exceeded:
            raise Refused(graph_error(4, "(#4) Application request limit reached"))

    def told(self, account_id: str, percent: int, regain_minutes: int) -> str:
        """Return the header that tells how much of an account's calls is used."""
        usage = {
            "type": self.kind,
            "call_count": percent,
            "total_cputime": percent,
            "total_time": percent,
            "estimated_time_to_regain_access": regain_minutes,
        }
        return json.dumps({account_id: [usage]})

    def throttled(self, retry_after_s: float) -> Response:
        """Say "too many calls" and when to come back."""
        text = f"(#{self.code}) There have been too many calls to this account."
        answer = graph_error(self.code, text)
        minutes = max(1, math.ceil(retry_after_s / 60))
        answer.headers[BUSINESS_HEADER] = self.told("0", 100, minutes)
        return answer
