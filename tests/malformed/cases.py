"""What there is to spoil: for each reader a whole file of its kind, and the command that reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from coder.cli.group import cli

QUESTION = "tiltak"
CODES = ("Ressurser > Penger", "Ressurser > Fagfolk", "Tilgang > Fri tilgang", "Annet")
SURVEY = (
    "id;aar;storrelse;tiltak;ellers",
    "K1;2016;Liten;Vi trenger flere fagfolk, og mer penger.;-",
    "K2;2016;Stor;Fri tilgang til kurs for alle!;«Se over»",
    'K3;2015;Liten;"Tettere samarbeid\nmed Nav; også i helgene";',
    "K4;2015;Stor;;Ingen",
    "K5;2016;;Dei tilsette treng meir tid 😀 og ro.;Takk",
)


@dataclass(frozen=True)
class Case:
    """A reader: how its file comes about in a folder, and what reads it (FILE stands for it)."""

    name: str
    suffix: str
    made: Callable[[Path], Path]
    command: tuple[str, ...]


def coder(project: Path, *arguments: str) -> str:
    """Run a command that must go well; return what it printed."""
    result = CliRunner().invoke(cli, ["--project", str(project), "--coder", "kari", *arguments])
    assert result.exit_code == 0, f"{arguments}: {result.output}"
    return result.output


def made_template(folder: Path) -> Path:
    """Make the small coded project that all files are read into, and ours are written from."""
    project, survey = folder / "template.sqlite", folder / "survey.csv"
    survey.write_text("\n".join(SURVEY) + "\n", encoding="utf-8")
    roles = (
        "--id",
        "id",
        "--wave-column",
        "aar",
        "--attribute",
        "storrelse",
        "--question",
        "tiltak",
        "--question",
        "ellers",
    )
    coder(project, "import", str(survey), *roles)
    for path in CODES:
        coder(project, "codebook", QUESTION, "add", path)
    coder(project, "assign", QUESTION, "K1", "--wave", "2016", CODES[0], CODES[1])
    coder(project, "assign", QUESTION, "K2", "--wave", "2016", CODES[2])
    coder(project, "done", QUESTION, "K1", "--wave", "2016")
    coder(project, "done", QUESTION, "K3", "--wave", "2015")
    return project


def prepared(case: Case, folder: Path) -> None:
    """Make a case's file beside the template, and write down what is done with it."""
    if not (folder / "template.sqlite").exists():
        made_template(folder)
    file = case.made(folder)
    about = {"file": file.name, "suffix": case.suffix, "command": case.command}
    (folder / f"{case.name}.json").write_text(json.dumps(about))


def _survey(suffix: str) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        rows = [["id", "aar", "storrelse", "svar"], *_ROWS]
        file = folder / f"given{suffix}"
        if suffix in (".csv", ".tsv"):
            separator = ";" if suffix == ".csv" else "\t"
            file.write_text("\n".join(separator.join(row) for row in rows) + "\n", encoding="utf-8")
        elif suffix == ".ods":
            _as_ods(rows, file)
        else:
            _as_xlsx(rows, file)
        return file

    return made


_ROWS = [
    ["K6", "2016", "Liten", "Ein fast kontaktperson, og nok tid."],
    ["K7", "2016", "Stor", "Mer åpenhet om økonomien i kommunen."],
    ["K8", "2015", "Liten", "Æ veit ikkje heilt."],
]


