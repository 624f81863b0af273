"""Documents through a reporting layer: its headings, names and order, and no text lost among ourselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from coder.domain.reporting_layer import ReportingLayer, UnknownLayerError
from coder.store import schema
from coder.store.unit_of_work import Writing
from coder.usecases.questions import change_question
from coder.usecases.report.analyses import write_analysis
from tests.builders import SmallProject, act, ask, code_answer
from tests.usecases.quoted_project import QUESTION, TEXTS, internal, quoted_project, report, star_words


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return quoted_project(tmp_path)


def _uids(project: SmallProject) -> list[str]:
    rows = ask(project.engine, lambda work: dict(work.connection.execute(_UIDS).all()))
    return [rows[code] for code in project.codes]


_UIDS = schema.code.select().with_only_columns(schema.code.c.id, schema.code.c.uid)


def _layer(project: SmallProject, layer: ReportingLayer) -> None:
    values: dict[str, Any] = layer.written()
    act(
        project.engine,
        project.kari,
        "save_layer",
        lambda work: work.create("layer", question=project.question_id, name="rapport", content=values),
    )


def _headings(document: Any) -> list[tuple[int, str]]:
    return [(section.level, section.heading) for section in document.sections]


def _texts(document: Any, heading: str) -> Sequence[str]:
    return [quotation.text for headings, quotation in document.quoted() if headings[-1] == heading]


def test_folded_codes_share_a_heading_and_count_each_answer_once(project: SmallProject) -> None:
    _lege, folk, tid, _vet_ikke = _uids(project)
    _layer(project, ReportingLayer().folded([folk, tid], "Folk og tid"))
    document = internal(project.engine, layer="rapport").document
    assert _texts(document, "Folk og tid") == [
        "Vi trenger flere folk.",
        "Vi treng fleire folk.",
        "Flere folk.",
        "folk",
        "Det tek for lang tid.",
        TEXTS[6],
    ]
    [section] = [each for each in document.sections if each.heading == "Folk og tid"]
    assert section.facts[0] == "4 of 6 answers · 6 excerpts"
    assert "Folk, Tid" in section.facts[1]


def test_a_fold_counts_none_but_those_who_were_asked(project: SmallProject) -> None:
    _lege, folk, tid, _vet_ikke = _uids(project)
    _layer(project, ReportingLayer().folded([folk, tid], "Folk og tid"))
    act(
        project.engine,
        project.kari,
        "set_question",
        lambda work: change_question(work, QUESTION, asked_if=("storrelse", ["<2000"])),
    )
    document = internal(project.engine, layer="rapport").document
    [section] = [each for each in document.sections if each.heading == "Folk og tid"]
    assert section.facts[0] == "3 of 5 answers · 6 excerpts"


def test_an_excerpt_that_two_folded_codes_share_is_quoted_when_one_of_them_has_a_star_on_it(
    project: SmallProject,
) -> None:
    _lege, folk, tid, _vet_ikke = _uids(project)
    words = "Det tek for lang tid."
    span = (TEXTS[1].index(words), TEXTS[1].index(words) + len(words))
    code_answer(project.engine, project.answers[1], project.codes[1], project.kari, [span])
    star_words(project, project.codes[2], words)
    _layer(project, ReportingLayer().folded([folk, tid], "Folk og tid"))
    assert _texts(report(project.engine, layer="rapport").document, "Folk og tid") == [words]


def test_what_is_written_on_folded_codes_comes_along(project: SmallProject) -> None:
    _lege, folk, tid, _vet_ikke = _uids(project)
    _layer(project, ReportingLayer().folded([folk, tid], "Folk og tid"))

    def write(work: Writing) -> None:
        write_analysis(work, project.question_id, project.codes[1], "Om folk.")
        write_analysis(work, project.question_id, project.codes[2], "Om tid.")

    act(project.engine, project.kari, "write_analysis", write)
    document = internal(project.engine, layer="rapport").document
    [section] = [each for each in document.sections if each.heading == "Folk og tid"]
    assert section.analysis == ("Om folk.", "Om tid.")


def test_headings_stand_in_the_order_of_the_layer(project: SmallProject) -> None:
    _lege, folk, tid, vet_ikke = _uids(project)
    _layer(project, ReportingLayer(order=(vet_ikke, tid, folk)))
    document = internal(project.engine, layer="rapport").document
    assert [heading for _level, heading in _headings(document)][:6] == [
        *("Vet ikke", "Samarbeid", "Lege"),
        *("Ressurser", "Tid", "Folk"),
    ]


def test_readers_see_the_names_of_the_layer(project: SmallProject) -> None:
    _lege, folk, _tid, _vet_ikke = _uids(project)
    _layer(project, ReportingLayer().labelled(folk, {"en": "More people"}))
    document = report(project.engine, layer="rapport", per_code=1, codes=("Ressurser",)).document
    assert "More people" in [heading for _level, heading in _headings(document)]
    assert "Folk" in [
        heading for _level, heading in _headings(internal(project.engine, layer="rapport").document)
    ]


def test_readers_see_what_a_fold_holds_by_public_names(project: SmallProject) -> None:
    _lege, folk, tid, _vet_ikke = _uids(project)
    layer = ReportingLayer().folded([folk, tid], "Folk og tid").labelled(folk, {"en": "More people"})
    _layer(project, layer)
    [codes] = report(project.engine, layer="rapport", per_code=1).document.appendices[0].tables
    [meaning] = [row.cells[0].text for row in codes.rows if row.label == "Folk og tid"]
    assert "More people, Tid" in meaning


def test_a_dropped_heading_is_left_out_for_readers_and_told_but_not_among_ourselves(
    project: SmallProject,
) -> None:
    lege, _folk, _tid, vet_ikke = _uids(project)
    _layer(project, ReportingLayer().without_rows([vet_ikke, lege]))
    made = report(project.engine, layer="rapport", per_code=1)
    assert "Vet ikke" not in [heading for _level, heading in _headings(made.document)]
    assert "Left out by the layer: Lege, Vet ikke." in made.warnings
    assert _texts(internal(project.engine, layer="rapport").document, "Vet ikke") == ["Vet ikke"]


def test_an_unknown_layer_is_refused(project: SmallProject) -> None:
    with pytest.raises(UnknownLayerError, match="finnes_ikke"):
        internal(project.engine, layer="finnes_ikke")
