"""A project in which everything people can write is hostile, walked through on a real terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coder.store.unit_of_work import Writing
from tests.builders import act, add_answers, add_coder, add_codes, add_question, new_project
from tests.tui.terminal import terminal

TITLE = "\x1b]0;KAPRET\x07"
ESCAPES = f"{TITLE}\x1b[2J\x1b[31;53;7mrødt\x9b5m\x90q\x9d0;KAPRET\x9c\x7f\x08\x0c\x0b\x0e\x1bc"
MARKUP = "[bold]fet[/bold] [/b] [@click=app.quit]klikk[/] [kommune]: [3] [red"
BIDI = "\u202egnirts\u202c \u2066a\u2069 \u200b\ufeff \u061c 👩\u200d👩\u200d👧 e\u0301"
HOSTILE = f"{MARKUP} {ESCAPES} {BIDI}"
# What Textual itself may write: sequences of ours, never of a respondent.
_SEQUENCES = re.compile(
    rb"\x1b\[[0-9;:?<>=]*[ -/]*[@-~]|\x1b\][0-9]+;[^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_][^\x1b]*\x1b\\"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    file = tmp_path / "hostile.sqlite"
    engine = new_project(file, f"Prosjekt {HOSTILE}")
    question = add_question(engine, f"spm {HOSTILE}".replace("\n", " "))
    add_answers(
        engine,
        question,
        {f"r1 {HOSTILE}": f"svar en {HOSTILE}\r\nlinje to\u2028tre\t.", "r2": HOSTILE * 30},
        background={f"variabel {HOSTILE}": [f"nivå {HOSTILE}", "b"]},
        wave=f"måling {HOSTILE}",
    )
    codes = add_codes(engine, question, f"Alfa {HOSTILE}", "Beta [/b]")

    def define(work: Writing) -> None:
        for code in codes:
            work.update("code", code, definition=f"Definisjon {HOSTILE}", use_when=HOSTILE, not_when=HOSTILE)

    act(engine, None, "define_code", define)
    add_coder(engine, "kari")
    engine.dispose()
    return file


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_nothing_anyone_wrote_is_obeyed(project: Path, size: tuple[int, int]) -> None:
    with terminal(["--project", str(project), "--coder", f"k[/b]{BIDI}"], *size) as run:
        run.wait_for("spm [bold]fet[/bold]")
        run.press("\r")
        run.wait_for("svar en [bold]fet[/bold]")
        run.press("alf")
        run.wait_for("Definisjon [bold]")
        run.press("\r")
        run.wait_for("● Alfa")
        run.press("\x1bOP")  # F1
        run.wait_for("Keys")
        run.press("\x1b")
        run.read(0.5)
        run.press("\x1b[20~")  # F9
        run.wait_for("this answer")
        run.press("\x1b")
        run.wait_for("code ▸")
        run.press("bet\x1bOS")  # F4
        run.wait_for("Code list")
        run.wait_for("Beta [/b]")
        run.press("\x12")  # Ctrl+R
        run.wait_for("new name ▸ Beta [/b]")
        run.press("Alfa\r")
        run.wait_for("Beta [/b]Alfa")
        run.press("\x14")  # Ctrl+T
        run.wait_for("Examples, one a line")
        run.press("\x1b")
        run.wait_for("find ▸")
        run.press("\x0b")  # Ctrl+K
        run.wait_for("Merge «Beta [/b]Alfa» with which code?")
        run.press("\r")
        run.wait_for("becomes an alias")
        run.press("\x1b")
        run.read(0.5)
        run.press("\x1b")
        run.wait_for("code ▸")
        run.press("\x1b[200~limt \x1b[201~inn[/b]\x1b[200~\x9b31m\x1b[201~")
        run.read(0.5)
        run.press("\x1b")
        run.read(0.5)
        run.press("\r")
        run.wait_for("2 of 2")
        run.press("\x11")  # Ctrl+Q
        assert run.exit_code() == 0
    assert_nothing_was_obeyed(run.written)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_no_survey_file_and_no_history_is_obeyed(project: Path, size: tuple[int, int]) -> None:
    survey = project.with_name(f"und {ESCAPES} [b] {BIDI}.csv")
    quoted = '"' + HOSTILE.replace('"', "") + '"'
    survey.write_text(
        f"id,spm {HOSTILE},bakgrunn {BIDI}\n1,{quoted},x\n2,Flere folk her,y\n", encoding="utf-8"
    )
    with terminal(["--project", str(project), "--coder", f"k[/b]{BIDI}"], *size) as run:
        run.wait_for("0 of 2 answers coded")
        run.press("s")
        run.wait_for("What shall be changed")
        run.press("\x1b")
        run.read(0.5)
        run.press("\x0c")  # Ctrl+L
        run.wait_for("began to code here")
        run.press("alfa\t")
        run.read(0.5)
        run.press("\x1b[Z")  # Shift+Tab
        run.wait_for("only codings")
        run.press("\x1b")
        run.read(0.5)
        run.press("\x1b")
        run.wait_for("0 of 2 answers coded")
        run.press("i")
        run.wait_for("Choose a survey file")
        run.press(f"{project.parent}/und\r")
        run.wait_for("What it is")
        run.press("\x1b[B")
        run.press("q")
        run.wait_for("open question")
        run.press("e")
        run.wait_for("Where do the letters look right?")
        run.press("\x1b")
        run.read(0.5)
        run.press("d")
        run.wait_for("What stands between the cells?")
        run.press("\x1b")
        run.read(0.5)
        run.press("\r")
        run.wait_for("0 of 4 answers coded")
        run.press("\x11")  # Ctrl+Q
        assert run.exit_code() == 0
    assert_nothing_was_obeyed(run.written)


def assert_nothing_was_obeyed(written: bytes) -> None:
    """Find no control sign among all that was written to the terminal but Textual's own."""
    left = _SEQUENCES.sub(b"", written)
    assert b"KAPRET" not in b"".join(re.findall(rb"\x1b\][^\x07\x1b]*", written))
    assert not re.search(
        rb"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]", left.replace(b"\x0e", b"").replace(b"\x0f", b"")
    )
    assert not re.search(r"[\x80-\x9f\u202a-\u202e\u2066-\u2069\u061c]", left.decode("utf-8"))
    assert b"\x1bc" not in written
    assert b"\x1b[31;53;7m" not in written
