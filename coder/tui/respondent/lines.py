"""What the respondent screen says, as lines: closed answers, last wave beside this one, all other answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.coding import CodedState
from coder.domain.wave import wave_beside, wave_in_words
from coder.messages import _, ngettext
from coder.text.difference import Difference, Stretch, word_difference
from coder.text.numbers import written_number
from coder.text.safe import safe, safe_line, shortened
from coder.tui.coding.code_rows import named
from coder.tui.pieces.answer_lines import LONGEST
from coder.tui.pieces.lines import Line, Piece, Role, cells, fitted, line
from coder.tui.pieces.screen_title import BETWEEN, screen_title
from coder.tui.pieces.wrapping import wrapped, wrapped_spans

if TYPE_CHECKING:
    from coder.usecases.coding.carry_over import CarryOver
    from coder.usecases.coding.respondent import GivenAnswer, GivenCode, LastAnswer, RespondentView

WIDE = 100
"""Columns from which last wave's answer stands beside this one's."""
INDENT = 2
LONGEST_WORDS = 60
MOST_NAMED = 5
_RULE = Piece(" │ ", Role.TRACK)


@dataclass(frozen=True)
class Place:
    """A line a cursor may stand on, and the answer it leads to."""

    line: int
    answer_id: int
    question: str
    is_last: bool
    """Whether it is last wave's answer, whose codes can be taken over."""


class RespondentPage:
    """All lines about a respondent in a width, and the places among them that lead somewhere."""

    def __init__(self, view: RespondentView, width: int) -> None:
        self.lines: list[Line] = []
        self.places: list[Place] = []
        self._width = max(width, 20)
        self._lay_out(view)

    def _lay_out(self, view: RespondentView) -> None:
        self._has_waves = len(view.waves) > 1
        self._say(background_lines(view, self._width))
        if view.same_voice:
            self._say(wrapped_lines(same_voice_sentence(view.same_voice), self._width, Role.MARK))
        self._blank()
        last = [_Compared(each, view.shown) for each in view.last]
        if len(last) == 1 and self._width >= WIDE:
            self._side_by_side(last[0])
        else:
            for each in last:
                self._last(each)
            self._shown(view, last)
        for other in view.others:
            self._place(other)
            self.lines.append(self._heading(other, self._width, selectable=True))
            self._say(marked_lines(other.answer.text, (), self._width - INDENT), INDENT)
            self._say(code_lines(other.codes, self._width - INDENT), INDENT)
            self._blank()

    def _side_by_side(self, compared: _Compared) -> None:
        last, shown = compared.last, compared.shown
        width = (self._width - cells([_RULE])) // 2
        self._place(last.given, is_last=True)
        right_head = line(right=self._origin(shown, is_here=True))
        left = [*marked_lines(last.given.answer.text, compared.before, width)]
        right = [*marked_lines(shown.answer.text, compared.after, width)]
        height = max(len(left), len(right))
        left += [line()] * (height - len(left) + 1)
        right += [line()] * (height - len(right) + 1)
        left += [*_whose(last), *code_lines(last.given.codes, width), *plan_lines(last.plan, width)]
        right += [*_own_codes(shown), *code_lines(shown.codes, width)]
        height = max(len(left), len(right))
        left += [line()] * (height - len(left))
        right += [line()] * (height - len(right))
        self.lines.append(_beside(self._heading(last.given, width), right_head, width, selectable=True))
        self._say(_beside(one, other, width) for one, other in zip(left, right, strict=True))
        self._say(compared.told(self._width))
        self._blank()

    def _last(self, compared: _Compared) -> None:
        last = compared.last
        self._place(last.given, is_last=True)
        self.lines.append(self._heading(last.given, self._width, selectable=True))
        self._say(marked_lines(last.given.answer.text, compared.before, self._width - INDENT), INDENT)
        self._say(_whose(last), INDENT)
        self._say(code_lines(last.given.codes, self._width - INDENT), INDENT)
        self._say(plan_lines(last.plan, self._width - INDENT), INDENT)
        self._blank()

    def _shown(self, view: RespondentView, last: Sequence[_Compared]) -> None:
        self._place(view.shown)
        self.lines.append(self._heading(view.shown, self._width, is_here=True, selectable=True))
        marks = last[0].after if len(last) == 1 else ()
        self._say(marked_lines(view.shown.answer.text, marks, self._width - INDENT), INDENT)
        self._say(code_lines(view.shown.codes, self._width - INDENT), INDENT)
        for each in last[:1]:
            self._say(each.told(self._width))
        self._blank()

    def _heading(
        self, given: GivenAnswer, width: int, *, is_here: bool = False, selectable: bool = False
    ) -> Line:
        left = [Piece(given.question.text or given.question.key, Role.STRONG)]
        right = self._origin(given, is_here=is_here)
        return Line(tuple(fitted(line(*left, right=right), width)), selectable=selectable)

    def _origin(self, given: GivenAnswer, *, is_here: bool) -> list[Piece]:
        """Say whose answer it is, in which wave, and whether it is done."""
        pieces = [Piece(_("done") + "   ", Role.GOOD)] if given.state is CodedState.DONE else []
        if is_here:
            pieces.append(Piece(_("this answer") + "   ", Role.ACCENT))
        wave = wave_beside(given.answer.wave, several=self._has_waves)
        place = " · ".join(filter(None, [given.answer.respondent_id, wave]))
        return [*pieces, Piece(place, Role.DIM)]

    def _place(self, given: GivenAnswer, *, is_last: bool = False) -> None:
        self.places.append(Place(len(self.lines), given.answer.id, given.question.key, is_last))

    def _say(self, lines: Iterable[Line], indent: int = 0) -> None:
        for each in lines:
            left = (Piece(" " * indent), *each.left) if indent else each.left
            self.lines.append(Line(left, each.right, selectable=False))

    def _blank(self) -> None:
        self.lines.append(line(selectable=False))


