"""Wordings that point at somebody without a name: the patterns, each with the words that must be there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from coder.messages import _
from coder.privacy.finding import HIGH, LOW, MEDIUM


@dataclass(frozen=True)
class IndirectSign:
    """A wording.

    ``needs`` are pieces of text in small letters; a text with none of them need not be searched.
    """

    grade: str
    why: Callable[[], str]
    needs: tuple[str, ...]
    pattern: re.Pattern[str]


def _sign(grade: str, why: Callable[[], str], needs: str, *wordings: str) -> IndirectSign:
    pattern = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(wordings)})(?!\w)")
    return IndirectSign(grade, why, tuple(needs.split()), pattern)


_WHOLE = (
    r"(?:landet|landets|norge|noreg|norges|noregs|fylket|fylkets|regionen|regionens|nord-norge|vestlandet"
    r"|sørlandet|østlandet|distriktet|europa|verden|verda)"
)
_MOST = (
    r"(?:største|minste|nordligste|nordlegaste|sørligste|sørlegaste|østligste|austlegaste|vestligste"
    r"|vestlegaste|eldste|fattigste|rikeste|rikaste|yngste|nest største|nest minste|eneste|einaste)"
)
_TOWN = r"(?:kommunen?|kommuna|by|byen|bydel|bydelen|øykommune|kystkommune|fjellkommune|fylket)"
_ONE_OF_A_KIND = (
    r"(?:kommunen?|byen|bydelen|øya|øykommunen|dps|sykehuset|sjukehuset|tettstedet|tettstaden|bygda|tilbudet"
    r"|tilbodet|institusjonen)"
)
_PROFESSIONAL = (
    r"(?:psykolog(?:en)?|legen?|lækjar(?:en)?|psykiater\w*|(?:psykiatrisk )?sykepleier\w*"
    r"|(?:psykiatrisk )?sjukepleiar\w*"
    r"|helsesøster\w*|helsesykepleier\w*|sosionom\w*|terapeut\w*|jobbspesialist\w*|ruskonsulent\w*|ansatte?"
    r"|tilsette?|fagperson(?:en)?|fastlege|koordinator\w*|saksbehandl\w+|person)"
)
_AGE = r"(?:på|i) (?:\d{1,2}|tjue|tretti|førti|femti|seksti)(?:-? ?års?alderen|[- ]åra|-årene| år)"
_COUNTRIES = (
    "syria eritrea somalia afghanistan polen irak iran ukraina etiopia sudan russland litauen romania kongo"
)
_COUNTRY = rf"(?:{'|'.join(_COUNTRIES.split())})"
_SOMEBODY = (
    r"(?:mann|kvinne|kvinna|gutt|gut|jente|bruker|brukar|pasient|person|dame|mor|far|ungdom|klient"
    r"|familie|enke)"
)
_RARE = r"(?:høgskule|høgskole|høyskole|universitet|fengsel|flyplass|militærleir|garnison)\w*"
_AND = r"(?:,|/| og|, og| eller)[ ]?(?:et |eit |en |ein |ei )?(?:\w+ )?"
_SELDOM = r"(?:sjukehus|sykehus|dps|universitet|fengsel|flyplass|asylmottak|militærleir)\w*"

SIGNS: tuple[IndirectSign, ...] = (
    _sign(HIGH, lambda: _("There is one capital."), "hovedstad hovudstad", r"ho(?:ved|vud)stad(?:en|ens)?"),
    _sign(
        MEDIUM,
        lambda: _("Only the largest towns have a city council (byråd)."),
        "byrå byåd byråd",
        r"byr?åd(?:et|en|ene|ane|er|s|sleder\w*|sleiar\w*|savdeling\w*)?",
    ),
    _sign(
        MEDIUM,
        lambda: _("What is said to be the only one, the largest, the smallest can be looked up."),
        "største minste ligste legaste eldste fattigste rikeste rikaste yngste eneste einaste fylkesho "
        "regionho",
        rf"{_WHOLE} (?:sin |si |sitt )?{_MOST}(?: \w+)?",
        rf"(?:de[nt] )?(?:eneste|einaste) (?:\w+ )?{_ONE_OF_A_KIND} i \w+",
        rf"{_MOST} (?:\w+ )?{_TOWN} (?:i|på) \w+",
        rf"en av {_WHOLE} {_MOST}|(?:eneste|einaste) kommun\w+|(?:fylkes|region)ho(?:ved|vud)stad(?:en)?",
    ),
    _sign(
        LOW,
        lambda: _("The only one in such a post can be found out."),
        "eneste einaste bare berre kun",
        rf"(?:den |det )?(?:eneste|einaste) {_PROFESSIONAL}",
        rf"(?:bare|berre|kun) (?:en|én|ein|éin|1) {_PROFESSIONAL}",
    ),
    _sign(
        LOW,
        lambda: _("Tells what kind of place it is."),
        "øy fjord dal bygd tettst by fjell grend ferge ferje fastland hurtigbåt hurtigruta kommune stengt "
        "hjørnest kolonne garnison",
        r"(?:øya|øyen|fjorden|dalen|bygda|tettstedet|tettstaden|byen|øyene|øyane|fjellet|halvøya|grenda) "
        r"(?:vår|vårt|her|våre)",
        r"vår (?:øy|by|dal|fjord|bygd)",
        r"(?:øy|kyst|fjell|fjord|grense|turist|hytte|kraft|industri|fiskeri|ski|sentrums)kommunen?",
        r"(?:ei|en) øy(?= |\.|,)|på øya|utan? fastlandssamband|uten fastlandsforbindelse",
        r"hurtigruta|(?:ferje|ferge|hurtigbåt)(?:a|en|er|ene|leie|leiet|kai|kaia|tur|turen|tid|tider"
        r"|avhengig\w*)?",
        r"(?:student|universitets|garnisons)by(?:en)?|hjørnest[ei]+nsbedrift\w*|vinterstengt\w*"
        r"|kolonnekjøring\w*"
        r"|fjellovergang\w*",
    ),
    _sign(
        MEDIUM,
        lambda: _("Few municipalities have this."),
        "vertskommune fengs høgsk høysk universitet flypl leir garnison asylmottak ankomstsenter oljebase "
        "verk verft gruv fabrikk domk rakett flystasjon",
        r"vertskommunen? for \w+(?: \w+)?",
        r"(?:fengselet|fengslet|høgskolen|høyskolen|høgskulen|universitetet|flyplass|flyplassen"
        r"|militærleir|militærleiren|leiren|garnisonen|asylmottaket|ankomstsenteret|oljebasen|\w+verket"
        r"|verftet|skipsverftet|gruva|gruven|gruvedrifta|fabrikken|domkirken|domkyrkja|rakettskytefeltet"
        r"|flystasjonen) "
        r"(?:i kommunen|i kommuna|vår|vårt|her|i byen|i bygda)",
    ),
    _sign(
        MEDIUM,
        lambda: _("Few municipalities have Sami or Kven people as a group of their own."),
        "samisk samar samer sameting kven reindrift reinbeite skogfinn",
        r"(?:sør|lule|nord)?samisk\w*|samar|samer|sameting\w*|kvensk\w*|kvener|kvenar|reindrift\w*"
        r"|reinbeite\w*"
        r"|skogfinn\w*",
    ),
    _sign(
        MEDIUM,
        lambda: _("Tells where the municipality lies."),
        "grens polarsirkel langs mjøsa femunden fjorden",
        r"grens(?:er|ar|en|a) (?:til|mot|mellom) (?:sverige|finland|russland)|(?:svenske|russe"
        r"|finske)grens\w+",
        r"langs e ?\d{1,2}|ved (?:mjøsa|femunden|tyrifjorden|randsfjorden|oslofjorden|hardangerfjorden"
        r"|sognefjorden|trondheimsfjorden)|(?:nord for )?polarsirkelen",
    ),
    _sign(
        LOW,
        lambda: _("Mergers of municipalities can be looked up."),
        "kommun",
        r"kommunes(?:ammen|aman)slå\w+|storkommunen?|(?:tidligere|tidlegare|gamle) kommun(?:en|ene|ane|a)",
    ),
    _sign(
        MEDIUM,
        lambda: _("A single person described by age, origin, kinship or post."),
        f"år åra ansatt {_COUNTRIES} min mi til",
        rf"(?:en|ein|ei|én|denne) (?:\w+ ){{0,2}}{_SOMEBODY} (?:{_AGE}|fr[aå] {_COUNTRY})",
        r"(?:en|ein|ei|én) (?:\w+ )?\d{1,2}[- ]?årig \w+|(?:en|ein|ei|én) \d{1,2}[- ]?åring",
        r"(?:han|hun|ho) er \d{1,2} år|\d{1,2} år gam[ma]+e?l|ansatt er (?:en )?person med",
        r"(?:kona|mannen|sønnen|sonen|datteren|dattera|broren|søstera|faren|mora|naboen|svigermor) (?:min"
        r"|mi|til \w+)",
    ),
    _sign(
        MEDIUM,
        lambda: _("A single event that people of the place know of."),
        "drap knivst brann mord skyting eget livet død gissel incest overgrepssak voldtektssak "
        "mishandlingssak ulyk skredet selvmordet sjølvmordet omkom",
        r"drapet|drapssak\w*|knivstikking(?:en|a)?|brannen|mordet|skytingen|skytinga|dødsbrann\w*|omkom",
        r"tok (?:sitt eget liv|livet sitt|livet av seg)|(?:ble|vart) funnet død|vart funnen død"
        r"|gisselsituasjon\w*",
        r"(?:incest|voldtekts|overgreps|mishandlings)sak\w*|(?:buss|båt|ras|fly|tog)ulykk\w+|skredet"
        r"|(?:sel|sjøl)vmordet",
    ),
    _sign(
        MEDIUM,
        lambda: _("An exact number of inhabitants."),
        "innbyg",
        r"(?<![<>.,-])(?<!enn )(?<!over )(?<!under )(?<!mellom )(?<!ca )"
        r"\d{1,3}[ .\u00a0]?\d{0,2}[1-9]\d? innbygg\w+",
    ),
    _sign(
        MEDIUM,
        lambda: _("Who is on the state's list of indebted municipalities is public."),
        "robek",
        r"robek(?:-\w+)?",
    ),
    _sign(
        MEDIUM,
        lambda: _("Institutions that few municipalities have together."),
        "høgsk høysk universitet fengsel flyplass militærleir garnison",
        rf"{_RARE}{_AND}{_SELDOM}|{_SELDOM}{_AND}{_RARE}",
    ),
    _sign(
        LOW,
        lambda: _("Only larger towns have this."),
        "kommunaldirektør bydels bystyre psykiatrisk storby universitetss",
        r"kommunaldirektør\w*|bydels(?:direktør|utvalg|overlege)\w*|bystyret|psykiatrisk (?:legevakt"
        r"|ungdomsteam)",
        r"storby(?:en)?|universitetss(?:yke|juke)hus\w*",
    ),
    _sign(
        LOW,
        lambda: _("Applications for funds and their outcome are public."),
        "avslag midler midlar tilsk",
        r"(?:fikk|fekk|fått) avslag(?: på \w+)?|(?:innvilget|innvilga|tildelt"
        r"|tildelte) (?:prosjekt)?mid(?:ler|lar)",
        r"søkt?e? (?:om )?(?:(?:prosjekt)?mid(?:ler|lar)|tilskot?t?|tilskudd)(?: hos \w+)?"
        r"|(?:mid(?:ler|lar)|tilskudd|tilskot) er søkt",
    ),
    _sign(
        LOW,
        lambda: _("A number of staff, which is public for each municipality."),
        "årsverk",
        r"(?:\d{1,3}(?:[.,]\d{1,2})?|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti) årsverk",
    ),
    _sign(
        LOW,
        lambda: _("Tells where the municipality lies."),
        "langt",
        r"(?:ligger|ligg) (?:for |så |veldig )?langt (?:ut|unna|vekk|borte|fra|frå)(?: \w+)?",
    ),
    _sign(
        LOW,
        lambda: _("A local goal with a year, which can be looked up."),
        "innen innan",
        r"(?:innen|innan) (?:ut\w+ av )?(?:19|20)\d\d",
    ),
    _sign(
        LOW,
        lambda: _("Who took part in a trial can be looked up."),
        "kommun prosjekt forsøk",
        r"(?:pilot|forsøks|modell|prøve|demonstrasjons)kommun\w+",
        r"(?:del av|med i|deltar i|deltok i|deltek i|deltatt i) (?:et|eit) (?:\w+ )?"
        r"(?:forsk\w+|pilot)?(?:prosjekt|forsøk)",
    ),
    _sign(LOW, lambda: _("Only a few towns have city districts."), "bydel", r"bydel(?:en|s|ens|er|ene|ane)?"),
)
