"""What stands in a project file only for us: other programs show the file without it."""

from __future__ import annotations

from coder.domain.coder_kind import PERSON
from coder.domain.loss import Losses
from coder.domain.portable import PortableProject
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
