"""
Where X sees links in a text.

The patterns follow the published reference, twitter-text 3.1.0, including what surprises:
``readme.md`` is a link because .md is a country, and ``http://1.2.3.4`` is not.

https://github.com/twitter/twitter-text
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

MAX_URL_LENGTH = 4096
MAX_LABEL_LENGTH = 63
MAX_SHORT_LINK_SLUG = 40
_LONGEST_LABEL_TRIED = 300
_MOST_LABELS_TRIED = 130
"""No name in DNS has labels so long or so many; the limits keep hostile texts from costing n²."""

_SPACES = r"\x09-\x0d\x20\x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_FORBIDDEN = r"\ufffe\ufeff\uffff"
_DIRECTIONS = r"\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
_PUNCTUATION = r"!'#%&'()*+,\\./:;<=>?@\[\]\^{|}~$"
_NOT_IN_LABELS = f"{_PUNCTUATION}{_SPACES}{_FORBIDDEN}{_DIRECTIONS}"
_LATIN = (
    r"\xc0-\xd6\xd8-\xf6\xf8-\xff\u0100-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268"
    r"\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_CYRILLIC = r"\u0400-\u04ff"
_QUERY = r"[a-zA-Z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-zA-Z0-9\-_&=#/]"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Compile the link, ASCII-domain and t.co patterns when first needed: the list is long."""
    lines = files("platforms.text").joinpath("tlds.txt").read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    plain = _trie_pattern([name for name in names if name.isascii()])
    foreign = _trie_pattern([name for name in names if not name.isascii()])
    tld = (
        rf"(?:(?ai:{plain})(?=[^0-9a-zA-Z@+-]|\Z)|(?i:{foreign})(?=[^0-9a-zA-Z@+-]|\Z)"
        r"|[xX][nN]--[\-0-9a-zA-Z]+)"
    )
    labels = f"{{0,{_MOST_LABELS_TRIED}}}"
    run = f"{{1,{_LONGEST_LABEL_TRIED}}}+"
    start = rf"(?=[^{_NOT_IN_LABELS}_\-])"
    subdomain = rf"{start}[^{_NOT_IN_LABELS}]{run}(?<![_\-])\."
    name = rf"{start}[^{_NOT_IN_LABELS}_]{run}(?<!-)\."
    char = rf"(?i:[a-z{_CYRILLIC}0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}])"
    parens = rf"\((?:{char}+|(?:{char}*\({char}+\){char}*))\)"
    ending = rf"(?:(?i:[+\-a-z{_CYRILLIC}0-9=_#/{_LATIN}])|(?:{parens}))"
    path = rf"(?:(?:{char}*(?:{parens}{char}*)*{ending})|(?:@{char}+/))"
    before = rf"[^A-Za-z0-9@＠$#＃{_FORBIDDEN}]|[{_DIRECTIONS}]|\A"
    link = (
        rf"(?P<before>{before})(?P<link>(?P<scheme>[hH][tT][tT][pP][sS]?://)?"
        rf"(?P<domain>(?:{subdomain}){labels}{name}{tld})(?::[0-9]+)?(?P<path>/{path}*)?(?:\?{_QUERY})?)"
    )
    ascii_domain = rf"(?:(?i:[\-a-z0-9{_LATIN}])+\.){{1,{_MOST_LABELS_TRIED}}}{tld}"
    short = rf"[hH][tT][tT][pP][sS]?://[tT]\.[cC][oO]/(?P<slug>[a-zA-Z0-9]+)(?:\?{_QUERY})?"
    return re.compile(link), re.compile(ascii_domain), re.compile(short)


def _trie_pattern(names: list[str]) -> str:
    """Write ``names`` as one pattern that shares prefixes and prefers the longer name."""
    branches: dict[str, list[str]] = {}
    for name in names:
        if name:
            branches.setdefault(name[0], []).append(name[1:])
    parts = [re.escape(letter) + _trie_pattern(rests) for letter, rests in branches.items()]
    if not parts:
        return ""
    together = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{together})?" if "" in names else together


def find_links(text: str) -> list[tuple[int, int]]:
    """Return the spans that X replaces by a short link; ``text`` must be in NFC already."""
    if "." not in text:
        return []
    link, _, _ = _patterns()
    units = _as_units(text)
    spans = [span for match in link.finditer(units) for span in _spans(match)]
    if len(units) == len(text):
        return spans
    return [(_points(units[:start]), _points(units[:end])) for start, end in spans]


def _as_units(text: str) -> str:
    """Write characters beyond U+FFFF as surrogate pairs: the reference sees their halves."""
    return "".join(
        char
        if ord(char) <= 0xFFFF
        else chr(0xD7C0 + (ord(char) >> 10)) + chr(0xDC00 + (ord(char) & 0x3FF))
        for char in text
    )


def _points(units: str) -> int:
    """Count code points in text written as units; a pair is one."""
    return len(units) - sum("\ud800" <= unit <= "\udbff" for unit in units)


def _spans(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    if not _is_valid(match["link"], match["scheme"] or "https://", match["domain"]):
        return
    if match["scheme"]:
        yield from _span_with_scheme(match)
    elif not match["before"].endswith(("-", "_", ".", "/")):
        yield from _spans_without_scheme(match)


def _span_with_scheme(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    start, end = match.span("link")
    _, _, short = _patterns()
    short_link = short.match(match["link"])
    if short_link is None:
        yield start, end
    elif len(short_link["slug"]) <= MAX_SHORT_LINK_SLUG:
        yield start, start + short_link.end()


def _spans_without_scheme(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Without a scheme only the ASCII parts of a domain are links; the last takes the path."""
    _, ascii_domain, _ = _patterns()
    start = match.start("domain")
    found = [(start + m.start(), start + m.end()) for m in ascii_domain.finditer(match["domain"])]
    yield from found[:-1]
    if found:
        first, end = found[-1]
        rest = match.end("link") - match.end("domain") if match["path"] else 0
        yield first, end + rest


def _is_valid(link: str, scheme: str, domain: str) -> bool:
    _, ascii_domain, _ = _patterns()
    if domain.startswith("xn--") and not ascii_domain.search(domain):
        return False
    if any(not 1 <= _encoded_length(label) <= MAX_LABEL_LENGTH for label in domain.split(".")):
        return False
    return len(scheme) + len(link) <= MAX_URL_LENGTH


def _encoded_length(label: str) -> int:
    """Return the length of a label as it stands in DNS; the ideographic full stops split it."""
    parts = re.split("[。．｡]", label)
    lengths = (
        len(part) if part.isascii() else len("xn--") + len(_joined(part).encode("punycode"))
        for part in parts
    )
    return sum(lengths) + len(parts) - 1


def _joined(units: str) -> str:
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
