"""What the home screen says, as lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coder.domain.roles import Role as ProjectRole
from coder.domain.withholding import Suggest
from coder.messages import _, ngettext
from coder.text.durations import written_duration
from coder.text.numbers import progress_percent, written_count
from coder.text.safe import safe, safe_line, shortened
from coder.tui.company.lines import here_too
from coder.tui.pieces.lines import Line, Piece, Role, bar, line
from coder.tui.pieces.screen_title import counted, screen_title
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.store.question_counts import CoverageCounts, QuestionCounts
    from coder.store.sittings import Seated
    from coder.usecases.home import Home, QuestionRow
    from coder.usecases.revisit.desk import Waiting
    from coder.usecases.second_coder.samples import SampleStanding
    from coder.usecases.team.approval import ApprovedCoding

WIDE = 110
WIDE_BAR = 14
NOTHING = "–"
"""Stands where there is nothing to count."""
WAITING = "…"
"""Stands where a number is being counted."""
APPROVED, CHANGED_SINCE = "✓", "≠"
"""The coding is approved; and is not what was approved any more."""
HOME_SIGNS: list[tuple[str, str]] = [
    (f"{APPROVED} {CHANGED_SINCE}", _("The coding is approved; it has changed since")),
]
"""Signs on the list of questions that are no keys, and what they say."""


@dataclass(frozen=True)
class Column:
    """A column of numbers: its heading, and how wide it is."""

    heading: str
    width: int


def title_line(
    project_name: str,
    coder_name: str,
    others: Sequence[Seated] = (),
    role: ProjectRole | None = None,
) -> Line:
    """The project, who sits here and as what, and who else has it open."""
    right = [*here_too(others, coder_name), *counted("", coder_name)]
    if role is not None:
        right.append(Piece(f" ({_role_in_words(role)})", Role.DIM))
    return screen_title(project_name, right=right)


def _role_in_words(role: ProjectRole) -> str:
    words = {
        ProjectRole.LEAD: _("lead"),
        ProjectRole.CODER: _("coder"),
        ProjectRole.READER: _("only reads"),
    }
    return words[role]


def columns(width: int) -> list[Column]:
    """Return the columns of numbers there is room for."""
    every = [
        (_("answers"), True),
        (_("done"), True),
        (_("begun"), False),
        (_("codes"), True),
        (_("coded"), True),
        (_("placed"), True),
        (_("others"), False),
        (_("flags"), False),
        (_("notes"), False),
    ]
    shown = [heading for heading, is_first in every if is_first or width >= WIDE]
    return [Column(heading, max(cell_len(heading), 5) + 2) for heading in shown]


def heading_line(width: int) -> Line:
    """The headings of the columns."""
    right = "".join(f"{column.heading:>{column.width}}" for column in columns(width))
    blank = " " * (WIDE_BAR + 7 if width >= WIDE else 0)
    return line(
        Piece(_(" Question"), Role.HEADING), right=[Piece(right + blank, Role.HEADING)], selectable=False
    )


def question_line(
    row: QuestionRow,
    covered: CoverageCounts | None,
    width: int,
    approved: ApprovedCoding | None = None,
) -> Line:
    """A question and its numbers under their headings; coverage that is not counted yet is waited for."""
    numbers = _numbers(row, covered)
    right = []
    for column in columns(width):
        told = numbers.get(column.heading, WAITING)
        quiet = told in ("0", "0 %", NOTHING, WAITING)
        mark = column.heading in (_("begun"), _("flags"), _("notes")) and not quiet
        right.append(
            Piece(f"{told:>{column.width}}", Role.DIM if quiet else Role.MARK if mark else Role.TEXT)
        )
    if width >= WIDE:
        done, answers = (0, 0) if row.counts is None else (row.counts.done, row.counts.answers)
        right += [Piece("  "), *bar(done / max(answers, 1), WIDE_BAR)]
        right.append(Piece(f"{progress_percent(done, answers):>3} %", Role.DIM))
    sign = [] if approved is None else [Piece(f" {CHANGED_SINCE}", Role.MARK)]
    if approved is not None and not approved.is_changed:
        sign = [Piece(f" {APPROVED}", Role.GOOD)]
    return line(*sign, Piece(f" {safe_line(row.question.text or row.question.key)}"), right=right)


def detail_lines(
    row: QuestionRow,
    covered: CoverageCounts | None,
    width: int,
    waiting: Waiting | None = None,
    approved: ApprovedCoding | None = None,
    spent: tuple[float, float] | None = None,
) -> list[Line]:
    """The question under the cursor in full: its wording, how it is coded, who else, what waits."""
    question = row.question
    lines = [line(Piece(each, Role.STRONG)) for each in wrapped(safe(question.text or question.key), width)]
    if len(lines) > 2:
        lines = [lines[0], line(Piece(shortened(safe_line(question.text), 2 * width)[width:], Role.STRONG))]
    settings = [unit_in_words(question.unit), order_in_words(question.reading_order)]
    if question.shared:
        settings.append(_("shared pile"))
    if question.suggest != Suggest.SHOWN:
        told = suggest_in_words(question.suggest, question.hidden_percent)
        settings.append(_("suggestions: {now}").format(now=told))
    if question.text:
        settings.insert(0, question.key)
    told = " · ".join(settings)
    own_time = _own_time(spent, width - cell_len(told))
    unworded = told + " · " + _("no wording yet (s)")
    if not question.text and not own_time and cell_len(unworded) <= width:
        told = unworded
    lines.append(line(Piece(told, Role.DIM), right=own_time))
    if row.counts is not None and covered is not None:
        told = _coverage(question.unit, row.counts, covered)
        lines.append(line(Piece(told), *_approval(approved, width - cell_len(told))))
    if covered is not None and (others := _others(covered)):
        lines.append(line(Piece(others)))
    waits = [*(_to_read(waiting) if waiting else []), *(_waiting(row.counts) if row.counts else [])]
    told = _("Waiting: {what}").format(what=", ".join(waits)) if waits else ""
    notes = _notes(row.counts) if row.counts else ""
    if told or notes:
        between = " · " if told and notes else ""
        lines.append(line(Piece(told, Role.MARK), Piece(between + notes, Role.DIM)))
    return lines


def sample_line(standing: SampleStanding, *, mine: bool) -> Line:
    """Say who codes a blind sample, and how far it has come."""
    numbers = {
        "round": standing.sample.round,
        "done": written_count(standing.done),
        "total": written_count(standing.size),
    }
    if mine and standing.done == standing.size:
        told = _("Your blind sample, round {round}, is done: F7 compares").format(**numbers)
    elif mine:
        told = _("Your blind sample, round {round}: {done} of {total} done; ⏎ goes on").format(**numbers)
    else:
        said = _("{name} codes a blind sample, round {round}: {done} of {total} done")
        told = said.format(name=safe_line(standing.coder), **numbers)
    return line(Piece(told, Role.ACCENT if mine else Role.DIM))


def keeping_lines(home: Home) -> list[Line]:
    """Remind of the day until which answers may be kept, once it is near or has passed."""
    told = home.keeping.reminder(datetime.now().astimezone().date())
    return [line(Piece(told, Role.MARK))] if told else []


def place_lines(warning: str | None, width: int) -> list[Line]:
    """Warn of the place the project lies in, if there is reason to."""
    return [line(Piece(each, Role.MARK)) for each in wrapped(safe(warning or ""), width) if each]


def empty_lines() -> list[Line]:
    """What to do in a project without questions."""
    return [
        line(Piece(_("No questions yet."), Role.STRONG)),
        line(),
        line(Piece(_("Press "), Role.TEXT), Piece("i", Role.ACCENT), Piece(_(" to import a survey file."))),
    ]


def unit_in_words(unit: str) -> str:
    """Say what is coded."""
    return {"answer": _("whole answers are coded"), "sentence": _("coded sentence by sentence")}[unit]


def order_in_words(order: str) -> str:
    """Say in which order answers are read."""
    return {
        "random": _("read in random order"),
        "file": _("read in the file's order"),
        "alike": _("alike answers read together"),
    }[order]


def shared_in_words(shared: str) -> str:
    """Say whether several coders share the answers among them."""
    return {
        "no": _("every coder reads all answers, those nobody has begun first"),
        "yes": _("shared: each answer is for one coder only"),
    }[shared]


def suggest_in_words(suggest: str, hidden_percent: int) -> str:
    """Say when codes are suggested."""
    return {
        Suggest.SHOWN: _("on every answer"),
        Suggest.AFTER_OWN: _("after one's own first code"),
        Suggest.HIDDEN_SHARE: _("hidden on {percent} % of the answers").format(percent=hidden_percent),
    }[Suggest(suggest)]


def _numbers(row: QuestionRow, covered: CoverageCounts | None) -> dict[str, str]:
    """Return what stands under each heading."""
    counts = row.counts
    if counts is None:
        return {}
    numbers = {
        _("answers"): written_count(counts.answers),
        _("done"): written_count(counts.done),
        _("begun"): written_count(counts.started),
        _("codes"): written_count(counts.codes),
        _("flags"): written_count(counts.flags),
        _("notes"): written_count(counts.notes),
    }
    if covered is not None:
        numbers[_("coded")] = _share(covered.coded, counts.answers)
        is_placed = row.question.is_by_sentence
        numbers[_("placed")] = _share(covered.placed, covered.sentences) if is_placed else NOTHING
        numbers[_("others")] = written_count(len(covered.others))
    return numbers


def _coverage(unit: str, counts: QuestionCounts, covered: CoverageCounts) -> str:
    """Say how much has a code; of sentences only where they are what is coded."""
    coded, answers = written_count(covered.coded), written_count(counts.answers)
    if unit != "sentence":
        return _("{coded} of {answers} answers have codes").format(coded=coded, answers=answers)
    return _("{coded} of {answers} answers and {placed} of {sentences} sentences have codes").format(
        coded=coded,
        answers=answers,
        placed=written_count(covered.placed),
        sentences=written_count(covered.sentences),
    )


def _others(covered: CoverageCounts) -> str:
    """Say who else codes, and whose codings tables count where these are not all one's own."""
    told = []
    if covered.others:
        said = ngettext("Another coder: {names}", "Other coders: {names}", len(covered.others))
        told.append(said.format(names=", ".join(map(safe_line, covered.others))))
    if covered.settled:
        counted = ", ".join(f"{_whose(name)} ({written_count(n)})" for name, n in covered.settled)
        told.append(_("tables count {coders}").format(coders=counted))
    return " · ".join(told)


