"""Coded answers that a replay aims at: surveys, codebooks and codings of a folder, made into a project."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coder.domain.coding import Span

CODER = "A"


@dataclass(frozen=True)
class GoldQuestion:
    """One question: where its answers, codes and codings lie."""

    title: str
    key: str
    """The survey's column, which becomes the question's key."""
    survey: str
    codebook: str
    codings: str
    has_spans: bool


QUESTIONS = (
    GoldQuestion(
        "hva_skal_til",
        "hva_skal_til",
        "arbeidstiltak.csv",
        "gold/codebook_arbeidstiltak.csv",
        "gold/arbeidstiltak_codings.csv",
        has_spans=True,
    ),
    GoldQuestion(
        "ip_ja",
        "hvis_ja_hvordan",
        "ip_prioritering.csv",
        "gold/codebook_ip_ja.csv",
        "gold/ip_ja_codings.csv",
        has_spans=False,
    ),
    GoldQuestion(
        "opptrappingsplan",
        "forventninger",
        "opptrappingsplan.csv",
        "gold/codebook_opptrappingsplan.csv",
        "gold/opptrappingsplan_codings.csv",
        has_spans=True,
    ),
)

CodePath = tuple[str, ...]
"""A code's path: the names above it and its own."""
Codings = dict[CodePath, tuple[Span, ...]]
"""What one answer is given: by code its excerpts, none for the whole answer."""


def gold_codings(data: Path, question: GoldQuestion) -> dict[str, Codings]:
    """Return what coder A gave each respondent's answer."""
    spans: defaultdict[str, defaultdict[CodePath, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(data / question.codings):
        if row["coder"] != CODER:
            continue
        codings = spans[row["respondent_id"]]
        if row["code"]:
            path = tuple(name for name in (row["theme"], row["code"]) if name)
            codings[path] += [(int(row["start"]), int(row["end"]))] if row["start"] else []
    return {
        respondent: {path: tuple(sorted(places)) for path, places in codings.items()}
        for respondent, codings in spans.items()
    }


def flattened(gold: dict[str, Codings]) -> dict[str, Codings]:
    """Give every code a name of its own, as those have that are made without a theme."""
    paths = {path for codings in gold.values() for path in codings}
    times = Counter(path[-1].casefold() for path in paths)
    names = {path: path[-1] if times[path[-1].casefold()] == 1 else " – ".join(path) for path in paths}
    return {
        respondent: {(names[path],): spans for path, spans in codings.items()}
        for respondent, codings in gold.items()
    }


def make_project(project: Path, data: Path, unit: str, *, with_codebooks: bool = True) -> None:
    """Import the surveys and codebooks into a new project; the questions get a unit."""
    for question in QUESTIONS:
        roles = [
            f"--question={question.key}",
            "--id=respondent_id",
            "--wave-column=aar",
            "--no-content=leave",
        ]
        _coder(project, "import", str(data / question.survey), *roles)
        if with_codebooks:
            _coder(project, "codebook", question.key, "import", str(data / question.codebook))
        _coder(project, "questions", "set", question.key, f"--unit={unit}")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _coder(project: Path, *arguments: str) -> None:
    own = {"CODER_LANG": "en", "CODER_PROJECT": str(project), "CODER_NAME": CODER}
    subprocess.run(
        [sys.executable, "-m", "coder", *arguments],
        check=True,
        env=os.environ | own,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
