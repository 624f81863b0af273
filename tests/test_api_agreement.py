"""`project.agreement`: the numbers of `coder agreement` as a DataFrame."""

from __future__ import annotations

from pathlib import Path

import pytest

import coder
from coder.usecases.second_coder.blindness import BlindError
from tests.usecases.blind_rounds import draw
from tests.usecases.double_coded import QUESTION, double_coded


@pytest.mark.slow
def test_agreement_is_a_frame_by_code_with_the_whole_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "p.sqlite"
    double_coded(target, {"kari": ["l", "ls", "", "u"], "ola": ["l", "s", "", "u"]}).engine.dispose()
    with coder.open(str(target), language="en") as project:
        frame = project.agreement(QUESTION, replicates=100)
    assert frame.loc["Pengar > Løn", ["a", "b", "c", "d"]].tolist() == [1, 1, 0, 2]
    assert frame.loc["Pengar > Utstyr", "krippendorff_alpha"] == 1
    assert frame["krippendorff_alpha"].isna()["Anna"]
    assert frame.attrs["overall"]["exact_match"]["value"] == 0.75
    assert frame.attrs["coders"] == {"A": "kari", "B": "ola"}
    assert frame.attrs["answers"] == 4


def test_who_codes_blind_gets_none(tmp_path: Path) -> None:
    target = tmp_path / "p.sqlite"
    made = double_coded(target, {"kari": ["l", "s"], "ola": [None, None]})
    draw(made, "ola")
    made.engine.dispose()
    with coder.open(str(target), name="ola", language="en") as project, pytest.raises(BlindError):
        project.agreement(QUESTION)
