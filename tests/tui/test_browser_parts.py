"""What is other in a browser: where files go, and which keys there are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.tui.browser import with_browser_keys
from coder.tui.coding.keys import CODING_KEYS
from coder.tui.files.browser_files import OutTray, plain_name
from coder.tui.keys.key_card import help_lines
from coder.tui.keys.keys_here import INSTEAD, show_in_browser, with_keys_here
from coder.tui.screens import all_keys


@pytest.fixture
def tray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OutTray]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    made = OutTray()
    yield made
    made.close()
    assert not list(tmp_path.iterdir())


def test_a_file_is_offered_when_it_is_whole_and_is_gone_then(tray: OutTray, tmp_path: Path) -> None:
    file = tray.place_for("/etc/tabell.docx")
    assert tray.take() == []
    file.write_bytes(b"half")
    assert tray.take() == []
    file.write_bytes(b"the whole")
    assert tray.take() == []
    [offered] = tray.take()
    assert (offered.name, offered.content.read()) == ("tabell.docx", b"the whole")
    assert not [each for each in tmp_path.rglob("*") if each.is_file()]
    assert tray.take() == []


def test_what_is_still_written_is_not_offered(tray: OutTray) -> None:
    file = tray.place_for("a.sav")
    beside = file.with_name(".a.sav.xyz.new.sav")
    beside.write_bytes(b"not yet")
    assert [tray.take() for _look in range(3)] == [[], [], []]
    beside.rename(file)
    tray.take()
    assert [each.name for each in tray.take()] == ["a.sav"]


def test_several_files_come_as_one_archive(tray: OutTray) -> None:
    file = tray.place_for("svar.sav")
    file.write_bytes(b"1")
    file.with_suffix(".sps").write_bytes(b"2")
    folder = tray.place_for("bridges")
    folder.mkdir()
    (folder / "maxqda.xlsx").write_bytes(b"3")
    tray.take()
    first, second = tray.take()
    assert (first.name, second.name) == ("svar.zip", "bridges.zip")
    assert zipfile.ZipFile(io.BytesIO(first.content.read())).namelist() == ["svar.sav", "svar.sps"]
    assert zipfile.ZipFile(io.BytesIO(second.content.read())).namelist() == ["bridges/maxqda.xlsx"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("tabell.docx", "tabell.docx"),
        ("/etc/passwd", "passwd"),
        ("..", "export"),
        ("", "export"),
        ("../.ssh/.hidden", "hidden"),
        ("C:\\Users\\kari\\a b.docx", "a b.docx"),
        ('a";\r\n x.docx', "a____ x.docx"),
        ("å" * 300 + ".docx", "å" * 80 + ".docx"),
    ],
)
def test_a_name_is_a_name_and_no_place(tray: OutTray, typed: str, name: str) -> None:
    assert plain_name(typed) == name
    assert tray.place_for(typed).parent.parent.parent == tray.place_for("x").parent.parent.parent


def test_no_key_a_browser_keeps_is_the_only_one_for_anything() -> None:
    for place in all_keys():
        here = with_browser_keys(place.bindings)
        ways = {each.action for each in here if each.key not in INSTEAD}
        assert {each.action for each in here} <= ways, place.name
        # Nothing else stands under the key that is there instead.
        assert not {each.key for each in place.bindings} & set(INSTEAD.values()), place.name


def test_the_help_names_the_keys_there_are() -> None:
    shown = "\n".join(
        "".join(piece.text for piece in line.left) for line in help_lines(with_browser_keys(CODING_KEYS))
    )
    assert "Alt+N" in shown
    assert "^n" not in shown


def test_sentences_name_the_keys_there_are() -> None:
    try:
        show_in_browser(is_so=True)
        assert (
            with_keys_here("^n makes one; Ctrl+Q leaves; ^r too") == "Alt+N makes one; Alt+Q leaves; ^r too"
        )
    finally:
        show_in_browser(is_so=False)
    assert with_keys_here("^n makes one") == "^n makes one"
