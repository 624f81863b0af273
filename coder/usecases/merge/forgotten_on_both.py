"""Two projects meet only once both have forgotten the same people: else one would bring their words back."""

from __future__ import annotations

from collections.abc import Sequence

from coder.domain.errors import CoderError, WrongUseError
from coder.messages import ngettext
from coder.store.forgotten import forgotten_in, saying_still
from coder.store.project import open_project
from coder.store.unit_of_work import Reading, reading


class ForgottenHereError(WrongUseError):
    """The other project still holds words that are forgotten here."""

    def __init__(self, file: str, respondents: Sequence[str]) -> None:
        told = ngettext(
            "«{file}» still holds what a respondent wrote who is forgotten here: {ids}. Forget them there "
            "first: coder --project {file} project forget {id}",
            "«{file}» still holds what respondents wrote who are forgotten here: {ids}. Forget them there "
            "first: coder --project {file} project forget {id}",
            len(respondents),
        )
        super().__init__(told.format(file=file, ids=", ".join(respondents), id=respondents[0]))


class ForgottenThereError(WrongUseError):
    """Words stand here that are forgotten in the other project."""

    def __init__(self, file: str, respondents: Sequence[str]) -> None:
        told = ngettext(
            "A respondent is forgotten in «{file}» and not here: {ids}. Forget them here first, backups "
            "included: coder project forget {id}",
            "Respondents are forgotten in «{file}» and not here: {ids}. Forget them here first, backups "
            "included: coder project forget {id}",
            len(respondents),
        )
        super().__init__(told.format(file=file, ids=", ".join(respondents), id=respondents[0]))


def forgotten_at(target: str) -> set[tuple[str, str]]:
    """Return who is forgotten in which wave of a project about to be replaced; nobody if it is unreadable."""
    try:
        engine = open_project(target)
    except CoderError:
        return set()
    try:
        with reading(engine) as work:
            return forgotten_in(work)
    except CoderError:
        return set()
    finally:
        engine.dispose()


def refuse_unforgotten(ours: Reading, theirs: Reading, file: str) -> None:
    """Refuse a merge by which words of forgotten respondents would come back, or stay.

    Raises:
        ForgottenHereError, ForgottenThereError: If one of the two still has such words.
    """
    there = saying_still(theirs, forgotten_in(ours))
    if there:
        raise ForgottenHereError(file, there)
    here = saying_still(ours, forgotten_in(theirs))
    if here:
        raise ForgottenThereError(file, here)
