"""The document of everything: what goes in comes out, in every format, and nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from docx import Document as WordDocument
from odfdo import Document as OdtDocument
from openpyxl import load_workbook

from coder.documents.quotation_document import QuotationDocument
from coder.messages import set_language
from coder.store.exports import exports_of
from coder.store.unit_of_work import Writing
from coder.store.variables import stored_variables
from coder.usecases.report.analyses import write_analysis, write_lead_in
from coder.usecases.report.quotes_file import (
    NoTemplateHereError,
    UnknownQuotesFileError,
    quotes_format,
    write_quotes,
)
from tests.builders import SmallProject, act, add_codes, ask, code_answer, faults
from tests.documents.test_markdown_document import quotations_in
from tests.outside import converted
from tests.usecases.quoted_project import TEXTS, internal, quoted_project, star_words

UNDER_HEADINGS = [
    (("Samarbeid", "Lege"), "Bedre møter med fastlegen."),
    (("Samarbeid", "Lege"), TEXTS[2]),
    (("Samarbeid", "Lege"), "Samarbeid"),
    (("Ressurser", "Folk"), "Vi trenger flere folk."),
    (("Ressurser", "Folk"), "Vi treng fleire folk."),
    (("Ressurser", "Folk"), "Flere folk."),
    (("Ressurser", "Folk"), "folk"),
    (("Ressurser", "Tid"), "Det tek for lang tid."),
    (("Ressurser", "Tid"), TEXTS[6]),
    (("Vet ikke",), "Vet ikke"),
    (("Without a code",), "Noe helt annet til slutt. Og enda mer."),
    (("Not settled yet",), TEXTS[5]),
]


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return quoted_project(tmp_path)


def _quoted(document: QuotationDocument) -> list[tuple[tuple[str, ...], str]]:
    return [(headings, quotation.text) for headings, quotation in document.quoted()]


def test_every_excerpt_stands_once_under_each_of_its_headings(project: SmallProject) -> None:
    assert _quoted(internal(project.engine).document) == UNDER_HEADINGS


def test_every_sentence_of_every_answer_is_somewhere(project: SmallProject) -> None:
    said = " ".join(text for _headings, text in _quoted(internal(project.engine).document))
    for text in TEXTS:
        assert all(sentence.strip(".") in said for sentence in text.split(". "))


def test_headings_tell_how_many_answers_and_what_stands_beside_a_quotation_tells_who(
    project: SmallProject,
) -> None:
    star_words(project, project.codes[1], "folk")
    document = internal(project.engine).document
    facts = {section.heading: section.facts for section in document.sections}
    assert facts["Ressurser"] == ("4 of 6 answers, its codes included",)
    assert facts["Folk"] == ("4 of 6 answers · 4 excerpts",)
    beside = [quotation.attribution for headings, quotation in document.quoted() if headings[-1] == "Folk"]
    assert beside == ["r1 · <2000", "r2 · <2000", "r5 · <2000", "★ · r7 · 50000 og større"]


@pytest.mark.slow
def test_a_question_that_is_not_quantified_has_no_number_anywhere(tmp_path: Path) -> None:
    project = quoted_project(tmp_path, quantify="no")
    document = internal(project.engine).document
    assert _quoted(document) == UNDER_HEADINGS
    assert not any(section.facts for section in document.sections)
    assert not any(sign.isdigit() for text in document.introduction for sign in text)
    [codes] = document.appendices[0].tables
    assert all(not row.cells for row in codes.rows)


def test_only_some_codes_with_what_stands_under_them(project: SmallProject) -> None:
    document = internal(project.engine, codes=("Ressurser", "Lege")).document
    assert _quoted(document) == UNDER_HEADINGS[:9]
    document = internal(project.engine, codes=("Tid",)).document
    assert [section.heading for section in document.sections] == ["Ressurser", "Tid"]


def test_the_first_of_each_code_and_always_the_starred(project: SmallProject) -> None:
    star_words(project, project.codes[1], "folk")
    document = internal(project.engine, per_code=1, codes=("Folk",)).document
    assert [text for _headings, text in _quoted(document)] == ["Vi trenger flere folk.", "folk"]
    assert document.sections[-1].facts == ("4 of 6 answers · 2 of 4 excerpts shown",)


def test_notes_stand_as_running_text_with_their_figures_filled_in(project: SmallProject) -> None:
    folk = project.codes[1]

    def write(work: Writing) -> None:
        write_analysis(work, project.question_id, None, "Om alt.\n\nI to avsnitt.")
        write_analysis(work, project.question_id, folk, "{antall:Folk} av {N} nevner folk.")
        write_lead_in(work, project.question_id, folk, "De skriver:")

    act(project.engine, project.kari, "write_analysis", write)
    sections = {section.heading: section for section in internal(project.engine).document.sections}
    assert sections["The answers as a whole"].analysis == ("Om alt.", "I to avsnitt.")
    assert sections["Folk"].analysis == ("4 av 6 nevner folk.",)
    assert sections["Folk"].lead_in == "De skriver:"


def test_a_figure_nobody_knows_is_told(project: SmallProject) -> None:
    act(
        project.engine,
        project.kari,
        "write_analysis",
        lambda work: write_analysis(work, project.question_id, None, "{antall:Finnes ikke} svar."),
    )
    [warning] = internal(project.engine).warnings
    assert "Finnes ikke" in warning


def test_nynorsk_stays_nynorsk_and_is_marked(project: SmallProject) -> None:
    marked = {
        quotation.text: quotation.language
        for _headings, quotation in internal(project.engine).document.quoted()
    }
    assert marked["Vi treng fleire folk."] == "nn"
    assert marked["Vi trenger flere folk."] == "nb"


def test_what_is_in_neither_form_is_in_the_language_of_a_norwegian_document(project: SmallProject) -> None:
    def language(spoken: str) -> str:
        set_language(spoken)
        quoted = internal(project.engine).document.quoted()
        [found] = {each.language for _headings, each in quoted if each.text == TEXTS[2]}
        return found

    assert {spoken: language(spoken) for spoken in ("nb", "nn", "en")} == {"nb": "", "nn": "", "en": "nb"}


def test_who_is_quoted_how_often_is_counted(project: SmallProject) -> None:
    quoted = internal(project.engine).quoted
    assert list(quoted.respondents.items()) == [
        *(("r7", 3), ("r1", 2), ("r2", 2), ("r5", 2)),
        *(("r3", 1), ("r4", 1), ("r6", 1)),
    ]
    assert [(each.level, each.quotations, each.quoted, each.respondents) for each in quoted.levels] == [
        ("<2000", 9, 6, 6),
        ("50000 og større", 3, 1, 1),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("named", ["docx", "odt", "md", "xlsx"])
def test_the_count_in_equals_the_count_out_in_every_format(
    project: SmallProject, tmp_path: Path, named: str
) -> None:
    path = tmp_path / f"alt.{named}"
    write_quotes(project.engine, project.kari, internal(project.engine), path)
    assert Counter(_read(path)) == Counter(text for _headings, text in UNDER_HEADINGS)


@pytest.mark.slow
@pytest.mark.parametrize("named", ["docx", "odt"])
def test_the_count_holds_in_libreoffice(project: SmallProject, tmp_path: Path, named: str) -> None:
    path = tmp_path / f"alt.{named}"
    write_quotes(project.engine, project.kari, internal(project.engine), path)
    other = converted(path, "odt" if named == "docx" else "docx", tmp_path)
    assert Counter(_read(other)) == Counter(text for _headings, text in UNDER_HEADINGS)


def _read(path: Path) -> list[str]:
    """Read a document's quotations again, without what stands beside them."""
    if path.suffix == ".xlsx":
        rows = list(load_workbook(path)["Quotations"].iter_rows(values_only=True))
        return [str(row[rows[0].index("Quotation")]) for row in rows[1:]]
    if path.suffix == ".md":
        said = quotations_in(path.read_text(encoding="utf-8"))
    elif path.suffix == ".docx":
        paragraphs = WordDocument(str(path)).paragraphs
        said = [each.text for each in paragraphs if each.style and each.style.name in ("Quote", "Quotations")]
    else:
        document = OdtDocument(str(path))
        styles = {"Quotations", *_built_on_quotations(document)}
        said = [each.text_recursive for each in document.body.paragraphs if each.style in styles]
    return [each.rpartition(" (")[0] for each in said]


