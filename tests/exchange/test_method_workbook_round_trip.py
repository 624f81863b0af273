"""Any project written as a workbook of the method, and read where there is none, says the same."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coder.domain.codebook import CodeRow, CodeText, clean_text, clean_values
from coder.domain.portable import FileMarks, PortableCode, PortableProject, PortableVariable
from coder.exchange.method_workbook.layout import as_written
from coder.exchange.method_workbook.portable import portable_of
from coder.exchange.method_workbook.reader import read_method_workbook
from coder.exchange.method_workbook.writer import write_method_workbook
from tests.exchange.portable_projects import assert_same, portable_projects, read_back, stored

MARKS = FileMarks("coder", "prøve")


def without_what_is_told(project: PortableProject, coder: str) -> PortableProject:
    """Leave out what the losses name: others' codings, excerpts, weights, who did not answer, …"""
    answers = tuple(replace(each, text=as_written(each.text or "")) for each in project.answers)
    asked = {(each.respondent, each.wave) for each in answers}
    taking = tuple(
        replace(each, weight=None, returned=True)
        for each in project.participations
        if (each.respondent, each.wave) in asked
    )
    used = {name for each in taking for name in each.background}
    return replace(
        project,
        coders=tuple(each for each in project.coders if each.name == coder),
        waves=tuple(dict.fromkeys(each.wave for each in answers)),
        variables=tuple(
            PortableVariable(each.uid, each.name) for each in project.variables if each.name in used
        ),
        codebooks=tuple(
            replace(book, codes=tuple(map(_as_listed, book.codes))) for book in project.codebooks
        ),
        questions=tuple(replace(each, text=as_written(each.text)) for each in project.questions),
        participations=taking,
        answers=answers,
        coded=tuple(each for each in project.coded if each.coder == coder),
        codings=tuple(replace(each, excerpts=()) for each in project.codings if each.coder == coder),
        notes=tuple(
            replace(each, text=clean_text(as_written(each.text)))
            for each in project.notes
            if each.answer is not None and each.coder == coder
        ),
    )


def _as_listed(code: PortableCode) -> PortableCode:
    row, text = code.row, code.row.text
    kept = CodeText(
        clean_text(as_written(text.definition)),
        clean_text(as_written(text.use_when)),
        clean_text(as_written(text.not_when)),
        clean_values(map(as_written, text.examples)),
    )
    path = tuple(map(as_written, row.path))
    is_listed = row.codable and not row.retired
    return replace(
        code,
        row=CodeRow(path, row.kind, row.codable, "", row.retired, kept if is_listed else CodeText()),
    )


@pytest.mark.slow
@pytest.mark.parametrize("guard", [False, True])
@given(data=st.data())
@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_any_project_comes_back_as_it_was(guard: bool, data: st.DataObject) -> None:
    project = data.draw(portable_projects(many_codes=False))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ut.xlsx"
        write_method_workbook(file, project, coder="kari", marks=MARKS, formula_guard=guard)
        found = portable_of(read_method_workbook(file))
        expected = without_what_is_told(project, "kari")
        assert not found.losses
        assert_same(expected, found.project, but=["levels", "respondents", "uids", "notes"])
        engine, told = stored(Path(folder), found.project, create_codes=True)
        assert not told.losses
        assert_same(expected, read_back(engine), but=["levels", "respondents", "uids", "codebooks"])
        engine.dispose()