def _whose(name: str) -> str:
    """Return a coder's name; the consensus, which no person is called, in the reader's words."""
    from coder.domain.coder_kind import CONSENSUS

    return _("consensus") if name == CONSENSUS else safe_line(name)


def _to_read(waiting: Waiting) -> list[str]:
    told = []
    if waiting.revisit:
        again = ngettext("{n} answer to read again", "{n} answers to read again", waiting.revisit)
        told.append(again.format(n=written_count(waiting.revisit)))
    if waiting.proposals:
        review = ngettext("{n} answer to review", "{n} answers to review", waiting.proposals)
        told.append(review.format(n=written_count(waiting.proposals)))
    return told


def _own_time(spent: tuple[float, float] | None, room: int) -> list[Piece]:
    """Say how long the person at the keyboard worked on the question, where it has room beside the rest."""
    if spent is None or spent[0] < 60:
        return []
    numbers = {"total": written_duration(spent[0]), "today": written_duration(spent[1])}
    for said in (_("your time {total}, today {today}"), _("your time {total}")):
        told = said.format(**numbers)
        if cell_len(told) + 2 <= room:
            return [Piece(told, Role.DIM)]
    return []


def _approval(approved: ApprovedCoding | None, room: int) -> list[Piece]:
    """Say who approved the coding, when, and whether it is another by now; in a word where room is short."""
    if approved is None:
        return []
    day = datetime.fromisoformat(approved.at).astimezone().strftime("%Y-%m-%d") if approved.at else ""
    since, role = (_(", changed since"), Role.MARK) if approved.is_changed else ("", Role.GOOD)
    told = _("approved by {name}, {day}").format(name=safe_line(approved.by), day=day) + since
    if cell_len(told) + 3 > room:
        told = _("approved") + since
    return [Piece(" · "), Piece(told, role)]


