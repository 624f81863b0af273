from __future__ import annotations

import pytest

from coder.text.broken_lines import cells_wide, wrapped


def test_a_first_word_wider_than_the_line_begins_at_its_edge() -> None:
    assert wrapped("Forvaltningsenhet og mer", 10, following="  ") == ["Forvaltn", "  ingsenhe", "  t og mer"]


@pytest.mark.parametrize(
    "text", ["", "a  b", "x" * 40, "kort og " + "x" * 40 + " slutt", "日本語日本語日本語"]
)
@pytest.mark.parametrize("width", [1, 4, 9, 28, None])
def test_every_line_fits_and_no_letter_is_lost(text: str, width: int | None) -> None:
    lines = wrapped(text, width, following="  ")
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert width is None or all(cells_wide(line) <= max(width, 4) for line in lines)
    assert not lines[0].startswith(" ")
