"""Codings, states and notes of a file of another program, held against the project's answers and codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coder.domain.codebook import CodeTextError, clean_text
from coder.domain.coder_kind import AGAIN, CONSENSUS, PERSON
from coder.domain.coding import CodedState, Span
from coder.domain.errors import CoderError, Problem
from coder.domain.loss import Losses
from coder.domain.portable import PortableCoding, PortableNote, PortableProject
from coder.domain.question import Question
from coder.messages import _
from coder.store.coded_answers import code_paths, placed_codings
from coder.store.coders import Coder, all_coders, checked_coder_name
from coder.store.notes import NotedOn, notes_on
from coder.store.origins import record_origins
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.exchange.codings_files import CodingKey, add_codings, add_states
from coder.usecases.exchange.codings_rows import CodedHere
from coder.usecases.exchange.portable_codes import CodesHere, fresh_uids
from coder.usecases.exchange.portable_frame import AnswerHere
from coder.usecases.exchange.portable_texts import moved_span


@dataclass
class CodersHere:
    """What a file's coders are here."""

    names: dict[str, str] = field(default_factory=dict)
    """As they are called here, by what the file calls them."""
    ids: dict[str, int] = field(default_factory=dict)
    """By the name here."""
    persons: set[str] = field(default_factory=set)
    """Names here of those who are people."""
    made: list[str] = field(default_factory=list)


def coders_here(work: Writing, project: PortableProject, *, file: str, problems: list[Problem]) -> CodersHere:
    """Find a file's coders by uid, name or alias; make those who are new."""
    here = CodersHere()
    known = all_coders(work)
    by_uid = {coder.uid: coder for coder in known}
    by_name = {alias: coder for coder in known for alias in coder.aliases}
    by_name.update((coder.name, coder) for coder in known)
    consensus = next(coder for coder in known if coder.kind == CONSENSUS)
    told = {coder.name: coder for coder in project.coders}
    fresh = fresh_uids(work, "coder", (coder.uid for coder in project.coders))
    for name in _named(project):
        coder = told.get(name)
        uid = "" if coder is None else coder.uid
        is_consensus = name.strip().casefold() == CONSENSUS or (coder is not None and coder.kind == CONSENSUS)
        found = consensus if is_consensus else by_uid.get(uid) or by_name.get(name.strip())
        if found is None:
            try:
                clean = checked_coder_name(name)
            except CoderError as error:
                problems.append(Problem(file, None, None, str(error)))
                continue
            row_id = work.create(
                "coder", uid=uid if uid in fresh else None, name=clean, kind=PERSON, aliases=[]
            )
            found = Coder(row_id, uid, clean, PERSON, ())
            by_name[clean] = found
            here.made.append(clean)
        elif found.kind == AGAIN:
            what = _("«{name}» stands here for somebody who codes own answers again.").format(name=name)
            problems.append(Problem(file, None, None, what))
        here.names[name] = found.name
        here.ids[found.name] = found.id
        if found.kind == PERSON:
            here.persons.add(found.name)
    return here


def _named(project: PortableProject) -> Iterable[str]:
    """Return the coders who did something, each once; who did nothing is not made known here."""
    doing = [each.coder for each in project.coded]
    doing += [each.coder for each in project.codings]
    doing += [each.coder for each in project.notes]
    order = {coder.name: place for place, coder in enumerate(project.coders)}
    return sorted(dict.fromkeys(doing), key=lambda name: order.get(name, len(order)))


@dataclass
class CodingsHere:
    """What codings of a file added."""

    codings: int = 0
    excerpts: int = 0
    done: int = 0
    lead: str = ""
    """Whose codings tables count from now on, where that was decided now and there was a choice."""


