"""Codes by the whole of their text and by its parts."""

from __future__ import annotations

from coder.suggest.code_rows import CodeRows
from coder.suggest.code_text import parts_of, whole_text
from coder.suggest.text_space import TextSpace


def test_a_code_without_a_definition_says_its_name() -> None:
    assert whole_text("Bil", "Kjøp av bil") == "Bil. Kjøp av bil"
    assert whole_text("Bil", "") == "Bil"


def test_a_definition_is_taken_apart_where_it_lists_things() -> None:
    assert parts_of("Bil", "Kjøp av bil, drivstoff; bom (ikke buss)") == [
        "Bil",
        "Kjøp av bil",
        "drivstoff",
        "bom",
        "ikke buss",
    ]
    assert parts_of("Bil", "") == ["Bil"]


def test_chosen_codes_keep_their_parts() -> None:
    names = ["Bil", "Buss", "Tog"]
    space = TextSpace().fit(["bil og buss", "tog eller buss", "drivstoff til bil", *names])
    codes = CodeRows.read(space, names, ["drivstoff, bom", "", ""])
    assert codes.part_of.tolist() == [0, 0, 0, 1, 2]
    chosen = codes[[2, 0]]
    assert chosen.part_of.tolist() == [0, 1, 1, 1]
    assert (chosen.whole != codes.whole[[2, 0]]).nnz == 0
    assert (chosen.parts[:1] != codes.parts[4:]).nnz == 0
