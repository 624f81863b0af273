"""What a project file will hold: cases, and sources with their selections, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from coder.domain.coder_kind import PERSON
from coder.domain.loss import Losses
from coder.domain.portable import (
    TEXT_LEFT_OUT,
    PortableAnswer,
    PortableCoder,
    PortableCoding,
    PortableNote,
    PortableParticipation,
    PortableProject,
    PortableQuestion,
)
from coder.exchange.refi.answer_blocks import joined_blocks, labels_of
from coder.exchange.refi.distinct_names import caseless, distinct_names, file_safe
from coder.exchange.refi.guids import derived
from coder.exchange.refi.profiles import Layout
from coder.exchange.refi.source_text import SourceText, as_in_source, place_in_source
from coder.exchange.refi.xml_text import XmlText
from coder.messages import _


@dataclass(frozen=True, slots=True)
class Selection:
    """A place in a source, by uids; with a code it is a coding."""

    uid: str
    start: int
    end: int
    name: str
    coder: str | None = None
    code: str | None = None
    coding: str = ""
    notes: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class Source:
    """A text file and what is selected in it."""

    uid: str
    name: str
    question: PortableQuestion
    text: SourceText
    selections: Sequence[Selection]
    notes: tuple[str, ...] = ()
    case: Case | None = None
    """Whose answer it is, where it holds just one."""


@dataclass
class Case:
    """A respondent in a wave, and where the answers are."""

    name: str
    label: str
    participation: PortableParticipation
    selections: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)


class Plan:
    """All of a project as a file will have it."""

    def __init__(self, project: PortableProject, layout: Layout, xml: XmlText, losses: Losses) -> None:
        self.project = project
        self._layout = layout
        self._xml = xml
        self._losses = losses
        self.coders = {coder.name: coder.uid for coder in project.coders}
        self.users = _users(project)
        self.cases = _cases(project, xml)
        waves = {each.wave for each in project.participations if each.wave}
        self._several = waves if len(waves) > 1 else set()
        self._labels = {case.label for case in self.cases.values()}
        self.codings: dict[str, list[PortableCoding]] = defaultdict(list)
        for coding in project.codings:
            self.codings[coding.answer].append(coding)
        self.notes: dict[str, list[PortableNote]] = defaultdict(list)
        for note in project.notes:
            self.notes[note.answer or note.code or note.question or ""].append(note)
        self.question_notes: list[tuple[PortableQuestion, tuple[str, ...]]] = []
        """Notes on questions that no source may refer to."""
        self.sources = list(self._sources())

    def notes_on(self, uid: str) -> tuple[str, ...]:
        """Return the uids of the notes on an answer, a code or a question."""
        return tuple(note.uid for note in self.notes.get(uid, ()))

    def _sources(self) -> Iterator[Source]:
        """Yield the sources, question by question, wave by wave."""
        answers: dict[str, dict[str, list[PortableAnswer]]] = {
            question.key: {} for question in self.project.questions
        }
        for answer in self.project.answers:
            answers[answer.question].setdefault(answer.wave, []).append(answer)
        given: list[str] = []
        for question in self.project.questions:
            in_waves = answers[question.key]
            notes = self.notes_on(question.uid)
            if self._layout.notes_in_files:
                self.question_notes.append((question, notes))
                notes = ()
            if notes and (self._layout.source_per_answer or not in_waves):
                name = self._source_name(question.key, given)
                yield Source(question.uid, name, question, SourceText("", self._layout), (), notes)
            for wave in sorted(in_waves, key=self._wave_place):
                if self._layout.source_per_answer:
                    yield from self._sources_of_answers(question, in_waves[wave], given)
                    continue
                uid = question.uid if len(in_waves) == 1 else derived("source", question.uid, wave)
                name = self._source_name(
                    f"{question.key} ({wave})" if wave in self._several else question.key, given
                )
                yield self._source_of_question(uid, name, question, in_waves[wave], notes)
                notes = ()

    def _wave_place(self, wave: str) -> tuple[int, str]:
        waves = self.project.waves
        return (waves.index(wave) if wave in waves else len(waves), wave)

    def _source_name(self, wanted: str, given: list[str]) -> str:
        (name,) = distinct_names([file_safe(self._xml.name(wanted))], given, key=caseless)
        given.append(name)
        return name

    def _source_of_question(
        self,
        uid: str,
        name: str,
        question: PortableQuestion,
        answers: Sequence[PortableAnswer],
        notes: tuple[str, ...],
    ) -> Source:
        cases = [self.cases[answer.respondent, answer.wave] for answer in answers]
        text, blocks = joined_blocks(
            [case.label for case in cases], [self._text(each) for each in answers], self._labels
        )
        source = SourceText(text, self._layout)
        selections: list[Selection] = []
        for answer, case, block in zip(answers, cases, blocks, strict=True):
            selections += self._answer_selections(answer, case, source, block.start, block.end)
            selections += self._coding_selections(answer, case, source, block.start, block.end)
        return Source(uid, name, question, source, selections, notes)

    def _sources_of_answers(
        self, question: PortableQuestion, answers: Sequence[PortableAnswer], given: list[str]
    ) -> Iterator[Source]:
        several = len(self.project.questions) > 1
        cases = [self.cases[answer.respondent, answer.wave] for answer in answers]
        wanted = [f"{case.name} {question.key}" if several else case.name for case in cases]
        names = distinct_names([file_safe(self._xml.name(name)) for name in wanted], given, key=caseless)
        given += names
        for answer, case, name in zip(answers, cases, names, strict=True):
            text = self._text(answer)
            source = SourceText(text, self._layout)
            case.sources.append(answer.uid)
            selections = list(self._coding_selections(answer, case, source, 0, len(text)))
            yield Source(answer.uid, name, question, source, selections, self.notes_on(answer.uid), case)

    def _text(self, answer: PortableAnswer) -> str:
        """Return an answer as it stands in a source, before line ends get their final form."""
        text = TEXT_LEFT_OUT if answer.text is None else answer.text
        if "\r" in text:
            self._losses.add(_("Line ends of answers are all written the same way."), answer.respondent)
        plain = as_in_source(text)
        if len(plain) + text.count("\r\n") < len(text):
            what = _("Characters in answers that other programs cannot keep are left out.")
            gone = len(text) - len(plain) - text.count("\r\n")
            self._losses.add(what, answer.respondent, gone)
        text = self._xml.in_file(plain, answer.respondent)
        if self._layout.source_per_answer:
            text = self._xml.without_mark(text, answer.respondent)
        return text

    def _answer_selections(
        self, answer: PortableAnswer, case: Case, source: SourceText, start: int, end: int
    ) -> Iterator[Selection]:
        """Yield what says where an answer begins and ends, and its notes."""
        place = source.position(start), source.position(end)
        beside = self._layout.notes_in_files
        notes = () if beside else self.notes_on(answer.uid)
        first = self.users[0].uid if self.users else None
        case.selections.append(answer.uid)
        if self._layout.case_codes:
            coding = derived("case coding", answer.uid)
            of_case = case.participation.uid
            yield Selection(answer.uid, *place, case.name, first, of_case, coding, notes)
        else:
            yield Selection(answer.uid, *place, case.name, first, notes=notes)
        for note in self.notes.get(answer.uid, ()) if beside else ():
            uid = derived("note place", note.uid)
            text = self._xml.text(note.text, answer.respondent)
            coder = self.coders.get(note.coder)
            yield Selection(uid, *place, case.name, coder, notes=(note.uid,), description=text)

    def _coding_selections(
        self, answer: PortableAnswer, case: Case, source: SourceText, start: int, end: int
    ) -> Iterator[Selection]:
        """Yield the codings of an answer: one for each excerpt, or one for all of it."""
        text = answer.text
        for coding in self.codings.get(answer.uid, ()):
            places = [(start, end)]
            if coding.excerpts and text is not None:
                within = partial(place_in_source, text)
                placed = [(start + within(first), start + within(last)) for first, last in coding.excerpts]
                left = [(first, last) for first, last in placed if first < last]
                if len(left) < len(placed):
                    what = _("Excerpts of nothing but characters that are left out are no excerpts.")
                    self._losses.add(what, answer.respondent, len(placed) - len(left))
                places = left or places
            for number, (first, last) in enumerate(places):
                # The first bears the coding's own uid; the others are derived from it.
                uid = coding.uid if not number else derived("coding", coding.uid, str(number))
                yield Selection(
                    derived("selection", coding.uid, str(number)),
                    source.position(first),
                    source.position(last),
                    case.name,
                    self.coders.get(coding.coder),
                    coding.code,
                    uid,
                )


def _users(project: PortableProject) -> list[PortableCoder]:
    """Return who is in the file: people first, since programs take the first for whoever opens it."""
    busy = {coding.coder for coding in project.codings} | {note.coder for note in project.notes}
    people = [coder for coder in project.coders if coder.kind == PERSON]
    return [*people, *(each for each in project.coders if each.kind != PERSON and each.name in busy)]


def _cases(project: PortableProject, xml: XmlText) -> dict[tuple[str, str], Case]:
    """Return the cases by respondent and wave, in the project's order; no two have the same name."""
    several = len({each.wave for each in project.participations}) > 1
    wanted = [
        xml.name(f"{each.respondent} ({each.wave})" if several and each.wave else each.respondent)
        for each in project.participations
    ]
    names = distinct_names(wanted)
    return {
        (each.respondent, each.wave): Case(name, label, each)
        for each, name, label in zip(project.participations, names, labels_of(names), strict=True)
    }
