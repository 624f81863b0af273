"""What a person decides while reading what stands together, as acts for the writer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from coder.domain.passages import PassageKey
    from coder.store.unit_of_work import Writing
    from coder.tui.texts.acts import Act
    from coder.usecases.report.passages import Moved


def translate(key: PassageKey, text: str) -> Act:
    """Write a text's translation."""

    def act(work: Writing) -> None:
        from coder.usecases.report.passages import translate

        translate(work, key, text)

    return act


def move(key: PassageKey, code_id: int | None, codebook_id: int, new_path: str) -> Callable[[Writing], Moved]:
    """Put a text under another code; where there is none yet, under one made of ``new_path``."""

    def act(work: Writing) -> Moved:
        from coder.usecases.codebook.growth import add_code
        from coder.usecases.report.passages import move_passages

        target = add_code(work, codebook_id, new_path) if code_id is None else code_id
        return move_passages(work, [key], target)

    return act


def let_go(passage_id: int) -> Act:
    """Let go of a choice whose text is no longer there."""

    def act(work: Writing) -> None:
        from coder.usecases.report.passages import let_go

        let_go(work, [passage_id])

    return act


def write(which: Literal["body", "lead_in"], question_id: int, code_id: int | None, text: str) -> Act:
    """Write the analysis note, or what leads into the quotations."""

    def act(work: Writing) -> None:
        from coder.usecases.report.analyses import write_analysis, write_lead_in

        (write_analysis if which == "body" else write_lead_in)(work, question_id, code_id, text)

    return act
