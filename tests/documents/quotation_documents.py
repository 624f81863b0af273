"""Documents of quotations for tests of the files they become."""

from __future__ import annotations

from coder.documents.grid import Grid, GridCell, GridColumn, GridRow
from coder.documents.quotation_document import Quotation, QuotationDocument, Section

HOSTILE = (
    "=1+1",
    "@SUM(A1)",
    "<b>fet</b> & <script>alert(1)</script> {{mal}} %d",
    "# ikke overskrift\n- ikke liste\n1. heller ikke\n> eller sitat\n    eller kode\n\n***",
    "[lenke](http://eksempel.invalid) `kode` $x^2$ \\n ~~strøket~~ |celle|",
    "شكرا جزيلا (takk)",
    "👩\u200d👩\u200d👧 e\u0301 ½ ﬁ",
    "To  blanke,\ttabulator og\u00a0hard blank",
    "Lang " * 8000,
)

CODES = Grid(
    caption="Kodene og hva de betyr.",
    columns=(GridColumn("Svar"), GridColumn("Mening", is_text=True)),
    rows=(
        GridRow("Samarbeid", (GridCell("2", 2), GridCell("Alt om samarbeid")), is_strong=True),
        GridRow("Nav", (GridCell("1", 1), GridCell("Om Nav & <andre>")), indent=1),
    ),
    number="1",
    stub="Kode",
    description="Kodene i rekkefølge.",
)


def quotation_document(
    *more: str, marking: str = "IKKE ANONYMISERT", language: str = "nb"
) -> QuotationDocument:
    """Make a document with themes, codes under them, notes, a translation and a code list."""
    return QuotationDocument(
        title="Hva skal til?",
        subtitle="Om arbeid",
        language=language,
        introduction=("5 svar.",),
        contents_title="Innhold",
        sections=(
            Section(
                "Samarbeid",
                1,
                ("2 av 5 svar",),
                ("Mange nevner samarbeid.", "Særlig de små."),
                "",
                (Quotation("Bedre samarbeid, takk.", "kommune med 5\u00a0000–10\u00a0000 innbyggere"),),
            ),
            Section(
                "Nav",
                2,
                lead_in="Om Nav skriver de:",
                quotations=(
                    Quotation("Vi treng fleire møte.\nOg betre tid.", "r2", "Vi trenger flere møter.", "nn"),
                    Quotation("Nav svarer ikke", "r3", columns={"Respondent": "r3", "Wave": "2016"}),
                ),
            ),
            Section("Annet", 1, quotations=tuple(Quotation(each, "r9") for each in more)),
        ),
        appendices=(Section("Kodeliste", tables=(CODES,)),),
        marking=marking,
        page_words="Side {page} av {pages}",
        translation_word="Oversatt:",
        colophon=("Laget fra «Prøve».",),
        provenance={"kind": "quotes", "project": {"name": "Prøve <&>"}},
    )
