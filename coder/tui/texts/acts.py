"""What a person decides on a text wherever texts stand under their headings, as acts for the writer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.domain.coding import Span
    from coder.domain.passages import PassageKey
    from coder.store.unit_of_work import Writing

    Act = Callable[[Writing], None]


def star(key: PassageKey, *, starred: bool) -> Act:
    """Choose a text as a quotation, or no longer."""

    def act(work: Writing) -> None:
        from coder.usecases.report.passages import star

        star(work, [key], starred=starred)

    return act


def shorten(key: PassageKey, cuts: Sequence[Span]) -> Act:
    """Say what print leaves out of a text."""

    def act(work: Writing) -> None:
        from coder.usecases.report.passages import shorten

        shorten(work, key, cuts)

    return act


def order(keys: Sequence[PassageKey]) -> Act:
    """Let texts stand first under their heading."""

    def act(work: Writing) -> None:
        from coder.usecases.report.passages import order_passages

        order_passages(work, keys)

    return act
