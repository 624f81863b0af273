"""What the page on the architecture names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PAGES = [CHECKOUT / "docs" / name for name in ("architecture.md", "architecture.nb.md")]
PLACES = (*(CHECKOUT / "coder" / below for below in ("", "tui", "usecases")), CHECKOUT)
A_FILE = re.compile(r"`([\w/.]+\.py)(?::\w+)?`")
A_ROOM = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_it_names_by_its_folder_is_there(page: Path) -> None:
    named = {name for name in A_FILE.findall(page.read_text()) if "/" in name and not name.startswith("x_")}
    assert len(named) > 40
    assert [name for name in sorted(named) if not any((place / name).exists() for place in PLACES)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_its_rooms_are_those_of_the_house(page: Path) -> None:
    rooms = {
        folder.name
        for layer in ("tui", "usecases")
        for folder in (CHECKOUT / "coder" / layer).iterdir()
        if (folder / "__init__.py").exists()
    }
    assert set(A_ROOM.findall(page.read_text())) == rooms
