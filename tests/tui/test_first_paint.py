"""The first screen stands before anything heavy is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coder.domain.codebook import LONGEST_NAME
from coder.tui.pieces.text_line import LONGEST

CHECKOUT = Path(__file__).parents[2]
LOOK_BEFORE_OPENING = """
import asyncio, sys
from coder.tui.app import WorkbenchApp
from coder.usecases.session import Session

HEAVY = {"sqlalchemy", "alembic", "spacy", "sklearn", "scipy", "pandas", "numpy", "pyreadstat", "xlsxwriter"}

async def main(question):
    app = WorkbenchApp(Session("nowhere.sqlite", "kari"), question)
    seen = []
    def look():
        seen.append(sorted(HEAVY & set(sys.modules)))
        seen.append([type(widget).__name__ for widget in app.screen.walk_children()][:3])
        app.exit()
    app._open_behind = look
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
    return seen

print(asyncio.run(main(None)))
print(asyncio.run(main("hva_skal_til")))
"""


@pytest.mark.slow
def test_nothing_heavy_is_loaded_when_the_first_screen_stands() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK_BEFORE_OPENING], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == [
        "[[], ['ScreenTitle', 'LinesView', 'LinesView']]",
        "[[], ['ScreenTitle', 'AnswerPane', 'LinesView']]",
    ], done.stderr


def test_a_line_takes_a_name_of_any_length_a_code_may_have() -> None:
    assert LONGEST == LONGEST_NAME
