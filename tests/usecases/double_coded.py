"""Small projects whose answers two or three people have coded, for tests of agreement and settling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.domain.coding import Span
from coder.store.engine import Engine
from coder.store.unit_of_work import Writing
from coder.usecases.agreement.compared import Compared, compared_now
from coder.usecases.coding.setting import mark_done, set_code
from tests.builders import act, add_answers, add_coder, add_codes, add_question, ask, new_project

QUESTION = "hva_skal_til"
CODES = ("Pengar > Løn", "Pengar > Utstyr", "Folk > Stillingar", "Folk > Kurs", "Anna")
LETTERS = "luska"
"""What the codes are called in the tests, in their order: løn, utstyr, stillingar, kurs, anna."""


@dataclass(frozen=True)
class DoubleCoded:
    """A project, and what stands for what in it."""

    engine: Engine
    question_id: int
    answers: tuple[int, ...]
    codes: Mapping[str, int]
    """Code ids by letter."""
    people: Mapping[str, int]

    def compared(self, *coders: str) -> Compared:
        """Return what people gave, as it stands."""
        return ask(self.engine, lambda work: compared_now(work, QUESTION, coders))

    def letters(self, code_ids: Iterable[int | None]) -> str:
        """Return codes as letters, in codebook order."""
        return "".join(letter for letter, code_id in self.codes.items() if code_id in set(code_ids))

    def place(self, answer_id: int) -> int:
        """Return which answer it is, from 0."""
        return self.answers.index(answer_id)


def double_coded(
    target: str | Path,
    given: Mapping[str, Sequence[str | None]],
    *,
    codes: Sequence[str] = CODES,
    exclusive: bool = False,
    counts: str = "responsible",
    background: Mapping[str, Sequence[str]] | None = None,
) -> DoubleCoded:
    """Make a project of answers that people are done with.

    Args:
        target: Where.
        given: By person, what each answer was given: letters of ``LETTERS``, "" for no code, None where the
            person has not done it.
        codes: The codes.
        exclusive: One code per answer only.
        counts: Whose coding counts.
        background: Levels by variable.
    """
    engine = new_project(target)
    question_id = add_question(engine, QUESTION, exclusive=exclusive, counts=counts)
    size = len(next(iter(given.values())))
    texts = [f"Svar nummer {number} handlar om litt av kvart." for number in range(1, size + 1)]
    answers = add_answers(engine, question_id, texts, background=background)
    made = dict(zip(LETTERS, add_codes(engine, question_id, *codes), strict=False))
    people = {name: add_coder(engine, name) for name in given}
    found = DoubleCoded(engine, question_id, tuple(answers), made, people)
    for name, sets in given.items():
        give(found, name, sets)
    return found


def give(project: DoubleCoded, name: str, sets: Sequence[str | None], excerpts: Sequence[Span] = ()) -> None:
    """Let a person code answers and be done with them, in one act."""
    coder_id = project.people[name]

    def code(work: Writing) -> None:
        for answer_id, letters in zip(project.answers, sets, strict=True):
            for letter in letters or "":
                set_code(work, answer_id, project.codes[letter], coder_id, excerpts)
            if letters is not None:
                mark_done(work, answer_id, coder_id)

    act(project.engine, coder_id, "code_together", code)
