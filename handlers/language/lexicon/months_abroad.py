"""Months as people write them in other languages, where the word is no English one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_NAMES = {
    "de": "januar februar märz maerz mai juni juli oktober dezember",
    "fr": "janvier février fevrier mars avril juin juillet août aout septembre octobre novembre "
    "décembre decembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "it": "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre",
    "pt": "janeiro fevereiro março marco maio junho julho setembro outubro novembro dezembro",
    "nl": "januari februari maart mei juni juli augustus oktober",
}

MONTHS_ABROAD: Mapping[str, str] = MappingProxyType(
    {name: language for language, names in reversed(_NAMES.items()) for name in names.split()}
)
"""Month name to a language that has it."""
