"""Runs QualCoder without a screen, in its own environment: takes a file in, and writes it out again.

Called as: python qualcoder_run.py SOURCE FOLDER qdpx|qdc|txt FILE
SOURCE is a checkout of QualCoder, FOLDER an empty one. Prints JSON: the tables of its project, what it said,
and the codebook and the project it wrote.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import json
import os
import sqlite3
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

TABLES = (
    "source",
    "code_text",
    "code_name",
    "code_cat",
    "cases",
    "case_text",
    "attribute_type",
    "attribute",
    "annotation",
    "journal",
    "project",
)
CODER = "default"


def main(source: Path, folder: Path, kind: str, file: Path) -> dict[str, Any]:
    """Take a file in, and write what came of it."""
    _surroundings(source, folder)
    said: list[str] = []
    with contextlib.redirect_stdout(sys.stderr):
        from PyQt6 import QtWidgets  # type: ignore[import-not-found]

        application = QtWidgets.QApplication.instance() or QtWidgets.QApplication([])
        from qualcoder import helpers, refi  # type: ignore[import-not-found]

        _without_dialogs(QtWidgets, (refi, helpers), folder, file, said)
        app = _app(source, folder)
        log = SimpleNamespace(append=said.append)
        if kind == "txt":
            helpers.ImportPlainTextCodes(app, log)
        else:
            refi.RefiImport(app, log, kind)
        written = folder / "written"
        written.mkdir()
        refi.RefiExport(app, log, "codebook")
        if kind == "qdpx":
            refi.RefiExport(app, log, "project")
        tables = {name: _rows(app.conn, name) for name in TABLES}
        del application
    return {"tables": tables, "said": said, "written": sorted(str(each) for each in written.iterdir())}


def _surroundings(source: Path, folder: Path) -> None:
    home = folder / "home"
    (home / ".qualcoder").mkdir(parents=True)
    os.environ["HOME"] = str(home)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    builtins.__dict__["_"] = lambda text: text
    sys.path.insert(0, str(source / "src"))


def _without_dialogs(widgets: Any, modules: Any, folder: Path, file: Path, said: list[str]) -> None:
    """Answer what QualCoder would ask a person."""

    class Message:
        def __init__(self, _app: Any, title: str, text: str, *_more: Any) -> None:
            self._told = f"{title}: {text}"

        def exec(self) -> int:
            said.append(self._told)
            return 1

    for module in modules:
        module.Message = Message
    modules[0].RefiLineEndings.exec = lambda _self: 1
    dialog = widgets.QFileDialog
    dialog.getOpenFileName = staticmethod(lambda *_a, **_k: (str(file), True))
    dialog.getOpenFileNames = staticmethod(lambda *_a, **_k: ([str(file)], True))
    dialog.getExistingDirectory = staticmethod(lambda *_a, **_k: str(folder / "written"))


def _app(source: Path, folder: Path) -> SimpleNamespace:
    """Return a stand-in for the window, with an empty project."""
    project = folder / "prosjekt.qda"
    for name in ("documents", "audio", "images", "video"):
        (project / name).mkdir(parents=True)
    connection = sqlite3.connect(project / "data.qda")
    for statement in _create_statements(source):
        connection.execute(statement)
    connection.execute("insert into project (date, memo) values ('2026-01-01 10:00:00', '')")
    connection.commit()

    def annotations() -> list[dict[str, Any]]:
        return _rows(connection, "annotation")

    return SimpleNamespace(
        conn=connection,
        project_path=str(project),
        project_name=project.name,
        version="peer",
        project_events=None,
        ai_models=[],
        write_config_ini=lambda *_said: None,
        get_annotations=annotations,
        settings={
            "directory": str(folder),
            "codername": CODER,
            "ai_enable": "False",
            "font": "Sans",
            "fontsize": 10,
        },
    )


def _create_statements(source: Path) -> list[str]:
    """Return how QualCoder makes the tables of a new project, read from its own program text."""
    tree = ast.parse((source / "src/qualcoder/__main__.py").read_text("utf-8"))
    found = []
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name == "new_project":
            for node in ast.walk(function):
                if isinstance(node, ast.Constant) and str(node.value).upper().startswith("CREATE TABLE"):
                    found.append(str(node.value))
    return found


def _rows(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    cursor = connection.execute(f"select * from {table}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


if __name__ == "__main__":
    checkout, made, wanted, given = sys.argv[1:]
    sys.stdout.write(json.dumps(main(Path(checkout), Path(made), wanted, Path(given))))
