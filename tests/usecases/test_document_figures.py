"""Figures in the notes of a report tell nothing that exported tables hide, and tables nothing they told."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.store.exports import exports_of
from coder.store.questions import question_named
from coder.tables.options import TableOptions
from coder.usecases.exchange.exports import withdraw_export
from coder.usecases.report.analyses import write_analysis
from coder.usecases.report.document_figures import FiguresGiveAwayError
from coder.usecases.report.quotes_file import write_quotes
from coder.usecases.report.quotes_made import MadeQuotes
from coder.usecases.report.quotes_report import UnfilledFiguresError
from coder.usecases.tables.export import ExportedMeanwhileError, exported_table
from coder.usecases.tables.finish import GivenAwayError
from coder.usecases.tables.frequency_table import frequency_table
from coder.usecases.tables.layers import fold_codes
from tests.builders import SmallProject, act, add_answers, ask, code_answer, finish
from tests.made_once import made_once
from tests.usecases.quoted_project import QUESTION, quoted_project, report, star_words


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    """Thirty answers more, one of them about «Vet ikke»; a note that tells of it."""
    made = quoted_project(tmp_path)
    _lege, folk, tid, vet_ikke = made.codes
    more = add_answers(made.engine, made.question_id, {f"m{n}": "Flere folk." for n in range(30)})
    for place, answer in enumerate(more):
        code_answer(made.engine, answer, vet_ikke if place == 0 else tid if place < 12 else folk, made.kari)
        finish(made.engine, answer, made.kari)
    star_words(made, folk, "Vi treng fleire folk.")
    note(made, "{antall:Vet ikke} av {N} vet ikke, {antall:Folk} nevner folk.")
    return made


def note(project: SmallProject, text: str) -> None:
    act(
        project.engine,
        project.kari,
        "write_analysis",
        lambda work: write_analysis(work, project.question_id, None, text),
    )


def export_table(project: SmallProject, file: Path, k: int | None) -> None:
    options = TableOptions(min_cell=k)
    ways = {"coder_id": project.kari, "named": "csv", "file": file}
    with exported_table(project.engine, QUESTION, options, **ways) as (_table, new):  # type: ignore[arg-type]  # as named
        new.write_text("", encoding="utf-8")


def said(made: MadeQuotes) -> str:
    return made.document.sections[0].analysis[0]


def test_without_hidden_counts_figures_are_told(project: SmallProject) -> None:
    assert said(report(project.engine)) == "2 av 36 vet ikke, 22 nevner folk."


def test_a_count_that_an_exported_table_hides_is_hidden_in_notes_too(
    project: SmallProject, tmp_path: Path
) -> None:
    export_table(project, tmp_path / "tabell.csv", 5)
    made = report(project.engine)
    assert said(made).startswith(": av 36 vet ikke")
    assert any(each.startswith("{antall:Vet ikke}: the figure is hidden") for each in made.warnings)
    assert any("«:» = fewer than 5 answers" in each for each in made.document.colophon)


def test_figures_are_told_again_once_the_table_is_withdrawn(project: SmallProject, tmp_path: Path) -> None:
    export_table(project, tmp_path / "tabell.csv", 5)
    act(project.engine, project.kari, "withdraw", lambda work: withdraw_export(work, 1, "aldri sendt"))
    assert said(report(project.engine)).startswith("2 av 36")


def test_what_a_report_told_is_no_longer_hidden_by_a_table(project: SmallProject, tmp_path: Path) -> None:
    write_quotes(project.engine, project.kari, report(project.engine), tmp_path / "rapport.md")
    with pytest.raises(GivenAwayError, match=r"rapport\.md"):
        frequency_table(project.engine, QUESTION, TableOptions(min_cell=5))


def test_a_report_without_figures_stands_in_nobodys_way(project: SmallProject, tmp_path: Path) -> None:
    note(project, "Noen vet ikke.")
    write_quotes(project.engine, project.kari, report(project.engine), tmp_path / "rapport.md")
    [export] = ask(project.engine, exports_of)
    assert (export.cells, export.min_cell) == (None, None)
    assert frequency_table(project.engine, QUESTION, TableOptions(min_cell=5)).base == 36


@pytest.mark.slow
def test_a_report_with_hidden_figures_keeps_them_hidden_after_it(
    project: SmallProject, tmp_path: Path
) -> None:
    export_table(project, tmp_path / "tabell.csv", 5)
    write_quotes(project.engine, project.kari, report(project.engine), tmp_path / "rapport.md")
    assert ask(project.engine, exports_of)[-1].min_cell == 5
    assert said(report(project.engine)).startswith(": av 36")


@pytest.mark.slow
def test_a_report_is_refused_where_a_table_without_k_has_told_what_another_hides(
    project: SmallProject, tmp_path: Path
) -> None:
    export_table(project, tmp_path / "tabell.csv", 5)
    export_table(project, tmp_path / "alt.csv", None)
    with pytest.raises(FiguresGiveAwayError, match="coder exports") as caught:
        report(project.engine)
    assert caught.value.exit_code == 1
    assert "alt.csv" in str(caught.value)


@pytest.mark.slow
def test_a_report_is_made_anew_where_a_table_left_meanwhile(project: SmallProject, tmp_path: Path) -> None:
    made = report(project.engine)
    export_table(project, tmp_path / "tabell.csv", 5)
    with pytest.raises(ExportedMeanwhileError):
        write_quotes(project.engine, project.kari, made, tmp_path / "rapport.md")
    assert not (tmp_path / "rapport.md").exists()


def test_a_figure_of_a_code_that_the_layer_folds_is_not_called_unknown(project: SmallProject) -> None:
    act(
        project.engine,
        project.kari,
        "change_layer",
        lambda work: fold_codes(
            work, question_named(work, QUESTION), "Rapport", ["Folk", "Tid"], "Annet her"
        ),
    )
    note(project, "{antall:Folk} nevner folk, {antall:Fins ikke} ikke.")
    with pytest.raises(UnfilledFiguresError) as refused:
        report(project.engine, layer="Rapport")
    folded, unknown = str(refused.value).splitlines()
    assert "»: {antall:Folk}: the table has no row for it: it is folded" in folded
    assert "»: {antall:Fins ikke}: No code named" in unknown
