"""How long a survey takes to import, after start-up, beside reading the same file with pandas.

python -m benchmarks.import_speed            # 2 000 answers, 5 background variables
python -m benchmarks.import_speed 100000
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.make_survey import BACKGROUND, make_survey
from benchmarks.timing import interleaved, report

RUNS = 5


def main() -> None:
    """Make a survey, import it into new projects, print medians."""
    units = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as folder:
        make_survey(Path(folder), units=units, questions=1)
        survey = Path(folder) / "survey.csv"
        attributes = [word for name in BACKGROUND for word in ("--attribute", name)]
        wishes = [
            str(survey),
            "--id",
            "respondent_id",
            "--question",
            "q01",
            "--wave-column",
            "aar",
            *attributes,
        ]
        project = f"{folder}/p.sqlite"
        importing = (
            "import pathlib, sys; from coder.__main__ import main; "
            f"[p.unlink() for p in pathlib.Path({folder!r}).glob('p.sqlite*')]; "
            f"sys.argv = ['coder', '--project', {project!r}, 'import', *{wishes!r}]; main()"
        )
        loading = (
            "import sqlalchemy, spacy, alembic; import coder.usecases.survey.importing, "
            "coder.exchange.survey, "
            "coder.text.sentences; coder.text.sentences.split_many(['a.'])"
        )
        found = interleaved(
            {
                "start-up (libraries loaded)": [sys.executable, "-c", loading],
                "coder import": [sys.executable, "-c", importing],
                "pandas.read_csv": [
                    sys.executable,
                    "-c",
                    f"import pandas; pandas.read_csv({str(survey)!r}, dtype=str, keep_default_na=False)",
                ],
            },
            RUNS,
        )
    report(found, beside="start-up (libraries loaded)")
    after = statistics.median(found["coder import"]) - statistics.median(found["start-up (libraries loaded)"])
    sys.stdout.write(
        f"{units} answers, {len(BACKGROUND)} background variables: {after:.2f} s after start-up\n"
    )


if __name__ == "__main__":
    main()
