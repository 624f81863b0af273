"""Writing down why the project's answers may be kept, and until when."""

from __future__ import annotations

from datetime import date

from coder.domain.codebook import clean_text
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store.unit_of_work import Writing

SET_PROJECT = "set_project"
"""What the act is called in the history."""


class NoDayError(WrongUseError):
    """Not written as a day."""

    def __init__(self, written: str) -> None:
        super().__init__(_("«{written}» is no day. Write it as 2027-12-31.").format(written=written))


def set_keeping(
    work: Writing,
    *,
    legal_basis: str | None = None,
    reference: str | None = None,
    retain_until: str | None = None,
) -> None:
    """Set what is given; empty takes it away, None leaves it as it is.

    Raises:
        NoDayError: If the last day is none.
        CodeTextError: If there is a character in it that no database can hold.
    """
    if retain_until is not None:
        retain_until = _day(retain_until.strip())
    given = {"legal_basis": legal_basis, "reference": reference, "retain_until": retain_until}
    values = {name: clean_text(value).strip() for name, value in given.items() if value is not None}
    work.update("project", 1, **values)


def _day(written: str) -> str:
    try:
        return date.fromisoformat(written).isoformat() if written else ""
    except ValueError as error:
        raise NoDayError(written) from error
