"""What there is to spoil: for each reader a whole file of its kind, and the command that reads it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from tests.malformed import whole_files as whole
from tests.malformed.whole_files import QUESTION

TEMPLATE, GIVEN, ABOUT = "template.sqlite", "given", "about.json"
HERE = "@/"
"""What paths of the folder a command is tried in begin with."""


class Into(StrEnum):
    """What stands under ``--project`` when the command begins."""

    OURS = "the project the files were made from"
    NOTHING = "no project: one is made, or none is needed"


@dataclass(frozen=True)
class Case:
    """A reader: how its files come about, and what reads them."""

    name: str
    make: Callable[[Path, Path], None]
    """Given the template and a folder: writes the files into it."""
    command: tuple[str, ...]
    spoiled: tuple[str, ...]
    """The names of the files that are spoiled, one at a time; what else is made lies beside them."""
    into: Into = Into.OURS


def prepared(case: Case, template: Path, folder: Path) -> None:
    """Write a case's files and what is done with them into a folder."""
    shutil.copy(template, folder / TEMPLATE)
    given = folder / GIVEN
    given.mkdir()
    case.make(folder / TEMPLATE, given)
    about = {"case": case.name, "command": case.command, "spoiled": case.spoiled, "into": case.into.name}
    (folder / ABOUT).write_text(json.dumps(about))


_WAVES = ("--wave-column", "aar")
_LISTS = tuple(f"coded_{which}.csv" for which in ("variabler", "verdier", "long"))


def _survey(suffix: str, *options: str) -> Case:
    name = f"survey{suffix}"
    command = ("import", HERE + name, "--id", "id", "--question", "svar", "--attribute", "storrelse")
    return Case(f"survey-{suffix[1:]}", partial(whole.survey, name), (*command, *options), (name,))


def _codebook(suffix: str) -> Case:
    name = f"codebook{suffix}"
    command = ("codebook", QUESTION, "import", HERE + name)
    return Case(f"codebook-{suffix[1:]}", partial(whole.codebook, name), command, (name,))


def _codings(suffix: str) -> Case:
    name = f"codings{suffix}"
    command = ("codings", QUESTION, "import", HERE + name)
    return Case(f"codings-{suffix[1:]}", partial(whole.codings, name), command, (name,))


def _coded(name: str, kind: str, *options: str, into: Into = Into.OURS, beside: tuple[str, ...] = ()) -> Case:
    file = f"coded.{kind}"
    make = partial(whole.exported, kind, file, options)
    return Case(name, make, ("import-coded", HERE + file), (file, *beside), into)


def _foreign(name: str, make: Callable[[Path, Path], None], *options: str) -> Case:
    return Case(
        name, make, ("import-coded", HERE + "foreign.qdpx", *options), ("foreign.qdpx",), Into.NOTHING
    )


_HALF = ("import-coded", HERE + "half.xlsx", "--yes")

CASES = (
    _survey(".csv", *_WAVES),
    _survey(".tsv", *_WAVES),
    _survey(".xlsx", *_WAVES),
    _survey(".ods", *_WAVES),
    _survey(".sav"),
    _survey(".zsav"),
    _survey(".dta"),
    _codebook(".csv"),
    _codebook(".toml"),
    _codebook(".xlsx"),
    _codebook(".qdc"),
    _codings(".csv"),
    _codings(".xlsx"),
    _coded("qdpx-standard", "qdpx"),
    _coded("qdpx-nvivo", "qdpx", "--profile", "nvivo"),
    _coded("qdpx-maxqda", "qdpx", "--profile", "maxqda"),
    _coded("qdpx-qualcoder", "qdpx", "--profile", "qualcoder"),
    _coded("qdpx-new-project", "qdpx", into=Into.NOTHING),
    _foreign("qdpx-foreign-utf16", partial(whole.foreign_package, "utf16")),
    _foreign("qdpx-foreign-crlf1", partial(whole.foreign_package, "crlf1")),
    _foreign("qdpx-foreign-cases", partial(whole.foreign_package, "cases")),
    _coded("coded-sav", "sav", beside=_LISTS),
    _coded("coded-dta", "dta", beside=_LISTS),
    _coded("coded-csv", "csv", beside=(*_LISTS, "coded_svar.csv")),
    _coded("coded-parquet", "parquet", beside=_LISTS),
    _coded("coded-new-project", "csv", into=Into.NOTHING, beside=_LISTS),
    _coded("workbook-own", "xlsx"),
    _coded("workbook-new-project", "xlsx", into=Into.NOTHING),
    Case("half-coded-xlsx", whole.half_coded, (*_HALF, "--create-codes"), ("half.xlsx",)),
    Case("code-map", whole.half_coded, (*_HALF, "--code-map", HERE + "map.csv"), ("map.csv",)),
    Case(
        "agreement-csv",
        whole.compared,
        ("agreement", "--codings", HERE + "compared.csv", "--replicates", "20"),
        ("compared.csv",),
        Into.NOTHING,
    ),
    Case("merge-sqlite", whole.other_project, ("project", "merge", HERE + "other.sqlite"), ("other.sqlite",)),
    Case(
        "restore-sqlite",
        whole.backed_up,
        ("project", "restore", HERE + "backup.sqlite"),
        ("backup.sqlite",),
        Into.NOTHING,
    ),
    Case(
        "restore-in-place",
        whole.backed_up,
        ("project", "restore", HERE + "backup.sqlite", "--replace"),
        ("backup.sqlite",),
    ),
    Case(
        "pseudonym-key",
        whole.key_file,
        (
            "export",
            "csv",
            "-o",
            HERE + "out.csv",
            "--without-text",
            "--pseudonymous",
            "--key",
            HERE + "key.csv",
        ),
        ("key.csv",),
    ),
)
