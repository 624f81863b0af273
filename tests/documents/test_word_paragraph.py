"""Paragraphs of Word files that we put together: the same as the library would make, part by part."""

from __future__ import annotations

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.xmlchemy import serialize_for_reading
from docx.shared import Pt

from coder.documents.word_paragraph import Layout, Letters, add_words, new_paragraph


@pytest.mark.parametrize("text", ["Mer penger", " mellom\tog\nlinje ", "\n", "a\r\nb", "<b> & «å»", ""])
def test_words_stand_in_a_paragraph_as_the_library_sets_them(text: str) -> None:
    theirs = docx.Document().add_paragraph(style="Quote")
    theirs.add_run(text)
    ours = new_paragraph(Layout("Quote"))
    theirs._p.addnext(ours)
    add_words(ours, text)
    assert serialize_for_reading(ours) == serialize_for_reading(theirs._p)


def test_what_a_paragraph_and_its_letters_are_told_stands_in_the_order_of_the_schema() -> None:
    theirs = docx.Document().add_paragraph(style="Quote")
    # Told backwards: the library finds the place of each.
    theirs.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    layout = theirs.paragraph_format
    layout.left_indent, layout.space_after = Pt(12), Pt(2)
    layout.keep_together = layout.keep_with_next = True
    run = theirs.add_run("22")
    run.font.size, run.bold = Pt(8.5), True
    ours = new_paragraph(
        Layout("Quote", keeps_with_next=True, keeps_together=True, after=40, left=240, side="right")
    )
    theirs._p.addnext(ours)
    add_words(ours, "22", Letters(is_bold=True, half_points=17))
    assert serialize_for_reading(ours) == serialize_for_reading(theirs._p)
