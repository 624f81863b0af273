"""What could not go along into a file or out of one, told on the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from coder.cli.context import say
from coder.messages import _
from coder.text.numbers import written_count

if TYPE_CHECKING:
    from coder.domain.loss import Loss

_WIDTH = 76


def say_losses(losses: Sequence[Loss]) -> None:
    """Tell what is lost or changed on the way, on stderr; that nothing is, where nothing is."""
    if not losses:
        say(_("Everything could go along."))
        return
    say(_("What could not go along as it is:"))
    for line in _lines(losses):
        say(line)


def losses_json(losses: Sequence[Loss]) -> list[dict[str, Any]]:
    """Return losses as ``--json`` holds them."""
    return [{"what": each.what, "count": each.count, "examples": list(each.examples)} for each in losses]


def _lines(losses: Sequence[Loss]) -> Iterator[str]:
    counts = [written_count(each.count) for each in losses]
    room = max(map(len, counts))
    for count, loss in zip(counts, losses, strict=True):
        first, *more = wrap(loss.what, _WIDTH - room - 3) or [""]
        yield f" {count:>{room}}  {first}"
        for line in more:
            yield f" {'':>{room}}  {line}"
        if loss.examples:
            named = ", ".join(f"«{_short(each)}»" for each in loss.examples)
            more_than = ", …" if loss.count > len(loss.examples) else ""
            for line in wrap(f"{named}{more_than}", _WIDTH - room - 5):
                yield f" {'':>{room}}    {line}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
