"""The codes set on the shown answer, the words they stand on, and how much of it is placed."""

from __future__ import annotations

from collections.abc import Sequence

from coder.domain.coding import CodedState, Span
from coder.domain.coverage import Coverage
from coder.messages import _
from coder.text.safe import ELLIPSIS, safe_line
from coder.tui.coding.code_rows import named
from coder.tui.coding.sentence_place import SentencePlace
from coder.tui.coding.set_codes import SetCode
from coder.tui.coding.state import CodingState
from coder.tui.pieces.lines import Line, Piece, Role, bar, cells, line

MOST_LINES = 3
MOST_PLACES = 3
"""Places of one code that are told; more are counted."""
ROOM_FOR_WORDS = (48, 32, 16)
"""Letters told of an excerpt, its first words and its last: as many as leave all codes on one line."""
LONGEST_BAR = 10


def set_code_lines(state: CodingState, place: SentencePlace, width: int) -> list[Line]:
    """The codes set, as many to a line as fit, and how the answer stands to the right."""
    text = state.answer.text if state.answer is not None else ""
    right = [*_placed(state.coverage() if place.by_sentence else []), *_done(state.standing.state)]
    return code_lines(state.set_codes(), text, right, width)


def code_lines(codes: Sequence[SetCode], text: str, right: Sequence[Piece], width: int) -> list[Line]:
    """The codes set on a text; ● is on disk, ○ not yet."""
    if not codes:
        return [line(Piece(_("no code set"), Role.DIM), right=right)]
    groups: list[list[Piece]] = [[]]
    for number, pieces in enumerate(_fitting(codes, text, width - cells(right) - 2)):
        reserved = cells(right) + 2 if len(groups) == 1 else 0
        if groups[-1] and cells([*groups[-1], *pieces]) + 4 > width - reserved:
            if len(groups) == MOST_LINES:
                groups[-1].append(Piece(f"  … +{len(codes) - number}", Role.DIM))
                break
            groups.append([])
        groups[-1] += [Piece("    "), *pieces] if groups[-1] else pieces
    return [line(*group, right=right if number == 0 else ()) for number, group in enumerate(groups)]


def in_brief(text: str, excerpt: Span, most: int) -> str:
    """Return an excerpt as one harmless line of so many letters: its first words and its last."""
    words = _words_at_ends(text, excerpt, 8 * most)
    whole = " ".join(words)
    if len(whole) <= most:
        return whole
    tail = whole[-most:]
    return _first_and_last(words, most) or ELLIPSIS + (tail.partition(" ")[2] or tail)


def _words_at_ends(text: str, excerpt: Span, near: int) -> list[str]:
    """Return the words of an excerpt; of a long one those near its ends."""
    start, end = excerpt
    is_long = end - start > 2 * near
    ends = f"{text[start : start + near]} {ELLIPSIS} {text[end - near : end]}" if is_long else text[start:end]
    return safe_line(ends).rstrip(" .,;:!?").split()


def _first_and_last(words: Sequence[str], most: int) -> str:
    """Return as many words from both ends as have room; empty where one from each has none."""
    told, first, last = "", 0, 1
    while first + last < len(words) - 1:
        # In turn; the last words tell most, as sentences begin alike.
        first, last = (first + 1, last) if first < last else (first, last + 1)
        longer = " ".join([*words[:first], ELLIPSIS, *words[len(words) - last :]])
        if len(longer) > most:
            break
        told = longer
    return told


def _fitting(codes: Sequence[SetCode], text: str, width: int) -> list[list[Piece]]:
    """Return the pieces of each code, with as much of their excerpts as leaves all on one line."""
    found: list[list[Piece]] = []
    for most in ROOM_FOR_WORDS:
        found = [
            [_mark(each.saved), *named(each.code.name, each.beside), *_places(each, text, most)]
            for each in codes
        ]
        if sum(cells(each) + 4 for each in found) - 4 <= width:
            break
    return found


def _mark(saved: bool) -> Piece:
    return Piece("● " if saved else "○ ", Role.GOOD)


def _places(code: SetCode, text: str, most: int) -> list[Piece]:
    pieces: list[Piece] = []
    for excerpt, saved in code.excerpts[:MOST_PLACES]:
        # A code's own mark tells of its first place; another is told apart while the disk has not got it.
        pieces.append(Piece("  " if saved or not code.saved else "  ○ ", Role.GOOD))
        pieces.append(Piece(f"«{in_brief(text, excerpt, most)}»", Role.DIM))
    more = len(code.excerpts) - MOST_PLACES
    return [*pieces, Piece(f" +{more}", Role.DIM)] if more > 0 else pieces


def _placed(coverage: Sequence[Coverage]) -> list[Piece]:
    """How many sentences of the answer have a code placed on them."""
    if not coverage:
        return []
    placed, total = coverage.count(Coverage.PLACED), len(coverage)
    told = _("{placed} of {total}").format(placed=placed, total=total)
    drawn = bar(placed / total, min(max(total, 2), LONGEST_BAR), Role.GOOD)
    return [Piece(_("placed") + " ", Role.DIM), *drawn, Piece(f" {told}", Role.DIM)]


def _done(state: CodedState) -> list[Piece]:
    return [Piece("   " + _("done"), Role.GOOD)] if state is CodedState.DONE else []
