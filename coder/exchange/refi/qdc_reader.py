"""Codebooks as QDC, the REFI-QDA standard's file for codes."""

from __future__ import annotations

from pathlib import Path

from coder.domain.errors import Problem
from coder.domain.loss import Losses
from coder.exchange.codebook.rows import CodebookFile
from coder.exchange.file_content import file_content
from coder.exchange.refi.code_description import ONE_CODE_PER_ANSWER
from coder.exchange.refi.codes_in import codes_in
from coder.exchange.refi.xml_document import MOST_BYTES, RefiKind, child_text, listed, parse_document
from coder.messages import _, ngettext


def read_qdc(path: Path) -> CodebookFile:
    """Read a codebook file; what had to be changed or left out is told in its notices.

    Raises:
        UnusableInputError: If it is no XML, no codebook, too large, or has a DOCTYPE.
        OSError: If the file cannot be read.
    """
    document = parse_document(path.name, file_content(path, MOST_BYTES), RefiKind.CODEBOOK)
    losses = Losses()
    codes = codes_in(listed(document.root, "Codes", "Code"), losses)
    exclusive = False
    for each in listed(document.root, "Sets", "Set"):
        if child_text(each, "Description") == ONE_CODE_PER_ANSWER:
            exclusive = True
        else:
            losses.add(_("Sets of codes are not read: a codebook here is a tree."), each.get("name") or "")
    problems = []
    if not codes:
        problems.append(Problem(path.name, None, None, _("there is no code in it.")))
    told = [_told(loss.what, loss.count, loss.examples) for loss in losses.all()]
    return CodebookFile(
        path.name,
        tuple(code.row for code in codes),
        exclusive,
        tuple(problems),
        (*document.notices, *told),
    )


def _told(what: str, count: int, examples: tuple[str, ...]) -> str:
    named = ", ".join(f"«{example}»" for example in examples)
    times = ngettext("{n} time", "{n} times", count).format(n=count)
    return f"{what} ({times}: {named})" if named else f"{what} ({times})"
