"""What a project has of the answers and codes that a coded workbook speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from coder.domain.codebook import Code
from coder.store.coders import all_coders
from coder.store.codes import codes_of
from coder.store.questions import all_questions
from coder.store.surveys import respondent_ids, stored_texts
from coder.store.unit_of_work import Reading
from coder.store.waves import wave_ids


@dataclass(frozen=True)
class ProjectHere:
    """A project's questions, answers, codes and coders; empty where there is no project yet."""

    codes: Mapping[str, tuple[Code, ...]] = field(default_factory=dict)
    """Living codes by question; every question is in it."""
    codebooks: Mapping[str, int] = field(default_factory=dict)
    """The id of each question's codebook."""
    texts: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    """Answers by question, respondent and wave."""
    respondents: frozenset[str] = frozenset()
    coders: Mapping[str, str] = field(default_factory=dict)
    """Names as they are here: by themselves, by aliases, and by both in small letters."""

    def coder(self, name: str) -> str | None:
        """Return the name a coder has here, in the same case if there is one; None where there is none."""
        return self.coders.get(name) or self.coders.get(name.casefold())

    def text(self, question: str, respondent: str, wave: str) -> str | None:
        """Return an answer; None where there is none."""
        return self.texts.get(question, {}).get(respondent, {}).get(wave)


NO_PROJECT = ProjectHere()


def project_here(work: Reading) -> ProjectHere:
    """Read what a coded workbook is held against."""
    questions = {question.id: question for question in all_questions(work)}
    waves = {wave_id: name for name, wave_id in wave_ids(work).items()}
    respondents = {row_id: external for external, row_id in respondent_ids(work).items()}
    texts: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for (question, respondent, wave), stored in stored_texts(work, questions, waves).items():
        if stored.text is not None:
            texts[questions[question].key][respondents[respondent]][waves[wave]] = stored.text
    coders = all_coders(work)
    names = {alias.casefold(): coder.name for coder in coders for alias in coder.aliases}
    names.update((alias, coder.name) for coder in coders for alias in coder.aliases)
    names.update((coder.name.casefold(), coder.name) for coder in coders)
    names.update((coder.name, coder.name) for coder in coders)
    return ProjectHere(
        codes={
            question.key: tuple(
                code for code in codes_of(work, question.codebook_id) if code.merged_into is None
            )
            for question in questions.values()
        },
        codebooks={question.key: question.codebook_id for question in questions.values()},
        texts=texts,
        respondents=frozenset(respondents.values()),
        coders=names,
    )
