"""`qc` (qualitative-coding), driven by the methods its commands call. An answer is a document.

Called as: python qc_corpus.py FOLDER PROJECT, in its own environment
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from functools import partial
from pathlib import Path
from typing import Any

from serving import CODER, Material, many, serve, timed  # type: ignore[import-not-found]


class QualitativeCoding:
    """A folder with a corpus, a codebook and a database."""

    def __init__(self, material: Material, project: Path) -> None:
        self._material, self._project = material, project.resolve()
        self._corpus: Any = None
        self._turn = 0
        self._place = 0

    def warm(self) -> None:
        """Load what an import needs."""
        import qualitative_coding.corpus  # type: ignore[import-not-found]
        import qualitative_coding.views.viewer  # type: ignore[import-not-found]  # noqa: F401

    def take_in(self) -> list[float]:
        """Import the folder of texts into a new project."""
        self._begin()
        return [timed(self._import)]

    def fill(self, *, with_answers: bool = False) -> None:
        """Add all codings, past the program: it offers no way to add them from a file."""
        if with_answers:
            self._begin()
        database = sqlite3.connect(self._project / "qualitative_coding.sqlite3")
        if with_answers:
            self._register(database)
        codings = self._material.codings()
        database.execute("insert into coder (name) values (?)", (CODER,))
        database.executemany("insert into code (name) values (?)", {(code,) for _id, code in codings})
        places = dict(
            database.execute(
                "select document_index.document_id, location.id from location "
                "join document_index on document_index.id = location.document_index_id"
            ).fetchall()
        )
        database.executemany(
            "insert into coded_line (id, line, coder_id, code_id) values (?, 0, ?, ?)",
            [(number, CODER, code) for number, (_id, code) in enumerate(codings, 1)],
        )
        database.executemany(
            "insert into coded_line_location_association values (?, ?)",
            [(number, places[f"{who}.txt"]) for number, (who, _code) in enumerate(codings, 1)],
        )
        database.commit()
        database.close()

    def open(self) -> None:
        """Open the project and read its first answer with its codings."""
        self.warm()
        corpus = self._opened()
        first = min(entry.name for entry in os.scandir(self._material.texts))
        with corpus.session():
            (corpus.corpus_dir / first).read_text(encoding="utf-8")
            corpus.get_coded_lines(file_list=[first])

    def make_code(self, times: int) -> list[float]:
        """Make codes, an act each."""

        def made() -> None:
            self._turn += 1
            with self._opened().session():
                self._corpus.get_or_create_code(f"Ny kode {self._turn}")

        found: list[float] = many([made] * times)
        return found

    def set_code(self, times: int) -> list[float]:
        """Set a new code on one answer after the other, as it is saved when its editor is closed."""
        names = sorted(self._material.answers())

        def set_on(document: str) -> None:
            with self._opened().session():
                there = self._corpus.get_coded_lines(file_list=[document], coders=[CODER])
                lines = [{"line": line, "code_id": code} for code, _coder, line, _path in there]
                new = {"line": 0, "code_id": f"Ny kode {max(self._turn, 1)}"}
                self._corpus.update_coded_lines(document, CODER, [*lines, new])

        return [timed(partial(set_on, f"{self._next(names)}.txt")) for _time in range(times)]

    def read(self) -> tuple[list[float], int]:
        """Read all codings; return how many."""
        found: list[Any] = []

        def read() -> None:
            with self._opened().session():
                found.extend(self._corpus.get_coded_lines())

        return [timed(read)], len(found)

    def table(self) -> tuple[list[float], dict[str, int]]:
        """Count on how many answers each code stands."""
        found: dict[str, int] = {}

        def count() -> None:
            with self._opened().session():
                found.update(self._corpus.count_codes(unit="document"))

        return [timed(count)], found

    def write_qdpx(self) -> list[float]:
        """Write the project as REFI-QDA."""
        from qualitative_coding.refi_qda.writer import REFIQDAWriter  # type: ignore[import-not-found]

        out = self._project.with_suffix(".out.qdpx")
        out.unlink(missing_ok=True)
        with self._opened().session():
            self._corpus.update_codebook()
        return [timed(lambda: REFIQDAWriter(self._project / "settings.yaml").write(str(out)))]

    def _next(self, names: list[str]) -> str:
        self._place += 1
        return names[self._place * 7 % len(names)]

    def _begin(self) -> None:
        self.warm()
        from qualitative_coding.corpus import QCCorpus

        shutil.rmtree(self._project, ignore_errors=True)
        self._project.mkdir(parents=True)
        QCCorpus.initialize(self._project / "settings.yaml")
        self._corpus = None

    def _import(self) -> None:
        with self._opened().session():
            self._corpus.import_media(self._material.texts, recursive=True, importer="verbatim")

    def _register(self, database: sqlite3.Connection) -> None:
        from hashlib import sha1

        for number, entry in enumerate(sorted(self._material.texts.iterdir()), 1):
            body = entry.read_bytes()
            (self._project / "corpus" / entry.name).write_bytes(body)
            database.execute("insert into document values (?, ?)", (entry.name, sha1(body).hexdigest()))
            database.execute(
                "insert into document_index (id, name, time_series, document_id) "
                "values (?, 'paragraphs', 0, ?)",
                (number, entry.name),
            )
            database.execute(
                "insert into location (id, start_line, end_line, document_index_id) values (?, 0, 1, ?)",
                (number, number),
            )

    def _opened(self) -> Any:
        if self._corpus is None:
            from qualitative_coding.corpus import QCCorpus

            self._corpus = QCCorpus(self._project / "settings.yaml")
        return self._corpus


if __name__ == "__main__":
    serve(QualitativeCoding(Material(Path(sys.argv[1])), Path(sys.argv[2])))