def _waiting(counts: QuestionCounts) -> list[str]:
    told = []
    if counts.waiting:
        said = ngettext("{n} note of others (w)", "{n} notes of others (w)", counts.waiting)
        told.append(said.format(n=written_count(counts.waiting)))
    if counts.waiting_own:
        said = ngettext("{n} note of yours (w)", "{n} notes of yours (w)", counts.waiting_own)
        told.append(said.format(n=written_count(counts.waiting_own)))
    if counts.started:
        told.append(
            ngettext("{n} answer begun", "{n} answers begun", counts.started).format(n=counts.started)
        )
    if counts.flags:
        told.append(ngettext("{n} flag", "{n} flags", counts.flags).format(n=counts.flags))
    if counts.flags_of_others:
        said = ngettext("{n} flag of others", "{n} flags of others", counts.flags_of_others)
        told.append(said.format(n=written_count(counts.flags_of_others)))
    return told


def _notes(counts: QuestionCounts) -> str:
    """Say how many notes there are at all; that they are there does not mean that they wait."""
    if not counts.notes:
        return ""
    return ngettext("{n} note", "{n} notes", counts.notes).format(n=written_count(counts.notes))


def _share(part: int, whole: int) -> str:
    return f"{progress_percent(part, whole)} %" if whole else NOTHING
