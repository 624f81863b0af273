"""What the Quotations screen says, as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coder.domain.wave import wave_beside
from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.text.safe import safe, safe_line, shortened
from coder.tui.pieces.answer_lines import TextWindow
from coder.tui.pieces.lines import Line, Piece, Role, cells, line
from coder.tui.pieces.screen_title import screen_title
from coder.tui.pieces.wrapping import wrapped
from coder.tui.texts.lines import MARGIN, bar, dim_lines, heading_name, paragraph, rule, translation_lines

if TYPE_CHECKING:
    from coder.domain.coding import Span
    from coder.tui.quotations.state import QuotationsState
    from coder.usecases.privacy.disclose import AnswerFinding
    from coder.usecases.report.quotation_suggestions import Suggestion
    from coder.usecases.report.quotations import QuotationHeading
    from coder.usecases.report.theme_reading import Passage

_LONGEST_MENTION = 60
_LONGEST_WHO = 24
"""Cells; what stands beside the text in print needs the rest of the line."""


def title_line(question: str, state: QuotationsState | None) -> Line:
    """Say what is looked at, and how many texts are chosen."""
    chosen = 0 if state is None else len(state.chosen)
    stars = Piece(f"★ {written_count(chosen)}", Role.ACCENT if chosen else Role.DIM)
    return screen_title(_("Quotations"), about=question, right=[] if state is None else [stars])


def status_line(state: QuotationsState | None) -> Line:
    """Say whether the report can leave, and what keeps it back."""
    if state is None:
        return line()
    if not state.chosen:
        said = _("Nothing is chosen yet: s chooses a text. The report cannot leave.")
        return line(Piece(said, Role.DIM), right=_beside(state))
    if state.progress is not None:
        done, total = map(written_count, state.progress)
        return line(
            Piece(_("Checking what may identify somebody: {n} of {total} texts").format(n=done, total=total))
        )
    if state.could_not_check:
        said = _("What may identify somebody could not be checked. The report cannot leave.")
        return line(Piece(said, Role.MARK))
    if not state.is_checked:
        return line(Piece(_("Checking what may identify somebody …"), Role.DIM))
    count = state.waiting
    if count:
        said = ngettext(
            "{n} undecided · the report cannot leave · n goes there",
            "{n} undecided · the report cannot leave · n goes to the next",
            count,
        )
        return line(Piece("? ", Role.MARK), Piece(said.format(n=written_count(count)), Role.MARK))
    if state.unfilled:
        said = _("The report cannot leave. {why}").format(why=state.unfilled[0])
        return line(Piece("? ", Role.MARK), Piece(safe_line(said), Role.MARK))
    told = Piece(_("nothing undecided · the report can leave"), Role.GOOD)
    return line(Piece("✓ ", Role.GOOD), told, right=_beside(state))


def _beside(state: QuotationsState) -> list[Piece]:
    """Say how much waits in texts that are not chosen."""
    count = state.waiting_beside
    if not count:
        return []
    said = ngettext("? {n} in texts not chosen · n", "? {n} in texts not chosen · n", count)
    return [Piece(said.format(n=written_count(count)), Role.DIM)]


def heading_lines(heading: QuotationHeading, width: int, *, is_here: bool) -> list[Line]:
    """A heading: where it stands, how many texts are chosen of how many."""
    count = len(heading.chosen)
    said = ngettext("★ {n} of {texts} text", "★ {n} of {texts} texts", heading.texts)
    right = [Piece(said.format(n=written_count(count), texts=written_count(heading.texts)), Role.DIM)]
    named = heading_name(heading.code.path, width - cells(right) - MARGIN)
    return [rule(width), line(bar(is_here=is_here), *named, right=right), line()]


def passage_lines(state: QuotationsState, passage: Passage, width: int, *, is_here: bool) -> list[Line]:
    """A text as it is printed, with what stands beside it and what was found in it."""
    before = bar(is_here=is_here)
    lines = [_first_line(state, passage, before)]
    lines += [
        Line((before, Piece("   "), *each.left), joint=each.joint)
        for each in _text(state, passage, width, is_here=is_here)
    ]
    lines += translation_lines(state.quotations.translation(passage), width, is_here=is_here)
    suggestion = None if passage.starred else state.suggestion(passage.key)
    if suggestion is not None:
        lines += _dim(before, why_suggested(suggestion), width)
    if state.is_dropped(passage):
        lines.append(line(before, Piece(_("   ✗ stays out of documents that leave"), Role.MARK)))
    if is_here:
        for each in _found(state, passage, width):
            lines.append(Line((before, *each.left), each.right))
    return [*lines, line()]


def why_suggested(suggestion: Suggestion) -> str:
    """Say in one line what speaks for quoting a text."""
    said = []
    if suggestion.shared:
        words = ", ".join(f"«{word}»" for word in suggestion.shared)
        said.append(_("typical here: {words}").format(words=words))
    if suggestion.times == 0:
        said.append(_("this respondent is not quoted yet"))
    if suggestion.least is not None:
        said.append(_("few quotations of {level}").format(level=suggestion.least[1]))
    return _("Suggested: {why}").format(why=" · ".join(said) or _("short enough to stand alone"))


def quoted_lines(state: QuotationsState, width: int, height: int) -> list[Line]:
    """Say how often the respondent of the text, and each level, is quoted already."""
    quoted, passage = state.quoted, state.passage
    if quoted is None:
        return []
    heading = Piece(_("Quoted so far"), Role.HEADING)
    lines = [line(heading, right=[Piece(_("quotations"), Role.DIM)])]
    if passage is not None:
        times = quoted.respondents.get(passage.respondent_id, 0)
        who = _("{respondent}, whose text this is").format(respondent=safe_line(passage.respondent_id))
        lines.append(line(Piece("▸ ", Role.ACCENT), Piece(who, Role.STRONG), right=[_times(times)]))
    own = {} if passage is None else passage.background
    every = sum(1 for _each in quoted.levels) + 2 * len({each.variable for each in quoted.levels})
    is_whole = len(lines) + every <= height
    variable = ""
    for each in quoted.levels:
        is_own = own.get(each.variable) == each.level
        if not is_whole and not is_own and passage is not None:
            continue
        if is_whole and each.variable != variable:
            variable = each.variable
            lines += [
                line(),
                line(Piece(safe_line(variable), Role.DIM), right=[Piece(_("quoted/answered"), Role.DIM)]),
            ]
        name = safe_line(each.level if is_whole else f"{each.variable}: {each.level}")
        told = f"{written_count(each.quoted)}/{written_count(each.respondents)}"
        sign = Piece("▸ " if is_own else "  ", Role.ACCENT)
        said = Piece(name, Role.STRONG if is_own else Role.TEXT)
        lines.append(line(sign, said, right=[Piece(f"{told}  ", Role.DIM), _times(each.quotations)]))
    return lines[: max(height, 1)]


def empty_lines(state: QuotationsState, width: int) -> list[Line]:
    """Say why there is nothing to see, and what to do."""
    if not state.has_suggested:
        said = _("Looking for texts that may be quoted …")
    elif state.is_only_starred:
        said = _("No text is starred yet. f shows suggested ones too.")
    else:
        said = _(
            "Nothing to quote yet: texts stand here once answers are coded and done. Star them where themes "
            "are read, or choose among those suggested here."
        )
    return dim_lines(said, width)


def finding_in_words(finding: AnswerFinding) -> str:
    """Say what was found, in a few words."""
    from coder.privacy.finding import kind_name  # a small module; the check itself loads elsewhere

    grades = {"high": _("high"), "medium": _("medium"), "low": _("low")}
    mention = "" if finding.mention is None else f" «{_mention(finding.mention)}»"
    kind = kind_name(finding.kind)
    return f"{grades[finding.grade]} · {kind}{mention}"


def decision_in_words(finding: AnswerFinding) -> str:
    """Say what was decided."""
    decided = finding.decided
    if decided is None:
        return _("undecided")
    words = safe_line(decided.replacement or "")
    said = {
        "mask": _("masked: [{words}]").format(words=words.strip("[]")),
        "redact": _("redacted"),
        "keep": _("kept: {reason}").format(reason=safe_line(decided.reason)),
        "drop": _("dropped"),
    }
    return said[decided.decision]


def _first_line(state: QuotationsState, passage: Passage, before: Piece) -> Line:
    unsaved, starred = passage.key in state.unsaved, state.is_starred(passage.key)
    sign = "☆" if unsaved else ("★" if starred else "·")
    beside = state.quotations.beside
    words = beside.words(passage) or beside.why_nothing(passage)
    waiting = sum(each.decided is None for each in state.findings(passage.key))
    wave = wave_beside(passage.wave, several=state.quotations.has_waves)
    who = " · ".join(safe_line(part) for part in (passage.respondent_id, wave) if part)
    right = [Piece(shortened(who, _LONGEST_WHO), Role.DIM)]
    if waiting:
        right.append(Piece(f"  ? {waiting}", Role.MARK))
    return line(before, Piece(f" {sign} ", Role.ACCENT), Piece(safe_line(words), Role.DIM), right=right)


def _text(state: QuotationsState, passage: Passage, width: int, *, is_here: bool) -> Sequence[Line]:
    printed = state.quotations.printed(passage)
    found = state.findings(passage.key)
    number = state.finding_number if is_here else None
    open_: list[Span] = []
    closed: list[Span] = []
    chosen: Span | None = None
    for place, each in enumerate(found):
        if each.span is None:
            continue
        shown = printed.places(each.span)
        (open_ if each.decided is None else closed).extend(shown)
        if place == number and shown:
            chosen = shown[0]
    window = TextWindow.around(printed.text, 0 if chosen is None else chosen[0], max(width - MARGIN, 10))
    return window.lines(chosen, closed, open_)


def _found(state: QuotationsState, passage: Passage, width: int) -> Iterator[Line]:
    here = state.finding_number
    if state.checked is not None and (named := state.checked.in_translation.get(passage.key)):
        said = _("? the translation names «{mention}»: write it otherwise where themes are read")
        for each in wrapped(said.format(mention=_mention(named)), max(width - MARGIN, 10)):
            yield line(Piece(f"   {each}", Role.MARK))
    for number, finding in enumerate(state.findings(passage.key)):
        is_chosen = number == here
        decided = finding.decided
        sign = "?" if decided is None else {"keep": "✓", "drop": "✗"}.get(decided.decision, "[")
        role = Role.MARK if decided is None else Role.GOOD
        yield line(
            Piece(" ▸ " if is_chosen else "   ", Role.ACCENT),
            Piece(f"{sign} ", role),
            Piece(finding_in_words(finding), Role.STRONG if is_chosen else Role.TEXT),
            right=[Piece(decision_in_words(finding), role)],
        )
        if is_chosen and finding.why:
            for each in wrapped(safe(finding.why), max(width - MARGIN - 2, 10)):
                yield line(Piece(f"     {each}", Role.DIM))


def _mention(mention: str) -> str:
    return shortened(" ".join(safe_line(mention).split()), _LONGEST_MENTION)


def _times(times: int) -> Piece:
    return Piece(f"{written_count(times):>4}", Role.ACCENT if times else Role.DIM)


def _dim(before: Piece, said: str, width: int) -> list[Line]:
    return [line(before, Piece(f"   {each}", Role.DIM)) for each in paragraph(said, width)]
