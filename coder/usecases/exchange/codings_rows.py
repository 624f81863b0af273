"""What the rows of a codings file mean in a project: which answer, coder and code; all that does not fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from coder.domain.codebook import AmbiguousCodeError, UnknownCodeError
from coder.domain.coder_kind import CONSENSUS, PERSON
from coder.domain.coding import CodedState, Span
from coder.domain.errors import CoderError, Problem
from coder.domain.question import Question
from coder.domain.wave import wave_in_words
from coder.exchange.codings_file import CodingRow, CodingsFile
from coder.messages import _
from coder.store.coded_answers import AnswerPlace, answer_places, placed_codings, text_lengths
from coder.store.coders import all_coders, checked_coder_name
from coder.store.surveys import respondent_ids
from coder.store.unit_of_work import Reading
from coder.store.waves import wave_ids
from coder.usecases.exchange.codings_codes import CodesNamed, PathKey


@dataclass
class CodedHere:
    """What a file says one coder did with one answer."""

    answer_id: int
    coder: str
    state: CodedState | None = None
    codings: dict[PathKey, list[Span]] = field(default_factory=dict)


@dataclass
class ResolvedRows:
    """The rows of a file, gathered by answer and coder in the file's order."""

    coded: dict[tuple[int, str], CodedHere] = field(default_factory=dict)
    persons: list[str] = field(default_factory=list)
    """Whose codings they are, in the file's order."""
    first_done: str | None = None
    """The first person a row says done of."""
    new_coders: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)
    """What may be behind the problems; nothing without them."""


def resolved_rows(
    work: Reading,
    question: Question,
    file: CodingsFile,
    codes: CodesNamed,
    *,
    own_name: str,
    default_state: CodedState,
) -> ResolvedRows:
    """Find what each row means; what does not fit is listed.

    Args:
        work: The project.
        question: The question the file is about.
        file: Its rows.
        codes: The question's codes.
        own_name: The coder meant where the file has no column for it.
        default_state: The state where the file does not say.
    """
    resolving = _Resolving(work, question, file, codes, own_name)
    for row in file.rows:
        resolving.take(row)
    resolving.close(default_state)
    return resolving.resolved


