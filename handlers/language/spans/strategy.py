"""Strategies by their names and by what people say instead: "best time", "burst", "spread"."""

from __future__ import annotations

import re

from handlers.language.schema import Strategy


def _named(name: Strategy, *alternatives: str) -> tuple[Strategy, re.Pattern[str]]:
    return name, re.compile(rf"(?<!\S)(?:{'|'.join(alternatives)})(?!\S)")


STRATEGIES: tuple[tuple[Strategy, re.Pattern[str]], ...] = (
    _named(
        "optimal",
        r"(?:(?:at|for|use|using|with) )?(?:the |its |their |an? |your )?(?:very )?(?:best|"
        r"optimal|ideal|perfect|smartest|better|good) (?:possible |posting )?(?:times?|"
        r"moments?|slots?)(?: (?:you can find|possible|available|of the day|of day))?",
        r"(?:pick |choose |use |at )?(?:whatever|whichever|any) (?:time|slot|moment) (?:is|"
        r"works|fits) best",
        r"(?:when|whenever) (?:it )?(?:is|works|performs) best",
        r"whatever works best",
        r"(?:let )?(?:the )?ai (?:picks?|chooses?|decides?|optimi[sz]ed)(?: (?:the|a) times?)?",
        r"(?:you )?(?:pick|choose|decide)(?: (?:the|a|on a) (?:times?|slots?|moments?))",
        r"you (?:pick|choose|decide)",
        r"(?:smart|auto|ai) (?:schedule|scheduling|timing)",
        r"optimally|optimal",
        r"when (?:my |our |the )?(?:audience|followers|engagement|people) (?:is|"
        r"are) (?:most active|highest|online|up|awake)",
    ),
    _named(
        "rapid",
        r"rapid(?:-| )?fire",
        r"rapidly",
        r"rapid(?: mode)?",
        r"(?:in (?:a |one ))?burst(?: mode)?",
        r"(?:in )?quick succession",
        r"back(?: |-)to(?: |-)back",
        r"in rapid succession",
    ),
    _named(
        "prime_time",
        r"(?:in |at |during |for )?(?:the )?prime(?:-| )?time(?: slots?)?",
        r"primetime",
    ),
    _named(
        "weekend_warrior",
        r"(?:in )?weekend(?:-| )?warrior(?: mode| plan| strategy| style)?",
    ),
    _named(
        "business_hours",
        r"(?:only )?(?:in |at |during |within |inside )?(?:normal |regular |"
        r"usual )?(?:business|office|working|work)(?:-| )hour(?: only)?",
    ),
    _named(
        "steady",
        r"(?:at |with )?(?:a )?(?:nice )?(?<!the )(?<!our )(?<!my )steady(?: pace| rhythm|"
        r" drip| stream| flow| mode)?",
        r"steadily",
        r"evenly(?: spaced| spread| distributed| spaced out)?",
        r"(?<!the )(?<!our )(?<!my )spread(?: out)?",
        r"spaced(?: out)?(?: evenly)?",
        r"at (?:even|regular) intervals",
        r"(?<!the )(?<!our )drip(?: feed)?",
        r"staggered|stagger|distribute",
    ),
)
"""In the order of their claims: "rapid" beats the words of "steady" where both could be read."""