def _as_xlsx(rows: list[list[str]], file: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    book.save(file)


def _as_ods(rows: list[list[str]], file: Path) -> None:
    from odfdo import Document, Table

    document = Document("spreadsheet")
    document.body.clear()
    table = Table("Ark1")
    table.set_values(rows)
    document.body.append(table)
    document.save(file)


def _as_frame(suffix: str) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        import pandas
        import pyreadstat

        file = folder / f"given{suffix}"
        frame = pandas.DataFrame(
            {"id": [6.0, 7.0, 8.0], "storrelse": [1.0, 2.0, 9.0], "svar": [row[3] for row in _ROWS]}
        )
        labels: Any = ["Løpenummer", "Størrelse", "Hva skal til?"]
        values: Any = {"storrelse": {1.0: "Liten", 2.0: "Stor", 9.0: "Vet ikke"}}
        if suffix == ".sav":
            missing: Any = {"storrelse": [9.0]}
            pyreadstat.write_sav(
                frame, str(file), column_labels=labels, variable_value_labels=values, missing_ranges=missing
            )
        else:
            pyreadstat.write_dta(frame, str(file), column_labels=labels, variable_value_labels=values)
        return file

    return made


def _exported(kind: str, suffix: str, *options: str) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        file = folder / f"exported-{kind}{suffix}"
        coder(folder / "template.sqlite", "export", kind, "-o", str(file), "--question", QUESTION, *options)
        return file

    return made


def _codebook(suffix: str) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        file = folder / f"codebook{suffix}"
        coder(folder / "template.sqlite", "codebook", QUESTION, "export", str(file))
        return file

    return made


def _codings(suffix: str) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        file = folder / f"codings{suffix}"
        coder(folder / "template.sqlite", "codings", QUESTION, "export", str(file))
        return file

    return made


def _half_coded(folder: Path) -> Path:
    file = folder / "half.xlsx"
    rows = [["id", "aar", "tiltak", "Kode 1", "Kode 2"]]
    rows += [["K1", "2016", "Vi trenger flere fagfolk, og mer penger.", "Penger", "Ressurser -> Fagfolk"]]
    rows += [["K2", "2016", "Fri tilgang til kurs for alle!", "Fri tilgang; Annet", ""]]
    _as_xlsx(rows, file)
    return file


_IMPORT = ("import", "FILE", "--id", "id", "--question", "svar", "--attribute", "storrelse")
_WAVES = ("--wave-column", "aar")
_CODED = ("import-coded", "FILE")

CASES = (
    Case("survey-csv", ".csv", _survey(".csv"), (*_IMPORT, *_WAVES)),
    Case("survey-xlsx", ".xlsx", _survey(".xlsx"), (*_IMPORT, *_WAVES)),
    Case("survey-ods", ".ods", _survey(".ods"), (*_IMPORT, *_WAVES)),
    Case("survey-sav", ".sav", _as_frame(".sav"), _IMPORT),
    Case("survey-dta", ".dta", _as_frame(".dta"), _IMPORT),
    Case("codebook-csv", ".csv", _codebook(".csv"), ("codebook", QUESTION, "import", "FILE")),
    Case("codebook-toml", ".toml", _codebook(".toml"), ("codebook", QUESTION, "import", "FILE")),
    Case("codebook-xlsx", ".xlsx", _codebook(".xlsx"), ("codebook", QUESTION, "import", "FILE")),
    Case("codebook-qdc", ".qdc", _codebook(".qdc"), ("codebook", QUESTION, "import", "FILE")),
    Case("codings-csv", ".csv", _codings(".csv"), ("codings", QUESTION, "import", "FILE")),
    Case("codings-xlsx", ".xlsx", _codings(".xlsx"), ("codings", QUESTION, "import", "FILE")),
    Case("project-qdpx", ".qdpx", _exported("qdpx", ".qdpx"), (*_CODED, "--create-codes")),
    Case("workbook-xlsx", ".xlsx", _exported("xlsx", ".xlsx"), _CODED),
    Case("half-coded-xlsx", ".xlsx", _half_coded, (*_CODED, "--create-codes")),
    Case("coded-sav", ".sav", _exported("sav", ".sav"), _CODED),
    Case("coded-dta", ".dta", _exported("dta", ".dta"), _CODED),
    Case("coded-csv", ".csv", _exported("csv", ".csv"), _CODED),
    Case("coded-parquet", ".parquet", _exported("parquet", ".parquet"), _CODED),
)