class CodingsOfFile:
    """Goes through a file's codings of one question at a time."""

    def __init__(
        self,
        work: Writing,
        project: PortableProject,
        answers: Mapping[str, AnswerHere],
        coders: CodersHere,
        *,
        file: str,
        default_state: CodedState,
        problems: list[Problem],
        losses: Losses,
    ) -> None:
        self._work = work
        self._answers = answers
        self._coders = coders
        self._file = file
        self._default_state = default_state
        self._problems = problems
        self._losses = losses
        self._respondents = {each.uid: each.respondent for each in project.answers}
        key_of = {each.uid: each.question for each in project.answers}
        self._codings: dict[str, list[PortableCoding]] = defaultdict(list)
        for coding in project.codings:
            self._codings[key_of[coding.answer]].append(coding)
        self._states: dict[str, list[tuple[str, str, CodedState]]] = defaultdict(list)
        for each in project.coded:
            self._states[key_of[each.answer]].append((each.answer, each.coder, each.state))
        self._leads = {each.key: each.lead for each in project.questions if each.lead}
        self._fresh = fresh_uids(work, "coding", (coding.uid for coding in project.codings))

    def add(self, question: Question, codes: CodesHere) -> CodingsHere:
        """Add what the file says of one question; what does not fit becomes a problem."""
        coded: dict[tuple[int, str], CodedHere] = {}
        places: dict[CodingKey, str] = {}
        uids: dict[CodingKey, str] = {}
        for answer_uid, coder, state in self._states[question.key]:
            here = self._coded(coded, answer_uid, coder)
            if here is not None and state is not CodedState.UNTOUCHED:
                here.state = state
        present = _Present(self._work, question)
        for coding in self._codings[question.key]:
            here = self._coded(coded, coding.answer, coding.coder)
            code_id = self._code(coding, codes, present, here)
            if here is None or code_id is None:
                continue
            if question.exclusive and not self._is_alone(coding, here, code_id, present):
                continue
            key = (coding.code,)
            ids = here.answer_id, code_id, self._coders.ids[here.coder]
            here.codings.setdefault(key, []).extend(self._spans(coding))
            places.setdefault(ids, coding.place)
            if coding.uid in self._fresh:
                uids.setdefault(ids, coding.uid)
        return self._write(question, codes, coded, places, uids)

    def _write(
        self,
        question: Question,
        codes: CodesHere,
        coded: dict[tuple[int, str], CodedHere],
        places: Mapping[CodingKey, str],
        uids: Mapping[CodingKey, str],
    ) -> CodingsHere:
        for key, here in list(coded.items()):
            if not here.codings and here.state is None:
                del coded[key]
            here.state = here.state or self._default_state
        if self._problems:
            return CodingsHere()
        work, ids = self._work, self._coders.ids
        added = add_codings(work, question, coded.values(), lambda key: codes.ids[key[0]], ids, uids)
        done = add_states(work, question, coded.values(), ids)
        lead = self._made_lead(question, coded)
        told = {row_id: places[key] for key, row_id in added.made.items() if places[key]}
        new_uids = work.records.uids_of("coding", list(told))
        record_origins(work, "coding", self._file, dict(zip(new_uids, told.values(), strict=True)))
        return CodingsHere(len(added.made), added.excerpts, done, lead)

    def _made_lead(self, question: Question, coded: Mapping[tuple[int, str], CodedHere]) -> str:
        """Make the file's lead the question's, else the first who is done; named where there was a choice."""
        if question.lead_id is not None:
            return ""
        done = [each.coder for each in coded.values() if each.state is CodedState.DONE]
        finished = [name for name in dict.fromkeys(done) if name in self._coders.persons]
        said = self._coders.names.get(self._leads.get(question.key, ""), "")
        lead = said if said in self._coders.persons else next(iter(finished), "")
        if lead:
            self._work.update("question", question.id, lead=self._coders.ids[lead])
        return lead if len({*finished, lead}) > 1 else ""

    def _coded(
        self, coded: dict[tuple[int, str], CodedHere], answer_uid: str, coder: str
    ) -> CodedHere | None:
        answer, name = self._answers.get(answer_uid), self._coders.names.get(coder)
        if answer is None:
            self._losses.add(
                _("Codings of blank answers, which are no answers here."), self._respondents[answer_uid]
            )
        if answer is None or name is None:
            return None
        return coded.setdefault((answer.id, name), CodedHere(answer.id, name))

    def _code(
        self, coding: PortableCoding, codes: CodesHere, present: _Present, here: CodedHere | None
    ) -> int | None:
        code_id = codes.ids.get(coding.code)
        if code_id is None or here is None:
            # Told of already, once for each code.
            return None
        key = here.answer_id, self._coders.ids[here.coder]
        if coding.code in codes.headings and code_id not in present.codes[key]:
            path = code_paths(self._work, [code_id])[code_id]
            what = _("«{code}» is only a heading and cannot be set. Make it codable first.")
            self._problem(coding, what.format(code=path))
            return None
        return code_id

    def _is_alone(self, coding: PortableCoding, here: CodedHere, code_id: int, present: _Present) -> bool:
        key = here.answer_id, self._coders.ids[here.coder]
        others = (present.codes[key] | present.added[key]) - {code_id}
        present.added[key].add(code_id)
        if not others:
            return True
        # Which one is not said: whoever takes the file in may be coding the question blind.
        what = _("the codebook gives an answer one code only; {coder} has given «{respondent}» another one.")
        self._problem(coding, what.format(coder=here.coder, respondent=self._respondents[coding.answer]))
        return False

    def _spans(self, coding: PortableCoding) -> list[Span]:
        """Return where the excerpts stand here: within the answer, or nowhere where that cannot be told."""
        answer = self._answers[coding.answer]
        respondent = self._respondents[coding.answer]
        if answer.in_file is None:
            if coding.excerpts:
                self._losses.add(
                    _("Excerpts in a text that is not the one here: coded as whole answers."), respondent
                )
            return []
        found: list[Span] = []
        for start, end in coding.excerpts:
            clipped = max(0, start), min(end, len(answer.in_file))
            if answer.in_file != answer.text:
                clipped = moved_span(clipped, answer.in_file, answer.text)
            if clipped[0] >= clipped[1]:
                self._losses.add(_("Excerpts outside their answer: coded as whole answers."), respondent)
                continue
            if start < 0 or end > len(answer.in_file):
                self._losses.add(_("Excerpts that go beyond their answer: cut off at its end."), respondent)
            found.append(clipped)
        return found

    def _problem(self, coding: PortableCoding, what: str) -> None:
        told = f"{coding.place}: {what}" if coding.place else what
        self._problems.append(Problem(self._file, None, None, told))


