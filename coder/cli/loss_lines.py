"""What could not go along into a file or out of one, told on the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coder.cli.context import say

if TYPE_CHECKING:
    from coder.domain.loss import Loss

_WIDTH = 76


def say_losses(losses: Sequence[Loss]) -> None:
    """Tell what is lost or changed on the way, on stderr; that nothing is, where nothing is."""
    from coder.usecases.exchange.export_words import loss_lines, lost_in_words

    say(lost_in_words(losses))
    for line in loss_lines(losses, _WIDTH):
        say(line)


def losses_json(losses: Sequence[Loss]) -> list[dict[str, Any]]:
    """Return losses as ``--json`` holds them."""
    return [{"what": each.what, "count": each.count, "examples": list(each.examples)} for each in losses]
