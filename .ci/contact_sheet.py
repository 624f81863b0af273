"""Draw all screens beside each other, to be looked at as one: python .ci/contact_sheet.py FOLDER [NAME ...].

Each screen and dialog is the real program, once on the demo survey and once on a large one: 400 codes with
long Norwegian names, a long question. It is opened once and drawn at every size and in every theme. FOLDER
then holds each picture as SVG, and sheets of many as PNG (by Chromium).

    SIZES=80x24,200x60 THEMES=dark PROJECTS=large python .ci/contact_sheet.py sheet home coding
"""

from __future__ import annotations

import asyncio
import csv
import html
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from draw_screens import LONGEST_WAIT, THEMES, Shot, demo, quiet

from coder.messages import set_language

SIZES = ("80x24", "100x30", "140x40", "200x60")
PROJECTS = ("demo", "large")
QUESTION = {"demo": "hva_skal_til", "large": "q01"}
SECOND = {"demo": "forventninger", "large": "q02"}
A_SHEET = 6
PIXELS = 900
"""How wide one screen is drawn on a sheet."""
CHROMIUM = "chromium"

FIRST, OTHER = "*", "+"
"""For a question: the first one, and the one coded sentence by sentence."""
SHOTS = (
    Shot("home", None),
    Shot("home_settings", None, ("s",)),
    Shot("home_approve", None, ("a",)),
    Shot("first_run", None, first_run=True),
    Shot("preview", None, ("enter",), first_run=True),
    Shot("preview_problems", None, ("enter", "x", "p"), first_run=True),
    Shot("preview_codebook", None, ("enter", "c"), first_run=True),
    Shot("coding", FIRST),
    Shot("coding_typing", FIRST, (*"opp",)),
    Shot("coding_no_fit", FIRST, (*"qqqq",)),
    Shot("coding_set", FIRST, ("1", "2")),
    Shot("coding_sentences", OTHER, ("1", "down")),
    Shot("coding_note", FIRST, ("f2",)),
    Shot("coding_goto", FIRST, ("ctrl+g",)),
    Shot("near", FIRST, ("1", "ctrl+k")),
    Shot("alike", FIRST, ("ctrl+e",)),
    Shot("respondent", FIRST, ("f9",)),
    Shot("answers", FIRST, ("f6",)),
    Shot("answers_condition", FIRST, ("f6", "tab")),
    Shot("answers_sort", FIRST, ("f6", "shift+tab")),
    Shot("answers_none", FIRST, ("f6", *"qqqq")),
    Shot("answers_several", FIRST, ("f6", "insert", "insert", "insert", "ctrl+s")),
    Shot("find", FIRST, ("ctrl+f", *"oppfølging")),
    Shot("revisit", FIRST, (*"Reisevei", "ctrl+n", "f5", "1")),
    Shot("revisit_none", FIRST, ("f5",)),
    Shot("review", None, ("r",)),
    Shot("unlike", FIRST, ("shift+f6",)),
    Shot("code_list", FIRST, ("f4", "down", "down")),
    Shot("code_list_typing", FIRST, ("f4", *"samarbeid")),
    Shot("code_list_page", FIRST, ("f4", "down", "down", "tab")),
    Shot("code_list_menu", FIRST, ("f4", "down", "down", "enter")),
    Shot("code_list_merge", FIRST, ("f4", "down", "down", "ctrl+k")),
    Shot("code_list_merge_asked", FIRST, ("f4", "down", "down", "ctrl+k", "enter")),
    Shot("code_list_new", FIRST, ("f4", "down", "ctrl+n")),
    Shot("code_list_then", FIRST, ("f4", "ctrl+d", *"1", "enter")),
    Shot("clean_up", FIRST, ("f4", "shift+f5")),
    Shot("other", FIRST, ("f4", *"annet", "ctrl+e")),
    Shot("code_texts", FIRST, ("f4", "down", "down", "ctrl+t")),
    Shot("code_split", FIRST, ("f4", "down", "down", "ctrl+u", *"Deel en", "enter", *"Del to", "enter")),
    Shot("code_split_asked", FIRST, ("f4", "down", "down", "ctrl+u", *"En", "enter", "enter", "1", "escape")),
    Shot("groups", FIRST, ("f4", "shift+f4")),
    Shot("groups_in", FIRST, ("f4", "shift+f4", "right")),
    Shot("themes", None, ("t", "right", "right")),
    Shot("themes_note", None, ("t", "right", "f2")),
    Shot("themes_shorten", None, ("t", "right", "c")),
    Shot("quotations", None, ("t", "right", "s", "down", "s", "q")),
    Shot("quotations_undecided", None, ("t", "right", "s", "down", "s", "q", "n")),
    Shot("tables", FIRST, ("f8",)),
    Shot("tables_by", FIRST, ("f8", "b")),
    Shot("tables_by_level", FIRST, ("f8", "b", "down", "enter", "down", "right")),
    Shot("tables_behind", FIRST, ("f8", "down", "down", "enter")),
    Shot("tables_together", FIRST, ("f8", "c")),
    Shot("tables_coverage", FIRST, ("f8", "p")),
    Shot("tables_file", FIRST, ("f8", "e")),
    Shot("agreement", FIRST, ("f7",)),
    Shot("agreement_difference", FIRST, ("f7", "tab")),
    Shot("agreement_groups", FIRST, ("f7", "g")),
    Shot("agreement_rounds", FIRST, ("f7", "r")),
    Shot("agreement_after", FIRST, ("f7", "f")),
    Shot("agreement_sample", FIRST, ("f7", "s")),
    Shot("history", FIRST, ("ctrl+l",)),
    Shot("history_all", None, ("ctrl+l", "down")),
    Shot("history_none", None, ("ctrl+l", *"qqqq")),
    Shot("export", None, ("e",)),
    Shot("palette", FIRST, ("ctrl+p",)),
    Shot("palette_none", FIRST, ("ctrl+p", *"qqqq")),
    Shot("help", FIRST, ("f1",)),
    Shot("help_home", None, ("f1",)),
)


