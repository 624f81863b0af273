"""Finished tables as reports print them, made by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from coder.documents.grid import Grid, GridCell, GridColumn, GridRow
from coder.messages import current_language

COUNT, PERCENT = GridColumn("Antall"), GridColumn("Prosent")
HOSTILE = (
    '=HYPERLINK("http://x.example")',
    "+1",
    "@sum",
    "<b>fet</b> & \"sitat\" <script>alert('x')</script> &amp;",
    "100 % av 5 $ & #1_a {b} ~c^d \\newline \\\\ [x] *y* `z` |w| --- ''q'' \"e",
    "Bedre {antall} i 50–99",
    "👩‍👩‍👧 søppel 日本語",
    "עברית og العربية",
    "a\u0301 kombinert",
)
"""Texts that mean something to programs."""
PROVENANCE: dict[str, Any] = {
    "project": {"uid": "p-1", "name": "Årets «undersøkelse» -- <!-- \ud83d --> & %"},
    "entry": {"number": 812, "uid": "e-812"},
    "options": {"by": ["størrelse"], "decimals": 0},
}


def number(value: int | str | None, sign: str = "") -> GridCell:
    """Make a cell of a number, or of a sign where there is none."""
    if value is None:
        return GridCell(sign)
    exact = value if isinstance(value, int) else Decimal(value)
    text = f"{exact:,}".replace(",", "\u00a0") if isinstance(exact, int) and exact > 9999 else str(exact)
    return GridCell(text if current_language() == "en" else text.replace(".", ","), exact)


def counted(label: str, count: int, percent: int, *, indent: int = 0, is_strong: bool = False) -> GridRow:
    """Make a row of count and percentage."""
    cells = (number(count), number(percent))
    return GridRow(label, cells, indent=indent, is_strong=is_strong, bar=Decimal(percent))


def themes() -> Grid:
    """Make a table of themes with their codes, and a code that was not in use."""
    rows = (
        counted("Ressurser", 27, 68, is_strong=True),
        counted("Flere ansatte", 20, 50, indent=1),
        counted(
            "Øremerkede midler til arbeidet i kommunene også etter at planperioden er over", 14, 35, indent=1
        ),
        GridRow("Lønn", (GridCell("."), GridCell(".")), indent=1),
        counted("Annet", 1, 3),
    )
    return Grid(
        caption="Koding av åpne svar på hva som skal til. Antall og prosent. N=40",
        columns=(COUNT, PERCENT),
        rows=rows,
        note="N = svar som er ferdig kodet. Et svar kan ha flere koder. «.» betyr at koden ikke var i bruk.",
        number="7.2",
        description="Fem rader. Flest svar har fått en kode under Ressurser, 27 av 40.",
        provenance=PROVENANCE,
    )


WISHES = (
    "Øremerking av midlene",
    "Flere faste stillinger og økt kapasitet i tjenestene",
    "Mer forebyggende arbeid",
    "Høyere kompetanse",
    "Flere tilbud om arbeid og aktivitet",
    "Tettere samarbeid med sykehuset",
    "At det følger penger og forutsigbarhet med",
    "Flere og bedre boliger",
    "Noe om fordeling av tilskudd",
    "Bedre oppfølging i bolig",
    "Små eller ingen forventninger",
    "Mer sammenhengende tjenester",
    "At ledelsen løfter området",
    "Tydelige føringer fra staten",
    "Store forventninger og midler til å innfri dem",
    "Ettervern som virker",
    "Mer effektive tjenester",
    "Et team som reiser ut",
    "Bedre samarbeid i kommunen",
    "Kortere ventetid og flere plasser",
    "Lavterskeltiltak og dagsenter",
    "At virkningen varer",
    "Forståelse for hva brukerne trenger",
    "Annet",
    "Arbeid med pårørende",
    "Oppmerksomhet om eldre",
    "Recovery",
    "Videreutdanning med lønn",
    "Team på tvers av nivåene",
    "Et eget botilbud",
    "Tilbud ved samtidig rus og lidelse",
    "At spesialistene kommer ut",
    "Mer samarbeid med NAV",
    "Flere akuttplasser",
    "Et rehabiliteringssenter",
    "Flere private tilbud",
    "Mer forskning",
)


def long_list() -> Grid:
    """Make a table with as many rows as the longest a report has printed."""
    counts = [81, 80, 55, 55, 37, 29, 27, 26, 25, 20, 19, 17, 16, 16, 16, 15, 13, 12, 12, 10, 10, 9, 8, 6]
    counts += [5, 5, 5, 4, 4, 4, 4, 3, 3, 2, 2, 2, 1]
    rows = tuple(
        counted(wish, count, int(100 * count / 371 + 0.5)) for wish, count in zip(WISHES, counts, strict=True)
    )
    return Grid(
        caption="Forventninger til planen. Antall og andel i ulike kategorier. N=371",
        columns=(COUNT, GridColumn("Andel")),
        rows=rows,
        note="N = svar som er ferdig kodet. Et svar kan ha flere koder.",
        number="19.1",
        description="37 rader etter antall svar.",
        provenance=PROVENANCE,
    )


def by_size() -> Grid:
    """Make a table of counts, bases and percentages by size class."""
    sizes = ("<2 000", "2 000–4 999", "5 000–9 999", "10 000–19 999", "20 000–49 999", "50 000 og større")
    found = [(2, 94, 2), (15, 131, 11), (8, 89, 9), (6, 58, 10), (9, 41, 22), (8, 14, 57)]
    rows = [GridRow(size, tuple(map(number, each))) for size, each in zip(sizes, found, strict=True)]
    rows.append(GridRow("Bydeler i Oslo", (GridCell(":"), number(15), GridCell(":"))))
    rows.append(GridRow("Totalt", tuple(map(number, (56, 442, 13))), is_strong=True))
    return Grid(
        caption="Har kommunen tatt i bruk ordningen? Antall og andel som svarer «Ja».",
        columns=(GridColumn("Med ordningen"), GridColumn("Alle"), GridColumn("Prosent")),
        rows=tuple(rows),
        note="«:» betyr at tallet er skjult fordi det bygger på få svar.",
        number="15.1",
        stub="Innbyggere",
        provenance=PROVENANCE,
    )


YEARS = ("2019", "2020", "2021", "2022", "2023")


def trend() -> Grid:
    """Make a table of five waves, one row of which was not in use at first."""
    scale = ("I svært liten grad", "I liten grad", "I noen grad", "I stor grad", "I svært stor grad")
    found = {
        "2019": [(1, 0), (12, 3), (146, 35), (221, 53), (39, 9), (419, 100)],
        "2020": [(0, 0), (5, 2), (73, 25), (184, 63), (31, 11), (293, 100)],
        "2021": [(1, 0), (7, 2), (103, 31), (190, 57), (32, 10), (333, 100)],
        "2022": [(1, 0), (7, 2), (80, 25), (184, 58), (46, 14), (318, 100)],
        "2023": [(2, 1), (7, 2), (91, 26), (189, 55), (57, 16), (346, 100)],
    }
    rows = [
        GridRow(label, tuple(number(n) for year in YEARS for n in found[year][place]), is_strong=place == 5)
        for place, label in enumerate((*scale, "Totalt"))
    ]
    rows.insert(5, GridRow("Vet ikke", (*[GridCell(".")] * 4, *map(number, (3, 1) * 3))))
    return Grid(
        caption="Erfaringer med fokus på arbeid og utdanning i egen kommune. 2019–2023.",
        columns=tuple(GridColumn(word, year) for year in YEARS for word in ("Antall", "Prosent")),
        rows=tuple(rows),
        note="«.» betyr at koden ikke var i bruk. Brudd i tidsserien mellom 2020 og 2021 for «Vet ikke».",
        number="21.1",
        provenance=PROVENANCE,
    )


def hostile(*more: str) -> Grid:
    """Make a table of texts that mean something to programs, in every place of it."""
    texts = (*HOSTILE, *more)
    rows = [GridRow(text, (number(3), number(8), GridCell(text))) for text in texts]
    return Grid(
        caption=" ".join(texts),
        columns=(COUNT, GridColumn("Prosent", HOSTILE[3]), GridColumn(HOSTILE[4], HOSTILE[3], is_text=True)),
        rows=tuple(rows),
        note=" ".join(texts),
        number="1",
        stub=HOSTILE[0],
        description=" ".join(texts),
        provenance=PROVENANCE,
    )
