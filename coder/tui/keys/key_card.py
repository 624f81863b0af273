"""What keys do, laid out for reading: by when, each thing once, with all its keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rich.cells import cell_len
from textual.binding import Binding

from coder.messages import _
from coder.tui.keys.key_groups import EVERYWHERE
from coder.tui.keys.keys_footer import shown_key
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.wrapping import wrapped

KEY_WIDTH = 12
BLANK = line(selectable=False)


def help_lines(
    bindings: Iterable[Binding], signs: Iterable[tuple[str, str]] = (), width: int = 10_000
) -> list[Line]:
    """Lay out what each key does, wrapped, under headings that say when; then the signs."""
    lines: list[Line] = []
    groups = _by_group(bindings)
    for heading, sentences in groups.items():
        if lines:
            lines.append(BLANK)
        # A screen whose keys all do their thing at any time needs no heading for that.
        if len(groups) > (1 if heading else 2):
            lines.append(line(Piece(heading or _("At any time"), Role.HEADING), selectable=False))
        for said, keys in sentences.items():
            lines += _entry(" ".join(keys), said, Role.ACCENT, width)
    of_signs = [each for sign, said in signs for each in _entry(sign, said, Role.STRONG, width)]
    if of_signs:
        lines += [BLANK, line(Piece(_("Signs"), Role.HEADING), selectable=False), *of_signs]
    return lines


def id_lines(bindings: Iterable[Binding], width: int) -> list[Line]:
    """Lay out by what id a key map knows each thing, with its keys; then the sentence."""
    keys: dict[tuple[str, str], dict[str, None]] = {}
    for binding in bindings:
        keys.setdefault((binding.id or "", binding.tooltip), {})[binding.key] = None
    lines: list[Line] = []
    for (id, said), of_id in keys.items():
        lines.append(line(Piece(id, Role.ACCENT), Piece("  " + ", ".join(of_id)), selectable=False))
        lines += [line(Piece("    " + each, Role.DIM), selectable=False) for each in wrapped(said, width - 4)]
    return lines


def action_values(bindings: Iterable[Binding]) -> list[dict[str, object]]:
    """Return for a program what stands on the card: each id with its keys, what they do, and when."""
    by_id: defaultdict[str, list[Binding]] = defaultdict(list)
    for binding in bindings:
        by_id[binding.id or ""].append(binding)
    return [
        {
            "id": id,
            "keys": [each.key for each in found],
            "what": found[0].tooltip,
            "when": None if found[0].group is None else found[0].group.description,
        }
        for id, found in by_id.items()
    ]


def _by_group(bindings: Iterable[Binding]) -> dict[str, dict[str, dict[str, None]]]:
    """Return keys by sentence by heading; what holds at any time and everywhere comes last."""
    groups: dict[str, dict[str, dict[str, None]]] = {}
    for binding in bindings:
        if binding.tooltip:
            heading = binding.group.description if binding.group is not None else ""
            groups.setdefault(heading, {}).setdefault(binding.tooltip, {})[shown_key(binding)] = None
    for last in ("", EVERYWHERE.description):
        if last in groups:
            groups[last] = groups.pop(last)
    return groups


def _entry(key: str, said: str, role: Role, width: int) -> list[Line]:
    first, *others = wrapped(said, max(width - KEY_WIDTH, 10))
    room = KEY_WIDTH - cell_len(key)
    if room > 0:
        begin = [line(Piece(key, role), Piece(" " * room), Piece(first), selectable=False)]
    else:
        begin = [line(Piece(key, role), selectable=False)]
        others = [first, *others]
    return [*begin, *(line(Piece(" " * KEY_WIDTH), Piece(each), selectable=False) for each in others)]
