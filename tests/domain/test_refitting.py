"""Excerpts follow their words into a changed text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.refitting import refitted, same_words


@given(st.text("ab ", min_size=1, max_size=12), st.text("ab ", max_size=12), st.data())
def test_what_is_kept_marks_the_same_words_and_nothing_is_lost_unsaid(
    before: str, after: str, data: st.DataObject
) -> None:
    places = st.tuples(st.integers(0, len(before) - 1), st.integers(1, len(before)))
    spans = [span for span in data.draw(st.lists(places, max_size=3)) if span[0] < span[1]]
    fit = refitted(spans, before, after)
    words = {before[slice(*span)] for span in spans}
    assert {after[slice(*span)] for span in fit.kept} <= words
    assert {before[slice(*old)] for old, _new in fit.moved} <= {after[slice(*span)] for span in fit.kept}
    still = [s for s in set(spans) if s not in fit.dropped and s not in {old for old, _new in fit.moved}]
    assert all(span in fit.kept for span in still)


def test_blanks_and_line_breaks_are_no_words() -> None:
    assert same_words("Mer tid.\nFlere folk.", " Mer  tid. Flere folk.")
    assert not same_words("Mer tid.", "Mer tid")
