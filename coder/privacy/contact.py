"""E-mail addresses, web addresses and accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import HIGH, LOW, MEDIUM, Sighting

_EMAIL = re.compile(
    r"(?i)(?<![\w.+-])[\w][\w.+-]{0,63}\s?(?:@|\(at\)|\[at\]|\(krøllalfa\)"
    r"|\bkrøllalfa\b)\s?[a-zæøå0-9](?:[\wæøå-]{0,62}\.){1,5}[a-z]{2,12}(?!\w)"
)
_TOP = "no|com|org|net|info|eu|io|se|dk|fi|uk|gov|edu|health|online|app|nu|kommune"
_URL = re.compile(
    rf"(?i)(?:https?://|www\.)[^\s<>\"«»]{{3,200}}"
    rf"|(?<![\w@./-])[a-zæøå0-9][\wæøå-]{{1,40}}(?:\.[\wæøå-]{{2,40}}){{0,3}}\.(?:{_TOP})(?![\w@])(?:/[^\s<>\"«»,;]{{0,150}})?"
)
_MAY_BE_ONE = re.compile(rf"(?i)@|\(at\)|\[at\]|krøllalfa|://|www\.|\w\.(?:{_TOP})\b|\d\.\d{{1,3}}\.\d")
_IP = re.compile(r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.])")
_ACCOUNT = re.compile(r"(?<![\w@.+-])@[A-Za-zÆØÅæøå][\w.]{2,29}(?<!\.)")
_NATIONAL_SITES = re.compile(
    r"(?i)(?:^|[/.])(?:helsedirektoratet|helsenorge|nav|lovdata|regjeringen|stortinget|ssb|fhi|napha|ung"
    r"|morild|google|facebook|youtube|skatteetaten|husbanken|ks|altinn|vg|nrk|veiviseren|rop"
    r"|snakkommobbing|korspahalsen|psykiskhelse)\.(?:no|com|org)\b"
)


def contact_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield what a computer is found by: e-mail, web and network addresses, accounts."""
    text = answer.text
    if _MAY_BE_ONE.search(text) is None:
        return
    for found in _EMAIL.finditer(text):
        yield Sighting(*found.span(), "e-mail", HIGH, _("An e-mail address."))
    for found in _URL.finditer(text):
        end = found.start() + len(found[0].rstrip(".,;:!?)»\"'"))
        if _NATIONAL_SITES.search(found[0]):
            yield Sighting(found.start(), end, "web address", LOW, _("The web address of a national body."))
        else:
            yield Sighting(found.start(), end, "web address", HIGH, _("A web address."))
    for found in _IP.finditer(text):
        yield Sighting(*found.span(), "web address", MEDIUM, _("A network address (IP)."))
    for found in _ACCOUNT.finditer(text):
        yield Sighting(*found.span(), "web address", MEDIUM, _("An account in a social medium."))
