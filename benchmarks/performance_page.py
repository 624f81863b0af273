"""Writes what ``benchmarks.whole`` has measured into docs/performance.md and its Norwegian pair.

    python -m benchmarks.performance_page build/whole.json

A figure stands between ``<!-- figures: NAME -->`` and ``<!-- end of figures -->``; everything else on the
pages is left as it is. A name that was not measured keeps what stands there.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.cost_plot import draw

DOCS = Path(__file__).parents[1] / "docs"
PAGES = {"en": "performance.md", "nb": "performance.nb.md"}
PICTURE = "pictures/cost_against_size.svg"
PROGRAMS = ("coder", "qc", "Taguette", "QualCoder")
ACTS = {
    "en": {
        "take_in": "import a survey",
        "open": "start, open, first answer",
        "make_code": "make a code",
        "set_code": "set a code",
        "read": "read all codings",
        "table": "count a table",
        "write_csv": "codings to CSV",
        "write_qdpx": "project to REFI-QDA",
    },
    "nb": {
        "take_in": "importere en undersøkelse",
        "open": "starte, åpne, første svar",
        "make_code": "lage en kode",
        "set_code": "sette en kode",
        "read": "lese alle kodinger",
        "table": "telle en tabell",
        "write_csv": "kodinger til CSV",
        "write_qdpx": "prosjekt til REFI-QDA",
    },
}
WORDS = {
    "en": {
        "act": "act",
        "answers": "answers",
        "memory": "most memory",
        "machine": "Measured on commit `{commit}`, {when}: {system}, {processors} processors, "
        "Python {python}, load {before} when it began and {after} when it ended. {versions}.",
    },
    "nb": {
        "act": "handling",
        "answers": "svar",
        "memory": "mest minne",
        "machine": "Målt på utgave `{commit}` av koden, {when}: {system}, {processors} prosessorer, "
        "Python {python}, last {before} da det begynte og {after} da det sluttet. {versions}.",
    },
}
_PLACE = re.compile(r"(<!-- figures: ([\w-]+) -->\n)(.*?)(<!-- end of figures -->)", re.DOTALL)


def write_pages(found: Mapping[str, Any], docs: Path = DOCS) -> list[str]:
    """Put the figures in their places and draw the picture; return the names that have no place."""
    if found.get("shared"):
        draw(found["shared"], docs / PICTURE)
    homeless: list[str] = []
    for language, name in PAGES.items():
        page = docs / name
        if page.exists():
            blocks = dict(_blocks(found, language))
            text = page.read_text(encoding="utf-8")
            page.write_text(filled(text, blocks), encoding="utf-8")
            homeless += sorted(set(blocks) - {place[2] for place in _PLACE.finditer(text)})
    return homeless


def filled(text: str, blocks: Mapping[str, str]) -> str:
    """Return a page with blocks in their places.

    >>> filled("<!-- figures: a -->\\nold\\n<!-- end of figures -->", {"a": "new"})
    '<!-- figures: a -->\\nnew\\n<!-- end of figures -->'
    """

    def place(found: re.Match[str]) -> str:
        held = blocks.get(found[2])
        return found[0] if held is None else f"{found[1]}{held.rstrip()}\n{found[4]}"

    return _PLACE.sub(place, text)


def _blocks(found: Mapping[str, Any], language: str) -> Iterator[tuple[str, str]]:
    if "machine" in found:
        yield "machine", WORDS[language]["machine"].format(**found["machine"])
    if found.get("shared"):
        yield "shared", "\n".join(_table(found["shared"], language))
    for name, part in found.get("parts", {}).items():
        if part["printed"].strip():
            yield name, f"```text\n{part['printed'].strip()}\n```\n"


def _table(records: Sequence[Mapping[str, Any]], language: str) -> Iterator[str]:
    """Yield a Markdown table: a row to each act and size, the programs side by side."""
    words = WORDS[language]
    programs = [name for name in PROGRAMS if any(each["program"] == name for each in records)]
    held = {(each["act"], each["answers"], each["program"]): each for each in records}
    sizes = sorted({each["answers"] for each in records})
    yield f"| {words['act']} | {words['answers']} | " + " | ".join(programs) + " |"
    yield "|---|--:|" + "--:|" * len(programs)
    for act, name in ACTS[language].items():
        for answers in sizes:
            cells = [_cell(held.get((act, answers, program)), language) for program in programs]
            if any(cells):
                yield f"| {name} | {_grouped(answers)} | " + " | ".join(each or "–" for each in cells) + " |"
            name = ""
    for answers in sizes:
        most = [
            max((each["megabytes"] or 0 for each in records if _is(each, answers, program)), default=0)
            for program in programs
        ]
        label = words["memory"] if answers == sizes[0] else ""
        cells = [f"{_grouped(round(each))} MB" if each else "–" for each in most]
        yield f"| {label} | {_grouped(answers)} | " + " | ".join(cells) + " |"


def _is(record: Mapping[str, Any], answers: int, program: str) -> bool:
    return bool(record["answers"] == answers and record["program"] == program)


def _cell(record: Mapping[str, Any] | None, language: str) -> str:
    if record is None or not record["seconds"]:
        return ""
    return written_seconds(statistics.median(record["seconds"]), language)


def written_seconds(seconds: float, language: str) -> str:
    """Write a time with two or three digits.

    >>> written_seconds(0.01234, "en"), written_seconds(12.345, "nb"), written_seconds(123.4, "en")
    ('12 ms', '12,3 s', '123 s')
    """
    if seconds < 1:
        digits = f"{1000 * seconds:.1f} ms" if seconds < 0.01 else f"{1000 * seconds:.0f} ms"
    else:
        digits = f"{seconds:.0f} s" if seconds >= 100 else f"{seconds:.1f} s"
    return digits.replace(".", ",") if language == "nb" else digits


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def main() -> None:
    """Write the pages from a file of figures."""
    homeless = write_pages(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    if homeless:
        sys.stdout.write(f"No place on the pages for: {', '.join(homeless)}\n")


if __name__ == "__main__":
    main()