async def drawn(
    shot: Shot, project: Path, kind: str, sizes: list[str], themes: list[str], folder: Path
) -> None:
    """Draw a screen at every size in every theme."""
    from coder.tui.app import WorkbenchApp
    from coder.usecases.project.demo import CODER
    from coder.usecases.session import Session

    own = project.with_name("arbeid.sqlite")
    own.unlink(missing_ok=True)
    if not shot.first_run:
        shutil.copyfile(project, own)
    question = {FIRST: QUESTION[kind], OTHER: SECOND[kind]}.get(shot.question or "")
    session = Session(str(own), CODER)
    app = WorkbenchApp(session, question, is_first_run=shot.first_run)
    try:
        async with app.run_test(size=_cells(sizes[0])) as pilot, asyncio.timeout(LONGEST_WAIT):
            await quiet(pilot)
            for key in shot.keys:
                await pilot.press(key)
                if len(key) > 1:
                    await quiet(pilot)
            for size in sizes:
                await pilot.resize_terminal(*_cells(size))
                for theme in themes:
                    app.theme = f"coder-{theme}"
                    await quiet(pilot)
                    picture = app.export_screenshot(title=f"{shot.name} {size} {theme} {kind}")
                    (folder / f"{size}_{theme}_{kind}_{shot.name}.svg").write_text(picture, encoding="utf-8")
    finally:
        session.close()


def large(folder: Path) -> Path:
    """Make a project of two coders, 400 codes with long names and two long questions."""
    from benchmarks.make_survey import make_survey

    path = folder / "large.sqlite"
    if path.exists():
        return path
    survey = folder / "large"
    make_survey(survey, units=1500, questions=2, codes=400)
    _coder(
        path,
        "import",
        str(survey / "survey.csv"),
        "--id=respondent_id",
        "--question=q01",
        "--question=q02",
        "--wave-column=aar",
        "--attribute=kommunestorrelse",
        "--attribute=landsdel",
        "--no-content=leave",
    )
    for key in ("q01", "q02"):
        _long_names(survey, key)
        _coder(path, "codebook", key, "import", str(survey / f"long_codebook_{key}.csv"))
        for name in ("Koder A", "Koder B"):
            _coder(path, "codings", key, "import", str(survey / f"{name}_{key}.csv"))
        asked = (
            "Hva mener dere skal til for at flere innbyggere med psykiske helseproblemer eller rusproblemer "
            * 3
        )
        _coder(path, "questions", "set", key, f"--text={asked.strip()}?")
    _coder(path, "questions", "set", "q02", "--unit=sentence")
    return path


