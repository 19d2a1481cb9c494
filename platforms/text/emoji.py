"""
Which sequences of code points X counts as one emoji.

The tables hold the sequences of Unicode Emoji 11, the ones the reference counter
(twitter-text 3.1.0 with twemoji-parser 11) knows. A newer sequence is counted by its
parts, which can only overestimate.

https://www.unicode.org/reports/tr51/ · https://github.com/twitter/twemoji-parser
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_VARIATION_BASES = (
    "a9 ae 203c 2049 2122 2139 2194-2199 21a9-21aa 231a-231b 2328 23cf 23ed-23ef 23f1-23f2"
    " 23f8-23fa 24c2 25aa-25ab 25b6 25c0 25fb-25fe 2600-2604 260e 2611 2614-2615 2618 261d 2620"
    " 2622-2623 2626 262a 262e-262f 2638-263a 2640 2642 2648-2653 265f-2660 2663 2665-2666 2668"
    " 267b 267f 2692-2697 2699 269b-269c 26a0-26a1 26aa-26ab 26b0-26b1 26bd-26be 26c4-26c5 26c8"
    " 26cf 26d1 26d3-26d4 26e9-26ea 26f0-26f5 26f7-26fa 26fd 2702 2708-2709 270c-270d 270f 2712"
    " 2714 2716 271d 2721 2733-2734 2744 2747 2757 2763-2764 27a1 2934-2935 2b05-2b07 2b1b-2b1c"
    " 2b50 2b55 3030 303d 3297 3299 1f004 1f170-1f171 1f17e-1f17f 1f202 1f21a 1f22f 1f237 1f321"
    " 1f324-1f32c 1f336 1f37d 1f396-1f397 1f399-1f39b 1f39e-1f39f 1f3cb-1f3ce 1f3d4-1f3df 1f3f3"
    " 1f3f5 1f3f7 1f43f 1f441 1f4fd 1f549-1f54a 1f56f-1f570 1f573-1f579 1f587 1f58a-1f58d 1f590"
    " 1f5a5 1f5a8 1f5b1-1f5b2 1f5bc 1f5c2-1f5c4 1f5d1-1f5d3 1f5dc-1f5de 1f5e1 1f5e3 1f5e8 1f5ef"
    " 1f5f3 1f5fa 1f6cb 1f6cd-1f6cf 1f6e0-1f6e5 1f6e9 1f6f0 1f6f3"
)
_MODIFIER_BASES = (
    "261d 26f7 26f9 270a-270d 1f385 1f3c2-1f3c4 1f3c7 1f3ca-1f3cc 1f442-1f443 1f446-1f450"
    " 1f466-1f469 1f46e 1f470-1f478 1f47c 1f481-1f483 1f485-1f487 1f4aa 1f574-1f575 1f57a 1f590"
    " 1f595-1f596 1f645-1f647 1f64b-1f64f 1f6a3 1f6b4-1f6b6 1f6c0 1f6cc 1f918-1f91c 1f91e-1f91f"
    " 1f926 1f930-1f939 1f93d-1f93e 1f9b5-1f9b6 1f9b8-1f9b9 1f9d1-1f9dd"
)
_VARIATION_AND_MODIFIER_BASES = "261d 26f7 26f9 270c-270d 1f3cb-1f3cc 1f574-1f575 1f590"
_ACTIVE_PEOPLE = (
    "1f3c3-1f3c4 1f3ca 1f46e 1f471 1f473 1f477 1f481-1f482 1f486-1f487 1f645-1f647 1f64b"
    " 1f64d-1f64e 1f6a3 1f6b4-1f6b6 1f926 1f935 1f937-1f939 1f93d-1f93e 1f9b8-1f9b9 1f9d6-1f9dd"
)
_PROFESSIONS = (
    "1f33e 1f373 1f393 1f3a4 1f3a8 1f3eb 1f3ed 1f4bb-1f4bc 1f527 1f52c 1f680 1f692 1f9b0-1f9b3"
)
_FLAGS = (
    "ACDEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNOPRUVWXYZ DEGJKMOZ EACEGHRSTU FIJKMOR"
    " GABDEFGHILMNPQRSTUWY HKMNRTU ICDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY"
    " MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM PAEFGHKLMNRSTWY QA REOSUW SABCDEGHIJKLMNORSTVXYZ"
    " TACDFGHJKLMNORTVWZ UAGMNSYZ VACEGINU WFS XK YET ZAMW"
)
"""The first letter of each word is a flag's first letter, the others its possible second ones."""

