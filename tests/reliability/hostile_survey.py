"""A project full of text that means something to the programs that open files."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from coder.cli.group import cli
from coder.store.project import open_project
from coder.store.questions import question_named
from coder.store.unit_of_work import writing
from coder.usecases.report.analyses import write_analysis, write_lead_in

QUESTION = "spm <b> $x$ & =1+1"
VARIABLE = "=størrelse [b]"
CODER = "kari"
SIGNS = (
    '=HYPERLINK("http://x.example";"k")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "cmd|' /C calc'!A0",
    '<b>fet</b> & "sit\'at" <script>alert(1)</script> &amp; <!-- k -->',
    "]]> <![CDATA[ x _x000D_ _x0041_",
    "[b]fet[/b] [@click=app.quit]x[/]",
    "100 % av $x^2$ #1_a {b} ~c \\newline \\\\ \\input{/etc/passwd}",
    "|a|b| *y* `z` [x](http://x.example)",
    "a\x1b[31mrød\x1b[0m\x07 \x9b5m",
    "👩\u200d👩\u200d👧 🏳️\u200d🌈 e\u0301 日本語",
    "עברית \u202eog\u202c العربية",
    '"; DROP TABLE answer; --',
    "{antall:Alt} {N} {count:X} {page}",
    "‘sitat’ “x” --- ``y'' <<z>>",
    "'; «hermetegn», og; semikolon",
    "langt navn på en kode " * 12 + "slutt",
)
"""Each in one line: names of codes and levels."""
LONG = "Ei setning til. " * 2_500
TEXTS = (*SIGNS, "linje 1\r\nlinje 2\ttab\n\n=3+3", "skille\u2028 \ufeff \u200b slutt", LONG)
CAPTION = "  ".join(SIGNS[:12])


def stored(text: str) -> str:
    """Return a text as a project holds it."""
    return text.strip()


def written(text: str) -> str:
    """Return a text as a file that is made of XML can hold it."""
    kept = "".join("\ufffd" if ord(sign) < 32 and sign not in "\t\n\r" else sign for sign in stored(text))
    return kept.replace("\r\n", "\n")


@dataclass(frozen=True)
class HostileSurvey:
    """The project, and a folder to write into."""

    target: Path
    folder: Path

    def run(self, *arguments: str) -> str:
        """Run a command that must succeed; return what it said."""
        done = CliRunner().invoke(cli, ["--project", str(self.target), "--coder", CODER, *arguments])
        assert done.exit_code == 0, (arguments, done.output, done.exception)
        return done.stderr

    def file(self, name: str, *arguments: str) -> tuple[Path, str]:
        """Let a command write a file; return it and what was said."""
        file = self.folder / name
        return file, self.run(*arguments, "-o", str(file))


def hostile_survey(folder: Path) -> HostileSurvey:
    """Make it through the doors that people use: files in, codes on answers, notes, decisions."""
    survey = HostileSurvey(folder / "p.sqlite", folder)
    answers = [
        (f"r{number}", TEXTS[number % len(TEXTS)], SIGNS[number // 2 % len(SIGNS)])
        for number in range(2 * len(TEXTS))
    ]
    _write(folder / "s.csv", ("id", QUESTION, VARIABLE), answers)
    _write(folder / "k.csv", ("code", "definition"), [(name, f"{name}\n{name}") for name in SIGNS])
    places = [
        (row[0], SIGNS[(number + more) % len(SIGNS)]) for more in (0, 7) for number, row in enumerate(answers)
    ]
    _write(folder / "c.csv", ("respondent_id", "code"), places)
    roles = ("--id", "id", "--question", QUESTION, "--attribute", VARIABLE, "--no-content", "leave")
    survey.run("import", str(folder / "s.csv"), *roles)
    survey.run("codebook", QUESTION, "import", str(folder / "k.csv"))
    survey.run("codings", QUESTION, "import", str(folder / "c.csv"))
    _write_notes(survey.target)
    survey.run("disclose", QUESTION, "--keep", "=1+1 <b>")
    return survey


def _write_notes(target: Path) -> None:
    engine = open_project(str(target))
    try:
        with writing(engine, coder_id=1, operation="write_analysis") as work:
            question = question_named(work, QUESTION).id
            write_analysis(work, question, None, "\n\n".join(each for each in SIGNS if "{" not in each))
            write_lead_in(work, question, None, SIGNS[0])
    finally:
        engine.dispose()


def _write(path: Path, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