def _long_names(survey: Path, key: str) -> None:
    def long(name: str) -> str:
        return f"{name} i interkommunale samarbeidsprosjekter for arbeidsmarkedstiltak"

    with (survey / f"codebook_{key}.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    themes = {
        code: f"Tjenesteutviklings- og kompetansehevingstiltak, del {number // 12 + 1}"
        for number, code in enumerate(codes)
    }
    with (survey / f"long_codebook_{key}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["theme", "code", "definition"])
        for number, code in enumerate(codes):
            told = f"Svaret handler om dette: {code.lower()}. " * 3
            writer.writerow([themes[code], long(code), told.strip() if number % 3 else ""])
    with (survey / f"codings_{key}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for part, name in enumerate(("Koder A", "Koder B")):
        with (survey / f"{name}_{key}.csv").open("w", encoding="utf-8", newline="") as file:
            writer2 = csv.DictWriter(file, rows[0].keys())
            writer2.writeheader()
            for number, row in enumerate(rows):
                who = int(row["respondent_id"].lstrip("u"))
                if not row["code"] or who % 4 > 1 or (part and (number % 5 == 0 or who % 8)):
                    continue
                writer2.writerow(
                    row | {"coder": name, "theme": themes[row["code"]], "code": long(row["code"])}
                )


def _coder(project: Path, *arguments: str) -> None:
    own = {"CODER_PROJECT": str(project), "CODER_NAME": "Koder A"}
    command = [sys.executable, "-m", "coder", *arguments]
    subprocess.run(
        command, check=True, env=os.environ | own, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )


def _cells(size: str) -> tuple[int, int]:
    width, _x, height = size.partition("x")
    return int(width), int(height)


def sheets(folder: Path) -> None:
    """Put the pictures of one size, theme and project side by side."""
    alike: dict[str, list[Path]] = defaultdict(list)
    for picture in sorted(folder.glob("*.svg")):
        alike["_".join(picture.stem.split("_")[:3])].append(picture)
    for name, pictures in alike.items():
        for number, start in enumerate(range(0, len(pictures), A_SHEET)):
            sheet(pictures[start : start + A_SHEET], folder / f"sheet_{name}_{number}.png")


def sheet(pictures: Iterable[Path], target: Path) -> None:
    """Photograph a page with these pictures, two beside each other."""
    shown = "".join(
        f"<figure><figcaption>{html.escape(each.stem)}</figcaption><img src='{each.name}'></figure>"
        for each in pictures
    )
    style = (
        "body{margin:8px;background:#888;font:14px sans-serif}"
        "body{display:grid;grid-template-columns:repeat(2,1fr);gap:8px}"
        "figure{margin:0}img{width:100%}"
    )
    page = target.with_suffix(".html")
    page.write_text(f"<meta charset=utf-8><style>{style}</style>{shown}", encoding="utf-8")
    width, height = 2 * PIXELS, int(PIXELS * 0.72 * A_SHEET / 2)
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--window-size={width},{height}",
        f"--screenshot={target}",
        page.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True)
    page.unlink()


def main(arguments: list[str]) -> None:
    """Draw them."""
    set_language(os.environ.get("CODER_LANG", "nb"))
    folder = Path(arguments[0]).resolve()
    wanted = [shot for shot in SHOTS if not arguments[1:] or shot.name in arguments[1:]]
    sizes = os.environ.get("SIZES", ",".join(SIZES)).split(",")
    themes = os.environ.get("THEMES", ",".join(THEMES)).split(",")
    folder.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(), "arbeid")
    scratch.mkdir()
    for kind in os.environ.get("PROJECTS", ",".join(PROJECTS)).split(","):
        project = demo(scratch) if kind == "demo" else large(folder)
        for shot in wanted:
            try:
                asyncio.run(drawn(shot, project, kind, sizes, themes, folder))
            except Exception as error:  # noqa: BLE001 - one picture that cannot be drawn hides no other
                sys.stderr.write(f"{shot.name} {kind}: {type(error).__name__} {error}\n")
    sheets(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
