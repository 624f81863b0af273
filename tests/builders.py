"""Projects built quickly for tests: a question, its answers, its codes, two coders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, func, select

from coder.domain.coding import Span
from coder.domain.question import Question
from coder.store import schema
from coder.store.check import findings
from coder.store.coders import present_coder
from coder.store.codings import codings_of
from coder.store.project import create_project
from coder.store.questions import question_named
from coder.store.sentences import replace_sentences
from coder.store.undo import take_back
from coder.store.unit_of_work import Reading, Writing, reading, writing
from coder.usecases.coding.setting import mark_done, set_code
from tests.made_once import made_once

T = TypeVar("T")

TEXTS = (
    "Bedre samarbeid med Nav lokalt.",
    "Vi manglar folk. Det tek for lang tid.",
    "Vet ikke",
    "Tettere oppfølging, og flere praksisplasser hos arbeidsgivere.",
    "Meir pengar!",
)


@dataclass(frozen=True)
class SmallProject:
    """A project with one question, a few answers and codes, and two coders."""

    engine: Engine
    question_id: int
    answers: list[int]
    codes: list[int]
    kari: int
    ola: int


@made_once
def new_project(url: str | Path, name: str = "Prøve") -> Engine:
    """Make an empty project in a file or a database."""
    return create_project(str(url), name)


@made_once
def small_project(
    url: str | Path,
    *,
    texts: Sequence[str] = TEXTS,
    codes: Sequence[str] = ("Samarbeid", "Ressurser", "Oppfølging"),
    exclusive: bool = False,
    counts: str = "responsible",
) -> SmallProject:
    """Make a project that can be coded at once, by Kari and by Ola."""
    engine = new_project(url)
    question_id = add_question(engine, "hva_skal_til", exclusive=exclusive, counts=counts)
    answers = add_answers(engine, question_id, texts)
    made = add_codes(engine, question_id, *codes)
    return SmallProject(
        engine, question_id, answers, made, add_coder(engine, "kari"), add_coder(engine, "ola")
    )


def import_real_answers(target: Path, shared_data: Path, coder: str, *only: str) -> None:
    """Import the real answers that are coded and placed, with codebook and codings, by the commands.

    Args:
        target: The project.
        shared_data: Where they lie.
        coder: Who imports.
        only: Options of the codings' import.
    """
    from click.testing import CliRunner

    from coder.cli.group import cli

    key, gold = "forventninger", shared_data / "gold"
    roles = ("--id", "respondent_id", "--question", key, "--attribute", "kommunestorrelse")
    for command in (
        ("import", shared_data / "opptrappingsplan.csv", *roles, "--wave-column", "aar"),
        ("codebook", key, "import", gold / "codebook_opptrappingsplan.csv"),
        ("codings", key, "import", gold / "opptrappingsplan_codings.csv", *only),
    ):
        done = CliRunner().invoke(cli, ["--project", str(target), "--coder", coder, *map(str, command)])
        assert done.exit_code == 0, done.output


def act(engine: Engine, coder_id: int | None, operation: str, do: Callable[[Writing], T]) -> T:
    """Carry out one act in an entry of its own; return what it returns."""
    with writing(engine, coder_id=coder_id, operation=operation) as work:
        return do(work)


def ask(engine: Engine, query: Callable[[Reading], T]) -> T:
    """Ask one thing of a project."""
    with reading(engine) as work:
        return query(work)


def add_coder(engine: Engine, name: str) -> int:
    """Make a person known; return the id."""
    return present_coder(engine, name).id


def add_question(
    engine: Engine,
    key: str,
    *,
    exclusive: bool = False,
    counts: str = "responsible",
    unit: str = "answer",
    reading_order: str = "file",
    codebook: int | None = None,
) -> int:
    """Make a question, with a codebook of its own unless one is given; return the id."""

    def make(work: Writing) -> int:
        book = codebook or work.create("codebook", name=key, exclusive=int(exclusive))
        return work.create(
            "question",
            key=key,
            position=_next(work, schema.question),
            unit=unit,
            quantify="list",
            counts=counts,
            reading_order=reading_order,
            seed="frø",
            codebook=book,
        )

    return act(engine, None, "import_survey", make)


def add_answers(
    engine: Engine,
    question_id: int,
    texts: Sequence[str] | Mapping[str, str],
    *,
    wave: str = "",
    background: Mapping[str, Sequence[str]] | None = None,
    weights: Sequence[float] | None = None,
) -> list[int]:
    """Make answers, of respondents r1, r2, … unless ids are given; return their ids.

    Args:
        engine: The project.
        question_id: The question answered.
        texts: The answers, in order or by respondent.
        wave: In which wave.
        background: Levels by variable, in the order of the answers; for respondents new in the wave.
        weights: In the order of the answers; for respondents new in the wave.
    """
    by_respondent = (
        dict(texts)
        if isinstance(texts, Mapping)
        else {f"r{number}": each for number, each in enumerate(texts, 1)}
    )

    def make(work: Writing) -> list[int]:
        wave_id = _present(work, "wave", "name", wave)
        levels = {
            _present(work, "variable", "name", name): list(values)
            for name, values in (background or {}).items()
        }
        answers = []
        for place, (external_id, body) in enumerate(by_respondent.items()):
            respondent = _present(work, "respondent", "external_id", external_id)
            _take_part(work, respondent, wave_id, place, levels, weights)
            answers.append(
                work.create(
                    "answer",
                    question=question_id,
                    respondent=respondent,
                    wave=wave_id,
                    text=body,
                    position=place + 1,
                )
            )
        spans = {
            answer: one_sentence(body) for answer, body in zip(answers, by_respondent.values(), strict=True)
        }
        replace_sentences(work, spans, 1, fresh=True)
        return answers

    return act(engine, None, "import_survey", make)


def one_sentence(body: str) -> list[Span]:
    """Take a text as its sentences by the full stops in it; good enough for a test."""
    spans: list[Span] = []
    start = 0
    for part in body.split(". "):
        end = min(start + len(part) + 1, len(body))
        spans.append((start, end))
        start = end + 1
    return spans


def add_codes(engine: Engine, question_id: int, *paths: str, coder_id: int | None = None) -> list[int]:
    """Make codes given as ``Kode`` or ``Tema > Kode``; themes are made as needed. Returns the codes' ids."""

    def make(work: Writing) -> list[int]:
        table = schema.question
        book = work.connection.scalars(select(table.c.codebook_id).where(table.c.id == question_id)).one()
        made: dict[tuple[str, ...], int] = {}
        for path in paths:
            names = tuple(path.split(" > "))
            for depth in range(1, len(names) + 1):
                if names[:depth] not in made:
                    made[names[:depth]] = _code(work, book, names[:depth], made)
        return [made[tuple(path.split(" > "))] for path in paths]

    return act(engine, coder_id, "add_code", make)