class _Resolving:
    def __init__(
        self, work: Reading, question: Question, file: CodingsFile, codes: CodesNamed, own_name: str
    ) -> None:
        self.resolved = ResolvedRows(problems=list(file.problems))
        self._work = work
        self._question = question
        self._file = file
        self._codes = codes
        self._own_name = own_name
        self._answers: dict[str, list[AnswerPlace]] = defaultdict(list)
        for place in answer_places(work, question.id):
            self._answers[place.respondent_id].append(place)
        coders = all_coders(work)
        self._persons = {coder.name for coder in coders if coder.kind == PERSON}
        self._coders: dict[str, str] = {alias: each.name for each in coders for alias in each.aliases}
        self._coders.update((coder.name, coder.name) for coder in coders)
        needed = {place.id for row in file.rows if row.end is not None for place in self._places(row)}
        self._lengths = text_lengths(work, needed)
        self._present: dict[tuple[int, str], set[PathKey]] = (
            self._codes_present() if question.exclusive else {}
        )
        self._lacks_text = False
        """Whether a row is of somebody in the project who has no text to the question."""

    @cached_property
    def _known(self) -> dict[str, int]:
        return respondent_ids(self._work)

    @cached_property
    def _known_waves(self) -> dict[str, int]:
        return wave_ids(self._work)

    def take(self, row: CodingRow) -> None:
        """Add one row, or the reasons why it cannot be taken."""
        answer = self._answer(row)
        coder = self._coder(row)
        key = self._code(row)
        if answer is None or coder is None or (row.code and key is None):
            return
        if row.end is not None and row.end > self._lengths[answer.id]:
            self._problem(
                row,
                "end",
                _("the excerpt {start}–{end} does not lie within the answer ({length} characters).").format(
                    start=row.start, end=row.end, length=self._lengths[answer.id]
                ),
            )
            return
        here = self.resolved.coded.setdefault((answer.id, coder), CodedHere(answer.id, coder))
        self._state(row, here)
        if key is not None:
            self._coding(row, here, key)

    def close(self, default_state: CodedState) -> None:
        """Give states where the file gave none, find who was done first, and say why texts may be missing."""
        if self._lacks_text:
            hint = _(
                "A respondent without a text had a blank one, or one that was left out as without content "
                "when the survey was imported. Texts left out come in with coder import FILE "
                "--no-content leave; then import the codings again."
            )
            self.resolved.hints.append(Problem(self._file.name, None, None, hint))
        for here in self.resolved.coded.values():
            here.state = here.state or default_state
            if here.coder not in self._persons and here.coder not in self.resolved.new_coders:
                continue
            if here.coder not in self.resolved.persons:
                self.resolved.persons.append(here.coder)
            if self.resolved.first_done is None and here.state is CodedState.DONE:
                self.resolved.first_done = here.coder

    def _places(self, row: CodingRow) -> list[AnswerPlace]:
        return self._answers.get(row.respondent_id) or self._answers.get(row.respondent_id.strip(), [])

    def _answer(self, row: CodingRow) -> AnswerPlace | None:
        places = self._places(row)
        if not places:
            known = row.respondent_id in self._known or row.respondent_id.strip() in self._known
            self._lacks_text |= known
            unknown = _("respondent «{id}» is not in the project.")
            without = _("respondent «{id}» is in the project, but has no text to «{question}».")
            self._problem(
                row,
                "respondent_id",
                (without if known else unknown).format(id=row.respondent_id, question=self._question.key),
            )
            return None
        waves = {place.wave: place for place in places}
        if row.wave is not None and (row.wave in waves or row.wave.strip() in waves):
            return waves.get(row.wave) or waves[row.wave.strip()]
        if row.wave is not None and row.wave.strip():
            self._lacks_text |= row.wave.strip() in self._known_waves
            self._problem(
                row,
                "wave",
                _("respondent «{id}» has no answer in wave «{wave}», only in: {waves}.").format(
                    id=row.respondent_id, wave=row.wave, waves=_listed(waves)
                ),
            )
            return None
        if len(places) > 1:
            self._problem(
                row,
                "wave",
                _("respondent «{id}» answered in several waves ({waves}). Say which one.").format(
                    id=row.respondent_id, waves=_listed(waves)
                ),
            )
            return None
        return places[0]

    def _coder(self, row: CodingRow) -> str | None:
        name = self._own_name if row.coder is None else row.coder
        if name in self._coders:
            return self._coders[name]
        if name.casefold() == CONSENSUS:
            return CONSENSUS
        try:
            clean = checked_coder_name(name)
        except CoderError as error:
            self._problem(row, "coder", str(error))
            return None
        if clean not in self._coders:
            self.resolved.new_coders.append(clean)
        self._coders[name] = self._coders[clean] = clean
        return clean

    def _code(self, row: CodingRow) -> PathKey | None:
        if not row.code:
            return None
        try:
            return self._codes.find(row.theme, row.code)
        except AmbiguousCodeError as error:
            self._problem(row, "code", str(error))
        except UnknownCodeError as error:
            hint = _("Correct it, or make missing codes with --create-codes.")
            self._problem(row, "code", f"{error} {hint}")
        except CoderError as error:
            self._problem(row, "code", str(error))
        return None

    def _state(self, row: CodingRow, here: CodedHere) -> None:
        if row.state is None or row.state is here.state:
            return
        if here.state is not None:
            self._problem(
                row,
                "state",
                _("{coder} is {state} here, but {other} in an earlier row for the same answer.").format(
                    coder=here.coder, state=row.state.value, other=here.state.value
                ),
            )
            return
        here.state = row.state

    def _coding(self, row: CodingRow, here: CodedHere, key: PathKey) -> None:
        others = {*here.codings, *self._present.get((here.answer_id, here.coder), ())} - {key}
        if self._question.exclusive and others:
            self._problem(
                row,
                "code",
                # Which one is not said: whoever takes the file in may be coding the question blind.
                _("the codebook gives an answer one code only; {coder} has another one here already.").format(
                    coder=here.coder
                ),
            )
            return
        spans = here.codings.setdefault(key, [])
        if row.start is not None and row.end is not None:
            spans.append((row.start, row.end))

    def _codes_present(self) -> dict[tuple[int, str], set[PathKey]]:
        names = {coder.id: coder.name for coder in all_coders(self._work)}
        found: dict[tuple[int, str], set[PathKey]] = defaultdict(set)
        for coding in placed_codings(self._work, self._question.id):
            key = self._codes.key_of(coding.code_id)
            if key is not None:
                found[coding.answer_id, names[coding.coder_id]].add(key)
        return found

    def _problem(self, row: CodingRow, column: str, what: str) -> None:
        self.resolved.problems.append(Problem(self._file.name, row.row, column, what))


def _listed(waves: Sequence[str] | dict[str, AnswerPlace]) -> str:
    return ", ".join(f"«{wave_in_words(wave)}»" for wave in waves)
