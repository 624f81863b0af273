"""Whole files of every kind that is read, made from a small coded project or as other programs write them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from coder.cli.group import cli
from tests.exchange.refi import foreign_packages as foreign

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
_HEADER = ["id", "aar", "storrelse", "svar"]
_ROWS = [
    ["K6", "2016", "Liten", "Ein fast kontaktperson, og nok tid."],
    ["K7", "2016", "Stor", "Mer åpenhet om økonomien i kommunen."],
    ["K8", "2015", "Liten", "Æ veit ikkje heilt."],
]


def coder(project: Path, *arguments: str) -> str:
    """Run a command that must go well; return what it printed."""
    result = CliRunner().invoke(cli, ["--project", str(project), "--coder", "kari", *arguments])
    assert result.exit_code == 0, f"{arguments}: {result.output}"
    return result.output


def template(folder: Path) -> Path:
    """Make the small coded project that files are read into, and ours are written from."""
    project, survey = folder / "template.sqlite", folder / "survey.csv"
    survey.write_text("\n".join(SURVEY) + "\n", encoding="utf-8")
    roles = ("--id", "id", "--wave-column", "aar", "--attribute", "storrelse")
    coder(project, "import", str(survey), *roles, "--question", "tiltak", "--question", "ellers")
    for path in CODES:
        coder(project, "codebook", QUESTION, "add", path)
    coder(project, "assign", QUESTION, "K1", "--wave", "2016", CODES[0], CODES[1])
    coder(project, "assign", QUESTION, "K2", "--wave", "2016", CODES[2])
    coder(project, "done", QUESTION, "K1", "--wave", "2016")
    coder(project, "done", QUESTION, "K3", "--wave", "2015")
    return project


def survey(name: str, _template: Path, folder: Path) -> None:
    """Write a survey file of the kind its name says."""
    file = folder / name
    rows = [_HEADER, *_ROWS]
    if file.suffix in (".csv", ".tsv"):
        separator = ";" if file.suffix == ".csv" else "\t"
        file.write_text("\n".join(separator.join(row) for row in rows) + "\n", encoding="utf-8")
    elif file.suffix == ".ods":
        _as_ods(rows, file)
    elif file.suffix == ".xlsx":
        _as_xlsx(rows, file)
    else:
        _as_statistics(file)


def codebook(name: str, project: Path, folder: Path) -> None:
    """Export the codebook."""
    coder(project, "codebook", QUESTION, "export", str(folder / name))


def codings(name: str, project: Path, folder: Path) -> None:
    """Export the codings."""
    coder(project, "codings", QUESTION, "export", str(folder / name))


def exported(kind: str, name: str, options: Sequence[str], project: Path, folder: Path) -> None:
    """Export the question in a format."""
    coder(project, "export", kind, "-o", str(folder / name), "--question", QUESTION, *options)


def foreign_package(convention: str, _template: Path, folder: Path) -> None:
    """Write a QDPX that says of itself what another program would, so that its positions are found out."""
    texts = [
        ("R001", "Vi trenger\r\nflere 😀 fagfolk."),
        ("R002", "Meir pengar,\r\nog meir tid til alt."),
        ("R003", "Fri tilgang til\r\nkurs for alle."),
    ]
    sources, cases, members = "", "", {}
    for who, text in texts:
        counted = text.encode("utf-16-le") if convention == "utf16" else None
        length = len(counted) // 2 if counted is not None else len(text.replace("\r\n", "\n"))
        sources += foreign.source(
            who,
            foreign.selection(0, length, "Penger", user=foreign.KARI)
            + foreign.selection(text.index(" ") + 1, length, "Fagfolk", user=foreign.OLA),
        )
        members[who] = text.replace("\r\n", "\n") if convention == "cases" else text
        if convention == "cases":
            guid = foreign.guid(f"source {who}")
            cases += foreign.case(who, foreign.element("SourceRef", targetGUID=guid))
    codes = foreign.code("Ressurser", foreign.code("Penger") + foreign.code("Fagfolk"), isCodable="false")
    document = foreign.project(
        codes, sources, cases=cases, origin="NVivo 14" if convention == "utf16" else "ATLAS.ti 23"
    )
    foreign.package(folder, document, members).rename(folder / "foreign.qdpx")


def half_coded(_template: Path, folder: Path) -> None:
    """Write a workbook coded by hand, and a list of what its names mean."""
    rows = [["id", "aar", "tiltak", "Kode 1", "Kode 2"]]
    rows += [["K1", "2016", "Vi trenger flere fagfolk, og mer penger.", "Penger", "Ressurser -> Fagfolk"]]
    rows += [["K2", "2016", "Fri tilgang til kurs for alle!", "Fri tilgang; Anna", ""]]
    _as_xlsx(rows, folder / "half.xlsx")
    decided = ("written;code;count;cell;question;nearest", "Anna;Annet;1;D3;tiltak;Annet")
    (folder / "map.csv").write_text("\n".join(decided) + "\n", encoding="utf-8-sig")


def compared(_template: Path, folder: Path) -> None:
    """Write a file of two coders' codings."""
    rows = ["respondent_id,wave,coder,theme,code,state"]
    for who in ("kari", "ola"):
        rows += [f"K{n},2016,{who},Ressurser,{'Penger' if n % 2 else 'Fagfolk'},done" for n in range(8)]
        rows += [f"K8,2016,{who},,{'Annet' if who == 'ola' else ''},done"]
    (folder / "compared.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def other_project(project: Path, folder: Path) -> None:
    """Copy the project, and code further in the copy."""
    other = folder / "other.sqlite"
    shutil.copy(project, other)
    coder(other, "assign", QUESTION, "K5", "--wave", "2016", CODES[3])
    coder(other, "codebook", QUESTION, "add", "Tid")


def backed_up(project: Path, folder: Path) -> None:
    """Back the project up."""
    coder(project, "project", "backup", str(folder / "backup.sqlite"))


def key_file(project: Path, folder: Path) -> None:
    """Write a pseudonymised file for the sake of its key."""
    options = ("--without-text", "--pseudonymous", "--key", str(folder / "key.csv"))
    coder(project, "export", "qdc", "-o", str(folder / "first.qdc"), "--question", QUESTION, *options)
    (folder / "first.qdc").unlink()


def _as_xlsx(rows: list[list[str]], file: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)


def _as_ods(rows: list[list[str]], file: Path) -> None:
    from odfdo import Document, Table

    document = Document("spreadsheet")
    document.body.clear()
    table = Table("Ark1")
    table.set_values(rows)
    document.body.append(table)
    document.save(file)


def _as_statistics(file: Path) -> None:
    import pandas
    import pyreadstat

    columns = {"id": [6.0, 7.0, 8.0], "storrelse": [1.0, 2.0, 9.0], "svar": [row[3] for row in _ROWS]}
    frame = pandas.DataFrame(columns)
    labels: Any = ["Løpenummer", "Størrelse", "Hva skal til?"]
    values: Any = {"storrelse": {1.0: "Liten", 2.0: "Stor", 9.0: "Vet ikke"}}
    if file.suffix == ".dta":
        pyreadstat.write_dta(frame, str(file), column_labels=labels, variable_value_labels=values)
        return
    pyreadstat.write_sav(
        frame,
        str(file),
        column_labels=labels,
        variable_value_labels=values,
        missing_ranges={"storrelse": [9.0]},
        compress=file.suffix == ".zsav",
    )