class _Compared:
    """Last wave's answer and this one, and what differs."""

    def __init__(self, last: LastAnswer, shown: GivenAnswer) -> None:
        self.last, self.shown = last, shown
        before, now = shown_text(last.given.answer.text), shown_text(shown.answer.text)
        self.difference: Difference = word_difference(before, now)
        # Where hardly a word is the same, marking all of it would only be in the way of reading.
        self.before = self.difference.before if self.difference.has_shared else ()
        self.after = self.difference.after if self.difference.has_shared else ()

    def told(self, width: int) -> list[Line]:
        """Say in words what the marks mean."""
        if self.difference.is_same:
            said = _("Word for word the same.")
        elif not self.difference.has_shared:
            said = _("Hardly a word is the same.")
        else:
            said = _("Underlined: words that stand in one of the two only.")
        return wrapped_lines(said, width)


def title_line(view: RespondentView) -> Line:
    """Who it is, in which wave, with which weight, and all waves."""
    about = [Piece(view.respondent_id)]
    several = len(view.waves) > 1
    wave = wave_beside(view.part.wave, several=several)
    if wave:
        about.append(Piece(BETWEEN + wave))
    if view.part.weight is not None:
        weight = _("weight {weight}").format(weight=written_number(view.part.weight))
        about.append(Piece(BETWEEN + weight, Role.DIM))
    right = []
    if several:
        waves = shortened(safe_line(" · ".join(map(wave_in_words, view.waves))), 30)
        right.append(Piece(_("in {waves}").format(waves=waves), Role.DIM))
    return screen_title(_("This respondent"), about=about, right=right)


def background_lines(view: RespondentView, width: int) -> list[Line]:
    """The closed answers, as many to a line as fit; what changed says what it was."""
    changed = {each.variable: each.before for each in view.changed}
    groups: list[list[Piece]] = [[]]
    for variable, level in view.part.background.items():
        pieces = [Piece(f"{variable} ", Role.DIM), Piece(level)]
        if variable in changed and view.part_before is not None:
            was = _("({level} in {wave})").format(
                level=changed[variable], wave=wave_in_words(view.part_before.wave)
            )
            pieces.append(Piece(f" {was}", Role.MARK))
        if groups[-1] and cells([*groups[-1], *pieces]) + 3 > width:
            groups.append([])
        groups[-1] += [Piece("   "), *pieces] if groups[-1] else pieces
    if not groups[-1]:
        return [line(Piece(_("No background is known."), Role.DIM))]
    return [line(*group) for group in groups]


