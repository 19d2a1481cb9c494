"""What people say before they come to the point, and the "don't" that turns it around."""

from __future__ import annotations

import re

_HELLO = (
    r"(?:@person|@channel|@everyone|hi|hey|hello|heya|hiya|howdy|yo|ok|okay|so|well|um|hmm|oh|bot|"
    r"callboard|@instead|oops|whoops|ah|wait|please|kindly|thanks(?: in advance)?|fyi|team|"
    r"folks|guys|everyone|everybody|there|"
    r"quick(?: one| question)?|urgent|request|actually|also|and|then|alright|right|sure|great|cool|"
    r"nice|at bot|at callboard|from @channel|in @channel|good (?:morning|afternoon|evening|day|"
    r"@t)|just|ps|btw|one more thing|"
    r"sorry|"
    r"next|first|finally|mate|buddy|dear|to|,|\.|:|-|\(|\))"
)
_POLITE = (
    r"(?:(?:can|could|would|will|may) (?:you|we|i|u)(?: all| guys)?(?: be able to| maybe|"
    r" possibly)?|"
    r"(?:i|we) (?:would )?(?:like|love|want|need|wish|have)(?: it)?(?: for)?(?: you)? to|"
    r"(?:i|we) would (?:rather|prefer)(?: to)?|is (?:it )?possible to|would it be possible to|"
    r"would you mind|do you mind|let us|you (?:can|could|may)|go ahead and|make sure (?:to|you)|"
    r"be sure to|remember to|do not forget to|help me(?: to)?|try to|need to|want to|have to|"
    r"time to|"
    r"do me a favou?r and|it would be (?:great|nice|good) (?:if you could|to)|i need you to|"
    r"please to|if you can|if possible|when you (?:can|get a chance)|for me|now|do the needful|"
    r"i would say)"
)
_FOR_NETWORK = (
    r"(?:(?:for|on|to) @net ,|(?:for|on|to) @net(?= (?:please )?(?:make|post|publish|schedule|"
    r"shorten|"
    r"use|add|put|share|stage|cancel|move|retry)(?!\S)))"
)
_OPENING = re.compile(rf"(?:(?:{_HELLO}|{_POLITE}|{_FOR_NETWORK})(?: |$))*")
_NEGATED = re.compile(
    r"(?:do not|never|not|no need to|need not|no longer|(?:you|we) (?:should|must|can|need|"
    r"do) not|should not|"
    r"must not|let us not|will not|would not|no one|nobody)(?= |$)(?! (?:forget to|later))"
)


def point(skeleton: str) -> int:
    """Return where in the skeleton's text the point of the sentence begins."""
    match = _OPENING.match(skeleton)
    return match.end() if match else 0


def is_negated(rest: str) -> bool:
    """Whether what follows the opening is told not to be done."""
    return bool(_NEGATED.match(rest))
