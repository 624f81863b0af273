"""QualCoder's import of a survey, run without a screen; its other acts are its windows' own.

Called as: python qualcoder_survey.py FOLDER PROJECT SOURCE, in its own environment; SOURCE is a checkout
"""

from __future__ import annotations

import contextlib
import shutil
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[1] / "tests" / "peers"))

import qualcoder_run  # type: ignore[import-not-found]  # noqa: E402
from serving import Material, serve, timed  # type: ignore[import-not-found]  # noqa: E402


class QualCoder:
    """An empty project, and the dialog that takes a survey in."""

    def __init__(self, material: Material, project: Path, source: Path) -> None:
        self._material, self._project, self._source = material, project.resolve(), source
        self._application: Any = None

    def take_in(self) -> list[float]:
        """Import the survey into a new project: one text column, one attribute."""
        shutil.rmtree(self._project, ignore_errors=True)
        self._project.mkdir(parents=True)
        if self._application is None:
            qualcoder_run._surroundings(self._source, self._project)
            from PyQt6 import QtWidgets  # type: ignore[import-not-found]

            self._application = QtWidgets.QApplication.instance() or QtWidgets.QApplication([])
        with contextlib.redirect_stdout(sys.stderr):
            return [self._timed_import()]

    def _timed_import(self) -> float:
        from PyQt6 import QtWidgets
        from qualcoder import import_survey, refi  # type: ignore[import-not-found]

        said: list[str] = []
        qualcoder_run._without_dialogs(
            QtWidgets, (refi, import_survey), self._project, self._material.survey, said
        )
        app = qualcoder_run._app(self._source, self._project)
        log = type("Log", (), {"append": staticmethod(said.append)})()

        made: list[Any] = []
        seconds: float = timed(lambda: made.append(import_survey.DialogImportSurvey(app, log)))
        # A person's choices, which take no time here: how it is quoted, and what each column is.
        made[0].ui.comboBox_quote.setCurrentText("MINIMAL")
        made[0].fields_type = ["character", "character", "qualitative"]
        seconds += timed(made[0].accept)
        documents = app.conn.execute("select count(*) from source").fetchone()[0]
        if documents != len(self._material.answers()):
            raise SystemExit(f"QualCoder took {documents} answers in. It said: {said}")
        app.conn.close()
        return seconds


if __name__ == "__main__":
    folder, project, checkout = map(Path, sys.argv[1:])
    serve(QualCoder(Material(folder), project, checkout))