_ZWJ = "\u200d"
_VS16 = "\ufe0f"
_SKIN = "[\U0001f3fb-\U0001f3ff]"
_GENDER = f"[\u2640\u2642]{_VS16}"
_MAN, _WOMAN, _BOY, _GIRL = "\U0001f468", "\U0001f469", "\U0001f466", "\U0001f467"
_HEART = f"\u2764{_VS16}"
_KISS = "\U0001f48b"


def _any_of(ranges: str) -> str:
    """Turn ``a9 2194-2199`` into a character class."""
    spans = (span.partition("-") for span in ranges.split())
    return (
        "["
        + "".join(chr(int(a, 16)) + (f"-{chr(int(b, 16))}" if b else "") for a, _, b in spans)
        + "]"
    )


def _flag(word: str) -> str:
    first, *seconds = (chr(0x1F1E6 + ord(letter) - ord("A")) for letter in word)
    return f"{first}[{''.join(seconds)}]"


def _tag_flag(region: str) -> str:
    return "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f"


def _alternatives() -> Iterator[str]:
    """Yield the sequences in the order in which they are to be tried: longer ones first."""
    people = f"[{_MAN}{_WOMAN}]"
    yield f"{people}{_SKIN}?{_ZWJ}(?:[\u2695\u2696\u2708]{_VS16}|{_any_of(_PROFESSIONS)})"
    yield f"[\u26f9\U0001f3cb\U0001f3cc\U0001f574\U0001f575](?:{_SKIN}|{_VS16}){_ZWJ}{_GENDER}"
    yield f"{_any_of(_ACTIVE_PEOPLE)}{_SKIN}?{_ZWJ}{_GENDER}"
    yield f"{_MAN}{_ZWJ}{_HEART}{_ZWJ}(?:{_KISS}{_ZWJ})?{_MAN}"
    yield f"{_WOMAN}{_ZWJ}{_HEART}{_ZWJ}(?:{_KISS}{_ZWJ})?{people}"
    parents = f"(?:{_MAN}(?:{_ZWJ}{people})?|{_WOMAN}(?:{_ZWJ}{_WOMAN})?)"
    children = f"(?:{_GIRL}{_ZWJ}[{_BOY}{_GIRL}]|{_BOY}{_ZWJ}{_BOY}|[{_BOY}{_GIRL}])"
    yield f"{parents}{_ZWJ}{children}"
    yield f"[\U0001f46f\U0001f93c\U0001f9de\U0001f9df]{_ZWJ}{_GENDER}"
    yield f"\U0001f3f3{_VS16}{_ZWJ}\U0001f308"
    yield f"\U0001f3f4{_ZWJ}\u2620{_VS16}"
    yield f"\U0001f441{_ZWJ}\U0001f5e8"
    yield f"[#*0-9]{_VS16}?\u20e3"
    yield f"{_any_of(_VARIATION_AND_MODIFIER_BASES)}{_VS16}{_SKIN}"
    yield f"{_any_of(_VARIATION_BASES)}{_VS16}"
    yield f"{_any_of(_MODIFIER_BASES)}{_SKIN}"
    yield from (_tag_flag(region) for region in ("gbeng", "gbsct", "gbwls"))
    yield from (_flag(word) for word in _FLAGS.split())


SEQUENCES = re.compile("|".join(_alternatives()))
"""Matches every emoji made of several code points; single ones need no rule, they weigh two."""
