"""Indirect descriptions: what only one municipality, one office or one person is, without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import HIGH, LOW, MEDIUM, Sighting

_WHOLE = r"(?:landet|landets|norge|noreg|norges|noregs|fylket|fylkets|regionen|regionens|nord-norge|vestlandet|sørlandet|østlandet|distriktet|europa|verden|verda)"
_MOST = r"(?:største|minste|nordligste|nordlegaste|sørligste|sørlegaste|østligste|austlegaste|vestligste|vestlegaste|eldste|fattigste|rikeste|rikaste|yngste|nest største|nest minste|tettest befolkede|eneste|einaste)"
_NATURE = r"(?:fjord|vatn|vann|elv|øy|holm|dal|fjell|vidde|halvøy|sund|bre|nes|ås|foss|skog|lid)"
_NATURE_FORMS = r"(?:fjorden|fjord|vatnet|vannet|elva|elven|øya|øyane|øyene|holmen|dalen|fjellet|vidda|halvøya|sundet|breen|neset|nesset|åsen|fossen|skogen|lia|viken|vika|bukta|vågen|fjæra|strømmen|straumen|havna|hamna)"
_NOT_NATURE = re.compile(
    r"(?i)^(?:barne|ungdoms|heil|helg|lange|felles|omsorg|gods|gårds|landet|nedre|hoved|over|under|arbeids|sekretær|mellom|parallell|stab|strøm|fri)?(?:dalen|elva|havna|havnen|strømmen|kommunen|lia|skogen|øya|fjellet|åsen|dal|ås)$"
)


@dataclass(frozen=True)
class _Sign:
    pattern: re.Pattern[str]
    grade: str
    why: str


def _signs() -> tuple[_Sign, ...]:
    return (
        _Sign(_CAPITAL, HIGH, _("There is one capital.")),
        _Sign(_CITY_COUNCIL, MEDIUM, _("Only the largest towns have a city council (byråd).")),
        _Sign(
            _SUPERLATIVE,
            MEDIUM,
            _("What is said to be the only one, the largest, the smallest can be looked up."),
        ),
        _Sign(_ONLY_ONE, LOW, _("The only one in such a post can be found out.")),
        _Sign(_OWN_ISLAND, LOW, _("Tells what kind of place it is.")),
        _Sign(_HOST, MEDIUM, _("Few municipalities have this.")),
        _Sign(_SAMI, MEDIUM, _("Few municipalities have this.")),
        _Sign(_BORDER, MEDIUM, _("Tells where the municipality lies.")),
        _Sign(_MERGER, LOW, _("Mergers of municipalities can be looked up.")),
        _Sign(_ONE_PERSON, MEDIUM, _("A single person described by age, origin or fate.")),
        _Sign(_ONE_CASE, MEDIUM, _("A single event that people of the place know of.")),
        _Sign(_INHABITANTS, MEDIUM, _("An exact number of inhabitants.")),
        _Sign(_DISTRICT, LOW, _("Only a few towns have city districts.")),
    )


def _small(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{pattern})(?!\w)")


_CAPITAL = _small(r"hovedstad(?:en|ens)?|hovudstad(?:en)?")
_CITY_COUNCIL = _small(r"by?r?ådet|byr?åd(?:en|ene|er|s|sleder|slederen|savdeling\w*)?|byrådane?")
_SUPERLATIVE = _small(
    rf"{_WHOLE} (?:sin |si |sitt )?{_MOST}(?: \w+)?|(?:de[nt] )?(?:eneste|einaste) (?:\w+ )?(?:kommunen?|byen|bydelen|øya|øykommunen|dps|sykehuset|sjukehuset|tettstedet|tettstaden|bygda|tilbudet|tilbodet|institusjonen) i (?:\w+)"
    rf"|{_MOST} (?:\w+ )?(?:kommunen?|kommuna|by|byen|bydel|bydelen|øykommune|kystkommune|fjellkommune|fylket) (?:i|på) \w+|en av {_WHOLE} {_MOST}"
)
_ONLY_ONE = _small(
    r"(?:den |det )?(?:eneste|einaste) (?:psykologen?|legen?|lækjaren?|psykiater\w*|sykepleier\w*|sjukepleiar\w*|helsesøster\w*|helsesykepleier\w*|sosionom\w*|terapeut\w*|jobbspesialist\w*|ruskonsulent\w*|ansatte|tilsette|fagpersonen?|koordinator\w*|saksbehandler\w*)"
    r"|(?:bare|berre|kun) (?:en|én|ein|éin|1) (?:psykolog|lege|lækjar|psykiater|psykiatrisk sykepleier|psykiatrisk sjukepleiar|fastlege|ruskonsulent|jobbspesialist|helsesykepleier|ansatt|tilsett|person)"
)
_OWN_ISLAND = _small(
    r"(?:øya|øyen|fjorden|dalen|bygda|tettstedet|tettstaden|byen|øyene|øyane|fjellet|halvøya|grenda) (?:vår|vårt|her|våre)|vår (?:øy|by|dal|fjord|bygd)"
    r"|øykommunen?|øykommuner|ei øy|en øy(?= )|på øya|bor på øyer|uten fastlandsforbindelse|utan fastlandssamband|ferje\w*|ferge\w*|hurtigbåt\w*|fergeleie\w*|kystkommunen?|fjellkommunen?|fjordkommunen?|grensekommunen?|turistkommunen?|hyttekommunen?|kraftkommunen?|industrikommunen?|fiskerikommunen?|skikommunen?|studentbyen?|universitetsbyen?|garnisons\w*|hjørnesteinsbedrift\w*|hjørnesteinsbedrifta|vinterstengt\w*|kolonnekjøring\w*|fjellovergang\w*"
)
_HOST = _small(
    r"vertskommunen? for \w+(?: \w+)?|(?:fengselet|fengslet|høgskolen|høyskolen|høgskulen|universitetet|flyplassen|flyplass|militærleiren|militærleir|leiren|garnisonen|asylmottaket|ankomstsenteret|oljebasen|smelteverket|aluminiumsverket|verftet|skipsverftet|gruva|gruven|gruvedrifta|kraftverket|fabrikken|domkirken|domkyrkja|rakettskytefeltet|flystasjonen) (?:i kommunen|i kommuna|vår|vårt|her|i byen|i bygda)"
)
_SAMI = _small(
    r"samisk(?:e|språklige|språklege)?|samar|samer|sameting\w*|kvensk(?:e)?|kvener|reindrift\w*|reinbeite\w*|sørsamisk\w*|lulesamisk\w*|skogfinn\w*"
)
_BORDER = _small(
    r"(?:grenser|grensar|grensen|grensa) (?:til|mot|mellom) (?:sverige|finland|russland|svenskegrensa|svenskegrensen|russegrensa)|svenskegrens\w+|russegrens\w+|finskegrens\w+|langs e ?\d{1,2}|ved (?:mjøsa|femunden|tyrifjorden|randsfjorden|oslofjorden|hardangerfjorden|sognefjorden|trondheimsfjorden)|nord for polarsirkelen|polarsirkelen"
)
_MERGER = _small(
    r"kommunesammenslå\w+|kommunesamanslå\w+|storkommunen?|nye? kommunen? vår|nabokommunen (?:vår )?[A-ZÆØÅ]\w+|(?:tidligere|gamle|tidlegare) kommun(?:en|ene|ane)"
)
_AGE = r"(?:på|i) (?:\d{1,2}|tjue|tretti|førti|femti|seksti)(?:-? ?års?alderen|[- ]åra|-årene| år)"
_ONE_PERSON = _small(
    rf"(?:en|ein|ei|én|denne) (?:\w+ ){{0,2}}(?:mann|kvinne|gutt|gut|jente|bruker|brukar|pasient|person|dame|mor|far|ungdom|klient) (?:{_AGE}|fra (?:syria|eritrea|somalia|afghanistan|polen|irak|iran|ukraina|etiopia|sudan|russland|litauen)|frå \w+)"
    r"|(?:en|ein|ei|én) (?:\w+ )?\d{1,2}[- ]?årig \w+|(?:en|ein|ei|én) \d{1,2}[- ]?åring|(?:han|hun|ho) er \d{1,2} år|\d{1,2} år gammel|\d{1,2} år gamal"
    r"|(?:kona|kjerringa|mannen|sønnen|sonen|datteren|dattera|broren|søstera|faren|mora|naboen|svigermor) (?:min|mi|til \w+)"
)
_ONE_CASE = _small(
    r"drapet|drapssaken?|drapssaka|knivstikking(?:en|a)?|brannen|mordet|skytingen|dødsbrann\w*|tok (?:sitt eget liv|livet sitt|livet av seg)|ble funnet død|vart funnen død|gisselsituasjon\w*|incestsak\w*|overgrepssaken|overgrepssaka|bussulykka|bussulykken|båtulykka|båtulykken|skredet|rasulykka|selvmordet|sjølvmordet|omkom"
)
_INHABITANTS = re.compile(
    r"(?i)(?<![\w<>.,-])(?<!enn )(?<!over )(?<!under )(?<!mellom )\d{1,3}(?:[ .\u00a0]?\d{3})*[1-9]\d? innbygg(?:ere|jarar|jere)(?!\w)"
)
_DISTRICT = _small(r"bydel(?:en|s|ens|er|ene)?")
_NAMED_NATURE = re.compile(rf"(?<![\w-])[A-ZÆØÅ][a-zæøå]{{1,14}}(?:-)?{_NATURE_FORMS}(?!\w)")


def indirect_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield descriptions that need no name to point at somebody."""
    for sign in _signs():
        for found in sign.pattern.finditer(answer.text):
            yield Sighting(*found.span(), "indirect", sign.grade, sign.why)
    opening = {word.start for word in answer.words if word.opens}
    for found in _NAMED_NATURE.finditer(answer.text):
        if found.start() not in opening and not _NOT_NATURE.match(found[0]):
            yield Sighting(
                *found.span(),
                "place",
                MEDIUM,
                _("Looks like the name of a fjord, an island, a valley or another place."),
            )
