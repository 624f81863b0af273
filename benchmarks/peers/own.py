"""This program, driven by its commands and use cases.

Called as: python -m benchmarks.peers.own FOLDER PROJECT
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from benchmarks.peers.serving import CODER, Material, many, serve, timed
from coder.__main__ import main as coder

QUESTION = "q01"


class Own:
    """A project file and whoever codes in it."""

    def __init__(self, material: Material, project: Path) -> None:
        self._material, self._project = material, project
        self._turn = 0
        self._engine: Any = None

    def warm(self) -> None:
        """Load what an import needs, as it is loaded only once."""
        import alembic  # noqa: F401
        import spacy  # noqa: F401
        import sqlalchemy  # noqa: F401

        from coder.text.sentences import split_many

        split_many(["a."])

    def take_in(self) -> list[float]:
        """Import the survey into a new project."""
        self.warm()
        for old in self._project.parent.glob(f"{self._project.name}*"):
            if old.is_file():
                old.unlink()
        survey = str(self._material.survey)
        roles = ["--id=respondent_id", f"--question={QUESTION}", "--attribute=kommunestorrelse"]
        return [timed(lambda: self._run("import", survey, *roles, "--no-content=leave"))]

    def fill(self, *, with_answers: bool = False) -> None:
        """Add all codings."""
        if with_answers:
            self.take_in()
        for kind in ("codebook", "codings"):
            self._run(kind, QUESTION, "import", str(self._material.folder / f"{kind}.csv"))

    def open(self) -> None:
        """Open the project and read its first answer with its codings."""
        from coder.store.answers import texts_of
        from coder.store.codings import codings_of
        from coder.store.project import open_project
        from coder.store.unit_of_work import reading

        self._engine = open_project(str(self._project))
        with reading(self._engine) as work:
            first = self._answer_ids(work)[0]
            texts_of(work, [first])
            codings_of(work, [first])

    def make_code(self, times: int) -> list[float]:
        """Make codes, an act each."""
        from coder.store.questions import question_named
        from coder.store.unit_of_work import writing
        from coder.usecases.codebook.growth import add_code

        coder_id = self._coder_id()

        def made() -> None:
            self._turn += 1
            with writing(self._engine, coder_id=coder_id, operation="add_code") as work:
                add_code(work, question_named(work, QUESTION).codebook_id, f"Ny kode {self._turn}")

        return many([made] * times)

    def set_code(self, times: int) -> list[float]:
        """Set a new code on one answer after the other."""
        from coder.store.codes import codes_of
        from coder.store.questions import question_named
        from coder.store.unit_of_work import reading, writing
        from coder.usecases.coding.setting import set_code

        with reading(self._engine) as work:
            ids = self._answer_ids(work)
            code = codes_of(work, question_named(work, QUESTION).codebook_id)[-1].id
        coder_id = self._coder_id()

        def set_on(answer: int) -> None:
            with writing(self._engine, coder_id=coder_id, operation="set_code") as work:
                set_code(work, answer, code, coder_id)

        return [timed(lambda: set_on(self._next(ids))) for _time in range(times)]

    def read(self) -> tuple[list[float], int]:
        """Read all codings with respondent, code and coder; return how many."""
        from coder.store.unit_of_work import reading
        from coder.usecases.exchange.codings_files import export_codings

        found: list[Any] = []

        def read() -> None:
            with reading(self._engine) as work:
                found.extend(export_codings(work, QUESTION))

        return [timed(read)], len(found)

    def table(self) -> tuple[list[float], dict[str, int]]:
        """Count on how many answers each code stands."""
        from coder.usecases.tables.frequency_table import frequency_table

        made: list[Any] = []
        seconds = timed(lambda: made.append(frequency_table(self._engine, QUESTION)))
        return [seconds], {row.path: row.count for row in made[0].rows if row.level == "code"}

    def write_csv(self) -> list[float]:
        """Write the codings to a CSV file."""
        out = str(self._project.with_suffix(".out.csv"))
        Path(out).unlink(missing_ok=True)
        return [timed(lambda: self._run("codings", QUESTION, "export", out))]

    def write_qdpx(self) -> list[float]:
        """Write the project as REFI-QDA."""
        out = str(self._project.with_suffix(".out.qdpx"))
        Path(out).unlink(missing_ok=True)
        return [timed(lambda: self._run("export", "qdpx", "-o", out, "--question", QUESTION))]

    def _next(self, ids: list[int]) -> int:
        self._turn += 1
        return ids[self._turn * 7 % len(ids)]

    def _coder_id(self) -> int:
        from coder.store.coders import present_coder

        return present_coder(self._engine, CODER).id

    def _answer_ids(self, work: Any) -> list[int]:
        return [row[0] for row in work.connection.exec_driver_sql("SELECT id FROM answer ORDER BY id")]

    def _run(self, *arguments: str) -> None:
        sys.argv = ["coder", "--project", str(self._project), *arguments]
        try:
            coder()
        except SystemExit as end:
            if end.code:
                raise


if __name__ == "__main__":
    os.environ |= {"CODER_LANG": "en", "CODER_NAME": CODER}
    serve(Own(Material(Path(sys.argv[1])), Path(sys.argv[2])))
