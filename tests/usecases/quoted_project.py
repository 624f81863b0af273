"""A small project whose text becomes documents: themes, excerpts, two written forms, size classes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from coder.domain.passages import PassageKey
from coder.store.unit_of_work import reading
from coder.usecases.privacy.disclose import findings_of
from coder.usecases.privacy.privacy_decisions import Pointed, decide
from coder.usecases.privacy.privacy_names import privacy_check
from coder.usecases.report.passages import star
from coder.usecases.report.quotes_file import made_quotes
from coder.usecases.report.quotes_made import MadeQuotes
from coder.usecases.report.quotes_options import QuotesOptions
from coder.usecases.report.theme_reading import theme_reading
from tests.builders import (
    SmallProject,
    act,
    add_answers,
    add_coder,
    add_codes,
    add_question,
    code_answer,
    finish,
    new_project,
)
from tests.made_once import made_once

QUESTION = "hva_skal_til"
TEXTS = (
    "Bedre møter med fastlegen. Vi trenger flere folk.",
    "Vi treng fleire folk. Det tek for lang tid.",
    "Tettere samarbeid med legene i Lillevik.",
    "Vet ikke",
    "Flere folk. Noe helt annet til slutt. Og enda mer.",
    "Dette er ikke kodet ferdig.",
    "Samarbeid, folk og tid: alt sammen.",
)
SIZES = ("<2000", "<2000", "<2000", "<2000", "<2000", "<2000", "50000 og større")
OTHER_QUESTION = "anna"
NYNORSK = "Ikkje noko meir. Vi treng fleire ressursar, og kommunane vert ikkje høyrde."
"""What those of the smallest size write of other things: a quotation in nynorsk may be of any of them."""
CODES = ("Samarbeid > Lege", "Ressurser > Folk", "Ressurser > Tid", "Vet ikke")


@made_once
def quoted_project(
    folder: Path, *, quantify: str = "list", third: str = TEXTS[2], sizes: Sequence[str] = SIZES
) -> SmallProject:
    """Make it: six of seven answers done, three sentences without a code; the third is coded as a whole."""
    engine = new_project(folder / "p.sqlite")
    question_id = add_question(engine, QUESTION, unit="sentence")
    answers = add_answers(
        engine, question_id, [*TEXTS[:2], third, *TEXTS[3:]], background={"storrelse": sizes}
    )
    add_answers(engine, add_question(engine, OTHER_QUESTION), [NYNORSK] * 6)
    codes = add_codes(engine, question_id, *CODES)
    kari = add_coder(engine, "kari")
    act(engine, kari, "set_question", lambda work: work.update("question", question_id, quantify=quantify))
    project = SmallProject(engine, question_id, answers, codes, kari, add_coder(engine, "ola"))
    _code(project)
    return project


def _code(project: SmallProject) -> None:
    lege, folk, tid, vet_ikke = project.codes
    placed = [
        (0, lege, ["Bedre møter med fastlegen."]),
        (0, folk, ["Vi trenger flere folk."]),
        (1, folk, ["Vi treng fleire folk."]),
        (1, tid, ["Det tek for lang tid."]),
        (2, lege, []),
        (3, vet_ikke, []),
        (4, folk, ["Flere folk."]),
        (5, tid, []),
        (6, lege, ["Samarbeid"]),
        (6, folk, ["folk"]),
        (6, tid, []),
    ]
    for place, code, words in placed:
        text = TEXTS[place]
        spans = [(text.index(each), text.index(each) + len(each)) for each in words]
        code_answer(project.engine, project.answers[place], code, project.kari, spans)
    for place, answer in enumerate(project.answers):
        if place != 5:
            finish(project.engine, answer, project.kari)


def key_of(project: SmallProject, code: int, words: str) -> PassageKey:
    """Return which passage under a code says this."""
    with reading(project.engine) as work:
        found = theme_reading(work, project.question_id)
    [key] = [
        passage.key
        for heading in found.headings
        for passage in heading.passages
        if passage.code_id == code and passage.words == words
    ]
    return key


def star_words(project: SmallProject, code: int, words: str) -> None:
    """Choose a passage."""
    key = key_of(project, code, words)
    act(project.engine, project.kari, "star_passage", lambda work: star(work, [key]))


def decide_on(project: SmallProject, mention: str, choice: Any, **more: Any) -> None:
    """Decide on a mention wherever the check finds it."""

    def do(work: Any) -> None:
        found = [
            each
            for each in findings_of(work, privacy_check(), project.question_id)
            if each.mention == mention
        ]
        assert found
        decide(work, [Pointed.of(each) for each in found], choice, **more)

    act(project.engine, project.kari, "decide_findings", do)


def internal(engine: Engine, **options: object) -> MadeQuotes:
    """Make the document of everything."""
    return made_quotes(engine, QUESTION, QuotesOptions("internal", **options))  # type: ignore[arg-type]  # as given


def report(engine: Engine, **options: object) -> MadeQuotes:
    """Make the document for readers."""
    return made_quotes(engine, QUESTION, QuotesOptions("report", **options))  # type: ignore[arg-type]  # as given
