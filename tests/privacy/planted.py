"""Sentences with planted mentions, written for the test; nobody has said them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Planted:
    """A sentence with what identifies in [[brackets]], its kind, and the lowest grade it may be given."""

    marked: str
    kind: str
    grade: str

    @property
    def text(self) -> str:
        """The sentence as it is checked."""
        return self.marked.replace("[[", "").replace("]]", "")

    @property
    def span(self) -> tuple[int, int]:
        """Where the mention is."""
        start = self.marked.index("[[")
        return start, self.marked.index("]]") - 2


def _planted(kind: str, grade: str, *marked: str) -> tuple[Planted, ...]:
    return tuple(Planted(one, kind, grade) for one in marked)


PLANTED: tuple[Planted, ...] = (
    *_planted(
        "national identity number",
        "high",
        "Pasienten har fødselsnummer [[17912099997]] og står på venteliste.",
        "Det gjaldt [[218836 49874]], som vi ikke fant i systemet.",
        "D-nummeret hans er [[57912075186]].",
    ),
    *_planted("national identity number", "medium", "Vi fikk oppgitt [[17912099998]], og det stemte ikke."),
    *_planted(
        "telephone",
        "high",
        "Ring meg gjerne på [[912 34 567]] om dette.",
        "Ein kan nå oss på [[57 00 00 00]] mellom ni og tre.",
        "Vakttelefonen er +47 40 00 00 01 heile natta.".replace("+47 40 00 00 01", "[[+47 40 00 00 01]]"),
    ),
    *_planted("e-mail", "high", "Send det til [[kari.eksempel@lillevik.kommune.no]], så svarer vi."),
    *_planted(
        "web address",
        "high",
        "Alt står på [[www.lillevik-kafe.no/om-oss]] for den som vil lese.",
        "Se planen på [[lillevik.kommune.no]].",
    ),
    *_planted(
        "address",
        "high",
        "Dagsenteret ligger i [[Storgata 14B]], over apoteket.",
        "Han bor i [[Øvre Kirkevei 3]] og får besøk hver dag.",
        "Skriv til [[Postboks 77]], så kommer det fram.",
        "Tiltaket held til i [[6856 Sogndal]] no.",
    ),
    *_planted(
        "registered number",
        "high",
        "Hun er [[født 03.02.1981]] og har bodd her hele livet.",
    ),
    *_planted("registered number", "medium", "Det står i [[sak 16/1234]] i kommunestyret."),
    *_planted(
        "place",
        "high",
        "Hos oss i [[Lierne]] er det langt mellom husene.",
        "[[Steinkjers]] erfaring er at det tar tid.",
        "Vi har sett til [[Fredrikstad]] og gjort som dem.",
        "Slik er det i [[Hå]] òg.",
        "Vi bruker [[Hitramodellen]] og er fornøyde.",
        "Etter [[Sandnes-modellen]] er folk tilsette i kommunen.",
        "vi bor i [[kautokeino]] og har lang vei til lege",
        "Det er slik i [[Guovdageaidnu]], og det blir ikke bedre.",
        "Vi er fra [[Moss]], og der er det få boliger.",
        "Slik har det vore i [[Os]] i mange år.",
        "Tilbodet i [[Time]] er godt.",
        "Alt blir lagt til [[ÅLESUND]] til slutt.",
        "Brukerne våre må reise til [[Brumunddal]] for å få hjelp.",
        "Vi hører til [[Bydel Grorud]] og har mange unge.",
        "I [[Nordre Follo]] er det slått sammen.",
    ),
    *_planted(
        "place",
        "medium",
        "Fylkesnettverket i [[Telemark]] møtes to ganger i året.",
        "Alle kommunene på [[Helgeland]] deler på én stilling.",
        "Folk på den andre siden av [[Kvernfjorden]] får ikke tilbudet.",
    ),
    *_planted(
        "organisation",
        "high",
        "Vi får god hjelp av [[Tynset DPS]] når det haster.",
        "Me sender alle til [[Voss sjukehus]].",
        "[[Nes kommune]] har ikke råd til flere.",
        "Samarbeidet med [[NAV Stryn]] er blitt mykje betre.",
        "Etter at [[Ahus]] overtok, ble det vanskeligere.",
        "Pasientene må til [[Helse Førde]] for utredning.",
        "Innlagte på [[Nidelva DPS]] kommer hjem uten plan.",
        "Vi ligg under [[Namsos sjukehus]] og ventar lenge.",
    ),
    *_planted(
        "organisation",
        "medium",
        "Det er [[KNOF]] som har ansvaret hos oss.",
        "Vi har et samarbeid med [[Enhet for nattarbeid]] om dette.",
    ),
    *_planted(
        "person",
        "high",
        "Det er [[Kari Nordmann]] som har fått det til.",
        "Vi takkar [[Olav Bakketun]] for innsatsen.",
        "Ordfører [[Lillebakken]] har lovet penger.",
        "Vår psykolog [[Hansen]] slutter til sommeren.",
        "Takk til [[Anne-Grete Moe]] i teamet!",
        "Statsråd [[Torvald Fjellro]] må komme hit og se.",
    ),
    *_planted("person", "medium", "Spør [[Ingunn]] på kontoret, hun vet alt."),
    *_planted(
        "project",
        "medium",
        "Vi har et tilbud som heter «[[Kaffe og kort]]», og det er populært.",
        "Prosjektet [[Solkroken]] gav sju personar jobb.",
        "Etter [[RULL-prosjektet]] ble det stille.",
        'Tiltaket "[[Opp og Ut]]" er for unge menn.',
    ),
    *_planted("name", "medium", "Mange har fått plass på [[Grønt Steg Videre]] i vår."),
    *_planted("product", "low", "Vi fører alt i [[Gerica]], men legene ser det ikke."),
    *_planted(
        "event",
        "medium",
        "Døgnposten [[ble nedlagt i mars 2015]], og da mistet vi alt.",
        "Det nye huset [[åpnet i 2019]] og er alt fullt.",
        "Skulen [[vart stengd hausten 2018]].",
    ),
    *_planted("indirect", "high", "Her i [[hovedstaden]] er boligene for dyre."),
    *_planted(
        "indirect",
        "medium",
        "[[Byråden]] har lovet flere plasser.",
        "Vi er [[landets minste]] kommune og klarer oss.",
        "Vi er [[den eneste kommunen i fylket]] uten lege.",
        "En [[mann på 34 år]] fikk avslag tre ganger.",
        "Etter [[drapet]] ble alle redde for brukerne våre.",
        "[[Asylmottaket i kommunen]] sender alle til oss.",
        "Vi har mange [[samiske]] brukere.",
    ),
    *_planted("indirect", "low", "Ute på [[øya vår]] er det ingen arbeidsplasser."),
)

IDENTIFIES_NOBODY: tuple[str, ...] = (
    "Vi trenger mer tid og flere folk.",
    "Time hos lege får du først om fire uker.",
    "Mange går på ski om vinteren, og noen drar på tur i fjellet.",
    "Me treng fleire tilsette, og det må bli betre samarbeid med NAV og DPS.",
    "IPS og FACT er gode metoder, og ACT-team kan være det.",
    "Helse- og omsorgstjenesten samarbeider med fastlegene og spesialisthelsetjenesten.",
    "Hans innsats er viktig, og hennes også.",
    "Per i dag har vi ikke nok boliger.",
    "Det koster 12 345 678 kroner, og budsjettet er 23456789 kr.",
    "Fra 2015 til 2016 økte det fra 20 30 40 prosent.",
    "Vi vil at de skal få bo i egen bolig med vik for andre.",
    "Liv og død er store ord, men det er det det handler om.",
    "Strand, skog og sol hjelper de fleste.",
    "Ressursene er for små. Gran og furu hogges i arbeidstreningen.",
    "Individuell plan brukes ikke nok, og Koordinerende enhet er lite kjent.",
    "Kommunen har nok planer. Det trengs Handling.",
    "VI TRENGER FLERE FOLK OG MINDRE SKJEMA.",
    "Se rundskriv IS-24/8 og Prop. 15 S (2015-2016).",
    "Tjenesten er åpen kl. 08.00-15.30 alle dager.",
    "Vi sel ikkje hus, men leiger ut til dei som treng det.",
    "Han og ho må få hjelp i lag, og heile familien med.",
    "Rask psykisk helsehjelp og Housing First burde finnes overalt.",
    "De som sliter mest, faller ut. Å få dem tilbake tar år.",
    "Brukeren må eie målet sitt; vi må ikke ta over.",
    "Re-innleggelser er dyrt. Etter § 10-4 er det kommunens ansvar.",
    "Vang og vei må brøytes, men det er ikke vår jobb.",
    "Modellen fungerer, men tilbudet er sårbart.",
    "Mai og juni er de verste månedene.",
    "Bare en av fem kommer i jobb i løpet av 12 måneder.",
    "Vi Ser At Mange Ikke Får Hjelp.",
    'Noen sier "Jeg vil ikke", andre sier "Hvorfor det?".',
    "Kommunen, NAV, Spesialisthelsetjenesten og Fastlegen må samarbeide.",
    "Kap. 765 post 60, 62 og 72, og Meld. St. 9.",
    "Stein på stein bygger vi. Ro og orden hjelper.",
    "Vi har Ruskonsulent, Psykiatrisk sykepleier og Miljøarbeider.",
    "Flyktninger fra Syria, Eritrea og Afghanistan får god hjelp.",
    "Ca. kr. 1.500.000,- pr. år går til dette, om lag 3,5 stillinger.",
    "Øyer av kompetanse hjelper ikke hvis ingen snakker sammen.",
)
