"""Two passes over real answers: what the project says of them is what was counted elsewhere."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from coder.usecases.agreement.disagreements import disagreements
from coder.usecases.agreement.project_agreement import agreement_of
from tests.builders import ask
from tests.usecases.small_projects import QUESTION, imported, small_project

# Of the two other questions, some quotations have no respondent.
SETS = [
    ("q15_hva_skal_til", "arbeidstiltak", "arbeidstiltak.csv", "hva_skal_til"),
    ("q7_nei", "ip_nei", "ip_prioritering.csv", "hvis_nei_hvorfor_ikke"),
]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
@pytest.mark.parametrize(("counted", "name", "survey", "column"), SETS)
def test_real_codings_agree_as_was_counted(
    shared_data: Path, tmp_path: Path, counted: str, name: str, survey: str, column: str
) -> None:
    gold = shared_data / "gold"
    answers = [row for row in rows(shared_data / survey) if row["aar"] == "2016" and row[column].strip()]
    texts = {row["respondent_id"]: row[column] for row in answers}
    codes = [
        " > ".join(filter(None, (row.get("theme"), row["code"])))
        for row in rows(gold / f"codebook_{name}.csv")
    ]
    engine = small_project(str(tmp_path / "p.sqlite"), texts, codes)
    imported(engine, gold / f"{name}_codings.csv", own_name="A")
    [expected] = [row for row in rows(shared_data / "gold_agreement.csv") if row["question_id"] == counted]
    found = ask(engine, lambda work: agreement_of(work, QUESTION, replicates=0))
    compared = found.compared
    assert len(compared.answers) == int(expected["quotes"])
    assert sum(answer.is_equal for answer in compared.answers) == int(expected["identical_sets"])
    assert len(disagreements(compared)) == len(compared.answers) - int(expected["identical_sets"])
    jaccard = found.overall("mean_jaccard")
    assert jaccard is not None
    assert jaccard.value == pytest.approx(float(expected["mean_jaccard"]), abs=6e-5)
    cells = [
        sum(int(value.value or 0) for path in found.report.codes if (value := found.of_pair(cell, path)))
        for cell in "abcd"
    ]
    assert cells == [int(expected[name]) for name in ("both", "only_A", "only_B", "neither")]
