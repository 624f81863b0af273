"""Full coding from the real answers to the documents: what goes in under each heading comes out under it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from re import fullmatch

import pytest
from click.testing import CliRunner
from docx import Document
from sqlalchemy import Engine

from coder.cli.group import cli
from coder.messages import set_language
from coder.store.project import open_project
from coder.store.questions import question_named
from coder.store.unit_of_work import Writing, writing
from coder.usecases.report.analyses import write_analysis, write_lead_in
from coder.usecases.report.passages import move_passages, order_passages, shorten, star
from coder.usecases.report.theme_reading import Heading, ThemeReading, theme_reading
from tests.builders import ask, import_real_answers
from tests.outside import converted, run

pytestmark = pytest.mark.slow
QUESTION = "forventninger"
CODER = "A"
EARMARKED, MORE, CLEAR = (
    "Ønsker øremerking",
    "Mer ressurser og flere faste ansatte/kapasitetsøkning",
    "Klare føringer",
)
WHOLE_NOTE = "{N} kommuner svarte. {antall:Ønsker øremerking} av dem ønsker øremerkede midler."
NOTES = {
    EARMARKED: "{antall:Ønsker øremerking} av {N} ({prosent:Ønsker øremerking} prosent) ber om øremerking.",
    MORE: "Flest skriver om folk: {antall:Mer ressurser og flere faste ansatte/kapasitetsøkning} kommuner.",
}


@pytest.fixture(scope="module")
def project(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the real answers with one coder's placed codings, read and sorted for a report."""
    made = tmp_path_factory.mktemp("full") / "p.sqlite"
    set_language("nb")
    import_real_answers(made, shared_data, CODER, "--only-coder", CODER)
    engine = open_project(str(made))
    edit(engine)
    engine.dispose()
    command(made, "disclose", QUESTION, "--mask", code=1)
    command(made, "disclose", QUESTION, "--undecided", "--keep", "Sitatet er lest og sier ingenting om hvem.")
    return made


def command(project: Path, *arguments: str, code: int = 0) -> None:
    set_language("nb")
    done = CliRunner().invoke(cli, ["--project", str(project), "--coder", CODER, *arguments])
    assert done.exit_code == code, (arguments, done.output, done.exception)


def edit(engine: Engine) -> None:
    """Sort what stands together, write the text around it, and choose what is printed."""
    before = read(engine)
    first, second = by_name(before, EARMARKED), by_name(before, CLEAR)
    moved = second.passages[-1].key
    act(
        engine,
        "order_passages",
        lambda work: order_passages(work, [each.key for each in first.passages[::-1]]),
    )
    act(engine, "move_passage", lambda work: move_passages(work, [moved], code_id(first)))
    for heading in (before_heading for before_heading in read(engine).headings if before_heading.code):
        keys = [each.key for each in heading.passages[:2]]
        act(engine, "star_passage", lambda work, keys=keys: star(work, keys))
    longest = max(by_name(read(engine), MORE).passages[:2], key=lambda each: len(each.words))
    start = (longest.span or (0, 0))[0]
    act(engine, "shorten_passage", lambda work: shorten(work, longest.key, [(start, start + 12)]))

    def write(work: Writing) -> None:
        question = question_named(work, QUESTION).id
        write_analysis(work, question, None, WHOLE_NOTE)
        for name, words in NOTES.items():
            write_analysis(work, question, code_id(by_name(before, name)), words)
        write_lead_in(work, question, code_id(first), "Noen eksempler:")

    act(engine, "write_analysis", write)


def act(engine: Engine, operation: str, do: Callable[..., object]) -> None:
    with writing(engine, coder_id=1, operation=operation) as work:
        do(work)


def read(engine: Engine) -> ThemeReading:
    return ask(engine, lambda work: theme_reading(work, question_named(work, QUESTION).id))


def by_name(reading: ThemeReading, name: str) -> Heading:
    return next(each for each in reading.headings if each.code is not None and each.code.name == name)


def code_id(heading: Heading) -> int:
    assert heading.code is not None
    return heading.code.id


def under_headings(file: Path) -> dict[str, list[str]]:
    """Return the quotations of a Word document by the heading they stand under."""
    found: dict[str, list[str]] = {}
    heading = ""
    for paragraph in Document(str(file)).paragraphs:
        style = paragraph.style.name if paragraph.style else ""
        if fullmatch(r"Heading \d", style):
            heading = paragraph.text
        elif style == "Quote":
            found.setdefault(heading, []).append(paragraph.text)
    return found


def test_as_many_texts_come_out_under_each_heading_as_went_in(
    project: Path, shared_data: Path, tmp_path: Path
) -> None:
    with (shared_data / "gold" / "opptrappingsplan_codings.csv").open(encoding="utf-8") as file:
        placed = Counter(row["code"] for row in csv.DictReader(file) if row["coder"] == CODER)
    placed[CLEAR] -= 1
    placed[EARMARKED] += 1
    command(project, "quotes", QUESTION, "--internal", "-o", str(tmp_path / "alt.docx"))
    said = under_headings(tmp_path / "alt.docx")
    without = {name: texts for name, texts in said.items() if name not in placed}
    assert list(without) == ["Uten kode"]
    assert {name: len(texts) for name, texts in said.items() if name in placed} == dict(+placed)


def test_notes_stand_in_the_report_with_the_figures_of_the_table(project: Path, tmp_path: Path) -> None:
    command(project, "quotes", QUESTION, "--report", "-o", str(tmp_path / "kapittel.docx"))
    command(project, "table", QUESTION, "-o", str(tmp_path / "t.csv"))
    with (tmp_path / "t.csv").open(encoding="utf-8-sig") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    words = [paragraph.text for paragraph in Document(str(tmp_path / "kapittel.docx")).paragraphs]
    earmarked = rows[EARMARKED]
    assert f"20 kommuner svarte. {earmarked['count']} av dem ønsker øremerkede midler." in words
    sentence = f"{earmarked['count']} av 20 ({earmarked['percent']} prosent) ber om øremerking."
    assert sentence in words
    assert words[words.index(sentence) + 1] == "Noen eksempler:"
    assert any("[…]" in each for each in under_headings(tmp_path / "kapittel.docx")[MORE])


@pytest.mark.slow
@pytest.mark.parametrize(("purpose", "most"), [("--internal", 1_000), ("--report", 2)])
def test_libreoffice_has_every_heading_as_a_bookmark(
    project: Path, tmp_path: Path, purpose: str, most: int
) -> None:
    file = tmp_path / "d.docx"
    command(project, "quotes", QUESTION, purpose, "-o", str(file))
    headings = [
        paragraph.text
        for paragraph in Document(str(file)).paragraphs
        if paragraph.style and fullmatch(r"Heading \d", paragraph.style.name)
    ]
    pdf = converted(
        file, 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}', tmp_path
    )
    outline = run("pdftohtml", "-xml", "-stdout", "-i", pdf)
    marked = outline.partition("<outline>")[2]
    for heading in headings:
        assert heading.split(" (")[0].replace("&", "&amp;") in marked, heading
    assert max(len(texts) for texts in under_headings(file).values()) <= most
