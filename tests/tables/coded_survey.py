"""Builds projects with coded answers, quickly: a question, its codebook, who answered and who coded."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine

from coder.domain.coding import CodedState
from coder.store.unit_of_work import Writing, writing
from tests.builders import new_project
from tests.made_once import made_once

QUESTION = "hva_skal_til"
SIZE = "storrelse"


@dataclass
class CodedSurvey:
    """A project in the making, with one question; names lead to ids."""

    engine: Engine
    coders: dict[str, int] = field(default_factory=dict)
    waves: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    answers: list[int] = field(default_factory=list)
    respondents: dict[str, int] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    question: int = 0
    codebook: int = 0
    variable: int = 0

    @property
    def kari(self) -> int:
        """The first coder."""
        return self.coders["kari"]

    def act(self, operation: str = "test") -> Any:
        """Open an act of the first coder's."""
        return writing(self.engine, coder_id=self.kari, operation=operation)

    def add_coder(self, name: str) -> int:
        """Make a coder."""
        with writing(self.engine, coder_id=None, operation="new_coder") as work:
            self.coders[name] = work.create("coder", name=name, kind="person", aliases=[])
        return self.coders[name]

    def add_codes(self, *paths: str, from_file: bool = True, **fields: Any) -> list[int]:
        """Make codes; ``Tema > Kode`` below a code that is there."""
        with self.act("add_code") as work:
            return [self._add_code(work, path, from_file, fields) for path in paths]

    def add_answers(self, respondents: Sequence[str], wave: str = "", level: str | None = None) -> list[int]:
        """Let new respondents take part and answer."""
        with self.act("import") as work:
            self._take_part(work, respondents, wave, level)
            made = work.create_many(
                "answer",
                [
                    {
                        "question": self.question,
                        "respondent": self.respondents[name],
                        "wave": self.waves[wave],
                        "text": f"Svar fra {name}",
                        "position": place,
                    }
                    for place, name in enumerate(respondents, len(self.answers))
                ],
            )
        self.answers += made
        return list(made)

    def add_frame(self, respondents: Sequence[str], wave: str = "", level: str | None = None) -> None:
        """Let respondents stand in the wave without any answer."""
        with self.act("import") as work:
            self._take_part(work, respondents, wave, level)

    def code(self, sets: Mapping[int, Collection[str]], coder: str = "kari", *, done: bool = True) -> None:
        """Give answers their codes, by one coder."""
        coder_id = self.coders[coder]
        with writing(self.engine, coder_id=coder_id, operation="import_codings") as work:
            work.create_many(
                "coding",
                [
                    {"answer": answer, "code": self.codes[path], "coder": coder_id, "excerpts": []}
                    for answer, paths in sets.items()
                    for path in paths
                ],
            )
            state = CodedState.DONE if done else CodedState.STARTED
            entry = work.number if done else None
            work.create_many(
                "coded",
                [
                    {"answer": answer, "coder": coder_id, "state": state, "done_entry": entry}
                    for answer in sets
                ],
            )

    def set_question(self, **fields: Any) -> None:
        """Change the question's settings."""
        with self.act("set_question") as work:
            work.update("question", self.question, **fields)

    def _add_code(self, work: Writing, path: str, from_file: bool, fields: Mapping[str, Any]) -> int:
        parent, _sign, name = path.rpartition(" > ")
        values = {"kind": "ordinary", "codable": 1, "colour": "", "aliases": [], "labels": {}} | dict(fields)
        self.codes[path] = work.create(
            "code",
            codebook=self.codebook,
            parent=self.codes[parent] if parent else None,
            name=name,
            position=len(self.codes) + 1,
            born=work.number,
            from_file=int(from_file),
            **values,
        )
        return self.codes[path]

    def _take_part(self, work: Writing, names: Sequence[str], wave: str, level: str | None) -> None:
        if wave not in self.waves:
            self.waves[wave] = work.create("wave", name=wave, position=len(self.waves) + 1)
        if level is not None and level not in self.levels:
            if not self.variable:
                self.variable = work.create("variable", name=SIZE, position=1)
            self.levels[level] = work.create(
                "level", variable=self.variable, name=level, position=len(self.levels) + 1
            )
        new = [name for name in names if name not in self.respondents]
        rows = [{"external_id": name, "position": len(self.respondents) + n} for n, name in enumerate(new)]
        self.respondents |= zip(new, work.create_many("respondent", rows), strict=True)
        background = {} if level is None else {self.variable: self.levels[level]}
        work.create_many(
            "participation",
            [
                {"respondent": self.respondents[name], "wave": self.waves[wave], "background": background}
                for name in names
            ],
        )


@made_once
def coded_survey(target: str, *paths: str, answers: int = 0, **question: Any) -> CodedSurvey:
    """Make a project with a coder Kari, a question, codes from a file, and answers in one unnamed wave."""
    survey = CodedSurvey(new_project(target))
    survey.add_coder("kari")
    settings = {
        "unit": "answer",
        "quantify": "list",
        "counts": "responsible",
        "reading_order": "file",
        "seed": "frø",
    }
    with survey.act("import") as work:
        survey.codebook = work.create("codebook", name=QUESTION, exclusive=0)
        survey.question = work.create(
            "question", key=QUESTION, position=1, codebook=survey.codebook, **(settings | question)
        )
    if paths:
        survey.add_codes(*paths)
    if answers:
        survey.add_answers([f"k{number:06}" for number in range(answers)])
    return survey


def sets_with_counts(counts: Mapping[str, int], n_answers: int, seed: int = 1) -> list[list[str]]:
    """Return a set of codes per answer so that each code stands in as many answers as wanted."""
    chance = random.Random(seed)  # any sets will do, as long as they are the same in every run
    sets: list[list[str]] = [[] for _ in range(n_answers)]
    for code, count in counts.items():
        for place in chance.sample(range(n_answers), count):
            sets[place].append(code)
    return sets
