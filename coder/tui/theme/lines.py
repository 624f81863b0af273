"""What the screen of texts that stand together says, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.passage_text import OMISSION
from coder.domain.passage_text import shortened as as_printed
from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.text.safe import safe, safe_line
from coder.tui.pieces.lines import Line, Piece, Role, cells, line
from coder.tui.pieces.screen_title import screen_title
from coder.tui.pieces.wrapping import wrapped, wrapped_with_joints
from coder.tui.texts.lines import (
    MARGIN,
    bar,
    dim_lines,
    heading_name,
    paragraph,
    rule,
    text_width,
    translation_lines,
)

if TYPE_CHECKING:
    from coder.store.passages import KeptPassage
    from coder.tui.theme.state import ThemeState
    from coder.usecases.report.live_figures import FilledNote
    from coder.usecases.report.theme_outline import OutlineHeading
    from coder.usecases.report.theme_reading import Passage

LONGEST = 20_000
"""Characters of one text that are laid out; the coding screen shows all of a longer one."""


def title_line(question: str, state: ThemeState | None) -> Line:
    """Say what is read; how many answers are settled, how many texts chosen."""
    if state is None:
        return screen_title(_("Themes"), about=question)
    right = [Piece(f"N={written_count(state.outline.base)}")]
    if state.outline.unsettled:
        count = state.outline.unsettled
        said = ngettext("{n} not settled", "{n} not settled", count).format(n=written_count(count))
        right += [Piece(" · ", Role.DIM), Piece(said, Role.MARK)]
    right.append(Piece(f" · ★ {state.starred}", Role.ACCENT if state.is_only_starred else Role.DIM))
    if state.read_path:
        return screen_title(state.read_path, above=_("Themes"), right=right)
    return screen_title(_("Themes"), about=question, right=right)


def question_lines(state: ThemeState, width: int, *, is_here: bool) -> list[Line]:
    """The question as a whole, on which an analysis can be written too."""
    question = state.outline.question
    said = wrapped(safe(question.text or question.key), max(width - MARGIN, 10))
    lines = [line(bar(is_here=is_here), Piece(f" {each}", Role.HEADING)) for each in said]
    return [*lines, *_quoted(state.outline.lead_in, width, is_here=is_here), line()]


def heading_lines(heading: OutlineHeading, width: int, *, is_here: bool) -> list[Line]:
    """A heading: where it stands, in how many answers, how many texts; then what leads in."""
    code, before = heading.code, bar(is_here=is_here)
    texts = ngettext("{n} text", "{n} texts", len(heading.keys)).format(n=written_count(len(heading.keys)))
    right = [Piece(texts, Role.DIM)] if heading.keys else []
    if heading.count is not None and heading.base is not None:
        counts = {"n": written_count(heading.count), "base": written_count(heading.base)}
        said = ngettext("{n} of {base} answer", "{n} of {base} answers", heading.base).format(**counts)
        right = [Piece(said, Role.STRONG), Piece(f" · {texts}" if heading.keys else "", Role.DIM)]
    if code is None:
        named = [Piece(_(" No code stands on this"), Role.HEADING)]
    else:
        named = heading_name(code.path, width - cells(right) - MARGIN)
        if code.retired is not None:
            named.append(Piece(_(" (retired)"), Role.DIM))
    return [
        rule(width),
        line(before, *named, right=right),
        *_quoted(heading.lead_in, width, is_here=is_here),
        line(),
    ]


def gone_heading_lines(width: int, *, is_here: bool) -> list[Line]:
    """The heading of what was chosen and is no longer there."""
    said = _(" Chosen for the report, but no longer there")
    why = _("Recoded, taken off, or the answer's text was changed. Del lets go of one.")
    lines = [rule(width), line(bar(is_here=is_here), Piece(said, Role.MARK))]
    told = wrapped(why, max(width - MARGIN, 10))
    return [*lines, *(line(bar(is_here=is_here), Piece(f" {each}", Role.DIM)) for each in told), line()]


def passage_lines(
    passage: Passage | None, width: int, *, is_here: bool, starred: bool, unsaved: bool
) -> list[Line]:
    """A text with whose it is, as print would have it."""
    before = bar(is_here=is_here)
    if passage is None:
        return [line(before, Piece("   …", Role.DIM)), line()]
    sign = " " if not starred and not unsaved else ("☆" if unsaved else "★")
    lines = [line(before, Piece(f" {sign} ", Role.ACCENT), Piece(attribution(passage), Role.DIM))]
    words = as_printed(passage.text[: _end(passage)], passage.span, passage.cuts)
    for said, joint in wrapped_with_joints(safe(words[:LONGEST]), text_width(width)):
        pieces = _with_omissions(said) if passage.cuts else [Piece(said)]
        lines.append(Line((before, Piece("   "), *pieces), joint=joint))
    left = len(words) - LONGEST
    if left > 0:
        told = ngettext("… {n} more character", "… {n} more characters", left).format(n=written_count(left))
        lines.append(line(before, Piece(f"   {told}", Role.MARK)))
    return [*lines, *translation_lines(passage.translation, width, is_here=is_here), line()]


def stray_lines(kept: KeptPassage, passage: Passage | None, width: int, *, is_here: bool) -> list[Line]:
    """A choice whose text is no longer there: whose, and the words it stood on."""
    before = bar(is_here=is_here)
    who = attribution(passage) if passage is not None else "…"
    what = (
        _("its words are gone from the answer") if kept.lost else _("it does not stand under this code now")
    )
    sign = "★" if kept.starred else " "
    words = kept.words if kept.lost else (passage.words if passage is not None else "")
    lines = [
        line(before, Piece(f" {sign} ", Role.MARK), Piece(f"{who} · ", Role.DIM), Piece(what, Role.MARK))
    ]
    for said in paragraph(words[:LONGEST], width):
        lines.append(line(before, Piece(f"   {said}", Role.DIM)))
    return [*lines, line()]


def attribution(passage: Passage) -> str:
    """Say whose a text is: respondent, wave, background."""
    who = [passage.respondent_id, passage.wave, *passage.background.values()]
    return " · ".join(safe_line(part) for part in who if part)


def note_lines(
    title: str, note: FilledNote | None, lead_in: FilledNote | None, width: int, *, can_write: bool
) -> list[Line]:
    """The analysis note beside the texts, its figures filled in; what could not be is told."""
    heading = line(Piece(_("Analysis note"), Role.HEADING), Piece(f"  {safe_line(title)}", Role.DIM))
    if not can_write:
        return [line(Piece(_("No code stands on this; Enter codes it."), Role.DIM))]
    lines = [heading, line()]
    for problem in dict.fromkeys(each for part in (note, lead_in) if part for each in part.problems):
        lines += [line(Piece(said, Role.MARK)) for said in wrapped(f"! {safe(problem)}", width)]
    if note is None or not note.text:
        said = _(
            "Nothing is written yet. F2 writes: figures as {{count:Code}}, {{percent:Code}}, {{N}} stay true."
        ).format()
        return [*lines, *(line(Piece(each, Role.DIM)) for each in wrapped(said, width))]
    for said, joint in wrapped_with_joints(safe(note.text), width):
        lines.append(Line((Piece(said),), joint=joint))
    return lines


def empty_lines(state: ThemeState, width: int) -> list[Line]:
    """Say why there is nothing to read, and what to do."""
    if state.outline.base == 0:
        said = _(
            "Nothing to read yet: no answer is done. Texts stand here once the answers are coded and done."
        )
    elif state.is_only_starred:
        said = _("No text is starred any more. f shows all of them again.")
    else:
        said = _("No text stands under this yet.")
    return dim_lines(said, width)


def _quoted(text: str, width: int, *, is_here: bool) -> list[Line]:
    before = bar(is_here=is_here)
    return [line(before, Piece(f" {said}")) for said in paragraph(text, width)]


def _with_omissions(said: str) -> list[Piece]:
    """Mark the signs of what was left out."""
    parts = said.split(OMISSION)
    pieces = [Piece(parts[0])]
    for part in parts[1:]:
        pieces += [Piece(OMISSION, Role.MARK), Piece(part)]
    return pieces


def _end(passage: Passage) -> int:
    """Return how far into the answer a text needs be looked at."""
    return len(passage.text) if passage.span is None else passage.span[1]
