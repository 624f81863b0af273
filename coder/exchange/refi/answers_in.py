"""The answers in the texts of another program: under lines with respondents, or a text each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coder.domain.coding import Span
from coder.domain.errors import Problem, ProblemsError
from coder.domain.loss import Losses
from coder.domain.portable import PortableAnswer, PortableQuestion
from coder.exchange.refi.answer_blocks import Block, labels_of, split_blocks
from coder.exchange.refi.case_places import CasePlaces
from coder.exchange.refi.cases_in import Case
from coder.exchange.refi.convention import Convention
from coder.exchange.refi.distinct_names import distinct_names
from coder.exchange.refi.found_answers import AnswerPlace, FoundAnswers
from coder.exchange.refi.guids import derived
from coder.exchange.refi.people_in import People, Person
from coder.exchange.refi.qdpx_variables import QUESTION, WAVE
from coder.exchange.refi.sources_in import Source
from coder.messages import _, ngettext

_HEADER = re.compile(r"^\[+([^\[\]\n]{1,200})\]+$", re.MULTILINE)


class AnswersIn:
    """Finds the answers of a file.

    A text whose first line is ``[respondent]`` holds the answers to one question, each under such a line. In
    any other, the places that are tied to cases are answers, or else the text is one.

    Args:
        file: The file's name, for what is told.
        project: The uid of its project.
        sources: Its texts.
        cases: Its cases.
        people: Where respondents are gathered.
        convention: How positions count.
        losses: Where the rest is noted.
    """

    def __init__(
        self,
        file: str,
        project: str,
        sources: Sequence[Source],
        cases: Sequence[Case],
        people: People,
        convention: Convention,
        losses: Losses,
    ) -> None:
        self._file = file
        self._project = project
        self._sources = sources
        self._cases = cases
        self._people = people
        self._convention = convention
        self._losses = losses
        self._places = CasePlaces(cases, sources)
        self._answers: list[PortableAnswer] = []
        self._uids: set[str] = set()
        self._given: set[tuple[str, Person]] = set()
        self._questions: dict[str, str] = {}
        self.found = FoundAnswers()
        self.notices: list[str] = []

    def find(self, codebook: str, name: str, question: str | None) -> FoundAnswers:
        """Find them.

        Args:
            codebook: The uid of the codebook the questions are coded with.
            name: What the question of texts without one is called.
            question: What to call the question instead; only where there is one.

        Raises:
            ProblemsError: If a question is named and there are several.
        """
        blocks = {source.uid: self._blocks(source) for source in self._sources}
        asked = [source for source in self._sources if blocks[source.uid]]
        others = [source for source in self._sources if not blocks[source.uid]]
        others = [source for source in others if self._has_content(source)]
        if question is not None and len(asked) + bool(others) > 1:
            what = _("it holds the answers to {n} questions, so they cannot all be «{question}».").format(
                n=len(asked) + bool(others), question=question
            )
            raise ProblemsError([Problem(self._file, None, None, what)])
        keys = distinct_names([question or source.name or name for source in asked])
        texts = {}
        for source, key in zip(asked, keys, strict=True):
            key = key if question else self._without_wave(key, blocks[source.uid])
            texts[key] = source.description
            self._take_blocks(source, key, blocks[source.uid])
        if others:
            [key] = distinct_names([question or name], keys)
            for source in others:
                self._take_text(source, source.values.get(QUESTION, "") or key)
            self._tell_of_texts(len(others), key)
        self._take_other_cases(bool(asked))
        self.found.answers = self._answers
        self.found.participations = self._people.all()
        self.found.questions = [
            PortableQuestion(uid, key, texts.get(key) or key, codebook)
            for key, uid in self._questions.items()
        ]
        return self.found

    def _blocks(self, source: Source) -> list[Block]:
        text = source.content.text
        tied = self._places.of_source.get(source.uid)
        if not text.startswith("[") or (tied is not None and tied.name):
            return []
        headers = _HEADER.findall(text)
        if not headers or not _HEADER.match(text):
            return []
        known = [label for label in headers if label in self._places.by_label]
        if known and headers[0] == known[0]:
            return _once_each(split_blocks(text, known))
        if known or len(headers) < 2 or len(set(headers)) < len(headers):
            return []
        return split_blocks(text, headers)

    def _without_wave(self, key: str, blocks: Sequence[Block]) -> str:
        """Return a question's name without the wave of those whose answers these are, where that is told."""
        cases = [self._places.by_label.get(block.label) for block in blocks]
        waves = {case.values.get(WAVE, "") for case in cases if case is not None}
        return key.removesuffix(f" ({waves.pop()})") if len(waves) == 1 else key

    def _question(self, key: str) -> str:
        return self._questions.setdefault(key, derived("question", self._project, key))

    def _take_blocks(self, source: Source, key: str, blocks: Sequence[Block]) -> None:
        self.found.questions_of[source.uid] = self._question(key)
        if source.values:
            self._losses.add(_("Values of variables of a text with many answers are left out."), source.name)
        before = len(self._answers)
        for block in blocks:
            case = self._places.by_label.get(block.label)
            if case is None:
                person = self._people.named(block.label)
            else:
                is_name = labels_of([case.name]) == [block.label]
                person = self._people.of_case(case, case.name if is_name else block.label)
            self._take(
                source, (block.start, block.end), key, person, derived("answer", source.uid, block.label)
            )
        self.notices.append(
            ngettext(
                "{n} answer to «{question}» was found under a line with the respondent in brackets.",
                "{n} answers to «{question}» were found under lines with the respondent in brackets.",
                len(self._answers) - before,
            ).format(n=len(self._answers) - before, question=key)
        )

    def _has_content(self, source: Source) -> bool:
        """Tell whether a text is more than an empty document: it has words, or a case."""
        if source.content.text.strip() or source.uid in self._places.of_source:
            return True
        self._losses.add(_("Texts without a word are left out."), source.name)
        return False

    def _take_text(self, source: Source, key: str) -> None:
        framed = self._places.framed(source, self._convention)
        if framed:
            for span, case, selection in framed:
                self.found.frames.add(selection)
                self._take(source, span, key, self._people.of_case(case, case.name or source.name), selection)
            return
        name = source.name or _("without a name")
        tied = self._places.of_source.get(source.uid)
        if tied is None:
            person = self._people.named(name, source.values)
        elif self._places.has_one_source(tied):
            person = self._people.of_case(tied, tied.name or name)
            self._people.add_values(person, source.values)
        else:
            person = self._people.named(name, {**source.values, **tied.values})
        self._take(source, (0, len(source.content.text)), key, person, source.uid)

    def _take(self, source: Source, span: Span, key: str, person: Person, uid: str) -> None:
        text = source.content.text[span[0] : span[1]]
        self._question(key)
        if text.strip():
            if (key, person) in self._given:
                person = self._people.again(person)
            self._given.add((key, person))
            if uid in self._uids:
                uid = derived("answer", uid, key, *person)
            self._uids.add(uid)
            self._answers.append(PortableAnswer(uid, key, *person, text))
            self.found.places.setdefault(source.uid, []).append(AnswerPlace(*span, uid))

    def _take_other_cases(self, is_survey: bool) -> None:
        """Keep respondents without an answer; in collections of texts, cases may be anything."""
        for case in self._cases:
            if is_survey and case.name:
                self._people.of_case(case)
            elif not self._places.is_used(case):
                self._losses.add(_("Cases without a text of their own are left out."), case.name)

    def _tell_of_texts(self, count: int, key: str) -> None:
        self.notices.append(
            ngettext(
                "{n} text was read as one respondent's answer to «{question}».",
                "{n} texts were read as one respondent's answer each, to «{question}».",
                count,
            ).format(n=count, question=key)
        )


def _once_each(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks, each respondent once: another line like theirs is part of what stands above it."""
    found: list[Block] = []
    seen: set[str] = set()
    for block in blocks:
        if block.label in seen:
            found[-1] = Block(found[-1].label, found[-1].start, block.end)
        else:
            seen.add(block.label)
            found.append(block)
    return found
