"""A project in which everything people can write is hostile to a terminal."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from coder.domain.codebook import CodeKind
from coder.store.notes import NotedOn
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.codebook.settings import retire_code
from coder.usecases.coding.code_together import code_together
from coder.usecases.coding.flags import set_flag
from coder.usecases.coding.notes import write_note
from coder.usecases.suggesting.proposals import propose
from tests.builders import (
    act,
    add_answers,
    add_coder,
    add_codes,
    add_question,
    code_answer,
    finish,
    new_project,
)

TITLE = "\x1b]0;KAPRET\x07\x9d2;KAPRET\x9c"
STYLE = "\x1b[31;53;7m"
RESET = "\x1bc"
ESCAPES = f"{TITLE}\x1b[2J{STYLE}rødt\x9b5m\x90q\x1bPq\x1b\\\x7f\x08\x0c\x0b\x0e\x0f{RESET}"
MARKUP = "[bold]fet[/bold] [/b] [@click=app.quit]klikk[/] [kommune]: [3] [red"
BIDI = "\u202egnirts\u202c \u2066a\u2069 \u200e\u200f\u200b\ufeff \u061c 👩\u200d👩\u200d👧 e\u0301\u0301"
HOSTILE = f"{MARKUP} {ESCAPES} {BIDI}"
CODER = f"k[/b]{BIDI}"
MEGABYTE = (f"lang {HOSTILE} svar. " * 12_000)[:1_000_000]
WORDS = ". ".join(f"Setning {n} i det lange svaret har ti ord {MARKUP[:12]}" for n in range(200)) + "."


def hostile_project(file: Path, unit: str) -> Engine:
    """Make it: two waves, two questions, two coders, one code merged away and one retired."""
    engine = new_project(file, f"Prosjekt {HOSTILE}")
    asked = add_question(engine, f"spm {HOSTILE}", unit=unit)
    closed = add_question(engine, f"lukket {HOSTILE}")
    background = {f"variabel {HOSTILE}": [f"nivå {HOSTILE}", *"bbbb"]}
    said = f"svar en {HOSTILE}\r\nlinje to\u2028tre\t. Mer om det {HOSTILE}"
    before = add_answers(engine, asked, {_who(1): f"i fjor {HOSTILE}"}, wave=f"måling 1 {HOSTILE}")
    now = f"måling 2 {HOSTILE}"
    texts = {_who(1): said, _who(2): HOSTILE * 30, _who(3): said, _who(4): MEGABYTE, _who(5): WORDS}
    answers = add_answers(engine, asked, texts, wave=now, background=background)
    add_answers(engine, closed, {_who(1): f"annet svar {HOSTILE}"}, wave=now)
    me, other = add_coder(engine, CODER), add_coder(engine, f"ola{MARKUP}{BIDI}")
    alfa, beta, gone, retired = add_codes(
        engine, asked, f"Tema {HOSTILE} > Alfa {HOSTILE}", "Beta [/b]", f"Gamma {HOSTILE}", f"Delta {HOSTILE}"
    )
    code_answer(engine, before[0], beta, me)
    finish(engine, before[0], me)
    code_answer(engine, before[0], alfa, other)
    finish(engine, before[0], other)
    code_answer(engine, answers[0], gone, other, [(0, 20)])
    code_answer(engine, answers[1], beta, other)
    act(engine, other, "code_together", lambda work: code_together(work, answers[0], [answers[2]], other))
    act(engine, other, "merge_codes", lambda work: merge_codes(work, [gone], beta))
    act(engine, me, "retire_code", lambda work: retire_code(work, retired))

    def define(work: Writing) -> None:
        for code in (alfa, beta):
            texts = dict.fromkeys(("definition", "use_when", "not_when", "examples"), f"Definisjon {HOSTILE}")
            labels = dict.fromkeys(("nb", "nn", "en"), f"Merkelapp {HOSTILE}")
            work.update("code", code, **texts, aliases=[f"alias {HOSTILE}"], labels=labels)
        work.update("code", beta, kind=CodeKind.OTHER.value)

    def annotate(work: Writing) -> None:
        for coder in (me, other):
            write_note(work, NotedOn.ANSWER, answers[0], coder, f"merknad {coder} {HOSTILE}\nto\n{WORDS}")
            write_note(work, NotedOn.CODE, beta, coder, f"om koden {HOSTILE}")
            write_note(work, NotedOn.QUESTION, asked, coder, f"om spørsmålet {HOSTILE}")
            set_flag(work, answers[0], coder, flagged=True)

    act(engine, me, "define_code", define)
    act(engine, me, "write_note", annotate)
    # What came after an answer was done, and what a model proposes.
    new = add_codes(engine, asked, f"Ny {HOSTILE}", coder_id=me)[0]
    act(engine, me, "propose", lambda work: propose(work, asked, [(answers[1], new, 0.7)]))
    return engine


def hostile_survey(file: Path) -> None:
    """Write a survey file whose heading and cells are hostile."""
    quoted = '"' + HOSTILE.replace('"', "") + '"'
    heading = f"id,{quoted},bakgrunn {BIDI}"
    rows = [f"1,{quoted},x", f"2,Flere folk her,{BIDI}", f"3,Flere folk her,{quoted}"]
    file.write_text("\n".join([heading, *rows, ""]), encoding="utf-8")


def _who(number: int) -> str:
    return f"r{number} {HOSTILE}"
