"""What lies before a coder when a question is opened: all a screen reads, in as few readings as it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from coder.domain.clean_up import MEANT_OPERATIONS
from coder.domain.codebook import RECODE_OPERATION, Code, offered_codes
from coder.domain.coding import CodedState, Span
from coder.domain.entry import UNDO, Change, Value
from coder.domain.errors import UnusableInputError, WrongUseError
from coder.domain.left_to_do import LeftToDo
from coder.domain.question import Question
from coder.domain.sharing import Sharing
from coder.domain.wave import wave_in_words
from coder.messages import _
from coder.store.answers import texts_of
from coder.store.births import Birth, births_of
from coder.store.coders import Coder
from coder.store.codes import codes_of, times_used
from coder.store.history import authors_between, changes_of, entry_numbered, last_number
from coder.store.nouns import NOUNS, ON_ANSWERS
from coder.store.project import project_of
from coder.store.question_counts import CoverageCounts, coverage_counts
from coder.store.questions import question_named
from coder.store.samples import people_behind
from coder.store.states import states_of
from coder.store.undo import undoable_entry
from coder.store.unit_of_work import Reading, Writing
from coder.store.variables import all_variables
from coder.store.waves import has_several_waves
from coder.usecases.coding.reading import AnswerView, answer_view, first_unread, shared_list
from coder.usecases.history.in_words import operation_in_words, take_back, told_act
from coder.usecases.second_coder.blindness import Blindness, Seat, seat_of

EVERYDAY = frozenset(
    {
        "set_code",
        "remove_code",
        "remove_excerpt",
        "make_whole",
        "mark_done",
        "add_code",
        "rename_code",
        "define_code",
        "widen_code",
        "narrow_code",
        "move_code",
        "merge_codes",
        "split_code",
        RECODE_OPERATION,
        *MEANT_OPERATIONS.values(),
        "retire_code",
        "restore_code",
        "write_note",
        "deal_with_note",
        "approve_coding",
        "withdraw_approval",
        "set_flag",
        "remove_flag",
        "carry_over",
        "code_together",
        "take_out",
        "set_code_for_all",
        "remove_code_for_all",
        "look_again",
        "settle",
        "park_answer",
        "unsettle",
        "star_passage",
        "unstar_passage",
        "shorten_passage",
        "translate_passage",
        "order_passages",
        "decide_findings",
        "move_passage",
        "let_go_passages",
        "write_analysis",
        "write_lead_in",
        "stop_revisit",
        "decide_proposals",
    }
)
"""Operations one key on the coding screen may take back without being asked."""


class NoSuchWaveError(WrongUseError):
    """The question has no answers in that wave."""

    def __init__(self, question: str, wave: str) -> None:
        said = _("«{question}» has no answers in the wave «{wave}».")
        super().__init__(said.format(question=question, wave=wave_in_words(wave)))


class UncommonUndoError(UnusableInputError):
    """The latest act is of a kind that should not be taken back by a slip of the finger."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(_("Your latest act was not on this screen: {what}.").format(what=what))


@dataclass(frozen=True)
class Desk:
    """A question, its answers in the coder's order, its codes, and how far the coder has come."""

    project_name: str
    question: Question
    seat: Seat
    """As whom the coder works here, and what is hidden."""
    order: tuple[int, ...]
    sharing: Sharing
    """What of it others have."""
    states: dict[int, CodedState]
    codes: tuple[Code, ...]
    counts: dict[int, int]
    """How many of the coder's answers have each code, by code id."""
    start: int | None
    """The answer to go on with; None when all are done."""
    last_entry: int
    variables: tuple[str, ...]
    """Names of the background variables, in their order."""
    has_waves: bool
    """There are several, so that one without a name is told too."""
    left: LeftToDo = field(init=False, repr=False, compare=False)
    """What the coder is not done with; kept true by whoever works at the desk."""

    def __post_init__(self) -> None:
        """Sort what is left, here and now: nobody waits for a key as yet."""
        object.__setattr__(self, "left", LeftToDo(self.order, self.states, self.sharing))

    @property
    def coder(self) -> Coder:
        """Whose codings these are: the shadow's, while own answers are coded again."""
        return self.seat.coder

    @property
    def blindness(self) -> Blindness | None:
        """That the coder codes a sample now, and sees nothing of what others gave."""
        return self.seat.blindness


@dataclass(frozen=True)
class TakenBack:
    """What an undo or redo was about."""

    what: str
    """In words."""
    answer_id: int | None
    excerpt: Span | None = None
    """The place in the answer, where it was about one."""


