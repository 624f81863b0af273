"""A difference as lines: the text, who gave which code, and what the codes mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coder.domain.settled_in_words import settled_in_words
from coder.domain.wave import wave_beside
from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.text.safe import safe, safe_line, shortened
from coder.tui.agreement.state import MOST_NUMBERED, AgreementState
from coder.tui.notes.note_pieces import note_pieces
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.usecases.agreement.disagreements import Disagreement

LEAST_TEXT = 3
"""Rows the text keeps, however many codes there are."""
MOST_MEANING = 2
"""Rows for what one code means."""


@dataclass(frozen=True)
class Chip:
    """Where a code stands on the page: a click there marks it."""

    row: int
    start: int
    end: int
    code_id: int


@dataclass
class SettlingPage:
    """A difference laid out; knows what stands where."""

    lines: list[Line] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    text_rows: int = 1
    """Rows of the text that are seen."""
    hidden_rows: int = 0
    """Rows of the text that are below what is seen."""

    def code_at(self, x: int, y: int) -> int | None:
        """Return the code at a place of the page."""
        return next(
            (chip.code_id for chip in self.chips if chip.row == y and chip.start <= x < chip.end), None
        )


def settling_page(state: AgreementState, width: int, height: int) -> SettlingPage:
    """Lay out the difference one stands on; the text takes what the codes leave, and is scrolled in."""
    here = state.difference
    page = SettlingPage()
    if here is None:
        page.lines = [*_nothing_left(state)]
        return page
    text = state.texts.get(here.answer_id)
    said = [] if text is None else [line(Piece(each)) for each in wrapped(safe(text.answer.text), width)]
    notes = [] if text is None or not text.notes else [line(*note_pieces(text.notes))]
    top = [_heading(state, here), line()]
    codes, chips = _two_columns(state, here, width) if state.are_two else _matrix(state, here, width)
    spare = height - len(top) - len(codes) - 1 - len(notes)
    meanings = _meanings(state, width, max(spare - 1 - max(min(len(said), spare // 2), LEAST_TEXT), 0))
    room = max(spare - (len(meanings) + 1 if meanings else 0), LEAST_TEXT)
    shown = _scrolled(state, page, said, room)
    first = len(top) + len(shown) + len(notes) + 1
    page.lines = [*top, *shown, *notes, line(), *codes, *([line(), *meanings] if meanings else [])][:height]
    page.chips = [Chip(chip.row + first, chip.start, chip.end, chip.code_id) for chip in chips]
    return page


def _scrolled(state: AgreementState, page: SettlingPage, said: list[Line], room: int) -> list[Line]:
    state.scrolled = min(state.scrolled, max(len(said) - room, 0))
    shown = said[state.scrolled : state.scrolled + room]
    page.text_rows, page.hidden_rows = room, len(said) - state.scrolled - len(shown)
    if page.hidden_rows:
        last = ngettext("… {n} more line: ↓", "… {n} more lines: ↓", page.hidden_rows + 1)
        shown[-1] = line(Piece(last.format(n=page.hidden_rows + 1), Role.DIM))
    return shown


def _nothing_left(state: AgreementState) -> Iterable[Line]:
    if not state.desk.to_settle.answers:
        said = _("Differences are settled when everybody who codes this round is done.")
        yield line(Piece(said, Role.DIM))
    elif state.queue.among.title:
        yield line(Piece(_("All coded this alike."), Role.DIM))
    else:
        yield line(Piece(_("All coders gave all these answers the same codes."), Role.DIM))


def _heading(state: AgreementState, here: Disagreement) -> Line:
    text = state.texts.get(here.answer_id)
    queue = state.queue
    said = _("Difference {place} of {count}").format(
        place=written_count(queue.place + 1), count=written_count(len(queue.ids))
    )
    pieces = [Piece(said, Role.STRONG)]
    if state.queue.among.title:
        pieces.append(Piece(f"  {safe_line(state.queue.among.title)}", Role.ACCENT))
    if text is not None:
        answer = text.answer
        wave = wave_beside(answer.wave, several=state.desk.has_waves)
        about = [answer.respondent_id, wave, *answer.background.values()]
        pieces.append(Piece("   " + " · ".join(safe_line(each) for each in about if each), Role.DIM))
    return line(*pieces, right=[*_standing(state, here)])


def _standing(state: AgreementState, here: Disagreement) -> Iterable[Piece]:
    """Say whether it is settled, how, or whom it waits for; and how many are left."""
    settlement = state.settlement(here.answer_id)
    if state.queue.is_on_the_way(here.answer_id):
        yield Piece("○ ", Role.GOOD)
    elif settlement is not None and settlement.is_parked:
        name = safe_line(state.everybody.get(settlement.parked_for or 0, ""))
        yield Piece(_("waits for {name}").format(name=name) + "  ", Role.MARK)
    elif settlement is not None:
        who = settlement.taken_from
        named = who if any(coder.id == who for coder in state.compared.coders) else None
        word = "" if named is None else safe_line(state.person(named))
        text = state.texts.get(here.answer_id)
        is_empty = text is not None and text.consensus == frozenset()
        said = settled_in_words(settlement.rule, word, is_empty=is_empty)
        if settlement.decided_by != state.desk.viewer_id:
            decider = safe_line(state.everybody.get(settlement.decided_by, ""))
            said = _("{how}, by {name}").format(how=said, name=decider) if decider else said
        yield Piece(f"● {said}  ", Role.GOOD)
    left = len(state.queue.waiting)
    yield Piece(ngettext("{n} left", "{n} left", left).format(n=written_count(left)), Role.DIM)


def _two_columns(state: AgreementState, here: Disagreement, width: int) -> tuple[list[Line], list[Chip]]:
    """Three columns: what the one alone gave, what both gave, what the other alone gave."""
    first, second = (coder.id for coder in state.compared.coders)
    columns = [
        (_("only {name}").format(name=safe_line(state.person(first))), here.only(first)),
        (_("both"), frozenset(state.listed) - here.different),
        (_("only {name}").format(name=safe_line(state.person(second))), here.only(second)),
    ]
    cell = width // 3
    numbered = state.listed
    parts = [[each for each in numbered if each in codes] for _title, codes in columns]
    heading: list[Piece] = []
    for title, _codes in columns:
        heading.append(Piece(_padded(shortened(title, cell - 2), cell), Role.DIM))
    lines, chips = [line(*heading)], []
    for row in range(max(map(len, parts), default=0) or 1):
        pieces: list[Piece] = []
        for place, part in enumerate(parts):
            if row < len(part):
                pieces += _chip(state, part[row], cell)
                chips.append(Chip(row + 1, place * cell, (place + 1) * cell - 1, part[row]))
            else:
                nothing = "–" if row == 0 and not part else ""
                pieces.append(Piece(_padded(nothing, cell), Role.DIM))
        lines.append(line(*pieces))
    return lines, chips


def _matrix(state: AgreementState, here: Disagreement, width: int) -> tuple[list[Line], list[Chip]]:
    """A row for each code, with a sign under each coder who gave it."""
    people = [coder for coder in state.compared.coders if coder.id in here.answer.given]
    cell = min(12, max(width // 2 // max(len(people), 1), 4))
    tied = here.tied()
    name = min(width - cell * len(people) - (cell_len(_("even")) if tied else 0), 60)
    heading = [Piece(_padded("", name))]
    heading += [
        Piece(_padded(shortened(safe_line(state.person(each.id)), cell - 1), cell), Role.DIM)
        for each in people
    ]
    lines, chips = [line(*heading)], []
    for row, code_id in enumerate(state.listed, 1):
        pieces = _chip(state, code_id, name)
        for each in people:
            gave = code_id in here.answer.given[each.id]
            pieces.append(Piece(_padded("×" if gave else "·", cell), Role.TEXT if gave else Role.DIM))
        if code_id in tied:
            pieces.append(Piece(_("even"), Role.MARK))
        lines.append(line(*pieces))
        chips.append(Chip(row, 0, name, code_id))
    return lines, chips


def _chip(state: AgreementState, code_id: int, width: int) -> list[Piece]:
    """Return a code with its digit and whether it is marked."""
    number = state.listed.index(code_id) + 1
    is_marked = code_id in state.marked
    digit = f"{number} " if number <= MOST_NUMBERED else "  "
    name = shortened(safe_line(state.code_name(code_id)), max(width - 6, 4))
    return [
        Piece(digit, Role.DIM),
        Piece("● " if is_marked else "○ ", Role.GOOD if is_marked else Role.DIM),
        Piece(_padded(name, width - 4), Role.GOOD if is_marked else Role.TEXT),
    ]


def _meanings(state: AgreementState, width: int, room: int) -> list[Line]:
    """Say what the codes mean that coders differ on, as far as there is room; then the others."""
    here = state.difference
    assert here is not None
    order = sorted(state.listed, key=lambda each: each not in here.different)
    lines: list[Line] = []
    for code_id in order:
        shown = _meaning(state, code_id, width)
        if len(lines) + len(shown) > room:
            shown = shown[:1] if len(lines) < room else []
        lines += shown
    return lines


def _meaning(state: AgreementState, code_id: int, width: int) -> list[Line]:
    code = state.compared.tree.code(code_id)
    name = f"{safe_line(code.name)}: "
    text = code.text
    parts = [text.definition]
    parts += [_("Use when: {text}").format(text=text.use_when)] if text.use_when else []
    parts += [_("Not when: {text}").format(text=text.not_when)] if text.not_when else []
    said = " ".join(" ".join(safe(each).split()) for each in parts if each)
    if not said:
        return [line(Piece(name, Role.DIM), Piece(_("no definition yet"), Role.MARK))]
    rows = wrapped(name + said, width)
    if len(rows) > MOST_MEANING:
        rows = [
            *rows[: MOST_MEANING - 1],
            shortened(f"{rows[MOST_MEANING - 1]} {rows[MOST_MEANING]}", width),
        ]
    cut = len(name.rstrip()) if rows[0].startswith(name.rstrip()) else 0
    return [
        line(Piece(rows[0][:cut], Role.TEXT), Piece(rows[0][cut:], Role.DIM)),
        *(line(Piece(each, Role.DIM)) for each in rows[1:]),
    ]


def _padded(text: str, width: int) -> str:
    return text + " " * max(width - cell_len(text), 0)
