"""Who else has the project open, in few words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.messages import _
from coder.text.safe import safe_line, shortened
from coder.tui.pieces.lines import Piece, Role

if TYPE_CHECKING:
    from coder.store.sittings import Seated

NAMED = 3
"""So many are named; of the others it is told how many they are."""
LONGEST_NAME = 30


def here_too(others: Sequence[Seated], coder_name: str) -> list[Piece]:
    """Name who else has the project open, each with the question at hand; nothing where nobody has."""
    told = list(dict.fromkeys(_one(each, coder_name) for each in others))
    if not told:
        return []
    names = ", ".join(told[:NAMED])
    if len(told) > NAMED:
        names = _("{names} and {n} more").format(names=names, n=len(told) - NAMED)
    return [Piece(_("also here: {names}").format(names=names), Role.ACCENT), Piece(" · ", Role.DIM)]


def _one(seated: Seated, coder_name: str) -> str:
    name = shortened(safe_line(seated.coder), LONGEST_NAME)
    if seated.coder == coder_name:
        # Oneself in another place: which one is what one wants to know.
        return {"browser": _("you, in a browser")}.get(seated.place, _("you, in a terminal"))
    if seated.question is None:
        return name
    return f"{name} ({shortened(safe_line(seated.question), LONGEST_NAME)})"
