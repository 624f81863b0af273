"""The demo: a throw-away project from the shipped survey, coded as far as its two coders came."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coder import platform
from coder.messages import _
from coder.resources import demo_survey_folder
from coder.store.engine import Engine
from coder.store.project import create_project
from coder.store.unit_of_work import Writing, writing

CODER = "Koder A"
"""Whose work the demo goes on with."""

QUESTION = "hva_skal_til"
ATTRIBUTES = ("kommunestorrelse", "fylke", "samarbeid_nav")
QUESTIONS = {
    "hva_skal_til": "Hva skal til for at flere med psykiske helseproblemer eller rusproblemer "
    "kommer i arbeid og blir der?",
    "forventninger": "Hva venter dere av den nye planen for psykisk helse- og rusarbeid?",
}
"""The survey's own questions, in the survey's language."""


@contextmanager
def demo_project() -> Iterator[Path]:
    """Make the demo project in a folder of its own; it is gone when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="coder-demo-"))
    try:
        platform.make_private_folder(folder)
        path = folder / "demo.sqlite"
        fill(create_project(str(path), _("Demo survey")))
        yield path
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fill(engine: Engine) -> None:
    """Import the demo survey into a new project: frame, answers, codebooks, codings."""
    from coder.store.coders import present_coder

    coder = present_coder(engine, CODER)
    for operation, act in (
        ("import_survey", _import_survey),
        ("set_question", _word_questions),
        ("import_codebook", _import_codebooks),
        ("import_codings", _import_codings),
    ):
        with writing(engine, coder_id=coder.id, operation=operation) as work:
            act(work)
    engine.dispose()


def _import_survey(work: Writing) -> None:
    from coder.exchange.roles import Roles
    from coder.exchange.survey import read_survey
    from coder.exchange.table_file import read_table
    from coder.usecases.survey.importing import import_survey

    for name, questions, attributes, weight in (
        ("frame.csv", (), ATTRIBUTES[:2], None),
        ("survey.csv", tuple(QUESTIONS), ATTRIBUTES, "vekt"),
    ):
        table = read_table(demo_survey_folder() / name)
        roles = Roles(
            id="respondent_id", questions=questions, attributes=attributes, wave_column="aar", weight=weight
        )
        import_survey(work, read_survey(table, roles))


def _word_questions(work: Writing) -> None:
    from coder.usecases.questions import change_question

    for key, text in QUESTIONS.items():
        change_question(work, key, text=text)


def _import_codebooks(work: Writing) -> None:
    from coder.store.questions import question_named
    from coder.usecases.codebook.importing import import_codebook, read_codebook

    for key in QUESTIONS:
        file = read_codebook(demo_survey_folder() / f"codebook_{key}.csv")
        import_codebook(work, question_named(work, key).codebook_id, file)


def _import_codings(work: Writing) -> None:
    from coder.usecases.exchange.codings_files import import_codings, read_codings_file

    for key in QUESTIONS:
        file = read_codings_file(demo_survey_folder() / f"codings_{key}.csv")
        import_codings(work, key, file, own_name=CODER)
