"""Dated local events: what opened, closed or was merged when can be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import LOW, MEDIUM, Sighting

_MONTH = (
    r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|des)"
)
_DAY, _NUMBER = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_FULL = re.compile(
    rf"(?i)(?<![\w§.,])(?:{_DAY}\.\s?{_NUMBER}\.\s?(?:(?:19|20)\d\d|\d\d)(?![\d.,])"
    rf"|{_DAY}(?P<sign>[./-]){_NUMBER}(?P=sign)(?:20|19)?\d\d(?!\d)"
    rf"|\d{{1,2}}\.?\s?{_MONTH}(?![a-zæøå])(?:\s(?:19|20)\d\d)?)"
)
_MONTH_OF_YEAR = re.compile(
    rf"(?i)(?<!\w){_MONTH}[\s.-]{{0,2}}['’]?(?:(?:19|20)\d\d|\d\d)(?!\w)"
    r"|(?<!\w)(?:våren|vår|høsten|høst|hausten|haust|sommeren|sommaren|vinteren|årsskiftet|årsskifte"
    r"|nyttår|påske|jul)\s['’]?(?:(?:19|20)\d\d|\d\d)(?:/\d\d)?(?!\w)"
)
_YEAR = re.compile(
    r"(?<![\w/.,<>-])(?<![<>] )(?:19[5-9]\d|20[0-4]\d)(?:/(?:20)?\d\d)?(?![\w]|[.,]\d|[ ]?[-–][ ]?\d"
    r"|[ ](?:ansatte|tilsette|innbygg|kr|stk|person|000))"
)
_LATELY = re.compile(
    r"(?i)(?<!\w)(?:i fjor|i år|i vår|i høst|i haust|ifjor|forrige måned|førre månad|for (?:over |vel "
    r"|om lag |ca\.? |snart )?(?:\d+|et|ett|eit|to|tre|fire|fem|noen|nokre) år si(?:den|dan|a))(?!\w)"
)
_CHANGED = re.compile(
    r"(?i)(?<!\w)(?:nedlagt\w*|nedlegging\w*|nedleggelse\w*|legges ned|lagt ned|lagd ned|la ned|la vi ned"
    r"|avvikl\w+|stengt\w*|stengde?|stengte"
    r"|(?:gjen)?åpnet|(?:gjen)?åpna|opna|opnet|åpner|opnar|åpning\w*|opning\w*|brant|brann|brannen|branner"
    r"|slått sammen|slege saman|slegne saman|slåtte saman"
    r"|sammenslå\w+|samanslå\w+|kommunesammenslå\w+|kommunesamanslå\w+|oppsig\w+|sagt opp|seia opp"
    r"|avsluttet|avslutta|omorganiser\w+|innviet|innvigd|konkurs\w*|streik\w*"
    r"|fusjon\w*|flom|flommen|ras|raset|skred\w*|ulykke\w*|ulykka|drap|drapet|skyting\w*|evakuer\w*"
    r"|jubileum\w*|flyttet inn|flytta inn|innflytting\w*)(?!\w)"
)
_BEGUN = re.compile(
    r"(?i)(?<!\w)(?:start\w*|oppstart\w*|etabler\w+|opprett\w*|innfør\w*|bygges|bygd|bygget|satt i gang"
    r"|sett i gang|kommet i gang|igangsatt\w*"
    r"|begynte|byrja|overtok|overført\w*|overtatt|vedtatt|vedteke\w*|utvid\w+|flyttet|flytta|ferdig\w*"
    r"|innlemm\w*|sluttet|slutta)(?!\w)"
)
_CLOSED = re.compile(
    r"(?i)(?<!\w)(?:ble|vart|blei|er|var|blir|vert) (?:nå |no |nylig |nyleg )?(?:nedlagt|lagt ned|lagd ned"
    r"|stengt|avvikla|avviklet|slått sammen|slått saman|sentralisert|omorganisert)(?!\w)"
)
_DIGIT = re.compile(r"\d")
_HOLIDAY = re.compile(r"(?i)(?:17|1)\.? ?mai(?! ?\d)|2[456]\.? ?des")
_FARTHEST, _NEAR = 90, 35


def event_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield events with their date, and exact dates."""
    for start, end in answer.sentences:
        sentence = answer.text[start:end]
        for found in _in_sentence(sentence):
            yield Sighting(start + found.start, start + found.end, "event", found.grade, found.why)


def _in_sentence(sentence: str) -> Iterator[Sighting]:
    yield from _dated(sentence)
    yield from _undated(sentence)


def _dated(sentence: str) -> Iterator[Sighting]:
    if _DIGIT.search(sentence) is None:
        return
    exact = [
        (date.span(), True) for pattern in (_FULL, _MONTH_OF_YEAR) for date in pattern.finditer(sentence)
    ]
    years = [(year.span(), False) for year in _YEAR.finditer(sentence)]
    for span, is_exact in exact + years:
        changed = _nearest(_CHANGED, sentence, span, _FARTHEST)
        begun = _nearest(_BEGUN, sentence, span, _NEAR)
        if changed is not None:
            yield _event(span, changed, MEDIUM)
        elif begun is not None:
            yield _event(span, begun, MEDIUM if is_exact else LOW)
        elif is_exact and not _HOLIDAY.match(sentence[slice(*span)]):
            yield Sighting(*span, "event", LOW, _("An exact date."))


def _undated(sentence: str) -> Iterator[Sighting]:
    for lately in _LATELY.finditer(sentence):
        near = _nearest(_CHANGED, sentence, lately.span(), _NEAR) or _nearest(
            _BEGUN, sentence, lately.span(), _NEAR
        )
        if near is not None:
            yield _event(lately.span(), near, LOW)
    for closed in _CLOSED.finditer(sentence):
        yield Sighting(*closed.span(), "event", LOW, _("A local event, which can be looked up."))


def _nearest(
    pattern: re.Pattern[str], sentence: str, span: tuple[int, int], farthest: int
) -> tuple[int, int] | None:
    start, end = max(0, span[0] - farthest), min(len(sentence), span[1] + farthest)
    found = [event.span() for event in pattern.finditer(sentence, start, end)]
    return min(found, key=lambda event: max(span[0] - event[1], event[0] - span[1]), default=None)


def _event(date: tuple[int, int], event: tuple[int, int], grade: str) -> Sighting:
    why = _("A local event and its date, which can be looked up.")
    return Sighting(min(date[0], event[0]), max(date[1], event[1]), "event", grade, why)
