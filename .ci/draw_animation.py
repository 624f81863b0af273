"""Draw the main job as an animated picture: python .ci/draw_animation.py [LANGUAGE].

An answer of the demo survey is coded by the real program, key by key; every frame is a picture of its screen
with the sentence that tells what is done. docs/pictures/main_job.webp is English, main_job.nb.webp bokmål.
"""

from __future__ import annotations

import asyncio
import io
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

from draw_screens import DOCS, SUFFIXES, Shot, demo, opened, quiet, suggested
from PIL import Image
from playwright.sync_api import sync_playwright

from coder.messages import set_language

SIZE = (92, 26)
WIDTH, HEIGHT = 920, 600
A_LETTER, TO_READ, TO_SEE = 140, 3200, 1700
"""Milliseconds: between typed letters, for a sentence and the screen beside it, for what a key did."""
CHROMIUM = "chromium"


@dataclass(frozen=True)
class Step:
    """What is typed, and the sentence that stands below while it is."""

    keys: tuple[str, ...]
    said: dict[str, str]
    hold: int = TO_READ


STEPS = (
    Step((), {"en": "One answer, and one line that takes everything you type.",
              "nb": "Ett svar, og én linje som tar alt du skriver."}),
    Step((*"oppf",), {"en": "Letters find codes …", "nb": "Bokstaver finner koder …"}, TO_SEE),
    Step(("enter",), {"en": "… and Enter sets the one that is lit. It is saved at once.",
                      "nb": "… og Enter setter den som er lyst opp. Den er lagret med en gang."}),
    Step(("1",), {"en": "A digit sets a suggested code; suggestions are made on your machine.",
                  "nb": "Et siffer setter en foreslått kode; forslagene lages på din maskin."}),
    Step((*"Mot til å prøve",), {"en": "Nothing fits? Type what it is about …",
                                 "nb": "Passer ingen? Skriv hva det handler om …"}, TO_SEE),
    Step(("ctrl+n",), {"en": "… and Ctrl+N makes the code and sets it.",
                       "nb": "… og Ctrl+N lager koden og setter den."}),
    Step(("enter",), {"en": "Enter on the empty line: done, next answer.",
                      "nb": "Enter på tom linje: ferdig, neste svar."}),
    Step(("f8",), {"en": "F8: the table, counted from what you coded.",
                   "nb": "F8: tabellen, telt av det du har kodet."}, 5000),
)  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """A screen as SVG, the sentence under it, and how long it stands."""

    picture: str
    said: str
    milliseconds: int


async def frames(project: Path, language: str) -> list[Frame]:
    """Do the job and return what was on the screen."""
    seen = []
    async with opened(Shot("main_job", suggests=True), project, SIZE) as pilot:
        for step in STEPS:
            said = step.said[language]
            for number, key in enumerate(step.keys, 1):
                await pilot.press({" ": "space"}.get(key, key))
                is_last = number == len(step.keys)
                if is_last:
                    await quiet(pilot)
                    await suggested(pilot)
                held = step.hold if is_last else A_LETTER
                seen.append(Frame(pilot.app.export_screenshot(title="coder"), said, held))
            if not step.keys:
                seen.append(Frame(pilot.app.export_screenshot(title="coder"), said, step.hold))
    return seen


def photographed(seen: list[Frame]) -> list[Image.Image]:
    """Return each frame as pixels, its sentence below."""
    style = (
        "body{margin:0;background:#16181f;color:#f2f3f7;font:600 22px 'Liberation Sans',sans-serif}"
        f"svg{{display:block;width:{WIDTH}px}}p{{margin:8px 18px}}"
    )
    images = []
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=shutil.which(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for frame in seen:
            page.set_content(f"<style>{style}</style>{frame.picture}<p>{escape(frame.said)}</p>")
            images.append(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))
        browser.close()
    return images


def draw(language: str) -> None:
    """Draw it in one language."""
    set_language(language)
    scratch = Path(tempfile.mkdtemp())
    try:
        seen = asyncio.run(frames(demo(scratch), language))
    finally:
        shutil.rmtree(scratch)
    first, *rest = photographed(seen)
    times = [frame.milliseconds for frame in seen]
    target = DOCS / f"main_job{SUFFIXES[language]}.webp"
    first.save(target, save_all=True, append_images=rest, duration=times, loop=0, quality=72, method=6)


def main(arguments: list[str]) -> None:
    """Draw one language here; without one, each in a process of its own."""
    if arguments:
        draw(arguments[0])
        return
    for language in SUFFIXES:
        subprocess.run([sys.executable, __file__, language], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