def same_voice_sentence(respondents: Sequence[str]) -> str:
    """Ask whether the same text from several is one voice."""
    names = ", ".join(respondents[:MOST_NAMED]) + (", …" if len(respondents) > MOST_NAMED else "")
    said = ngettext(
        "Same text as {names}: one voice or {n}?", "Same text as {names}: one voice or {n}?", len(respondents)
    )
    return said.format(names=names, n=len(respondents) + 1)


def code_lines(codes: Sequence[GivenCode], width: int) -> list[Line]:
    """The codes of an answer, one a line, with the words they stand on."""
    if not codes:
        return [line(Piece(_("no code"), Role.DIM))]
    return [_code_line(each, width) for each in codes]


def plan_lines(plan: CarryOver, width: int) -> list[Line]:
    """What taking over would do that is not plain to see."""
    said = []
    if plan.left_out:
        names = ", ".join(f"«{code.name}»" for code in plan.left_out)
        said.append(_("Cannot be set any more, stays behind: {names}").format(names=names))
    if plan.set_already and plan.taken:
        names = ", ".join(f"«{code.name}»" for code in plan.set_already)
        said.append(_("Set already: {names}").format(names=names))
    return [each for sentence in said for each in wrapped_lines(sentence, width, Role.MARK)]


def marked_lines(text: str, stretches: Sequence[Stretch], width: int) -> list[Line]:
    """Wrap a text; words that differ are marked, and of a very long text only the beginning is shown."""
    if not text:
        return [line(Piece(_("(forgotten)"), Role.DIM))]
    harmless = shown_text(text)
    lines = [
        line(*_pieces(harmless, start, end, stretches))
        for start, end in wrapped_spans(harmless, max(width, 1))
    ]
    more = len(text) - LONGEST
    if more > 0:
        told = ngettext("… {n} more character", "… {n} more characters", more).format(n=more)
        lines.append(line(Piece(told, Role.MARK)))
    return lines


def shown_text(text: str) -> str:
    """Return what of a text is shown and compared."""
    return safe(text[:LONGEST]).replace("\t", " ")


def wrapped_lines(sentence: str, width: int, role: Role = Role.DIM) -> list[Line]:
    """Wrap a sentence of the program's, with names in it that are people's."""
    return [line(Piece(each, role)) for each in wrapped(safe_line(sentence), width)]


def _pieces(text: str, start: int, end: int, stretches: Sequence[Stretch]) -> list[Piece]:
    if not stretches:
        return [Piece(text[start:end])]
    found = []
    for each in stretches:
        first, last = max(each.start, start), min(each.end, end)
        if first < last:
            found.append(Piece(text[first:last], Role.TEXT if each.is_shared else Role.DIFFERENT))
    return found


def _whose(last: LastAnswer) -> list[Line]:
    if not last.given.codes:
        return []
    said = _("coded by you") if last.is_own else _("coded by {name}").format(name=last.coded_by)
    return [line(Piece(said, Role.DIM))]


def _own_codes(shown: GivenAnswer) -> list[Line]:
    if not shown.codes and shown.state is not CodedState.DONE:
        return []
    return [line(Piece(_("coded by you"), Role.DIM))]


def _code_line(each: GivenCode, width: int) -> Line:
    pieces = [Piece("● ", Role.GOOD), *named(each.code.name, each.beside)]
    words = " … ".join(shortened(safe_line(word), LONGEST_WORDS) for word in each.words)
    if words:
        pieces.append(Piece(f"   «{words}»", Role.DIM))
    return Line(tuple(fitted(line(*pieces), width)))


def _beside(one: Line, other: Line, width: int, *, selectable: bool = False) -> Line:
    return Line((*fitted(one, width), _RULE, *fitted(other, width)), selectable=selectable)