def opened_desk(
    work: Reading,
    key: str,
    coder: Coder,
    wave: str | None = None,
    met: Callable[[str], None] | None = None,
    left_at: int | None = None,
) -> Desk:
    """Read all that coding a question needs, except the answers' texts.

    Args:
        work: The project.
        key: The question.
        coder: Who codes; who codes own answers again does so as the shadow.
        wave: Only this wave's answers.
        met: Called with the text of the answer to go on with, as soon as that is known.
        left_at: The answer where the coder left off, to go on with unless it is done by now.

    Raises:
        UnknownQuestionError: If there is no such question.
        NoSuchWaveError: If a wave is named in which nobody answered it.
    """
    question = question_named(work, key)
    listed, sharing = shared_list(work, question, coder, wave)
    order = tuple(listed)
    if wave is not None and not order:
        raise NoSuchWaveError(key, wave)
    seat = seat_of(work, question.id, coder)
    coder = seat.coder
    states = states_of(work, question.id, coder.id)
    start = first_unread(order, states, sharing)
    if left_at in order and states.get(left_at) is not CodedState.DONE:
        start = left_at
    if met is not None and start is not None:
        met(texts_of(work, [start]).get(start, ""))
    return Desk(
        project_name=project_of(work).name,
        question=question,
        seat=seat,
        order=order,
        sharing=sharing,
        states=states,
        codes=tuple(offered_codes(codes_of(work, question.codebook_id), people_behind(work, coder.id))),
        counts=times_used(work, question.id, coder.id),
        start=start,
        last_entry=last_number(work),
        variables=tuple(each.name for each in all_variables(work)),
        has_waves=has_several_waves(work),
    )


def views_of(work: Reading, answer_ids: Sequence[int], coder_id: int) -> tuple[list[AnswerView], int]:
    """Return answers as one coder sees them, and the number of the entry they are as of."""
    return [answer_view(work, answer_id, coder_id) for answer_id in answer_ids], last_number(work)


def coverage_by(
    work: Reading, question_id: int, coder_id: int, known: int
) -> tuple[CoverageCounts, int, bool]:
    """Count what one coder has covered of a question.

    Returns:
        The counts; the number of the entry they are as of; whether the coder wrote any entry after ``known``.
    """
    last = last_number(work)
    wrote = any(author == coder_id for _number, _uid, author in authors_between(work, known, last))
    return coverage_counts(work, question_id, coder_id), last, wrote


def births(work: Reading, codebook_id: int) -> dict[int, Birth]:
    """Return how the codes of a codebook that were made here came to be, by code id."""
    return births_of(work, codebook_id)


def take_back_everyday(work: Writing) -> int:
    """Undo or redo the coder's latest act, if it is one of the everyday ones.

    Raises:
        UncommonUndoError: If it is another, such as an import; nothing is changed.
    """
    if work.operation == UNDO and work.coder_id is not None:
        number = undoable_entry(work, work.coder_id)
        entry = None if number is None else entry_numbered(work, number)
        if entry is not None and entry.operation not in EVERYDAY:
            raise UncommonUndoError(operation_in_words(entry))
    return take_back(work)


def taken_back(work: Reading, number: int) -> TakenBack:
    """Tell what the entry that was undone or redone was about."""
    told = told_act(work, number)
    changes = changes_of(work, number)
    answers = [_answer_uid(work, change) for change in changes]
    found = work.records.ids_of("answer", [uid for uid in answers if uid is not None][:1])
    return TakenBack(told.sentence, found[0] if found else None, _excerpt(changes))


def _excerpt(changes: Sequence[Change]) -> Span | None:
    """Return the place in an answer that came or went first."""
    for change in changes:
        if change.noun == "coding" and change.field in ("", "excerpts"):
            before, after = _excerpts(change.before), _excerpts(change.after)
            if before != after:
                return min(before ^ after)
    return None


def _excerpts(value: Value) -> set[Span]:
    found = value.get("excerpts") if isinstance(value, dict) else value
    return {(start, end) for start, end in found or ()}


def _answer_uid(work: Reading, change: Change) -> str | None:
    if change.noun not in ON_ANSWERS:
        return None
    for values in (change.after, change.before):
        if isinstance(values, dict) and "answer" in values:
            return None if values["answer"] is None else str(values["answer"])
    present = work.records.read(NOUNS[change.noun], [change.uid]).get(change.uid, {})
    return None if present.get("answer") is None else str(present["answer"])