def _built_on_quotations(document: OdtDocument) -> set[str]:
    return {
        str(style.get_attribute("style:name"))
        for style in document.get_styles("paragraph", automatic=True)
        if style.get_attribute("style:parent-style-name") in ("Quotations", "Quote")
    } | {"Quote"}


@pytest.mark.slow
def test_what_leaves_is_written_down(project: SmallProject, tmp_path: Path) -> None:
    write_quotes(project.engine, project.kari, internal(project.engine), tmp_path / "alt.md")
    [export] = ask(project.engine, exports_of)
    assert (export.what, export.format, export.file, export.has_text) == ("quotes", "md", "alt.md", True)
    assert export.options["purpose"] == "internal"
    assert export.coder_id == project.kari
    assert faults(project.engine) == []


def test_a_file_that_cannot_be_written_has_not_left(project: SmallProject, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no_such"):
        write_quotes(project.engine, project.kari, internal(project.engine), tmp_path / "no_such" / "alt.md")
    assert ask(project.engine, exports_of) == []


@pytest.mark.slow
def test_the_same_project_gives_the_same_bytes(project: SmallProject, tmp_path: Path) -> None:
    for named in ("docx", "odt", "md", "xlsx"):
        for name in ("a", "b"):
            write_quotes(project.engine, project.kari, internal(project.engine), tmp_path / f"{name}.{named}")
        assert (tmp_path / f"a.{named}").read_bytes() == (tmp_path / f"b.{named}").read_bytes()


def test_a_name_that_promises_nothing_is_refused(project: SmallProject, tmp_path: Path) -> None:
    with pytest.raises(UnknownQuotesFileError, match=r"\.docx, \.odt, \.md, \.xlsx"):
        quotes_format(tmp_path / "sitater.pdf")
    with pytest.raises(NoTemplateHereError):
        write_quotes(
            project.engine, project.kari, internal(project.engine), tmp_path / "a.md", template=tmp_path
        )


def test_a_code_with_codes_below_says_that_it_counts_itself(project: SmallProject) -> None:
    [often] = add_codes(project.engine, project.question_id, "Ressurser > Folk > Ofte")
    code_answer(project.engine, project.answers[3], often, project.kari)
    facts = {section.heading: section.facts[:1] for section in internal(project.engine).document.sections}
    assert facts["Ressurser"] == ("5 of 6 answers, its codes included",)
    assert facts["Folk"] == ("4 of 6 answers, its codes not included · 4 excerpts",)
    assert facts["Ofte"] == ("1 of 6 answers · 1 excerpt",)


@pytest.mark.parametrize("heading", ["Respondent", "Wave", "Starred"])
def test_a_variable_called_as_a_column_of_the_workbook_does_not_take_its_place(
    project: SmallProject, heading: str
) -> None:
    def rename(work: Writing) -> None:
        work.update("variable", stored_variables(work)["storrelse"].id, name=heading)

    [_heads, plain], *_others = internal(project.engine).document.quoted()
    act(project.engine, project.kari, "import_survey", rename)
    [_heads, quotation], *_others = internal(project.engine).document.quoted()
    columns = dict(plain.columns)
    assert quotation.columns == columns | {f"«{heading}»": columns.pop("storrelse")}
