"""What `coder import-coded` asks about a workbook: what names mean, and what blank rows are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import click

from coder.cli.ask import chosen
from coder.cli.coded_workbook_talk import show_new
from coder.cli.context import say
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.exchange.coded_workbook.reading import UnknownName
    from coder.usecases.exchange.coded_workbook.codings import Blank
    from coder.usecases.exchange.coded_workbook.understanding import CodesWished, Understood

ALL_NEW, ONE_BY_ONE, STOP = "new", "one by one", "stop"
_STOP_SIGN = "."


def decide_names(found: Understood, wished: CodesWished) -> CodesWished | None:
    """Ask what unknown names mean; None where the person stops."""
    unknown = found.unknown
    if not unknown:
        return wished
    if not any(found.found.known.values()):
        return _make_all(unknown, wished)
    said = ngettext(
        "{n} name in the workbook leads to no code.",
        "{n} names in the workbook lead to no code.",
        len(unknown),
    )
    say(said.format(n=len(unknown)))
    say(
        _(
            "Answer with a number, or write a code (; between several). + makes a new code as written, "
            "+NAME one of another name, - means no code, . stops."
        )
    )
    decided = dict(wished.decisions)
    for question, name in unknown:
        known = found.found.known[question]
        while True:
            answer = _asked(name)
            if answer == _STOP_SIGN:
                return None
            target = _target(answer, name)
            if target is not None and _leads(target, known.find):
                decided[name.written] = target
                break
            say(_("There is no such code. Write + before it to make it."))
    return replace(wished, decisions=decided)


def _make_all(unknown: Sequence[tuple[str, UnknownName]], wished: CodesWished) -> CodesWished | None:
    number = len(unknown)
    said = ngettext(
        "The workbook has no list of codes, and names {n} code.",
        "The workbook has no list of codes, and names {n} codes.",
        number,
    )
    say(said.format(n=number))
    show_new(unknown)
    question = _("Make them as they are written, or stop?")
    words = {ALL_NEW: _("make"), STOP: _("stop")}
    return None if chosen(question, words, ALL_NEW) == STOP else replace(wished, create_codes=True)


def _asked(name: UnknownName) -> str:
    from coder.exchange.coded_workbook.names import written
    from coder.text.safe import safe_line, shortened

    times = ngettext("{n} time", "{n} times", name.count).format(n=name.count)
    say("")
    say(f"«{shortened(safe_line(name.written), 100)}» ({times}, {name.place})")
    if name.hint:
        say(f"  {name.hint}")
    for number, path in enumerate(name.nearest, 1):
        say(f"  {number}  {written(path)}")
    default = "1" if name.nearest and not name.is_ambiguous else ""
    shown = f" [{default}]" if default else ""
    return str(click.prompt(_("Which code?") + shown, default=default, show_default=False, err=True)).strip()


def _target(answer: str, name: UnknownName) -> str | None:
    from coder.exchange.coded_workbook.names import written

    if answer.isdecimal() and answer.isascii() and len(answer) < 3:
        place = int(answer) - 1
        return written(name.nearest[place]) if 0 <= place < len(name.nearest) else None
    return answer or None


def _leads(target: str, find: object) -> bool:
    """Tell whether what was answered is a code, or makes one."""
    from coder.domain.codebook import PATH_SEPARATOR
    from coder.exchange.coded_workbook.names import Found

    assert callable(find)
    if target == "-":
        return True
    parts = [part.strip() for part in target.split(";") if part.strip()]
    return bool(parts) and all(
        part.startswith("+") or isinstance(find(tuple(part.split(PATH_SEPARATOR))), Found) for part in parts
    )


def decide_blanks(found: Understood, wished: CodesWished) -> CodesWished | None:
    """Ask what rows are that one coder left blank and another coded; None where the person stops."""
    from coder.usecases.exchange.coded_workbook.understanding import blank_sentence

    if not found.blanks:
        return wished
    for each in found.blanks:
        say(blank_sentence(each))
    words: Mapping[str, str] = {
        "not-coded": _("not coded"),
        "nothing": _("nothing applied"),
        STOP: _("stop"),
    }
    answer = chosen(_("What are they?"), words, "not-coded")
    return None if answer == STOP else replace(wished, blank=cast("Blank", answer))
