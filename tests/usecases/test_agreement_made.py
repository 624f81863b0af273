"""Tables of agreement made again: from their files, as they were and as they would be today."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coder.documents.provenance_in import NoProvenanceError, provenance_in
from coder.store.unit_of_work import Writing
from coder.usecases.agreement.overall import overall_table
from coder.usecases.agreement.project_agreement import RoundAsked, agreement_of
from coder.usecases.agreement.provenance import agreement_provenance
from coder.usecases.agreement.rounds import agreement_of_rounds, rounds_table
from coder.usecases.agreement.table import codes_table
from coder.usecases.coding.setting import set_code
from coder.usecases.tables.any_table import AnyTable
from coder.usecases.tables.made_again import made_again
from tests.builders import act, ask
from tests.made_once import made_once
from tests.usecases.blind_rounds import close, code_blind, draw
from tests.usecases.double_coded import QUESTION, DoubleCoded, double_coded

ENDS = (".csv", ".json", ".docx", ".xlsx", ".html", ".md", ".tex", ".odt")


@pytest.fixture
@made_once
def project(tmp_path: Path) -> DoubleCoded:
    """Two blind rounds of four answers, the second with Per; Kari changes her mind after each table."""
    kari = ["l", "ls", "", "u", "k", "s", "a", "l"]
    given: dict[str, list[str | None]] = {"kari": list(kari), "ola": [None] * 8, "per": [None] * 8}
    project = double_coded(tmp_path / "p.sqlite", given)
    for number, name in ((1, "ola"), (2, "per")):
        drawn = draw(project, name, size=4)
        assert drawn.round == number
        code_blind(project, project.people[name], {place: kari[place][:1] for place in range(8)})
        close(project, number)
    return project


def table(
    project: DoubleCoded,
    which: str = "codes",
    coders: tuple[str, ...] = (),
    round_asked: RoundAsked = None,
) -> AnyTable:
    if which == "rounds":
        return rounds_table(ask(project.engine, lambda work: agreement_of_rounds(work, QUESTION, coders)))
    found = ask(
        project.engine, lambda work: agreement_of(work, QUESTION, coders, round_asked, replicates=100, seed=3)
    )
    make: Callable[..., AnyTable] = {"codes": codes_table, "overall": overall_table}[which]
    return make(found, agreement_provenance(found, which))


def change(project: DoubleCoded) -> None:
    """Kari gives every answer a code more."""

    def do(work: Writing) -> None:
        for answer_id in project.answers:
            set_code(work, answer_id, project.codes["k"], project.people["kari"])

    act(project.engine, project.people["kari"], "set_code", do)


@pytest.mark.slow
@pytest.mark.parametrize("end", ENDS)
def test_a_table_of_agreement_in_any_format_comes_out_equal(
    end: str, project: DoubleCoded, tmp_path: Path
) -> None:
    path = tmp_path / f"samsvar{end}"
    table(project, round_asked="now").write(path)
    change(project)
    found = made_again(project.engine, path)
    assert found.is_equal, found.in_file
    assert found.today


@pytest.mark.slow
@pytest.mark.parametrize("which", ["codes", "overall", "rounds"])
@pytest.mark.parametrize("end", [".csv", ".docx"])
def test_a_closed_round_is_as_it_was_today_too(
    which: str, end: str, project: DoubleCoded, tmp_path: Path
) -> None:
    path = tmp_path / f"samsvar{end}"
    table(project, which).write(path)
    change(project)
    found = made_again(project.engine, path)
    assert found.is_equal, found.in_file
    assert found.today == ()


@pytest.mark.slow
@pytest.mark.parametrize("end", [".svg", ".png"])
def test_the_figure_of_rounds_is_made_again(end: str, project: DoubleCoded, tmp_path: Path) -> None:
    path = tmp_path / f"runder{end}"
    table(project, "rounds").write(path)
    assert made_again(project.engine, path).is_equal


@pytest.mark.slow
@pytest.mark.parametrize("round_asked", ["now", "all", 1])
def test_only_the_coders_asked_for_are_in_it_again(
    round_asked: RoundAsked, project: DoubleCoded, tmp_path: Path
) -> None:
    path = tmp_path / "samsvar.csv"
    table(project, coders=("ola", "kari"), round_asked=round_asked).write(path)
    found = made_again(project.engine, path)
    assert (found.is_equal, found.today) == (True, ())
    assert "kari" not in str(provenance_in(path))


def test_a_file_that_says_something_else_is_refused(project: DoubleCoded, tmp_path: Path) -> None:
    path = tmp_path / "samsvar.json"
    table(project).write(path)
    path.write_text(path.read_text("utf-8").replace('"table": "codes"', '"table": "kart"'), "utf-8")
    with pytest.raises(NoProvenanceError):
        made_again(project.engine, path)


@pytest.mark.slow
@pytest.mark.parametrize("which", ["codes", "overall", "rounds"])
def test_no_file_names_a_coder(which: str, project: DoubleCoded, tmp_path: Path) -> None:
    for end in (".json", ".csv", ".md"):
        path = tmp_path / f"samsvar{end}"
        table(project, which).write(path)
        text = path.read_text("utf-8")
        assert not any(name in text for name in ("kari", "ola", 'per"')), end


@pytest.mark.slow
def test_a_coder_has_the_same_letter_in_every_round(project: DoubleCoded) -> None:
    values = table(project, "rounds").values()
    assert [set(each["coders"]) for each in values["rounds"]] == [
        {"Coder A", "Coder B"},
        {"Coder A", "Coder C"},
    ]
