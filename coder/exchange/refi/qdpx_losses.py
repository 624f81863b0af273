"""What stands in a project file only for us: other programs show the file without it."""

from __future__ import annotations

from pathlib import Path

from coder.domain.coder_kind import PERSON
from coder.domain.loss import Losses
from coder.domain.portable import PortableProject
from coder.exchange.refi.package import MOST_READ_BYTES, Package, UnsafePackageError
from coder.exchange.refi.xml_document import MOST_TEXT
from coder.messages import _

_WHOLE_ANSWER = "answer"


def tell_of_project(project: PortableProject, losses: Losses) -> None:
    """Note everything that the format has no place for: it comes back to us, and is lost on others."""
    busy = {coding.coder for coding in project.codings}
    for coder in project.coders:
        if coder.kind != PERSON and coder.name in busy:
            losses.add(_("Other programs take the consensus for a coder."), coder.name)
    for variable in project.variables:
        if len(variable.levels) > 1:
            losses.add(_("Other programs do not know the order of a variable's values."), variable.name)
        for level in variable.levels:
            if level.missing:
                what = _("Other programs do not know which values say that there is no answer.")
                losses.add(what, f"{variable.name}: {level.name}")
    for question in project.questions:
        if question.unit != _WHOLE_ANSWER:
            losses.add(
                _("Other programs do not know that a question is coded sentence by sentence."), question.key
            )
    if project.coded:
        losses.add(
            _("Other programs do not know how far a coder has come with an answer."), count=len(project.coded)
        )


def tell_unreadable(written: Path, own_note: str, losses: Losses) -> None:
    """Note that a package is larger than this program itself reads.

    Args:
        written: The package.
        own_note: What stands in it for us alone; ASCII.
        losses: Where it is noted.
    """
    why = _too_large(written, own_note)
    if why:
        losses.add(
            _(
                "This program cannot read the file again: {why}. Other programs may. "
                "Export one question at a time to have files that come back."
            ).format(why=why)
        )


def _too_large(written: Path, own_note: str) -> str:
    try:
        with Package(written) as package:
            size = package.size
    except UnsafePackageError as error:
        return error.why
    if size > MOST_READ_BYTES:
        return _("all in it would take {size} MB unpacked").format(size=size // 1_000_000)
    if len(own_note) > MOST_TEXT:
        return _("what stands in it for this program alone takes {size} MB").format(
            size=len(own_note) // 1_000_000
        )
    return ""
