"""The line above a table: its number, what it shows, its base."""

from __future__ import annotations

from collections.abc import Sequence

from coder.messages import _
from coder.tables.options import Show
from coder.tables.percent import percent
from coder.text.numbers import written_count, written_number


def caption(
    asked: str,
    base: int,
    *,
    number: str | None = None,
    own: str | None = None,
    answered: int | None = None,
    frame: int | None = None,
    show: Show = "both",
    parted_by: Sequence[str] = (),
    by_wave: Sequence[int | None] = (),
    is_figure: bool = False,
) -> str:
    """Return the caption of a coded table.

    Args:
        asked: The question's text, or its key.
        base: N.
        number: The table's number in a report, as "7.2".
        own: The user's own words in place of ours.
        answered: How many of the base gave an answer; given where the base is the frame.
        frame: How many were asked, where the caption is to say how many of them N is.
        show: What stands in each column.
        parted_by: The background variables, or the word for waves, whose levels stand side by side.
        by_wave: N of each wave, where the waves are not added up; None where it is hidden.
        is_figure: Whether it stands above a figure, which draws shares whatever the table shows.
    """
    words = own or _shown("percent" if is_figure else show, parted_by, is_figure=is_figure).format(
        question=" ".join(asked.split()), variables=", ".join(parted_by)
    )
    lead = _("Table {number}").format(number=number) + "  " if number else ""
    n = _base_by_wave(by_wave) if by_wave else _base(base, answered, frame)
    return f"{lead}{ended(words.strip())} {n}".rstrip()


def _shown(show: Show, parted_by: Sequence[str], *, is_figure: bool) -> str:
    if not parted_by:
        if is_figure:
            return _("Coding of open answers to «{question}». Share in each category. Percent.")
        return _("Coding of open answers to «{question}». Count and share in each category.")
    if show == "percent":
        return _("Coding of open answers to «{question}». Share in each category by {variables}. Percent.")
    if show == "count":
        return _("Coding of open answers to «{question}». Count in each category by {variables}.")
    return _("Coding of open answers to «{question}». Count and share in each category by {variables}.")


def _base_by_wave(bases: Sequence[int | None]) -> str:
    known = [base for base in bases if base is not None]
    if len(known) < len(bases):
        return ""
    low, high = min(known), max(known)
    if low == high:
        return _("N={n}").format(n=written_count(low))
    return _("N={low}–{high}").format(low=written_count(low), high=written_count(high))


def _base(base: int, answered: int | None, frame: int | None) -> str:
    if answered is None and frame is not None:
        share = percent(base, frame, small_bases=True)
        if share is not None:
            return _("N={n} ({percent} percent)").format(n=written_count(base), percent=written_number(share))
    if answered is None:
        return _("N={n}").format(n=written_count(base))
    rate = percent(answered, base, small_bases=True)
    if rate is None:
        return _("N={n}; {answered} answered").format(n=written_count(base), answered=written_count(answered))
    return _("N={n}; {answered} answered ({percent} percent)").format(
        n=written_count(base), answered=written_count(answered), percent=written_number(rate)
    )


def ended(words: str) -> str:
    """Return words with a full stop, unless a sign ends them."""
    return words if words.endswith((".", "?", "!", ":", "…")) else words + "."
