"""A project in which what one respondent wrote stands in every place it can, for tests of forgetting."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from coder.domain.passages import PassageKey
from coder.store.backup import backup_to, write_backup
from coder.store.engine import project_file
from coder.store.notes import NotedOn
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.growth import define_code
from coder.usecases.coding.notes import write_note
from coder.usecases.privacy.privacy_decisions import DECIDE, Pointed, decide
from coder.usecases.report.analyses import write_analysis, write_lead_in
from coder.usecases.report.passages import star, translate
from coder.usecases.survey.changed import replace_changed
from coder.usecases.survey.plan import ChangedText, ImportedText
from coder.usecases.survey.sentences import follow_texts
from tests.builders import (
    SmallProject,
    act,
    add_answers,
    add_question,
    code_answer,
    finish,
    small_project,
)
from tests.made_once import made_once

FIRST = "Ventetida hos barnevernet på Fjellheim er rett og slett uforsvarleg lang."
SAID = "Ventetida hos barnevernet på Fjellheim er uforsvarleg lang. Åtte månader «i kø» & meir!"
OTHER = "Lærarane seier at dei ikkje får svar på meldingane sine frå oss."
NOTE = "Ringte henne: saka gjeld nevøen, seier ho."
TRANSLATION = "The waiting time at Fjellheim is indefensible."
QUOTE = "barnevernet på Fjellheim er uforsvarleg"
TEXTS = (SAID, "Vi treng fleire folk.", "Vet ikkje")
THEIRS = (FIRST, SAID, OTHER, NOTE, TRANSLATION, QUOTE, "nevøen", "Fjellheim")
"""What must be found nowhere afterwards."""


@made_once
def forgettable(folder: Path | str) -> SmallProject:
    """Make it: r1 wrote, was imported again with another text, coded, noted on, translated, quoted."""
    return _made(folder, backed_up=False)


def forgettable_backed_up(folder: Path) -> SmallProject:
    """Make it, backed up twice, each time beside the project and among its backups."""
    return _made(folder, backed_up=True)


def _made(folder: Path | str, *, backed_up: bool) -> SmallProject:
    target = str(folder) if "://" in str(folder) else str(Path(folder) / "p.sqlite")
    made = small_project(target, texts=[FIRST, *TEXTS[1:]])
    engine, answer, kari, ola = made.engine, made.answers[0], made.kari, made.ola
    if backed_up:
        _back_up(engine)
    _import_again(made)
    other = add_question(engine, "anna")
    add_answers(engine, other, {"r1": OTHER, "r2": "Ingen ting."})
    code_answer(engine, answer, made.codes[0], kari, [_span("Åtte månader «i kø» & meir!")])
    code_answer(engine, answer, made.codes[1], kari)
    code_answer(engine, answer, made.codes[0], ola)
    code_answer(engine, made.answers[1], made.codes[1], kari, [(0, 21)])
    for coder in (kari, ola):
        finish(engine, answer, coder)
    finish(engine, made.answers[1], kari)
    _words_about_it(made)
    _quotations(made)
    if backed_up:
        _back_up(engine)
    return made


def _span(words: str) -> tuple[int, int]:
    return SAID.index(words), SAID.index(words) + len(words)


def _back_up(engine: Engine) -> None:
    file = project_file(engine)
    if file is not None:
        write_backup(engine, why="test")
        number = len(list(file.parent.glob("own-*.sqlite")))
        backup_to(engine, file.with_name(f"own-{number}.sqlite"))


def _import_again(made: SmallProject) -> None:
    def do(work: Writing) -> None:
        imported = ImportedText(1, "r1", "", "hva_skal_til", SAID)
        replace_changed(work, [ChangedText(imported, made.answers[0], FIRST)])
        follow_texts(work)

    act(made.engine, made.kari, "import_survey", do)


def _words_about_it(made: SmallProject) -> None:
    answer, code = made.answers[0], made.codes[1]
    key = PassageKey(answer, code, None)
    pointed = Pointed(answer, _span("Fjellheim"), "place", "high")
    act(made.engine, made.kari, "star_passage", lambda work: star(work, [key]))
    act(made.engine, made.kari, "translate_passage", lambda work: translate(work, key, TRANSLATION))
    for text in (f"{NOTE} (kladd)", NOTE):
        act(
            made.engine,
            made.ola,
            "write_note",
            partial(write_note, on=NotedOn.ANSWER, on_id=answer, coder_id=made.ola, text=text),
        )
    act(made.engine, made.kari, DECIDE, lambda work: decide(work, [pointed], "keep", reason=f"Om {QUOTE}."))


def _quotations(made: SmallProject) -> None:
    code, question = made.codes[2], made.question_id
    for examples in (f"«{QUOTE.upper()}», sa éin. Eige ord.", f"Sjå: «{QUOTE}». Eige ord."):
        act(
            made.engine,
            made.kari,
            "define_code",
            partial(define_code, code_id=code, examples=[examples]),
        )
    act(
        made.engine,
        made.kari,
        "write_analysis",
        lambda work: write_analysis(work, question, code, f"Mange ventar.\n\n«{SAID}»\n\nSlik er det."),
    )
    act(
        made.engine,
        made.kari,
        "write_lead_in",
        lambda work: write_lead_in(work, question, None, "Som éin skriv:"),
    )


def found_in(folders: list[Path], words: str) -> list[str]:
    """Return the files, and what is packed in them, in whose bytes words stand, however they are written."""
    escaped = json.dumps(words)[1:-1]
    sought = {each.encode(how) for each in (words, escaped) for how in ("utf-8", "utf-16-le", "utf-16-be")}
    return [name for name, content in _contents(folders) if any(each in content for each in sought)]


def _contents(folders: list[Path]) -> Iterator[tuple[str, bytes]]:
    for folder in folders:
        for file in folder.rglob("*"):
            if not file.is_file():
                continue
            yield file.name, file.read_bytes()
            if zipfile.is_zipfile(file):
                with zipfile.ZipFile(file) as packed:
                    yield from ((f"{file.name}:{name}", packed.read(name)) for name in packed.namelist())


def is_whole_file(file: Path) -> bool:
    """Tell whether SQLite finds a file sound."""
    connection = sqlite3.connect(file)
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        connection.close()
