"""Talk among people: reports, opinions, promises, questions to others. Never an order."""

from __future__ import annotations

import re

_PAST = (
    r"(?:was|were|had|did|went|posted|published|scheduled|moved|cancelled|canceled|pushed|said|"
    r"told|asked|"
    r"thought|loved|liked|looked|saw|sent|shared|got|made|forgot|decided|changed|wanted|failed|"
    r"crashed|"
    r"announced|launched|released|happened|worked|broke|came|has been|have been|just)"
)
_OTHERS = (
    r"(?:he|she|they|someone|somebody|nobody|everyone|everybody|people|client|clients|customer|"
    r"customers|boss|"
    r"marketing|legal|sales|the team|the client|the boss|my boss|our boss|the agency|competitors?|"
    r"the competition|sb)"
)
_TALK = re.compile(
    rf"(?:^| )(?:"
    r"i (?:will|am|have|had|was|did|just|already|can|could|might|may|think|thought|guess|"
    r"believe|hope|love|"
    r"like|hate|saw|posted|published|scheduled|moved|cancelled|wonder|doubt|do not|would say|"
    r"should|must|"
    rf"{_PAST})(?! (?:need|want|like))|"
    rf"{_OTHERS} (?:\w+ )?(?:will|would|wants?|thinks?|says?|needs?|is|are|might|can|could|"
    r"should|has|have|do not|"
    rf"keeps?|likes?|loves?|hates?|asks?|posts?|{_PAST})|"
    r"we (?:should|could|might|may|will|already|just|have|had|were|are going|did|do not|talked|"
    r"discussed|"
    r"decided|posted|published|scheduled|need to talk|are|always)(?! (?:got|have) (?:on|for|@t))|"
    r"(?:did|does|has|have|is|can|could|will|would|should|who|hat) (?:anyone|anybody|someone|"
    r"somebody|everyone|"
    r"they|he|she)|who (?:is|has|will|can|could|wants|did|was|else)|"
    r"(?:lol|haha+|lmao|rofl|omg|wow|congrats|congratulations|nice work|well done|good job|"
    r"great job)|"
    r"(?:was|were|is|are|looks?|seems?|feels?|sounds?) (?:so |really |very |too |super |"
    r"pretty |quite )?(?:hilarious|"
    r"great|awesome|amazing|funny|good|bad|terrible|awful|nice|cool|beautiful|weird|annoying|"
    r"boring|down|"
    r"broken|cute|perfect|lovely|fantastic|interesting|crazy|wild|fun|slow|huge|tired|late)"
    r"(?= |$)(?! (?:for|enough|to go|on))|"
    r"(?:should|shall) (?:i|we) |let me |what if|i wonder|would have|should have|could have|"
    r"(?:meeting|call|standup|lunch|dinner|party|appointment|deadline|birthday|holiday) (?:is|"
    r"was|moved|at|on|"
    r"@t|has|got|starts|will)"
    r")"
)
_REPORT = re.compile(
    rf"^(?:the |my |our |this |that |a |all )?(?:[^@ ]+ |@net |@t |'s ){{1,5}}{_PAST}(?: |"
    r"$)(?!.*\bplease\b)"
)
_PROMISE = re.compile(
    r"^(?!(?:this|that|it|these|those|they|everything|one|post|"
    r"posts)\b)(?:the )?[^@ ]+ (?:will|would|is going to|is gonna|plans to|"
    r"(?:is|are|was) \w+ing|wants to|wants|said|says|asked|told|thinks) "
)


def is_talk(rest: str) -> bool:
    """Whether a sentence that starts with no order speaks about something rather than asking."""
    return bool(_TALK.search(rest) or _REPORT.match(rest) or _PROMISE.match(rest))


_CHATTER = re.compile(
    r"(?:did|does|do|has|have|is|are|can|could|will|would|should) (?:anyone|anybody|someone|"
    r"somebody|everyone|"
    r"they|he|she|people)\b|what if|who (?:is|has|will|can|could|wants|did|was|else)|"
    r"(?:^| )(?:lol|haha+|lmao|rofl|omg|wow)(?: |$)|(?:^| )(?:meeting|standup|lunch|dinner|"
    r"party)(?: |$)|"
    r"(?:^| )i (?:will|think|guess|believe|hope|love|hate|saw|posted|already)(?: |$)"
)


def is_chatter(rest: str) -> bool:
    """Whether a question is put to people rather than to the bot."""
    return bool(_CHATTER.search(rest))
