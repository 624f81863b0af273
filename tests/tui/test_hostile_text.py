"""A project in which everything people can write is hostile, walked through on a real terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coder.tui.screens import SCREENS
from coder.usecases.exchange.sending_out import Asked, export_project
from tests.builders import add_answers, add_coder, add_codes, add_question, code_answer, faults
from tests.tui.hostile_project import (
    BIDI,
    CODER,
    ESCAPES,
    HOSTILE,
    MARKUP,
    RESET,
    STYLE,
    hostile_project,
    hostile_survey,
)
from tests.tui.terminal import Terminal, terminal

# What Textual itself may write: sequences of ours, never of a respondent.
_SEQUENCES = re.compile(
    rb"\x1b\[[0-9;:?<>=]*[ -/]*[@-~]|\x1b\][0-9]+;[^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_][^\x1b]*\x1b\\"
)
SIZES = [(80, 24), (140, 40)]
UNITS = ["answer", "sentence"]

SIGHTS = {
    "home": "answers have codes",
    "first_run": "Choose a survey file",
    "preview": "What it is",
    "coded_file": "Importing it would give:",
    "history": "find ▸   code, respondent",
    "coding": "code ▸",
    "answers": "find ▸   words of the answers",
    "respondent": "take over codes",
    "alike": "like this",
    "revisit": "to read again",
    "review": "to review",
    "unlike": "to look at",
    "groups": "of alike answers",
    "code_list": "retired: ^a",
    "clean_up": "Clearing up the code list",
    "other": "by all coders",
    "theme": "★ 0",
    "agreement": "alpha (MASI)",
    "tables": "N is settled answers",
    "quotations": "Nothing is chosen yet",
    "export": "with what respondents wrote",
    "code_texts": "Examples, one a line",
    "code_split": "Splitting a code  ›  Beta [/b]",
    "code_list_then": "as of ▸",
}
"""What stands on each screen, and on no other."""

F1, F2, F3, F4, F5 = "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~"
F6, F7, F8, F9 = "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[20~"
SHIFT_F4, SHIFT_F5, SHIFT_F6 = "\x1b[1;2S", "\x1b[15;2~", "\x1b[17;2~"
ENTER, ESCAPE, TAB, BACK_TAB, DELETE = "\r", "\x1b", "\t", "\x1b[Z", "\x1b[3~"
DOWN, PAGE_DOWN, SHIFT_DOWN = "\x1b[B", "\x1b[6~", "\x1b[1;2B"


def ctrl(letter: str) -> str:
    """Return what a terminal sends for a letter with Ctrl."""
    return chr(ord(letter.upper()) - 64)


class Walk:
    """A way through the screens; each step says what must stand there after it."""

    def __init__(self, run: Terminal, sights: dict[str, str]) -> None:
        self.run = run
        self.sights = sights
        self.visited: set[str] = set()

    def to(self, name: str, *keys: str) -> None:
        """Go to a screen, or back to it."""
        self._press(keys)
        self.run.wait_for(self.sights[name])
        self.visited.add(name)

    def see(self, wanted: str, *keys: str) -> None:
        """See a text on the screen, or in a dialog over it."""
        self._press(keys)
        self.run.wait_for(wanted)

    def close(self, unwanted: str, key: str = ESCAPE) -> None:
        """Close a dialog that said something."""
        self.run.press(key)
        self.run.wait_until_gone(unwanted)

    def glance(self, wanted: str, *keys: str) -> None:
        """Open a dialog, and close it without doing anything."""
        self.see(wanted, *keys)
        self.close(wanted)

    def paste(self, text: str) -> None:
        """Paste a text."""
        self.run.paste(text)

    def _press(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            self.run.press(key)
            self.run.read(0.05)


@contextmanager
def walk(file: Path, size: tuple[int, int]) -> Iterator[Walk]:
    """Walk through a project, leave it, and find nothing obeyed and nothing broken."""
    with terminal(["--project", str(file), "--coder", CODER], *size) as run:
        way = Walk(run, SIGHTS)
        yield way
        run.press(ctrl("q"))
        assert run.exit_code() == 0
    assert_nothing_was_obeyed(run.written)


def test_the_walk_knows_every_screen() -> None:
    assert list(SIGHTS) == [screen.name for screen in SCREENS]


@pytest.mark.slow
@pytest.mark.parametrize(
    "size, unit",
    [(SIZES[0], UNITS[0]), pytest.param(SIZES[1], UNITS[1], marks=pytest.mark.soak)],
)
def test_nothing_anyone_wrote_is_obeyed_on_any_screen(
    tmp_path: Path, unit: str, size: tuple[int, int]
) -> None:
    walk_everywhere(tmp_path, unit, size)


@pytest.mark.soak
@pytest.mark.parametrize("size, unit", zip(SIZES, reversed(UNITS), strict=True))
def test_nor_on_the_other_sizes_of_screens(tmp_path: Path, unit: str, size: tuple[int, int]) -> None:
    walk_everywhere(tmp_path, unit, size)


def walk_everywhere(tmp_path: Path, unit: str, size: tuple[int, int]) -> None:
    """Go to every screen of a hostile project."""
    file = tmp_path / "hostile.sqlite"
    engine = hostile_project(file, unit)
    hostile_survey(tmp_path / f"und {ESCAPES.replace('/', '')} [b] {BIDI}.csv")
    hostile_package(tmp_path)
    with walk(file, size) as way:
        _look_at_home(way)
        _look_at_files(way, tmp_path)
        _code(way)
        _look_at_what_leads_from_an_answer(way)
        _look_at_answers(way)
        _look_at_code_list(way)
        _bring_in_a_survey(way, tmp_path)
        assert way.visited == set(SIGHTS)
    assert faults(engine) == []


def _look_at_home(way: Walk) -> None:
    way.to("home")
    way.see("to review, 1 flag")
    way.to("revisit", F5)
    way.see("i fjor [bold]fet")
    way.see("○ Ny [bold]fet", "1")
    way.see("Alfa [bold]fet", "alf")
    way.see("1 answer codes are chosen", ESCAPE, ESCAPE)
    way.to("home", ENTER)
    way.to("review", "r")
    way.see("r2 [bold]fet")
    way.see("○ Ny [bold]fet", "1")
    way.see("1 answer codes are chosen", ESCAPE)
    way.to("home", ENTER)
    way.see("What shall be changed", "s")
    way.see("The wording of", "w")
    way.close("The wording of")
    way.see("What do you want to do?", ctrl("p"))
    way.see("spm [bold]fet", "spm")
    way.close("What do you want to do?")
    way.glance("↑ ↓ scroll", F1)
    way.to("theme", "t")
    way.see("i fjor [bold]fet")
    way.to("quotations", "q")
    way.see("i fjor [bold]fet")
    way.see("★ 1 of", "s")
    way.see("★ 0 of", "s")
    way.to("theme", ESCAPE)
    way.to("home", ESCAPE)
    way.to("agreement", F7)
    way.see("Alfa [bold]fet")
    way.see("i fjor [bold]fet", TAB)
    way.see("only ola[bold]fet")
    way.see("«Alfa [bold]fet", "g")
    way.see("As it stands", "r")
    way.see("0 of 1 difference is settled", "f")
    way.glance("Who is to code answers", "s")
    way.to("agreement", ESCAPE)
    way.to("home", ESCAPE)
    way.to("tables", F8)
    way.see("Beta [/b]")
    way.glance("variabel [bold]fet", "b")
    way.see("i fjor [bold]fet", ENTER)
    way.to("tables", ESCAPE)
    way.to("home", ESCAPE)
    way.to("history", ctrl("l"))
    way.see("new coder · «", "new coder")
    way.see("only codings", ESCAPE, BACK_TAB)
    way.to("home", ESCAPE)


def hostile_package(folder: Path) -> None:
    """Write a project file with a question of its own, as another program would hand it over."""
    engine = hostile_project(folder / "other.sqlite", "answer")
    key = f"ny {MARKUP}{BIDI}"
    asked = add_question(engine, key)
    [answer] = add_answers(engine, asked, {f"fra fil {MARKUP}": f"svar fra fil {HOSTILE}"})
    [code] = add_codes(engine, asked, f"Kode fra fil {MARKUP}")
    me = add_coder(engine, f"ny koder {MARKUP}")
    code_answer(engine, answer, code, me)
    export_project(engine, me, Asked("qdpx", questions=(key,)), folder / "coded.qdpx")
    engine.dispose()


def _look_at_files(way: Walk, folder: Path) -> None:
    way.to("export", "e")
    way.see("spm [bold]fet", DOWN, ENTER)
    way.close("Which questions?")
    way.to("home", ESCAPE)
    way.to("first_run", "i")
    way.to("coded_file", f"{folder}/coded", ENTER)
    way.see("Kode fra fil [bold]fet")
    way.to("first_run", ESCAPE)
    way.to("home", ESCAPE, ESCAPE)


def _code(way: Walk) -> None:
    way.to("coding", ENTER)
    way.see("lang [bold]fet")  # nobody else has begun it
    way.see("Go to which answer?", ctrl("g"))
    way.see("svar en [bold]fet[/bold]", "2", ENTER)
    way.see("Definisjon [bold]", "alf")
    way.see("● Alfa [bold]", ENTER)
    way.see("merknad 3 [bold]", F2)
    way.see("^s save")
    way.close("Your note on this answer")
    way.paste("limt [31;53;7minn[/b]\x9b31m\x07\u202e")
    way.see("limt [31;53;7minn[/b]�31m␇�")
    way.close("limt")
    way.see("Go to which answer?", ctrl("g"))
    way.see("lang [bold]fet", "5", ENTER)
    way.see("more lines", PAGE_DOWN)
    way.see("● Beta [/b]", "bet", ENTER)
    way.see("Go to which answer?", ctrl("g"))
    way.see("Setning 0 i det lange svaret", "6", ENTER)
    way.see("● Beta [/b]", SHIFT_DOWN, "bet", ENTER)
    way.see("⚑ r5 [bold]", F3)
    way.see("Go to which answer?", ctrl("g"))
    way.see("◂ 2 of 6 ▸", "2", ENTER)


def _look_at_what_leads_from_an_answer(way: Walk) -> None:
    way.to("alike", ctrl("e"))
    way.see("■ r3 [bold]")
    way.to("coding", ESCAPE)
    way.to("respondent", F9)
    way.see("i fjor [bold]fet")
    way.to("coding", ESCAPE)
    way.to("history", ctrl("l"))
    way.see("History of this answer")
    way.see("Entry", DOWN)
    way.to("coding", ESCAPE)


def _look_at_answers(way: Walk) -> None:
    way.to("answers", F6)
    way.see("6 answers")
    way.see("List only answers", TAB)
    way.see("nivå [bold]fet", DOWN, DOWN, DOWN, ENTER)
    way.see("1 of 6 answers", ENTER)
    way.to("answers", ESCAPE)
    way.see("without a code you name", TAB)
    way.see("without which code?", DOWN, DOWN, ENTER)
    way.see("3 of 6 answers", DOWN, DOWN, ENTER)
    way.to("answers", ESCAPE)
    way.to("unlike", SHIFT_F6)
    way.to("answers", ESCAPE)
    way.glance("List the answers in which order?", BACK_TAB)
    way.see("6 chosen", ctrl("a"))
    way.see("Set which code on 6 answers?", ctrl("s"))
    way.see("Set «Alfa [bold]fet[/bold]", "alf", ENTER)
    way.close("Set «Alfa [bold]fet[/bold]")
    way.see("Remove which code from 6 answers?", ctrl("x"))
    way.close("Remove which code")
    way.glance("Go to which answer?", ctrl("g"))
    way.to("answers", ESCAPE)
    way.to("coding", ESCAPE)


def _look_at_code_list(way: Walk) -> None:
    way.to("code_list", "bet", F4)
    way.see("Definisjon [bold]fet")
    way.to("groups", SHIFT_F4)
    way.to("code_list", ESCAPE)
    way.see("Delta [bold]fet", ctrl("a"))
    way.see("1 retired: ^a", ctrl("a"))
    way.glance("Write a note on the code", ENTER)
    way.see("om koden [bold]", F2)
    way.close("om koden [bold]")
    way.see("Definisjon [bold]", ctrl("t"))
    way.to("code_texts")
    way.to("code_list", ESCAPE)
    way.to("other", ctrl("e"))
    way.see("i fjor [bold]fet")
    way.to("code_list", ESCAPE)
    way.to("clean_up", SHIFT_F5)
    way.see("Tema [bold]fet")
    way.to("code_list", ESCAPE)
    way.see("Merge «Beta [/b]» with which code?", ctrl("k"))
    way.see("becomes an alias", ENTER)
    way.close("becomes an alias")
    way.see("Put «Beta [/b]» under which code?", ctrl("o"))
    way.glance("Put «Beta [/b]» under «Tema [bold]", ENTER)
    way.glance("Retire «Beta [/b]»?", DELETE)
    way.to("code_split", ctrl("u"))
    way.see("1   del en", "del en", ENTER)
    way.see("1 ● del en", "1")
    way.see("Split «Beta [/b]»?", ESCAPE)
    way.to("code_list", DOWN, DOWN, ENTER)
    way.to("history", ctrl("l"))
    way.see("History of this code")
    way.to("code_list", ESCAPE)
    way.to("code_list_then", ctrl("d"))
    way.see("defined anew since", "12", ENTER)
    way.see("⇥ then, now", ESCAPE)
    way.to("code_list", ESCAPE)
    way.see("new name ▸ Beta [/b]", ctrl("r"))
    way.see("Beta [/b]Omdøpt", "Omdøpt", ENTER)
    way.to("coding", ESCAPE)
    way.to("home", ESCAPE)


def _bring_in_a_survey(way: Walk, folder: Path) -> None:
    way.to("first_run", "i")
    way.to("preview", f"{folder}/und", ENTER)
    way.see("open question", DOWN, "q")
    way.see("Codes for «[bold]fet", "c")
    way.see("und ␛]0;KAPRET")
    way.close("Codes for «[bold]fet")
    way.glance("In which wave are all rows?", "a")
    way.glance("Where do the letters look right?", "e")
    way.glance("What stands between the cells?", "d")
    way.see("says nothing by itself: «x»", ENTER)
    way.to("home", "l")
    way.see("bakgrunn")


def assert_nothing_was_obeyed(written: bytes) -> None:
    """Find no control sign among all that was written to the terminal but Textual's own."""
    left = _SEQUENCES.sub(b"", written)
    assert b"KAPRET" not in b"".join(re.findall(rb"\x1b\][^\x07\x1b]*", written))
    assert not re.search(
        rb"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]", left.replace(b"\x0e", b"").replace(b"\x0f", b"")
    )
    assert not re.search(r"[\x80-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]", left.decode("utf-8"))
    assert RESET.encode() not in written
    assert STYLE.encode() not in written