class _Present:
    """The codes each coder has given each answer to a question before."""

    def __init__(self, work: Reading, question: Question) -> None:
        self.codes: dict[tuple[int, int], set[int]] = defaultdict(set)
        self.added: dict[tuple[int, int], set[int]] = defaultdict(set)
        for coding in placed_codings(work, question.id):
            self.codes[coding.answer_id, coding.coder_id].add(coding.code_id)


def add_notes(
    work: Writing,
    notes: Sequence[PortableNote],
    coders: CodersHere,
    *,
    answers: Mapping[str, int],
    codes: Mapping[str, int],
    questions: Mapping[str, int],
    losses: Losses,
) -> int:
    """Add notes where their coder has none yet; ids here by uid in the file. Returns how many were new."""
    wanted: dict[tuple[NotedOn, int, int], dict[str, Any]] = {}
    fresh = fresh_uids(work, "note", (note.uid for note in notes))
    for note in notes:
        on, row_id = _target(note, answers, codes, questions)
        name = coders.names.get(note.coder)
        if row_id is None or name is None:
            losses.add(_("Notes on what was not taken."), note.text)
            continue
        try:
            text = clean_text(note.text)
        except CodeTextError:
            text = ""
        if not text:
            continue
        place = on, row_id, coders.ids[name]
        if place in wanted:
            losses.add(_("Notes beside another by the same coder: a coder has one note on a thing."), text)
            continue
        target: dict[str, int | None] = {each.value: None for each in NotedOn}
        uid = note.uid if note.uid in fresh else None
        wanted[place] = {"uid": uid, "coder": place[2], "text": text, **(target | {on.value: row_id})}
    for on in NotedOn:
        ids = [row_id for kind, row_id, _coder in wanted if kind is on]
        for row_id, present in notes_on(work, on, ids).items():
            for known in present:
                new = wanted.pop((on, row_id, known.coder_id), None)
                if new is not None and new["text"] != known.text:
                    losses.add(
                        _("Notes where their coder has another one here: the one here stays."), new["text"]
                    )
    work.create_many("note", list(wanted.values()))
    return len(wanted)


def _target(
    note: PortableNote, answers: Mapping[str, int], codes: Mapping[str, int], questions: Mapping[str, int]
) -> tuple[NotedOn, int | None]:
    if note.answer is not None:
        return NotedOn.ANSWER, answers.get(note.answer)
    if note.code is not None:
        return NotedOn.CODE, codes.get(note.code)
    return NotedOn.QUESTION, questions.get(note.question or "")
