"""R runs our script on each kind of file, and counts what we count; Stata is not at hand."""

from __future__ import annotations

import csv
import os
import subprocess
from pathlib import Path

import pytest

from tests.exchange.statistics.hostile_project import LEVELS, hostile_project
from tests.exchange.statistics.written_files import written
from tests.outside import program
from tests.peers.test_pspp import expected

COUNT = """
source("ut.R", encoding = "UTF-8")
for (question in unique(variables$question[variables$role == "status"])) {
  utils::write.csv(frequencies(question), paste0(question, ".csv"), row.names = FALSE, fileEncoding = "UTF-8")
}
size <- data[[variables$variable[variables$label == strrep("x", 300)]]]
stopifnot(identical(levels(size), c("Sm\\u00e5", "Store, \\u00abby\\u00bb")), sum(is.na(size)) > 0)
stopifnot(identical(levels(data$q1_k001), c("Not mentioned", "Mentioned")))
stopifnot(is.character(data$resp_id), data$resp_id[1] == "001", is.numeric(data$vekt))
"""


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
@pytest.mark.parametrize("suffix", ["sav", "dta", "csv"])
def test_r_counts_what_we_count(tmp_path: Path, suffix: str, locale: str) -> None:
    project = hostile_project()
    written(tmp_path / f"ut.{suffix}", project)
    (tmp_path / "tell.R").write_text(COUNT, encoding="ascii")
    done = subprocess.run(
        [program("Rscript"), "tell.R"],
        cwd=tmp_path,
        env=os.environ | {"LC_ALL": locale},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert b"arning" not in done.stderr, done.stderr.decode(errors="replace")
    with (tmp_path / "ut_variabler.csv").open(encoding="utf-8", newline="") as file:
        uids = {each["variable"]: each["uid"] for each in csv.DictReader(file)}
    for question in project.questions:
        with (tmp_path / f"{question.key}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == 11
        for row in rows:
            n, count = expected(project, question.key, uids[row["variable"]])
            assert int(row["count"]) == count
            assert int(row["percent"]) == int(100 * count / n + 0.5)
    assert len(LEVELS) == 6
