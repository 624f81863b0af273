import re
from pathlib import Path

from markdown_it import MarkdownIt

from coder.documents.markdown_document import write_markdown_document
from coder.documents.provenance_in import provenance_in
from coder.documents.quotation_document import QuotationDocument
from tests.documents.quotation_documents import HOSTILE, quotation_document


def _written(tmp_path: Path, made: QuotationDocument) -> str:
    path = tmp_path / "sitater.md"
    write_markdown_document(made, path)
    return path.read_text(encoding="utf-8")


def quotations_in(markdown: str) -> list[str]:
    """Return the block quotations as a reader of Markdown shows them, one text each."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    found: list[list[str]] = []
    depth = 0
    for token in tokens:
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "blockquote_open":
            found.append([])
        if depth and token.type == "inline":
            parts = token.children or []
            assert {part.type for part in parts} <= {"text", "text_special", "softbreak", "hardbreak"}
            found[-1].append("".join("\n" if "break" in part.type else part.content for part in parts))
    return ["\n\n".join(paragraphs) for paragraphs in found]


def test_headings_stand_below_the_title(tmp_path: Path) -> None:
    headings = re.findall(r"^#+ .*", _written(tmp_path, quotation_document()), re.MULTILINE)
    assert headings == ["# Hva skal til?", "## Samarbeid", "### Nav", "## Annet", "## Kodeliste"]


def test_each_quotation_is_a_block_of_its_own(tmp_path: Path) -> None:
    assert quotations_in(_written(tmp_path, quotation_document())) == [
        "Bedre samarbeid, takk. (kommune med 5\u00a0000–10\u00a0000 innbyggere)",
        "Vi treng fleire møte.\nOg betre tid. (r2)\n\nOversatt: Vi trenger flere møter.",
        "Nav svarer ikke (r3)",
    ]


def test_nothing_that_people_wrote_is_markup(tmp_path: Path) -> None:
    shown = quotations_in(_written(tmp_path, quotation_document(*HOSTILE)))[3:]
    assert len(shown) == len(HOSTILE)
    for text, written in zip(shown, HOSTILE, strict=True):
        # Blanks at the ends of lines, and how many empty lines there are, Markdown does not keep.
        assert text.split() == f"{written} (r9)".split()


def test_the_marking_and_the_origin_stand_in_the_file(tmp_path: Path) -> None:
    written = _written(tmp_path, quotation_document())
    assert "**IKKE ANONYMISERT**" in written
    assert provenance_in(tmp_path / "sitater.md") == quotation_document().provenance


def test_the_code_list_is_a_table(tmp_path: Path) -> None:
    assert "| Samarbeid" in _written(tmp_path, quotation_document()).replace("**", "")
