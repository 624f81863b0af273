"""Make a survey of any size from the demo survey's phrases: answers, codebooks and codings.

    python -m benchmarks.make_survey FOLDER --units 400 --questions 20 --waves 2
    python -m benchmarks.make_survey FOLDER --units 100000 --questions 1 --codes 400
    python -m benchmarks.make_survey FOLDER --units 100000 --questions 1 --codes 400 --codings 1000000

Writes ``survey.csv`` (wide: id, aar, five background variables, vekt, one column a question), and for
each question ``codebook_<question>.csv`` and ``codings_<question>.csv`` with coder ``Koder A``. The same seed
gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coder.resources import demo_survey_folder

SIZES = (
    "<2000",
    "2000-5000",
    "5000-10000",
    "10000-20000",
    "20000-50000",
    "50000 og større",
    "Bydeler i Oslo",
)
REGIONS = ("nord", "midt", "vest", "sør", "øst")
CLOSED = ("Svært godt", "Godt", "Verken godt eller dårlig", "Dårlig", "Vet ikke")
BACKGROUND = ("kommunestorrelse", "landsdel", "samarbeid", "plan", "region")
NO_CONTENT_SHARE = 0.03
DONT_KNOW_SHARE = 0.03
BLANK_SHARE = 0.05


@dataclass(frozen=True)
class Phrases:
    """What the answers to one question are put together from."""

    codes: dict[str, dict[str, list[str]]]
    common: dict[str, Any]

    def answer(
        self, random_: random.Random, language: str, points: int
    ) -> tuple[str, list[tuple[str, int, int]]]:
        """Return a text and (code, start, end) of each phrase in it."""
        text, places = "", []
        if random_.random() < 0.15:
            text = random_.choice(self.common["openers"][language])
        for code in random_.sample(sorted(self.codes), min(points, len(self.codes))):
            phrase = random_.choice(self.codes[code][language])
            text += " " if text else ""
            places.append((code, len(text), len(text) + len(phrase)))
            text += phrase
            if random_.random() < 0.1:
                text += " " + random_.choice(self.common["fillers"][language])
        return text, places


def load_phrases(code_count: int | None) -> list[Phrases]:
    """Read the shipped phrases; with a wish for more codes than there are, number further ones."""
    with (demo_survey_folder() / "phrases.toml").open("rb") as file:
        shipped = tomllib.load(file)
    found = []
    for question in shipped["questions"].values():
        codes = dict(question["codes"])
        names = list(codes)
        for number in range(len(codes), code_count or len(codes)):
            codes[f"{names[number % len(names)]} {number // len(names) + 1}"] = codes[
                names[number % len(names)]
            ]
        found.append(Phrases(dict(list(codes.items())[: code_count or None]), shipped["common"]))
    return found


def make_survey(
    folder: Path,
    *,
    units: int,
    questions: int = 2,
    waves: int = 1,
    codes: int | None = None,
    codings: int | None = None,
    seed: int = 1,
) -> None:
    """Write the survey's files to a folder.

    Args:
        folder: Made if missing.
        units: Respondents, each in every wave.
        questions: Open questions.
        waves: Fieldings.
        codes: Codes in each codebook; as many as the phrases have unless given.
        codings: About how many codings a question gets over all waves; else one to four points an answer.
        seed: The same seed gives the same bytes.
    """
    random_ = random.Random(seed)
    phrases = load_phrases(codes)
    keys = [f"q{number:02}" for number in range(1, questions + 1)]
    folder.mkdir(parents=True, exist_ok=True)
    points = None if codings is None else max(1, round(codings / (units * waves * (1 - BLANK_SHARE))))
    coding_rows: dict[str, list[list[Any]]] = {key: [] for key in keys}
    with (folder / "survey.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["respondent_id", "aar", *BACKGROUND, "vekt", *keys])
        for wave in range(2026 - waves + 1, 2027):
            for row in _survey_rows(random_, units, wave, keys, phrases, points, coding_rows):
                writer.writerow(row)
    for place, key in enumerate(keys):
        _write_codebook(folder / f"codebook_{key}.csv", phrases[place % len(phrases)])
        _write_codings(folder / f"codings_{key}.csv", coding_rows[key])


def _survey_rows(
    random_: random.Random,
    units: int,
    wave: int,
    keys: list[str],
    phrases: list[Phrases],
    points: int | None,
    coding_rows: dict[str, list[list[Any]]],
) -> Iterator[list[Any]]:
    for unit in range(1, units + 1):
        respondent = f"u{unit:06}"
        language = "nn" if unit % 5 < 2 else "nb"
        background = [
            SIZES[unit % len(SIZES)],
            REGIONS[unit % len(REGIONS)],
            random_.choice(CLOSED),
            random_.choice(("Ja", "Nei")),
            f"R{unit % 11 + 1}",
        ]
        texts = []
        for place, key in enumerate(keys):
            source = phrases[place % len(phrases)]
            text, places = _one_answer(random_, source, language, points)
            texts.append(text)
            coding_rows[key] += [
                [respondent, wave, "", code, "Koder A", a, b, "done"] for code, a, b in places
            ]
            if text and not places:
                coding_rows[key].append([respondent, wave, "", "", "Koder A", "", "", "done"])
        yield [respondent, wave, *background, round(random_.uniform(0.5, 2), 2), *texts]


def _one_answer(
    random_: random.Random, source: Phrases, language: str, points: int | None
) -> tuple[str, list[tuple[str, int, int]]]:
    draw = random_.random()
    if draw < BLANK_SHARE:
        return "", []
    if points is None and draw < BLANK_SHARE + NO_CONTENT_SHARE:
        return random_.choice(source.common["no_content"]), []
    if points is None and draw < BLANK_SHARE + NO_CONTENT_SHARE + DONT_KNOW_SHARE:
        return random_.choice(source.common["dont_know"][language]), []
    return source.answer(random_, language, points or random_.choice((1, 1, 2, 2, 3, 4)))


def _write_codebook(path: Path, source: Phrases) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code"])
        writer.writerows([code] for code in source.codes)


def _write_codings(path: Path, rows: list[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["respondent_id", "wave", "theme", "code", "coder", "start", "end", "state"])
        writer.writerows(rows)


def main() -> None:
    """Read the wishes from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--units", type=int, default=400)
    parser.add_argument("--questions", type=int, default=2)
    parser.add_argument("--waves", type=int, default=1)
    parser.add_argument("--codes", type=int)
    parser.add_argument("--codings", type=int)
    parser.add_argument("--seed", type=int, default=1)
    wishes = vars(parser.parse_args())
    make_survey(wishes.pop("folder"), **wishes)


if __name__ == "__main__":
    main()