def code_answer(
    engine: Engine, answer_id: int, code_id: int, coder_id: int, excerpts: Iterable[Span] = ()
) -> None:
    """Let a coder set a code."""
    act(
        engine,
        coder_id,
        "set_code",
        lambda work: set_code(work, answer_id, code_id, coder_id, list(excerpts)),
    )


def finish(engine: Engine, answer_id: int, coder_id: int) -> None:
    """Let a coder be done with an answer."""
    act(engine, coder_id, "mark_done", lambda work: mark_done(work, answer_id, coder_id))


def coded_by(engine: Engine, coder_id: int) -> dict[int, dict[int, tuple[Span, ...]]]:
    """Return what a coder has set: excerpts by code by answer."""
    ids = ask(engine, lambda work: list(work.connection.scalars(select(schema.answer.c.id))))
    found = ask(engine, lambda work: codings_of(work, ids, coder_id))
    return {answer: {each.code_id: each.excerpts for each in codings} for answer, codings in found.items()}


def undo(engine: Engine, coder_id: int) -> int:
    """Take back a coder's latest act."""
    return act(engine, coder_id, "undo", take_back)


def redo(engine: Engine, coder_id: int) -> int:
    """Do again what a coder took back."""
    return act(engine, coder_id, "redo", take_back)


def question(engine: Engine, key: str = "hva_skal_til") -> Question:
    """Return a question as it stands now."""
    return ask(engine, lambda work: question_named(work, key))


def faults(engine: Engine) -> list[str]:
    """Return what ``project check`` finds."""
    return ask(engine, findings)


def count(engine: Engine, table: Any) -> int:
    """Count the rows of a table."""
    return ask(engine, lambda work: int(work.connection.scalar(select(func.count()).select_from(table)) or 0))


def _next(work: Reading, table: Any) -> int:
    return (work.connection.scalar(select(func.max(table.c.position))) or 0) + 1


def _present(work: Writing, noun: str, column: str, value: str, **others: Any) -> int:
    table = schema.metadata.tables[noun]
    query = select(table.c.id).where(table.c[column] == value)
    for name, other in others.items():
        query = query.where(table.c[f"{name}_id"] == other)
    found = work.connection.scalar(query)
    if found is not None:
        return int(found)
    return work.create(noun, position=_next(work, table), **{column: value}, **others)


def _take_part(
    work: Writing,
    respondent: int,
    wave: int,
    place: int,
    levels: Mapping[int, Sequence[str]],
    weights: Sequence[float] | None,
) -> None:
    table = schema.participation
    query = select(table.c.id).where(table.c.respondent_id == respondent, table.c.wave_id == wave)
    if work.connection.scalar(query) is None:
        work.create(
            "participation",
            respondent=respondent,
            wave=wave,
            weight=None if weights is None else weights[place],
            background={
                variable: _present(work, "level", "name", values[place], variable=variable)
                for variable, values in levels.items()
            },
        )


def _code(work: Writing, book: int, names: tuple[str, ...], made: Mapping[tuple[str, ...], int]) -> int:
    table = schema.code
    parent = made.get(names[:-1])
    query = select(table.c.id).where(
        table.c.codebook_id == book,
        table.c.parent_id == parent,
        table.c.name == names[-1],
        table.c.merged_into_id.is_(None),
    )
    found = work.connection.scalar(query)
    if found is not None:
        return int(found)
    return work.create(
        "code",
        codebook=book,
        parent=parent,
        name=names[-1],
        position=_next(work, table),
        kind="ordinary",
        codable=1,
        colour="",
        born=work.number,
        from_file=0,
        aliases=[],
        labels={},
    )
