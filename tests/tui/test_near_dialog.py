"""What stands in the dialog of coded answers like the one on screen."""

from __future__ import annotations

from coder.domain.codebook import Code, CodeKind
from coder.tui.code_shelf import CodeShelf
from coder.tui.dialogs.near import near_lines
from coder.usecases.suggesting.near_answers import NearAnswer
from tests.tui.desks import shown

NAMES = ("Økonomiske rammer", "Flere stillinger", "Samarbeid med arbeidsgivere")


def test_the_code_asked_about_stands_first_and_is_not_cut_away() -> None:
    shelf = CodeShelf(
        Code(number, "", name, (name,), None, number, CodeKind.ORDINARY, True, "", 0, False, None, None, None)
        for number, name in enumerate(NAMES, 1)
    )
    near = NearAnswer(
        answer_id=7, respondent_id="r7", text="Vi treng folk.", code_ids=(1, 2, 3), likeness=0.5
    )
    first = shown(near_lines(near, shelf, 50, asked=3), 50)[0]
    assert first.startswith(f"r7  ● {NAMES[2]} · ")
