"""What is told before the tree of codes changes."""

from __future__ import annotations

from coder.domain.codebook import Code, CodeKind
from coder.tui.code_list.previews import merge_preview, move_preview, restore_preview, retire_preview
from coder.usecases.codebook.preview import MergeTouched


def _code(name: str) -> Code:
    return Code(
        1, "1", name, ("Tema", name), None, 1, CodeKind.ORDINARY, True, "", 0, False, None, None, None
    )


FOLK, PENGAR, TID, ROM, BIL = (_code(name) for name in ("Folk", "Pengar", "Tid", "Rom", "Bil"))


def test_a_move_tells_where_to_and_what_goes_along() -> None:
    assert move_preview(FOLK, PENGAR, [TID], 1) == (
        "Put «Folk» under «Tema > Pengar»?\n1 code under it goes along: Tid.\n"
        "1 answer keeps its codes; it counts under the new theme."
    )
    assert move_preview(FOLK, None, [], 2).startswith("Put «Folk» at the top of the tree?\n2 answers keep")


def test_a_merge_tells_what_moves_along_and_counts_nothing_where_there_is_nothing() -> None:
    assert merge_preview(FOLK, PENGAR, MergeTouched(0, 0, 0, (), (TID, ROM))) == (
        "Merge «Tema > Folk» into «Pengar»?\n2 codes under it go along: Tid, Rom.\nNo answer changes code."
    )


def test_of_many_codes_that_go_along_three_are_named() -> None:
    assert "4 codes under it go along: Pengar, Tid, Rom …." in retire_preview(
        FOLK, [PENGAR, TID, ROM, BIL], 3
    )
    assert restore_preview(FOLK, [TID]) == ("Take «Folk» back into use?\n1 code under it goes along: Tid.")
